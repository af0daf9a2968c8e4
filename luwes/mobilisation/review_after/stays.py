"""Who was at a post when, from check-ins and check-outs; summed up in the database.

A stay ends with the check-out. Where none was made it ends with the shift it began in; without a
shift with the last day of the duty; and never after the duty was completed or taken back, the next
check-in, or `until`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import get_current_timezone_name

from luwes.mobilisation.queries import OWNER_KIND

# When who was taken back stopped: the log knows; the assignment itself has no such time.
GONE = """
gone AS (
  SELECT a.id, min(e.at) AS at FROM staffing_assignment a
  JOIN staffing_need n ON n.id = a.need_id AND n.owner_kind = %(kind)s AND n.owner_id = %(owner)s
  JOIN audit_entry e ON e.object_kind = 'staffing.assignment' AND e.object_id = a.id::text
    AND e.deed = 'staffing.withdrawn'
  WHERE a.state = 'withdrawn' GROUP BY a.id
)"""
STAYS = (
    GONE
    + """,
signs AS (
  SELECT a.id, a.employee_id, a.period, a.completed_at, n.tier, n.role, p.kind, p.at AS came,
    lead(p.kind) OVER w AS next_kind, lead(p.at) OVER w AS next_at
  FROM staffing_presence p
  JOIN staffing_assignment a ON a.id = p.assignment_id
  JOIN staffing_need n ON n.id = a.need_id AND n.owner_kind = %(kind)s AND n.owner_id = %(owner)s
  WHERE p.at < %(until)s
  WINDOW w AS (PARTITION BY p.assignment_id ORDER BY p.at, p.id)
),
stays AS (
  SELECT i.employee_id, i.tier, i.role, i.came, i.next_kind IS DISTINCT FROM 'out' AS is_open,
    greatest(i.came, least(%(until)s, CASE WHEN i.next_kind = 'out' THEN i.next_at ELSE least(
      i.next_at, i.completed_at, gone.at,
      coalesce(shift.ends_at, upper(i.period)::timestamp AT TIME ZONE %(zone)s)
    ) END)) AS left_at
  FROM signs i
  LEFT JOIN gone ON gone.id = i.id
  LEFT JOIN LATERAL (
    SELECT s.ends_at FROM staffing_shift s
    WHERE i.next_kind IS DISTINCT FROM 'out' AND s.assignment_id = i.id
      AND s.starts_at - %(early)s <= i.came AND s.ends_at > i.came
    ORDER BY s.starts_at LIMIT 1
  ) shift ON true
  WHERE i.kind = 'in'
)"""
)
EARLY = timedelta(hours=2)  # before a shift somebody may come for it
HOURS = (0, 8, 24, 48, 72, 120)  # lower limits of the classes
NIGHTS = (0, 1, 2, 3, 5, 8)


def given(incident_id: int, until: datetime) -> dict[str, Any]:
    """What the parts above ask for."""
    return {
        "kind": OWNER_KIND, "owner": incident_id, "until": until, "early": EARLY,
        "zone": get_current_timezone_name(),
    }  # fmt: skip


def rows_of(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@dataclass(frozen=True)
class Load:
    """People by class of hours and of nights (see `HOURS`, `NIGHTS`); `open`: stays without check-out."""

    hours: Sequence[int]
    nights: Sequence[int]
    people: int
    median: float
    most: float
    stays: int
    open: int


# A night is served by whoever is there at two o'clock, as in `staffing.hours`.
_LOAD = f"""
WITH {STAYS},
people AS (
  SELECT employee_id, sum(extract(epoch FROM left_at - came)) / 3600 AS hours,
    sum(ceil(extract(epoch FROM (left_at AT TIME ZONE %(zone)s) - interval '2 hours') / 86400)
      - ceil(extract(epoch FROM (came AT TIME ZONE %(zone)s) - interval '2 hours') / 86400)) AS nights,
    count(*) AS stays, count(*) FILTER (WHERE is_open) AS open
  FROM stays GROUP BY employee_id
)
SELECT array_agg(width_bucket(hours::float8, %(hours)s::float8[])),
  array_agg(width_bucket(nights::float8, %(nights)s::float8[])),
  count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY hours::float8), max(hours), sum(stays), sum(open)
FROM people
"""


def load(incident_id: int, until: datetime) -> Load:
    values = given(incident_id, until) | {"hours": list(HOURS), "nights": list(NIGHTS)}
    hours, nights, people, median, most, stays, left_open = rows_of(_LOAD, values)[0]
    return Load(
        _counts(hours, HOURS), _counts(nights, NIGHTS), people, float(median or 0), float(most or 0),
        int(stays or 0), int(left_open or 0),
    )  # fmt: skip


def _counts(buckets: list[int] | None, limits: Sequence[int]) -> list[int]:
    return [(buckets or []).count(n) for n in range(1, len(limits) + 1)]
