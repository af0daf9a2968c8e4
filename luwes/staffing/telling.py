"""Who is told what, when something happens to plans and assignments."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.core import clock, queue
from luwes.notifications import actions as notifications
from luwes.organisation import heading
from luwes.organisation.heading import heads_of as heads_of
from luwes.organisation.models import UnitShape
from luwes.people.addresses import account as account
from luwes.people.addresses import key_of as key_of
from luwes.people.addresses import person as person
from luwes.staffing import belated, crediting, facts, limiting, owners, queries
from luwes.staffing.models import (
    Assignment,
    Dispensation,
    FieldReport,
    Need,
    Plan,
    PlanApproval,
    PlanLine,
)
from luwes.ui.tags.words import moment

TELL = "staffing.tell_ordered"
# The kinds of message by which somebody hears of an order.
ORDERS = ("staffing.ordered", "staffing.chased")


def officers_of(need: Need, on: date) -> list[User]:
    """The officers of a post, then those of all posts of its owner; each once."""
    return officers_and_heads(need, None, on)[0]


def officers_and_heads(
    need: Need, home: UnitShape | None, on: date
) -> tuple[list[User], list[User]]:
    """`officers_of` a post, and who answers for a home unit; one query."""
    over = {"need": [str(need.pk)], need.owner_kind: [str(need.owner_id)]}
    homes = [home] if home else []
    above = {"unit": heading.scope_of(homes)}
    found = accounts.holders_over({Role.POST_OFFICER: over, Role.UNIT_HEAD: above}, on)
    of_post_first = sorted(found[Role.POST_OFFICER], key=lambda grant: grant.scope_kind != "need")
    heads = heading.nearest(homes, found[Role.UNIT_HEAD])
    officers = {grant.user_id: grant.user for grant in of_post_first}
    return list(officers.values()), [user for user, _units in heads.values()]


def plan_submitted(fact: facts.PlanSubmitted) -> None:
    """Heads of home units may object; authorities are asked to decide."""
    plan, now = Plan.objects.get(pk=fact.plan_id), clock.now()
    owner = owners.owner_of(plan.owner_kind, plan.owner_id)
    counts: dict[int, int] = defaultdict(int)
    lines = PlanLine.objects.filter(plan=plan)
    if owners.is_by_choice(plan.owner_kind):
        lines = lines.none()  # heads have consented before
    for unit in lines.values_list("unit_id", flat=True):
        counts[unit] += 1
    for user, units in heads_of(counts, clock.today()).values():
        people = sum(counts[unit] for unit in units)
        notifications.tell(
            recipients=[account(user)], kind="staffing.objection", now=now, by=plan.submitted_by,
            subject=_("%(people)d orang dari unit Anda diusulkan untuk %(owner)s") % {"people": people, "owner": owner.name},
            body=_("Anda dapat mengajukan keberatan dengan alasan sampai %s, selama rencana belum diputuskan. Diam berarti setuju.") % moment(plan.contest_until),
            link=reverse("staffing:objections"),
        )  # fmt: skip
    for approval in plan.approvals.select_related("agency"):
        deciders = limiting.approvers(approval.agency_id, clock.today())
        notifications.tell(
            recipients=[account(user) for user in deciders], kind="staffing.decide", now=now,
            by=plan.submitted_by,
            subject=_("Rencana %(number)d %(owner)s menunggu keputusan Anda") % {"number": plan.number, "owner": owner.name},
            body=_("%d orang dari instansi Anda.") % approval.people, link=reverse("staffing:plan", args=[plan.pk]),
        )  # fmt: skip


def plan_returned(fact: facts.PlanReturned) -> None:
    """The maker hears why; so does everybody whose approval is void."""
    plan = Plan.objects.select_related("submitted_by", "made_by").get(pk=fact.plan_id)
    maker, page = plan.submitted_by or plan.made_by, reverse("staffing:plan", args=[plan.pk])
    notifications.tell(
        recipients=[account(maker)], kind="staffing.returned", link=page, now=clock.now(),
        subject=_("Rencana %d dikembalikan") % plan.number, body=plan.returned_because,
    )  # fmt: skip
    approvers = User.objects.filter(pk__in=fact.approved_by).exclude(pk=maker.pk).order_by("pk")
    notifications.tell(
        recipients=[account(user) for user in approvers], kind="staffing.returned", link=page, now=clock.now(),
        subject=_("Rencana %d yang Anda setujui kembali ke penyusunnya") % plan.number,
        body=_("%s. Persetujuan Anda tidak berlaku lagi.") % plan.returned_because.rstrip(". "),
    )  # fmt: skip


def needs_returned(fact: facts.NeedsReturned) -> None:
    """The maker hears which needs came back from an approved part, and why."""
    rows = PlanApproval.objects.select_related("plan__submitted_by", "plan__made_by", "agency")
    approval = rows.get(pk=fact.approval_id)
    plan = approval.plan
    needs = Need.objects.filter(pk__in=approval.returned_needs).select_related("area")
    names = "; ".join(str(need) for need in needs.order_by("tier", "role", "pk"))
    notifications.tell(
        recipients=[account(plan.submitted_by or plan.made_by)], kind="staffing.returned", now=clock.now(),
        subject=_("Sebagian rencana %(number)d dikembalikan %(agency)s") % {"number": plan.number, "agency": approval.agency},
        body=_("%(needs)s. Alasannya: %(reason)s") % {"needs": names, "reason": approval.reason},
        link=reverse("staffing:plan", args=[plan.pk]),
    )  # fmt: skip


def issue_stuck(fact: facts.IssueStuck) -> None:
    plan = Plan.objects.select_related("submitted_by", "made_by").get(pk=fact.plan_id)
    notifications.tell(
        recipients=[account(plan.submitted_by or plan.made_by)], kind="staffing.stuck",
        subject=_("Surat tugas Rencana %d belum dapat diterbitkan") % plan.number, body=plan.failure,
        link=reverse("staffing:plan", args=[plan.pk]), now=clock.now(),
    )  # fmt: skip


def ordered(fact: facts.Ordered) -> None:
    """Thousands are told by a job of its own: issuing holds people and governments meanwhile."""
    queue.job(TELL, lock=f"plan {fact.plan_id}", priority=queue.FIRST).defer(plan_id=fact.plan_id)


def tell_ordered(plan: Plan) -> None:
    """Everyone sent, the heads of their units, and the plan's maker."""
    rows = Assignment.objects.filter(plan=plan, state="ordered")
    rows = rows.select_related("employee__user")
    rows = rows.defer("employee__nik", "employee__address", "employee__limits")
    made = list(rows.order_by("need_id", "employee_id"))
    asked = Need.objects.select_related("area").in_bulk({row.need_id for row in made})
    now, sender = clock.now(), plan.submitted_by or plan.made_by
    by_need: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in made:
        by_need[assignment.need_id].append(assignment)
    texts = []
    for need_id, assignments in by_need.items():
        need = asked[need_id]
        texts.append(
            notifications.Text(
                recipients=[person(a.employee) for a in assignments], kind="staffing.ordered",
                by=sender,
                subject=_("Anda ditugaskan: %(role)s, %(area)s") % {"role": need.role, "area": need.area.name},
                body=_("Mulai %(day)s. Buka Luwes untuk membaca surat tugas dan menjawab.") % {"day": assignments[0].period.start.strftime("%d-%m-%Y")},
                link=reverse("staffing:mine"),
            )
        )  # fmt: skip
    notifications.tell_each([*texts, *_to_heads(made)], now=now)
    _tell_maker(plan, len(made))


