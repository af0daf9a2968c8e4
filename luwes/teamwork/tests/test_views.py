"""The pages: what is seen, pressed twice, dirty, empty, a lot."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.organisation.tests.builders import a_competency, a_user
from luwes.people.tests.builders import a_record
from luwes.staffing.models import Plan
from luwes.teamwork.actions import applications, choosing
from luwes.teamwork.models import Application, NewsOff, Opportunity, TaskTeam
from luwes.teamwork.tests.scene import NOW, TODAY, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def shown(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"teamwork:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def a_form(scene: Scene, **values: Any) -> dict[str, Any]:
    return {
        "unit": scene.own.unit.pk, "name": "Tim Satu Data", "purpose": "Data", "basis": "SK 1",
        "first_day": "2025-03-03", "last_day": "2025-06-01", "area": scene.area.pk,
        "agencies": [scene.near.agency.pk], "agreement": "",
    } | values  # fmt: skip


@pytest.fixture
def placed(scene: Scene) -> Scene:
    """The areas offered come from the government's own."""
    scene.own.agency.area = scene.area
    scene.own.agency.save()
    return scene


def test_a_team_is_drafted_and_a_bad_time_stands_beside_its_field(placed: Scene) -> None:
    client = signed_in(placed.head)
    url = reverse("teamwork:new_team")
    bad = client.post(url, a_form(placed, last_day="2027-06-01"))
    assert bad.status_code == 422
    assert "Paling lama 12 bulan" in bad.content.decode()
    upside_down = client.post(url, a_form(placed, last_day="2025-01-01"))
    assert upside_down.status_code == 422
    assert client.post(url, a_form(placed)).status_code == 302
    team = TaskTeam.objects.get()
    assert set(team.agencies.all()) == {placed.own.agency, placed.near.agency}


def test_an_opportunity_is_drafted_and_seen_by_others_only_when_it_is_open(placed: Scene) -> None:
    client = signed_in(placed.head)
    form = a_form(placed, title="Pendamping", does="Mendampingi", apply_until="2025-02-28", heads=1, load=20, agencies=[])  # fmt: skip
    assert client.post(reverse("teamwork:new_opportunity"), form).status_code == 302
    made = Opportunity.objects.get()
    other = signed_in(placed.own.people[0].user)
    shown(other, "opportunity", made.pk, status=404)
    client.post(reverse("teamwork:open_opportunity", args=[made.pk]))
    assert "Lamar" in shown(other, "opportunity", made.pk)
    shown(signed_in(placed.near.people[0].user), "opportunity", made.pk, status=404)


def test_one_applies_in_a_click_and_a_second_click_changes_nothing(scene: Scene) -> None:
    offer = scene.opportunity()
    client = signed_in(scene.own.people[0].user)
    for _press in range(2):
        answer = client.post(reverse("teamwork:apply", args=[offer.pk]), {"why": ""})
        assert answer.status_code == 302
    assert Application.objects.count() == 1
    assert "menunggu persetujuan atasan" in shown(client, "opportunity", offer.pk)
    assert "Menunggu persetujuan atasan" in shown(client, "mine")


def test_after_the_deadline_the_page_says_so_and_offers_no_button(scene: Scene) -> None:
    offer = scene.opportunity()
    Opportunity.objects.update(apply_until="2025-02-01")
    client = signed_in(scene.own.people[0].user)
    page = shown(client, "opportunity", offer.pk)
    assert "Batas melamar sudah lewat" in page
    assert reverse("teamwork:apply", args=[offer.pk]) not in page
    refused = client.post(reverse("teamwork:apply", args=[offer.pk]))
    assert refused.status_code == 422


def test_the_superior_consents_from_the_first_page(scene: Scene) -> None:
    row = scene.applied(scene.opportunity(scene.near), scene.near.people[0])
    boss = signed_in(scene.near.head)
    home = boss.get(reverse("home")).content.decode()
    assert f"{row.employee.full_name} melamar" in home
    boss.post(reverse("teamwork:consent", args=[row.pk]), {"answer": "yes"})
    row.refresh_from_db()
    assert row.state == "consented"
    assert row.employee.full_name not in boss.get(reverse("home")).content.decode()
    owner = signed_in(scene.head).get(reverse("home")).content.decode()
    assert "1 orang dengan persetujuan atasannya" in owner


def test_a_refusal_without_a_reason_is_asked_for_on_the_page(scene: Scene) -> None:
    row = scene.applied(scene.opportunity(scene.near), scene.near.people[0])
    boss = signed_in(scene.near.head)
    answer = boss.post(reverse("teamwork:consent", args=[row.pk]), {"answer": "no"})
    assert answer.status_code == 422
    nothing = boss.post(reverse("teamwork:consent", args=[row.pk]), {})
    assert nothing.status_code == 422


