"""Runs of spreadsheet imports and the remembered column mappings. Knows no domain."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.imports import rules

STATE_LABELS = {
    rules.RunState.WAITING.value: _("Menunggu"),
    rules.RunState.CHECKING.value: _("Sedang diperiksa"),
    rules.RunState.CHECKED.value: _("Menunggu keputusan"),
    rules.RunState.COMMITTING.value: _("Sedang dimasukkan"),
    rules.RunState.DONE.value: _("Selesai"),
    rules.RunState.UNREADABLE.value: _("Tidak dapat dibaca"),
    rules.RunState.CANCELLED.value: _("Dibatalkan"),
    rules.RunState.EXPIRED.value: _("Kedaluwarsa"),
}


class Mapping(models.Model):
    """Which column fed which field last time, per importer and agency (opaque key)."""

    importer = models.CharField(max_length=30)
    agency_key = models.CharField(max_length=40, blank=True)
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("pemetaan kolom")
        constraints = [
            models.UniqueConstraint(fields=["importer", "agency_key"], name="mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.agency_key}"


class Run(models.Model):
    """One file on its way in: what was asked, what was found, what went in."""

    importer = models.CharField(_("jenis impor"), max_length=30)
    agency_key = models.CharField(max_length=40, blank=True)
    agency_label = models.CharField(_("instansi"), max_length=160, blank=True)
    file_name = models.CharField(_("berkas"), max_length=200)
    sha256 = models.CharField(max_length=64)
    on = models.DateField(_("berlaku mulai"))
    is_partial = models.BooleanField(_("hanya sebagian data"), default=False)
    accept_clean = models.BooleanField(_("masukkan baris yang bersih"), default=False)
    chosen = models.JSONField(default=dict)  # field → header, where a person chose
    mapping = models.JSONField(default=dict)  # field → header, as the file was read
    headers = models.JSONField(default=list)
    reading = models.JSONField(default=dict)  # sheet, row of headers, and what was left out
    state = models.CharField(max_length=12, choices=STATE_LABELS, default="waiting")
    message = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    mended = models.JSONField(default=dict)
    samples = models.JSONField(default=dict)
    problems = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when its job was last asked for
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    is_tidy = models.BooleanField(default=False)  # its files are gone

    class Meta:
        verbose_name = _("impor")
        indexes = [models.Index(fields=["-at"], name="run_by_time")]

    def __str__(self) -> str:
        return f"{self.importer}: {self.file_name}"

    @property
    def folder(self) -> Path:
        return Path(settings.MEDIA_ROOT) / "imports" / str(self.pk)

    @property
    def upload(self) -> Path:
        return self.folder / "upload"

    @property
    def problem_file(self) -> Path:
        return self.folder / "problems.jsonl"

    @property
    def is_open(self) -> bool:
        return rules.RunState(self.state) in rules.OPEN_STATES

    @property
    def is_busy(self) -> bool:
        return self.is_open and self.state != rules.RunState.CHECKED.value

    @property
    def refused(self) -> int:
        return int(self.counts.get("refused", 0))
