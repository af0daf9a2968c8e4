"""Who may see and answer cases, and change what is offered."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.days import midnight
from luwes.organisation import access as organisation
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.services.models import CannedAnswer, Case, CaseFile, Service, ServiceVersion
from luwes.services.rules.states import CaseKind, VersionState

COMPLAINT = CaseKind.COMPLAINT.value
READ_DAYS = 90  # own policy: how long an officer still reads what was theirs, once it is closed


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


def _in_reach(user: User, right: Right, on: date) -> QuerySet[Case]:
    """Cases of units, and of whole governments where no unit has them yet, over which the user has the right."""
    reach = accounts.reach(user, right)
    rows = Case.objects.order_by("due_at", "pk")
    if reach.everywhere:
        return rows
    if not reach:
        return rows.none()
    whole = organisation.scope_ids(reach, organisation.AGENCY)
    return rows.filter(Q(agency_id__in=whole) | Q(unit_id__in=_units(user, right, on)))


def overseen_cases(user: User, on: date) -> QuerySet[Case]:
    """But for complaints about the user, and about a unit in which they answer: one could be about them."""
    rows = _in_reach(user, Right.OVERSEE_CASES, on)
    rows = rows.filter(Q(complained_about=None) | ~Q(complained_about__user=user))
    if not answers(user):
        return rows
    there = _in_reach(user, Right.ANSWER_CASES, on).filter(kind=COMPLAINT)
    return rows.exclude(pk__in=there.order_by().values("pk"))


def own_cases(user: User, on: date) -> QuerySet[Case]:
    """
    Cases that were given to this officer and still are, of units for which they may answer on the
    day; what is closed for a while longer. Complaints are in the hands of who oversees.
    """
    answered = _in_reach(user, Right.ANSWER_CASES, on).exclude(kind=COMPLAINT)
    rows = (answered | overseen_cases(user, on).filter(kind=COMPLAINT)).filter(officer__user=user)
    return rows.filter(Q(closed_at=None) | Q(closed_at__gte=_read_from(on)))


def _read_from(on: date) -> datetime:
    return midnight(on - timedelta(days=READ_DAYS))


def is_held(user: User, on: date) -> Q:
    """What `is_officer` says of one, of cases in a query: one's own with what follows them."""
    own = own_cases(user, on).order_by().values("pk")
    return Q(pk__in=own) | Q(head__in=own)


def seen_cases(user: User, on: date) -> QuerySet[Case]:
    """One's own with what follows them, and those one watches over."""
    overseen = Q(pk__in=overseen_cases(user, on).order_by().values("pk"))
    return Case.objects.filter(is_held(user, on) | overseen).order_by("due_at", "pk")


def _reaches(user: User, right: Right, case: Case, on: date) -> bool:
    if case.unit is not None:
        return organisation.can(user, right, case.unit, on)
    return organisation.can_in_agency(user, right, case.agency_id)


def is_complaint(case: Case) -> bool:
    """About a unit that serves: answered by who oversees it, and not by who answers in it."""
    return case.kind == COMPLAINT


def can_see(user: User, case: Case, on: date) -> bool:
    return is_officer(user, case, on) or can_oversee(user, case, on)


def is_officer(user: User, case: Case, on: date) -> bool:
    """Whether the case, or the one it follows, is in this user's hands, and the right to answer there too."""
    held = case.head or case
    if held.officer is None or held.officer.user_id != user.pk:
        return False
    if held.closed_at is not None and held.closed_at < _read_from(on):
        return False
    if is_complaint(held):
        return can_oversee(user, held, on)
    return _reaches(user, Right.ANSWER_CASES, held, on)


def knows_who(user: User, case: Case, on: date) -> bool:
    """Who it is, what they filled in and sent: where the name is secret, only who has the case."""
    return not case.is_secret or is_officer(user, case, on)


def can_read_nik(user: User, case: Case, on: date) -> bool:
    return can_answer(user, case, on) and knows_who(user, case, on)


def can_oversee(user: User, case: Case, on: date) -> bool:
    if is_complaint(case) and _could_be_about(user, case, on):
        return False
    return _reaches(user, Right.OVERSEE_CASES, case, on)


def _could_be_about(user: User, case: Case, on: date) -> bool:
    named = case.complained_about
    if named is not None and named.user_id == user.pk:
        return True
    return _reaches(user, Right.ANSWER_CASES, case, on)


