"""What of duty rests on where somebody serves: orders that bind, and plans that still count on them."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from luwes.appointments.bearings import Rests
from luwes.core.periods import Period
from luwes.staffing import rules
from luwes.staffing.models import BINDING, Assignment, PlanLine


def resting(employee_ids: Collection[int], during: Period) -> list[Rests]:
    people = set(employee_ids)
    rows = Assignment.objects.filter(
        employee_id__in=people, state__in=BINDING, period__overlap=during
    )
    told = rows.order_by("pk").values_list("employee_id", "need__role", "letter__number", "period")
    found = [
        Rests(person, _("tugas %(role)s (%(letter)s)") % {"role": role, "letter": letter or "–"}, period)
        for person, role, letter, period in told
    ]  # fmt: skip
    lines = PlanLine.objects.filter(
        employee_id__in=people, plan__state__in=rules.PLANS_UNDER_WAY, need__period__overlap=during
    )
    planned = lines.order_by("pk").values_list(
        "employee_id", "need__role", "plan__number", "need__period"
    )
    for person, role, number, period in planned:
        words = _("rencana %(number)d: %(role)s") % {"number": number, "role": role}
        found.append(Rests(person, words, period))
    return found
