"""Opportunities: drafted, changed, offered, with another deadline, ended."""

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
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.places.models import Area
from luwes.staffing.actions import plans
from luwes.teamwork import access, rules
from luwes.teamwork.actions import asking, ending, seats
from luwes.teamwork.models import Opportunity, TeamSeat
from luwes.teamwork.rules import OpportunityState, TeamState


@dataclass(frozen=True)
class Offer:
    """What one does and learns, and until when one may apply."""

    title: str
    does: str
    apply_until: date
    learning: str = ""
    learns: Collection[Competency] = ()


@dataclass(frozen=True)
class Work:
    """Where and when, by what, and for whom."""

    basis: str
    agreement: str
    area: Area
    period: Period
    terms: asking.Terms
    agencies: Collection[Agency] = ()


@transaction.atomic
def draft(
    *, unit: OrgUnit, offer: Offer, work: Work, on: date, now: datetime, by: User
) -> Opportunity:
    """
    An opportunity of its own; nobody sees it yet.

    :raises Refused: for a time too long or gone by, a deadline after the end, and as any need
    """
    require(access.can_form(by, unit))
    refuse(rules.opportunity_problems(work.period, offer.apply_until, on))
    made = Opportunity(agency=unit.agency, unit=unit, made_at=now, made_by=by)
    _write_work(made, offer, work)
    made.need = asking.ask(made, offer.title, work.terms, reason=offer.does, on=on, by=by)
    made.save(update_fields=["need"])
    audit.record(by, "teamwork.opportunity_drafted", made, chain=str(made.agency_id))
    return made


@transaction.atomic
def change_draft(*, opportunity: Opportunity, offer: Offer, work: Work, on: date, by: User) -> None:
    """
    Everything but its unit, as long as nobody has seen it: its need is asked anew.

    :raises Refused: once it is opened, for a seat of a team, and as any draft
    """
    require(access.can_manage(by, opportunity))
    lock(opportunity)
    refuse(_not_of_its_own(opportunity))
    if opportunity.state != OpportunityState.DRAFTED.value:
        refuse([Problem(_("Peluang ini sudah dibuka: hanya jumlah orang dan kepada siapa mereka melapor yang dapat diubah."))])  # fmt: skip
    before = opportunity.need
    assert before
    _write_work(opportunity, offer, work)
    opportunity.need = asking.ask_anew(
        opportunity, before, offer.title, work.terms, reason=offer.does,
        beside=rules.opportunity_problems(work.period, offer.apply_until, on), on=on, by=by,
    )  # fmt: skip
    opportunity.save(update_fields=["need"])
    audit.record(
        by, "teamwork.opportunity_changed", opportunity, chain=str(opportunity.agency_id)
    )  # fmt: skip


@transaction.atomic
def change_places(*, opportunity: Opportunity, places: asking.Places, on: date, by: User) -> None:
    """
    More or fewer people, and to whom they report: the rest is what they applied for.

    :raises Refused: unless it is open and of its own, under those who serve or are chosen, or
        without a reason
    """
    require(access.can_manage(by, opportunity))
    plans.hold(rules.OPPORTUNITY, opportunity.pk)  # as who chooses does
    lock(opportunity)
    problems = _not_of_its_own(opportunity)
    if opportunity.state == OpportunityState.DRAFTED.value:
        problems.append(Problem(_("Peluang ini masih rancangan; ubah seutuhnya.")))
    elif opportunity.state == OpportunityState.ENDED.value:
        problems.append(Problem(_("Peluang ini sudah berakhir.")))
    refuse(problems)
    assert opportunity.need
    asking.change_places(opportunity.need, places, on=on, by=by)


def _not_of_its_own(opportunity: Opportunity) -> list[Problem]:
    if opportunity.team_id is None:
        return []
    return [Problem(_("Tempat ini milik tim; ubahlah di halaman timnya."))]


def _write_work(row: Opportunity, offer: Offer, work: Work) -> None:
    for name in ("area", "basis", "agreement", "period"):
        setattr(row, name, getattr(work, name))
    _write(row, offer)
    row.agencies.set({row.agency, *work.agencies})


