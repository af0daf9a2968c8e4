"""What is expected of somebody in a year (SKP), agreed with the assessor (PermenPANRB 6/2022)."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.motivation.rules.goals import GoalKind, PlanState
from luwes.organisation.models import OrgUnit
from luwes.people.models import Employee

PLAN_STATE_LABELS = {
    PlanState.DRAFT.value: _("Disusun"),
    PlanState.PROPOSED.value: _("Menunggu pejabat penilai"),
    PlanState.AGREED.value: _("Disepakati"),
    PlanState.RATED.value: _("Sudah dinilai"),
    PlanState.CLOSED.value: _("Ditutup"),
}
GOAL_KIND_LABELS = {GoalKind.MAIN.value: _("Utama"), GoalKind.EXTRA.value: _("Tambahan")}


@pghistory.track()
class PerformancePlan(models.Model):
    """
    Somebody's SKP for a year, or for a part of it after a move; `unit` is where the person serves.

    `assessor` agreed to it and rates it (pejabat penilai kinerja): the superior of then.
    """

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="performance_plans")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    period = PeriodField(_("masa"))
    state = models.CharField(max_length=8, choices=PLAN_STATE_LABELS, default="draft")
    assessor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sasaran kinerja")
        constraints = [
            ExclusionConstraint(
                name="performance_plan_one_at_a_time",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.period.start.year}"


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
