"""A module, a class, certificates and hours."""

from datetime import timedelta
from functools import cached_property

from django.core.files.base import ContentFile
from django.utils import timezone

from luwes.accounts.models import User
from luwes.learning.models import (
    Certificate,
    ClassSession,
    Course,
    CourseClass,
    Enrolment,
    HoursClaim,
    Module,
    ModuleAttempt,
    ModulePicture,
)
from luwes.learning.tests.builders import a_module, a_study, a_version
from luwes.organisation.tests.builders import a_user
from tests.guards.worlds.ground import LONG_AGO, Ground


class Learning(Ground):
    @cached_property
    def certificate(self) -> Certificate:
        return Certificate.objects.create(
            employee=self.here.employee, unit=self.here.unit, letter=self.letter, title="TIK dasar",
            period=self.today, source_kind="test", source_id="1", made_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def hours_claim(self) -> HoursClaim:
        return HoursClaim.objects.create(
            employee=self.here.employee, on=self.today.start, minutes=90, method="class",
            words="Webinar", evidence="Kominfo", asked_at=LONG_AGO,
        )  # fmt: skip

    @cached_property
    def trainer(self) -> User:
        """Holds no role: teaches the class here."""
        return a_user(name="Pengajar Rekaan")

    @cached_property
    def course(self) -> Course:
        side = self.here
        return Course.objects.create(agency=side.agency, unit=side.unit, title="Pelayanan prima")

    @cached_property
    def course_class(self) -> CourseClass:
        row = CourseClass.objects.create(
            course=self.course, number=1, state="running", place="Aula", capacity=10,
            enrol_until=timezone.localdate(), trainer="Rekaan",
        )  # fmt: skip
        row.trainers.add(self.trainer)
        return row

    @cached_property
    def other_trainer(self) -> User:
        """Teaches a class of the neighbour, and none here."""
        side, user = self.there, a_user(name="Pengajar Tetangga")
        course = Course.objects.create(agency=side.agency, unit=side.unit, title="Arsip")
        taught = CourseClass.objects.create(
            course=course, number=1, state="running", place="Aula", capacity=10,
            enrol_until=timezone.localdate(), trainer="Rekaan",
        )  # fmt: skip
        taught.trainers.add(user)
        return user

    @cached_property
    def class_session(self) -> ClassSession:
        """It goes on now."""
        starts = timezone.now() - timedelta(hours=1)
        return ClassSession.objects.create(
            course_class=self.course_class, begins_at=starts, ends_at=starts + timedelta(hours=2),
            topic="Mendengar", secret="rahasia-kelas",
        )  # fmt: skip

    @cached_property
    def enrolment(self) -> Enrolment:
        """Of the employee here, who has a place."""
        return Enrolment.objects.create(
            course_class=self.class_session.course_class, employee=self.here.employee,
            home_unit=self.here.unit, state="enrolled", asked_at=LONG_AGO,
            asked_by=self.here.employee.user, agreed_at=LONG_AGO, agreed_by=self.planner,
        )  # fmt: skip

    @cached_property
    def module(self) -> Module:
        """In force, with a draft of the next version."""
        module = a_module(self.here.unit)
        a_version(module, number=2)
        return module

    @cached_property
    def attempt(self) -> ModuleAttempt:
        """At the module's test by the employee here, handed in."""
        study = a_study(self.here.employee, self.module, page=3)
        return study.attempts.create(
            number=1, seed="biji", drawn=[], began_at=LONG_AGO, handed_in_at=LONG_AGO, percent=50,
            passed=False,
        )  # fmt: skip

    @cached_property
    def module_picture(self) -> ModulePicture:
        """On a page that the employee here reads."""
        page = self.attempt.study.version.pages.get(place=0)
        return page.pictures.create(
            file=ContentFile(b"gambar", "gambar.jpg"), alt="Gambar", width=1, height=1
        )
