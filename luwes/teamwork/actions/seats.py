"""Seats of a team: added, changed, taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.staffing.actions import needs, plans
from luwes.teamwork import access, rules
from luwes.teamwork.actions import asking
from luwes.teamwork.actions.teams import changing
from luwes.teamwork.models import LIVE, TaskTeam, TeamSeat
from luwes.teamwork.rules import TeamState


@dataclass(frozen=True)
class SeatDraft:
    """One role, and what it asks of whoever takes it."""

    role: str
    terms: asking.Terms
    is_leader: bool = False


@transaction.atomic
def add_seat(*, team: TaskTeam, draft: SeatDraft, on: date, by: User) -> TeamSeat:
    """
    A place for so many people, as a need of the team.

    :raises Refused: for a second leader, and as any need
    """
    changing(team, by)
    refuse(_leading(team, draft))
    need = asking.ask(team, draft.role, draft.terms, reason=team.purpose, on=on, by=by)
    return TeamSeat.objects.create(team=team, need=need, is_leader=draft.is_leader)


def _leading(team: TaskTeam, draft: SeatDraft, seat: TeamSeat | None = None) -> list[Problem]:
    """One leader, in one seat; `seat`: the one that changes."""
    if not draft.is_leader:
        return []
    problems = []
    leading = team.seats.filter(is_leader=True).first()
    if leading not in {None, seat}:
        problems.append(Problem(_("Tim ini sudah punya tempat ketua."), "is_leader"))
    if draft.terms.heads != 1:
        problems.append(Problem(_("Ketua tim satu orang."), "heads"))
    return problems


@transaction.atomic
def change_seat(*, seat: TeamSeat, draft: SeatDraft, on: date, by: User) -> None:
    """
    Everything may change while the team is drafted: its need is asked anew.

    :raises Refused: once the team is opened, for a second leader, and as any need
    """
    team = seat.team
    changing(team, by)
    afresh(seat)
    if team.state != TeamState.DRAFTED.value:
        refuse([Problem(_("Tim ini sudah dibuka: hanya jumlah orang dan kepada siapa mereka melapor yang dapat diubah."))])  # fmt: skip
    seat.need = asking.ask_anew(
        team, seat.need, draft.role, draft.terms, reason=team.purpose,
        beside=_leading(team, draft, seat), on=on, by=by,
    )  # fmt: skip
    seat.is_leader = draft.is_leader
    seat.save(update_fields=["need", "is_leader"])


@transaction.atomic
def change_places(*, seat: TeamSeat, places: asking.Places, on: date, by: User) -> None:
    """
    Once the team is opened people know what they stand for: more or fewer of them, and to whom they
    report. Its offer follows, for it is of the same need.

    :raises Refused: while the team is drafted, under those who serve or are chosen, another number
        of leaders, or without a reason
    """
    team = seat.team
    require(access.can_manage(by, team))
    plans.hold(rules.TEAM, team.pk)  # as who chooses does
    changing(team, by)
    afresh(seat)
    if team.state == TeamState.DRAFTED.value:
        refuse([Problem(_("Tim ini masih rancangan; ubah tempatnya seutuhnya."))])
    asking.change_places(seat.need, places, on=on, by=by, alone=seat.is_leader)


def afresh(seat: TeamSeat) -> None:
    """As it is by now; the caller holds its team."""
    if not TeamSeat.objects.filter(pk=seat.pk).exists():
        refuse([Problem(_("Tempat ini sudah dihapus."))])
    seat.refresh_from_db()


@transaction.atomic
def remove_seat(*, seat: TeamSeat, reason: str, now: datetime, by: User) -> None:
    """
    Take a place back, and what is offered of it. Asked again, nothing happens.

    :raises Refused: without a reason, while somebody stands for it, or serves
    """
    team = seat.team
    changing(team, by)
    if not TeamSeat.objects.filter(pk=seat.pk).exists():
        return
    seat.refresh_from_db()
    if seat.need.applications.filter(state__in=LIVE).exists():
        refuse([Problem(_("Masih ada orang yang dicalonkan di tempat ini; putuskan mereka dulu."))])
    needs.cancel_need(need=seat.need, reason=reason, by=by)
    offers = team.opportunities.filter(need=seat.need)
    offers.update(state=rules.OpportunityState.ENDED.value, closed_at=now)
    seat.delete()
