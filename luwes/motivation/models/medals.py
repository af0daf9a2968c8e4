"""What recognitions by law rest on, and who was proposed for one or has it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.motivation.rules import medals as rules
from luwes.people.models import Employee

MEDAL_LABELS = {
    rules.of_years(10): _("Satyalancana Karya Satya X Tahun"),
    rules.of_years(20): _("Satyalancana Karya Satya XX Tahun"),
    rules.of_years(30): _("Satyalancana Karya Satya XXX Tahun"),
    rules.DISASTER: _("Penghargaan pengabdian bencana"),
}
BREAK_LABELS = {
    rules.BreakKind.UNPAID.value: _("Cuti di luar tanggungan negara"),
    rules.BreakKind.MEDIUM.value: _("Hukuman disiplin sedang"),
    rules.BreakKind.HEAVY.value: _("Hukuman disiplin berat"),
}
MEDAL_STATE_LABELS = {
    "proposed": _("Diusulkan"),
    "received": _("Diterima"),
    "dropped": _("Usulan dibatalkan"),
}
STANDING_LABELS = {
    rules.Standing.RECEIVED.value: _("Sudah diterima"),
    rules.Standing.REPLACED.value: _("Digantikan yang lebih tinggi"),
    rules.Standing.PROPOSED.value: _("Diusulkan"),
    rules.Standing.READY.value: _("Syarat terpenuhi"),
    rules.Standing.CHECK.value: _("Menunggu pemeriksaan arsip"),
    rules.Standing.LATER.value: _("Belum cukup"),
    rules.Standing.BARRED.value: _("Belum memenuhi syarat"),
}


@pghistory.track()
class ServiceCheck(models.Model):
    """
    What BKD found in somebody's archive: the day of becoming CPNS by the decree (without one the NIP
    counts), and that it looked for discipline and unpaid leave; what it found are `ServiceBreak`s.
    """

    employee = models.OneToOneField(Employee, models.CASCADE, related_name="service_check")
    joined = models.DateField(_("TMT CPNS menurut SK"), null=True)
    checked_on = models.DateField(_("arsip diperiksa pada"), null=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pemeriksaan masa kerja")

    def __str__(self) -> str:
        return f"{self.employee_id} {self.checked_on}"


@pghistory.track()
class ServiceBreak(models.Model):
    """Discipline or unpaid leave found in the archive: the years of service count anew after it."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="service_breaks")
    kind = models.CharField(_("jenis"), max_length=6, choices=BREAK_LABELS)
    period = PeriodField(_("masa"))
    letter = models.CharField(_("nomor keputusan"), max_length=100)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("yang memutus masa kerja")
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "kind", "letter"], name="service_break_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.kind}"


@pghistory.track()
class MedalRecord(models.Model):
    """That somebody was proposed for a recognition, and when it was received by which decree."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="medals")
    medal = models.CharField(_("tanda jasa"), max_length=12, choices=MEDAL_LABELS)
    state = models.CharField(max_length=8, choices=MEDAL_STATE_LABELS)
    proposed_on = models.DateField(_("diusulkan pada"), null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(_("diterima pada"), null=True)
    decree = models.CharField(_("nomor keputusan"), max_length=100, blank=True)
    dropped_because = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("catatan tanda jasa")
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "medal"], condition=Q(state="proposed"),
                name="medal_proposed_once",
            ),
            models.UniqueConstraint(
                fields=["employee", "medal", "received_on"], condition=Q(state="received"),
                name="medal_received_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received_on__isnull=False) & ~Q(decree=""),
                name="medal_received_by_decree",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employee_id} {self.medal}"
