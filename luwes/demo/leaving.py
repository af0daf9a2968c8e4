"""Leave in the made-up province: rules, holidays, balances, requests that wait for the first head."""

from datetime import date, datetime
from io import StringIO

from django.core.management import call_command

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments import actions
from luwes.appointments.actions.requests import Wish
from luwes.appointments.entitlements import Account
from luwes.appointments.rules import LeaveKind
from luwes.core.periods import Period, through
from luwes.demo import loading
from luwes.organisation import queries as organisation
from luwes.people import access as people
from luwes.people.homes import Where
from luwes.people.models import Employee

# After the flood's first plan, so that nobody is missed for it.
WEEK = through(date(2025, 3, 10), date(2025, 3, 12))
LATER = through(date(2025, 3, 17), date(2025, 3, 20))
BALANCES = (6, 4, 0, 6, 3, 6)


def load(world: loading.World, now: datetime, on: date) -> None:
    """What `kepala1` finds: colleagues with a balance, one on leave, two who ask."""
    call_command("load_leave_terms", by=world.analyst.username, stdout=StringIO())
    colleagues = of_first_head(on)
    for employee, days in zip(colleagues, BALANCES, strict=False):
        actions.set_opening(
            employee=employee, year=on.year, days=days, source="kartu cuti tahun lalu", on=on,
            by=world.analyst,
        )  # fmt: skip
    ready = [e for e in colleagues if not Account(e, on).against(LeaveKind.ANNUAL, LATER, None)]
    for employee in ready[:1]:
        actions.record_leave(
            employee=employee, kind=LeaveKind.ANNUAL, period=WEEK, letter="850/12/2025",
            by=world.analyst,
        )  # fmt: skip
    for employee, period in zip(ready[1:3], (WEEK, LATER), strict=False):
        _ask(employee, period, world, now, on)


def _ask(employee: Employee, period: Period, world: loading.World, now: datetime, on: date) -> None:
    user = loading.account_of(employee, world, now, on)
    wish = Wish(LeaveKind.ANNUAL, period, "Keperluan keluarga", "Metro, Lampung")
    actions.ask(employee=employee, wish=wish, attached=None, now=now, by=user)


def units_of_first_head(on: date) -> set[int]:
    """Where the first head's people serve."""
    grant = Grant.objects.filter(user__username="kepala1", role=Role.UNIT_HEAD.value).first()
    return organisation.subtree_ids([int(grant.scope_id)], on) if grant else set()


def of_first_head(on: date) -> list[Employee]:
    """A few of them, without the head."""
    units = units_of_first_head(on)
    if not units:
        return []
    head = User.objects.filter(username="kepala1").first()
    there = people.serving(Where(unit_ids=tuple(units)), on)
    rows = Employee.objects.filter(pk__in=there, user=None, is_current=True)
    found = rows.exclude(user=head) if head else rows
    return list(found.order_by("name", "pk")[: len(BALANCES)])
