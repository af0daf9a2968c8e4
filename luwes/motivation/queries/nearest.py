"""
What waits for this user among what this user may answer: a head may answer for everybody below, but
is asked only for those to whom no head stands nearer.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.motivation.access import care
from luwes.motivation.models import LoadSignal, PerformancePlan
from luwes.organisation import heading


def plans_for(user: User, rows: QuerySet[PerformancePlan], on: date) -> QuerySet[PerformancePlan]:
    """
    Of these the ones that this user is the first to answer, as `queries.plans.superiors` has it; where
    no head stands above, all of them. Two queries, however many there are.
    """
    told = list(rows.order_by().values_list("pk", "unit_id", "employee__user_id"))
    chains = heading.levels({(unit, own) for _pk, unit, own in told}, on, above_own=True)
    mine = [pk for pk, unit, own in told if _is_first(user, chains[unit, own])]
    return rows.filter(pk__in=mine)


def _is_first(user: User, chain: Sequence[Sequence[User]]) -> bool:
    return not chain or user in chain[0]


def signals_for(user: User, rows: QuerySet[LoadSignal], on: date) -> QuerySet[LoadSignal]:
    """
    Of these the ones that the nearest head answers, or, once they went on, the next one; and those for
    whoever looks after all people. Two queries.
    """
    told = list(rows.order_by().values_list("pk", "unit_id", "employee__user_id", "is_raised"))
    chains = heading.levels({(unit, own) for _pk, unit, own, _raised in told}, on)
    oversees = care.oversees(user)
    mine = [
        pk for pk, unit, own, is_raised in told
        if _is_asked(user, chains[unit, own][: 2 if is_raised else 1], oversees=oversees and is_raised)
    ]  # fmt: skip
    return rows.filter(pk__in=mine)


def _is_asked(user: User, chain: Sequence[Sequence[User]], *, oversees: bool) -> bool:
    return oversees or any(user in level for level in chain)