def _tell_maker(plan: Plan, people: int) -> None:
    dropped = len(plan.result.get("dropped", []))
    body = _("Semua orang sudah diberi tahu; jawaban mereka masuk di halaman jawaban.")
    if dropped:
        body += " " + _("%d orang tidak jadi ditugaskan karena cuti atau tugas lain.") % dropped
    notifications.tell(
        recipients=[account(plan.submitted_by or plan.made_by)], kind="staffing.issued", now=clock.now(),
        subject=_("Rencana %(number)d disetujui: %(people)d surat tugas terbit") % {"number": plan.number, "people": people},
        body=body, link=reverse("staffing:answers", args=[plan.owner_kind, plan.owner_id]),
    )  # fmt: skip


def _to_heads(made: Sequence[Assignment]) -> Iterator[notifications.Text]:
    counts: dict[int, int] = defaultdict(int)
    for assignment in made:
        counts[assignment.home_unit_id] += 1
    for user, units in heads_of(counts, clock.today()).values():
        people = sum(counts[unit] for unit in units)
        yield notifications.Text(
            recipients=[account(user)], kind="staffing.away",
            subject=_("%d orang dari unit Anda ditugaskan") % people,
            body=_("Lihat siapa yang pergi dan sampai kapan."), link=reverse("staffing:away"),
        )  # fmt: skip


