"""Thanks: from a colleague, or from a citizen after a case."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.motivation.models.values import VALUE_LABELS
from luwes.motivation.rules import thanks as rules
from luwes.people.models import Employee

SEEN_LABELS = {
    rules.Seen.LINE.value: _("Anda, pengirim, dan atasan Anda"),
    rules.Seen.PAGE.value: _("Semua yang boleh membuka halaman Anda"),
    rules.Seen.OWN.value: _("Hanya Anda dan pengirim"),
}
REPORT_LABELS = {
    rules.Report.NONE.value: "",
    rules.Report.WAITING.value: _("Dilaporkan"),
    rules.Report.LEFT.value: _("Dibiarkan"),
    rules.Report.HIDDEN.value: _("Disembunyikan"),
}


class Thanks(models.Model):
    """
    Words of thanks; without a giver they are a citizen's, after the case `case_id` of which nothing
    else is kept here.

    `from_below`: the giver reported to the receiver then. `about`: what both served in, in words.
    """

    giver = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="thanks_given")
    receiver = models.ForeignKey(Employee, models.PROTECT, related_name="thanks_received")
    case_id = models.BigIntegerField(null=True, unique=True)
    words = models.CharField(_("ucapan"), max_length=600)
    value = models.CharField(_("nilai"), max_length=13, choices=VALUE_LABELS, blank=True)
    about = models.CharField(_("tentang"), max_length=200, blank=True)
    from_below = models.BooleanField(default=False)
    on = models.DateField(_("tanggal"))
    at = models.DateTimeField()
    seen = models.CharField(max_length=4, choices=SEEN_LABELS, default="line")
    withdrawn_at = models.DateTimeField(null=True)
    report = models.CharField(max_length=7, choices=REPORT_LABELS, blank=True)
    reported_at = models.DateTimeField(null=True)
    reported_because = models.CharField(_("alasan laporan"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_because = models.CharField(_("alasan keputusan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ucapan terima kasih")
        constraints = [
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | ~Q(giver=F("receiver")),
                name="thanks_not_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True, case_id__isnull=False)
                | Q(giver__isnull=False, case_id__isnull=True),
                name="thanks_from_colleague_or_citizen",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-on"], name="thanks_by_receiver"),
            models.Index(fields=["giver", "-on"], name="thanks_by_giver"),
            models.Index(
                fields=["reported_at"], condition=Q(report="waiting"), name="thanks_reported"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver_id} {self.on}"

    @property
    def stands(self) -> bool:
        """Whether it is still there for anybody but who decides about reports."""
        return self.withdrawn_at is None and self.report != rules.Report.HIDDEN.value
