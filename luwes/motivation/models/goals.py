"""What is expected of somebody in a year (SKP), agreed with the assessor (PermenPANRB 6/2022)."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.motivation.models.values import VALUE_LABELS
from luwes.motivation.rules.goals import (
    ChangeKind,
    ChangeState,
    GoalKind,
    PlanState,
    TurnKind,
)
from luwes.organisation.models import OrgUnit, Position
from luwes.people.models import Employee

PLAN_STATE_LABELS = {
    PlanState.DRAFT.value: _("Disusun"),
    PlanState.PROPOSED.value: _("Menunggu pejabat penilai"),
    PlanState.AGREED.value: _("Disepakati"),
    PlanState.RATED.value: _("Sudah dinilai"),
    PlanState.CLOSED.value: _("Ditutup"),
}
GOAL_KIND_LABELS = {GoalKind.MAIN.value: _("Utama"), GoalKind.EXTRA.value: _("Tambahan")}
CHANGE_KIND_LABELS = {
    ChangeKind.ADD.value: _("Hasil kerja baru"),
    ChangeKind.CHANGE.value: _("Perubahan"),
    ChangeKind.DROP.value: _("Penghapusan"),
}
CHANGE_STATE_LABELS = {
    ChangeState.ASKED.value: _("Menunggu pejabat penilai"),
    ChangeState.AGREED.value: _("Disetujui"),
    ChangeState.REFUSED.value: _("Tidak disetujui"),
    ChangeState.WITHDRAWN.value: _("Ditarik"),
}
TURN_LABELS = {
    TurnKind.PROPOSED.value: _("Sasaran diusulkan"),
    TurnKind.TAKEN_BACK.value: _("Usulan ditarik kembali"),
    TurnKind.RETURNED.value: _("Sasaran dikembalikan"),
    TurnKind.AGREED.value: _("Sasaran disepakati"),
    TurnKind.EXPECTED.value: _("Ekspektasi perilaku ditulis"),
    TurnKind.CHANGE_ASKED.value: _("Perubahan diusulkan"),
    TurnKind.CHANGE_AGREED.value: _("Perubahan disetujui"),
    TurnKind.CHANGE_REFUSED.value: _("Perubahan tidak disetujui"),
    TurnKind.CHANGE_WITHDRAWN.value: _("Usul perubahan ditarik"),
    TurnKind.PROGRESS.value: _("Kemajuan dilaporkan"),
    TurnKind.FEEDBACK.value: _("Umpan balik"),
    TurnKind.MOVED.value: _("Pindah jabatan"),
    TurnKind.REOPENED.value: _("Jabatan berlanjut, sasaran dilanjutkan"),
}


@pghistory.track()
class PerformancePlan(models.Model):
    """
    Somebody's SKP for a year, or for a part of it after a move; `unit` is where the person serves.

    `assessor` agreed to it (pejabat penilai kinerja): the superior of then; who heads the unit when
    it is rated rates it. One that was closed without an evaluation stands in nobody's way.
    """

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="performance_plans")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="+")
    period = PeriodField(_("masa"))
    state = models.CharField(max_length=8, choices=PLAN_STATE_LABELS, default="draft")
    assessor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sasaran kinerja")
        constraints = [
            ExclusionConstraint(
                name="performance_plan_one_at_a_time",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=~Q(state="closed"),
            )
        ]
        indexes = [models.Index(fields=["unit", "state"], name="performance_plan_by_unit")]

    def __str__(self) -> str:
        return f"{self.employee} {self.period.start.year}"

    @property
    def year(self) -> int:
        first: date = self.period.start
        return first.year


@pghistory.track()
class Goal(models.Model):
    """A result that is expected (rencana hasil kerja), how it is measured, and how much is asked."""

    plan = models.ForeignKey(PerformancePlan, models.CASCADE, related_name="goals")
    kind = models.CharField(_("jenis"), max_length=5, choices=GOAL_KIND_LABELS, default="main")
    title = models.CharField(_("hasil kerja"), max_length=200)
    indicator = models.CharField(_("indikator"), max_length=200)
    target = models.CharField(_("target"), max_length=120)
    supports = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supported_by",
        verbose_name=_("hasil kerja pimpinan yang didukung"),
    )  # fmt: skip
    place = models.PositiveSmallIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("hasil kerja yang diharapkan")
        indexes = [models.Index(fields=["plan", "place"], name="goal_by_plan")]

    def __str__(self) -> str:
        return self.title


class GoalChange(models.Model):
    """
    A change of what was agreed, proposed by the employee: until the assessor agrees the old stands.

    The columns of a goal hold what it would become; of one that is dropped, what it was.
    """

    plan = models.ForeignKey(PerformancePlan, models.CASCADE, related_name="changes")
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, related_name="changes")
    what = models.CharField(max_length=6, choices=CHANGE_KIND_LABELS)
    kind = models.CharField(max_length=5, choices=GOAL_KIND_LABELS)
    title = models.CharField(max_length=200)
    indicator = models.CharField(max_length=200)
    target = models.CharField(max_length=120)
    supports = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("alasan"), max_length=500)
    state = models.CharField(max_length=9, choices=CHANGE_STATE_LABELS, default="asked")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("usul perubahan hasil kerja")
        constraints = [
            models.UniqueConstraint(
                fields=["goal"], name="goal_change_one_waiting", condition=Q(state="asked")
            )
        ]
        indexes = [
            models.Index(fields=["plan"], name="goal_change_waiting", condition=Q(state="asked"))
        ]

    def __str__(self) -> str:
        return self.title


class BehaviourExpectation(models.Model):
    """What the superior expects of one of the seven values, in words of their own."""

    plan = models.ForeignKey(PerformancePlan, models.CASCADE, related_name="expectations")
    behaviour = models.CharField(max_length=13, choices=VALUE_LABELS)
    words = models.CharField(_("ekspektasi"), max_length=300)

    class Meta:
        verbose_name = _("ekspektasi perilaku")
        constraints = [
            models.UniqueConstraint(fields=["plan", "behaviour"], name="behaviour_expectation_once")
        ]

    def __str__(self) -> str:
        return self.words


class DialogueTurn(models.Model):
    """One turn of the dialogue about a plan: who, when, in which words, about which goal."""

    plan = models.ForeignKey(PerformancePlan, models.CASCADE, related_name="turns")
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="turns")
    kind = models.CharField(max_length=16, choices=TURN_LABELS)
    words = models.CharField(_("kata-kata"), max_length=1000, blank=True)
    percent = models.PositiveSmallIntegerField(_("kemajuan"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("giliran dialog kinerja")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100), name="turn_percent_to_100"
            )
        ]
        indexes = [models.Index(F("plan"), F("at").desc(), name="turn_by_plan")]

    def __str__(self) -> str:
        return self.words or str(self.get_kind_display())
