"""Two at once over incidents that are planned together: one begins, the other is told in words."""

from collections.abc import Callable

import pytest

from luwes.core.tests.racing import at_once
from luwes.mobilisation.actions import incidents
from luwes.mobilisation.models import Incident
from luwes.staffing.models import JointOwner, Plan
from luwes.staffing.tests.joint import Two, two_incidents
from luwes.staffing.tests.scene import NOW, an_incident

pytestmark = pytest.mark.django_db(transaction=True)


def a_pair() -> Two:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 2)
    two.need(two.one)
    two.need(two.other)
    return two


def _together(two: Two, *rows: Incident) -> Callable[[], object]:
    return lambda: two.drafted(keys=[("incident", row.pk) for row in rows])


def test_one_plan_begins_however_many_ask_for_parts_of_it() -> None:
    two = a_pair()
    said = at_once(
        _together(two, two.one, two.other), _together(two, two.other, two.one),
        lambda: two.scene.drafted(two.one), lambda: two.scene.drafted(two.other),
    )  # fmt: skip
    joint = Plan.objects.filter(owner_kind="joint").count()
    alone = Plan.objects.filter(owner_kind="incident").count()
    assert (joint, alone) in {(1, 0), (0, 1), (0, 2)}
    assert said.count("") == joint + alone
    assert all("masih berjalan" in words for words in said if words)


def test_sets_that_share_an_incident_do_not_wait_for_each_other_for_ever() -> None:
    two = a_pair()
    third = an_incident(two.scene.agency, two.scene.area, two.scene.coordinator)
    two.need(third)
    said = at_once(
        _together(two, two.one, two.other), _together(two, two.other, third),
        _together(two, third, two.one),
    )  # fmt: skip
    assert said.count("") == 1
    assert Plan.objects.count() == JointOwner.objects.count() == 1


def test_an_incident_closes_or_is_planned_with_another() -> None:
    two = a_pair()
    lead = two.scene.coordinator
    said = at_once(
        _together(two, two.one, two.other),
        lambda: incidents.close(incident=Incident.objects.get(pk=two.other.pk), reason="Selesai", now=NOW, by=lead),
    )  # fmt: skip
    closed = Incident.objects.get(pk=two.other.pk).closed_at is not None
    assert said.count("") == 1
    assert closed != Plan.objects.exists()
