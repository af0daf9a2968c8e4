"""Leave as an iCalendar file (RFC 5545): days and names, never which kind of leave. Reads only."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from luwes.appointments.attending import attendance
from luwes.appointments.models import CalendarLink, Leave
from luwes.core.periods import Period
from luwes.organisation import queries as organisation

BACK, AHEAD = timedelta(days=92), timedelta(days=366)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> CalendarLink | None:
    rows = CalendarLink.objects.filter(secret_hash=hash_of(secret))
    return rows.select_related("user", "unit").first()


def of(link: CalendarLink, now: datetime, on: date) -> bytes:
    """A year ahead and three months back, of the person or of the unit with all below it."""
    during = Period(on - BACK, on + AHEAD)
    if link.unit_id is None:
        rows = Leave.objects.filter(employee__user_id=link.user_id, period__overlap=during)
        told = [(f"cuti-{row.pk}", _("Cuti"), row.period) for row in rows.order_by("period", "pk")]
        return _file(_("Cuti saya"), told, now)
    shape = organisation.shape_of(link.unit_id, on)
    if shape is None:
        return _file(_("Cuti"), [], now)
    away = [row for row in attendance(shape, during, on).away if not row.on_duty]
    told = [
        (f"u{link.unit_id}-{row.employee_id}-{row.period.start:%Y%m%d}",
         _("%s tidak di tempat") % row.name, row.period)
        for row in away
    ]  # fmt: skip
    return _file(_("Tidak di tempat: %s") % shape.name, told, now)


def _file(name: str, told: Iterable[tuple[str, str, Period]], now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Luwes//Cuti//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for key, words, period in told:
        event = Event()
        event.add("uid", f"{key}@luwes")
        event.add("dtstamp", now)
        event.add("summary", words)
        event.add("dtstart", period.start)
        event.add("dtend", period.end or period.start + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
