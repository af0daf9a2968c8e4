"""Who holds which position, over time."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.appointments import rules
from luwes.core.db import PeriodField
from luwes.organisation.models import OrgUnit, Position
from luwes.people.models import Employee

DEFINITIVE = rules.Kind.DEFINITIVE.value
KIND_LABELS = {
    DEFINITIVE: _("Definitif"),
    rules.Kind.ACTING.value: _("Pelaksana tugas (Plt.)"),
    rules.Kind.DAILY.value: _("Pelaksana harian (Plh.)"),
    rules.Kind.SECONDED.value: _("Penugasan"),
}


def _one_at_a_time(owner: str, **only: bool) -> ExclusionConstraint:
    """The database's own guard: no two definitive appointments of one `owner` overlap."""
    return ExclusionConstraint(
        name=f"appointment_one_definitive_per_{owner}",
        expressions=[(owner, RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
        condition=models.Q(kind=DEFINITIVE, **only),
    )


@pghistory.track()
class Appointment(models.Model):
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="appointments", editable=False)
    kind = models.CharField(_("jenis"), max_length=10, choices=KIND_LABELS)
    period = PeriodField(_("masa jabatan"))
    # Copied from the position, so that the constraint can use it.
    single_holder = models.BooleanField(editable=False)
    decree = models.CharField(_("nomor SK"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("pengangkatan")
        constraints = [
            _one_at_a_time("employee"),
            _one_at_a_time("position", single_holder=True),
        ]
        indexes = [models.Index(fields=["unit", "kind"], name="appointment_by_unit")]

    def __str__(self) -> str:
        return f"{self.employee} – {self.position}"

    @property
    def is_definitive(self) -> bool:
        return self.kind == DEFINITIVE

    def as_holding(self) -> rules.Holding:
        return rules.Holding(
            self.employee_id,
            self.position_id,
            rules.Kind(self.kind),
            self.period,
            self.single_holder,
        )
