"""Acting mandates are told before they end, and every day once they are over without a successor."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from luwes.appointments import facts
from luwes.appointments.models import MandateWarning
from luwes.appointments.moving.mandates import AHEAD, Mandate, mandates
from luwes.core.db import insert_once
from luwes.core.facts import announce


@transaction.atomic
def warn(*, on: date) -> int:
    """Tell what is due today and has not been told; how many. However often a job asks, once each."""
    told = 0
    for row in mandates(Q(), on):
        days = _due(row)
        if days is None:
            continue
        if insert_once(MandateWarning(appointment=row.appointment, days=days, told_on=on)):
            announce(facts.MandateEnds(row.appointment.pk, row.left))
            told += 1
    return told


def _due(row: Mandate) -> int | None:
    """The nearest mark that is reached: 30, 7, or the day over; none that its whole term is within."""
    if row.is_overdue:
        return row.left
    length = row.appointment.period.days or 0
    return min((mark for mark in AHEAD if row.left <= mark < length), default=None)
