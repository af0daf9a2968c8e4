"""Opportunities: drafted, offered, with another deadline, ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.organisation.models import Agency, Competency, OrgUnit, StaffGroup
from luwes.places.models import Area
from luwes.staffing.actions import needs, plans
from luwes.staffing.rules import NeedDraft
from luwes.teamwork import access, queries, rules
from luwes.teamwork.actions import ending
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
    """Where, when, for how many and with how much of their time; what they must be able to do."""

    basis: str
    agreement: str
    area: Area
    period: Period
    heads: int
    load: int
    agencies: Collection[Agency] = ()
    groups: Collection[StaffGroup] = ()
    skills: tuple[tuple[int, int], ...] = ()
    report_to: str = ""


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
    made = _written(
        offer, agency=unit.agency, unit=unit, area=work.area, basis=work.basis,
        agreement=work.agreement, period=work.period, made_at=now, made_by=by,
    )  # fmt: skip
    made.agencies.set({unit.agency, *work.agencies})
    made.need = needs.state_need(
        owner_kind=rules.OPPORTUNITY, owner_id=made.pk, area=work.area, post=queries.unit_label(made, on),
        draft=NeedDraft(
            offer.title, work.period, work.heads, work.heads, rules.TIER, work.load,
            skills=work.skills,
        ),
        groups=work.groups, reason=offer.does[:300], report_to=work.report_to, on=on, by=by,
    )  # fmt: skip
    made.save(update_fields=["need"])
    audit.record(by, "teamwork.opportunity_drafted", made, chain=str(made.agency_id))
    return made


@transaction.atomic
def offer_seat(*, seat: TeamSeat, offer: Offer, on: date, now: datetime, by: User) -> Opportunity:
    """
    Open a seat of a team to whoever wants it.

    :raises Refused: before the team is opened, the second time, or for a bad deadline
    """
    team = seat.team
    require(access.can_manage(by, team))
    lock(team)
    problems = rules.opportunity_problems(team.period, offer.apply_until, on)
    if team.state not in {TeamState.OPEN.value, TeamState.RUNNING.value}:
        problems.append(Problem(_("Buka timnya dulu, lalu tawarkan tempatnya.")))
    if Opportunity.objects.filter(need=seat.need).exists():
        problems.append(Problem(_("Tempat ini sudah ditawarkan.")))
    refuse(problems)
    made = _written(
        offer, agency=team.agency, unit=team.unit, area=team.area, basis=team.basis,
        agreement=team.agreement, period=team.period, team=team, need=seat.need, made_at=now,
        made_by=by, state=OpportunityState.OPEN.value, opened_at=now,
    )  # fmt: skip
    made.agencies.set(team.agencies.all())
    audit.record(by, "teamwork.opportunity_opened", made, chain=str(made.agency_id))
    return made


def _written(offer: Offer, **values: Any) -> Opportunity:
    made = Opportunity.objects.create(
        title=offer.title, does=offer.does, learning=offer.learning,
        apply_until=offer.apply_until, **values,
    )  # fmt: skip
    made.learns.set(offer.learns)
    return made


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
    ending.finish(rules.OPPORTUNITY, opportunity.pk, now=now, on=on, by=by)
    opportunity.state = OpportunityState.ENDED.value
    opportunity.closed_at, opportunity.closing = now, result.strip()
    opportunity.save(update_fields=["state", "closed_at", "closing"])
    audit.record(
        by, "teamwork.opportunity_ended", opportunity, chain=str(opportunity.agency_id),
        reason=result,
    )  # fmt: skip