def test_a_strangers_link_opens_nothing(scene: Scene) -> None:
    team = scene.opened(scene.near)
    row = scene.named(scene.member_seat(team), scene.near.people[0])
    stranger = signed_in(scene.far.people[0].user)
    shown(stranger, "team", team.pk, status=404)
    shown(stranger, "candidates", row.need_id, status=403)
    shown(stranger, "consent", row.pk, status=404)
    other_head = signed_in(scene.far.head)
    shown(other_head, "team", team.pk, status=404)
    shown(other_head, "consent", row.pk, status=404)
    assert other_head.post(reverse("teamwork:plan_team", args=[team.pk])).status_code == 404


def test_a_need_of_an_incident_has_no_page_of_candidates(scene: Scene) -> None:
    need = scene.member_seat(scene.opened())
    need.owner_kind = "incident"
    need.save()
    shown(signed_in(scene.head), "candidates", need.pk, status=404)


def test_people_are_found_by_name_with_their_fit_and_named(scene: Scene) -> None:
    skill = a_competency()
    person = scene.near.people[0]
    person.name = "Rahmawati Rekaan"
    person.save()
    a_record(person, skill, level=2)
    team = scene.opened(scene.near)
    need = scene.seat(team, "Ahli", skills=((skill.pk, 2),)).need
    client = signed_in(scene.head)
    page = client.get(reverse("teamwork:candidates", args=[need.pk]), {"nama": "rahmawati"})
    assert "1 dari 1 syarat kompetensi" in page.content.decode()
    url = reverse("teamwork:appoint", args=[need.pk, person.pk])
    client.post(url, {"why": ""})
    assert not Application.objects.exists()
    client.post(url, {"why": "Ahli"})
    client.post(url, {"why": "Ahli"})
    assert Application.objects.get().state == "waiting"
    outside = reverse("teamwork:appoint", args=[need.pk, scene.far.people[0].pk])
    client.post(outside, {"why": "Ahli"})
    assert Application.objects.count() == 1


def test_choosing_tells_what_stands_against_it(scene: Scene) -> None:
    team = scene.opened(scene.near, agreement="")
    row = scene.consented(scene.named(scene.member_seat(team), scene.near.people[0]), scene.near)
    client = signed_in(scene.head)
    url = reverse("teamwork:decide", args=[row.pk])
    page = client.post(url, {"deed": "choose"}, follow=True).content.decode()
    assert "PKS" in page
    client.post(url, {"deed": "pass", "reason": "Belum ada PKS"})
    row.refresh_from_db()
    assert (row.state, row.decision_reason) == ("passed", "Belum ada PKS")


def test_the_chosen_become_a_plan_and_a_second_press_finds_it(scene: Scene) -> None:
    team = scene.opened()
    client = signed_in(scene.head)
    url = reverse("teamwork:plan_team", args=[team.pk])
    assert "Belum ada orang terpilih" in client.post(url, follow=True).content.decode()
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    assert "1 orang terpilih" in shown(client, "team", team.pk)
    first, second = client.post(url), client.post(url)
    plan = Plan.objects.get()
    assert first.url == second.url == reverse("staffing:plan", args=[plan.pk])  # type: ignore[attr-defined]


def test_the_plan_says_that_superiors_consented_and_offers_no_pins(scene: Scene) -> None:
    team = scene.opened()
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    plan = scene.planned(team)
    client = signed_in(scene.head)
    page = client.get(reverse("staffing:plan", args=[plan.pk])).content.decode()
    assert "Atasan mereka sudah menyetujui" in page
    assert "boleh berkeberatan" not in page
    rules = client.get(reverse("staffing:plan", args=[plan.pk]), {"bagian": "aturan"})
    assert rules.status_code == 200


def test_the_owner_reads_the_letters_of_members_from_other_governments(scene: Scene) -> None:
    team = scene.opened(scene.near)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.chosen(scene.member_seat(team), scene.near.people[0], scene.near)
    sent = scene.issued(team).assignments.get(employee=scene.near.people[0])
    url = reverse("letters:letter", args=[sent.letter_id])
    for user in (scene.head, scene.near.head, scene.near.people[0].user):
        assert signed_in(user).get(url).status_code == 200
    for user in (scene.far.head, scene.near.people[1].user):
        assert signed_in(user).get(url).status_code in {403, 404}


def test_a_team_that_never_ran_can_be_closed(scene: Scene) -> None:
    team = scene.opened()
    client = signed_in(scene.head)
    assert reverse("teamwork:close_team", args=[team.pk]) in shown(client, "team", team.pk)
    page = reverse("teamwork:close_team", args=[team.pk])
    assert client.post(page, {"result": "Tidak jadi"}).status_code == 422
    output = reverse("teamwork:mark_output", args=[team.outputs.get().pk])
    client.post(output, {"deed": "drop", "result": "Anggaran dialihkan"})
    assert client.post(page, {"result": "Tidak jadi"}).status_code == 302
    team.refresh_from_db()
    assert team.state == "closed"


