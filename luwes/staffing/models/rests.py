"""Days off owed after a duty, and when they were taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.appointments.models import Leave
from luwes.staffing.models.assignments import Assignment


class RestOwed(models.Model):
    """How many days off a duty earned, by a policy that is named; never by law."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="rest")
    days = models.PositiveSmallIntegerField(_("hari istirahat"))
    served_days = models.PositiveSmallIntegerField(_("hari dijalani"))
    served_hours = models.PositiveIntegerField(_("jam dijalani"), null=True)
    source = models.CharField(_("dasar"), max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("hak istirahat")

    def __str__(self) -> str:
        return f"{self.assignment}: {self.days}"


class RestTaken(models.Model):
    """Days off as they were taken: recorded as leave, so that nobody is sent on them."""

    rest = models.ForeignKey(RestOwed, models.CASCADE, related_name="taken")
    leave = models.OneToOneField(Leave, models.CASCADE, related_name="rest_taken")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("istirahat yang diambil")

    def __str__(self) -> str:
        return f"{self.leave}"
