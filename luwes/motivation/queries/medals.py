"""Reads of recognitions by law: what is on file of somebody, and who has earned one on a day."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from luwes.appointments.models import DEFINITIVE, Appointment, Leave
from luwes.appointments.rules import LeaveKind
from luwes.core.periods import add_months
from luwes.motivation.models import MedalRecord, ServiceBreak, ServiceCheck
from luwes.motivation.rules import medals as rules
from luwes.motivation.rules.medals import Break, BreakKind, Judged, Service
from luwes.organisation.rules import PositionKind, limits_of, retirement_day
from luwes.people import homes, searching
from luwes.people.homes import Post
from luwes.people.models import Employee
from luwes.people.rules import Employment
from luwes.staffing import owners

BATCH = 1000


def services(people: Collection[Employee], on: date) -> dict[int, Service]:
    """What is on file of these people, by employee; six queries for all of them."""
    ids = [person.pk for person in people]
    checks = {row.employee_id: row for row in ServiceCheck.objects.filter(employee__in=ids)}
    breaks, retiring = _breaks(ids), _retiring(people, on)
    received, proposed = _medals(ids)
    days = emergency_days(ids, on)
    found = {}
    for person in people:
        check = checks.get(person.pk)
        found[person.pk] = Service(
            employment=person.employment, standing=person.legal_standing,
            is_current=person.is_current, nip=person.nip, decreed=check.joined if check else None,
            breaks=tuple(breaks[person.pk]), checked_on=check.checked_on if check else None,
            retires_on=retiring.get(person.pk), received=received[person.pk],
            proposed=frozenset(proposed[person.pk]), emergency_days=days.get(person.pk, 0),
        )  # fmt: skip
    return found


def _breaks(ids: list[int]) -> dict[int, list[Break]]:
    """From the archive, and unpaid leave that Luwes itself knows."""
    found: dict[int, list[Break]] = defaultdict(list)
    archive = ServiceBreak.objects.filter(employee__in=ids).order_by("pk")
    for who, kind, period in archive.values_list("employee_id", "kind", "period"):
        found[who].append(Break(BreakKind(kind), period))
    leaves = Leave.objects.filter(employee__in=ids, kind=LeaveKind.UNPAID.value).order_by("pk")
    for who, period in leaves.values_list("employee_id", "period"):
        found[who].append(Break(BreakKind.UNPAID, period))
    return found


def _retiring(people: Collection[Employee], on: date) -> dict[int, date]:
    """By the definitive post of the day; of who holds none nothing is known."""
    born = {person.pk: person.birth_date for person in people}
    rows = Appointment.objects.filter(
        employee__in=list(born), kind=DEFINITIVE, period__contains=on
    ).order_by("pk")
    told = rows.values_list(
        "employee_id", "position__title__kind", "position__title__career_level",
        "position__title__name",
    )  # fmt: skip
    return {
        who: retirement_day(born[who], limits_of(PositionKind(kind), level, name))
        for who, kind, level, name in told
    }


def _medals(ids: list[int]) -> tuple[dict[int, dict[str, date]], dict[int, set[str]]]:
    received: dict[int, dict[str, date]] = defaultdict(dict)
    proposed: dict[int, set[str]] = defaultdict(set)
    rows = MedalRecord.objects.filter(employee__in=ids, state__in=["received", "proposed"])
    told = rows.order_by("received_on", "pk")
    for who, medal, day in told.values_list("employee_id", "medal", "received_on"):
        if day is None:
            proposed[who].add(medal)
        else:
            received[who][medal] = day
    return received, proposed


# Each day once however many duties it held, by the part of the day they took together; as
# `staffing.rules.days_served`, a part of a day at the end counts whole.
_DAYS = """
    SELECT employee_id, ceil(sum(part) / 100.0) AS sum FROM (
        SELECT a.employee_id, day, least(100, sum(a.load)) AS part
          FROM staffing_assignment a
          JOIN staffing_need n ON n.id = a.need_id AND n.owner_kind = ANY(%(kinds)s)
          JOIN LATERAL (SELECT min(at) AS came FROM staffing_presence
                         WHERE assignment_id = a.id AND kind = 'in') p ON p.came IS NOT NULL
         CROSS JOIN LATERAL generate_series(
               greatest(lower(a.period), %(since)s::date, (p.came AT TIME ZONE %(zone)s)::date)
               - %(since)s::date,
               least(upper(a.period), %(end)s::date,
                     (a.completed_at AT TIME ZONE %(zone)s)::date + 1) - %(since)s::date - 1) AS day
         WHERE a.state IN ('active', 'completed') AND a.period && daterange(%(since)s, %(end)s)
           AND {whose}
         GROUP BY 1, 2) days
     GROUP BY 1
