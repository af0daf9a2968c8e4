"""People from outside at the post of `Flood`, for tests."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from luwes.core.periods import Period
from luwes.staffing import contingent_rules as rules
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.actions import contingents
from luwes.staffing.models import Contingent, Need
from luwes.staffing.tests.field import Flood


def a_draft(flood: Flood, **values: Any) -> rules.Draft:
    defaults = {
        "body": rules.Body.RED_CROSS, "name": "PMI Kota Bandar Lampung", "heads": 3,
        "period": flood.period, "leader": "Suharti", "leader_phone": "0812 0000 111",
        "basis": "lisan", "fits": True,
    }  # fmt: skip
    return rules.Draft(**(defaults | values))


def a_contingent(flood: Flood, *, need: Need | None = None, **values: Any) -> Contingent:
    return contingents.record(
        need=need or flood.need, draft=a_draft(flood, **values), key=uuid4(), now=flood.now,
        by=flood.coordinator,
    )  # fmt: skip


def days(flood: Flood, first: int, last: int) -> Period:
    """From so many days after today to so many."""
    today: date = flood.today
    return Period(today + timedelta(days=first), today + timedelta(days=last + 1))


def count(flood: Flood, row: Contingent, present: int) -> None:
    presence.count(
        contingent=row, present=present, key=uuid4(), now=flood.now, by=flood.coordinator
    )
