"""Who sees the plans and the people behind a team or an opportunity, and what is found of whom."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.models import Appointment
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user, an_area
from luwes.staffing.models import Plan
from luwes.teamwork import access
from luwes.teamwork.models import Application, Opportunity, TaskTeam
from luwes.teamwork.tests.scene import NOW, TIME, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def pages_of(plan: Plan) -> list[str]:
    owner = [plan.owner_kind, plan.owner_id]
    return [
        reverse("staffing:plan", args=[plan.pk]), reverse("staffing:proof", args=[plan.pk]),
        reverse("staffing:field_reports", args=owner), reverse("staffing:make", args=owner),
    ]  # fmt: skip


def planned(scene: Scene, owner: TaskTeam | Opportunity) -> Plan:
    """Somebody of the neighbour's is chosen and planned."""
    need = owner.need if isinstance(owner, Opportunity) else scene.member_seat(owner)
    assert need
    if isinstance(owner, TaskTeam):
        scene.chosen(scene.leader_seat(owner), scene.own.people[0], scene.own)
    scene.chosen(need, scene.near.people[0], scene.near)
    return scene.planned(owner)


@pytest.mark.parametrize("kind", ["team", "opportunity"])
def test_the_plan_is_for_who_manages_or_decides_and_for_nobody_who_may_only_apply(
    scene: Scene, kind: str
) -> None:
    owner = scene.opened(scene.near) if kind == "team" else scene.opportunity(scene.near)
    plan = planned(scene, owner)
    page, _proof, reports, _make = pages_of(plan)
    clerk, chosen = scene.near.people[1].user, scene.near.people[0].user
    for user in (clerk, chosen, scene.own.people[1].user, scene.far.decider, scene.near.head):
        client = signed_in(user)
        assert [client.get(url).status_code in {403, 404} for url in pages_of(plan)] == [True] * 4
    for user in (scene.near.decider, scene.own.decider, scene.head):
        client = signed_in(user)
        assert client.get(page).status_code == client.get(reports).status_code == 200
    own_page = reverse(f"teamwork:{kind}", args=[owner.pk])
    assert signed_in(chosen).get(own_page).status_code == 200


def test_ones_own_application_leads_nowhere_when_what_it_was_for_is_out_of_sight(
    scene: Scene,
) -> None:
    offer, team = scene.opportunity(scene.near), scene.opened(scene.near)
    person = scene.near.people[0]
    scene.applied(offer, person)
    scene.named(scene.member_seat(team), person)
    client, url = signed_in(person.user), reverse("teamwork:mine")
    of_offer = reverse("teamwork:opportunity", args=[offer.pk])
    of_team = reverse("teamwork:team", args=[team.pk])
    page = client.get(url).content.decode()
    assert of_offer in page
    assert of_team in page
    offer.agencies.remove(scene.near.agency)
    Application.objects.filter(employee=person).update(state="passed")
    page = client.get(url).content.decode()
    assert client.get(of_offer).status_code == client.get(of_team).status_code == 404
    assert of_offer not in page
    assert of_team not in page
    assert page.count("Tidak terpilih") == 2


def test_who_led_the_team_and_left_early_leads_no_more(scene: Scene) -> None:
    team = scene.opened(scene.near)
    leader, member = scene.own.people[0], scene.near.people[0]
    scene.chosen(scene.leader_seat(team), leader, scene.own)
    scene.chosen(scene.member_seat(team), member, scene.near)
    rows = {row.employee_id: row for row in scene.serving(team)}
    assert leader.user
    page = reverse("teamwork:give_input", args=[rows[member.pk].pk])
    client = signed_in(leader.user)
    assert client.get(page).status_code == 200
    assert access.leads(leader.user, team)
    led = rows[leader.pk]
    led.state, led.left_early, led.period = "completed", True, Period(TIME.start, date(2025, 4, 1))
    led.save()
    assert not access.leads(leader.user, team)
    assert client.get(page).status_code == 403
    output = reverse("teamwork:mark_output", args=[team.outputs.get().pk])
    assert client.post(output, {"result": "Selesai"}).status_code == 403


