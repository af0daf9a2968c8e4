"""All that one person sent must know, and whom to call. Reads only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.organisation.models import UnitShape
from luwes.people.models import Employee
from luwes.staffing import briefs, rosters, rules, telling
from luwes.staffing.models import Assignment, Shift

COMING = rosters.COMING
MOST_MATES = 12


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to; a number only where they let colleagues see it."""

    name: str
    role: str
    phone: str = ""

    @property
    def dial(self) -> str:
        return briefs.dial(self.phone)


@dataclass(frozen=True)
class Briefing:
    """`point`: degrees of the post, else of the middle of its area; None where neither is known."""

    task: list[str]
    bring: list[str]
    safety: list[str]
    emergency: list[briefs.Number]
    contacts: list[Contact]
    head: str  # of the home unit, who confirms the return
    point: tuple[float, float] | None
    is_exact: bool

    @property
    def geo(self) -> str:
        return f"geo:{self.point[0]},{self.point[1]}" if self.point else ""


def briefing(
    row: Assignment, shifts: Sequence[Shift], home: UnitShape | None, *, on: date, now: datetime
) -> Briefing:
    """Of an assignment with its need, shifts and home unit; a bounded number of queries."""
    need = row.need
    role = need.template_role.as_brief() if need.template_role else briefs.Brief()
    told = need.as_brief().over(role)
    officers, heads = telling.officers_and_heads(need, home, on)
    exact = need.post_lat is not None and need.post_lon is not None
    return Briefing(
        briefs.lines(told.task), briefs.lines(told.bring), briefs.lines(told.safety),
        briefs.numbers(need.emergency), _contacts(row, shifts, officers, heads, now),
        heads[0].name if heads else "", _point(row), exact,
    )  # fmt: skip


def _point(row: Assignment) -> tuple[float, float] | None:
    need, area = row.need, row.need.area
    if need.post_lat is not None and need.post_lon is not None:
        return need.post_lat, need.post_lon
    return (area.lat, area.lon) if area.lat is not None and area.lon is not None else None


def _contacts(
    row: Assignment, shifts: Sequence[Shift], officers: list[User], heads: list[User], now: datetime
) -> list[Contact]:
    """Officers, who leads, who serves beside, and the head at home; each once."""
    if rules.AssignmentState(row.state) not in rules.RUNNING:
        return []
    phones = _phones([user.pk for user in (*officers, *heads)])
    found = [Contact(u.name, _("Petugas pos"), phones.get(u.pk, "")) for u in officers]
    if row.state in COMING:
        found += _colleagues(row, shifts, now)
    found += [Contact(u.name, _("Kepala unit asal"), phones.get(u.pk, "")) for u in heads]
    return list({(c.name, c.phone): c for c in reversed(found)}.values())[::-1]


def _phones(user_ids: Collection[int]) -> dict[int, str]:
    """Numbers of accounts whose people show them to colleagues."""
    if not user_ids:
        return {}
    rows = Employee.objects.filter(user__in=user_ids, shares_phone=True).order_by("pk")
    return dict(rows.values_list("user_id", "phone"))


def _colleagues(row: Assignment, shifts: Sequence[Shift], now: datetime) -> list[Contact]:
    """Whoever leads at the post, then those of the shift that runs or comes next."""
    leaders = _coming(row).exclude(team_leader=None)
    mine = next((shift for shift in shifts if shift.ends_at > now), None)
    mates = _coming(row).none()
    if mine:
        same = Shift.objects.filter(starts_at=mine.starts_at, assignment__need=row.need_id)
        mates = _coming(row).filter(pk__in=same.values("assignment"))
    return [
        *(_colleague(other, _("Ketua regu")) for other in leaders[:MOST_MATES]),
        *(_colleague(other, _("Satu shift")) for other in mates[:MOST_MATES]),
    ]


def _coming(row: Assignment) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(need_id=row.need_id, state__in=COMING).exclude(pk=row.pk)
    return rows.select_related("employee").order_by("employee__name", "pk")


def _colleague(row: Assignment, role: str) -> Contact:
    who = row.employee
    return Contact(who.full_name, role, who.phone if who.shares_phone else "")
