"""Who fits a seat, and why: what is on file of people against what is asked. Reads only, in few queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from luwes.appointments.models import Appointment
from luwes.core.periods import Period
from luwes.organisation.models import UnitShape
from luwes.people.models import CompetencyRecord
from luwes.people.rules import DEPLOYABLE_STANDINGS
from luwes.places.rules import km
from luwes.staffing import queries as staffing
from luwes.staffing.models import BINDING, Assignment, Need, NeedSkill
from luwes.staffing.rules import Load, peak
from luwes.teamwork import rules
from luwes.teamwork.models import Application
from luwes.teamwork.rules import Fit

Point = tuple[float, float] | None


class Home(NamedTuple):
    """Where somebody serves today."""

    employee_id: int
    unit_id: int
    group_id: int
    agency_id: int


def homes(rows: QuerySet[Appointment], on: date) -> dict[int, Home]:
    """Of those who serve and are on the books, by employee."""
    posts = rows.filter(kind="definitive", period__contains=on, employee__is_current=True)
    posts = posts.filter(employee__missing_since=None).order_by("employee_id")
    found = posts.values_list(
        "employee_id", "unit_id", "position__title__group_id", "employee__agency_id",
        "employee__legal_standing",
    )  # fmt: skip
    return {row[0]: Home(*row[:4]) for row in found if row[4].lstrip("0") in DEPLOYABLE_STANDINGS}


def homes_of(employee_ids: Collection[int], on: date) -> dict[int, Home]:
    return homes(Appointment.objects.filter(employee_id__in=employee_ids), on)


def asked_of(need: Need) -> rules.Asked:
    skills = NeedSkill.objects.filter(need=need).order_by("pk")
    return rules.Asked(
        dict(skills.values_list("competency_id", "level")),
        frozenset(need.groups.order_by("pk").values_list("pk", flat=True)), need.load,
    )  # fmt: skip


def fits(need: Need, people: dict[int, Home], on: date) -> dict[int, Fit]:
    """Of these people, for a need; by employee."""
    asked = asked_of(need)
    skills = _skills(asked, people, on)
    during = need.period
    taken = loads(people, during, without=need)
    places = _places({home.unit_id for home in people.values()}, on)
    here = _here(need)
    return {
        pk: rules.fit(
            asked,
            rules.Offered(
                skills[pk], home.group_id, peak(taken[pk], during),
                _between(here, places.get(home.unit_id)),
            ),
        )
        for pk, home in people.items()
    }  # fmt: skip


def fits_of_one(home: Home, needs: Sequence[Need], on: date) -> dict[int, Fit]:
    """Of one person for several needs, read with their terms; by need."""
    if not needs:
        return {}
    person = home.employee_id
    asked = {
        need.pk: rules.Asked(
            {skill.competency_id: skill.level for skill in need.skills.all()},
            frozenset(group.pk for group in need.groups.all()), need.load,
        )
        for need in needs
    }  # fmt: skip
    every = rules.Asked({pk: 1 for terms in asked.values() for pk in terms.skills}, frozenset(), 1)
    skills = _skills(every, [person], on)[person]
    ends = [need.period.end for need in needs if need.period.end]
    whole = Period(min(need.period.start for need in needs), max(ends))
    taken = loads([person], whole)[person]
    place = _places({home.unit_id}, on).get(home.unit_id)
    return {
        need.pk: rules.fit(
            asked[need.pk],
            rules.Offered(
                skills, home.group_id, peak(taken, need.period), _between(_here(need), place)
            ),
        )
        for need in needs
    }


def _skills(asked: rules.Asked, people: Collection[int], on: date) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = CompetencyRecord.objects.filter(
        competency_id__in=asked.skills, period__contains=on, employee_id__in=list(people)
    )
    rows = rows.order_by("level", "pk")
    for person, skill, level in rows.values_list("employee_id", "competency_id", "level"):
        found[person][skill] = level  # the highest comes last
    return found


def without_order(rows: QuerySet[Application]) -> QuerySet[Application]:
    """
    Those who were chosen and whom no order has followed. An order counts whatever became of it: who
    serves at another seat since, or serves no more, is not ordered a second time by the same choice.
    """
    ordered = Assignment.objects.filter(
        employee=OuterRef("employee"), need__owner_kind=OuterRef("need__owner_kind"),
        need__owner_id=OuterRef("need__owner_id"), state__in=BINDING,
        ordered_at__gte=OuterRef("decided_at"),
    )  # fmt: skip
    chosen = rows.filter(state=rules.ApplicationState.CHOSEN.value)
    return chosen.exclude(Exists(ordered))


def loads(
    people: Collection[int], during: Period, *, without: Need | None = None
) -> dict[int, list[Load]]:
    """
    What is ordered, and what somebody was chosen for and waits for a letter, as far as it counts
    beside the need `without`, or beside a part of the time; by employee.
    """
    carried = staffing.carrying(rules.TEAM, without.load if without else 1)
    ordered = carried.filter(employee_id__in=list(people), period__overlap=during)
    chosen = without_order(
        Application.objects.filter(
            employee_id__in=list(people), need__period__overlap=during, need__is_cancelled=False
        )
    )
    if without is not None:
        ordered, chosen = ordered.exclude(need=without), chosen.exclude(need=without)
    found = defaultdict(list, staffing.loads(ordered))
    rows = chosen.order_by("pk").values_list("employee_id", "need__period", "need__load")
    for person, period, percent in rows:
        found[person].append(Load(period, percent))
    return found


def _here(need: Need) -> Point:
    area, above = need.area, need.area.parent
    return _point(area.lat, area.lon) or (_point(above.lat, above.lon) if above else None)


def _point(lat: float | None, lon: float | None) -> Point:
    return None if lat is None or lon is None else (lat, lon)


def _places(units: Collection[int], on: date) -> dict[int, Point]:
    """Where units stand: their own place, else the middle of their government's area."""
    rows = UnitShape.objects.filter(unit_id__in=list(units), period__contains=on).order_by("pk")
    told = rows.values_list(
        "unit_id", "area__lat", "area__lon", "agency__area__lat", "agency__area__lon"
    )
    return {unit: _point(a, b) or _point(lat, lon) for unit, a, b, lat, lon in told}


def _between(a: Point, b: Point) -> float | None:
    return km(*a, *b) if a and b else None