@transaction.atomic
def offer_seat(*, seat: TeamSeat, offer: Offer, on: date, now: datetime, by: User) -> Opportunity:
    """
    Open a seat of a team to whoever wants it.

    :raises Refused: before the team is opened, the second time, or for a bad deadline
    """
    team = seat.team
    require(access.can_manage(by, team))
    lock(team)
    seats.afresh(seat)
    problems = rules.opportunity_problems(team.period, offer.apply_until, on)
    if team.state not in {TeamState.OPEN.value, TeamState.RUNNING.value}:
        problems.append(Problem(_("Buka timnya dulu, lalu tawarkan tempatnya.")))
    if Opportunity.objects.filter(need=seat.need).exists():
        problems.append(Problem(_("Tempat ini sudah ditawarkan.")))
    refuse(problems)
    made = Opportunity(
        agency=team.agency, unit=team.unit, area=team.area, basis=team.basis,
        agreement=team.agreement, period=team.period, team=team, need=seat.need, made_at=now,
        made_by=by, state=OpportunityState.OPEN.value, opened_at=now,
    )  # fmt: skip
    _write(made, offer)
    made.agencies.set(team.agencies.all())
    audit.record(by, "teamwork.opportunity_opened", made, chain=str(made.agency_id))
    return made


def _write(row: Opportunity, offer: Offer) -> None:
    for name in ("title", "does", "learning", "apply_until"):
        setattr(row, name, getattr(offer, name))
    row.save()
    row.learns.set(offer.learns)


@transaction.atomic
def open_opportunity(*, opportunity: Opportunity, on: date, now: datetime, by: User) -> None:
    """
    Offer it: everybody of the governments named sees it, and the best are told once a day.

    :raises Refused: the second time, or after its deadline
    """
    require(access.can_manage(by, opportunity))
    lock(opportunity)
    problems = rules.opportunity_problems(opportunity.period, opportunity.apply_until, on)
    if opportunity.state != OpportunityState.DRAFTED.value:
        problems.append(Problem(_("Peluang ini sudah dibuka.")))
    refuse(problems)
    opportunity.state, opportunity.opened_at = OpportunityState.OPEN.value, now
    opportunity.save(update_fields=["state", "opened_at"])
    audit.record(by, "teamwork.opportunity_opened", opportunity, chain=str(opportunity.agency_id))


@transaction.atomic
def move_deadline(*, opportunity: Opportunity, apply_until: date, on: date, by: User) -> None:
    """
    :raises Refused: for a day gone by or after the end, or when it is over
    """
    require(access.can_manage(by, opportunity))
    lock(opportunity)
    problems = rules.opportunity_problems(opportunity.period, apply_until, on)
    if opportunity.state == OpportunityState.ENDED.value:
        problems.append(Problem(_("Peluang ini sudah berakhir.")))
    refuse(problems)
    opportunity.apply_until = apply_until
    opportunity.save(update_fields=["apply_until"])
    audit.record(
        by, "teamwork.deadline_moved", opportunity, chain=str(opportunity.agency_id),
        until=str(apply_until),
    )  # fmt: skip


@transaction.atomic
def end_opportunity(
    *, opportunity: Opportunity, result: str, now: datetime, on: date, by: User
) -> None:
    """
    The work is done, or is not done after all; what people did becomes evidence on their file.

    :raises Refused: without words, while a plan is under way, an order waits for an answer, or for a
        seat of a team
    """
    require(access.can_manage(by, opportunity))
    plans.hold(rules.OPPORTUNITY, opportunity.pk)  # as who chooses does
    lock(opportunity)
    problems = []
    if opportunity.team_id:
        problems.append(Problem(_("Tempat ini milik tim; tutup timnya.")))
    if opportunity.state == OpportunityState.ENDED.value:
        problems.append(Problem(_("Peluang ini sudah berakhir.")))
    if not result.strip():
        problems.append(Problem(_("Tulis hasilnya, atau mengapa tidak dilanjutkan."), "result"))
    problems += ending.problems(rules.OPPORTUNITY, opportunity.pk, on)
    refuse(problems)
    ending.finish(opportunity, now=now, on=on, by=by)
    opportunity.state = OpportunityState.ENDED.value
    opportunity.closed_at, opportunity.closing = now, result.strip()
    opportunity.save(update_fields=["state", "closed_at", "closing"])
    audit.record(
        by, "teamwork.opportunity_ended", opportunity, chain=str(opportunity.agency_id),
        reason=result,
    )  # fmt: skip
