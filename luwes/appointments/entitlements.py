"""What leave somebody has: the rows behind the rules, read once a person. Changes nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from luwes.appointments import rules
from luwes.appointments.models import (
    Holiday,
    Leave,
    LeaveOpening,
    LeavePolicy,
    LeaveRequest,
    WorkWeek,
)
from luwes.appointments.queries import posts
from luwes.appointments.rules import LeaveKind, entitlement
from luwes.appointments.rules.entitlement import (
    Balance,
    LeaveLimits,
    Proof,
    Standing,
    Taken,
    WorkDays,
)
from luwes.appointments.rules.requests import OPEN, RequestState
from luwes.core.errors import Problem
from luwes.core.periods import Period
from luwes.core.states import values
from luwes.organisation.models import UnitShape
from luwes.people.homes import Post
from luwes.people.models import Employee
from luwes.people.rules import Employment, read_nip

_OPEN = values(OPEN)


def limits_on(day: date, *, is_pns: bool) -> LeaveLimits:
    """The rule in force on a day; where none was entered, the law as Luwes brings it."""
    status = "pns" if is_pns else "pppk"
    row = LeavePolicy.objects.filter(status=status, period__contains=day).first()
    if row:
        return row.as_limits()
    return entitlement.PNS_LIMITS if is_pns else entitlement.PPPK_LIMITS


def holidays(agency_id: int, during: Period) -> list[Holiday]:
    rows = Holiday.objects.filter(
        Q(agency=None) | Q(agency_id=agency_id), day__gte=during.start, day__lt=during.end
    )
    return list(rows.order_by("day", "pk"))


def week_of(unit_kind: str, on: date) -> int:
    """Days a week of a kind of unit: its own row before that of every kind; five without any."""
    rows = WorkWeek.objects.filter(Q(unit_kind="") | Q(unit_kind=unit_kind), period__contains=on)
    row = rows.order_by("-unit_kind", "pk").first()
    return row.days if row else 5


def served_since(employee: Employee) -> date | None:
    """The month of the appointment as the NIP tells it; of a PPPK the year only."""
    nip = read_nip(employee.nip)
    if isinstance(nip, str):
        return None
    return date(nip.year, nip.month_or_code if nip.month_or_code <= 12 else 1, 1)


@dataclass
class Account:
    """Leave of one person, as known on a day. Each part is read once, when first asked for."""

    employee: Employee
    on: date
    without: LeaveRequest | None = None  # a request being decided does not wait beside itself
    is_pns: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_pns = self.employee.employment == Employment.PNS.value

    @cached_property
    def post(self) -> Post | None:
        return posts([self.employee.pk], self.on).get(self.employee.pk)

    @cached_property
    def shape(self) -> UnitShape | None:
        """The unit where the person serves."""
        rows = UnitShape.objects.filter(
            unit_id=self.post.unit_id if self.post else None, period__contains=self.on
        )
        return rows.select_related("agency", "unit").first()

    @cached_property
    def work(self) -> WorkDays:
        kind = self.shape.kind if self.shape else ""
        days = frozenset(row.day for row in self._holidays)
        return WorkDays(days, week_of(kind, self.on))

    @cached_property
    def _holidays(self) -> list[Holiday]:
        every = Period(date(self.on.year - 4, 1, 1), date(self.on.year + 6, 1, 1))
        return holidays(self.employee.agency_id, every)

    @cached_property
    def leaves(self) -> list[Leave]:
        return list(Leave.objects.filter(employee=self.employee).order_by("period", "pk"))

    @cached_property
    def requests(self) -> list[LeaveRequest]:
        """What waits, and what was put off."""
        rows = LeaveRequest.objects.filter(
            Q(state__in=_OPEN) | Q(state=RequestState.DEFERRED.value), employee=self.employee
        )
        if self.without:
            rows = rows.exclude(pk=self.without.pk)
        return list(rows.order_by("pk"))

    @cached_property
    def taken(self) -> Taken:
        opening = LeaveOpening.objects.filter(employee=self.employee).first()
        deferred: Counter[int] = Counter()
        for request in self.requests:
            deferred[request.period.start.year] += request.deferred_days
        annual = [x.period for x in self.leaves if x.kind == LeaveKind.ANNUAL.value]
        collective = Counter(row.day.year for row in self._holidays if row.kind == "collective")
        long_years = {x.period.start.year for x in self.leaves if x.kind == LeaveKind.LONG.value}
        return Taken(
            self._by_year(annual), deferred, long_years,
            (opening.year, opening.days) if opening else None, collective,
        )  # fmt: skip

    @cached_property
    def waiting(self) -> Counter[int]:
        rows = [r.period for r in self.requests if r.is_open and r.kind == LeaveKind.ANNUAL.value]
        return self._by_year(rows)

    def _by_year(self, periods: Iterable[Period]) -> Counter[int]:
        found: Counter[int] = Counter()
        for period in periods:
            found.update(self.work.by_year(period))
        return found

    def balance(self, year: int, limits: LeaveLimits | None = None) -> Balance:
        """By the rule given, else by that of the day, or of the year's first day ahead."""
        limits = limits or limits_on(max(self.on, date(year, 1, 1)), is_pns=self.is_pns)
        return entitlement.annual(
            year, self.taken, limits, since=served_since(self.employee), waiting=self.waiting[year]
        )

    def against(self, kind: LeaveKind, period: Period, proof: Proof | None) -> list[Problem]:
        """What the rules say against such a leave; see `entitlement.against`."""
        limits = limits_on(period.start, is_pns=self.is_pns)
        years = {period.start.year, period.last_day.year} if period.last_day else set()
        balances = {y: self.balance(y, limits) for y in years} if kind is LeaveKind.ANNUAL else {}
        earlier = [(LeaveKind(x.kind), x.period) for x in self.leaves]
        standing = Standing(self.is_pns, served_since(self.employee), balances, earlier)
        return entitlement.against(kind, period, standing, limits, self.work, proof)

    def askable(self) -> list[LeaveKind]:
        return [k for k in rules.ASKABLE if self.is_pns or k in rules.PPPK_LEAVE]
