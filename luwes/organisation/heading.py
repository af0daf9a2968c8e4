"""Who answers for a unit: the accounts that head it or a unit above it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.organisation.models import UnitShape


def heads_of(unit_ids: Iterable[int], on: date) -> dict[int, tuple[User, set[int]]]:
    """The heads of these units or of units above them: user id → (user, units they answer for)."""
    rows = UnitShape.objects.filter(unit_id__in=set(unit_ids), period__contains=on)
    above = {row.unit_id: [int(label) for label in row.path.split(".")] for row in rows}
    ids = sorted({str(pk) for path in above.values() for pk in path})
    grants = defaultdict(list)
    for grant in accounts.holders(Role.UNIT_HEAD, "unit", ids, on):
        grants[int(grant.scope_id)].append(grant.user)
    found: dict[int, tuple[User, set[int]]] = {}
    for unit, path in above.items():
        nearest = next((grants[pk] for pk in reversed(path) if grants[pk]), [])
        for user in nearest:
            found.setdefault(user.pk, (user, set()))[1].add(unit)
    return found
