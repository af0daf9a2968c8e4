"""Deciding on a submitted plan: objections of home units, approval, sending back."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.audit import queries as log
from luwes.core import queue
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.facts import announce
from luwes.people.models import Employee
from luwes.staffing import (
    access,
    explaining,
    facts,
    joining,
    limiting,
    owners,
    queries,
    rechecking,
    rules,
)
from luwes.staffing.actions import issue, limits
from luwes.staffing.models import (
    BINDING,
    Assignment,
    Objection,
    Plan,
    PlanApproval,
    PlanLine,
    PlanRule,
)
from luwes.ui.tags.words import moment

MOST_TOLD = 20  # sentences of what moved since a plan was solved


@transaction.atomic
def object_to(
    *, line: PlanLine, reason: str, instead: Employee | None = None, now: datetime, by: User
) -> Objection:
    """
    The home unit's head contests a person; life-saving needs are decided all the same.

    `instead` is a counter-proposal: somebody of the same unit whom the rules allow.
    :raises Refused: without a reason, a second time, too late, for somebody who can't go instead, or
        after the plan or its part was decided
    """
    require(access.once_contestable(by).filter(pk=line.pk).exists())
    lock(line.plan)
    refuse(_not_submitted(line.plan))
    problems = []
    if line.plan.contest_until and now > line.plan.contest_until:
        words = _("Masa keberatan berakhir %s. Diam berarti setuju.")
        problems.append(Problem(words % moment(line.plan.contest_until)))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan keberatan."), "reason"))
    price = next((s for s in explaining.stand_ins(line.plan, line) if int(s.person) == instead.pk), None) if instead else None  # fmt: skip
    if instead and price is None:
        problems.append(Problem(_("%s tidak dapat menggantikan: pilih dari daftar.") % instead, "instead"))  # fmt: skip
    problems += owners.barred_problems(instead, line.need) if instead else []
    if Objection.objects.filter(line=line).exists():
        problems.append(Problem(_("Keberatan atas orang ini sudah diajukan.")))
    if not PlanApproval.objects.filter(
        plan=line.plan, agency_id=line.agency_id, state="waiting"
    ).exists():
        problems.append(Problem(_("Instansi Anda sudah memutuskan; keberatan tidak dibaca lagi.")))
    refuse(problems)
    objection = Objection.objects.create(
        line=line,
        reason=reason,
        by=by,
        at=now,
        instead=instead,
        price=asdict(price) if price else {},
    )
    audit.record(
        by, "staffing.objected", line.plan, chain=str(line.agency_id), reason=reason, line=line.pk,
        other_employee=instead and instead.pk,
    )  # fmt: skip
    return objection


@transaction.atomic
def answer_objection(
    *, objection: Objection, accept: bool, answer: str, now: datetime, by: User
) -> None:
    """
    The authority that decides over this person answers.

    Accepted: the person stays home; who was proposed instead goes, or the place stays open and is
    filled by a refill. After the plan was issued, as life-saving needs let it, the order is taken
    back; the place is filled by a refill.
    """
    line = objection.line
    require(access.can_decide_over(by, line))
    lock(line.plan)
    is_issued = line.plan.state == "issued"
    refuse([] if is_issued else _not_submitted(line.plan))
    problems = _answered_before(objection)
    hindrance = owners.kinds[line.plan.owner_kind].hindrance(by, line.plan.owner_id)
    problems += [Problem(hindrance.words)] if hindrance else []
    if accept and objection.instead:
        problems += owners.barred_problems(objection.instead, line.need)
    if accept and not is_issued and objection.instead and _is_in(line.plan, objection.instead):
        words = _("%s sudah diusulkan dalam rencana ini; tolak keberatan ini, atau kembalikan rencananya.")  # fmt: skip
        problems.append(Problem(words % objection.instead))
    if not accept and not answer.strip():
        problems.append(Problem(_("Tulis alasan menolak keberatan."), "answer"))
    refuse(problems)
    objection.state, objection.answer = ("accepted" if accept else "overruled"), answer
    objection.save(update_fields=["state", "answer"])
    if accept:
        kind, owner_id = joining.key_of(line.plan, line.need)
        PlanRule.objects.update_or_create(
            owner_kind=kind, owner_id=owner_id,
            employee_id=line.employee_id, need_id=line.need_id,
            defaults={"rule": "exclude", "reason": objection.reason, "by": by},
        )  # fmt: skip
        if is_issued:
            _take_back(line, objection.reason, now, by)
        elif objection.instead:
            _send_instead(objection, objection.instead, by)
    audit.record(
        by, f"staffing.objection_{objection.state}", line.plan, chain=str(line.agency_id),
        reason=answer, line=line.pk,
    )  # fmt: skip


def _is_in(plan: Plan, employee: Employee) -> bool:
    return PlanLine.objects.filter(plan=plan, employee=employee).exists()


def _take_back(line: PlanLine, reason: str, now: datetime, by: User) -> None:
    """The order that came of a line, unless it is over."""
    rows = Assignment.objects.filter(
        plan=line.plan, employee_id=line.employee_id, state__in=BINDING
    )
    for assignment in rows.exclude(state=rules.AssignmentState.COMPLETED.value).order_by("pk"):
        issue.withdraw(assignment=assignment, reason=reason, now=now, by=by)


def _send_instead(objection: Objection, instead: Employee, by: User) -> None:
    """The one proposed takes the place in this plan, at the price kept; a pin keeps it so later."""
    line, price = objection.line, objection.price
    day = max(1, line.plan.result["weights"]["fairness_day"])
    fairness = line.cost_fairness + price["fairness"]
    PlanLine.objects.create(
        plan=line.plan, need_id=line.need_id, employee=instead, unit_id=line.unit_id,
        agency_id=line.agency_id, minutes=price["minutes"], stands_in=True,
        cost_travel=line.cost_travel + price["travel"], cost_fairness=fairness,
        cost_over_level=line.cost_over_level + price["over_level"],
        cost_release=line.cost_release + price["release"], days_served=max(0, fairness // day),
    )  # fmt: skip
    PlanApproval.objects.filter(plan=line.plan, agency_id=line.agency_id).update(
        people=F("people") + 1
    )
    PlanRule.objects.filter(
        joining.whose(line.plan.owner_kind, line.plan.owner_id), employee=instead
    ).delete()
    kind, owner_id = joining.key_of(line.plan, line.need)
    PlanRule.objects.create(
        owner_kind=kind, owner_id=owner_id, employee=instead,
        need_id=line.need_id, rule="pin", reason=objection.reason, by=by,
    )  # fmt: skip


def _answered_before(objection: Objection) -> list[Problem]:
    """A plan sent back and solved afresh has lost its lines, and what was said against them."""
    try:
        lock(objection)
    except Objection.DoesNotExist:
        return [Problem(_("Keberatan ini tidak berlaku lagi: rencananya disusun ulang."))]
    if objection.state == "open":
        return []
    return [Problem(_("Keberatan ini sudah %s.") % objection.get_state_display())]


def _not_submitted(plan: Plan) -> list[Problem]:
    if plan.state == "submitted":
        return []
    if plan.is_open:
        return [Problem(_("Rencana ini sudah dikembalikan kepada penyusunnya."))]
    return [Problem(_("Rencana ini sudah %s.") % plan.get_state_display().lower())]


def _hold(approval: PlanApproval) -> None:
    """
    Hold an approval and its plan.

    :raises Refused: when the plan was sent back meanwhile, with the name of who did it
    """
    plan = approval.plan
    lock(plan)
    try:
        lock(approval)
    except PlanApproval.DoesNotExist:
        rows = log.about("staffing.plan", plan.pk).filter(deed="staffing.plan_sent_back")
        last = rows.first()
        words = _("Rencana ini sudah dikembalikan oleh %s.") % (last.by_name if last else "?")
        raise Refused(Problem(words)) from None
    approval.plan = plan


def _unanswered(approval: PlanApproval, returned: Collection[int]) -> int:
    """
    Open objections of the approval's own government; of all of them where it is the last. Who is
    returned anyway need not be answered for, and life-saving needs wait for no answer.
    """
    sent = queries.going(approval.plan_id).exclude(
        agency_id=approval.agency_id, need_id__in=returned
    )
    rows = Objection.objects.filter(line__in=sent, state="open")
    rows = rows.exclude(line__need__tier__lte=rules.LIFE_SAVING)
    others = PlanApproval.objects.filter(plan_id=approval.plan_id).exclude(pk=approval.pk)
    if others.exclude(state="approved").exists():
        rows = rows.filter(line__agency_id=approval.agency_id)
    return rows.count()


def _too_late(approval: PlanApproval) -> list[Problem]:
    if approval.state == "waiting":
        return _not_submitted(approval.plan)
    who = approval.decided_by.name if approval.decided_by else ""
    return [Problem(_("Rencana ini sudah %(state)s oleh %(who)s.") % {
        "state": approval.get_state_display(), "who": who})]  # fmt: skip


@transaction.atomic
def approve(
    *,
    approval: PlanApproval,
    returned: Collection[int] = (),
    reason: str = "",
    now: datetime,
    by: User,
) -> None:
    """
    Approve an agency's part; when all have approved, a job issues the plan.

    `returned` are needs whose people of this agency are not approved with the rest: nobody of them
    is sent, the needs stay open, and the maker hears why. Other agencies' people are not concerned.

    Asked again by the same person, nothing happens.
    :raises Refused: when somebody decided before, objections wait for an answer, the part is above
        what is delegated to this user, or it may no longer be ordered as it stands
    """
    require(access.can_decide(by, approval))
    _hold(approval)
    if approval.state == "approved" and approval.decided_by_id == by.pk:
        return
    problems = _too_late(approval)
    limits.hold(approval.agency_id)
    kind, until = owners.kinds[approval.plan.owner_kind], approval.plan.contest_until
    hindrance = kind.hindrance(by, approval.plan.owner_id)
    problems += [Problem(hindrance.words)] if hindrance else []
    if kind.is_programme and until and now < until:
        words = _(
            "Bukan keadaan darurat: atasan dapat berkeberatan sampai %s; putuskan sesudahnya."
        )
        problems.append(Problem(words % moment(until)))
    problems += limiting.standing_against(by, approval, localdate(now), returned)
    part = {need.pk: people for need, people in queries.needs_in_part(approval)} if returned else {}
    problems += _returning(part, returned, reason) if returned else []
    waiting = _unanswered(approval, returned)
    if waiting:
        problems.append(Problem(_("Masih ada %d keberatan yang belum dijawab.") % waiting))
    if not problems and not approval.plan.checked:
        problems.append(Problem(_("Rencana ini tidak lulus pemeriksaan ulang.")))
    refuse(problems)
    problems += _expired(approval, returned, localdate(now))
    refuse(problems)
    approval.state, approval.decided_at, approval.decided_by = "approved", now, by
    approval.reason, approval.returned_needs = reason, sorted(returned)
    approval.returned_people = sum(part[need] for need in returned)
    approval.save(
        update_fields=[
            "state", "decided_at", "decided_by", "reason", "returned_needs", "returned_people",
        ]
    )  # fmt: skip
    plan = approval.plan
    audit.record(
        by, "staffing.plan_approved", plan, chain=str(approval.agency_id), reason=reason,
        agency=approval.agency_id, people=approval.people - approval.returned_people,
        returned=approval.returned_people, inputs=plan.inputs_hash,
    )  # fmt: skip
    if returned:
        announce(facts.NeedsReturned(approval.pk))
    if not PlanApproval.objects.filter(plan=plan).exclude(state="approved").exists():
        plan.state, plan.approved_at = "approved", now
        plan.save(update_fields=["state", "approved_at"])
        queue.job(
            "staffing.issue", queue="planning", lock=f"plan {plan.pk}", priority=queue.FIRST
        ).defer(plan_id=plan.pk)
        announce(facts.PlanApproved(plan.pk))


def _expired(approval: PlanApproval, returned: Collection[int], on: date) -> list[Problem]:
    """
    What has moved since the plan was solved so that this part may not be ordered as it stands.

    Who can't go any more doesn't hold up the others: they are left out when the letters are made.
    """
    found = rechecking.expiry(approval.plan, on=on, agency_id=approval.agency_id, returned=returned)
    told = found.forbids
    if not told:
        return []
    words = _("Keadaan berubah sejak rencana ini disusun. Kembalikan rencananya supaya disusun ulang; yang tidak terdampak tetap di tempatnya.")  # fmt: skip
    more = len(told) - MOST_TOLD
    rest = [Problem(ngettext("dan %d hal lain.", "dan %d hal lain.", more) % more)] if more > 0 else []  # fmt: skip
    return [Problem(words), *(Problem(sentence) for sentence in told[:MOST_TOLD]), *rest]


def _returning(part: Mapping[int, int], returned: Collection[int], reason: str) -> list[Problem]:
    problems = []
    if not set(returned) <= part.keys():
        problems.append(Problem(_("Kebutuhan yang dikembalikan tidak memakai orang dari instansi ini.")))  # fmt: skip
    elif set(returned) == part.keys():
        problems.append(Problem(_("Bila tidak ada yang disetujui, kembalikan rencananya.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan mengembalikan kebutuhan itu."), "reason"))
    return problems


@transaction.atomic
def send_back(*, approval: PlanApproval, reason: str, now: datetime, by: User) -> None:
    """
    Return the plan to its makers with a reason; what others approved is void.

    Asked again by the same person, nothing happens.
    :raises Refused: without a reason, or when somebody decided before
    """
    require(access.can_decide(by, approval))
    _hold(approval)
    if approval.state == "returned" and approval.decided_by_id == by.pk:
        return
    problems = _too_late(approval)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan mengembalikan rencana."), "reason"))
    refuse(problems)
    plan = approval.plan
    approved_by = tuple(pk for pk in queries.who_approved(plan) if pk != by.pk)
    PlanApproval.objects.filter(plan=plan).exclude(pk=approval.pk).delete()
    approval.state, approval.decided_at, approval.decided_by = "returned", now, by
    approval.reason = reason
    approval.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    plan.state, plan.returned_because = "draft", reason
    plan.save(update_fields=["state", "returned_because"])
    announce(facts.PlanReturned(plan.pk, approved_by))
    audit.record(by, "staffing.plan_sent_back", plan, chain=str(approval.agency_id), reason=reason)
