"""What of duty binds people beside their post: orders, and plans that count on them."""

from django.utils.translation import gettext as _

from luwes.appointments.binding import Binding, People
from luwes.core.periods import Period
from luwes.core.states import values
from luwes.staffing import owners, rules
from luwes.staffing.models import BINDING, Assignment, PlanLine

_RUNNING = values(rules.RUNNING)
_HANDED_IN = (rules.PlanState.SUBMITTED.value, rules.PlanState.APPROVED.value)


def away(people: People, during: Period) -> list[Binding]:
    """Orders that run and take somebody from their unit."""
    rows = Assignment.objects.filter(
        employee_id__in=people, state__in=_RUNNING, period__overlap=during, beside_work=False
    )
    told = rows.order_by("period", "pk").select_related("need__area")
    return [Binding(row.employee_id, str(row.need), row.period, True) for row in told]


def planned(employee_id: int, during: Period) -> list[Binding]:
    """Plans handed in that would take them from their unit."""
    rows = PlanLine.objects.filter(
        employee_id=employee_id, plan__state__in=_HANDED_IN, need__period__overlap=during
    ).exclude(need__owner_kind__in=owners.ordinary(), need__load__lt=rules.FULL)
    told = rows.order_by("pk").select_related("need__area", "plan")
    return [
        Binding(
            employee_id, _("%(plan)s: %(need)s") % {"plan": row.plan, "need": row.need},
            row.need.period, False,
        )
        for row in told
    ]  # fmt: skip


def resting(people: People, during: Period) -> list[Binding]:
    """Orders that bind or bound, then plans that still count on them, drafts as well."""
    return [*_ordered(people, during), *_counted_on(people, during)]


def _ordered(people: People, during: Period) -> list[Binding]:
    rows = Assignment.objects.filter(
        employee_id__in=people, state__in=BINDING, period__overlap=during
    )
    told = rows.order_by("pk").values_list("employee_id", "need__role", "letter__number", "period")
    words = _("tugas %(role)s (%(letter)s)")
    return [
        Binding(person, words % {"role": role, "letter": letter or "–"}, period, True)
        for person, role, letter, period in told
    ]


def _counted_on(people: People, during: Period) -> list[Binding]:
    rows = PlanLine.objects.filter(
        employee_id__in=people, plan__state__in=rules.PLANS_UNDER_WAY, need__period__overlap=during
    )
    told = rows.order_by("pk").values_list("employee_id", "need__role", "plan__number", "need__period")  # fmt: skip
    words = _("rencana %(number)d: %(role)s")
    return [
        Binding(person, words % {"number": number, "role": role}, period, False)
        for person, role, number, period in told
    ]
