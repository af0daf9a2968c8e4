"""What came of it: ratings of a quarter and of the year, and an objection against the latter."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.letters.models import Letter
from luwes.motivation.models.goals import Goal, PerformancePlan
from luwes.motivation.rules.evaluating import (
    EvaluationKind,
    EvaluationState,
    ObjectionPart,
    ObjectionState,
)
from luwes.motivation.rules.rating import Predicate, Rating
from luwes.organisation.models import OrgUnit

RATING_LABELS = {
    Rating.BELOW.value: _("Di bawah ekspektasi"),
    Rating.MEETS.value: _("Sesuai ekspektasi"),
    Rating.ABOVE.value: _("Di atas ekspektasi"),
}
PREDICATE_LABELS = {
    Predicate.VERY_GOOD.value: _("Sangat Baik"),
    Predicate.GOOD.value: _("Baik"),
    Predicate.NEEDS_IMPROVEMENT.value: _("Butuh Perbaikan"),
    Predicate.MISCONDUCT.value: _("Kurang/misconduct"),
    Predicate.VERY_POOR.value: _("Sangat Kurang"),
}
EVALUATION_KIND_LABELS = {
    EvaluationKind.QUARTER.value: _("Triwulan"),
    EvaluationKind.YEAR.value: _("Tahunan"),
}
EVALUATION_STATE_LABELS = {
    EvaluationState.RATED.value: _("Dapat diajukan keberatan"),
    EvaluationState.OBJECTED.value: _("Keberatan diperiksa"),
    EvaluationState.FINAL.value: _("Tetap"),
    EvaluationState.WITHDRAWN.value: _("Dicabut"),
}
PART_LABELS = {
    ObjectionPart.WORK.value: _("Hasil kerja"),
    ObjectionPart.BEHAVIOUR.value: _("Perilaku kerja"),
    ObjectionPart.BOTH.value: _("Keduanya"),
}
OBJECTION_STATE_LABELS = {
    ObjectionState.ASKED.value: _("Menunggu keputusan"),
    ObjectionState.UPHELD.value: _("Penilaian dikuatkan"),
    ObjectionState.CHANGED.value: _("Penilaian diubah"),
}


@pghistory.track()
class Evaluation(models.Model):
    """
    Results and behaviour of a stretch of a plan, rated; `predicate` follows from both.

    They are those in force: an objection that is granted changes them, and keeps what was before.
    `rated_unit` is the unit that the assessor headed, None where the right came from elsewhere;
    `object_until` is set once the person has it, by pressing or by the clock.
    """

    plan = models.ForeignKey(PerformancePlan, models.PROTECT, related_name="evaluations")
    kind = models.CharField(max_length=7, choices=EVALUATION_KIND_LABELS)
    quarter = models.PositiveSmallIntegerField(null=True)
    period = PeriodField(_("masa penilaian"))
    work = models.CharField(_("hasil kerja"), max_length=5, choices=RATING_LABELS)
    work_reason = models.CharField(_("alasan"), max_length=1000)
    behaviour = models.CharField(_("perilaku kerja"), max_length=5, choices=RATING_LABELS)
    behaviour_reason = models.CharField(_("alasan"), max_length=1000)
    predicate = models.CharField(_("predikat"), max_length=10, choices=PREDICATE_LABELS)
    state = models.CharField(max_length=9, choices=EVALUATION_STATE_LABELS, default="rated")
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    rated_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    is_received_by_clock = models.BooleanField(default=False)
    object_until = models.DateField(null=True)
    final_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("evaluasi kinerja")
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], name="evaluation_one_a_year",
                condition=Q(kind="year") & ~Q(state="withdrawn"),
            ),
            models.UniqueConstraint(
                fields=["plan", "quarter"], name="evaluation_one_a_quarter",
                condition=Q(kind="quarter"),
            ),
            models.CheckConstraint(
                condition=Q(kind="year", quarter=None) | Q(kind="quarter", quarter__range=(1, 3)),
                name="evaluation_quarter_1_3",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["state", "rated_at"], name="evaluation_running",
                condition=Q(kind="year", state__in=["rated", "objected"]),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plan} {self.name}"

    @property
    def name(self) -> str:
        if self.quarter:
            return str(_("Triwulan %d") % self.quarter)
        return str(self.get_kind_display())


class GoalResult(models.Model):
    """What came of one goal, as the assessor rated it."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="results")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="results")
    realised = models.CharField(_("realisasi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("realisasi hasil kerja")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "goal"], name="goal_result_once")
        ]

    def __str__(self) -> str:
        return self.realised


@pghistory.track()
class RatingObjection(models.Model):
    """Somebody objects to the own yearly evaluation; the assessor's superior decides."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="objection")
    part = models.CharField(_("bagian"), max_length=9, choices=PART_LABELS)
    reason = models.CharField(_("alasan"), max_length=2000)
    state = models.CharField(max_length=7, choices=OBJECTION_STATE_LABELS, default="asked")
    made_at = models.DateTimeField()
    due = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("alasan keputusan"), max_length=2000, blank=True)
    work_before = models.CharField(max_length=5, choices=RATING_LABELS)
    behaviour_before = models.CharField(max_length=5, choices=RATING_LABELS)
    predicate_before = models.CharField(max_length=10, choices=PREDICATE_LABELS)

    class Meta:
        verbose_name = _("keberatan atas penilaian")
        indexes = [
            models.Index(
                fields=["due"], name="rating_objection_waiting", condition=Q(state="asked")
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}"
