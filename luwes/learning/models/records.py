"""What stays of learning: certificates as signed letters, and the account of hours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.learning.models.courses import METHOD_LABELS
from luwes.learning.rules.hours import HoursState, jp_of
from luwes.letters.models import Letter
from luwes.organisation.models import Competency, OrgUnit
from luwes.people.models import CompetencyRecord, Employee


class Certificate(models.Model):
    """
    That somebody passed: a letter anybody can verify, and the records of competency that it set.

    `source_kind` and `source_id` name the attempt or the enrolment from which it comes.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="certificates")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")  # taught it
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="certificate")
    title = models.CharField(_("judul"), max_length=160)
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(_("tingkat"), null=True)
    records = models.ManyToManyField(CompetencyRecord, related_name="certificates")
    period = PeriodField(_("berlaku"))
    source_kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_because = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sertifikat")
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id"], name="certificate_once")
        ]
        indexes = [models.Index(fields=["employee", "-made_at"], name="certificate_by_person")]

    def __str__(self) -> str:
        return f"{self.employee}: {self.title}"


HOURS_STATE_LABELS = {
    HoursState.ASKED.value: _("Menunggu pemeriksaan"),
    HoursState.ACCEPTED.value: _("Diakui"),
    HoursState.REFUSED.value: _("Tidak diakui"),
}


class HoursClaim(models.Model):
    """Hours learnt elsewhere, told by the person with what shows it; whoever keeps the file answers."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="hours_claims")
    on = models.DateField(_("hari terakhir"))
    minutes = models.PositiveIntegerField(_("menit"))
    method = models.CharField(_("cara"), max_length=12, choices=METHOD_LABELS)
    words = models.CharField(_("kegiatan"), max_length=200)
    evidence = models.CharField(_("bukti"), max_length=200)
    state = models.CharField(max_length=8, choices=HOURS_STATE_LABELS, default="asked")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("alasan keputusan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("jam pelajaran dari luar")
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "on", "words"], condition=~models.Q(state="refused"),
                name="hours_claim_once",
            ),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="hours_claim_some"),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(state="asked"), name="hours_claim_open"
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def jp(self) -> str:
        return jp_of(self.minutes)


class LearningHours(models.Model):
    """Minutes that somebody learnt on a day, once per source; 45 make an hour of learning (JP)."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="learning_hours")
    on = models.DateField(_("tanggal"))
    minutes = models.PositiveIntegerField(_("menit"))
    method = models.CharField(_("cara"), max_length=12, choices=METHOD_LABELS)
    words = models.CharField(_("kegiatan"), max_length=200)
    source_kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("jam pelajaran")
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "source_kind", "source_id", "on"], name="learning_hours_once"
            )
        ]
        indexes = [models.Index(fields=["employee", "on"], name="learning_hours_by_year")]

    def __str__(self) -> str:
        return f"{self.employee} {self.on}: {self.minutes}"

    @property
    def jp(self) -> str:
        return jp_of(self.minutes)
