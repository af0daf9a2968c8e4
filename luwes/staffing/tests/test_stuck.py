"""Issuing that breaks at every try is told to whoever made the plan, and goes on being tried."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from luwes.core import clock
from luwes.core.periods import Period
from luwes.notifications.models import Message
from luwes.staffing import jobs
from luwes.staffing.actions import issue
from luwes.staffing.models import Plan
from luwes.staffing.tests.scene import a_scene

pytestmark = pytest.mark.django_db


def attempt(number: int, plan: Plan) -> None:
    """One try of the job; what it does before it breaks is undone."""
    context: Any = SimpleNamespace(job=SimpleNamespace(attempts=number))
    jobs.issue_plan(context, plan_id=plan.pk)
    plan.refresh_from_db()


def broken(**_values: object) -> None:
    with transaction.atomic():
        raise IntegrityError("letter_number_and_day_once")


def test_the_last_try_tells_and_a_later_one_that_succeeds_takes_it_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    scene.need(
        period=Period(clock.today(), clock.today() + timedelta(days=7))
    )  # by the jobs' clock
    plan = scene.approved()
    told = Message.objects.filter(user=scene.coordinator, kind="staffing.stuck")
    with monkeypatch.context() as patch:
        patch.setattr(issue, "issue", broken)
        for number in (0, jobs.MOST_TRIES - 1, jobs.MOST_TRIES, jobs.MOST_TRIES):
            with pytest.raises(IntegrityError):
                attempt(number, plan)
            plan.refresh_from_db()
            assert bool(plan.failure) == (number == jobs.MOST_TRIES)
    assert told.count() == 1
    client.force_login(scene.coordinator)
    page = client.get(reverse("staffing:plan", args=[plan.pk])).content.decode()
    assert "belum dapat diterbitkan karena gangguan sistem" in page
    attempt(0, plan)
    assert (plan.state, plan.failure) == ("issued", "")
