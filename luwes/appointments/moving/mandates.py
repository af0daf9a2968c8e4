"""Acting mandates: how long each still runs, and the register of what should not be."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.appointments.models import DEFINITIVE, Appointment
from luwes.appointments.moving.judging import rules_on
from luwes.appointments.rules import Kind
from luwes.core.periods import Period, add_months
from luwes.organisation import queries as organisation
from luwes.organisation.access import AGENCY, scope_ids

LOOK_BACK = timedelta(days=90)  # a mandate that ended so long ago is asked after no more
AHEAD = (30, 7)  # days before its end at which a mandate is told
MANDATES = (Kind.ACTING.value, Kind.DAILY.value)


class Fault(StrEnum):
    TWO_HOLDERS = "two_holders"
    BEYOND = "beyond"
    HOLDER_PRESENT = "holder_present"
    OVERDUE = "overdue"
    TWO_ACTING = "two_acting"


FAULT_LABELS = {
    Fault.TWO_HOLDERS: _("Dua pemegang definitif pada jabatan satu orang"),
    Fault.BEYOND: _("Plt. melewati batas waktu"),
    Fault.HOLDER_PRESENT: _("Plt. padahal ada pemegang definitif"),
    Fault.OVERDUE: _("Masa habis, jabatan belum ada penggantinya"),
    Fault.TWO_ACTING: _("Dua pelaksana pada satu jabatan"),
}
FAULT_LAWS = {
    Fault.TWO_HOLDERS: "PP 11/2017", Fault.BEYOND: "SE BKN 1/SE/I/2021",
    Fault.HOLDER_PRESENT: "UU 30/2014 ps. 14", Fault.OVERDUE: "SE BKN 1/SE/I/2021",
    Fault.TWO_ACTING: "UU 30/2014 ps. 14",
}  # fmt: skip


@dataclass(frozen=True)
class Mandate:
    """One that runs, or ended lately while the post found nobody."""

    appointment: Appointment
    unit: str
    left: int  # days, the last one included; nought and less: over
    total: int  # days of this person in this post, all orders together, to the end of this one
    orders: int
    most: int | None  # days allowed in all, where it is a Plt.

    @property
    def is_overdue(self) -> bool:
        return self.left <= 0

    @property
    def is_near(self) -> bool:
        return 0 < self.left <= AHEAD[0]

    @property
    def over_by(self) -> int:
        """Days since the last one."""
        return 1 - self.left

    @property
    def is_beyond(self) -> bool:
        return self.most is not None and self.total > self.most


@dataclass(frozen=True)
class Overlap:
    """A line of the register."""

    fault: Fault
    position_id: int
    position: str
    unit: str
    agency: str
    people: str
    period: Period

    @property
    def label(self) -> str:
        return str(FAULT_LABELS[self.fault])

    @property
    def law(self) -> str:
        return FAULT_LAWS[self.fault]


def within(user: User) -> Q:
    """Appointments of the agencies whose moves this user sees."""
    reach = accounts.reach(user, Right.VIEW_MOVES)
    if reach.everywhere:
        return Q()
    return Q(unit__agency_id__in=scope_ids(reach, AGENCY))


def _rows(which: Q, on: date) -> QuerySet[Appointment]:
    """Running or ended lately."""
    lately = Q(period__overlap=Period(on - LOOK_BACK, on + timedelta(days=1)))
    rows = Appointment.objects.filter(which, lately, kind__in=MANDATES)
    return rows.select_related("employee__user", "position__title", "unit__agency").order_by(
        "period", "pk"
    )


def mandates(which: Q, on: date) -> list[Mandate]:
    """Those in force, soonest end first; before them the overdue."""
    rows = list(_rows(which, on))
    held = _held([row.position_id for row in rows], on)
    running = {row.position_id for row in rows if on in row.period}
    newest: dict[int, Appointment] = {}
    for row in rows:
        last = newest.get(row.position_id)
        if last is None or (row.period.end or date.max) >= (last.period.end or date.max):
            newest[row.position_id] = row
    shown = [
        row for row in rows
        if on in row.period or (row.position_id not in running and row.position_id not in held and newest[row.position_id] is row)
    ]  # fmt: skip
    used = _used(shown)
    names = organisation.unit_names([row.unit_id for row in shown], on)
    limits = _limits(on)
    found = [
        _mandate(row, names, used[row.employee_id, row.position_id], limits, on) for row in shown
    ]
    return sorted(found, key=lambda m: (m.left, m.appointment.pk))


def _held(position_ids: list[int], on: date) -> set[int]:
    rows = Appointment.objects.filter(
        position_id__in=position_ids, kind=DEFINITIVE, period__contains=on
    )
    return set(rows.values_list("position_id", flat=True))


def _used(rows: list[Appointment]) -> dict[tuple[int, int], list[Period]]:
    """Every Plt. order of these people in these posts."""
    people = {row.employee_id for row in rows}
    posts = {row.position_id for row in rows}
    past = Appointment.objects.filter(
        employee_id__in=people, position_id__in=posts, kind=Kind.ACTING.value
    )
    found: dict[tuple[int, int], list[Period]] = defaultdict(list)
    for person, post, period in past.order_by("period").values_list(
        "employee_id", "position_id", "period"
    ):
        found[person, post].append(period)
    return found


def _limits(on: date) -> tuple[int, int]:
    """Months of one order and orders allowed, by the rule of the day."""
    rule = next((row for row in rules_on(on) if row.rule == "acting_total"), None)
    return (rule.parameters["months"], 1 + rule.parameters["extensions"]) if rule else (3, 2)


def _mandate(
    row: Appointment, names: dict[int, str], orders: list[Period], limits: tuple[int, int], on: date
) -> Mandate:
    end = row.period.end or on
    is_acting = row.kind == Kind.ACTING.value
    total = sum(p.days or (on - p.start).days for p in orders if p.start <= row.period.start)
    first = orders[0].start if orders else row.period.start
    months, times = limits
    most = (add_months(first, months * times) - first).days if is_acting else None
    return Mandate(
        row, names.get(row.unit_id, row.unit.code), (end - on).days,
        total if is_acting else row.period.days or 0, len(orders) if is_acting else 1, most,
    )  # fmt: skip


# ── the register ─────────────────────────────────────────────────────


def overlaps(which: Q, on: date) -> list[Overlap]:
    """What should not be on the day, in order of unit and post."""
    running = mandates(which, on)
    found = [*_doubled(which, on), *_of_mandates(running, on)]
    return sorted(found, key=lambda o: (o.agency, o.unit, o.position, o.fault, o.people))


def _doubled(which: Q, on: date) -> Iterator[Overlap]:
    rows = Appointment.objects.filter(
        which, kind=DEFINITIVE, period__contains=on, position__single_holder=True
    )
    posts = rows.order_by().values("position_id").annotate(n=Count("pk")).filter(n__gt=1)
    doubled = rows.filter(position_id__in=posts.values("position_id"))
    groups: dict[int, list[Appointment]] = defaultdict(list)
    for row in doubled.select_related("employee", "position__title", "unit__agency").order_by("pk"):
        groups[row.position_id].append(row)
    names = organisation.unit_names([rows[0].unit_id for rows in groups.values()], on)
    for rows_of in groups.values():
        first = max(row.period.start for row in rows_of)
        yield _overlap(Fault.TWO_HOLDERS, rows_of, names.get(rows_of[0].unit_id, ""), Period(first))


def _of_mandates(running: list[Mandate], on: date) -> Iterator[Overlap]:
    acting = [m for m in running if m.appointment.kind == Kind.ACTING.value]
    holders = _holders([m.appointment.position_id for m in acting], on)
    by_post: dict[int, list[Mandate]] = defaultdict(list)
    for m in running:
        row = m.appointment
        if m.is_overdue:
            yield _overlap(Fault.OVERDUE, [row], m.unit, row.period)
            continue
        by_post[row.position_id].append(m)
        if m.is_beyond:
            yield _overlap(Fault.BEYOND, [row], m.unit, row.period)
        if row.kind == Kind.ACTING.value and row.position_id in holders:
            yield _overlap(
                Fault.HOLDER_PRESENT, [row, holders[row.position_id]], m.unit, row.period
            )
    for rows in by_post.values():
        if len(rows) > 1:
            yield _overlap(
                Fault.TWO_ACTING,
                [m.appointment for m in rows],
                rows[0].unit,
                rows[-1].appointment.period,
            )


def _holders(position_ids: list[int], on: date) -> dict[int, Appointment]:
    rows = Appointment.objects.filter(
        position_id__in=position_ids, kind=DEFINITIVE, period__contains=on
    )
    return {row.position_id: row for row in rows.select_related("employee").order_by("-pk")}


def _overlap(fault: Fault, rows: list[Appointment], unit: str, period: Period) -> Overlap:
    first = rows[0]
    people = ", ".join(row.employee.full_name for row in rows)
    return Overlap(
        fault, first.position_id, str(first.position), unit, first.unit.agency.name, people, period
    )
