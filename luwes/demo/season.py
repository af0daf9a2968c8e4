"""Whose half year of motivation the demonstration tells: the first head, the heads below, their people."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, QuerySet
from django.utils.timezone import get_default_timezone

from luwes.accounts import actions as accounts
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.appointments.queries import definitive
from luwes.demo import leaving, loading
from luwes.demo.lives import day
from luwes.motivation.models import Contribution
from luwes.organisation import heading
from luwes.organisation.models import Agency, OrgUnit
from luwes.people import actions as people
from luwes.people.models import Employee

SEED = 20250225
STAFF, LEADERS = 10, 4
DESKS = ("petugas", "petugas2", "program")
FIRST_MONTH = 8  # of the half year; smaller months are of the year after


@dataclass
class Season:
    """
    `desks`: officers elsewhere who have goals too; `answers`: how many answered the weekly question;
    `heads`: who is above each, by employee.
    """

    world: loading.World
    now: datetime
    on: date
    unit: OrgUnit
    head: Employee
    above: User
    leaders: list[Employee]
    staff: list[Employee]
    desks: list[Employee]
    answers: int = 0
    heads: dict[int, User] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    @property
    def people(self) -> list[Employee]:
        """Of the first head's units, the head among them."""
        return [self.head, *self.leaders, *self.staff]

    @property
    def decider(self) -> User:
        """Whoever decides for the government of the first head."""
        return self.world.deciders[self.head.agency_id]

    @property
    def began(self) -> datetime:
        return self.at(9, 1)

    def at(self, month: int, of_month: int, hour: int = 9, minute: int = 0) -> datetime:
        """Of the half year; so that years are counted as people count them."""
        year = self.on.year - (month >= FIRST_MONTH)
        of_day = time(hour, minute)
        return datetime.combine(date(year, month, of_month), of_day, get_default_timezone())

    def account(self, person: Employee, at: datetime) -> User:
        """The person's own; the row knows it afterwards."""
        user = loading.account_of(person, self.world, at, day(at))
        if person.user_id != user.pk:
            person.refresh_from_db()
        return person.user or user

    def superior(self, person: Employee, at: datetime) -> User:
        """The nearest head above, all the time; above all units who heads the government."""
        if person.pk not in self.heads:
            post = definitive(day(at)).filter(employee=person).order_by("pk").first()
            assert post
            found = heading.superiors(post.unit_id, person.user_id, day(at))
            self.heads[person.pk] = found[0] if found else self.above
        return self.heads[person.pk]


def season_of(world: loading.World, now: datetime, on: date) -> Season | None:
    """None where the first head has no file, or nobody to lead."""
    user = User.objects.filter(username="kepala1").first()
    grant = Grant.objects.filter(user=user, role=Role.UNIT_HEAD.value).first() if user else None
    head = Employee.objects.filter(user=user).select_related("agency", "user").first()
    if grant is None or head is None or world.deciders.get(head.agency_id) is None:
        return None
    unit = OrgUnit.objects.select_related("agency").get(pk=int(grant.scope_id))
    since = date(on.year - 1, 9, 1)
    rows = definitive(on).filter(unit_id__in=leaving.units_of_first_head(on))
    rows = rows.filter(employee__is_current=True).exclude(employee=head)
    lasting = rows.filter(period__startswith__lte=since)
    staff = _staff(lasting.filter(position__single_holder=False))
    leaders = _leaders(lasting, staff, on)
    if not staff or not _was_there(head, since):
        return None
    above = _above(world, head.agency, now)
    return Season(world, now, on, unit, head, above, leaders, staff, _desks(world, now, on, since))


def _was_there(head: Employee, since: date) -> bool:
    return definitive(since).filter(employee=head).exists()


def _people(ids: Iterable[int]) -> list[Employee]:
    wanted = list(ids)
    found = Employee.objects.select_related("agency", "user").in_bulk(wanted)
    return [found[pk] for pk in wanted]


def _leaders(rows: QuerySet[Appointment], staff: list[Employee], on: date) -> list[Employee]:
    """The nearest heads of these people, as far as they are among the first head's themselves."""
    units = definitive(on).filter(employee__in=staff).values_list("unit_id", flat=True)
    users = heading.heads_of(list(units), on)
    found = rows.filter(employee__user__in=list(users)).order_by("employee_id")
    return _people(found.values_list("employee_id", flat=True).distinct()[:LEADERS])


def _staff(rows: QuerySet[Appointment]) -> list[Employee]:
    """
    Whoever has done something that Luwes knows first, then of each unit in turn, so that five of one
    answer together; the first head's own last.
    """
    told = Contribution.objects.filter(employee__in=rows.values("employee"), withdrawn_at=None)
    count = dict(told.order_by().values_list("employee").annotate(n=Count("pk")))
    units: dict[int, list[int]] = defaultdict(list)
    heads = Grant.objects.filter(role=Role.UNIT_HEAD.value).values("user")
    free = rows.exclude(employee__user__in=heads).order_by("-unit_id", "employee_id")
    for unit, person in free.values_list("unit_id", "employee_id"):
        units[unit].append(person)
    there = {pk for of_unit in units.values() for pk in of_unit}
    known = sorted(count.keys() & there, key=lambda pk: (-count[pk], pk))
    rest = [pk for of_unit in units.values() for pk in of_unit[: STAFF // 2]]
    return _people(list(dict.fromkeys([*known, *rest]))[:STAFF])


def _desks(world: loading.World, now: datetime, on: date, since: date) -> list[Employee]:
    """Who can be signed in as at a desk or for a programme, each under a head with a file."""
    rows = definitive(on).filter(employee__user__username__in=DESKS, period__startswith__lte=since)
    posts = {row.employee_id: row.unit_id for row in rows.order_by("pk")}
    for unit in sorted(set(posts.values())):
        _head_with_file(unit, world, now, on)
    return _people(sorted(posts))


def _head_with_file(unit: int, world: loading.World, now: datetime, on: date) -> None:
    """So that papers name who rated."""
    user = loading.head_of(unit, world, now, on)
    leads = definitive(on).filter(unit_id=unit, position__single_holder=True, employee__user=None)
    if not Employee.objects.filter(user=user).exists() and (row := leads.order_by("pk").first()):
        people.link_account(employee=row.employee, user=user, on=on, by=world.analyst)
        accounts.rename(name=row.employee.full_name, by=user)


def _above(world: loading.World, agency: Agency, at: datetime) -> User:
    """The head of the region stands over the heads of offices; not to sign in with."""
    name = f"kepala-daerah-{agency.pk}"
    known = User.objects.filter(username=name).first()
    title = agency.head_title.title() or f"Kepala {agency.name}"
    return known or loading._user(
        name, title, Role.UNIT_HEAD, "agency", str(agency.pk), at, world.admin, password=None
    )
