"""Hour by hour and by role: planned, ordered, accepted, filled, present. One query, added up here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate

from django.utils.timezone import localtime

from luwes.mobilisation.review_after.stays import STAYS, given, rows_of

KINDS = ("planned", "ordered", "accepted", "filled", "present")
_HOUR = timedelta(hours=1)
# Each row is a step up or down at the first full hour at or after the moment.
_STEPS = f"""
WITH {STAYS},
sent AS (
  SELECT a.*, n.tier, n.role, gone.at AS gone_at,
    (SELECT min(p.at) FROM staffing_presence p WHERE p.assignment_id = a.id AND p.kind = 'in') AS arrived_at
  FROM staffing_assignment a
  JOIN staffing_need n ON n.id = a.need_id AND n.owner_kind = %(kind)s AND n.owner_id = %(owner)s
  LEFT JOIN gone ON gone.id = a.id
  WHERE a.state <> 'proposed'
),
steps AS (
  SELECT 'planned' AS what, n.tier, n.role, p.submitted_at AS at, 1 AS step
  FROM staffing_planline l JOIN staffing_plan p ON p.id = l.plan_id
  JOIN staffing_need n ON n.id = l.need_id AND n.owner_kind = %(kind)s AND n.owner_id = %(owner)s
  WHERE p.owner_kind IN (%(kind)s, 'joint') AND p.what_if_of_id IS NULL
    AND p.state IN ('submitted', 'approved', 'issued')
  UNION ALL SELECT 'ordered', tier, role, ordered_at, 1 FROM sent
  UNION ALL SELECT 'accepted', tier, role, least(answered_at, arrived_at), 1 FROM sent
    WHERE state <> 'declined'
  UNION ALL SELECT 'filled', tier, role, ordered_at, 1 FROM sent
  UNION ALL SELECT 'filled', tier, role, CASE state WHEN 'declined' THEN answered_at
    WHEN 'withdrawn' THEN coalesce(gone_at, ordered_at) ELSE completed_at END, -1 FROM sent
  UNION ALL SELECT 'present', tier, role, came, 1 FROM stays
  UNION ALL SELECT 'present', tier, role, left_at, -1 FROM stays
)
SELECT what, tier, role,
  date_bin('1 hour', at + interval '1 hour' - interval '1 microsecond', %(first)s) AS hour, sum(step)
FROM steps WHERE at IS NOT NULL AND at < %(until)s + interval '1 microsecond'
GROUP BY 1, 2, 3, 4 HAVING sum(step) <> 0 ORDER BY 2, 3, 1, 4
"""


@dataclass
class Course:
    """Numbers at each full hour, from `first` on; every list is as long as the others."""

    name: str
    tier: int
    lines: dict[str, list[int]] = field(default_factory=dict)

    def most(self, kind: str) -> int:
        return max(self.lines[kind], default=0)

    def last(self, kind: str) -> int:
        return self.lines[kind][-1] if self.lines[kind] else 0


@dataclass(frozen=True)
class Hourly:
    first: datetime
    whole: Course
    roles: Sequence[Course]

    @property
    def hours(self) -> list[datetime]:
        return [self.first + n * _HOUR for n in range(len(self.whole.lines["present"]))]


def of(incident_id: int, since: datetime, until: datetime) -> Hourly:
    """From the full hour before `since` to the one after `until`; earlier steps stand at its begin."""
    first = localtime(since).replace(minute=0, second=0, microsecond=0)
    rows = rows_of(_STEPS, given(incident_id, until) | {"first": first})
    length = max(1, -((first - until) // _HOUR) + 1)
    steps: dict[tuple[int, str], dict[str, list[int]]] = {}
    for what, tier, role, hour, step in rows:
        of_role = steps.setdefault((tier, role), {kind: [0] * length for kind in KINDS})
        place = min(max(0, (hour - first) // _HOUR), length - 1)
        of_role[what][place] += step
    roles = [
        Course(role, tier, {kind: list(accumulate(numbers)) for kind, numbers in lines.items()})
        for (tier, role), lines in sorted(steps.items())
    ]
    whole = Course(
        "", 0, {kind: _sum((role.lines[kind] for role in roles), length) for kind in KINDS}
    )
    return Hourly(first, whole, roles)


def _sum(lines: Iterable[list[int]], length: int) -> list[int]:
    found = [0] * length
    for line in lines:
        found = [have + more for have, more in zip(found, line, strict=True)]
    return found
