"""The owner's choice among those who stand, and the plan that sends the chosen."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.people.models import Employee
from luwes.staffing import queries as staffing
from luwes.staffing.actions.choosing import plan_chosen
from luwes.staffing.models import FILLING, Assignment, Need, Plan
from luwes.teamwork import access, facts, fitting, rules
from luwes.teamwork.actions.applications import has_order
from luwes.teamwork.models import Application, Opportunity, TaskTeam
from luwes.teamwork.rules import ApplicationState as State
from luwes.teamwork.rules import Fit


def waiting_for_letters(owner_kind: str, owner_id: int) -> QuerySet[Application]:
    """Chosen, and without an order in force."""
    ordered = Assignment.objects.filter(
        FILLING, employee=OuterRef("employee"), need=OuterRef("need")
    )
    rows = Application.objects.filter(
        need__owner_kind=owner_kind, need__owner_id=owner_id, need__is_cancelled=False,
        state=State.CHOSEN.value,
    ).exclude(Exists(ordered))  # fmt: skip
    return rows.select_related("need", "employee").order_by("need_id", "employee_id")


@transaction.atomic
def choose(*, application: Application, reason: str, on: date, now: datetime, by: User) -> None:
    """
    Take somebody to whom the home superior consented.

    The place is held first, then the person: two owners who want the same person see each other's choice.
    :raises Refused: with all that stands against it
    """
    need, employee = application.need, application.employee
    owner = access.owner_of(need)
    require(access.can_manage(by, owner))
    lock(need)
    lock(employee)
    lock(application)
    refuse([*_state(application), *_place(need, owner), *_person(application, owner, on, by)])
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
    """Neither filled nor promised to somebody who waits for a letter."""
    ordered = Assignment.objects.filter(FILLING, need=need)
    chosen = Application.objects.filter(need=need, state=State.CHOSEN.value)
    chosen = chosen.exclude(employee__in=ordered.order_by().values("employee"))
    return need.desired - ordered.count() - chosen.count()


def _person(
    application: Application, owner: TaskTeam | Opportunity, on: date, by: User
) -> list[Problem]:
    employee = application.employee
    problems = []
    if employee.user_id == by.pk:
        problems.append(Problem(_("Anda tidak dapat memilih diri sendiri.")))
    if employee.agency_id != owner.agency_id and not owner.agreement:
        words = _("%s dari pemerintah lain. Isi nomor perjanjian kerja sama (PKS) lebih dulu.")
        problems.append(Problem(words % employee, law="PP 28/2018"))
    home = fitting.homes_of([employee.pk], on).get(employee.pk)
    if home is None:
        return [*problems, Problem(_("%s tidak lagi memegang jabatan.") % employee)]
    if home.unit_id != application.home_unit_id:
        words = _("%s sudah pindah unit; persetujuan atasan lamanya tidak berlaku lagi.")
        return [*problems, Problem(words % employee)]
    found = fitting.fits(application.need, {employee.pk: home}, on)[employee.pk]
    return [*problems, *_unfit(found, application)]


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
    lock(application)
    problems = []
    if application.state not in {state.value for state in rules.LIVE}:
        problems.append(Problem(_("Lamaran ini sudah %s.") % application.get_state_display().lower()))  # fmt: skip
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya; yang bersangkutan membacanya."), "reason"))
    if application.state == State.CHOSEN.value:
        need = application.need
        if has_order(application):
            problems.append(Problem(_("Surat tugasnya sudah terbit; tarik penugasannya.")))
        elif staffing.under_way(need.owner_kind, need.owner_id):
            problems.append(Problem(_("Surat tugasnya sedang diproses; buang dulu rencananya.")))
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

    :raises Refused: when nobody waits for a letter, or a plan is under way
    """
    require(access.can_manage(by, owner))
    kind = rules.TEAM if isinstance(owner, TaskTeam) else rules.OPPORTUNITY
    chosen: dict[Need, list[Employee]] = defaultdict(list)
    for row in waiting_for_letters(kind, owner.pk):
        chosen[row.need].append(row.employee)
    reason = _("Dipilih dengan persetujuan atasannya.")
    return plan_chosen(
        owner_kind=kind, owner_id=owner.pk, chosen=chosen, reason=reason, now=now, by=by
    )
