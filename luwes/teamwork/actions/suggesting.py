"""Those who fit are told of opportunities: the best few of each, and nobody more than once a day."""

from collections import defaultdict
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from luwes.accounts.models import User
from luwes.appointments.models import Appointment
from luwes.core.db import advisory_lock
from luwes.core.facts import announce
from luwes.people.models import Employee
from luwes.teamwork import access, facts, fitting, rules
from luwes.teamwork.actions import choosing
from luwes.teamwork.models import Application, NewsOff, Opportunity, Suggestion
from luwes.teamwork.rules import Fit, OpportunityState

MOST_A_DAY = 20  # opportunities told of in one run


@transaction.atomic
def suggest(*, on: date, now: datetime) -> int:
    """
    Tell of every opportunity that was opened since; asked again on the same day, nobody hears twice.

    :returns: how many people are told
    """
    advisory_lock("teamwork suggest")
    rows = Opportunity.objects.filter(
        state=OpportunityState.OPEN.value, told_at=None, apply_until__gte=on
    )
    rows = rows.select_related("need__area__parent", "unit").order_by("opened_at", "pk")
    told: dict[int, list[int]] = defaultdict(list)
    heard = _not_today(on)
    for opportunity in islice(filter(_has_room, rows), MOST_A_DAY):
        for person, found in _best(opportunity, heard, on):
            Suggestion.objects.create(
                opportunity=opportunity, employee_id=person, on=on, points=found.total
            )
            told[opportunity.pk].append(person)
        opportunity.told_at = now
        opportunity.save(update_fields=["told_at"])
    if told:
        announce(facts.Suggested(tuple((pk, tuple(ids)) for pk, ids in told.items()), now))
    return len({person for ids in told.values() for person in ids})


def _not_today(on: date) -> set[int]:
    """Who wants no news, or was told today by an earlier run."""
    off = NewsOff.objects.order_by().values_list("employee_id", flat=True)
    today = Suggestion.objects.filter(on=on).order_by().values_list("employee_id", flat=True)
    return {*off, *today}


def _has_room(opportunity: Opportunity) -> bool:
    """One whose places are taken waits: it is told of when somebody leaves."""
    need = opportunity.need
    return need is not None and choosing.free_places(need) > 0


def _best(opportunity: Opportunity, heard: set[int], on: date) -> list[tuple[int, Fit]]:
    need = opportunity.need
    if need is None:
        return []
    agencies = opportunity.agencies.order_by().values("pk")
    people = fitting.homes(Appointment.objects.filter(employee__agency__in=agencies), on)
    stand = Application.objects.filter(need=need).order_by().values_list("employee_id", flat=True)
    can_sign_in = Employee.objects.filter(agency__in=agencies, user__is_active=True)
    able = set(can_sign_in.order_by().values_list("pk", flat=True)) - heard - set(stand)
    found = fitting.fits(need, {pk: home for pk, home in people.items() if pk in able}, on)
    ranked = rules.best(found.items(), most=len(found))
    told = islice((pk for pk in ranked if _may_apply(pk, opportunity)), rules.MOST_TOLD)
    return [(pk, found[pk]) for pk in told]


def _may_apply(employee_id: int, opportunity: Opportunity) -> bool:
    return access.can_apply(User.objects.get(employee=employee_id), opportunity)
