"""Who may fill positions and record leave."""

from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Right, Role
from luwes.appointments import rules
from luwes.appointments.models import CalendarLink, Leave, LeaveRequest
from luwes.appointments.rules.requests import OPEN
from luwes.core.states import values
from luwes.organisation import access as organisation
from luwes.organisation.models import Agency, Position, UnitShape
from luwes.people import access as people
from luwes.people.models import Employee


def can_fill(user: User, position: Position, on: date) -> bool:
    return organisation.can(user, Right.MANAGE_PEOPLE, position.unit, on)


def can_rank(user: User, position: Position, on: date) -> bool:
    """Look for candidates: whoever prepares or signs moves there."""
    return any(
        organisation.can(user, right, position.unit, on)
        for right in (Right.PREPARE_MOVES, Right.SIGN_MOVES)
        if accounts.has(user, right)
    )


def can_record_leave(user: User, employee: Employee, on: date) -> bool:
    return people.can(user, Right.RECORD_LEAVE, employee, on)


def cancellable_leave(user: User, on: date) -> QuerySet[Leave]:
    within = people.reached(user, Right.RECORD_LEAVE, on)
    rows = Leave.objects.filter(employee__in=within.values("pk"))
    return rows.select_related("employee").order_by("pk")


def can_list_leave(user: User) -> bool:
    return accounts.has(user, Right.RECORD_LEAVE)


# ── leave that is asked for ──────────────────────────────────────────


def can_grant_leave(user: User, employee: Employee, kind: str, on: date) -> bool:
    """Say what one thinks of a request, or decide it; never one's own."""
    if people.is_oneself(user, employee) or not people.can(user, Right.GRANT_LEAVE, employee, on):
        return False
    by_authority = kind in {k.value for k in rules.BY_AUTHORITY}
    return not by_authority or people.can(user, Right.GRANT_UNPAID_LEAVE, employee, on)


def can_view_request(user: User, employee: Employee, on: date) -> bool:
    """The superior's view, also of leave that only the authority grants."""
    return not people.is_oneself(user, employee) and people.can(
        user, Right.GRANT_LEAVE, employee, on
    )


def decides_leave(user: User) -> bool:
    return accounts.has(user, Right.GRANT_LEAVE)


def decides_or_records(user: User) -> bool:
    return decides_leave(user) or can_list_leave(user)


def seen_requests(user: User, on: date) -> QuerySet[LeaveRequest]:
    """One's own, and those of the people whose leave one grants or records."""
    granting = people.reached(user, Right.GRANT_LEAVE, on).values("pk")
    recording = people.reached(user, Right.RECORD_LEAVE, on).values("pk")
    rows = LeaveRequest.objects.filter(
        Q(employee__user_id=user.pk) | Q(employee__in=granting) | Q(employee__in=recording)
    )
    return rows.select_related("employee", "letter", "leave").order_by("asked_at", "pk")


def requests_of_others(user: User, on: date) -> QuerySet[LeaveRequest]:
    return seen_requests(user, on).exclude(employee__user_id=user.pk)


def waiting_requests(user: User, on: date) -> QuerySet[LeaveRequest]:
    """
    What waits for this user: a head hears of every request, the authority of those that a superior
    passed on, that only it grants, or that a head asks for.
    """
    granting = people.reached(user, Right.GRANT_LEAVE, on).values("pk")
    rows = LeaveRequest.objects.filter(employee__in=granting, state__in=values(OPEN)).exclude(
        employee__user_id=user.pk
    )
    rows = rows.exclude(viewed_by=user)
    if not accounts.has(user, Right.RECORD_LEAVE):
        heads = heading_accounts(on)
        by_authority = values(rules.BY_AUTHORITY)
        rows = rows.filter(
            Q(state="viewed") | Q(kind__in=by_authority) | Q(employee__user__in=heads)
        )
    return rows.select_related("employee").order_by("period", "pk")


def signs_for_head(user: User, employee: Employee, on: date) -> bool:
    return people.can(user, Right.GRANT_UNPAID_LEAVE, employee, on)


def heading_accounts(on: date) -> QuerySet[Grant, int]:
    rows = Grant.objects.filter(role=Role.UNIT_HEAD.value, period__contains=on)
    return rows.order_by().values_list("user_id", flat=True)


def calendars(user: User, on: date) -> QuerySet[UnitShape]:
    """Units whose days of leave this user sees: where leave is recorded or granted."""
    recording = organisation.units_with_rights(user, Right.RECORD_LEAVE, on)
    granting = organisation.units_with_rights(user, Right.GRANT_LEAVE, on)
    return UnitShape.objects.filter(
        Q(pk__in=recording.values("pk")) | Q(pk__in=granting.values("pk"))
    )


def may_still_read(link: CalendarLink, on: date) -> bool:
    """A link of a unit lives no longer than its maker's right over the unit."""
    if not link.user.is_active:
        return False
    return link.unit_id is None or calendars(link.user, on).filter(unit_id=link.unit_id).exists()


def can_keep_holidays(user: User) -> bool:
    reach = accounts.reach(user, Right.MANAGE_PEOPLE)
    return reach.everywhere or bool(reach.of(organisation.AGENCY))


def can_keep_holidays_of(user: User, agency: Agency | None) -> bool:
    """National days: whoever keeps people everywhere; those of a government: who keeps its people."""
    if agency is None:
        return organisation.can_everywhere(user, Right.MANAGE_PEOPLE)
    return organisation.can_in_agency(user, Right.MANAGE_PEOPLE, agency.pk)


def own_letters(user: User) -> Q:
    """Letters on one's own leave, and those that one signed."""
    mine = LeaveRequest.objects.filter(Q(employee__user_id=user.pk) | Q(decided_by_id=user.pk))
    return Q(pk__in=mine.values("letter")) | Q(pk__in=mine.values("recall_letter"))
