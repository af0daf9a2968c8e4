"""Drafts and seats are changed, and what holds once people stand for them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.models import Competency
from luwes.organisation.tests.builders import a_competency, a_group
from luwes.staffing.models import Need
from luwes.teamwork.actions import choosing, closing, opportunities, seats, teams
from luwes.teamwork.actions.asking import Places, Terms
from luwes.teamwork.models import Opportunity, TaskTeam, TeamSeat
from luwes.teamwork.tests.scene import NOW, TIME, TODAY, Scene, Side

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    """The areas offered come from the government's own."""
    scene = Scene()
    scene.own.agency.area = scene.area
    scene.own.agency.save()
    return scene


def standing(kind: str, owner_id: int) -> list[Need]:
    return list(Need.objects.filter(owner_kind=kind, owner_id=owner_id, is_cancelled=False))


def entries(deed: str) -> list[Entry]:
    return list(Entry.objects.filter(deed=deed).order_by("pk"))


# ── an opportunity of its own ────────────────────────────────────────


def offer_of(**values: Any) -> opportunities.Offer:
    offer = opportunities.Offer("Pendamping gizi", "Menimbang.", TODAY + timedelta(days=3))
    return replace(offer, **values)


def work_of(scene: Scene, *others: Side, **values: Any) -> opportunities.Work:
    work = opportunities.Work(
        "Nota dinas 4/2025", "PKS 8/2025", scene.area, TIME, Terms(3, 40, report_to="Ibu Rekaan"),
        [side.agency for side in others],
    )  # fmt: skip
    return replace(work, **values)


def test_a_draft_is_changed_as_a_whole_and_asks_anew(scene: Scene) -> None:
    row, skill = scene.opportunity(is_open=False), a_competency()
    first, group = row.need, a_group("lain")
    assert first
    terms = Terms(3, 40, [group], ((skill.pk, 2),), "Ibu Rekaan")
    opportunities.change_draft(
        opportunity=row, offer=offer_of(learning="Gizi", learns=[skill]),
        work=work_of(scene, scene.near, terms=terms), on=TODAY, by=scene.head,
    )  # fmt: skip
    row = Opportunity.objects.get()
    first.refresh_from_db()
    assert first.is_cancelled
    assert standing("opportunity", row.pk) == [row.need]
    need = row.need
    assert need
    assert (need.role, need.minimum, need.desired, need.load) == ("Pendamping gizi", 3, 3, 40)
    assert (need.report_to, list(need.groups.all())) == ("Ibu Rekaan", [group])
    assert [(s.competency_id, s.level) for s in need.skills.all()] == [(skill.pk, 2)]
    assert (row.title, row.basis, row.agreement) == ("Pendamping gizi", "Nota dinas 4/2025", "PKS 8/2025")  # fmt: skip
    assert list(row.learns.all()) == [skill]
    assert set(row.agencies.all()) == {scene.own.agency, scene.near.agency}
    assert [entry.chain for entry in entries("teamwork.opportunity_changed")] == [str(scene.own.agency.pk)]  # fmt: skip
    opportunities.open_opportunity(opportunity=row, on=TODAY, now=NOW, by=scene.head)
    assert scene.applied(row, scene.near.people[0]).need == need


def test_all_that_is_wrong_with_a_changed_draft_is_told_at_once(scene: Scene) -> None:
    row = scene.opportunity(is_open=False)
    with pytest.raises(Refused) as refused:
        opportunities.change_draft(
            opportunity=row, offer=offer_of(apply_until=date(2025, 1, 1)), on=TODAY, by=scene.head,
            work=work_of(scene, terms=Terms(0, 140), period=Period(TIME.start, date(2027, 1, 1))),
        )  # fmt: skip
    found = [problem.field for problem in refused.value.problems]
    assert found == ["last_day", "apply_until", "desired", "load"]
    row.refresh_from_db()
    assert row.title == "Pendamping posyandu"
    assert standing("opportunity", row.pk) == [row.need]


def test_an_open_opportunity_is_no_draft_any_more(scene: Scene) -> None:
    row = scene.opportunity(is_open=False)
    stale = Opportunity.objects.get()
    opportunities.open_opportunity(opportunity=row, on=TODAY, now=NOW, by=scene.head)
    with pytest.raises(Refused, match="sudah dibuka"):
        opportunities.change_draft(
            opportunity=stale, offer=offer_of(), work=work_of(scene), on=TODAY, by=scene.head
        )
    assert standing("opportunity", row.pk) == [row.need]


def places(heads: int, reason: str = "Berubah", report_to: str = "Pak Rekaan") -> Places:
    return Places(heads, report_to, reason)


