"""Agreements with partners: what both sides owe, until when, and where they stand."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.collaboration.models.partners import Partner
from luwes.collaboration.rules.states import (
    AgreementForm,
    AgreementKind,
    AgreementState,
    Side,
)
from luwes.core.db import PeriodField
from luwes.letters.models import Letter
from luwes.organisation.models import Agency, OrgUnit

AGREEMENT_KIND_LABELS = {
    AgreementKind.UNDERSTANDING.value: _("Kesepakatan bersama"),
    AgreementKind.COOPERATION.value: _("Perjanjian kerja sama (PKS)"),
}
AGREEMENT_FORM_LABELS = {
    AgreementForm.REGION.value: _("Kerja sama antardaerah (KSDD)"),
    AgreementForm.THIRD_PARTY.value: _("Kerja sama dengan pihak ketiga (KSDPK)"),
    AgreementForm.ABROAD.value: _("Kerja sama luar negeri (KSDLN)"),
}
AGREEMENT_STATE_LABELS = {
    AgreementState.DRAFTED.value: _("Rancangan"),
    AgreementState.REVIEWED.value: _("Ditelaah TKKSD"),
    AgreementState.OFFERED.value: _("Menunggu mitra"),
    AgreementState.AGREED.value: _("Disepakati, menunggu tanda tangan"),
    AgreementState.SIGNED.value: _("Ditandatangani"),
    AgreementState.ENDED.value: _("Diakhiri"),
    AgreementState.REFUSED.value: _("Tidak dilanjutkan"),
}
SIDE_LABELS = {
    Side.GOVERNMENT.value: _("Pemerintah daerah"),
    Side.PARTNER.value: _("Mitra"),
}


@pghistory.track()
class Agreement(models.Model):
    """
    A kesepakatan bersama or a PKS of one government with one partner. It is in force on the days of
    `period` while its state is signed. `under`: the kesepakatan bersama that a PKS carries out;
    `renews`: the one that it takes the place of when its time is over.
    `revision`: of the text, against two writers, and so that a word given to one text isn't one to another.
    """

    kind = models.CharField(_("jenis"), max_length=13, choices=AGREEMENT_KIND_LABELS)
    form = models.CharField(_("bentuk"), max_length=11, choices=AGREEMENT_FORM_LABELS)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, related_name="+", verbose_name=_("unit pengampu")
    )
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements")
    under = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_out_by")
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewed_by")
    title = models.CharField(_("tentang"), max_length=200)
    basis = models.CharField(_("dasar hukum"), max_length=300, default="")
    purpose = models.TextField(_("maksud dan tujuan"))
    scope = models.TextField(_("ruang lingkup"))
    money = models.TextField(_("pembiayaan"), blank=True)
    disputes = models.TextField(_("penyelesaian perselisihan"), blank=True)
    period = PeriodField(_("masa berlaku"))
    state = models.CharField(max_length=8, choices=AGREEMENT_STATE_LABELS, default="drafted")
    state_reason = models.CharField(_("alasan"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    partner_number = models.CharField(_("nomor dari mitra"), max_length=80, blank=True)
    partner_signed_at = models.DateTimeField(null=True)
    partner_signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="agreement")
    signed_on = models.DateField(_("ditandatangani"), null=True)
    ended_on = models.DateField(null=True)
    warned_days = models.SmallIntegerField(null=True)  # the latest reminder before its end
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("perjanjian")
        indexes = [models.Index(fields=["state", "agency"], name="agreement_by_state")]

    def __str__(self) -> str:
        return self.title


class AgreementStep(models.Model):
    """That an agreement went from one state to another, by whom, and what was said."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="steps")
    before = models.CharField(max_length=8, choices=AGREEMENT_STATE_LABELS)
    after = models.CharField(max_length=8, choices=AGREEMENT_STATE_LABELS)
    side = models.CharField(max_length=10, choices=SIDE_LABELS, default="government")
    revision = models.PositiveIntegerField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("langkah perjanjian")
        indexes = [models.Index(fields=["agreement", "at"], name="agreement_step_by_time")]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_after_display()}"


class Obligation(models.Model):
    """What one side owes by a day; done when the other side says so."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="obligations")
    side = models.CharField(_("pihak"), max_length=10, choices=SIDE_LABELS)
    words = models.CharField(_("kewajiban"), max_length=300)
    due = models.DateField(_("tenggat"))
    amount = models.BigIntegerField(_("nilai (rupiah)"), null=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    report = models.CharField(_("yang dikerjakan"), max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_because = models.CharField(_("alasan dikembalikan"), max_length=300, blank=True)
    warned_days = models.SmallIntegerField(null=True)  # the latest reminder before its day

    class Meta:
        verbose_name = _("kewajiban")
        indexes = [models.Index(fields=["confirmed_at", "due"], name="obligation_by_due")]

    def __str__(self) -> str:
        return self.words
