"""The meetings of classes in people's calendars (RFC 5545)."""

from collections.abc import Sequence
from datetime import datetime

from icalendar import Calendar, Event

from luwes.appointments.calendar_feed import Meeting
from luwes.core.periods import Period
from luwes.core.states import values
from luwes.learning.models import ClassSession, CourseClass
from luwes.learning.rules.states import SEATED


def of_class(course_class: CourseClass, sessions: Sequence[ClassSession], now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Luwes//Kelas//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", course_class.course.title)
    for session in sessions:
        event = Event()
        event.add("uid", f"{_key(session)}@luwes")
        event.add("dtstamp", now)
        event.add("summary", f"{course_class.course.title}: {session.topic}")
        event.add("location", course_class.place)
        event.add("dtstart", session.begins_at)
        event.add("dtend", session.ends_at)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _key(session: ClassSession) -> str:
    return f"pertemuan-{session.pk}"


def of_user(user_id: int, during: Period) -> list[Meeting]:
    """Of classes in which the person has, or had, a place."""
    rows = ClassSession.objects.filter(
        course_class__enrolments__employee__user_id=user_id,
        course_class__enrolments__state__in=values(SEATED),
        begins_at__date__gte=during.start, begins_at__date__lt=during.end,
    )  # fmt: skip
    return [
        Meeting(
            _key(row), f"{row.course_class.course.title}: {row.topic}", row.course_class.place,
            row.begins_at, row.ends_at,
        )
        for row in rows.select_related("course_class__course").order_by("begins_at", "pk").distinct()
    ]  # fmt: skip
