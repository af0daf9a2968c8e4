"""Classes for those who learn, teach and manage: places, meetings, who comes. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import CharField, Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.learning import access
from luwes.learning.models import (
    Attendance,
    Certificate,
    ClassSession,
    Course,
    CourseClass,
    Enrolment,
    Module,
    ModuleVersion,
    Study,
)
from luwes.learning.queries import clashing
from luwes.learning.rules import attending, testing
from luwes.learning.rules.hours import JP_MINUTES
from luwes.learning.rules.states import ClassState, EnrolmentState, VersionState

State = EnrolmentState


@dataclass(frozen=True)
class Row:
    """A class in a list; `mine` is one's own enrolment, the last."""

    row: CourseClass
    sessions: Sequence[ClassSession]
    taken: int
    waiting: int
    asked: int
    mine: Enrolment | None = None

    @property
    def free(self) -> int:
        return max(0, self.row.capacity - self.taken)

    @property
    def first(self) -> ClassSession | None:
        return self.sessions[0] if self.sessions else None

    @property
    def last(self) -> ClassSession | None:
        return self.sessions[-1] if self.sessions else None

    @property
    def jp(self) -> Fraction:
        minutes = sum((s.ends_at - s.begins_at).total_seconds() // 60 for s in self.sessions)
        return Fraction(int(minutes), JP_MINUTES)

    @property
    def whole_jp(self) -> int:
        return int(self.jp)

    def now_on(self, now: datetime) -> list[ClassSession]:
        """The meetings into which one may check in now: of two back to back, both."""
        return [s for s in self.sessions if attending.is_open(s.begins_at, s.ends_at, now)]

    def has_begun(self, now: datetime) -> bool:
        return self.first is not None and self.first.begins_at <= now

    def is_over(self, now: datetime) -> bool:
        return self.last is not None and max(s.ends_at for s in self.sessions) < now


def rows_of(classes: Iterable[CourseClass], user: User | None = None) -> list[Row]:
    """In the same order, with one's own enrolment where a user is named; three queries at most."""
    found = list(classes)
    keys = [row.pk for row in found]
    sessions = sessions_of(keys)
    counted = {
        row["course_class_id"]: (row["taken"], row["waiting"], row["asked"])
        for row in Enrolment.objects.filter(course_class_id__in=keys)
        .order_by()
        .values("course_class_id")
        .annotate(
            taken=Count("pk", filter=Q(state__in=_SEATED)),
            waiting=Count("pk", filter=Q(state=State.WAITING.value)),
            asked=Count("pk", filter=Q(state=State.ASKED.value)),
        )
    }
    mine = _own(user, keys) if user else {}
    return [
        Row(row, sessions[row.pk], *counted.get(row.pk, (0, 0, 0)), mine.get(row.pk))
        for row in found
    ]


_SEATED = [State.ENROLLED.value, State.PASSED.value, State.NOT_PASSED.value]


def sessions_of(class_ids: Collection[int]) -> dict[int, list[ClassSession]]:
    found: dict[int, list[ClassSession]] = defaultdict(list)
    rows = ClassSession.objects.filter(course_class_id__in=class_ids)
    for row in rows.order_by("begins_at", "pk"):
        found[row.course_class_id].append(row)
    return found


def _own(user: User, class_ids: Collection[int]) -> dict[int, Enrolment]:
    rows = access.own_enrolments(user).filter(course_class_id__in=class_ids)
    return {row.course_class_id: row for row in rows.order_by("pk")}


def by_first_session(rows: QuerySet[CourseClass]) -> QuerySet[CourseClass]:
    return rows.annotate(first_at=Min("sessions__begins_at")).order_by("first_at", "pk")


def open_to(user: User, on: date) -> QuerySet[CourseClass]:
    """For which one may still ask."""
    rows = access.seen_classes(user).filter(state=ClassState.OPEN.value, enrol_until__gte=on)
    return by_first_session(rows)


def own(user: User) -> QuerySet[CourseClass]:
    """In which one asks for, has or had a place; the newest first."""
    mine = access.own_enrolments(user).exclude(state=State.WITHDRAWN.value)
    rows = access.seen_classes(user).filter(pk__in=mine.order_by().values("course_class_id"))
    return _newest_first(rows)


def taught(user: User) -> QuerySet[CourseClass]:
    return _newest_first(access.taught_classes(user))


def _newest_first(rows: QuerySet[CourseClass]) -> QuerySet[CourseClass]:
    return rows.annotate(first_at=Min("sessions__begins_at")).order_by("-first_at", "-pk")


def of_course(course: Course) -> QuerySet[CourseClass]:
    return CourseClass.objects.filter(course=course).order_by("-number", "-pk")


def managed(user: User, on: date) -> QuerySet[Course]:
    """With how many classes each has, and how many of them are under way."""
    under_way = Q(classes__state__in=[ClassState.OPEN.value, ClassState.RUNNING.value])
    return access.managed_courses(user, on).annotate(
        classes_all=Count("classes", distinct=True),
        classes_open=Count("classes", filter=under_way, distinct=True),
    )


# ── the test that closes a course ────────────────────────────────────


def test_title(module: Module | None) -> str:
    """As it is in force; else the last that was."""
    if module is None:
        return ""
    rows = ModuleVersion.objects.filter(module=module).exclude(state=VersionState.DRAFT.value)
    return rows.order_by("-number").values_list("title", flat=True).first() or module.slug


def tests_for(user: User, on: date, besides: int | None) -> list[tuple[str, str]]:
    """Modules in force whose test may close a course: those one manages, and the one chosen before."""
    own = access.managed_modules(user, on).order_by().values("pk")
    rows = ModuleVersion.objects.filter(state=VersionState.PUBLISHED.value)
    found = rows.filter(Q(module__in=own) | Q(module_id=besides)).order_by("title", "pk")
    return [(str(pk), title) for pk, title in found.values_list("module_id", "title")]


def passed_test(course_class: CourseClass, employee_ids: Collection[int]) -> set[int]:
    """Of whom a pass of the closing test counts on the day of the last meeting, or was earned since."""
    module = course_class.course.test
    if module is None:
        return set()
    rows = Study.objects.filter(version__module=module, employee_id__in=employee_ids)
    last = course_class.sessions.aggregate(last=Max("ends_at"))["last"]
    passed = rows.exclude(passed_at=None).values_list("employee_id", "passed_at")
    return {
        employee_id
        for employee_id, at in passed
        if last is None or testing.counts(localdate(at), module.months, localdate(last))
    }


# ── who is in a class, who came ──────────────────────────────────────


@dataclass(frozen=True)
class Member:
    """Somebody of a class: the meetings attended, what stands against coming, the test if there is one."""

    enrolment: Enrolment
    attended: int
    clashes: Sequence[str]
    test_passed: bool | None

    @property
    def is_seated(self) -> bool:
        return self.enrolment.state in _SEATED

    @property
    def is_alive(self) -> bool:
        return access.is_alive(self.enrolment)


def members(course_class: CourseClass, *, with_clashes: bool = False) -> list[Member]:
    """Seated, waiting in their order, asked, then the rest."""
    rows = Enrolment.objects.filter(course_class=course_class).select_related(
        "employee", "agreed_by"
    )
    found = sorted(rows.order_by("pk"), key=_in_order)
    counts = attended([row.pk for row in found])
    module = course_class.course.test
    passed = passed_test(course_class, [row.employee_id for row in found])
    open_rows = [row.employee_id for row in found if access.is_alive(row)] if with_clashes else []
    clashes = clashing.of_class(course_class.pk, open_rows) if open_rows else {}
    return [
        Member(
            row, counts.get(row.pk, 0),
            clashes.get(row.employee_id, []) if access.is_alive(row) else [],
            row.employee_id in passed if module else None,
        )
        for row in found
    ]  # fmt: skip


_ORDER = [
    State.ENROLLED, State.PASSED, State.NOT_PASSED, State.WAITING, State.ASKED, State.REFUSED,
    State.LAPSED, State.WITHDRAWN,
]  # fmt: skip


def _in_order(row: Enrolment) -> tuple[int, float, str]:
    at = row.agreed_at.timestamp() if row.state == State.WAITING.value and row.agreed_at else 0
    return _ORDER.index(State(row.state)), at, row.employee.name


def uncertified(class_id: int) -> QuerySet[Enrolment]:
    """Who has passed and whose certificate is still being made."""
    made = Certificate.objects.filter(
        source_kind="enrolment", source_id=Cast(OuterRef("pk"), CharField())
    )
    rows = Enrolment.objects.filter(course_class_id=class_id, state=State.PASSED.value)
    return rows.filter(~Exists(made)).order_by("pk")


def attended(enrolment_ids: Collection[int]) -> dict[int, int]:
    """Meetings that count, by enrolment."""
    rows = Attendance.objects.filter(enrolment_id__in=enrolment_ids, struck_at=None)
    counted = rows.order_by().values("enrolment_id").annotate(n=Count("pk"))
    return {row["enrolment_id"]: row["n"] for row in counted}


@dataclass(frozen=True)
class Coming:
    """One line of a meeting's list; `shared`: with how many people the phone may have been used; `is_off`:
    reported from another network than the room's."""

    enrolment: Enrolment
    attendance: Attendance | None
    shared: attending.Shared
    is_off: bool = False

    @property
    def is_there(self) -> bool:
        return self.attendance is not None and self.attendance.struck_at is None


def roll(session: ClassSession) -> list[Coming]:
    """Everybody with a place: who came first stands first, then who has not come, by name."""
    enrolled = Enrolment.objects.filter(course_class=session.course_class_id, state__in=_SEATED)
    people = list(enrolled.select_related("employee").order_by("employee__name", "pk"))
    rows = Attendance.objects.filter(session=session).select_related("by", "struck_by")
    came = {row.enrolment_id: row for row in rows.order_by("at", "pk")}
    same = attending.shared(
        attending.Arrival(row.enrolment_id, row.step, row.device, row.line)
        for row in came.values()
        if row.step is not None
    )
    off = attending.off_room({pk: row.network for pk, row in came.items() if row.struck_at is None})
    found = [
        Coming(row, came.get(row.pk), same.get(row.pk, attending.Shared()), row.pk in off)
        for row in people
    ]
    return sorted(
        found,
        key=lambda c: (c.attendance is None, c.attendance.at.timestamp() if c.attendance else 0),
    )