def can_answer(user: User, case: Case, on: date) -> bool:
    """Who has the case; who oversees it may answer too, in their own name."""
    return can_see(user, case, on)


def can_file_for(user: User) -> bool:
    """At the desk, by telephone, from paper: for a citizen who asks for it."""
    return has_desk(user)


def public_services() -> QuerySet[Service]:
    """Those of which a description is in force: nothing of another is shown or taken in."""
    told = ServiceVersion.objects.filter(service=OuterRef("pk"), state=VersionState.PUBLISHED.value)
    return Service.objects.filter(Exists(told)).select_related("agency", "unit")


def complaint_service(agency: Agency) -> Service | None:
    """Where complaints about this government's services are taken in."""
    rows = public_services().filter(agency=agency, kind=COMPLAINT, is_open=True)
    return rows.order_by("pk").first()


def fileable_services(user: User, on: date) -> QuerySet[Service]:
    """
    What this officer may write down for a citizen: all that the governments offer in which they answer
    or watch over cases. At any counter it is taken in, and given to the unit whose it is.
    """
    rows = public_services().filter(is_open=True).order_by("slug")
    own = Q()
    for right in (Right.ANSWER_CASES, Right.OVERSEE_CASES):
        if accounts.reach(user, right).everywhere:
            return rows
        units = organisation.units_with_rights(user, right, on)
        own |= Q(agency_id__in=units.order_by().values("agency_id"))
    return rows.filter(own)


def managed_services(user: User, on: date) -> QuerySet[Service]:
    rows = Service.objects.select_related("agency", "unit").order_by("slug")
    if accounts.reach(user, Right.MANAGE_SERVICES).everywhere:
        return rows
    return rows.filter(unit_id__in=_units(user, Right.MANAGE_SERVICES, on))


def can_manage(user: User, service: Service, on: date) -> bool:
    return can_offer(user, service.unit, on)


def can_offer(user: User, unit: OrgUnit, on: date) -> bool:
    return organisation.can(user, Right.MANAGE_SERVICES, unit, on)


def can_load(user: User) -> bool:
    """Whether the user may put a deployment's first services in place."""
    return organisation.can_everywhere(user, Right.MANAGE_SERVICES) or (
        organisation.can_everywhere(user, Right.MANAGE_ORGANISATION)
    )


def offering_units(user: User, on: date) -> QuerySet[UnitShape]:
    """Units in whose name the user may offer something."""
    rows = organisation.units_with_rights(user, Right.MANAGE_SERVICES, on)
    return rows.select_related("unit", "agency").order_by("name", "pk")


def agencies_set_up(user: User) -> QuerySet[Agency]:
    """Governments whose office hours and general answers the user keeps."""
    return organisation.agencies_with_rights(user, Right.MANAGE_SERVICES)


def can_set_hours(user: User, agency: Agency) -> bool:
    return organisation.can_in_agency(user, Right.MANAGE_SERVICES, agency.pk)


def sets_duties(user: User) -> bool:
    return agencies_set_up(user).exists()


def can_set_duties(user: User, agency: Agency) -> bool:
    """Who manages all services of the government says what it looks after."""
    return can_set_hours(user, agency)


def keeps_words(user: User) -> bool:
    """Words are the same for all governments: whoever manages the services of a whole one keeps them."""
    return sets_duties(user)


def written_canned(user: User, on: date) -> QuerySet[CannedAnswer]:
    """Answers kept ready that the user may change."""
    rows = CannedAnswer.objects.select_related("agency", "service__unit").filter(
        Q(agency__in=agencies_set_up(user).order_by().values("pk"))
        | Q(service__in=managed_services(user, on).order_by().values("pk"))
    )
    return rows.order_by("agency__name", "service_id", "title", "pk")


def can_write_canned(user: User, agency: Agency, service: Service | None, on: date) -> bool:
    """Of a service who manages it; of the government as a whole who manages all its services."""
    if service is None:
        return can_set_hours(user, agency)
    return service.agency_id == agency.pk and can_manage(user, service, on)


def seen_files(user: User, on: date) -> QuerySet[CaseFile]:
    """Of cases one sees; what a citizen with a secret name sent, only of those one has."""
    own = own_cases(user, on).order_by().values("pk")
    told = Q(case__is_secret=False) | Q(by_citizen=False)
    held = Q(case__in=own, case__head=None) | Q(case__head__in=own)
    rows = CaseFile.objects.filter(case__in=seen_cases(user, on).order_by().values("pk"))
    return rows.filter(told | held).order_by("pk")
