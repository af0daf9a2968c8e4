"""The owner's choice among those who stand, and the plan that sends the chosen."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments.models import Appointment, Leave
from luwes.appointments.rules import Kind
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.organisation.rules import PositionKind, limits_of, retirement_day
from luwes.people.models import Employee
from luwes.staffing.actions import plans
from luwes.staffing.actions.choosing import plan_chosen
from luwes.staffing.models import FILLING, Assignment, Need, Plan
from luwes.teamwork import access, facts, fitting, rules
from luwes.teamwork.actions.applications import has_order, on_its_way
from luwes.teamwork.models import Application, Opportunity, TaskTeam
from luwes.teamwork.rules import ApplicationState as State
from luwes.teamwork.rules import Fit


def waiting_for_letters(owner_kind: str, owner_id: int) -> QuerySet[Application]:
    """Chosen, and without an order."""
    rows = Application.objects.filter(
        need__owner_kind=owner_kind, need__owner_id=owner_id, need__is_cancelled=False
    )
    found = fitting.without_order(rows).select_related("need", "employee")
    return found.order_by("need_id", "employee_id")


@transaction.atomic
def choose(*, application: Application, reason: str, on: date, now: datetime, by: User) -> None:
    """
    Take somebody to whom the home superior consented.

    The owner is held first: nobody is chosen while it closes. Then the place and the person: two owners
    who want the same person see each other's choice.
    :raises Refused: with all that stands against it
    """
    need, employee = application.need, application.employee
    require(access.can_manage(by, access.owner_of(need)))
    plans.hold(need.owner_kind, need.owner_id)
    owner = access.owner_of(need)
    lock(need)
    lock(employee)
    lock(application)
    refuse([
        *_state(application), *_place(need, owner), *_person(application, owner, on, by),
        *_elsewhere(application),
    ])  # fmt: skip
    application.state = State.CHOSEN.value
    _decided(application, reason, now, by)
    audit.record(
        by, "teamwork.chosen", owner, chain=str(employee.agency_id), reason=reason,
        employee=employee.pk,
    )  # fmt: skip


def _decided(application: Application, reason: str, now: datetime, by: User) -> None:
    application.decided_at, application.decided_by = now, by
    application.decision_reason = reason.strip()[:300]
    application.save(update_fields=["state", "decided_at", "decided_by", "decision_reason"])
    announce(facts.Answered(application.pk, now, by.pk))


def _state(application: Application) -> list[Problem]:
    if application.state == State.WAITING.value:
        return [Problem(_("Atasan asalnya belum menyetujui. Diam bukan persetujuan."))]
    if application.state != State.CONSENTED.value:
        return [Problem(_("Lamaran ini sudah %s.") % application.get_state_display().lower())]
    return []


def _place(need: Need, owner: TaskTeam | Opportunity) -> list[Problem]:
    problems = []
    if owner.closed_at or need.is_cancelled:
        problems.append(Problem(_("Tempat ini tidak ada lagi.")))
    if free_places(need) <= 0:
        problems.append(Problem(_("Semua tempatnya sudah terisi.")))
    return problems


def free_places(need: Need) -> int:
    return need.desired - taken(need)


def taken(need: Need) -> int:
    """Those who fill a place, and those to whom one is promised who wait for a letter."""
    serving = Assignment.objects.filter(FILLING, need=need).count()
    return serving + fitting.without_order(Application.objects.filter(need=need)).count()


def _agencies(owner: TaskTeam | Opportunity) -> set[int]:
    return set(owner.agencies.order_by().values_list("pk", flat=True))


def _lending(
    employee: Employee, owner: TaskTeam | Opportunity, agencies: set[int]
) -> list[Problem]:
    """The ground on which another government lends this person."""
    problems = []
    if employee.agency_id not in {owner.agency_id, *agencies}:
        words = _("Instansi %s tidak ikut serta. Tambahkan instansinya, atau pilih orang lain.")
        problems.append(Problem(words % employee))
    if employee.agency_id != owner.agency_id and not owner.agreement:
        words = _("%s dari pemerintah lain. Isi nomor perjanjian kerja sama (PKS) lebih dulu.")
        problems.append(Problem(words % employee, law="PP 28/2018"))
    return problems


def _person(
    application: Application, owner: TaskTeam | Opportunity, on: date, by: User
) -> list[Problem]:
    employee = application.employee
    problems = []
    if employee.user_id == by.pk:
        problems.append(Problem(_("Anda tidak dapat memilih diri sendiri.")))
    problems += _lending(employee, owner, _agencies(owner))
    home = fitting.homes_of([employee.pk], on).get(employee.pk)
    if home is None:
        return [*problems, Problem(_("%s tidak lagi memegang jabatan.") % employee)]
    if home.unit_id != application.home_unit_id:
        words = _("%s sudah pindah unit; persetujuan atasan lamanya tidak berlaku lagi.")
        return [*problems, Problem(words % employee)]
    found = fitting.fits(application.need, {employee.pk: home}, on)[employee.pk]
    return [*problems, *_unfit(found, application), *_not_until_the_end(application, on)]


def _not_until_the_end(application: Application, on: date) -> list[Problem]:
    """Retirement, and leave where it is the whole of somebody's time. No dates: they are private."""
    need, employee, problems = application.need, application.employee, []
    post = Appointment.objects.select_related("position__title").get(
        employee=employee, kind=Kind.DEFINITIVE.value, period__contains=on
    )
    title = post.position.title
    limits = limits_of(PositionKind(title.kind), title.career_level, title.name)
    day = retirement_day(employee.birth_date, limits)
    if need.period.end is None or day < need.period.end:
        law = next((row.law for row in limits if day in row.period), limits[-1].law)
        words = _("%s mencapai batas usia pensiun sebelum pekerjaan ini selesai.")
        problems.append(Problem(words % employee, law=law))
    if need.load >= rules.FULL and Leave.objects.filter(employee=employee, period__overlap=need.period).exists():  # fmt: skip
        words = _("%s tidak tersedia pada sebagian masa itu, padahal bebannya penuh. Tanyakan kepada atasannya.")  # fmt: skip
        problems.append(Problem(words % employee))
    return problems


