"""Two at once on a real database."""

from dataclasses import replace

import pytest

from luwes.core.tests.racing import at_once
from luwes.staffing.models import Need, Plan
from luwes.teamwork.actions import applications, choosing, opportunities
from luwes.teamwork.actions.asking import Places, Terms
from luwes.teamwork.models import Application, Opportunity
from luwes.teamwork.tests.scene import NOW, TIME, TODAY, Scene

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_owners_choose_one_person_and_one_is_told_that_the_load_is_full() -> None:
    scene = Scene()
    person = scene.own.people[0]
    rows = [
        scene.consented(scene.applied(scene.opportunity(load=load), person), scene.own)
        for load in (60, 70)
    ]
    said = at_once(*[
        lambda row=row: choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
        for row in rows
    ])  # fmt: skip
    assert sorted(bool(words) for words in said) == [False, True]
    assert "100 %" in "".join(said)
    assert Application.objects.filter(state="chosen").count() == 1


def test_two_are_chosen_at_once_for_the_last_place_and_one_gets_it() -> None:
    scene = Scene()
    offer = scene.opportunity()
    rows = [scene.consented(scene.applied(offer, p), scene.own) for p in scene.own.people[:2]]
    said = at_once(*[
        lambda row=row: choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
        for row in rows
    ])  # fmt: skip
    assert sorted(bool(words) for words in said) == [False, True]
    assert "terisi" in "".join(said)


def test_a_double_press_applies_once() -> None:
    scene = Scene()
    offer, person = scene.opportunity(), scene.own.people[0]
    said = at_once(*[lambda: scene.applied(offer, person)] * 2)
    assert sorted(bool(words) for words in said) == [False, True]
    assert Application.objects.count() == 1


def test_a_consent_and_a_withdrawal_at_once_leave_one_of_them() -> None:
    scene = Scene()
    person = scene.near.people[0]
    row = scene.applied(scene.opportunity(scene.near), person)
    assert person.user
    by = person.user
    mine = Application.objects.select_related("employee", "need").get(pk=row.pk)
    at_once(
        lambda: scene.consented(row, scene.near),
        lambda: applications.withdraw(application=mine, now=NOW, by=by),
    )
    assert Application.objects.get().state == "withdrawn"


def test_two_presses_on_the_plan_make_one() -> None:
    scene = Scene()
    team = scene.opened()
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    said = at_once(*[lambda: choosing.make_plan(owner=team, now=NOW, by=scene.head)] * 2)
    assert sorted(bool(words) for words in said) == [False, True]


def test_a_plan_and_a_withdrawal_at_once_leave_one_of_them() -> None:
    scene = Scene()
    offer, person = scene.opportunity(), scene.own.people[0]
    assert person.user
    by = person.user
    row = scene.consented(scene.applied(offer, person), scene.own)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    said = at_once(
        lambda: choosing.make_plan(owner=offer, now=NOW, by=scene.head),
        lambda: applications.withdraw(application=row, now=NOW, by=by),
    )
    assert sorted(bool(words) for words in said) == [False, True]
    row.refresh_from_db()
    assert Plan.objects.exists() == (row.state == "chosen")


def test_nobody_is_chosen_while_the_work_ends() -> None:
    scene = Scene()
    offer = scene.opportunity()
    row = scene.consented(scene.applied(offer, scene.own.people[0]), scene.own)
    at_once(
        lambda: choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head),
        lambda: opportunities.end_opportunity(
            opportunity=offer, result="Batal", now=NOW, on=TODAY, by=scene.head
        ),
    )
    assert Application.objects.get().state == "passed"


# ── changes ──────────────────────────────────────────────────────────

OFFER = opportunities.Offer("Pendamping gizi", "Menimbang.", TODAY)


def work(scene: Scene) -> opportunities.Work:
    return opportunities.Work("Nota dinas 4/2025", "", scene.area, TIME, Terms(3, 40))


def test_two_changes_of_a_draft_at_once_leave_one_need() -> None:
    scene = Scene()
    row = scene.opportunity(is_open=False)
    said = at_once(*[
        lambda title=title: opportunities.change_draft(
            opportunity=Opportunity.objects.get(pk=row.pk), offer=replace(OFFER, title=title),
            work=work(scene), on=TODAY, by=scene.head,
        )
        for title in ("Satu", "Dua")
    ])  # fmt: skip
    assert said == ["", ""]
    row.refresh_from_db()
    assert Need.objects.get(is_cancelled=False) == row.need


def test_a_draft_that_is_opened_while_it_changes_keeps_the_need_it_shows() -> None:
    scene = Scene()
    row = scene.opportunity(is_open=False)
    at_once(
        lambda: opportunities.change_draft(
            opportunity=Opportunity.objects.get(pk=row.pk), offer=OFFER, work=work(scene),
            on=TODAY, by=scene.head,
        ),
        lambda: opportunities.open_opportunity(
            opportunity=Opportunity.objects.get(pk=row.pk), on=TODAY, now=NOW, by=scene.head
        ),
    )  # fmt: skip
    row.refresh_from_db()
    assert row.state == "open"
    assert Need.objects.get(is_cancelled=False) == row.need
    assert row.need
    assert row.need.role == row.title


def test_nobody_is_chosen_for_a_place_that_goes_away() -> None:
    scene = Scene()
    offer = scene.opportunity(heads=2)
    rows = [scene.consented(scene.applied(offer, p), scene.own) for p in scene.own.people[:2]]
    choosing.choose(application=rows[0], reason="", on=TODAY, now=NOW, by=scene.head)
    said = at_once(
        lambda: choosing.choose(application=rows[1], reason="", on=TODAY, now=NOW, by=scene.head),
        lambda: opportunities.change_places(
            opportunity=offer, places=Places(1, "", "Berkurang"), on=TODAY, by=scene.head
        ),
    )
    assert sorted(bool(words) for words in said) == [False, True]
    need = Need.objects.get(pk=offer.need_id)
    assert choosing.free_places(need) == 0
