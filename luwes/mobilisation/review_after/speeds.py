"""How long each step took, and how units answered: medians and counts, worked out in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from luwes.mobilisation.models import Incident
from luwes.mobilisation.review_after.stays import given, rows_of
from luwes.staffing.models import Plan

Time = timedelta | None


@dataclass(frozen=True)
class Span:
    """One step over all who took it; without `count` it happened once."""

    key: str
    median: Time
    nine_of_ten: Time
    count: int | None = None


_SENT = """
sent AS (
  SELECT a.ordered_at, a.answered_at, a.state, u.agency_id, a.home_unit_id,
    CASE WHEN a.state <> 'declined' THEN least(a.answered_at, arrived.at) END AS accepted_at,
    arrived.at AS arrived_at
  FROM staffing_assignment a
  JOIN staffing_need n ON n.id = a.need_id AND n.owner_kind = %(kind)s AND n.owner_id = %(owner)s
  JOIN organisation_orgunit u ON u.id = a.home_unit_id
  LEFT JOIN LATERAL (SELECT min(p.at) AS at FROM staffing_presence p
    WHERE p.assignment_id = a.id AND p.kind = 'in') arrived ON true
  WHERE a.state <> 'proposed' AND a.ordered_at <= %(until)s
)"""
_STEPS = {
    "declared_ordered": "ordered_at - %(declared)s",
    "ordered_accepted": "accepted_at - ordered_at",
    "accepted_arrived": "arrived_at - accepted_at",
    "declared_arrived": "arrived_at - %(declared)s",
}
_SPANS = f"WITH {_SENT} SELECT " + ", ".join(
    f"count({step}), percentile_cont(array[0.5, 0.9]) WITHIN GROUP (ORDER BY extract(epoch FROM {step}))"
    for step in _STEPS.values()
) + " FROM sent"  # fmt: skip


def spans(incident: Incident, plans: Sequence[Plan], until: datetime) -> list[Span]:
    """From the declaration to the people at their posts; steps that nobody took are left out."""
    values = given(incident.pk, until) | {"declared": incident.declared_at}
    found = [
        _once("declared_planned", incident, [plan.submitted_at for plan in plans]),
        _once("declared_approved", incident, [plan.approved_at for plan in plans]),
    ]
    row = rows_of(_SPANS, values)[0]
    for n, key in enumerate(_STEPS):
        count, times = row[2 * n], row[2 * n + 1]
        if count:
            median, nine = (timedelta(seconds=float(t)) for t in times)
            found.append(Span(key, median, nine, count))
    return [span for span in found if span.median is not None]


def _once(key: str, incident: Incident, moments: list[datetime | None]) -> Span:
    first = min((at for at in moments if at), default=None)
    return Span(key, first - incident.declared_at if first else None, None)


@dataclass(frozen=True)
class Response:
    """How the people of one government (and unit) answered; `unit_id` None: all of it together."""

    agency_id: int
    unit_id: int | None
    sent: int
    accepted: int
    declined: int
    silent: int
    withdrawn: int
    median: Time


_RESPONSES = f"""
WITH {_SENT}
SELECT agency_id, home_unit_id, count(*), count(accepted_at),
  count(*) FILTER (WHERE state = 'declined'),
  count(*) FILTER (WHERE accepted_at IS NULL AND state <> 'declined' AND state <> 'withdrawn'),
  count(*) FILTER (WHERE accepted_at IS NULL AND state = 'withdrawn'),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - ordered_at)::float8)
FROM sent GROUP BY GROUPING SETS ((agency_id), (agency_id, home_unit_id))
ORDER BY 3 DESC, 1, 2
"""


def responses(incident_id: int, until: datetime) -> list[Response]:
    """Governments and their units, those with the most people first."""
    found = []
    for row in rows_of(_RESPONSES, given(incident_id, until)):
        agency, unit, sent, accepted, declined, silent, withdrawn, seconds = row
        median = None if seconds is None else timedelta(seconds=seconds)
        found.append(Response(agency, unit, sent, accepted, declined, silent, withdrawn, median))
    return found
