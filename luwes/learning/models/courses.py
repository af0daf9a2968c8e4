"""Courses and their classes: sessions, places, who asked, who was there."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.states import values
from luwes.learning.models.modules import Module
from luwes.learning.rules.states import ALIVE, AttendedBy, ClassState, EnrolmentState, Method
from luwes.learning.rules.testing import months_of
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.people.models import Employee

CLASS_STATE_LABELS = {
    ClassState.DRAFT.value: _("Rancangan"),
    ClassState.OPEN.value: _("Pendaftaran dibuka"),
    ClassState.RUNNING.value: _("Berjalan"),
    ClassState.FINISHED.value: _("Selesai"),
    ClassState.CANCELLED.value: _("Batal"),
}
ENROLMENT_STATE_LABELS = {
    EnrolmentState.ASKED.value: _("Menunggu persetujuan atasan"),
    EnrolmentState.REFUSED.value: _("Tidak disetujui"),
    EnrolmentState.ENROLLED.value: _("Terdaftar"),
    EnrolmentState.WAITING.value: _("Daftar tunggu"),
    EnrolmentState.WITHDRAWN.value: _("Mengundurkan diri"),
    EnrolmentState.PASSED.value: _("Lulus"),
    EnrolmentState.NOT_PASSED.value: _("Tidak lulus"),
    EnrolmentState.LAPSED.value: _("Tidak jadi"),
}
METHOD_LABELS = {
    Method.CLASS.value: _("Klasikal"),
    Method.SELF_PACED.value: _("Belajar mandiri"),
    Method.COACHING.value: _("Pelatihan di tempat kerja"),
    Method.MENTORING.value: _("Pendampingan"),
    Method.INTERNSHIP.value: _("Magang"),
    Method.SEMINAR.value: _("Seminar"),
    Method.OTHER.value: _("Lainnya"),
}
ATTENDED_LABELS = {
    AttendedBy.CODE.value: _("Kode di kelas"),
    AttendedBy.TRAINER.value: _("Dicatat pengajar"),
}


@pghistory.track()
class Course(models.Model):
    """What is taught in classes; passing shows `competency` at `level`. `test`: the module whose test closes it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="courses")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    title = models.CharField(_("judul"), max_length=120)
    summary = models.CharField(_("ringkasan"), max_length=300, blank=True)
    method = models.CharField(_("cara"), max_length=12, choices=METHOD_LABELS, default="class")
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, related_name="courses")
    level = models.PositiveSmallIntegerField(_("tingkat"), null=True)
    valid_months = models.PositiveSmallIntegerField(_("sertifikat berlaku berapa bulan"), null=True)
    test = models.ForeignKey(Module, models.PROTECT, null=True, related_name="+")
    least_attended = models.PositiveSmallIntegerField(_("kehadiran paling sedikit (%)"), default=80)

    class Meta:
        verbose_name = _("pelatihan")

    def __str__(self) -> str:
        return self.title

    @property
    def months(self) -> int | None:
        """After which what passing shows has to be shown anew; None: never."""
        return months_of(
            self.valid_months, self.competency.valid_months if self.competency else None
        )


@pghistory.track()
class CourseClass(models.Model):
    """One run of a course: with a number of places, sessions, and who teaches."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="classes")
    number = models.PositiveSmallIntegerField(_("angkatan"))
    state = models.CharField(max_length=9, choices=CLASS_STATE_LABELS, default="draft")
    place = models.CharField(_("tempat"), max_length=160)
    capacity = models.PositiveSmallIntegerField(_("jumlah tempat"))
    enrol_until = models.DateField(_("daftar sampai"))
    trainer = models.CharField(_("pengajar"), max_length=160)
    trainers = models.ManyToManyField(User, related_name="classes_taught")
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("kelas")
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="class_number_once"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="class_has_places"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.number}"


class ClassSession(models.Model):
    """A meeting of a class. `secret` makes the codes that turn every half minute."""

    course_class = models.ForeignKey(CourseClass, models.CASCADE, related_name="sessions")
    begins_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    topic = models.CharField(_("pokok bahasan"), max_length=160)
    secret = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("pertemuan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")), name="session_has_length"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}"


class Enrolment(models.Model):
    """
    Somebody for a place in a class: asked, agreed by the superior, seated or on the list.

    `clash`: what was last told to stand against it; `result`: why somebody has not passed.
    """

    course_class = models.ForeignKey(CourseClass, models.PROTECT, related_name="enrolments")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="enrolments")
    home_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ENROLMENT_STATE_LABELS, default="asked")
    why = models.CharField(_("alasan"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("alasan keputusan"), max_length=300, blank=True)
    clash = models.CharField(max_length=600, blank=True)
    result = models.CharField(_("hasil"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pendaftaran")
        constraints = [
            models.UniqueConstraint(
                fields=["course_class", "employee"],
                condition=models.Q(state__in=values(ALIVE)),
                name="enrolment_one_alive",
            )
        ]
        indexes = [models.Index(fields=["state", "home_unit"], name="enrolment_by_home")]

    def __str__(self) -> str:
        return f"{self.employee}: {self.course_class}"


class Attendance(models.Model):
    """
    That somebody was at a session, and how that is known.

    `step`: the half minute of the code; `device`, `line` and `network` are hashes, within the session
    only, of the phone, of where it came from with its browser, and of the address alone. What is struck stays, so that nobody checks in again.
    """

    session = models.ForeignKey(ClassSession, models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendances")
    at = models.DateTimeField()
    method = models.CharField(max_length=7, choices=ATTENDED_LABELS)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    step = models.BigIntegerField(null=True)
    device = models.CharField(max_length=32, blank=True)
    line = models.CharField(max_length=32, blank=True)
    network = models.CharField(max_length=32, blank=True)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    struck_because = models.CharField(_("alasan pencoretan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kehadiran di kelas")
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.session}"
