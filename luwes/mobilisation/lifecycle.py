"""The course of an incident's status: where it stands, what usually comes next. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luwes.mobilisation import rules
from luwes.mobilisation.models import STATUS_LABELS, EmergencyStatus, Incident

STEPS = (rules.Status.ALERT, rules.Status.RESPONSE, rules.Status.TRANSITION)


@dataclass(frozen=True)
class Step:
    """One step of the usual course; `word` says where it stands: done, now, next or empty."""

    label: str
    word: str


@dataclass(frozen=True)
class Next:
    """A status that usually follows."""

    status: str
    label: str


@dataclass(frozen=True)
class Course:
    """`last` ends last; `days_left` counts the days after today on which it still holds."""

    steps: list[Step]
    last: EmergencyStatus | None
    is_lapsed: bool
    is_near: bool
    days_left: int
    nexts: list[Next]
    people_out: int

    @property
    def last_day(self) -> date | None:
        return self.last.period.last_day if self.last else None

    @property
    def may_close(self) -> bool:
        """What remains when the way back is walked: closing."""
        return bool(self.last) and not self.nexts


def of(
    incident: Incident, statuses: Sequence[EmergencyStatus], on: date, *, people_out: int
) -> Course:
    standing = [row.as_standing() for row in statuses]
    now = rules.before(on, standing)
    last = max(statuses, key=lambda row: (row.period.end or date.max, row.pk), default=None)
    ends = last.period.end if last and not incident.closed_at else None
    return Course(
        steps=_steps(incident, standing, now, on),
        last=last,
        is_lapsed=ends is not None and ends <= on,
        is_near=ends is not None and rules.is_near(ends, on),
        days_left=(ends - on - timedelta(days=1)).days if ends else 0,
        nexts=[Next(step.value, str(STATUS_LABELS[step])) for step in rules.next_steps(now)],
        people_out=people_out,
    )


def _steps(
    incident: Incident, standing: list[rules.Standing], now: rules.Status | None, on: date
) -> list[Step]:
    had = {row.status for row in standing if row.period.start <= on}
    found = []
    for step in STEPS:
        word = "done" if step in had else ""
        if step is now and not incident.closed_at:
            word = "now"
        found.append(Step(str(STATUS_LABELS[step]), word))
    return found
