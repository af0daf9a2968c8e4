"""What changes an order after it was issued, each by a letter of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.core.periods import Period
from luwes.letters.models import Letter
from luwes.organisation.models import Agency
from luwes.staffing import changes
from luwes.staffing.models.assignments import Assignment
from luwes.staffing.models.needs import Need

CHANGE_LABELS = {
    changes.Kind.AMENDMENT.value: _("Perubahan"),
    changes.Kind.RELIEF.value: _("Pembebasan"),
    changes.Kind.RETURN.value: _("Pengembalian"),
}
CHANGE_STATE_LABELS = {
    changes.State.WAITING.value: _("Menunggu keputusan"),
    changes.State.MADE.value: _("Berlaku"),
    changes.State.REFUSED.value: _("Ditolak"),
}
BECAUSE_LABELS = {
    changes.Because.ROTATION.value: _("Pergantian menurut giliran"),
    changes.Because.SURPLUS.value: _("Kebutuhan di pos berkurang"),
    changes.Because.RECALLED.value: _("Diperlukan unit asal"),
    changes.Because.HINDERED.value: _("Berhalangan"),
}


class OrderChange(models.Model):
    """
    One deed over the orders of some people of one government.

    `last_day` and `need` are what an amendment or relief asks; `because` is of a relief only.
    """

    kind = models.CharField(_("perubahan"), max_length=10, choices=CHANGE_LABELS)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    last_day = models.DateField(_("hari terakhir"), null=True)
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="+")
    because = models.CharField(_("sebab"), max_length=10, blank=True, choices=BECAUSE_LABELS)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    beyond_policy = models.BooleanField(_("melampaui kebijakan giliran"), default=False)
    # Why the lending government lets them stay although its unit falls below its minimum.
    below_minimum = models.CharField(
        _("alasan di bawah minimum"), max_length=300, blank=True, default=""
    )
    state = models.CharField(_("keadaan"), max_length=8, choices=CHANGE_STATE_LABELS)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("alasan keputusan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("perubahan penugasan")
        indexes = [
            models.Index(fields=["agency"], name="change_waiting", condition=models.Q(state="waiting"))
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class ChangedOrder(models.Model):
    """
    One order under a change: how it stood, the letter, and what that letter says of task and days.

    `substitute` is who goes on with the task of somebody relieved.
    """

    change = models.ForeignKey(OrderChange, models.CASCADE, related_name="orders")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="changes")
    period_before = PeriodField(_("masa tugas sebelumnya"))
    need_before = models.ForeignKey(Need, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    terms = models.JSONField(default=list)
    substitute = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("penugasan yang diubah")
        constraints = [
            models.UniqueConstraint(fields=["change", "assignment"], name="changed_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.assignment}"

    @property
    def period_after(self) -> Period:
        """What the change asks, whether it was let or not."""
        return changes.until(self.period_before, self.change.last_day)
