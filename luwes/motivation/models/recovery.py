"""Days to recover after a duty: offered, picked, agreed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.letters.models import Letter
from luwes.motivation.rules.recovery import OfferState
from luwes.organisation.models import OrgUnit
from luwes.people.models import Employee
from luwes.staffing.models import RestOwed

OFFER_STATE_LABELS = {
    OfferState.OFFERED.value: _("Pilih harinya"),
    OfferState.ASKED.value: _("Menunggu atasan"),
    OfferState.AGREED.value: _("Disetujui"),
    OfferState.LAPSED.value: _("Tidak dipilih pada waktunya"),
    OfferState.CLOSED.value: _("Diambil dengan cara lain"),
}


class RecoveryOffer(models.Model):
    """
    Rest that a duty earned, offered to be taken soon after the return. By a policy, never by law.

    Once agreed its days are leave of the kind *rest* (`RestTaken`), which is what keeps planners off
    them; recalled days are owed again and offered again.
    """

    rest = models.OneToOneField(RestOwed, models.CASCADE, related_name="offer")
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="recovery_offers")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField(_("hari"))
    until = models.DateField(_("diambil paling lambat"))
    state = models.CharField(max_length=7, choices=OFFER_STATE_LABELS, default="offered")
    offered_at = models.DateTimeField()
    answer_by = models.DateField(_("dijawab paling lambat"), null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+"
    )  # null: silence
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("tawaran istirahat pemulihan")
        indexes = [
            models.Index(
                fields=["state", "until"], condition=Q(state__in=("offered", "asked")),
                name="recovery_offer_open",
            ),
            models.Index(fields=["employee", "-offered_at"], name="recovery_offer_of"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employee}: {self.days}"


class RecoveryDay(models.Model):
    """One day that the person picked, or the superior set."""

    offer = models.ForeignKey(RecoveryOffer, models.CASCADE, related_name="picked")
    day = models.DateField(_("hari"))

    class Meta:
        verbose_name = _("hari pemulihan")
        constraints = [models.UniqueConstraint(fields=["offer", "day"], name="recovery_day_once")]

    def __str__(self) -> str:
        return f"{self.offer} {self.day}"