def test_an_open_opportunity_takes_more_people_and_never_fewer_than_were_chosen(scene: Scene) -> None:  # fmt: skip
    row = scene.opportunity(heads=3)
    need = row.need
    assert need
    for person in scene.own.people[:2]:
        scene.chosen(need, person, scene.own)

    def change(asked: Places) -> None:
        opportunities.change_places(opportunity=row, places=asked, on=TODAY, by=scene.head)

    with pytest.raises(Refused) as refused:
        change(places(1, reason=" "))
    assert [problem.field for problem in refused.value.problems] == ["heads", "reason"]
    assert "Sudah 2 orang" in str(refused.value)
    change(places(2))
    need.refresh_from_db()
    assert (need.minimum, need.desired, need.report_to) == (2, 2, "Pak Rekaan")
    assert choosing.free_places(need) == 0
    change(places(5))
    need.refresh_from_db()
    assert choosing.free_places(need) == 3
    assert [entry.reason for entry in entries("staffing.need_changed")] == ["Berubah"] * 2


def test_neither_a_draft_nor_what_has_ended_changes_its_places(scene: Scene) -> None:
    row = scene.opportunity(is_open=False)
    with pytest.raises(Refused, match="masih rancangan"):
        opportunities.change_places(opportunity=row, places=places(2), on=TODAY, by=scene.head)
    opportunities.open_opportunity(opportunity=row, on=TODAY, now=NOW, by=scene.head)
    opportunities.end_opportunity(opportunity=row, result="Batal", now=NOW, on=TODAY, by=scene.head)
    with pytest.raises(Refused, match="sudah berakhir"):
        opportunities.change_places(opportunity=row, places=places(2), on=TODAY, by=scene.head)


# ── a seat of a team ─────────────────────────────────────────────────


def changed(scene: Scene, seat: TeamSeat, role: str = "Juru peta", heads: int = 2, *, is_leader: bool = False) -> None:  # fmt: skip
    seats.change_seat(
        seat=seat, draft=seats.SeatDraft(role, Terms(heads, 50), is_leader), on=TODAY, by=scene.head
    )


def test_a_seat_of_a_drafted_team_is_changed_as_a_whole(scene: Scene) -> None:
    team = scene.team()
    seat = scene.seat(team)
    changed(scene, seat)
    seat = TeamSeat.objects.get()
    assert standing("task_team", team.pk) == [seat.need]
    assert (seat.need.role, seat.need.desired, seat.need.load) == ("Juru peta", 2, 50)


def test_there_stays_one_leader_in_one_seat(scene: Scene) -> None:
    team = scene.team()
    leader, member = scene.seat(team, "Ketua tim", is_leader=True), scene.seat(team)
    with pytest.raises(Refused) as refused:
        changed(scene, member, is_leader=True)
    assert [problem.field for problem in refused.value.problems] == ["is_leader", "heads"]
    with pytest.raises(Refused, match="Ketua tim satu orang"):
        changed(scene, leader, is_leader=True)
    changed(scene, leader, "Koordinator", 1, is_leader=True)
    changed(scene, leader, "Wakil", 1)
    changed(scene, member, "Koordinator", 1, is_leader=True)
    assert TeamSeat.objects.get(is_leader=True) == member
    assert len(standing("task_team", team.pk)) == 2


def test_a_seat_like_another_is_refused_and_stays(scene: Scene) -> None:
    team = scene.team()
    scene.seat(team, "Juru peta", load=50, heads=2)
    seat = scene.seat(team)
    with pytest.raises(Refused, match="sama persis"):
        changed(scene, seat)
    assert {need.role for need in standing("task_team", team.pk)} == {"Juru peta", "Analis data"}


def test_a_seat_of_an_opened_team_keeps_what_people_stand_for(scene: Scene) -> None:
    team = scene.opened()
    seat = team.seats.get(is_leader=False)
    with pytest.raises(Refused, match="sudah dibuka"):
        changed(scene, seat)
    offer = opportunities.offer_seat(
        seat=seat, offer=offer_of(), on=TODAY, now=NOW, by=scene.head
    )  # fmt: skip
    for person in scene.own.people[:2]:
        scene.chosen(seat.need, person, scene.own)
    with pytest.raises(Refused, match="Sudah 2 orang"):
        seats.change_places(seat=seat, places=places(1), on=TODAY, by=scene.head)
    seats.change_places(seat=seat, places=places(4), on=TODAY, by=scene.head)
    page = signed_in(scene.own.people[2].user).get(reverse("teamwork:opportunity", args=[offer.pk]))
    assert "0 dari 4 orang" in page.content.decode()
    with pytest.raises(Refused, match="milik tim"):
        opportunities.change_places(opportunity=offer, places=places(2), on=TODAY, by=scene.head)


