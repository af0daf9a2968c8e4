"""Holidays, balances brought along, the rules of leave that a deployment starts with."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import access, facts
from luwes.appointments.models import Holiday, LeaveOpening, LeavePolicy, WorkWeek
from luwes.appointments.reference import Day, Policy, Week
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.organisation.models import Agency
from luwes.people.models import Employee


@transaction.atomic
def add_holiday(
    *,
    day: date,
    name: str,
    kind: str,
    agency: Agency | None,
    source: str,
    is_assumed: bool,
    by: User,
) -> Holiday:
    """
    A day without work. Balances are counted anew from it at once.

    :raises Refused: when the day is one already
    """
    require(access.can_keep_holidays_of(by, agency))
    advisory_lock("holidays")
    if Holiday.objects.filter(day=day, agency=agency).exists():
        refuse([Problem(_("Tanggal ini sudah tercatat sebagai hari libur."), "day")])
    row = Holiday.objects.create(
        day=day, name=name, kind=kind, agency=agency, source=source, is_assumed=is_assumed
    )
    chain = str(agency.pk) if agency else ""
    audit.record(by, "appointments.holiday_added", row, chain=chain, on=day.isoformat())
    announce(facts.HolidaysChanged(agency.pk if agency else None))
    return row


@transaction.atomic
def drop_holiday(*, holiday: Holiday, by: User) -> None:
    """The day is worked again."""
    require(access.can_keep_holidays_of(by, holiday.agency))
    lock(holiday)
    chain = str(holiday.agency_id) if holiday.agency_id else ""
    audit.record(
        by, "appointments.holiday_dropped", holiday, chain=chain, on=holiday.day.isoformat()
    )
    announce(facts.HolidaysChanged(holiday.agency_id))
    holiday.delete()


@transaction.atomic
def set_opening(
    *, employee: Employee, year: int, days: int, source: str, on: date, by: User
) -> LeaveOpening:
    """
    What somebody brings of annual leave into the first year that Luwes counts.

    :raises Refused: for more than the law lets come over
    """
    require(access.can_record_leave(by, employee, on))
    lock(employee)
    if not 0 <= days <= 12:
        refuse([Problem(_("Sisa yang dibawa 0 sampai 12 hari kerja."), "days", "Peraturan BKN 24/2017")])  # fmt: skip
    row, _made = LeaveOpening.objects.update_or_create(
        employee=employee, defaults={"year": year, "days": days, "source": source}
    )
    audit.record(
        by, "appointments.leave_opening_set", employee, chain=str(employee.agency_id), days=days
    )
    return row


@transaction.atomic
def load_terms(
    *, policies: Iterable[Policy], weeks: Iterable[Week], days: Iterable[Day], by: User
) -> int:
    """What a deployment starts with; what is there already stays as it is. How many were new."""
    require(access.can_keep_holidays_of(by, None))
    advisory_lock("holidays")
    new = 0
    for policy in policies:
        new += LeavePolicy.objects.get_or_create(
            status=policy.status, period=policy.period, defaults=policy.values()
        )[1]
    for week in weeks:
        new += WorkWeek.objects.get_or_create(
            unit_kind=week.unit_kind, period=week.period,
            defaults={"days": week.days, "source": week.source},
        )[1]  # fmt: skip
    for day in days:
        new += Holiday.objects.get_or_create(
            day=day.day, agency=None,
            defaults={
                "name": day.name, "kind": day.kind, "source": day.source,
                "is_assumed": day.is_assumed,
            },
        )[1]  # fmt: skip
    known = Holiday.objects.order_by("pk").first()
    if new and known:
        audit.record(by, "appointments.leave_terms_loaded", known, count=new)
        announce(facts.HolidaysChanged(None))
    return new
