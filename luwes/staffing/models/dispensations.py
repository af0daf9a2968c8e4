"""Employees who are victims themselves: left out of plans, and of the presence expected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.people.models import Employee
from luwes.staffing import rules

HIT_LABELS = {
    rules.Hit.HOME.value: _("Rumah terdampak"),
    rules.Hit.FAMILY.value: _("Keluarga terdampak"),
}


class Dispensation(models.Model):
    """
    That an employee is a victim of what an owner of needs is about (MenPANRB, 1 December 2025).

    Coarse: that the home or the family was struck, never more.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="dispensations")
    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    period = PeriodField(_("masa dispensasi"))
    reason = models.CharField(_("sebab"), max_length=8, choices=HIT_LABELS)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("dispensasi")
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="dispensation_by_owner")
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.employee)
