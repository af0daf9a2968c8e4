"""Who may see and change whom: by where a person serves on the day; oneself always."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access as organisation
from luwes.organisation.access import AGENCY, UNIT, paths, scope_ids
from luwes.organisation.models import Agency
from luwes.people import homes
from luwes.people.homes import Where
from luwes.people.models import CompetencyRecord, Employee, Evidence


def visible(user: User, on: date) -> QuerySet[Employee]:
    """The people whose file this user may open: those in reach, and the user's own."""
    return reached(user, Right.VIEW_PEOPLE, on, oneself=True)


def sees_everybody(user: User) -> bool:
    return accounts.reach(user, Right.VIEW_PEOPLE).everywhere


def reached(user: User, right: Right, on: date, *, oneself: bool = False) -> QuerySet[Employee]:
    """
    The people over whom a right reaches on a day.

    Whoever holds no post that day is reached by the own agency.
    """
    reach = accounts.reach(user, right)
    rows = Employee.objects.all()
    if reach.everywhere:
        return rows
    agencies = tuple(scope_ids(reach, AGENCY))
    units = tuple(paths(user, scope_ids(reach, UNIT), on))
    parts = [_keys(rows.filter(user_id=user.pk))] if oneself else []
    if units:
        parts.append(serving(Where(paths=units), on))
    found = Q(pk__in=_any_of(parts)) if parts else Q()
    if agencies:
        found |= of_agencies(agencies, on)
    return rows.filter(found) if found else rows.none()


def of_agencies(agency_ids: Collection[int], on: date) -> Q:
    """Who holds a post of these agencies on the day; or, holding none, is employed by them."""
    there = Q(pk__in=serving(Where(agency_ids=tuple(agency_ids)), on))
    # a range asks the index person by person; "equal" would read every post there is
    own = {"employee_id__gte": OuterRef("pk"), "employee_id__lte": OuterRef("pk")}
    posted = homes.source().serving(Where(), on).filter(**own)
    return there | Q(agency_id__in=agency_ids) & Q(~Exists(posted))


def serving(where: Where, on: date) -> QuerySet[Any, int]:
    """The ids of those holding a post of this choice on the day."""
    return homes.source().serving(where, on).order_by().values_list("employee_id", flat=True)


def _any_of(parts: Sequence[QuerySet[Any, int]]) -> QuerySet[Any, int]:
    """Ids in any part: a union can be joined, where a row of ORs makes the server try everybody."""
    first, *rest = parts
    return first.union(*rest, all=True) if rest else first


def _keys(rows: QuerySet[Employee]) -> QuerySet[Any, int]:
    return rows.order_by().values_list("pk", flat=True)


def can(user: User, right: Right, employee: Employee, on: date) -> bool:
    """Whether a right over other people reaches this one."""
    if accounts.reach(user, right).everywhere:
        return True
    return reached(user, right, on).filter(pk=employee.pk).exists()


def can_read_private(user: User, employee: Employee, on: date) -> bool:
    return employee.user_id == user.pk or can(user, Right.VIEW_PRIVATE, employee, on)


def can_list(user: User) -> bool:
    return accounts.has(user, Right.VIEW_PEOPLE)


def can_add(user: User) -> bool:
    """Whether there is an agency for which this user opens files."""
    reach = accounts.reach(user, Right.MANAGE_PEOPLE)
    return reach.everywhere or bool(reach.of(AGENCY))


def agencies_to_fill(user: User) -> QuerySet[Agency]:
    """Agencies for which this user opens files."""
    return organisation.agencies_with_rights(user, Right.MANAGE_PEOPLE)


def is_oneself(user: User, employee: Employee) -> bool:
    return user.is_authenticated and employee.user_id == user.pk


def endable_records(user: User, on: date) -> QuerySet[CompetencyRecord]:
    """Records of competencies that this user may end."""
    reach = reached(user, Right.MANAGE_PEOPLE, on)
    rows = CompetencyRecord.objects.filter(employee__in=reach.values("pk"))
    return rows.select_related("employee", "competency").order_by("pk")


def decidable_evidence(user: User, on: date) -> QuerySet[Evidence]:
    """Experience of people whose files this user keeps."""
    reach = reached(user, Right.MANAGE_PEOPLE, on)
    rows = Evidence.objects.filter(employee__in=reach.values("pk"))
    return rows.select_related("employee", "competency").order_by("pk")


def has_file(user: User) -> bool:
    """Whether an employee stands behind this account; a request has loaded that with the user."""
    return user.is_authenticated and hasattr(user, "employee")
