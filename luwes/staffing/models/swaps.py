"""What changes a rota afterwards: swaps, sudden absences, orders beyond the policy of hours."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.staffing.models.assignments import Assignment, Shift

OPEN = ("asked", "agreed")
SWAP_STATE_LABELS = {
    "asked": _("Menunggu rekan"), "agreed": _("Menunggu persetujuan"), "consented": _("Disetujui"),
    "refused": _("Ditolak"), "withdrawn": _("Batal"),
}  # fmt: skip
ABSENCE_LABELS = {"ill": _("Sakit"), "silent": _("Tanpa kabar"), "other": _("Lain")}


@pghistory.track()
class ShiftSwap(models.Model):
    """That somebody asks a colleague of the post to take a shift, for one of theirs or for none."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="offers")
    wanted = models.ForeignKey(Shift, models.CASCADE, null=True, related_name="wishes")
    asker = models.ForeignKey(Assignment, models.CASCADE, related_name="+")
    other = models.ForeignKey(Assignment, models.CASCADE, related_name="+")
    state = models.CharField(_("keadaan"), max_length=10, choices=SWAP_STATE_LABELS)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("tukar shift")
        constraints = [
            models.UniqueConstraint(
                fields=["shift"], condition=models.Q(state__in=OPEN), name="shift_offered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asker} – {self.other}"


class ShiftAbsence(models.Model):
    """That somebody did not come to a shift; the reason is coarse, as it may tell of health."""

    shift = models.OneToOneField(Shift, models.CASCADE, related_name="absence")
    reason = models.CharField(_("alasan"), max_length=8, choices=ABSENCE_LABELS)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    substitute = models.OneToOneField(Shift, models.SET_NULL, null=True, related_name="stands_for")

    class Meta:
        verbose_name = _("tidak hadir")

    def __str__(self) -> str:
        return str(self.shift)


class DutyOverride(models.Model):
    """That somebody was ordered beyond the policy of hours: what it breaks, why, and who says so."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="overrides")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    broken = models.TextField(_("yang dilampaui"))
    reason = models.CharField(_("alasan"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pengecualian jam tugas")
        indexes = [models.Index(fields=["assignment", "at"], name="override_by_assignment")]

    def __str__(self) -> str:
        return f"{self.assignment} {self.starts_at}"
