"""How a post is staffed around the clock: the policy of hours, its shifts, who may lead a team."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.staffing import hours
from luwes.staffing.models.assignments import Assignment
from luwes.staffing.models.needs import Need


@pghistory.track()
class DutyPolicy(models.Model):
    """Hours and rest that protect people on duty, for some time. A policy, never law; see `hours.Policy`."""

    period = PeriodField(_("berlaku"))
    shift_hours = models.PositiveSmallIntegerField(_("jam paling lama satu shift"))
    rest_hours = models.PositiveSmallIntegerField(_("jam istirahat paling sedikit"))
    running_days = models.PositiveSmallIntegerField(_("hari berturut-turut paling lama"))
    running_nights = models.PositiveSmallIntegerField(_("malam berturut-turut paling lama"))
    rotation_days = models.PositiveSmallIntegerField(_("hari satu giliran paling lama"))
    rest_every = models.PositiveSmallIntegerField(
        _("hari tugas untuk satu hari istirahat"), default=7
    )
    source = models.CharField(_("sumber"), max_length=200)

    class Meta:
        verbose_name = _("kebijakan jam tugas")
        constraints = [
            ExclusionConstraint(
                name="duty_policy_one_at_a_time",
                expressions=[("period", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.period.start}"

    def as_policy(self) -> hours.Policy:
        return hours.Policy(
            self.shift_hours, self.rest_hours, self.running_days, self.running_nights,
            self.rotation_days, self.source, self.rest_every,
        )  # fmt: skip


class NeedShift(models.Model):
    """One shift of every day at a post. Without `heads` it wants its even part of the need's."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="shift_pattern")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("nama"), max_length=40)
    starts = models.TimeField(_("mulai"))
    ends = models.TimeField(_("selesai"))  # at or before `starts`: on the next day
    heads = models.PositiveSmallIntegerField(_("orang"), null=True)

    class Meta:
        verbose_name = _("pola shift")
        constraints = [models.UniqueConstraint(fields=["need", "position"], name="need_shift_once")]

    def __str__(self) -> str:
        return self.name


class TeamLeader(models.Model):
    """That somebody may lead a team (those of one shift and day) at their post."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="team_leader")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pemimpin regu")

    def __str__(self) -> str:
        return str(self.assignment)
