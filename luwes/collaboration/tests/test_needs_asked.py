"""What open needs of programmes and incidents ask of governments: right for each, in as many questions as for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.collaboration import owning
from luwes.collaboration.models import Programme
from luwes.collaboration.tests.team_scene import NOW, WORK, YEAR, Cooperation
from luwes.core.periods import Period
from luwes.mobilisation.models import Incident
from luwes.mobilisation.tests.builders import a_need, a_status, an_incident
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_competency
from luwes.staffing import demand
from luwes.staffing.models import Need, NeedSkill

pytestmark = pytest.mark.django_db
ON = WORK.start


def asks(need: Need, level: int) -> None:
    NeedSkill.objects.create(need=need, competency=a_competency(), level=level)


def a_programme(scene: Cooperation, number: int, period: Period = YEAR) -> Programme:
    """With the same two governments, and a place that asks something."""
    row = Programme.objects.create(
        agency=scene.own.agency, unit=scene.own.unit, slug=f"jalan-{number}", name=f"Jalan {number}",
        goal="Jalan", basis="SK", area=scene.area, period=period, state="running", made_at=NOW,
        made_by=scene.lead,
    )  # fmt: skip
    row.agencies.add(scene.own.agency, scene.near.agency)
    need = Need.objects.create(
        owner_kind=owning.PROGRAMME, owner_id=row.pk, role=f"Program {number}", area=scene.area,
        desired=1, minimum=1, tier=1, post="Kantor", period=WORK,
    )  # fmt: skip
    asks(need, 2)
    return row


def a_flood(scene: Cooperation, number: int, *helping: Agency) -> Incident:
    incident = an_incident(agency=scene.own.agency, name=f"Banjir {number}")
    incident.agencies.add(*helping)
    asks(a_need(incident, scene.area, role=f"Banjir {number}", period=WORK), 3)
    return incident


def asked(scene: Cooperation) -> tuple[set[tuple[str, int | None]], int]:
    """Who is asked for which role, and how many questions it took."""
    units = [scene.own.unit.pk, scene.near.unit.pk]
    with CaptureQueriesContext(connection) as log:
        found = demand.of_units(units, ON)
    return {(one.why, one.agency_id) for one in found}, len(log)


def test_needs_of_many_owners_cost_as_many_questions_as_of_one_of_each_kind() -> None:
    scene = Cooperation()
    own, near = scene.own.agency.pk, scene.near.agency.pk
    a_programme(scene, 1)
    # The agreement begins after this one is over: the neighbour is not asked.
    a_programme(scene, 2, Period(date(2023, 1, 1), date(2024, 1, 1)))
    a_status(a_flood(scene, 1), period=WORK)
    before, cost = asked(scene)
    one = {("Program 1", own), ("Program 1", near), ("Program 2", own), ("Banjir 1", own)}
    assert before == one
    for number in range(3, 6):
        a_programme(scene, number)
        a_flood(scene, number, scene.near.agency)
    after, more = asked(scene)
    assert after - before == {
        (f"{name} {n}", pk)
        for name in ("Program", "Banjir")
        for n in range(3, 6)
        for pk in (own, near)
    }
    assert more == cost
