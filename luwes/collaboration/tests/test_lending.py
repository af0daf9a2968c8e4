"""People of another government serve in a programme by a PKS of both, or under an emergency status."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.collaboration import owning
from luwes.collaboration.actions import conflicts, merging
from luwes.collaboration.models import Agreement, Partner
from luwes.collaboration.rules.lending import covered
from luwes.collaboration.tests.cooperation import Cooperation as Office
from luwes.collaboration.tests.team_scene import NOW, TODAY, WORK, YEAR, Cooperation
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.organisation.tests.builders import an_area
from luwes.staffing import owners
from luwes.staffing.actions import decisions, issue, shaping
from luwes.staffing.models import Plan, PlanApproval, PlanLine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


def days(first: int, last: int) -> Period:
    return Period(date(2025, 1, first), date(2025, 1, last))


@pytest.mark.parametrize(
    ("agreements", "during", "is_covered"),
    [
        ([], days(2, 3), False),
        ([days(1, 10)], days(2, 10), True),
        ([days(1, 10)], days(2, 11), False),
        ([days(5, 20), days(1, 5)], days(2, 20), True),  # renewed without a gap
        ([days(1, 5), days(6, 20)], days(2, 20), False),
        ([Period(date(2025, 1, 1))], days(2, 20), True),
        ([days(3, 10)], days(2, 5), False),
        ([days(1, 10)], Period(date(2025, 1, 9)), True),
        ([days(1, 10)], Period(date(2025, 1, 10)), False),
    ],
)
def test_an_agreement_holds_on_every_day(
    agreements: list[Period], during: Period, is_covered: bool
) -> None:
    assert covered(agreements, during) is is_covered


def without_pks() -> Cooperation:
    """Everybody of the leading government has an interest: only the neighbour's people are left."""
    scene = Cooperation()
    for person in scene.own.people:
        scene.declared(person)
    Agreement.objects.filter(pk=scene.lending.pk).update(state="ended")
    return scene


def lines(scene: Cooperation) -> set[int]:
    plan = scene.proposed()
    rows = PlanLine.objects.filter(plan=plan)
    return set(rows.values_list("employee__agency_id", flat=True))


def test_without_a_pks_nobody_of_the_other_government_is_planned_and_the_plan_says_so() -> None:
    scene = without_pks()
    scene.place()
    assert not lines(scene)
    client = signed_in(scene.lead)
    told = "Pemerintah Kota Rekaan tidak diusulkan: belum ada perjanjian kerja sama"
    pages = [
        reverse("staffing:make", args=[owning.PROGRAMME, scene.programme.pk]),
        reverse("staffing:plan", args=[Plan.objects.get().pk]),
        reverse("collaboration:team", args=[scene.programme.pk]),
    ]  # fmt: skip
    for page in pages:
        assert told in client.get(page).content.decode(), page


@pytest.mark.parametrize("other_way", [False, True])
def test_a_pks_written_down_by_either_government_lends(other_way: bool) -> None:
    scene = without_pks()
    if other_way:
        us = Partner.objects.create(
            kind="government", name="Provinsi", name_key="provinsi", government=scene.own.agency,
            state="active", registered_by_agency=scene.near.agency, made_at=NOW, made_by=scene.lead,
        )  # fmt: skip
        scene.lends(scene.near, agency=scene.near.agency, unit=scene.near.unit, partner=us)
    else:
        scene.lends(scene.near)
    scene.place()
    assert lines(scene) == {scene.near.agency.pk}
    assert not owning.left_out(scene.programme.pk, TODAY)
    basis = owners.owner_of(owning.PROGRAMME, scene.programme.pk).basis
    assert len(basis) == len(set(basis))


@pytest.mark.parametrize(
    "values",
    [{"kind": "understanding"}, {"state": "agreed"}, {"period": Period(date(2025, 6, 10), YEAR.end)}],
)  # fmt: skip
def test_what_binds_nobody_yet_lends_nobody(values: dict[str, object]) -> None:
    scene = without_pks()
    scene.lends(scene.near, **values)  # type: ignore[arg-type]
    scene.place()
    assert not lines(scene)


