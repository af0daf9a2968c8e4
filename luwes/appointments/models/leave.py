"""Who is on leave."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.appointments import rules
from luwes.core.db import PeriodField
from luwes.people.models import Employee

LEAVE_LABELS = {
    rules.LeaveKind.ANNUAL.value: _("Cuti tahunan"),
    rules.LeaveKind.LONG.value: _("Cuti besar"),
    rules.LeaveKind.SICK.value: _("Cuti sakit"),
    rules.LeaveKind.MATERNITY.value: _("Cuti melahirkan"),
    rules.LeaveKind.IMPORTANT.value: _("Cuti karena alasan penting"),
    rules.LeaveKind.COLLECTIVE.value: _("Cuti bersama"),
    rules.LeaveKind.UNPAID.value: _("Cuti di luar tanggungan negara"),
    rules.LeaveKind.REST.value: _("Istirahat seusai tugas (kebijakan)"),
}


@pghistory.track()
class Leave(models.Model):
    """Approved leave; it blocks every assignment on its days."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="leaves")
    kind = models.CharField(_("jenis cuti"), max_length=12, choices=LEAVE_LABELS)
    period = PeriodField(_("lama cuti"))
    letter = models.CharField(_("nomor surat"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("cuti")
        constraints = [
            ExclusionConstraint(
                name="leave_one_at_a_time",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [GistIndex(fields=["period"], name="leave_by_period")]

    def __str__(self) -> str:
        return f"{self.employee} {self.get_kind_display()}"
