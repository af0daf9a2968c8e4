"""
What waits for this user among what this user may answer: a head may answer for everybody below, but
is asked only for those to whom no head stands nearer.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import QuerySet

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.motivation.access import care
from luwes.motivation.models import LoadSignal, PerformancePlan
from luwes.organisation import heading
from luwes.organisation.access import UNIT

Whom = tuple[int, int | None]  # unit, own account


def plans_for(user: User, rows: QuerySet[PerformancePlan], on: date) -> QuerySet[PerformancePlan]:
    """
    Of these the ones that this user is the first to answer, as `queries.plans.superiors` has it; where
    no head stands above, all of them. Three queries, however many there are.
    """
    told = list(rows.order_by().values_list("pk", "unit_id", "employee__user_id"))
    chains = heading.levels({(unit, own) for _pk, unit, own in told}, on)
    beside = _heads_of({unit for _pk, unit, _own in told}, on)
    mine = [
        pk for pk, unit, own in told
        if _is_first(user, chains[unit, own], beside.get(unit, set()) if own in beside.get(unit, set()) else set())
    ]  # fmt: skip
    return rows.filter(pk__in=mine)


def _is_first(user: User, chain: Sequence[Sequence[User]], beside: Collection[int]) -> bool:
    """`beside`: who heads the same unit as the person, and is therefore no superior."""
    levels = [{head.pk for head in level} - set(beside) for level in chain]
    nearest: set[int] = next((level for level in levels if level), set())
    return user.pk in nearest or not nearest


def _heads_of(unit_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """By unit the accounts that head it; one query."""
    found: dict[int, set[int]] = {}
    wanted = sorted(str(pk) for pk in unit_ids)
    for grant in accounts.holders(Role.UNIT_HEAD, UNIT, wanted, on) if wanted else []:
        found.setdefault(int(grant.scope_id), set()).add(grant.user_id)
    return found


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
    return oversees or any(head.pk == user.pk for level in chain for head in level)
