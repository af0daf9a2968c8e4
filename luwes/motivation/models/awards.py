"""Awards of a government: criteria, committee, nominations, scores, and who won."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.letters.models import Letter
from luwes.motivation.models.contributions import Contribution
from luwes.motivation.rules import awards as rules
from luwes.organisation.models import Agency, OrgUnit
from luwes.people.models import Employee

AWARD_STATE_LABELS = {
    rules.AwardState.DRAFT.value: _("Rancangan"),
    rules.AwardState.OPEN.value: _("Menerima pencalonan"),
    rules.AwardState.JUDGING.value: _("Dinilai panitia"),
    rules.AwardState.STOPPED.value: _("Dihentikan"),
    rules.AwardState.DECIDED.value: _("Diputuskan"),
    rules.AwardState.CANCELLED.value: _("Dibatalkan"),
}
NOMINATION_STATE_LABELS = {
    rules.NominationState.ASKED.value: _("Menunggu kesediaan"),
    rules.NominationState.STANDING.value: _("Bersedia"),
    rules.NominationState.DECLINED.value: _("Tidak bersedia"),
    rules.NominationState.LAPSED.value: _("Tidak dijawab"),
    rules.NominationState.WITHDRAWN.value: _("Mundur"),
}
BAR_LABELS = {
    rules.Bar.NOMINEE.value: _("ikut dicalonkan dalam penghargaan ini"),
    rules.Bar.ONESELF_NOMINATED.value: _("yang mencalonkan"),
    rules.Bar.SUPERIOR.value: _("atasan langsung calon"),
    rules.Bar.SUBORDINATE.value: _("bawahan langsung calon"),
    rules.Bar.DECLARED.value: _("menyatakan benturan kepentingan"),
}
ALIVE_NOMINATIONS = sorted(state.value for state in rules.ALIVE)


@pghistory.track()
class Award(models.Model):
    """
    One occasion of an award: for people of a government, or of a unit with all below it.

    `departs_because`: why the decision is another than the committee's ranking.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )
    name = models.CharField(_("nama penghargaan"), max_length=120)
    purpose = models.CharField(_("tujuan"), max_length=300)
    nominations = PeriodField(_("masa pencalonan"))
    how_many = models.PositiveSmallIntegerField(_("jumlah penerima"))
    state = models.CharField(max_length=9, choices=AWARD_STATE_LABELS, default="draft")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    departs_because = models.CharField(_("alasan menyimpang"), max_length=600, blank=True)
    cancelled_because = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("penghargaan")
        constraints = [
            models.CheckConstraint(
                condition=Q(how_many__range=(1, rules.MOST_WINNERS)), name="award_some_winners"
            )
        ]
        indexes = [models.Index(fields=["agency", "state"], name="award_by_agency")]

    def __str__(self) -> str:
        return self.name


class AwardCriterion(models.Model):
    """What the committee looks at, and how much it weighs (percent; all of an award make 100)."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="criteria")
    words = models.CharField(_("kriteria"), max_length=160)
    weight = models.PositiveSmallIntegerField(_("bobot (%)"))
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("kriteria penghargaan")
        constraints = [
            models.UniqueConstraint(fields=["award", "place"], name="award_criterion_place"),
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100)), name="award_criterion_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class AwardJudge(models.Model):
    """Somebody's account on the committee of one award."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="committee")
    user = models.ForeignKey(User, models.PROTECT, related_name="judging")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(_("alasan keluar"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("anggota panitia penghargaan")
        constraints = [models.UniqueConstraint(fields=["award", "user"], name="award_judge_once")]

    def __str__(self) -> str:
        return str(self.user)


@pghistory.track()
class Nomination(models.Model):
    """
    Somebody put forward by a colleague; stands only after agreeing.

    `evidence` is what the nominator could see and what the nominee added. `from_below`: the nominator
    reported to the nominee then.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="nominations_made")
    nominee = models.ForeignKey(Employee, models.PROTECT, related_name="nominations")
    nominator = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    reasons = models.TextField(_("alasan"), max_length=1500)
    from_below = models.BooleanField(default=False)
    evidence = models.ManyToManyField(Contribution, related_name="+", blank=True)
    state = models.CharField(max_length=9, choices=NOMINATION_STATE_LABELS, default="asked")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pencalonan")
        constraints = [
            models.UniqueConstraint(fields=["award", "nominee"], name="nomination_once"),
            models.CheckConstraint(
                condition=~Q(nominee=models.F("nominator")), name="nomination_not_of_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.nominee}"


class JudgeInterest(models.Model):
    """Somebody on the committee says that they are too near to a nominee to judge."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="interests")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.CharField(_("penjelasan"), max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("benturan kepentingan panitia")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "user"], name="judge_interest_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}"


@pghistory.track()
class AwardScore(models.Model):
    """One score of one judge for a nominee by one criterion, with its reason."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(AwardCriterion, models.PROTECT, related_name="+")
    judge = models.ForeignKey(User, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("nilai"))
    reason = models.CharField(_("alasan"), max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("nilai panitia")
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "criterion", "judge"], name="award_score_once"
            ),
            models.CheckConstraint(
                condition=Q(score__range=(rules.LOWEST, rules.HIGHEST)), name="award_score_1_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}"


@pghistory.track()
class AwardWinner(models.Model):
    """Who got an award, with the certificate; without effect from `revoked_at` on."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="winners")
    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="won")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_because = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("penerima penghargaan")

    def __str__(self) -> str:
        return str(self.nomination)
