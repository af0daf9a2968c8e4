"""Days of the government as instants."""

from datetime import date, datetime, time

from django.utils.timezone import make_aware


def midnight(day: date) -> datetime:
    """When the day begins, in the government's time zone."""
    return make_aware(datetime.combine(day, time.min))