def test_a_pks_that_ends_before_the_work_does_not_carry_it() -> None:
    scene = without_pks()
    scene.lends(scene.near, Period(YEAR.start, WORK.start + timedelta(days=9)))
    scene.place()
    assert not lines(scene)
    need = scene.programme.seats.get().need
    person = scene.near.people[0]
    (problem,) = owners.barred_problems(person, need)
    assert "belum ada perjanjian kerja sama (PKS) dengan Pemerintah Kota Rekaan" in problem.message
    with pytest.raises(Refused, match="PKS"):
        shaping.pin(
            plan=Plan.objects.get(), employee=person,
            need=need, reason="Ahli", now=NOW, by=scene.lead,
        )  # fmt: skip


def test_a_pks_that_was_ended_meanwhile_returns_the_plan() -> None:
    scene = without_pks()
    pks = scene.lends(scene.near)
    scene.place()
    plan = scene.submitted()
    (approval,) = PlanApproval.objects.filter(plan=plan)
    by = scene.near.decider
    conflicts.say_none(programme=scene.programme, now=NOW, on=TODAY, by=by)
    after = (plan.contest_until or NOW) + timedelta(minutes=1)
    decisions.approve(approval=approval, now=after, by=by)
    Agreement.objects.filter(pk=pks.pk).update(state="ended")
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state != "issued"
    assert "tidak dapat lagi ditugaskan" in plan.returned_because


def status(scene: Cooperation, area: object = None, period: Period = YEAR) -> None:
    incident = Incident.objects.create(
        agency=scene.own.agency, hazard="flood", name="Banjir", area=area or scene.area,
        started_at=NOW, declared_at=NOW, declared_by=scene.lead,
    )  # fmt: skip
    incident.agencies.set([scene.own.agency, scene.near.agency])
    EmergencyStatus.objects.create(
        incident=incident, status="response", authority="Gubernur", period=period
    )


def test_under_an_emergency_status_of_its_area_no_pks_is_asked() -> None:
    scene = without_pks()
    status(scene)
    scene.place()
    assert lines(scene) == {scene.near.agency.pk}
    assert not owning.left_out(scene.programme.pk, TODAY)


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_status_elsewhere_or_gone_by_lends_nobody(elsewhere: bool) -> None:
    scene = without_pks()
    status(scene, an_area() if elsewhere else None, YEAR if elsewhere else Period(date(2025, 1, 1), date(2025, 1, 9)))  # fmt: skip
    scene.place()
    assert not lines(scene)


def test_asking_costs_the_same_for_many_people() -> None:
    scene = Cooperation()
    scene.place()

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            owning.left_out(scene.programme.pk, TODAY)
            owning.barred(scene.programme.pk, WORK, [p.pk for p in scene.near.people])
        return len(found)

    before = cost()
    for _n in range(4):
        scene.near.people.append(scene.person(scene.near))
    assert cost() == before


# ── which partner is which government ────────────────────────────────


def test_one_partner_is_one_government_and_only_of_its_kind() -> None:
    office = Office()
    with pytest.raises(Refused, match="berjenis instansi"):
        office.propose("PT Rekaan", government=office.agency)
    made = office.propose("Pemerintah Kota", kind="government", government=office.agency)
    with pytest.raises(Refused, match="sudah tercatat"):
        office.propose("Kota", kind="government", government=office.agency)
    assert Partner.objects.get(government=office.agency) == made


def test_nobody_agrees_with_their_own_government() -> None:
    office = Office()
    own = office.propose("Pemerintah Provinsi", kind="government", government=office.agency)
    Partner.objects.filter(pk=own.pk).update(state="active")
    own.refresh_from_db()
    with pytest.raises(Refused, match="Anda sendiri"):
        office.draft(own)


def test_merging_keeps_which_government_it_is() -> None:
    office = Office()
    gone = office.propose("Pemerintah Kota", kind="government", government=office.agency)
    kept = office.propose("Pemkot", kind="government")
    merging.move_all(gone, kept, TODAY)
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.state, kept.government) == ("merged", office.agency)


def test_the_government_is_chosen_on_the_partner_s_page() -> None:
    office = Office()
    client = signed_in(office.head)
    values = {"agency": office.agency.pk, "kind": "government", "name": "Pemerintah Kota", "government": office.agency.pk}  # fmt: skip
    assert client.post(reverse("collaboration:new_partner"), values).status_code == 302
    row = Partner.objects.get()
    assert row.government == office.agency
    page = client.get(reverse("collaboration:partner", args=[row.pk])).content.decode()
    assert "Instansi dalam Luwes" in page
