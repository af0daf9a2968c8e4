"""
Who answers for somebody: the nearest head above them; where none stands there, an authority (PyB) of
their government. Never they themselves.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right, Role
from luwes.organisation import heading
from luwes.people import access, homes, over
from luwes.people.models import Employee


def of(employee: Employee, on: date, *, above_own: bool = False) -> list[User]:
    """`above_own`, here and below: whoever else heads the unit that they head is no superior."""
    post = homes.source().posts([employee.pk], on).get(employee.pk)
    heads = (
        heading.superiors(post.unit_id, employee.user_id, on, above_own=above_own) if post else []
    )
    return heads or _authorities(employee, post.agency_id if post else employee.agency_id, on)


def _authorities(employee: Employee, agency_id: int, on: date) -> list[User]:
    return [user for user in heading.authorities(agency_id, on) if user.pk != employee.user_id]


def topmost(employees: Collection[Employee], on: date, *, above_own: bool = False) -> set[int]:
    """Of these the ids above whom no head stands; the same few queries for one and for all."""
    posts = homes.source().posts([row.pk for row in employees], on)
    whom = {
        row.pk: (posts[row.pk].unit_id if row.pk in posts else None, row.user_id)
        for row in employees
    }
    over = heading.levels(whom.values(), on, above_own=above_own)
    return {pk for pk, one in whom.items() if not over[one]}


def stands_above(user: User, employee: Employee, on: date, *, above_own: bool = False) -> bool:
    """Whether this user answers for somebody in place of the head that is not there."""
    if access.is_oneself(user, employee) or not access.can(user, Right.STAND_ABOVE, employee, on):
        return False
    return bool(topmost([employee], on, above_own=above_own))


def answered_for(
    user: User, among: QuerySet[Employee], on: date, *, above_own: bool = False
) -> set[int]:
    """The ids of those among them for whom this user answers so."""
    if not above_own:
        return set(answered(user, among, on).order_by().values_list("pk", flat=True))
    rows = list(_reached(user, among, on).only("pk", "user_id"))
    return topmost(rows, on, above_own=True) if rows else set()


def answered(user: User, among: QuerySet[Employee], on: date) -> QuerySet[Employee]:
    """The same people, to be read with what is asked of them; nobody else is read."""
    return _reached(user, among, on).exclude(over.units([Role.UNIT_HEAD], on))


def _reached(user: User, among: QuerySet[Employee], on: date) -> QuerySet[Employee]:
    if not accounts.reach(user, Right.STAND_ABOVE):
        return Employee.objects.none()
    reached = access.reached(user, Right.STAND_ABOVE, on)
    return reached.filter(pk__in=among.order_by().values("pk")).exclude(user_id=user.pk)
