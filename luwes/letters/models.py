"""Numbered, signed letters. What was issued is never rewritten: it is withdrawn by another."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.letters import rules
from luwes.letters.content import Content, as_content

STATE_LABELS = {
    rules.State.ISSUED.value: _("menunggu tanda tangan"),
    rules.State.SIGNED.value: _("ditandatangani"),
    rules.State.WITHDRAWN.value: _("dicabut"),
}


class Series(models.Model):
    """The running number of one series; its key is opaque here (agency, unit, year as text)."""

    key = models.CharField(max_length=120, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("seri nomor surat")

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"


class Letter(models.Model):
    """One letter: kind, number, frozen payload; PDF and signature follow as jobs."""

    kind = models.CharField(_("jenis"), max_length=30)
    series = models.ForeignKey(Series, models.PROTECT, related_name="letters")
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("nomor"), max_length=80)
    # What the number and the series' key were made of, open for another day's year and month.
    number_format = models.CharField(max_length=120, blank=True)
    series_format = models.CharField(max_length=120, blank=True)
    day = models.DateField(_("tanggal"))
    payload = models.JSONField()
    sought = models.TextField(default="", editable=False)  # number, subject, names in small letters
    state = models.CharField(_("keadaan"), max_length=10, choices=STATE_LABELS, default="issued")
    token = models.CharField(max_length=40, unique=True)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    chain = models.CharField(max_length=40, blank=True)  # of the decision log: the agency's id
    pdf = models.FileField(upload_to="letters/%Y/%m/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    signer = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="withdraws")
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
    withdrawal_reason = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("surat")
        constraints = [
            models.UniqueConstraint(fields=["series", "sequence"], name="letter_sequence_once"),
            models.UniqueConstraint(fields=["number", "day"], name="letter_number_and_day_once"),
        ]
        indexes = [
            models.Index(fields=["id"], name="letter_unsigned", condition=models.Q(state="issued")),
            models.Index(fields=["-day", "-id"], name="letter_by_day"),
            models.Index(fields=["pdf_sha256"], name="letter_by_pdf"),
            models.Index(fields=["about_kind", "about_id"], name="letter_by_subject"),
            GinIndex(fields=["sought"], name="letter_by_words", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.number

    def as_evidence(self, same_bytes: bool | None) -> rules.Evidence:
        return rules.Evidence(rules.State(self.state), same_bytes)

    def as_content(self) -> Content:
        return as_content(self.payload)
