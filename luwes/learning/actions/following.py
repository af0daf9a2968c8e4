"""What changes elsewhere and stands against places: orders, leave, other classes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any

from django.db import transaction
from django.db.models import Q

from luwes.appointments import facts as appointments
from luwes.appointments.models import Leave
from luwes.core import queue
from luwes.core.db import lock, lock_all
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.learning import facts
from luwes.learning.actions import enrolling, seating
from luwes.learning.models import ClassSession, CourseClass, Enrolment
from luwes.learning.queries import clashing
from luwes.learning.rules.states import ALIVE, ClassState, EnrolmentState
from luwes.staffing import facts as staffing
from luwes.staffing.models import Assignment, ChangedOrder

LOOK = "learning.look_again"
_LIVE = values(ALIVE)
_GOING = [ClassState.OPEN.value, ClassState.RUNNING.value]


def something_changed(fact: Any) -> None:
    """Those of the fact's people who have to do with a class are looked at again; no others."""
    alive = Enrolment.objects.filter(
        employee_id__in=_people(fact), state__in=_LIVE, course_class__state__in=_GOING
    )
    if people := set(alive.order_by().values_list("employee_id", flat=True)):
        queue.job(LOOK, lock=LOOK).defer(timestamp=0, people=[*sorted(people)])


@singledispatch
def _people(fact: Any) -> Iterable[Any]:
    raise NotImplementedError(fact)


@_people.register
def _(fact: appointments.LeaveRecorded) -> Iterable[Any]:
    return Leave.objects.filter(pk=fact.leave_id).values("employee_id")


@_people.register
def _(fact: appointments.LeaveCancelled) -> Iterable[Any]:
    return [fact.employee_id]


@_people.register
def _(fact: staffing.Ordered) -> Iterable[Any]:
    return Assignment.objects.filter(plan_id=fact.plan_id).values("employee_id")


@_people.register
def _(fact: staffing.OrderChanged) -> Iterable[Any]:
    """Whoever was sent and, in a relief, whoever goes instead."""
    changed = ChangedOrder.objects.filter(change_id=fact.change_id)
    sent = Q(pk__in=changed.values("assignment")) | Q(pk__in=changed.values("substitute"))
    return Assignment.objects.filter(sent).values("employee_id")


@_people.register
def _(fact: staffing.Ended) -> Iterable[Any]:
    return Assignment.objects.filter(pk__in=fact.assignment_ids).values("employee_id")


@_people.register
def _(fact: facts.ClassChanged) -> Iterable[Any]:
    return Enrolment.objects.filter(pk__in=fact.enrolment_ids).values("employee_id")


@_people.register
def _(fact: facts.EnrolmentAnswered) -> Iterable[Any]:
    return Enrolment.objects.filter(pk=fact.enrolment_id).values("employee_id")


def look_again(*, now: datetime, people: Collection[int] | None = None) -> int:
    """
    Whoever cannot come any more is told, and who manages the class; nobody loses a place by it. A place
    kept from somebody by what went away is taken by who waits. Of everybody, or of `people`.

    Told once for each thing that stands against it; how many people were told.
    """
    _let_go(now, people)
    told = _tell(now, people)
    for course_class in _with_room(people):
        with transaction.atomic():
            lock(course_class)
            seating.seat_next(course_class, now)
    return told


def _let_go(now: datetime, people: Collection[int] | None) -> None:
    """Whoever has left keeps no place."""
    for enrolment in _alive(people).filter(employee__is_current=False).order_by("pk"):
        enrolling.let_go(enrolment=enrolment, now=now)


@transaction.atomic
def _tell(now: datetime, people: Collection[int] | None) -> int:
    alive = _alive(people)
    lock_all(alive)
    rows = list(alive.order_by("pk"))
    upcoming: dict[int, list[ClassSession]] = defaultdict(list)
    classes = {row.course_class_id for row in rows}
    sessions = ClassSession.objects.filter(begins_at__gt=now, course_class_id__in=classes)
    for session in sessions.order_by("begins_at", "pk"):
        upcoming[session.course_class_id].append(session)
    by_class: dict[int, dict[int, list[str]]] = {}
    for class_id in upcoming:
        those = [row.employee_id for row in rows if row.course_class_id == class_id]
        by_class[class_id] = clashing.of_each(dict.fromkeys(those, upcoming[class_id]))
    changed, told = [], []
    for row in rows:
        if row.course_class_id not in upcoming:
            continue
        words = clashing.told(by_class[row.course_class_id].get(row.employee_id, []))
        if words == row.clash:
            continue
        if clashing.is_more(words, row.clash):
            told.append(row.pk)
        row.clash = words
        changed.append(row)
    Enrolment.objects.bulk_update(changed, ["clash"])
    if told:
        announce(facts.Clashed(tuple(told), now))
    return len(told)


def _alive(people: Collection[int] | None) -> Any:
    rows = Enrolment.objects.filter(course_class__state__in=_GOING, state__in=_LIVE)
    return rows if people is None else rows.filter(employee_id__in=people)


def _with_room(people: Collection[int] | None) -> list[CourseClass]:
    """Classes where somebody waits although there is a place."""
    waiting = _alive(people).filter(state=EnrolmentState.WAITING.value, clash="")
    rows = CourseClass.objects.filter(pk__in=waiting.order_by().values("course_class_id"))
    return list(seating.with_room(rows).order_by("pk"))
