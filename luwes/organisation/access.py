"""Who may see and change which part of an organisation.

A unit in scope carries all below it, by its path on the day in question.
"""

from collections.abc import Collection
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Reach, Right
from luwes.core.periods import Period
from luwes.organisation.models import Agency, OrgUnit, Position, UnitShape

AGENCY, UNIT = "agency", "unit"


def units_with_rights(user: User, right: Right, on: date) -> QuerySet[UnitShape]:
    """The shapes in force of every unit over which the user has this right."""
    rows = UnitShape.objects.filter(period__contains=on)
    reach = accounts.reach(user, right)
    return rows if reach.everywhere else rows.filter(_within(user, reach, on))


def _within(user: User, reach: Reach, on: date) -> Q:
    found = Q(agency_id__in=scope_ids(reach, AGENCY))
    for path in paths(user, scope_ids(reach, UNIT), on):
        found |= Q(path__under=path)
    return found


def scope_ids(reach: Reach, kind: str) -> list[int]:
    return sorted(int(i) for i in reach.of(kind) if i.isdigit())


def paths(user: User, unit_ids: list[int], on: date) -> list[str]:
    """
    Where these units, over which the user has a right, stand on the day; nothing for those that are
    not there.
    """
    return sorted(path for path, period in stands(user, unit_ids) if on in period)


def stands(user: User, unit_ids: Collection[int]) -> list[tuple[str, Period]]:
    """Where these units stand, stood and will stand; remembered with the user."""
    if not unit_ids:
        return []
    memory: dict[tuple[int, ...], list[tuple[str, Period]]] = accounts.memory(user, "stands")
    key = tuple(sorted(unit_ids))
    if key not in memory:
        rows = UnitShape.objects.filter(unit_id__in=key).order_by("pk")
        memory[key] = list(rows.values_list("path", "period"))
    return memory[key]


def path_labels() -> Func:
    """Of shapes the ids of the units in their path, as grants name them in their scope."""
    return Func(
        Cast("path", TextField()), Value("."), function="string_to_array",
        output_field=ArrayField(TextField()),
    )  # fmt: skip


def agencies_with_rights(user: User, right: Right) -> QuerySet[Agency]:
    """Agencies over the whole of which the user has this right."""
    reach = accounts.reach(user, right)
    rows = Agency.objects.order_by("name", "pk")
    return rows if reach.everywhere else rows.filter(pk__in=scope_ids(reach, AGENCY))


def agencies_seen(user: User, on: date) -> QuerySet[Agency]:
    """Agencies of which the user sees at least one unit."""
    rows = Agency.objects.order_by("name", "pk")
    reach = accounts.reach(user, Right.VIEW_ORGANISATION)
    if reach.everywhere:
        return rows
    seen = units_with_rights(user, Right.VIEW_ORGANISATION, on)
    mine = Q(pk__in=scope_ids(reach, AGENCY)) | Q(pk__in=seen.values("agency_id"))
    return rows.filter(mine)


def can(user: User, right: Right, unit: OrgUnit, on: date) -> bool:
    """Whether the right reaches this unit; one not yet there is reached by its agency."""
    if can_in_agency(user, right, unit.agency_id):
        return True
    return units_with_rights(user, right, on).filter(unit=unit).exists()


def reaches(user: User, right: Right, shape: UnitShape) -> bool:
    """The same for a shape at hand, without asking the database: a path is made of unit ids."""
    reach = accounts.reach(user, right)
    if reach.everywhere or shape.agency_id in scope_ids(reach, AGENCY):
        return True
    return not {str(i) for i in scope_ids(reach, UNIT)}.isdisjoint(shape.path.split("."))


def can_in_agency(user: User, right: Right, agency_id: int) -> bool:
    reach = accounts.reach(user, right)
    return reach.everywhere or str(agency_id) in reach.of(AGENCY)


def can_look(user: User) -> bool:
    """Whether the user sees any part of any organisation."""
    return accounts.has(user, Right.VIEW_ORGANISATION)


def can_manage_some(user: User) -> bool:
    """Whether the user manages any part of any organisation."""
    return accounts.has(user, Right.MANAGE_ORGANISATION)


def can_check_presence(user: User) -> bool:
    """Whether the user agrees with minimums anywhere."""
    return accounts.has(user, Right.CHECK_PRESENCE)


def can_edit_catalogue(user: User) -> bool:
    """Titles are shared by all: whoever manages a whole agency may add to them."""
    reach = accounts.reach(user, Right.MANAGE_ORGANISATION)
    return reach.everywhere or bool(reach.of(AGENCY))


def can_everywhere(user: User, right: Right) -> bool:
    return accounts.reach(user, right).everywhere


def can_analyse(user: User, unit: OrgUnit, on: date) -> bool:
    """Whether the user may write down the work of this unit: its head, or the staffing agency."""
    return can(user, Right.SIGN_WORKLOAD, unit, on) or can(user, Right.CHECK_WORKLOAD, unit, on)


def visible_positions(user: User, on: date) -> QuerySet[Position]:
    """Positions of units the user sees, whether in force on the day or not."""
    rows = Position.objects.select_related("unit", "title__group").order_by("title__name", "pk")
    if accounts.reach(user, Right.VIEW_ORGANISATION).everywhere:
        return rows
    seen = units_with_rights(user, Right.VIEW_ORGANISATION, on)
    return rows.filter(unit_id__in=seen.values("unit_id"))
