"""Task teams: drafted, changed, opened; their outputs and seats."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.organisation.models import Agency, OrgUnit, StaffGroup
from luwes.places.models import Area
from luwes.staffing.actions import needs, plans
from luwes.staffing.rules import NeedDraft
from luwes.teamwork import access, queries, rules
from luwes.teamwork.models import LIVE, Application, TaskTeam, TeamOutput, TeamSeat
from luwes.teamwork.rules import TeamState


@dataclass(frozen=True)
class TeamDraft:
    """What a team says of itself; `agencies`: whose people may take part beside the own ones."""

    name: str
    purpose: str
    basis: str
    agreement: str
    area: Area
    period: Period
    agencies: Collection[Agency] = ()


@dataclass(frozen=True)
class SeatDraft:
    """One role: how many, how much of their time, what they must be able to do."""

    role: str
    heads: int
    load: int
    is_leader: bool = False
    groups: Collection[StaffGroup] = ()
    skills: tuple[tuple[int, int], ...] = ()  # competency id, level
    report_to: str = ""


@transaction.atomic
def draft_team(*, unit: OrgUnit, draft: TeamDraft, on: date, now: datetime, by: User) -> TaskTeam:
    """
    :raises Refused: for a time too long or gone by
    """
    require(access.can_form(by, unit))
    refuse(rules.team_problems(draft.period, on))
    team = TaskTeam(agency=unit.agency, unit=unit, made_at=now, made_by=by)
    _write(team, draft)
    audit.record(by, "teamwork.team_drafted", team, chain=str(team.agency_id))
    return team


@transaction.atomic
def change_team(*, team: TaskTeam, draft: TeamDraft, on: date, by: User) -> None:
    """
    A running team keeps its terms; more governments may join it, with their agreement.

    :raises Refused: for other terms when it runs, another time once it has seats, or when people who
        stand for it would lose the ground on which they are lent
    """
    require(access.can_manage(by, team))
    plans.hold(rules.TEAM, team.pk)  # as who chooses does
    lock(team)
    problems = rules.team_problems(draft.period, on)
    if team.state == TeamState.CLOSED.value:
        problems.append(Problem(_("Tim ini sudah ditutup.")))
    elif team.state == TeamState.RUNNING.value and _told(draft) != _told(team):
        problems.append(Problem(_("Tim ini sudah berjalan; hanya instansi dan nomor PKS yang dapat diubah di sini. Yang lain ditulis dalam surat perubahan.")))  # fmt: skip
    elif draft.period != team.period and team.seats.exists():
        problems.append(Problem(_("Masa tim mengikat tempat-tempatnya; hapus dulu tempatnya untuk mengubah masa."), "first_day"))  # fmt: skip
    refuse([*problems, *_lent(team, draft)])
    _write(team, draft)
    audit.record(by, "teamwork.team_changed", team, chain=str(team.agency_id))


def _told(terms: TeamDraft | TaskTeam) -> tuple[object, ...]:
    """The terms by which its people were ordered; how lines are broken is none."""
    words = [" ".join(text.split()) for text in (terms.name, terms.purpose, terms.basis)]
    return *words, terms.area.pk, terms.period


def _lent(team: TaskTeam, draft: TeamDraft) -> list[Problem]:
    """Governments and the agreement stay while people of others stand for it or serve by them."""
    live = Application.objects.filter(
        need__owner_kind=rules.TEAM, need__owner_id=team.pk, state__in=LIVE
    ).exclude(employee__agency=team.agency_id)  # fmt: skip
    problems = []
    staying = [agency.pk for agency in draft.agencies]
    gone = Agency.objects.filter(pk__in=live.order_by().values("employee__agency"))
    for agency in gone.exclude(pk__in=staying).order_by("name", "pk"):
        words = _("Masih ada orang dari %s yang dicalonkan atau bertugas; putuskan mereka dulu.")
        problems.append(Problem(words % agency.name, "agencies"))
    if team.agreement and not draft.agreement.strip() and live.exists():
        words = _("Masih ada orang dari pemerintah lain; nomor PKS tidak dapat dihapus.")
        problems.append(Problem(words, "agreement"))
    return problems


def _write(team: TaskTeam, draft: TeamDraft) -> None:
    """What is offered of its seats follows."""
    for name in ("name", "purpose", "basis", "agreement", "area", "period"):
        setattr(team, name, getattr(draft, name))
    team.save()
    agencies = {team.agency, *draft.agencies}
    team.agencies.set(agencies)
    for offer in team.opportunities.exclude(state=rules.OpportunityState.ENDED.value).order_by(
        "pk"
    ):
        offer.agreement = team.agreement
        offer.save(update_fields=["agreement"])
        offer.agencies.set(agencies)


def _changing(team: TaskTeam, by: User) -> None:
    require(access.can_manage(by, team))
    lock(team)
    if team.state == TeamState.CLOSED.value:
        refuse([Problem(_("Tim ini sudah ditutup."))])


@transaction.atomic
def add_output(*, team: TaskTeam, output: str, indicator: str, due: date, by: User) -> TeamOutput:
    """
    :raises Refused: for a day outside the team's time, or the same output twice
    """
    _changing(team, by)
    problems = []
    if due not in team.period:
        problems.append(Problem(_("Tenggatnya di luar masa tim."), "due"))
    if team.outputs.filter(output=output).exists():
        problems.append(Problem(_("Hasil kerja ini sudah ada."), "output"))
    refuse(problems)
    made = TeamOutput.objects.create(team=team, output=output, indicator=indicator, due=due)
    audit.record(by, "teamwork.output_added", team, chain=str(team.agency_id), output=output)
    return made


@transaction.atomic
def mark_output(*, output: TeamOutput, is_done: bool, result: str, on: date, by: User) -> None:
    """
    Delivered, or given up with the reason; by the owner or the leader.

    :raises Refused: without words, or the second time
    """
    team = output.team
    require(access.can_manage(by, team) or access.leads(by, team))
    lock(team)
    lock(output)
    problems = []
    if team.state == TeamState.CLOSED.value:
        problems.append(Problem(_("Tim ini sudah ditutup.")))
    if not output.is_open:
        problems.append(Problem(_("Hasil kerja ini sudah dicatat.")))
    if not result.strip():
        problems.append(Problem(_("Tulis apa yang dicapai, atau mengapa tidak dilanjutkan."), "result"))  # fmt: skip
    refuse(problems)
    output.result = result.strip()
    output.done_on, output.dropped = (on, False) if is_done else (None, True)
    output.save(update_fields=["result", "done_on", "dropped"])
    audit.record(
        by, "teamwork.output_done" if is_done else "teamwork.output_dropped", team,
        chain=str(team.agency_id), reason=result, output=output.output,
    )  # fmt: skip


@transaction.atomic
def add_seat(*, team: TaskTeam, draft: SeatDraft, on: date, by: User) -> TeamSeat:
    """
    A place for so many people, as a need of the team.

    :raises Refused: for a second leader, and as any need
    """
    _changing(team, by)
    if draft.is_leader:
        problems = []
        if team.seats.filter(is_leader=True).exists():
            problems.append(Problem(_("Tim ini sudah punya tempat ketua."), "is_leader"))
        if draft.heads != 1:
            problems.append(Problem(_("Ketua tim satu orang."), "heads"))
        refuse(problems)
    need = needs.state_need(
        owner_kind=rules.TEAM, owner_id=team.pk, area=team.area, post=queries.unit_label(team, on),
        draft=NeedDraft(
            draft.role, team.period, draft.heads, draft.heads, rules.TIER, draft.load,
            skills=draft.skills,
        ),
        groups=draft.groups, reason=team.purpose[:300], report_to=draft.report_to, on=on, by=by,
    )  # fmt: skip
    return TeamSeat.objects.create(team=team, need=need, is_leader=draft.is_leader)


@transaction.atomic
def remove_seat(*, seat: TeamSeat, reason: str, now: datetime, by: User) -> None:
    """
    Take a place back, and what is offered of it. Asked again, nothing happens.

    :raises Refused: without a reason, while somebody stands for it, or serves
    """
    _changing(seat.team, by)
    if not TeamSeat.objects.filter(pk=seat.pk).exists():
        return
    live = [state.value for state in rules.LIVE]
    if seat.need.applications.filter(state__in=live).exists():
        refuse([Problem(_("Masih ada orang yang dicalonkan di tempat ini; putuskan mereka dulu."))])
    needs.cancel_need(need=seat.need, reason=reason, by=by)
    offers = seat.team.opportunities.filter(need=seat.need)
    offers.update(state=rules.OpportunityState.ENDED.value, closed_at=now)
    seat.delete()


@transaction.atomic
def open_team(*, team: TaskTeam, by: User) -> None:
    """
    From now on people are named, or apply.

    :raises Refused: without outputs, seats and a leader's seat
    """
    _changing(team, by)
    problems = []
    if team.state != TeamState.DRAFTED.value:
        problems.append(Problem(_("Tim ini sudah dibuka.")))
    if not team.outputs.exists():
        problems.append(Problem(_("Tulis paling sedikit satu hasil kerja dengan ukurannya.")))
    if not team.seats.filter(is_leader=True).exists():
        problems.append(Problem(_("Tambahkan tempat ketua tim.")))
    if not team.seats.filter(is_leader=False).exists():
        problems.append(Problem(_("Tambahkan paling sedikit satu tempat anggota.")))
    refuse(problems)
    team.state = TeamState.OPEN.value
    team.save(update_fields=["state"])
    audit.record(by, "teamwork.team_opened", team, chain=str(team.agency_id))
