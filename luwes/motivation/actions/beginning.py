"""The first draft of a plan."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.motivation.actions import following
from luwes.motivation.actions.planning import log
from luwes.motivation.models import PerformancePlan
from luwes.motivation.queries import plans
from luwes.motivation.rules import goals as rules
from luwes.motivation.rules.goals import PlanState
from luwes.people.models import Employee


@transaction.atomic
def begin(*, employee: Employee, year: int, on: date, now: datetime, by: User) -> PerformancePlan:
    """
    A draft for the days of the year in the present post. Begun twice, it is the same one.

    :raises Refused: without a post, for another year, or when the days have their plan
    """
    require(employee.user_id == by.pk and employee.is_current)
    lock(employee)
    following.follow(on=on, now=now, people=[employee.pk])
    home = plans.home_of(employee.pk, on)
    mine = PerformancePlan.objects.filter(employee=employee).exclude(state=PlanState.CLOSED.value)
    same = [row for row in mine.order_by("period") if row.year == year]
    if same and home and same[-1].state == PlanState.DRAFT and same[-1].unit_id == home.unit_id:
        return same[-1]
    if home is None:
        refuse([Problem(_("Tanpa jabatan yang berlaku belum ada sasaran yang dapat disusun."))])
    assert home
    if not rules.may_begin(year, on):  # first of all: not every number is a year
        refuse([Problem(_("Sasaran disusun untuk tahun berjalan; untuk tahun berikutnya sejak Desember."), "year")])  # fmt: skip
    ends = [row.period.end for row in same if row.period.end]
    period = rules.plan_period(year, home, max(ends, default=None))
    if period is None:
        refuse([Problem(_("Sasaran Anda untuk tahun itu sudah ada."), "year")])
    assert period
    made = PerformancePlan.objects.create(
        employee=employee, unit_id=home.unit_id, position_id=home.position_id, period=period
    )
    log(by, "motivation.plan_begun", made)
    return made
