"""What somebody passed, whether alone by a module or in a class. Reads only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.timezone import localdate

from luwes.learning.facts import Passed
from luwes.learning.models import Attendance, CourseClass, Enrolment, ModuleAttempt
from luwes.learning.rules import limits
from luwes.learning.rules.states import Method
from luwes.organisation.models import Competency, OrgUnit
from luwes.people.models import CompetencyRecord

MODULE, CLASS = "module_attempt", "enrolment"


@dataclass(frozen=True)
class Achieved:
    """`days` with the minutes learnt on each; `valid_months` after which it has to be shown anew, None: never."""

    title: str
    unit: OrgUnit
    competency: Competency | None
    level: int | None
    valid_months: int | None
    days: dict[date, int]
    method: str
    in_class: bool

    @property
    def minutes(self) -> int:
        return sum(self.days.values())


def achieved(fact: Passed) -> Achieved:
    """:raises LookupError: for a source of a kind that teaches nothing"""
    kind, pk = fact.source
    if kind == MODULE:
        return _by_module(fact, int(pk))
    if kind == CLASS:
        return _in_class(fact, int(pk))
    raise LookupError(kind)


def _by_module(fact: Passed, pk: int) -> Achieved:
    rows = ModuleAttempt.objects.select_related(
        "study__version__module__unit__agency", "study__version__module__competency"
    )
    version = rows.get(pk=pk).study.version
    module = version.module
    return Achieved(
        fact.title, module.unit, module.competency,
        _at_most(module.level, limits.most_alone(localdate(fact.at))), module.months, {localdate(fact.at): version.minutes},
        Method.SELF_PACED.value, in_class=False,
    )  # fmt: skip


def _at_most(level: int | None, most: int) -> int | None:
    """What was written before the policy, or taught by others than planned, shows no more than it may."""
    return min(level, most) if level else level


def level_of_trainers(course_class: CourseClass, on: date) -> int:
    """The highest level of what the course shows that one of its trainers has on file on the day."""
    rows = CompetencyRecord.objects.filter(
        employee__user__in=course_class.trainers.order_by().values("pk"), period__contains=on,
        competency=course_class.course.competency_id,
    )  # fmt: skip
    return rows.aggregate(most=Max("level"))["most"] or 0


def shown_by(course_class: CourseClass, on: date) -> int:
    """The highest level that passing the class may show."""
    trainers = level_of_trainers(course_class, on)
    return limits.most_taught(Method(course_class.course.method), trainers, on)


def _in_class(fact: Passed, pk: int) -> Achieved:
    rows = Enrolment.objects.select_related(
        "course_class__course__unit__agency", "course_class__course__competency"
    )
    course_class = rows.get(pk=pk).course_class
    course, on = course_class.course, localdate(fact.at)
    there = (
        Attendance.objects.filter(enrolment_id=pk, struck_at=None)
        .select_related("session")
        .order_by("pk")
    )
    days: dict[date, int] = defaultdict(int)
    for session in (row.session for row in there):
        days[localdate(session.begins_at)] += (
            int((session.ends_at - session.begins_at).total_seconds()) // 60
        )
    return Achieved(
        fact.title, course.unit, course.competency, _at_most(course.level, shown_by(course_class, on)),
        course.months, dict(days),
        course.method, in_class=True,
    )  # fmt: skip
