"""What leave is judged by: dated rules, holidays, working weeks, what somebody brought along."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.appointments.rules.entitlement import LeaveLimits
from luwes.core.db import PeriodField
from luwes.organisation.models import UNIT_KIND_LABELS, Agency
from luwes.people.models import Employee

HOLIDAY_LABELS = {"national": _("Libur nasional"), "collective": _("Cuti bersama")}
STATUS_LABELS = {"pns": "PNS", "pppk": "PPPK"}


def _dated(name: str, owner: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name, expressions=[(owner, RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)]
    )


class LeavePolicy(models.Model):
    """The numbers of leave for some time; a leave is judged by those of its first day."""

    status = models.CharField(_("jenis pegawai"), max_length=4, choices=STATUS_LABELS)
    period = PeriodField(_("berlaku"))
    source = models.CharField(_("dasar"), max_length=200)
    annual_days = models.PositiveSmallIntegerField(default=12)
    annual_after_months = models.PositiveSmallIntegerField(default=12)
    carry_days = models.PositiveSmallIntegerField(default=6)
    carry_unused_days = models.PositiveSmallIntegerField(default=12)
    long_months = models.PositiveSmallIntegerField(default=3)
    long_after_years = models.PositiveSmallIntegerField(default=5)
    sick_government_after = models.PositiveSmallIntegerField(default=14)
    sick_months = models.PositiveSmallIntegerField(default=12)
    sick_review_months = models.PositiveSmallIntegerField(default=6)
    maternity_months = models.PositiveSmallIntegerField(default=3)
    maternity_children = models.PositiveSmallIntegerField(default=3)
    important_months = models.PositiveSmallIntegerField(default=1)
    unpaid_years = models.PositiveSmallIntegerField(default=3)
    unpaid_extension_years = models.PositiveSmallIntegerField(default=1)
    unpaid_after_years = models.PositiveSmallIntegerField(default=5)
    collective_reduces = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("ketentuan cuti")
        constraints = [_dated("leave_policy_one_at_a_time", "status")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.source}"

    def as_limits(self) -> LeaveLimits:
        names = (name for name in LeaveLimits.__dataclass_fields__)
        return LeaveLimits(**{name: getattr(self, name) for name in names})


class Holiday(models.Model):
    """A day without work: of everybody, or of one government. Collective leave is one too."""

    day = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=10, choices=HOLIDAY_LABELS)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    source = models.CharField(_("dasar"), max_length=200)
    is_assumed = models.BooleanField(_("asumsi"), default=False)

    class Meta:
        verbose_name = _("hari libur")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "agency"], name="holiday_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class WorkWeek(models.Model):
    """How many days a week units of a kind work: five, or six (schools, some health services)."""

    unit_kind = models.CharField(
        _("jenis unit"), max_length=20, choices=UNIT_KIND_LABELS, blank=True
    )
    days = models.PositiveSmallIntegerField(_("hari kerja seminggu"))
    period = PeriodField(_("berlaku"))
    source = models.CharField(_("dasar"), max_length=200)

    class Meta:
        verbose_name = _("minggu kerja")
        constraints = [
            _dated("work_week_one_at_a_time", "unit_kind"),
            models.CheckConstraint(condition=models.Q(days__in=(5, 6)), name="work_week_5_or_6"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kind or '*'}: {self.days}"


class LeaveOpening(models.Model):
    """Days of annual leave that somebody brings into a year from before Luwes kept count."""

    employee = models.OneToOneField(Employee, models.CASCADE, related_name="leave_opening")
    year = models.PositiveSmallIntegerField(_("tahun"))
    days = models.PositiveSmallIntegerField(_("sisa yang dibawa"))
    source = models.CharField(_("dasar"), max_length=200)

    class Meta:
        verbose_name = _("saldo awal cuti")
        constraints = [
            models.CheckConstraint(condition=models.Q(days__lte=24), name="opening_at_most_24")
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.year}: {self.days}"
