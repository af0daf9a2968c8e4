"""Partners: who they are before the law, their papers, and who speaks for them."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.collaboration.rules.states import DocumentKind, PartnerKind, PartnerState
from luwes.core.db import PeriodField
from luwes.core.secrets import EncryptedField
from luwes.organisation.models import Agency
from luwes.places.models import Area

PARTNER_KIND_LABELS = {
    PartnerKind.COMPANY.value: _("Perusahaan"),
    PartnerKind.ASSOCIATION.value: _("Yayasan atau perkumpulan"),
    PartnerKind.COMMUNITY.value: _("Kelompok masyarakat"),
    PartnerKind.UNIVERSITY.value: _("Perguruan tinggi"),
    PartnerKind.MEDIA.value: _("Media"),
    PartnerKind.GOVERNMENT.value: _("Instansi pemerintah lain"),
    PartnerKind.FOREIGN.value: _("Pihak luar negeri"),
}
PARTNER_STATE_LABELS = {
    PartnerState.PROPOSED.value: _("Belum diperiksa"),
    PartnerState.ACTIVE.value: _("Aktif"),
    PartnerState.SUSPENDED.value: _("Dibekukan"),
    PartnerState.MERGED.value: _("Digabung"),
}
DOCUMENT_LABELS = {
    DocumentKind.DEED.value: _("Akta pendirian"),
    DocumentKind.LEGAL_ENTITY.value: _("Pengesahan badan hukum"),
    DocumentKind.BUSINESS_NUMBER.value: _("Nomor induk berusaha (NIB)"),
    DocumentKind.TAX_NUMBER.value: _("NPWP"),
    DocumentKind.REGISTERED.value: _("Surat keterangan terdaftar"),
    DocumentKind.BOARD.value: _("Susunan pengurus"),
    DocumentKind.MANDATE.value: _("Surat kuasa wakil"),
    DocumentKind.OTHER.value: _("Dokumen lain"),
}


@pghistory.track(exclude=["tax_number", "phone", "email"])
class Partner(models.Model):
    """
    Somebody outside this government with whom it works. `name_key` is the name as it is compared,
    `tax_mark` the keyed hash of the tax number: no two partners that go on share one. `government`:
    which of the governments here it is, where it is one.
    """

    kind = models.CharField(_("jenis"), max_length=11, choices=PARTNER_KIND_LABELS)
    name = models.CharField(_("nama"), max_length=160)
    name_key = models.CharField(max_length=160)
    legal_number = models.CharField(_("nomor badan hukum"), max_length=80, blank=True)
    business_number = models.CharField(_("NIB"), max_length=20, blank=True)
    tax_number = EncryptedField(_("NPWP"), blank=True, default="")
    tax_mark = models.CharField(max_length=64, blank=True)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    website = models.URLField(_("situs"), blank=True)
    phone = EncryptedField(_("telepon"), blank=True, default="")
    email = EncryptedField(_("surel"), blank=True, default="")
    works = models.CharField(_("bidang"), max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=PARTNER_STATE_LABELS, default="proposed")
    state_reason = models.CharField(_("alasan"), max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    government = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+", verbose_name=_("instansi dalam Luwes")
    )
    registered_by_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("mitra")
        constraints = [
            models.UniqueConstraint(
                fields=["tax_mark"], condition=~models.Q(tax_mark="") & ~models.Q(state="merged"),
                name="partner_one_tax_number",
            ),
            models.UniqueConstraint(
                fields=["government"], condition=~models.Q(state="merged"),
                name="partner_one_government",
            ),
            models.CheckConstraint(
                condition=models.Q(government=None) | models.Q(kind="government"),
                name="partner_government_by_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged") ^ models.Q(merged_into=None),
                name="partner_merged_into_another",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["name_key"], name="partner_by_name")]

    def __str__(self) -> str:
        return self.name


class PartnerDocument(models.Model):
    """A paper of a partner: looked at by its content, with the days on which it holds."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="documents")
    kind = models.CharField(_("jenis"), max_length=15, choices=DOCUMENT_LABELS)
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    period = PeriodField(_("berlaku"))
    file = models.FileField(upload_to="partners/%Y/%m/")
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    warned_days = models.SmallIntegerField(null=True)  # the latest reminder before its end

    class Meta:
        verbose_name = _("dokumen mitra")
        indexes = [models.Index(fields=["partner", "kind"], name="partner_document_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class Representative(models.Model):
    """Somebody who speaks for a partner, with an account that shows what is shared with it and no more."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="representatives")
    user = models.ForeignKey(User, models.PROTECT, related_name="represents")
    title = models.CharField(_("jabatan"), max_length=120)
    may_sign = models.BooleanField(_("boleh menandatangani"), default=False)
    period = PeriodField(_("masa"))
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("wakil mitra")
        constraints = [
            models.UniqueConstraint(fields=["partner", "user"], name="representative_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.partner}"
