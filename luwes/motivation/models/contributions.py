"""What somebody did, told by facts of other areas."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from luwes.motivation.models.goals import Goal
from luwes.motivation.rules.contributions import ContributionKind
from luwes.people.models import Employee

CONTRIBUTION_LABELS = {
    ContributionKind.DUTY.value: _("Penugasan"),
    ContributionKind.LEARNING.value: _("Belajar"),
    ContributionKind.CASE.value: _("Layanan"),
    ContributionKind.MILESTONE.value: _("Tonggak program"),
    ContributionKind.THANKS.value: _("Terima kasih"),
    ContributionKind.TEAM.value: _("Tim kerja"),
    ContributionKind.AWARD.value: _("Penghargaan"),
}


class Contribution(models.Model):
    """
    One thing that somebody did, once per source; `url` is where it stands.

    `count`: of how many things it tells, where they are told together. `goal` is what the person put
    it beside. What counts no more keeps its row and gets `withdrawn_at`. The words are Indonesian
    always, as in letters.
    """

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=9, choices=CONTRIBUTION_LABELS)
    source_kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=40)
    words = models.CharField(_("apa"), max_length=300)
    detail = models.CharField(_("rincian"), max_length=600, blank=True)
    on = models.DateField(_("tanggal"))
    url = models.CharField(max_length=200, blank=True)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="contributions")
    count = models.PositiveIntegerField(_("banyaknya"), default=1)
    is_left_out = models.BooleanField(default=False)  # the person wants it beside no goal
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bukti kinerja")
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "employee"], name="contribution_once"
            )
        ]
        indexes = [models.Index(F("employee"), F("on").desc(), name="contribution_by_person")]

    def __str__(self) -> str:
        return self.words
