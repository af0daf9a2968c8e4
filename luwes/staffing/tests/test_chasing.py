"""Silence is chased only so often, not by night, and not when the duty is over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from luwes.core.periods import Period
from luwes.staffing import rules
from luwes.staffing.actions import answers
from luwes.staffing.models import Assignment
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)
MORNING = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)  # 09.00 WIB
NIGHT = datetime(2025, 3, 3, 15, 0, tzinfo=UTC)  # 22.00 WIB


def silent(now: datetime, *, in_days: int) -> Assignment:
    first = now.date() + timedelta(days=in_days)
    return Flood(now=now - timedelta(hours=1)).sent(
        period=Period(first, first + timedelta(days=4)), ordered_at=now - timedelta(hours=1)
    )


def chased(now: datetime) -> int:
    return len(answers.chase(silent_for=HALF_AN_HOUR, now=now))


def test_the_clock_reminds_a_few_times_and_then_leaves_it_to_the_coordinator() -> None:
    silent(MORNING, in_days=5)
    times = [chased(MORNING + n * HALF_AN_HOUR) for n in range(rules.REMINDERS + 3)]
    assert sum(times) == rules.REMINDERS
    assert times[: rules.REMINDERS] == [1] * rules.REMINDERS


def test_nobody_is_woken_unless_the_duty_is_near() -> None:
    silent(NIGHT, in_days=5)
    assert chased(NIGHT) == 0
    assert chased(NIGHT + timedelta(hours=5)) == 0  # 03.00 WIB
    assert chased(NIGHT + timedelta(hours=8)) == 1  # 06.00 WIB


def test_who_is_to_begin_in_the_morning_is_reminded_by_night() -> None:
    silent(NIGHT, in_days=1)
    assert chased(NIGHT) == 1


def test_nobody_is_reminded_of_a_duty_that_is_over() -> None:
    row = silent(MORNING, in_days=-4)
    assert chased(MORNING) == 0
    coordinator = row.plan.made_by
    assert answers.remind(
        owner_kind="incident", owner_id=row.need.owner_id, now=MORNING, by=coordinator
    ) == []  # fmt: skip


def test_who_stays_silent_is_shown_as_such(client: Client) -> None:
    flood = Flood()
    flood.sent("ordered", chased_times=rules.REMINDERS, chased_at=flood.now)
    client.force_login(flood.coordinator)
    page = reverse("staffing:answers", args=["incident", flood.incident.pk])
    assert "Tetap diam" in client.get(page).content.decode()