def test_who_serves_is_counted_with_who_is_chosen(scene: Scene) -> None:
    team = scene.opened()
    need = scene.member_seat(team)
    scene.chosen(need, scene.own.people[0], scene.own)
    scene.serving(team)
    scene.chosen(need, scene.own.people[1], scene.own)
    seat = team.seats.get(is_leader=False)
    with pytest.raises(Refused, match="Sudah 2 orang"):
        seats.change_places(seat=seat, places=places(1), on=TODAY, by=scene.head)
    seats.change_places(seat=seat, places=places(2), on=TODAY, by=scene.head)


def test_a_leader_stays_alone_and_may_report_to_somebody_else(scene: Scene) -> None:
    seat = scene.opened().seats.get(is_leader=True)
    with pytest.raises(Refused, match="Ketua tim satu orang"):
        seats.change_places(seat=seat, places=places(2), on=TODAY, by=scene.head)
    seats.change_places(seat=seat, places=places(1), on=TODAY, by=scene.head)
    seat.need.refresh_from_db()
    assert seat.need.report_to == "Pak Rekaan"


def closed(scene: Scene, team: TaskTeam) -> None:
    for output in team.outputs.all():
        teams.mark_output(output=output, is_done=False, result="Batal", on=TODAY, by=scene.head)
    closing.close_team(team=team, result="Batal", now=NOW, on=TODAY, by=scene.head)


def test_a_team_that_was_closed_meanwhile_keeps_its_seats(scene: Scene) -> None:
    team = scene.opened()
    seat = TeamSeat.objects.select_related("team").get(team=team, is_leader=False)
    closed(scene, TaskTeam.objects.get())
    with pytest.raises(Refused, match="sudah ditutup"):
        seats.change_places(seat=seat, places=places(3), on=TODAY, by=scene.head)


def test_a_seat_that_was_asked_anew_meanwhile_is_removed_with_its_need(scene: Scene) -> None:
    team = scene.team()
    seat = scene.seat(team)
    stale = TeamSeat.objects.select_related("need").get()
    changed(scene, seat)
    seats.remove_seat(seat=stale, reason="Berubah", now=NOW, by=scene.head)
    assert not standing("task_team", team.pk)
    with pytest.raises(Refused, match="sudah dihapus"):
        changed(scene, seat)


# ── who may ──────────────────────────────────────────────────────────


def test_a_stranger_changes_nothing(scene: Scene) -> None:
    row, team = scene.opportunity(is_open=False), scene.opened()
    seat = team.seats.get(is_leader=False)
    for user in (scene.far.head, scene.own.people[0].user):
        assert user
        with pytest.raises(PermissionDenied):
            opportunities.change_draft(
                opportunity=row, offer=offer_of(), work=work_of(scene), on=TODAY, by=user
            )
        with pytest.raises(PermissionDenied):
            opportunities.change_places(opportunity=row, places=places(2), on=TODAY, by=user)
        with pytest.raises(PermissionDenied):
            seats.change_places(seat=seat, places=places(3), on=TODAY, by=user)
        with pytest.raises(PermissionDenied):
            seats.change_seat(
                seat=seat, draft=seats.SeatDraft("Juru peta", Terms(1, 20)), on=TODAY, by=user
            )
        client = signed_in(user)
        assert client.get(reverse("teamwork:edit_opportunity", args=[row.pk])).status_code == 404
        assert client.get(reverse("teamwork:edit_seat", args=[seat.pk])).status_code == 403


# ── the pages ────────────────────────────────────────────────────────