def chased(fact: facts.Chased) -> None:
    rows = Assignment.objects.filter(pk__in=fact.assignment_ids).select_related(
        "employee__user", "need__area"
    )
    people = [person(a.employee) for a in rows.order_by("pk")]
    notifications.tell(
        recipients=people, kind="staffing.chased", now=clock.now(), link=reverse("staffing:mine"),
        by=User.objects.filter(pk=fact.by_id).first() if fact.by_id else None,
        subject=_("Jawaban Anda ditunggu"), body=_("Anda belum menjawab penugasan Anda."),
    )  # fmt: skip


def declined(fact: facts.Declined) -> None:
    assignment = Assignment.objects.select_related("employee", "need__area", "plan__made_by").get(
        pk=fact.assignment_id
    )
    plan = assignment.plan
    notifications.tell(
        recipients=[account(plan.submitted_by or plan.made_by)], kind="staffing.declined", now=clock.now(),
        subject=_("%(name)s menolak: %(need)s") % {"name": assignment.employee.full_name, "need": assignment.need},
        body=_("Alasannya ada di halaman jawaban."),
        link=reverse("staffing:answers", args=[plan.owner_kind, plan.owner_id]),
    )  # fmt: skip
    _tell_of_staying(assignment)


def withdrawn(fact: facts.Withdrawn) -> None:
    """Whoever was sent hears that they need not go; the head, that they stay."""
    assignment = _assignment(fact.assignment_id)
    notifications.tell(
        recipients=[person(assignment.employee)], kind="staffing.withdrawn", now=clock.now(),
        subject=_("Penugasan Anda ditarik: %s") % assignment.need, body=assignment.answer_reason,
        link=reverse("staffing:duty", args=[assignment.pk]),
    )  # fmt: skip
    _tell_of_staying(assignment)


def _tell_of_staying(assignment: Assignment) -> None:
    heads = heads_of([assignment.home_unit_id], clock.today()).values()
    notifications.tell(
        recipients=[account(user) for user, _units in heads], kind="staffing.stays", now=clock.now(),
        subject=_("%(name)s tidak jadi bertugas: %(need)s") % {"name": assignment.employee.full_name, "need": assignment.need},
        body=_("Ia tetap di unit Anda."), link=reverse("staffing:away"),
    )  # fmt: skip


def ended(fact: facts.Ended) -> None:
    """Whose duty ended without a word at the post is asked to report back, the heads to confirm."""
    rows = Assignment.objects.filter(pk__in=fact.assignment_ids, beside_work=False)
    over = list(rows.select_related("employee__user", "need__area").order_by("pk"))
    counts: dict[int, int] = defaultdict(int)
    for assignment in over:
        counts[assignment.home_unit_id] += 1
        notifications.tell(
            recipients=[person(assignment.employee)], kind="staffing.ended", now=clock.now(),
            subject=_("Masa tugas Anda selesai: %s") % assignment.need,
            body=_("Laporkan bahwa Anda sudah kembali."), link=reverse("staffing:duty", args=[assignment.pk]),
        )  # fmt: skip
    for user, units in heads_of(counts, clock.today()).values():
        people = sum(counts[unit] for unit in units)
        notifications.tell(
            recipients=[account(user)], kind="staffing.ended", now=clock.now(),
            subject=_("Masa tugas %d orang dari unit Anda selesai") % people,
            body=_("Catat kembalinya di halaman pegawai yang ditugaskan."), link=reverse("staffing:away"),
        )  # fmt: skip


