"""What help costs who asked for it: people × days, from orders and check-ins. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.core.states import values
from luwes.staffing import aid, aid_rules, rules
from luwes.staffing.models import AidCost, AidLine, AidRequest, Assignment, Presence

SERVING = {*values(rules.SERVING)}
OUT = {*values(rules.RUNNING)}


@dataclass(frozen=True)
class Person:
    """`days`: on duty until today by the order, for who came; `present`: at the post, by check-ins."""

    assignment: Assignment
    days: int
    present: int


@dataclass(frozen=True)
class Row:
    """A line of a request with what came of it; `kept`: what it had come to when the use ended."""

    line: AidLine
    people: tuple[Person, ...]
    kept: AidCost | None = None

    @property
    def has_moved(self) -> bool:
        """Whether what was kept is no longer what the records say."""
        now = (self.days, self.present, self.line.daily_rate)
        kept = self.kept
        return kept is not None and (kept.days, kept.present, kept.daily_rate) != now

    @property
    def sent(self) -> int:
        return sum(p.assignment.state in OUT | SERVING for p in self.people)

    @property
    def here(self) -> int:
        return sum(p.assignment.is_present for p in self.people)

    @property
    def days(self) -> int:
        return sum(p.days for p in self.people)

    @property
    def present(self) -> int:
        return sum(p.present for p in self.people)

    @property
    def cost(self) -> int | None:
        return aid_rules.cost(self.days, self.line.daily_rate)

    @property
    def is_above(self) -> bool:
        return (self.line.daily_rate or 0) > aid_rules.RATE_CEILING


@dataclass(frozen=True)
class Sums:
    """All lines; `cost` covers those with a rate, `unrated` counts days that have none."""

    rows: tuple[Row, ...]

    @property
    def asked(self) -> int:
        return sum(row.line.asked for row in self.rows)

    @property
    def granted(self) -> int:
        return sum(row.line.granted for row in self.rows)

    @property
    def sent(self) -> int:
        return sum(row.sent for row in self.rows)

    @property
    def here(self) -> int:
        return sum(row.here for row in self.rows)

    @property
    def days(self) -> int:
        return sum(row.days for row in self.rows)

    @property
    def present(self) -> int:
        return sum(row.present for row in self.rows)

    @property
    def cost(self) -> int:
        return sum(row.cost or 0 for row in self.rows)

    @property
    def unrated(self) -> int:
        return sum(row.days for row in self.rows if row.cost is None)

    @property
    def kept(self) -> "Kept | None":
        """What was kept when the use ended; None while it runs, and where nothing was kept."""
        found = [row.kept for row in self.rows if row.kept]
        if not found:
            return None
        return Kept(
            found[0].at, found[0].by, sum(row.days for row in found), sum(row.present for row in found),
            sum(row.cost or 0 for row in found),
        )  # fmt: skip

    @property
    def difference(self) -> int:
        """Rupiah by which the records of today part from what was kept."""
        return self.cost - self.kept.cost if self.kept else 0

    @property
    def shortfall(self) -> int:
        return -self.difference

    @property
    def has_moved(self) -> bool:
        return any(row.has_moved for row in self.rows)


@dataclass(frozen=True)
class Kept:
    """When, by whom (None: by the clock), and the sums as they stood."""

    at: datetime
    by: User | None
    days: int
    present: int
    cost: int


def sums(request: AidRequest, on: date) -> Sums:
    """Three queries, however many people."""
    people: dict[int, list[Person]] = defaultdict(list)
    rows = list(aid.people(request, on))
    checks = _checks(rows)
    for row in rows:
        people[row.need_id].append(
            Person(row, _days(row, on), aid_rules.days_present(checks[row.pk], until=_until(row, on)))
        )  # fmt: skip
    lines = aid.lines_of(request).select_related("need__area", "kept__by")
    return Sums(
        tuple(Row(line, tuple(people[line.need_id]), getattr(line, "kept", None)) for line in lines)
    )


def _days(row: Assignment, on: date) -> int:
    """Whole days away from home, whatever the load; 0 for who never came."""
    if row.state not in SERVING:
        return 0
    return rules.days_served(row.period, 100, since=row.period.start, on=on)


def _until(row: Assignment, on: date) -> date:
    last: date | None = row.period.last_day
    return min(on, last) if last else on


def _checks(rows: Iterable[Assignment]) -> dict[int, list[tuple[str, date]]]:
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    checks = Presence.objects.filter(assignment__in=[row.pk for row in rows])
    for pk, kind, at in checks.order_by("at", "pk").values_list("assignment_id", "kind", "at"):
        found[pk].append((kind, localdate(at)))
    return found
