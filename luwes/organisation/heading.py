"""Who answers for a unit: the accounts that head it or a unit above it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from luwes.accounts import queries as accounts
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.organisation.access import AGENCY, UNIT
from luwes.organisation.models import UnitShape

Heads = dict[int, tuple[User, set[int]]]  # user id → (user, units they answer for)


def heads_of(unit_ids: Iterable[int], on: date) -> Heads:
    """The heads of these units or of units above them."""
    shapes = list(UnitShape.objects.filter(unit_id__in=set(unit_ids), period__contains=on))
    return nearest(shapes, accounts.holders(Role.UNIT_HEAD, UNIT, scope_of(shapes), on))


def scope_of(shapes: Iterable[UnitShape]) -> list[str]:
    """Over which units somebody must be head to answer for one of these."""
    return sorted({label for shape in shapes for label in shape.path.split(".")})


def scopes_over(agency_id: int, unit_id: int | None, on: date) -> dict[str, list[str]]:
    """
    By kind, what a role may be held over to reach a unit: its government, the unit and those above it;
    of one that is no more itself alone. Without a unit the government.
    """
    scopes = {AGENCY: [str(agency_id)]}
    if unit_id is not None:
        shapes = UnitShape.objects.filter(unit_id=unit_id, period__contains=on)
        scopes[UNIT] = scope_of(shapes) or [str(unit_id)]
    return scopes


def authorities(agency_id: int, on: date) -> list[User]:
    """Who decides for a government (PyB), over it or over everything; by their keys."""
    scopes = {AGENCY: [str(agency_id)], EVERYWHERE: [""]}
    grants = accounts.holders_over({Role.APPROVER: scopes}, on)[Role.APPROVER]
    found = {grant.user_id: grant.user for grant in grants}
    return [found[pk] for pk in sorted(found)]


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


def of_each(unit_ids: Iterable[int], on: date) -> dict[int, dict[int, User]]:
    """By unit the accounts that head it itself, by their id; one query."""
    found: dict[int, dict[int, User]] = defaultdict(dict)
    if wanted := sorted({str(pk) for pk in unit_ids}):
        for grant in accounts.holders(Role.UNIT_HEAD, UNIT, wanted, on):
            found[int(grant.scope_id)][grant.user_id] = grant.user
    return found


Whom = tuple[int | None, int | None]  # unit, own account


def levels(
    wanted: Iterable[Whom], on: date, *, above_own: bool = False
) -> dict[Whom, list[list[User]]]:
    """
    By person, the heads from the nearest up, level by level, never the person; a level without
    anybody is left out. Two queries however many.

    `above_own`: where the person heads the unit, whoever else heads it is no superior, only those
    above.
    """
    asked = set(wanted)
    units = {unit for unit, _own in asked if unit}
    shapes = list(UnitShape.objects.filter(unit_id__in=units, period__contains=on))
    over = of_each(map(int, scope_of(shapes)), on)
    paths = {shape.unit_id: [int(pk) for pk in reversed(shape.path.split("."))] for shape in shapes}
    found: dict[Whom, list[list[User]]] = {}
    for unit, own in asked:
        line = paths.get(unit or 0, [])
        if above_own and line and own in over.get(line[0], {}):
            line = line[1:]
        found[unit, own] = rising(line, over, {own})
    return found


def rising(
    line: Iterable[int], heads: Mapping[int, Mapping[int, User]], but: Collection[int | None]
) -> list[list[User]]:
    """
    The heads along these units from below, level by level, without the accounts `but` and without
    empty levels. Whoever heads several units of the line stands at the lowest.
    """
    found, seen = [], set(but)
    for pk in line:
        here = heads.get(pk, {})
        if those := [here[key] for key in sorted(here.keys() - seen)]:
            found.append(those)
            seen |= here.keys()
    return found


def superiors(unit_id: int, of: int | None, on: date, *, above_own: bool = False) -> list[User]:
    """The nearest heads of a unit's people, however far above; the user `of` is nobody's own."""
    found = levels([(unit_id, of)], on, above_own=above_own)[unit_id, of]
    return found[0] if found else []
