"""The meetings of a class as an iCalendar file (RFC 5545)."""

from collections.abc import Sequence
from datetime import datetime

from icalendar import Calendar, Event

from luwes.learning.models import ClassSession, CourseClass


def of_class(course_class: CourseClass, sessions: Sequence[ClassSession], now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Luwes//Kelas//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", course_class.course.title)
    for session in sessions:
        event = Event()
        event.add("uid", f"pertemuan-{session.pk}@luwes")
        event.add("dtstamp", now)
        event.add("summary", f"{course_class.course.title}: {session.topic}")
        event.add("location", course_class.place)
        event.add("dtstart", session.begins_at)
        event.add("dtend", session.ends_at)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