def reported_back(fact: facts.ReportedBack) -> None:
    """The heads of the home unit are asked to confirm; the report itself stays on their page."""
    assignment = _assignment(fact.assignment_id)
    heads = heads_of([assignment.home_unit_id], clock.today()).values()
    notifications.tell(
        recipients=[account(user) for user, _units in heads], kind="staffing.back", now=clock.now(),
        subject=_("%s melapor sudah kembali") % assignment.employee.full_name,
        body=_("Catat kembalinya di halaman pegawai yang ditugaskan."), link=reverse("staffing:away"),
    )  # fmt: skip


def returned(fact: facts.Returned) -> None:
    assignment = _assignment(fact.assignment_id)
    notifications.tell(
        recipients=[person(assignment.employee)], kind="staffing.back", now=clock.now(),
        subject=_("Kembalinya Anda sudah dicatat"), body=" ".join([_("Terima kasih atas tugas Anda: %s.") % assignment.need, *_rest(assignment)]),
        link=reverse("staffing:duty", args=[assignment.pk]),
    )  # fmt: skip


def _rest(assignment: Assignment) -> list[str]:
    rest = crediting.of_assignment(assignment)
    if rest is None:
        return []
    text = ngettext("Anda berhak %d hari istirahat (kebijakan).", "Anda berhak %d hari istirahat (kebijakan).", rest.days)  # fmt: skip
    return [text % rest.days]


def field_reported(fact: facts.FieldReported) -> None:
    """Those who lead hear of what is short and who is hurt; news is read when they look."""
    report = FieldReport.objects.select_related("need__area").get(pk=fact.report_id)
    if report.kind == belated.Report.NEWS.value:
        return
    need = report.need
    plans = queries.plans_of(need.owner_kind, need.owner_id)
    maker = plans.select_related("submitted_by", "made_by").first()
    if maker is None:
        return
    short = (
        _("Pos meminta tambahan: %s")
        if report.kind == belated.Report.MORE.value
        else _("Ada yang cedera atau sakit: %s")
    )
    notifications.tell(
        recipients=[account(maker.submitted_by or maker.made_by)], kind="staffing.field_report", now=clock.now(),
        subject=short % (need.post or need), body=report.text,
        link=reverse("staffing:field_reports", args=[need.owner_kind, need.owner_id]),
    )  # fmt: skip


def _assignment(pk: int) -> Assignment:
    return Assignment.objects.select_related("employee__user", "need__area").get(pk=pk)


def dispensed(fact: facts.Dispensed) -> None:
    """The employee and the heads of their unit, save who registered it; without what struck."""
    rows = Dispensation.objects.select_related("employee__user", "registered_by")
    row, on = rows.get(pk=fact.dispensation_id), clock.today()
    employee, by = row.employee, row.registered_by
    values = {"name": employee.full_name, "day": date_format(row.period.last_day, "j F Y")}
    if employee.user_id != by.pk:
        notifications.tell(
            recipients=[person(employee)], kind="staffing.dispensed", by=by, now=clock.now(),
            subject=_("Anda mendapat dispensasi sampai %(day)s") % values,
            body=_("Anda tidak diminta bertugas dan tidak wajib hadir selama masa itu."),
            link=reverse("staffing:dispense", args=[employee.pk]),
        )  # fmt: skip
    post = Appointment.objects.filter(
        employee=employee, kind="definitive", period__contains=on
    ).first()
    heads = heads_of([post.unit_id], on).values() if post else []
    notifications.tell(
        recipients=[account(user) for user, _units in heads if user.pk != by.pk],
        kind="staffing.dispensed", by=by, now=clock.now(), link=reverse("staffing:away"),
        subject=_("%(name)s mendapat dispensasi sampai %(day)s") % values,
        body=_("Ia sendiri terdampak bencana: tidak diminta bertugas dan tidak wajib hadir."),
    )  # fmt: skip