def _elsewhere(application: Application) -> list[Problem]:
    """One plan sends a person to one place."""
    need = application.need
    same = Application.objects.filter(
        employee_id=application.employee_id, need__owner_kind=need.owner_kind,
        need__owner_id=need.owner_id,
    ).exclude(need=need)  # fmt: skip
    first = fitting.without_order(same).select_related("need").first()
    if first is None:
        return []
    words = _("%(name)s sudah dipilih untuk %(role)s dan menunggu suratnya; satu orang satu tempat dalam satu rencana.")  # fmt: skip
    return [Problem(words % {"name": application.employee, "role": first.need.role})]


def _unfit(found: Fit, application: Application) -> list[Problem]:
    problems = []
    if not found.has_room:
        words = _("Beban %(name)s pada masa itu sudah %(taken)d %%; ditambah %(load)d %% melebihi 100 %%.")  # fmt: skip
        problems.append(Problem(words % {
            "name": application.employee, "taken": found.taken, "load": application.need.load,
        }))  # fmt: skip
    if found.met < found.asked:
        words = _("Baru %(met)d dari %(asked)d syarat kompetensi yang tercatat. Catat buktinya di berkas pegawai lebih dulu.")  # fmt: skip
        problems.append(Problem(words % {"met": found.met, "asked": found.asked}))
    if not found.fits_group:
        problems.append(Problem(_("Kelompok pegawainya tidak sesuai dengan syarat tempat ini.")))
    return problems


@transaction.atomic
def pass_over(*, application: Application, reason: str, now: datetime, by: User) -> None:
    """
    Not this person, and why; who was chosen may still be passed over until the letter is out.

    :raises Refused: without a reason, when it was decided, or the letter is on its way
    """
    owner = access.owner_of(application.need)
    require(access.can_manage(by, owner))
    plans.hold(application.need.owner_kind, application.need.owner_id)
    lock(application)
    problems = []
    if application.state not in values(rules.LIVE):
        problems.append(Problem(_("Lamaran ini sudah %s.") % application.get_state_display().lower()))  # fmt: skip
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya; yang bersangkutan membacanya."), "reason"))
    if application.state == State.CHOSEN.value:
        if has_order(application):
            problems.append(Problem(_("Surat tugasnya sudah terbit; tarik penugasannya.")))
        else:
            problems += on_its_way(application.need)
    refuse(problems)
    application.state = State.PASSED.value
    _decided(application, reason, now, by)
    audit.record(
        by, "teamwork.passed_over", owner, chain=str(application.employee.agency_id),
        reason=reason, employee=application.employee_id,
    )  # fmt: skip


@transaction.atomic
def make_plan(*, owner: TaskTeam | Opportunity, now: datetime, by: User) -> Plan:
    """
    Put the chosen into a plan: each government decides about its people, then letters go out.

    :raises Refused: when nobody waits for a letter, a plan is under way, or somebody's government
        takes no part any more or lends without an agreement
    """
    require(access.can_manage(by, owner))
    kind = rules.TEAM if isinstance(owner, TaskTeam) else rules.OPPORTUNITY
    plans.hold(kind, owner.pk)  # nobody chosen is let go from here on
    owner.refresh_from_db()
    agencies, problems = _agencies(owner), list[Problem]()
    chosen: dict[Need, list[Employee]] = defaultdict(list)
    for row in waiting_for_letters(kind, owner.pk):
        chosen[row.need].append(row.employee)
        problems += _lending(row.employee, owner, agencies)
    refuse(problems)
    reason = _("Dipilih dengan persetujuan atasannya.")
    return plan_chosen(
        owner_kind=kind, owner_id=owner.pk, chosen=chosen, reason=reason, now=now, by=by
    )
