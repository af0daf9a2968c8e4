"""Who may have a case: officers of the unit whose competency record holds for its service, with their load."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Value
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.appointments.models import Appointment, Leave
from luwes.core.periods import Period
from luwes.organisation import access as organisation
from luwes.organisation import heading
from luwes.organisation.models import Agency, OrgUnit
from luwes.people.models import CompetencyRecord, Employee
from luwes.services import access
from luwes.services.models import Case, Service, ServiceSkill
from luwes.services.rules.routing import Asked, Officer, able
from luwes.services.rules.states import CaseState
from luwes.staffing import queries as staffing
from luwes.staffing.models import Assignment

FULL = 100


@dataclass(frozen=True)
class Candidate:
    """An officer as the desk shows them; `lacks`: competency ids not on record at the level asked."""

    employee: Employee
    officer: Officer
    lacks: list[int]

    @property
    def may_have_it(self) -> bool:
        return not self.lacks and not self.officer.away


def asked(service: Service | None) -> Asked:
    """What the service asks of whoever answers; nothing where nobody chose one."""
    if service is None:
        return Asked({})
    rows = ServiceSkill.objects.filter(service=service)
    return Asked(dict(rows.order_by().values_list("competency_id", "level")))


def officers_over(unit: OrgUnit, on: date) -> list[Employee]:
    """Whose right to answer reaches this unit: by the unit itself, one above it, or its government."""
    scopes = heading.scopes_over(unit.agency_id, unit.pk, on)
    grants = accounts.grants_over({Role.SERVICE_OFFICER: scopes}, on).order_by()
    people = Employee.objects.filter(user__in=grants.values("user"), is_current=True)
    posts = Appointment.objects.filter(employee=OuterRef("pk"))
    here = posts.filter(period__contains=on, unit__agency=unit.agency_id)
    # Whoever had a post and has none in this government any more has left it, whatever the grant says.
    return list(people.exclude(Exists(posts) & ~Exists(here)).order_by("name", "pk"))


def is_overseen(agency: Agency, on: date) -> bool:
    """Whether somebody sees the cases that are of no unit of this government."""
    scopes = {organisation.AGENCY: [str(agency.pk)], EVERYWHERE: [""]}
    return bool(accounts.holders_over({Role.SERVICE_MANAGER: scopes}, on)[Role.SERVICE_MANAGER])


def overseers(case: Case, on: date) -> list[User]:
    """
    Who manages services over it, and the nearest head of its unit. Of a complaint those of them who may
    see it (`access`); where all of them answer in that unit themselves, the nearest above who may.
    """
    heads = heading.heads_of([case.unit_id], on) if case.unit_id is not None else {}
    found = {pk: user for pk, (user, _units) in heads.items()}
    scopes = heading.scopes_over(case.agency_id, case.unit_id, on)
    grants = accounts.holders_over({Role.SERVICE_MANAGER: scopes}, on)[Role.SERVICE_MANAGER]
    found |= {grant.user_id: grant.user for grant in grants}
    users = [found[pk] for pk in sorted(found)]
    if access.is_complaint(case):
        return _seeing(users, case, on) or _above(case, on)
    return users


def _seeing(users: Iterable[User], case: Case, on: date) -> list[User]:
    return [user for user in users if access.can_oversee(user, case, on)]


def _above(case: Case, on: date) -> list[User]:
    """From the nearest up: heads of units above, of the government, and who manages services everywhere."""
    levels = heading.levels([(case.unit_id, None)], on)[case.unit_id, None]
    scopes = {organisation.AGENCY: [str(case.agency_id)], EVERYWHERE: [""]}
    whole = accounts.holders_over({Role.UNIT_HEAD: scopes, Role.SERVICE_MANAGER: scopes}, on)
    for role in (Role.UNIT_HEAD, Role.SERVICE_MANAGER):
        levels.append(list({grant.user_id: grant.user for grant in whole[role]}.values()))
    return next((found for users in levels if (found := _seeing(users, case, on))), [])


def appointers(case: Case, on: date) -> list[User]:
    """
    Who can have somebody named that oversees: who decides for the government, else administrators.
    They do not see its cases.
    """
    found = heading.authorities(case.agency_id, on)
    return found or [
        grant.user for grant in accounts.holders(Role.ADMINISTRATOR, EVERYWHERE, [""], on)
    ]


def _people(case: Case, on: date) -> list[Employee]:
    """Whose the case may be: of a complaint who oversees it."""
    assert case.unit is not None
    if not access.is_complaint(case):
        return officers_over(case.unit, on)
    rows = Employee.objects.filter(user__in=overseers(case, on), is_current=True)
    return list(rows.order_by("name", "pk"))


def candidates(case: Case, at: datetime, on: date) -> list[Candidate]:
    """Everybody over the case's unit, those who may have it first, by how little they have to do."""
    if case.unit is None:
        return []
    people = {person.pk: person for person in _people(case, on)}
    wanted = asked(None if access.is_complaint(case) else case.service)
    known = officers(people, wanted, on)
    fit = able(known, wanted)
    rest = [one for one in known if one not in fit]
    return [Candidate(people[one.employee_id], one, one.lacks(wanted)) for one in (*fit, *rest)]


def officers(employee_ids: Collection[int], wanted: Asked, on: date) -> list[Officer]:
    """With their levels, load and whether they are there today; four queries however many."""
    ids = list(employee_ids)
    levels = _levels(ids, wanted, on)
    loads = _loads(ids)
    away = _away(ids, on)
    return [
        Officer(pk, levels.get(pk, {}), *loads.get(pk, (0, None)), away.get(pk, "")) for pk in ids
    ]


def _levels(ids: list[int], wanted: Asked, on: date) -> dict[int, dict[int, int]]:
    rows = CompetencyRecord.objects.filter(
        employee_id__in=ids, competency_id__in=list(wanted.levels), period__contains=on
    )
    found: dict[int, dict[int, int]] = {}
    for person, skill, level in rows.order_by("level").values_list(
        "employee_id", "competency_id", "level"
    ):
        found.setdefault(person, {})[skill] = level
    return found


def _loads(ids: list[int]) -> dict[int, tuple[int, datetime | None]]:
    """The cases of years are not read for it: each half is answered by an index."""
    rows = Case.objects.filter(officer_id__in=ids).order_by().values_list("officer_id")
    waiting = rows.filter(state=CaseState.ASSIGNED.value).annotate(n=Count("pk"))
    count = dict(waiting)
    return {pk: (count.get(pk, 0), last) for pk, last in rows.annotate(last=Max("given_at"))}


def _away(ids: list[int], on: date) -> dict[int, str]:
    """On leave, or on full duty elsewhere: the kind of leave is nobody's business here."""
    today = Period(on, on.fromordinal(on.toordinal() + 1))
    leave = Leave.objects.filter(employee_id__in=ids, period__overlap=today)
    duty = staffing.in_force(Assignment.objects.filter(employee_id__in=ids, need__load__gte=FULL))
    duty = duty.filter(period__overlap=today)
    words = _("Tidak di tempat"), _("Bertugas di tempat lain")
    gone, sent = (
        rows.order_by().values_list("employee_id", Value(n)) for n, rows in enumerate((leave, duty))
    )
    return {person: words[n] for person, n in sorted(gone.union(sent, all=True))}
