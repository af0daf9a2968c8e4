"""What of duty leave has to look at: orders that run, and plans that count on somebody."""

from django.utils.translation import gettext as _

from luwes.appointments.duties import Duty, People
from luwes.core.periods import Period
from luwes.staffing import owners, rules
from luwes.staffing.models import Assignment, PlanLine

_RUNNING = [state.value for state in rules.RUNNING]
_UNDER_WAY = ("submitted", "approved")


def ordered(people: People, during: Period) -> list[Duty]:
    rows = Assignment.objects.filter(
        employee_id__in=people, state__in=_RUNNING, period__overlap=during, beside_work=False
    )
    told = rows.order_by("period", "pk").select_related("need__area")
    return [Duty(row.employee_id, row.period, str(row.need), True) for row in told]


def planned(employee_id: int, during: Period) -> list[Duty]:
    rows = PlanLine.objects.filter(
        employee_id=employee_id, plan__state__in=_UNDER_WAY, need__period__overlap=during
    ).exclude(need__owner_kind__in=owners.by_choice(), need__load__lt=rules.FULL)
    told = rows.order_by("pk").select_related("need__area", "plan")
    return [
        Duty(
            employee_id, row.need.period, _("%(plan)s: %(need)s") % {"plan": row.plan, "need": row.need},
            False,
        )
        for row in told
    ]  # fmt: skip
