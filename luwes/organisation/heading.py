"""Who answers for a unit: the accounts that head it or a unit above it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from luwes.accounts import queries as accounts
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.organisation.models import UnitShape

Heads = dict[int, tuple[User, set[int]]]  # user id → (user, units they answer for)


def heads_of(unit_ids: Iterable[int], on: date) -> Heads:
    """The heads of these units or of units above them."""
    shapes = list(UnitShape.objects.filter(unit_id__in=set(unit_ids), period__contains=on))
    return nearest(shapes, accounts.holders(Role.UNIT_HEAD, "unit", scope_of(shapes), on))


def scope_of(shapes: Collection[UnitShape]) -> list[str]:
    """Over which units somebody must be head to answer for one of these."""
    return sorted({label for shape in shapes for label in shape.path.split(".")})


def nearest(shapes: Collection[UnitShape], heads: Iterable[Grant]) -> Heads:
    """Of the heads those of each unit itself, else of the nearest unit above that has one."""
    over: Mapping[int, list[User]] = defaultdict(list)
    for grant in heads:
        over[int(grant.scope_id)].append(grant.user)
    found: Heads = {}
    for shape in shapes:
        path = [int(label) for label in reversed(shape.path.split("."))]
        for user in next((over[pk] for pk in path if over[pk]), []):
            found.setdefault(user.pk, (user, set()))[1].add(shape.unit_id)
    return found


def superiors(unit_id: int, of: int | None, on: date, *, above_own: bool = False) -> list[User]:
    """
    The nearest heads of a unit's people, however far above; the user `of` is nobody's own.
    `above_own`: where `of` heads the unit, whoever else heads it is no superior, only those above.
    """
    shapes = list(UnitShape.objects.filter(unit_id=unit_id, period__contains=on))
    heads = accounts.holders(Role.UNIT_HEAD, "unit", scope_of(shapes), on)
    own = str(unit_id)
    is_head = above_own and any(g.user_id == of and g.scope_id == own for g in heads)
    found = nearest(
        shapes, [g for g in heads if g.user_id != of and not (is_head and g.scope_id == own)]
    )
    return [user for user, _units in found.values()]
