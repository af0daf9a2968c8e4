"""Workload analyses (ABK): what a post does in a year, and how many people that takes."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luwes.core.db import PeriodField
from luwes.organisation.models.structure import Position
from luwes.organisation.rules.workload import AnalysisState, Work

DRAFTED, RETURNED, SIGNED, CHECKED, IN_FORCE = (state.value for state in AnalysisState)
STATE_LABELS = {
    DRAFTED: _("Disusun"),
    RETURNED: _("Dikembalikan"),
    SIGNED: _("Ditandatangani kepala unit"),
    CHECKED: _("Diperiksa BKD"),
    IN_FORCE: _("Berlaku"),
}


class WorkingTime(models.Model):
    """Minutes that one person works in a year, for a period: what a need is divided by."""

    minutes = models.PositiveIntegerField(_("menit efektif setahun"))
    source = models.CharField(_("sumber"), max_length=200)
    period = PeriodField(_("berlaku"))

    class Meta:
        verbose_name = _("waktu kerja efektif")
        constraints = [
            ExclusionConstraint(
                name="working_time_one_at_a_time",
                expressions=[("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="working_time_some"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}"


@pghistory.track()
class WorkloadAnalysis(models.Model):
    """
    The work of one position in one year. `raw_need` follows from the tasks and the minutes.

    What the signatures stand under stays as it was: minutes and source are kept here.
    """

    position = models.ForeignKey(Position, models.CASCADE, related_name="analyses")
    year = models.PositiveSmallIntegerField(_("tahun"))
    state = models.CharField(_("keadaan"), max_length=10, choices=STATE_LABELS, default=DRAFTED)
    effective_minutes = models.PositiveIntegerField(_("menit efektif setahun"))
    minutes_source = models.CharField(_("sumber waktu efektif"), max_length=200)
    load = models.DecimalField(_("beban kerja (menit)"), max_digits=20, decimal_places=4, default=0)
    raw_need = models.DecimalField(
        _("kebutuhan hitung"), max_digits=12, decimal_places=4, default=0
    )
    headcount = models.PositiveIntegerField(_("kebutuhan ditetapkan"), null=True)
    rounding_reason = models.CharField(_("alasan pembulatan"), max_length=300, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("ditandatangani"), null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("diperiksa"), null=True)
    returned_why = models.CharField(_("alasan dikembalikan"), max_length=300, blank=True)
    decree = models.CharField(_("keputusan"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("analisis beban kerja")
        constraints = [
            models.UniqueConstraint(fields=["position", "year"], name="analysis_once_a_year"),
            models.CheckConstraint(condition=Q(effective_minutes__gt=0), name="analysis_some_minutes"),
            models.CheckConstraint(
                condition=Q(state__in=[DRAFTED, RETURNED])
                | Q(headcount__isnull=False, signed_by__isnull=False),
                name="analysis_signed_with_a_need",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CHECKED, IN_FORCE])
                | (Q(checked_by__isnull=False) & ~Q(checked_by=F("signed_by"))),
                name="analysis_checked_by_another",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["year", "state"], name="analysis_by_year")]

    def __str__(self) -> str:
        return f"{self.position} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its tasks may still change."""
        return self.state in (DRAFTED, RETURNED)


class WorkloadTask(models.Model):
    """One task of a post (uraian tugas): what it yields, how often a year, how long one takes."""

    analysis = models.ForeignKey(WorkloadAnalysis, models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=300)  # see rules.workload.key_of
    task = models.CharField(_("uraian tugas"), max_length=300)
    output = models.CharField(_("satuan hasil"), max_length=80, blank=True)
    volume = models.DecimalField(_("volume setahun"), max_digits=14, decimal_places=2)
    norm_minutes = models.DecimalField(_("norma waktu (menit)"), max_digits=12, decimal_places=2)
    evidence = models.CharField(_("bukti"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("uraian tugas")
        constraints = [
            models.UniqueConstraint(fields=["analysis", "key"], name="task_once_an_analysis"),
            models.CheckConstraint(
                condition=Q(volume__gte=0, norm_minutes__gt=0), name="task_takes_time"
            ),
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def minutes(self) -> Decimal:
        return self.volume * self.norm_minutes

    def as_work(self) -> Work:
        return Work(self.task, self.volume, self.norm_minutes)
