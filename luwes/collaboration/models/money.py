"""Where a programme's money comes from, and where it went."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.collaboration.models.programmes import Programme, ProgrammePartner
from luwes.collaboration.rules.states import EntryKind, SourceKind

SOURCE_LABELS = {
    SourceKind.PROVINCE.value: _("APBD provinsi"),
    SourceKind.REGENCY.value: _("APBD kabupaten/kota"),
    SourceKind.NATION.value: _("APBN"),
    SourceKind.PARTNER.value: _("Mitra, uang (TJSL)"),
    SourceKind.IN_KIND.value: _("Mitra, barang atau pekerjaan"),
    SourceKind.COMMUNITY.value: _("Swadaya masyarakat"),
    SourceKind.OTHER.value: _("Sumber lain"),
}
ENTRY_LABELS = {
    EntryKind.COMMITTED.value: _("Diikat"),
    EntryKind.REALISED.value: _("Terealisasi"),
}


class BudgetSource(models.Model):
    """What one source is to give in one year, in whole rupiah; of work and material, what it is worth."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sources")
    kind = models.CharField(_("sumber"), max_length=9, choices=SOURCE_LABELS)
    partner = models.ForeignKey(ProgrammePartner, models.PROTECT, null=True, related_name="sources")
    year = models.PositiveSmallIntegerField(_("tahun"))
    words = models.CharField(_("untuk"), max_length=160)
    planned = models.BigIntegerField(_("rencana (rupiah)"), validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("sumber anggaran")
        constraints = [
            models.CheckConstraint(condition=models.Q(planned__gte=0), name="budget_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class BudgetEntry(models.Model):
    """Rupiah committed or realised; what was wrong is taken back by an entry below nought, never deleted."""

    source = models.ForeignKey(BudgetSource, models.PROTECT, related_name="entries")
    kind = models.CharField(_("jenis"), max_length=9, choices=ENTRY_LABELS)
    amount = models.BigIntegerField(_("jumlah (rupiah)"))
    on = models.DateField(_("tanggal"))
    document = models.CharField(_("dokumen"), max_length=120)
    words = models.CharField(_("untuk"), max_length=200, blank=True)
    takes_back = models.OneToOneField("self", models.PROTECT, null=True, related_name="taken_back")
    key = models.UUIDField(unique=True)  # of the press that recorded it
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("catatan anggaran")
        indexes = [models.Index(fields=["source", "on"], name="budget_entry_by_source")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
