"""A government that teaches its people: a course with a class, a manager, a trainer, a unit and its head."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.learning.actions import attending, courses, enrolling
from luwes.learning.actions.courses import ClassDraft, CourseDraft, SessionDraft
from luwes.learning.models import ClassSession, Course, CourseClass, Enrolment
from luwes.learning.rules.attending import step_of
from luwes.organisation.tests.builders import (
    a_competency,
    a_position,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.staffing.models import Assignment, Need, Plan

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)  # Monday, 10.00 WIB
TODAY = date(2025, 2, 24)
FIRST = datetime(2025, 3, 10, 1, 0, tzinfo=UTC)  # Monday, 08.00 WIB
LENGTH = timedelta(hours=3)


class Scene:
    def __init__(self) -> None:
        self.area = an_area()
        self.agency = an_agency("Pemerintah Kota Rekaan")
        self.office = a_unit("BKPSDM Kota Rekaan", agency=self.agency, area=self.area)
        self.clinic = a_unit("Dinas Kesehatan Kota Rekaan", agency=self.agency, area=self.area)
        self.ward = a_unit("Puskesmas Rekaan", parent=self.clinic, area=self.area)
        self.manager = self.role(
            Role.TRAINING_MANAGER, "agency", self.agency.pk, "Pengelola Rekaan"
        )
        self.head = self.role(Role.UNIT_HEAD, "unit", self.clinic.pk, "Kepala Dinas Rekaan")
        self.ward_head = self.role(Role.UNIT_HEAD, "unit", self.ward.pk, "Kepala Puskesmas Rekaan")
        self.trainer = a_user(name="Widyaiswara Rekaan")
        self.competency = a_competency("pelayanan", "Pelayanan publik")

    def role(self, role: Role, kind: str, scope: int, name: str) -> User:
        return a_user(role, scope_kind=kind, scope_id=scope, name=name)

    def person(self, user: User | None = None, **values: Any) -> Employee:
        made = an_employee(agency=self.agency, user=user or a_user(), **values)
        an_appointment(made, a_position(unit=self.ward))
        return made

    def course(self, **values: Any) -> Course:
        draft = {
            "title": "Pelayanan prima", "method": "class", "competency": self.competency, "level": 2,
            "summary": "Menerima, mendengar, dan menyelesaikan urusan warga.",
        }  # fmt: skip
        return courses.create_course(
            unit=self.office, draft=CourseDraft(**(draft | values)), on=TODAY, by=self.manager
        )

    def a_class(
        self, course: Course | None = None, *, capacity: int = 2, sessions: int = 2,
        is_open: bool = True, first: datetime = FIRST,
    ) -> CourseClass:  # fmt: skip
        """Its meetings lie on days after each other, from ten in the morning on."""
        made = courses.add_class(
            course=course or self.course(), on=TODAY, by=self.manager,
            draft=ClassDraft("Aula BKPSDM", capacity, date(2025, 3, 7), "Widyaiswara Rekaan"),
        )  # fmt: skip
        for n in range(sessions):
            self.session(made, first + timedelta(days=n))
        courses.set_trainer(
            course_class=made, user=self.trainer, teaches=True, on=TODAY, now=NOW, by=self.manager
        )
        if is_open:
            courses.open_class(course_class=made, on=TODAY, now=NOW, by=self.manager)
        return made

    def session(self, course_class: CourseClass, at: datetime) -> ClassSession:
        return courses.add_session(
            course_class=course_class, draft=SessionDraft(at, at + LENGTH, "Mendengar warga"),
            on=TODAY, now=NOW, by=self.manager,
        )  # fmt: skip

    # ── the way of a person ──────────────────────────────────────────

    def asked(self, course_class: CourseClass, employee: Employee) -> Enrolment:
        return enrolling.ask(
            course_class=course_class, employee=employee, on=TODAY, now=NOW, by=account(employee)
        )

    def answered(
        self, row: Enrolment, *, agrees: bool = True, reason: str = "", by: User | None = None,
        now: datetime = NOW,
    ) -> Enrolment:  # fmt: skip
        enrolling.answer(
            enrolment=row, agrees=agrees, reason=reason, now=now, by=by or self.ward_head
        )
        row.refresh_from_db()
        return row

    def enrolled(self, course_class: CourseClass, employee: Employee | None = None) -> Enrolment:
        return self.answered(self.asked(course_class, employee or self.person()))

    def enrolled_later(self, course_class: CourseClass) -> Enrolment:
        """As it stands, without the way there."""
        person = self.person()
        return Enrolment.objects.create(
            course_class=course_class, employee=person, home_unit=self.ward, state="enrolled",
            asked_at=NOW, asked_by=account(person), agreed_at=NOW, agreed_by=self.ward_head,
        )  # fmt: skip

    def came(
        self, session: ClassSession, row: Enrolment, *, at: datetime | None = None,
        device: str = "", line: str = "",
    ) -> bool:  # fmt: skip
        moment = at or session.begins_at
        scan = attending.Scan(step_of(moment), device or f"d{row.pk}", line or f"l{row.pk}")
        return attending.check_in(
            session=session, enrolment=row, scan=scan, now=moment, by=account(row.employee)
        )

    def sent_away(self, employee: Employee, period: Period) -> Assignment:
        """Ordered to an emergency post for these days."""
        need = Need.objects.create(
            owner_kind="incident", owner_id=1, role="Perawat", area=self.area, post="Pos Rajabasa",
            period=period, minimum=1, desired=1, tier=1,
        )  # fmt: skip
        plan = Plan.objects.create(
            owner_kind="incident", owner_id=1, agency=self.agency, number=Plan.objects.count() + 1,
            state="issued", made_at=NOW, made_by=self.manager,
        )  # fmt: skip
        return Assignment.objects.create(
            employee=employee, need=need, plan=plan, home_unit=self.ward, period=period, load=100,
            state="ordered", ordered_at=NOW,
        )  # fmt: skip


def account(employee: Employee) -> User:
    assert employee.user
    return employee.user