def test_words_that_are_too_long_are_given_back_with_what_is_wrong(scene: Scene) -> None:
    offer = scene.opportunity()
    client = signed_in(scene.own.people[0].user)
    words = "Saya ingin belajar. " * 26
    answer = client.post(reverse("teamwork:apply", args=[offer.pk]), {"why": words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words.strip() in page
    assert "500" in page
    assert not Application.objects.exists()


# ── people and units are searched ────────────────────────────────────


@pytest.mark.parametrize(
    ("digits", "is_found"), [("1987", False), ("19870605", False), ("198706052015011009", True)]
)
def test_part_of_a_nip_finds_nobody_whose_file_one_may_not_open(
    scene: Scene, digits: str, is_found: bool
) -> None:
    person = scene.near.people[0]
    person.nip, person.name = "198706052015011009", "Zulkarnain Rekaan"
    person.save()
    team = scene.opened(scene.near)
    need = scene.member_seat(team)
    url = reverse("teamwork:candidates", args=[need.pk])
    client = signed_in(scene.head)
    for text, found in ((digits, is_found), (f"zulkarnain {digits}", is_found), ("zulkarnain", True)):  # fmt: skip
        assert (person.name in client.get(url, {"nama": text}).content.decode()) is found
    person.agency = scene.own.agency
    person.save()
    Appointment.objects.filter(employee=person).delete()
    an_appointment(person, a_position(unit=scene.own.unit, title=a_title(group=scene.group)))
    assert person.name in client.get(url, {"nama": digits}).content.decode()


@pytest.fixture
def many(scene: Scene) -> Scene:
    """More units than a page can list come before the others by the name of their government."""
    for side in (scene.own, scene.near):
        side.agency.area = scene.area
        side.agency.save()
    for n in range(501):
        a_unit(f"Bidang {n:03}", agency=scene.far.agency)
    scene.head = a_user(Role.STAFFING_ANALYST, name="Analis Rekaan")
    return scene


def a_team(scene: Scene, **values: Any) -> dict[str, Any]:
    return {
        "name": "Tim Satu Data", "purpose": "Data", "basis": "SK 1", "first_day": "2025-03-03",
        "last_day": "2025-06-01", "area": scene.area.pk, "agreement": "",
    } | values  # fmt: skip


def test_an_owning_unit_is_found_by_its_name_however_many_there_are(many: Scene) -> None:
    client, url = signed_in(many.head), reverse("teamwork:new_team")
    unit = many.near.unit
    assert client.get(url).content.decode().count('name="unit"') == 1
    find = reverse("teamwork:find_units")
    found = client.get(find, {"nama": "unit", "unit_text": "dinas kota"}).content.decode()
    assert f'value="{unit.pk}"' in found
    assert "Pemerintah Kota Rekaan" in found
    several = client.post(url, a_team(many, unit_text="dinas"))
    assert several.status_code == 422
    assert "Pilih salah satu yang ditemukan" in several.content.decode()
    for dirty in ("x", "99999999999999999999", "²"):
        assert client.post(url, a_team(many, unit=dirty)).status_code == 422
    assert client.post(url, a_team(many, unit_text="tidak ada itu\x00")).status_code == 422
    assert client.post(url, a_team(many, unit_text="dinas kota")).status_code == 302
    assert TaskTeam.objects.get().unit == unit
    work = {"title": "Pendamping", "does": "x", "apply_until": "2025-02-28", "heads": 1, "load": 20}
    offer = a_team(many, unit=unit.pk, **work)
    assert client.post(reverse("teamwork:new_opportunity"), offer).status_code == 302
    assert Opportunity.objects.get().unit == unit


def test_who_forms_for_one_unit_finds_no_other(many: Scene) -> None:
    client, url = signed_in(many.near.head), reverse("teamwork:new_team")
    page = client.get(url).content.decode()
    assert f'value="{many.near.unit.pk}"' in page
    found = client.get(reverse("teamwork:find_units"), {"nama": "unit", "unit_text": "bidang"})
    assert "Bidang" not in found.content.decode()
    assert client.post(url, a_team(many, unit=many.own.unit.pk)).status_code == 422
    assert client.post(url, a_team(many, unit_text="Dinas Provinsi")).status_code == 422
    stranger = signed_in(many.near.people[0].user)
    assert stranger.get(reverse("teamwork:find_units")).status_code == 403


def test_a_team_is_changed_with_the_places_of_its_own_government(many: Scene) -> None:
    elsewhere = an_area("Kabupaten Jauh")
    many.near.agency.area = elsewhere
    many.near.agency.save()
    team = many.team()
    TaskTeam.objects.update(agency=many.near.agency, unit=many.near.unit, area=elsewhere)
    client, url = signed_in(many.head), reverse("teamwork:edit_team", args=[team.pk])
    page = client.get(url).content.decode()
    assert "Kabupaten Jauh" in page
    assert "Dinas Kota" in page
    changed = client.post(url, a_team(many, area=elsewhere.pk, unit=many.own.unit.pk))
    assert changed.status_code == 302
    team.refresh_from_db()
    assert (team.name, team.unit, team.area) == ("Tim Satu Data", many.near.unit, elsewhere)
