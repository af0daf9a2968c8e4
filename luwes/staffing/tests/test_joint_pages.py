"""The pages of plans over several incidents, and of plans that want the same people."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luwes.core.errors import Refused
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.staffing.actions import decisions, issue, plans, shaping
from luwes.staffing.models import JointOwner, Need, Objection, Plan, PlanApproval, PlanRule
from luwes.staffing.tests.joint import Two, a_lead, solve, two_incidents
from luwes.staffing.tests.scene import HOURS, NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luwes.core.clock.now", lambda: NOW)
    monkeypatch.setattr("luwes.core.clock.today", lambda: TODAY)


def _make_url(two: Two) -> str:
    return reverse("staffing:make", args=["incident", two.one.pk])


def _form(two: Two, needs: list[Need], **more: Any) -> dict[str, Any]:
    other = f"incident:{two.other.pk}"
    return {"bersama": other, "kebutuhan": [need.pk for need in needs], **more}


def a_pair(*, people: int = 1, tiers: tuple[int, int] = (2, 1)) -> tuple[Two, list[Need]]:
    two = two_incidents()
    two.scene.people(two.scene.unit(), people)
    return two, [two.need(two.one, tier=tiers[0]), two.need(two.other, tier=tiers[1])]


# ── offering and making ──────────────────────────────────────────────


def test_who_leads_both_is_shown_the_other_that_asks_for_the_same_people(client: Client) -> None:
    two, _needs = a_pair()
    two.need(two.other, 3, group="perawat")
    client.force_login(two.scene.coordinator)
    page = client.get(_make_url(two))
    assert [(o.owner.name, o.heads) for o in page.context["offers"]] == [("Longsor Rekaan", 1)]
    client.force_login(two.of_one)
    assert client.get(_make_url(two)).context["offers"] == []


def test_nothing_is_offered_where_no_government_is_shared(client: Client) -> None:
    two, _needs = a_pair()
    two.other.agencies.set([an_agency("Pemerintah Kabupaten Jauh")])
    client.force_login(two.scene.coordinator)
    assert client.get(_make_url(two)).context["offers"] == []


def test_the_needs_of_both_are_chosen_on_one_page_and_planned_at_once(client: Client) -> None:
    two, needs = a_pair(people=2)
    client.force_login(two.scene.coordinator)
    page = client.get(_make_url(two), {"bersama": f"incident:{two.other.pk}"})
    assert {need.pk for need, *_heads in page.context["needs"]} == {need.pk for need in needs}
    assert not JointOwner.objects.exists()  # looking makes nothing
    answer = client.post(_make_url(two), _form(two, needs))
    plan = Plan.objects.get()
    assert answer.headers["Location"] == reverse("staffing:plan", args=[plan.pk])
    assert (plan.owner_kind, sorted(plan.need_ids)) == ("joint", sorted(n.pk for n in needs))
    again = client.post(_make_url(two), _form(two, needs))
    assert again.headers["Location"] == answer.headers["Location"]
    assert Plan.objects.count() == 1


def test_ranks_without_a_reason_are_asked_back_and_nothing_typed_is_lost(client: Client) -> None:
    two, needs = a_pair()
    client.force_login(two.scene.coordinator)
    ranks = {f"urutan-incident:{two.one.pk}": "2", f"urutan-incident:{two.other.pk}": "1"}
    page = client.post(_make_url(two), _form(two, needs[:1], **ranks))
    assert page.status_code == 422
    assert "Tulis mengapa satu kejadian didahulukan." in page.content.decode()
    assert {name: rank for name, _owner, rank in page.context["parts"]} == {
        f"incident:{two.one.pk}": 2, f"incident:{two.other.pk}": 1,
    }  # fmt: skip
    assert page.context["ticked"] == {needs[0].pk}
    assert not Plan.objects.exists()
    client.post(_make_url(two), _form(two, needs, because="Longsor bergerak", **ranks))
    assert Plan.objects.get().ranked_because == "Longsor bergerak"


@pytest.mark.parametrize("name", ["aid:1", "joint:1", "nothing:1"])
def test_only_incidents_are_planned_together(client: Client, name: str) -> None:
    two, needs = a_pair()
    client.force_login(two.scene.coordinator)
    assert client.get(_make_url(two), {"bersama": name}).status_code == 404
    form = _form(two, needs) | {"bersama": name}
    assert client.post(_make_url(two), form).status_code == 404


@pytest.mark.parametrize("name", ["incident:999999", "incident:x", "incident", "", ":", "9" * 40])
def test_dirty_names_join_nothing(client: Client, name: str) -> None:
    two, needs = a_pair()
    client.force_login(two.of_one)
    assert client.get(_make_url(two), {"bersama": name}).status_code in {200, 403}
    answer = client.post(_make_url(two), _form(two, needs[:1]) | {"bersama": name})
    assert answer.status_code in {302, 403}
    assert not JointOwner.objects.exists()


def test_who_plans_for_one_alone_sees_nothing_of_the_other_by_naming_it(client: Client) -> None:
    two, needs = a_pair()
    client.force_login(two.of_one)
    assert client.get(_make_url(two), {"bersama": f"incident:{two.other.pk}"}).status_code == 403
    assert client.post(_make_url(two), _form(two, needs)).status_code == 403
    assert not JointOwner.objects.exists()


# ── the plan's page ──────────────────────────────────────────────────


def _plan_page(client: Client, user: Any, plan: Plan, **query: Any) -> Any:
    client.force_login(user)
    return client.get(reverse("staffing:plan", args=[plan.pk]), query)


def test_the_page_tells_each_incident_by_priority_and_who_was_drawn_away(client: Client) -> None:
    two, needs = a_pair(people=1)
    plan = two.solved()
    page = _plan_page(client, two.scene.coordinator, plan)
    told = {
        part.owner.name: [(c.tier, c.asked, c.filled, c.short) for c in part.cells]
        for part in page.context["joint"].parts
    }
    assert told == {"Banjir Rekaan": [(2, 1, 0, 1)], "Longsor Rekaan": [(1, 1, 1, 0)]}
    ((need, lack, words),) = page.context["joint"].drawn
    assert (need, lack) == (needs[0].pk, f"{needs[0]} kurang 1 orang")
    assert words == (
        "1 orang yang memenuhi syarat bertugas di kebutuhan Longsor Rekaan yang lebih mendesak "
        "(prioritas 1)."
    )
    chosen = _plan_page(client, two.scene.coordinator, plan, kebutuhan=needs[0].pk)
    assert len(chosen.context["elsewhere"]) == 1
    assert chosen.context["elsewhere"][0] in chosen.content.decode()


def test_who_is_short_for_another_reason_is_not_said_to_be_drawn_away(client: Client) -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(minimum=1), 1)
    two.scene.people(two.scene.unit(), 1, group="perawat")
    two.need(two.one, tier=2)
    two.need(two.other, tier=1, group="perawat")
    page = _plan_page(client, two.scene.coordinator, two.solved())
    assert page.context["joint"].drawn == []


def test_equal_and_put_first_are_told_apart(client: Client) -> None:
    for ranking, words in (
        (None, "yang sama mendesaknya (prioritas 1)"),
        ((1, 2), "yang didahulukan dalam prioritas 1"),
    ):
        two, needs = a_pair(people=1, tiers=(1, 1))
        ranks = {two.one: ranking[0], two.other: ranking[1]} if ranking else None
        plan = two.solved(ranks, "Didahulukan")
        served = plan.lines.get().need_id
        lacks = next(need.pk for need in needs if need.pk != served)
        page = _plan_page(client, two.scene.coordinator, plan, kebutuhan=lacks)
        assert [words in said for said in page.context["elsewhere"]] == [True]
        assert len(page.context["joint"].drawn) == bool(ranking)


def test_who_leads_one_reads_it_and_may_only_give_it_up(client: Client) -> None:
    two, _needs = a_pair()
    plan = two.solved()
    page = _plan_page(client, two.of_one, plan)
    assert page.status_code == 200
    assert not page.context["can_plan"]
    assert page.context["can_give_up"]
    given_up = client.post(reverse("staffing:discard", args=[plan.pk]), {"reason": "Surut"})
    assert given_up.status_code == 302
    plan.refresh_from_db()
    assert plan.state == "superseded"


@pytest.mark.parametrize("part", ["orang", "unit", "aturan", "riwayat"])
def test_who_sees_one_of_them_sees_nobody_sent_to_the_other(client: Client, part: str) -> None:
    two, needs = a_pair(people=4)
    draft = two.solved()
    line = draft.lines.get(need=needs[1])
    shaping.pin(
        plan=draft,
        employee=line.employee,
        need=line.need,
        reason="Pernah sakit",
        now=NOW,
        by=two.scene.coordinator,
    )
    plan = two.submitted(solve(draft))
    lines = {line.need_id: line for line in plan.lines.select_related("employee")}
    mine, theirs = (lines[need.pk] for need in needs)
    PlanRule.objects.all().delete()
    Objection.objects.create(line=theirs, reason="Rahasia", by=two.scene.decider, at=NOW)
    for line in (mine, theirs):
        PlanRule.objects.create(
            owner_kind="incident", owner_id=line.need.owner_id, employee=line.employee,
            need=line.need, rule="pin", reason="Ditetapkan", by=two.scene.coordinator,
        )  # fmt: skip
    for need in needs:
        page = _plan_page(client, two.of_one, plan, bagian=part, kebutuhan=need.pk)
        assert page.status_code == 200
        assert theirs.employee.full_name not in page.content.decode()
        assert "Pernah sakit" not in page.content.decode()
        if part == "riwayat":
            assert "Rencana disusun" in page.content.decode()
    seen = _plan_page(client, two.of_one, plan, bagian="orang", kebutuhan=needs[0].pk)
    assert mine.employee.full_name in seen.content.decode()
    why = [reverse("staffing:why", args=[plan.pk, line.pk]) for line in (mine, theirs)]
    assert [client.get(url).status_code for url in why] == [200, 403]
    assert theirs.employee.full_name not in client.get(why[0]).content.decode()
    ask = reverse("staffing:why_not", args=[plan.pk, needs[1].pk])
    assert client.get(ask, {"orang": theirs.employee_id}).status_code == 403
    assert client.get(reverse("staffing:moved", args=[plan.pk])).status_code == 403


@pytest.mark.parametrize("part", ["orang", "unit", "aturan", "riwayat"])
def test_strangers_see_no_part_of_it(client: Client, part: str) -> None:
    two, _needs = a_pair()
    plan = two.solved()
    assert _plan_page(client, a_user(), plan, bagian=part).status_code == 403
    assert _plan_page(client, two.of_other, plan, bagian=part).status_code == 200
    client.force_login(a_user())
    assert client.get(reverse("staffing:make", args=["joint", plan.owner_id])).status_code == 403
    assert client.get(reverse("staffing:make", args=["joint", 999999])).status_code in {403, 404}


def test_its_own_page_lists_its_plans_and_makes_the_next(client: Client) -> None:
    two, needs = a_pair()
    plan = two.solved()
    plans.discard(plan=plan, reason="Lagi", by=two.scene.coordinator)
    client.force_login(two.scene.coordinator)
    page_of = reverse("staffing:make", args=["joint", plan.owner_id])
    assert [row.pk for row in client.get(page_of).context["plans"]] == [plan.pk]
    client.post(page_of, {"kebutuhan": [need.pk for need in needs]})
    assert Plan.objects.filter(owner_kind="joint", owner_id=plan.owner_id).count() == 2
    for incident in (two.one, two.other):
        url = reverse("staffing:make", args=["incident", incident.pk])
        assert "Rencana bersama 2" in client.get(url).content.decode()


def test_the_cost_of_the_pages_does_not_grow(client: Client, django_assert_max_num_queries: Any) -> None:  # fmt: skip
    def cost(people: int) -> tuple[int, int]:
        two, _needs = a_pair(people=people)
        for tier in range(2, 2 + people // 4):
            two.need(two.other, 2, tier=tier)
        with django_assert_max_num_queries(100) as making:
            client.force_login(two.scene.coordinator)
            client.get(_make_url(two), {"bersama": f"incident:{two.other.pk}"})
        plan = two.solved()
        with django_assert_max_num_queries(100) as reading:
            _plan_page(client, two.scene.coordinator, plan)
        return len(making), len(reading)

    few = cost(4)
    many = cost(16)
    assert many[0] <= few[0]
    assert many[1] <= few[1]


# ── planned apart ────────────────────────────────────────────────────


def _apart(two: Two) -> tuple[Plan, Plan]:
    """Each incident has a plan of its own, and both propose the same person."""
    made = []
    for incident in (two.one, two.other):
        plan = solve(
            plans.make(owner_kind="incident", owner_id=incident.pk, now=NOW, by=two.scene.coordinator)
        )  # fmt: skip
        plans.submit(plan=plan, decide_within=HOURS, now=NOW, by=two.scene.coordinator)
        plan.refresh_from_db()
        made.append(plan)
    return made[0], made[1]


def test_plans_apart_tell_of_each_other_to_who_sees_both(client: Client) -> None:
    two, _needs = a_pair()
    one, other = _apart(two)
    page = _plan_page(client, two.scene.coordinator, one)
    (clash,) = page.context["clashes"]
    assert (clash.plan.pk, clash.people, clash.owner.name) == (other.pk, 1, "Longsor Rekaan")
    assert clash.together == [f"incident:{two.other.pk}"]
    assert "bersama=incident%3A" in page.content.decode()


def test_who_does_not_see_the_other_learns_only_how_many(client: Client) -> None:
    two, _needs = a_pair()
    one, _other = _apart(two)
    page = _plan_page(client, a_lead(two.one, "Tiga"), one)
    (clash,) = page.context["clashes"]
    assert (clash.people, clash.owner, clash.together) == (1, None, [])
    assert "Longsor Rekaan" not in page.content.decode()


def test_other_days_are_no_clash(client: Client) -> None:
    two, needs = a_pair()
    after = Need.objects.get(pk=needs[1].pk)
    after.period = type(after.period)(needs[0].period.end, needs[0].period.end.replace(day=20))
    after.save()
    one, _other = _apart(two)
    assert _plan_page(client, two.scene.coordinator, one).context["clashes"] == []


def test_the_later_approval_is_refused() -> None:
    two, _needs = a_pair()
    one, other = _apart(two)
    two.scene.approve(one)
    issue.issue(plan_id=one.pk, now=NOW, on=TODAY)
    approval = PlanApproval.objects.get(plan=other)
    with pytest.raises(Refused, match="Keadaan berubah sejak rencana ini disusun"):
        decisions.approve(approval=approval, now=NOW, by=two.scene.decider)
