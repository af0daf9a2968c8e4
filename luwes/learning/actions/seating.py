"""Places of a class: how many are taken, and who is next. The caller holds the class."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.db import lock_all
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.learning import facts
from luwes.learning.models import CourseClass, Enrolment
from luwes.learning.queries import clashing
from luwes.learning.rules.states import SEATED, ClassState, EnrolmentState
from luwes.people.models import Employee

_SEATED = values(SEATED)
_WITHOUT_PLACE = [EnrolmentState.ASKED.value, EnrolmentState.WAITING.value]
_GOING = {ClassState.OPEN.value, ClassState.RUNNING.value}


def taken(course_class: CourseClass) -> int:
    return Enrolment.objects.filter(course_class=course_class, state__in=_SEATED).count()


def with_room(rows: QuerySet[CourseClass]) -> QuerySet[CourseClass]:
    seated = Count("enrolments", filter=Q(enrolments__state__in=_SEATED))
    return rows.annotate(seated=seated).filter(seated__lt=F("capacity"))


def has_begun(course_class: CourseClass, now: datetime) -> bool:
    return course_class.sessions.filter(begins_at__lte=now).exists()


def hold_people(course_class: CourseClass, employee_id: int) -> None:
    """Somebody and all who wait, in one order, so that two classes never wait on each other."""
    waiting = Enrolment.objects.filter(
        course_class=course_class, state=EnrolmentState.WAITING.value
    ).values("employee_id")
    lock_all(Employee.objects.filter(Q(pk=employee_id) | Q(pk__in=waiting)))


def seat_next(course_class: CourseClass, now: datetime, by: User | None = None) -> int:
    """
    Those who wait take what is free, in the order in which their superiors agreed.

    Whoever cannot come is passed over and stays on the list. Nobody is seated once it has begun.
    """
    if course_class.state not in _GOING or has_begun(course_class, now):
        return 0
    free = course_class.capacity - taken(course_class)
    waiting = Enrolment.objects.filter(
        course_class=course_class, state=EnrolmentState.WAITING.value
    ).order_by("agreed_at", "pk")
    if free <= 0 or not (rows := list(waiting)):
        return 0
    people = [row.employee_id for row in rows]
    lock_all(Employee.objects.filter(pk__in=people))
    clashes = clashing.of_class(course_class.pk, people)
    seated = [row for row in rows if not clashes.get(row.employee_id)][:free]
    for row in seated:
        row.state = EnrolmentState.ENROLLED.value
        row.save(update_fields=["state"])
        announce(facts.EnrolmentAnswered(row.pk, now, by.pk if by else None))
        audit.record(
            by, "learning.seated", course_class, chain=str(course_class.course.agency_id),
            employee=row.employee_id,
        )  # fmt: skip
    return len(seated)


def lapse_without_place(course_class: CourseClass, now: datetime) -> None:
    """Nobody is seated any more: whoever still asks or waits is told."""
    rows = Enrolment.objects.filter(course_class=course_class, state__in=_WITHOUT_PLACE)
    lock_all(rows)
    ids = tuple(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return
    with override("id"):  # read by others than who let it begin
        reason = _("Kelas sudah dimulai tanpa tempat untuk Anda. Mintalah tempat di angkatan berikutnya.")  # fmt: skip
    Enrolment.objects.filter(pk__in=ids).update(
        state=EnrolmentState.LAPSED.value, reason=reason, ended_at=now, clash=""
    )
    announce(facts.ClassChanged(course_class.pk, "begun", ids, now))
