"""Task teams: drafted, changed, opened; their outputs."""

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
from luwes.organisation.models import Agency, OrgUnit
from luwes.places.models import Area
from luwes.staffing.actions import plans
from luwes.teamwork import access, rules
from luwes.teamwork.models import LIVE, Application, TaskTeam, TeamOutput
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


def changing(team: TaskTeam, by: User) -> None:
    """
    Hold it, by who may change it.

    :raises Refused: when it is closed
    """
    require(access.can_manage(by, team))
    lock(team)
    if team.state == TeamState.CLOSED.value:
        refuse([Problem(_("Tim ini sudah ditutup."))])


@transaction.atomic
def add_output(*, team: TaskTeam, output: str, indicator: str, due: date, by: User) -> TeamOutput:
    """
    :raises Refused: for a day outside the team's time, or the same output twice
    """
    changing(team, by)
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
def open_team(*, team: TaskTeam, by: User) -> None:
    """
    From now on people are named, or apply.

    :raises Refused: without outputs, seats and a leader's seat
    """
    changing(team, by)
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
