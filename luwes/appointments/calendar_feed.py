"""
Leave as an iCalendar file (RFC 5545): days and names, never which kind of leave. Reads only.

Areas above add what else lies in a person's own days.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from luwes.appointments.attending import attendance
from luwes.appointments.models import CalendarLink, Leave
from luwes.core.periods import Period
from luwes.core.registry import Registry
from luwes.organisation import queries as organisation

BACK, AHEAD = timedelta(days=92), timedelta(days=366)


@dataclass(frozen=True)
class Meeting:
    """At which one is to be; `key` is its own for ever."""

    key: str
    words: str
    place: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Source:
    """Of the person behind an account, what lies in a period."""

    key: str
    of_user: Callable[[int, Period], list[Meeting]]


sources: Registry[Source] = Registry("calendar")


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
        meetings = [row for source in sources for row in source.of_user(link.user_id, during)]
        return _file(_("Kalender saya"), told, now, meetings)
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


def _file(
    name: str, told: Iterable[tuple[str, str, Period]], now: datetime,
    meetings: Iterable[Meeting] = (),
) -> bytes:  # fmt: skip
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
    for row in meetings:
        event = Event()
        event.add("uid", f"{row.key}@luwes")
        event.add("dtstamp", now)
        event.add("summary", row.words)
        event.add("location", row.place)
        event.add("dtstart", row.begins_at)
        event.add("dtend", row.ends_at)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