"""


def emergency_days(ids: Collection[int] | None, on: date, *, least: int = 1) -> dict[int, int]:
    """
    Days at posts of emergencies in the months that count, up to a day, by employee; of everybody
    where `ids` is None. A duty counts from its first check-in until it ended.
    """
    whose = "a.employee_id = ANY(%(ids)s)" if ids is not None else "true"
    values: dict[str, Any] = {
        "ids": list(ids or ()), "since": add_months(on, -rules.EMERGENCY_MONTHS),
        "end": date.fromordinal(on.toordinal() + 1), "zone": settings.TIME_ZONE,
        "kinds": [kind.key for kind in owners.kinds if not kind.is_ordinary], "least": least,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({_DAYS.format(whose=whose)}) d WHERE sum >= %(least)s", values)  # fmt: skip
        return {who: int(days) for who, days in cursor.fetchall()}


# ── one person ───────────────────────────────────────────────────────


def records_of(employee_id: int) -> QuerySet[MedalRecord]:
    rows = MedalRecord.objects.filter(employee_id=employee_id).exclude(state="dropped")
    return rows.order_by("-received_on", "-pk")


# ── a whole government ───────────────────────────────────────────────

# The first day of the unbroken years, as `rules.Service.counts_since` has it, against the last one
# that is long enough ago; each number of a NIP is read once.
_CANDIDATES = """
    WITH ends AS (
        SELECT employee_id, max(coalesce(upper(period), 'infinity'::date)) AS until
          FROM (SELECT employee_id, period FROM motivation_servicebreak
                UNION ALL
                SELECT employee_id, period FROM appointments_leave WHERE kind = 'unpaid') b
         WHERE lower(period) <= %(on)s::date GROUP BY 1
    ), served AS MATERIALIZED (
        SELECT e.id, e.name, greatest(j.joined, b.until) AS since
          FROM people_employee e
          LEFT JOIN motivation_servicecheck c ON c.employee_id = e.id
         CROSS JOIN LATERAL (SELECT coalesce(c.joined, {by_nip}) AS joined OFFSET 0) j
          LEFT JOIN ends b ON b.employee_id = e.id
         WHERE e.is_current AND e.employment = %(pns)s AND e.legal_standing = ANY(%(standings)s)
           AND j.joined <= %(until)s::date
    )
    SELECT id FROM served
     WHERE since <= %(until)s::date AND since > %(after)s::date
       AND id IN ({reached})
       AND NOT EXISTS (SELECT 1 FROM motivation_medalrecord m WHERE m.employee_id = served.id
                          AND m.state = 'received' AND m.medal = ANY(%(replacing)s))
     ORDER BY name, id OFFSET %(first)s LIMIT %(most)s
"""
# Digits 9 to 14 of a NIP whose month is one; anything else tells nothing.
_BY_NIP = """CASE WHEN e.nip ~ '^\\d{8}(19|20)\\d{2}(0[1-9]|1[0-2])\\d{4}$'
     THEN make_date(substr(e.nip, 9, 4)::int, substr(e.nip, 13, 2)::int, 1) END"""


@dataclass(frozen=True)
class Wanted:
    """`medal`: a key of the table; `fresh`: only whose years came round within the last twelve months."""

    medal: str = rules.of_years(10)
    fresh: bool = True


def named(people: QuerySet[Employee], text: str) -> QuerySet[Employee]:
    """Those with all words in the name, or these digits in the NIP."""
    words = searching.read(text)
    for name in words.names:
        people = people.filter(name__holds=name)
    return people.filter(nip__contains=words.digits) if words.digits else people


def candidate_ids(
    reached: QuerySet[Employee], wanted: Wanted, on: date
) -> Callable[[int, int], Sequence[int]]:
    """Reads stretches of those who have the time for it, by name; the rest `judge` tells of each."""
    recognition = rules.BY_KEY[wanted.medal]
    if not recognition.years:
        found = emergency_days(None, on, least=rules.EMERGENCY_DAYS)
        rows = reached.filter(pk__in=list(found), is_current=True).exclude(_has_lately(on))
        rows = rows.order_by("name", "pk")
        return lambda first, end: list(rows.values_list("pk", flat=True)[first:end])
    sql, chosen = reached.order_by().values("pk").query.sql_with_params()
    higher = [r for r in rules.TABLE if r.years >= recognition.years]
    next_years = [r.years for r in higher if r.years > recognition.years]
    # nobody has the years of a higher one, or had these a year ago
    beyond = recognition.years + 1 if wanted.fresh else min(next_years, default=100)
    values: dict[str, Any] = {
        "on": on, "pns": Employment.PNS.value, "standings": sorted(rules.SERVING),
        "until": _long_ago(on, recognition.years), "after": _long_ago(on, beyond),
        "replacing": [r.key for r in higher],
    }  # fmt: skip
    named = {f"r{n}": value for n, value in enumerate(chosen)}
    inner = sql % tuple(f"%(r{n})s" for n in range(len(chosen))) if chosen else sql
    text = _CANDIDATES.format(by_nip=_BY_NIP, reached=inner)

    def take(first: int, end: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(text, {**values, **named, "first": first, "most": end - first})
            return [pk for (pk,) in cursor.fetchall()]

    return take


def _long_ago(on: date, years: int) -> date:
    """The last day of which so many years are complete."""
    return add_months(on, -12 * years)


def _has_lately(on: date) -> Q:
    rows = MedalRecord.objects.filter(
        medal=rules.DISASTER, state="received",
        received_on__gt=add_months(on, -rules.EMERGENCY_MONTHS),
    )  # fmt: skip
    return Q(pk__in=rows.values("employee_id"))


@dataclass(frozen=True)
class Candidate:
    employee: Employee
    post: Post | None
    judged: Judged
    service: Service


def candidates(ids: Sequence[int], medal: str, on: date) -> list[Candidate]:
    """The rows of one stretch, in its order; eight queries."""
    people = Employee.objects.select_related("agency").in_bulk(ids)
    ordered = [people[pk] for pk in ids if pk in people]
    files, posts = services(ordered, on), homes.source().posts(list(ids), on)
    return [
        Candidate(
            person, posts.get(person.pk),
            rules.judge(rules.BY_KEY[medal], files[person.pk], on), files[person.pk],
        )
        for person in ordered
    ]  # fmt: skip


def all_candidates(reached: QuerySet[Employee], wanted: Wanted, on: date) -> Iterator[Candidate]:
    """Every row, read in batches."""
    take = candidate_ids(reached, wanted, on)
    ids = iter(take(0, 10**6))
    while batch := list(islice(ids, BATCH)):
        yield from candidates(batch, wanted.medal, on)