def posted(client: Client, url: str) -> dict[str, Any]:
    """What the form on a page sends as it stands."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}  # fmt: skip


def test_the_form_of_a_draft_begins_with_what_stands_and_two_presses_leave_one_need(scene: Scene) -> None:  # fmt: skip
    skill: Competency = a_competency()
    row = scene.opportunity(scene.near, is_open=False, skills=((skill.pk, 3),))
    client, url = signed_in(scene.head), reverse("teamwork:edit_opportunity", args=[row.pk])
    assert url in client.get(reverse("teamwork:opportunity", args=[row.pk])).content.decode()
    for title in ("Pendamping gizi", "Pendamping gizi"):
        data = posted(client, url) | {"title": title}
        assert (data["skill_1"], data["level_1"]) == (skill.pk, 3)
        assert data["agencies"] == [scene.near.agency.pk]
        assert client.post(url, data).status_code == 302
    row.refresh_from_db()
    assert standing("opportunity", row.pk) == [row.need]
    assert (row.title, row.period, row.agreement) == ("Pendamping gizi", TIME, "PKS 7/2025")
    bad = client.post(url, data | {"apply_until": "2025-01-01", "last_day": "2027-01-01"})
    assert bad.status_code == 422
    assert {"apply_until", "last_day"} <= set(bad.context["form"].errors)


def test_the_edit_page_of_what_is_open_asks_for_heads_and_a_reason(scene: Scene) -> None:
    row = scene.opportunity(heads=2)
    need = row.need
    assert need
    scene.chosen(need, scene.own.people[0], scene.own)
    client, url = signed_in(scene.head), reverse("teamwork:edit_opportunity", args=[row.pk])
    page = client.get(url).content.decode()
    assert "Paling sedikit 1" in page
    assert 'name="title"' not in page
    assert client.post(url, {"heads": 4, "report_to": ""}).status_code == 422
    assert client.post(url, {"heads": "x", "reason": "Berubah"}).status_code == 422
    assert client.post(url, {"heads": 4, "reason": "Berubah"}).status_code == 302
    need.refresh_from_db()
    assert need.desired == 4


def test_the_seat_of_an_offer_is_changed_at_its_team(scene: Scene) -> None:
    team = scene.opened()
    seat = team.seats.get(is_leader=False)
    offer = opportunities.offer_seat(
        seat=seat, offer=offer_of(), on=TODAY, now=NOW, by=scene.head
    )  # fmt: skip
    answer = signed_in(scene.head).get(reverse("teamwork:edit_opportunity", args=[offer.pk]))
    assert answer.headers["Location"] == reverse("teamwork:edit_seat", args=[seat.pk])


def test_the_pages_of_a_seat(scene: Scene) -> None:
    team = scene.team()
    seat = scene.seat(team, "Ketua tim", is_leader=True)
    scene.seat(team)
    client, url = signed_in(scene.head), reverse("teamwork:edit_seat", args=[seat.pk])
    page = reverse("teamwork:team", args=[team.pk])
    assert url in client.get(page).content.decode()
    for _press in range(2):
        assert client.post(url, posted(client, url) | {"load": 30}).status_code == 302
    assert len(standing("task_team", team.pk)) == 2
    assert client.post(url, posted(client, url) | {"heads": 3}).status_code == 422
    teams.add_output(team=team, output="Data", indicator="Ada", due=TIME.start, by=scene.head)
    teams.open_team(team=team, by=scene.head)
    form = client.get(url).context["form"]
    assert list(form.fields) == ["report_to", "reason"]
    assert client.post(url, {"report_to": "Ibu Rekaan", "reason": "Pindah"}).status_code == 302
    assert TeamSeat.objects.get(pk=seat.pk).need.report_to == "Ibu Rekaan"
    closed(scene, team)
    late = client.post(url, {"report_to": "", "reason": "Pindah"})
    assert late.status_code == 422
    assert "sudah ditutup" in late.content.decode()
    assert url not in client.get(page).content.decode()


def test_the_edit_pages_cost_the_same_for_one_and_for_many(scene: Scene) -> None:
    team, draft = scene.team(), scene.opportunity(is_open=False)
    seat = scene.seat(team)
    opened, offer = scene.opened(heads=20), scene.opportunity(heads=20)
    client = signed_in(scene.head)
    urls = [
        reverse("teamwork:edit_opportunity", args=[draft.pk]),
        reverse("teamwork:edit_opportunity", args=[offer.pk]),
        reverse("teamwork:edit_seat", args=[seat.pk]),
        reverse("teamwork:edit_seat", args=[opened.seats.get(is_leader=False).pk]),
    ]

    def costs() -> list[int]:
        found = []
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(url).status_code == 200
            found.append(len(caught))
        return found

    before = costs()
    assert offer.need
    for _n in range(6):
        person = scene.person(scene.own)
        scene.chosen(offer.need, person, scene.own)
        scene.named(scene.member_seat(opened), person)
        scene.seat(team, f"Juru {person.pk}")
        a_competency(f"k{person.pk}")
    assert costs() == before


# ── whoever is passed over at the end ────────────────────────────────


def test_who_is_passed_over_at_the_end_is_in_the_log_of_the_own_government(scene: Scene) -> None:
    team = scene.opened(scene.near, heads=3)
    need = scene.member_seat(team)
    scene.named(need, scene.near.people[0])
    scene.chosen(need, scene.own.people[0], scene.own)
    offer = scene.opportunity(scene.near)
    scene.applied(offer, scene.near.people[1])
    closed(scene, team)
    opportunities.end_opportunity(
        opportunity=offer, result="Batal", now=NOW, on=TODAY, by=scene.head
    )
    told = [
        (entry.chain, entry.details["employee"], entry.object_kind, entry.reason)
        for entry in entries("teamwork.passed_over")
    ]
    over = "Pekerjaannya sudah berakhir."
    assert sorted(told) == sorted([
        (str(scene.near.agency.pk), scene.near.people[0].pk, "teamwork.taskteam", over),
        (str(scene.own.agency.pk), scene.own.people[0].pk, "teamwork.taskteam", over),
        (str(scene.near.agency.pk), scene.near.people[1].pk, "teamwork.opportunity", over),
    ])  # fmt: skip