def test_news_are_turned_off_and_on(scene: Scene) -> None:
    client = signed_in(scene.own.people[0].user)
    url = reverse("teamwork:news")
    client.post(url, {"wanted": "no"})
    client.post(url, {"wanted": "no"})
    assert NewsOff.objects.count() == 1
    client.post(url, {"wanted": "yes"})
    assert not NewsOff.objects.exists()


def test_the_page_of_an_input_is_for_the_member_the_assessor_and_who_wrote_it(scene: Scene) -> None:
    from luwes.teamwork.actions import closing
    from luwes.teamwork.rules import Rating

    team = scene.opened(scene.near)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.chosen(scene.member_seat(team), scene.near.people[0], scene.near)
    rows = {row.employee_id: row for row in scene.serving(team)}
    leader, member = scene.own.people[0], scene.near.people[0]
    assert leader.user
    lead = signed_in(leader.user)
    page = reverse("teamwork:give_input", args=[rows[member.pk].pk])
    assert lead.get(page).status_code == 200
    assert lead.post(page, {"text": ""}).status_code == 422
    output = team.outputs.get()
    assert lead.post(page, {"text": "Rapi", f"output_{output.pk}": Rating.ABOVE.value}).status_code == 302  # fmt: skip
    given = closing.members(team).get(employee=member).team_input
    for user in (leader.user, member.user, scene.near.head, scene.head):
        assert "Rapi" in shown(signed_in(user), "input", given.pk)
    for user in (scene.far.head, scene.far.people[0].user, scene.near.people[1].user):
        shown(signed_in(user), "input", given.pk, status=404)
    profile = signed_in(member.user).get(reverse("people:profile", args=[member.pk]))
    assert "Masukan ketua tim" in profile.content.decode()
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=scene.near.agency.pk)
    colleague = signed_in(analyst).get(reverse("people:profile", args=[member.pk]))
    assert "Masukan ketua tim" not in colleague.content.decode()


# ── a lot ────────────────────────────────────────────────────────────


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_pages_cost_the_same_for_one_and_for_many(scene: Scene) -> None:
    team, offer = scene.opened(heads=20), scene.opportunity(heads=20)
    owner, boss = signed_in(scene.head), signed_in(scene.own.head)
    me = signed_in(scene.own.people[0].user)
    scene.named(scene.member_seat(team), scene.own.people[0])
    scene.applied(offer, scene.own.people[0])
    pages = [
        (owner, reverse("teamwork:team", args=[team.pk])), (owner, reverse("teamwork:teams")),
        (owner, reverse("teamwork:candidates", args=[offer.need_id])),
        (boss, reverse("teamwork:consents")), (me, reverse("teamwork:opportunities")),
        (me, reverse("teamwork:opportunity", args=[offer.pk])), (me, reverse("teamwork:mine")),
        (owner, reverse("teamwork:opportunities") + "?lihat=milik"),
    ]  # fmt: skip
    before = [cost(client, url) for client, url in pages]
    for _n in range(8):
        person = scene.person(scene.own)
        scene.applied(offer, person)
        row = scene.named(scene.member_seat(team), person)
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    for load in range(30, 36):
        scene.applied(scene.opportunity(load=load), scene.own.people[0])
        scene.team()
    assert [cost(client, url) for client, url in pages] == before


def test_many_reminders_and_applications_are_answered_one_by_one(scene: Scene) -> None:
    offer = scene.opportunity(scene.near, heads=5)
    for _n in range(6):
        scene.applied(offer, scene.person(scene.near))
    boss = signed_in(scene.near.head)
    assert boss.get(reverse("home")).content.decode().count(" melamar: ") >= 4
    row = Application.objects.order_by("pk")[0]
    applications.consent(application=row, agrees=True, reason="", now=NOW, by=scene.near.head)
    assert "Sudah dijawab" in boss.get(reverse("teamwork:consents"), {"lihat": "jawab"}).content.decode()  # fmt: skip


def test_a_seat_removed_by_two_presses_is_told_not_missing(scene: Scene) -> None:
    seat = scene.opened().seats.get(is_leader=False)
    url = reverse("teamwork:remove_seat", args=[seat.pk])
    client = signed_in(scene.head)
    assert client.post(url, {"reason": "Berubah"}).status_code == 302
    again = client.post(url, {"reason": "Berubah"}, follow=True)
    assert again.status_code == 200
    assert "Tempat ini sudah dihapus." in again.content.decode()
    assert client.get(url).status_code == 404
    assert signed_in(scene.own.people[0].user).post(url).status_code == 403
