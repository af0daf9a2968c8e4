"""What comes from the field, often late: entries of phones, and where somebody reported present."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.staffing.models.assignments import Presence
from luwes.staffing.models.needs import Need

ENTRY_LABELS = {
    "answer": _("Jawaban"),
    "arrive": _("Lapor hadir"),
    "leave": _("Meninggalkan pos"),
    "back": _("Laporan kembali"),
    "roll": _("Catatan petugas pos"),
}


class FieldEntry(models.Model):
    """
    One thing written on a phone, by its key: sent twice it is done once, and answered alike.

    `at` is when it happened by our clock; see `belated`.
    """

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(_("kiriman"), max_length=8, choices=ENTRY_LABELS)
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("waktu"))
    phone_at = models.DateTimeField(_("menurut ponsel"))
    received_at = models.DateTimeField(_("diterima"))
    is_clock_off = models.BooleanField(_("jam ponsel meleset"), default=False)
    outcome = models.CharField(
        max_length=8, blank=True, choices={"done": _("tercatat"), "refused": _("tidak dapat dicatat")}
    )  # fmt: skip
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("kiriman lapangan")
        indexes = [models.Index(fields=["need", "outcome"], name="field_entry_by_need")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PresencePlace(models.Model):
    """Where a phone said it was at a check-in; to about ten metres, and how exact it may be."""

    presence = models.OneToOneField(Presence, models.CASCADE, related_name="place")
    lat = models.FloatField()
    lon = models.FloatField()
    accuracy = models.PositiveIntegerField(_("ketelitian (m)"))
    distance = models.PositiveIntegerField(_("jarak ke pos (m)"), null=True)

    class Meta:
        verbose_name = _("letak lapor hadir")

    def __str__(self) -> str:
        return f"{self.presence}"
