"""What changes elsewhere and stands against places: orders, leave, other classes."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction

from luwes.core import queue
from luwes.core.db import lock_all
from luwes.core.facts import announce
from luwes.learning import facts
from luwes.learning.models import ClassSession, Enrolment
from luwes.learning.queries import clashing
from luwes.learning.rules.states import ALIVE, ClassState

LOOK = "learning.look_again"
_LIVE = sorted(state.value for state in ALIVE)
_GOING = [ClassState.OPEN.value, ClassState.RUNNING.value]


def something_changed(_fact: Any) -> None:
    """Once for a deed, however many people it concerns."""
    alive = Enrolment.objects.filter(state__in=_LIVE, course_class__state__in=_GOING)
    if alive.exists() and queue.once(LOOK):
        queue.job(LOOK, lock=LOOK).defer(timestamp=0)


@transaction.atomic
def look_again(*, now: datetime) -> int:
    """
    Whoever cannot come any more is told, and who manages the class; nobody loses a place by it.

    Told once for each thing that stands against it; how many people were told.
    """
    upcoming: dict[int, list[ClassSession]] = defaultdict(list)
    sessions = ClassSession.objects.filter(begins_at__gt=now, course_class__state__in=_GOING)
    for session in sessions.order_by("begins_at", "pk"):
        upcoming[session.course_class_id].append(session)
    alive = Enrolment.objects.filter(course_class_id__in=list(upcoming), state__in=_LIVE)
    lock_all(alive)
    rows = list(alive.order_by("pk"))
    told = []
    by_class: dict[int, dict[int, list[str]]] = {}
    for class_id in upcoming:
        people = [row.employee_id for row in rows if row.course_class_id == class_id]
        by_class[class_id] = clashing.of_each(dict.fromkeys(people, upcoming[class_id]))
    for row in rows:
        words = clashing.told(by_class[row.course_class_id].get(row.employee_id, []))
        if words == row.clash:
            continue
        row.clash = words
        if words:
            told.append(row.pk)
    Enrolment.objects.bulk_update(rows, ["clash"])
    if told:
        announce(facts.Clashed(tuple(told), now))
    return len(told)
