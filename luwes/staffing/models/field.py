"""What comes from the field, often late: entries of phones, and where somebody reported present."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.secrets import EncryptedField
from luwes.staffing import belated
from luwes.staffing.models.assignments import Assignment, Presence
from luwes.staffing.models.needs import Need

ENTRY_LABELS = {
    "answer": _("Jawaban"),
    "arrive": _("Lapor hadir"),
    "scan": _("Lapor hadir dengan kode pos"),
    "leave": _("Meninggalkan pos"),
    "back": _("Laporan kembali"),
    "roll": _("Catatan petugas pos"),
    "report": _("Laporan dari lapangan"),
}
REPORT_LABELS = {
    belated.Report.NEWS.value: _("Keadaan di pos"),
    belated.Report.MORE.value: _("Butuh tambahan orang atau barang"),
    belated.Report.HURT.value: _("Ada yang cedera atau sakit"),
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


class FieldReport(models.Model):
    """
    What somebody at a post tells: how it stands, what is short, who is hurt.

    `own_words` of who is hurt tell of health: sealed, read by the writer, the post's officer and
    whoever plans; `text` of such a report is empty.
    """

    need = models.ForeignKey(Need, models.PROTECT, related_name="reports")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("laporan"), max_length=4, choices=REPORT_LABELS)
    text = models.TextField(_("isi"), blank=True)
    own_words = EncryptedField(_("isi"), blank=True, default="")
    heads = models.PositiveIntegerField(_("tambahan orang"), null=True)
    key = models.UUIDField(unique=True)
    at = models.DateTimeField(_("waktu"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(_("dibaca"), null=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("laporan lapangan")
        indexes = [models.Index(fields=["need", "at"], name="field_report_by_need")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.need}"

    @property
    def words(self) -> str:
        return self.own_words or self.text


class FieldPhoto(models.Model):
    """A picture of a report, drawn anew here: nothing of what else the file held is kept."""

    report = models.ForeignKey(FieldReport, models.CASCADE, related_name="photos")
    image = models.FileField(upload_to="field/%Y/%m/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("foto lapangan")

    def __str__(self) -> str:
        return f"{self.report}"
