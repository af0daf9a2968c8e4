"""Who may see and answer cases, and change what is offered."""

from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access as organisation
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.services.models import Case, Service


def answers(user: User) -> bool:
    return accounts.has(user, Right.ANSWER_CASES)


def oversees(user: User) -> bool:
    return accounts.has(user, Right.OVERSEE_CASES)


def has_desk(user: User) -> bool:
    return answers(user) or oversees(user)


def manages(user: User) -> bool:
    return accounts.has(user, Right.MANAGE_SERVICES)


def _units(user: User, right: Right, on: date) -> QuerySet[UnitShape, tuple[int]]:
    return organisation.units_with_rights(user, right, on).order_by().values_list("unit_id")


def overseen_cases(user: User, on: date) -> QuerySet[Case]:
    """Cases of units, and of whole governments where no unit has them yet, over which the user watches."""
    reach = accounts.reach(user, Right.OVERSEE_CASES)
    rows = Case.objects.order_by("due_at", "pk")
    if reach.everywhere:
        return rows
    if not reach:
        return rows.none()
    whole = organisation.scope_ids(reach, organisation.AGENCY)
    return rows.filter(
        Q(agency_id__in=whole) | Q(unit_id__in=_units(user, Right.OVERSEE_CASES, on))
    )


def own_cases(user: User) -> QuerySet[Case]:
    """Cases that were given to this officer and still are."""
    rows = Case.objects.order_by("due_at", "pk")
    return rows.filter(officer__user=user) if answers(user) else rows.none()


def seen_cases(user: User, on: date) -> QuerySet[Case]:
    """One's own, and those one watches over."""
    return Case.objects.filter(
        Q(pk__in=own_cases(user).order_by().values("pk"))
        | Q(pk__in=overseen_cases(user, on).order_by().values("pk"))
    ).order_by("due_at", "pk")


def can_see(user: User, case: Case, on: date) -> bool:
    return is_officer(user, case) or can_oversee(user, case, on)


def is_officer(user: User, case: Case) -> bool:
    """Whether the case is in this user's hands, and the right to answer still is too."""
    return bool(case.officer and case.officer.user_id == user.pk and answers(user))


def can_oversee(user: User, case: Case, on: date) -> bool:
    if case.unit is not None:
        return organisation.can(user, Right.OVERSEE_CASES, case.unit, on)
    return organisation.can_in_agency(user, Right.OVERSEE_CASES, case.agency_id)


def can_answer(user: User, case: Case, on: date) -> bool:
    """Who has the case; who oversees it may answer too, in their own name."""
    return can_see(user, case, on)


def can_file_for(user: User) -> bool:
    """At the desk, by telephone, from paper: for a citizen who asks for it."""
    return has_desk(user)


def fileable_services(user: User, on: date) -> QuerySet[Service]:
    """What this officer may write down for a citizen: services of the units they answer or watch for."""
    rows = Service.objects.filter(is_open=True).select_related("agency", "unit").order_by("slug")
    found = rows.none()
    for right in (Right.ANSWER_CASES, Right.OVERSEE_CASES):
        if accounts.reach(user, right).everywhere:
            return rows
        found |= rows.filter(unit_id__in=_units(user, right, on))
    return found.distinct().order_by("slug")


def managed_services(user: User, on: date) -> QuerySet[Service]:
    rows = Service.objects.select_related("agency", "unit").order_by("slug")
    if accounts.reach(user, Right.MANAGE_SERVICES).everywhere:
        return rows
    return rows.filter(unit_id__in=_units(user, Right.MANAGE_SERVICES, on))


def can_manage(user: User, service: Service, on: date) -> bool:
    return can_offer(user, service.unit, on)


def can_offer(user: User, unit: OrgUnit, on: date) -> bool:
    return organisation.can(user, Right.MANAGE_SERVICES, unit, on)
