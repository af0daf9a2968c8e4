"""One plan over two incidents: who may make it, what it fills, what it keeps from beginning."""

from datetime import timedelta
from itertools import product
from random import Random

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.mobilisation.actions import incidents
from luwes.mobilisation.models import EmergencyStatus
from luwes.organisation.tests.builders import a_user, an_agency, an_area
from luwes.staffing import access, explaining, owners, queries, wording
from luwes.staffing.actions import answers, plans, shaping, what_ifs
from luwes.staffing.assumptions import Assumptions, Spread
from luwes.staffing.joint_rules import name_of
from luwes.staffing.models import JointOwner, Need, Plan, PlanLine, PlanRule
from luwes.staffing.tests.joint import Two, solve, two_incidents
from luwes.staffing.tests.scene import NOW, TODAY, an_incident
from luwes.staffing.tests.test_optimum import GROUPS, keeps_presence

pytestmark = pytest.mark.django_db


def _needs_served(plan: Plan) -> list[int]:
    return sorted(PlanLine.objects.filter(plan=plan).values_list("need_id", flat=True))


# ── priorities ───────────────────────────────────────────────────────


def test_one_plan_fills_the_needs_of_both() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 3)
    needs = [two.need(two.one), two.need(two.other, 2)]
    plan = two.solved()
    assert _needs_served(plan) == [needs[0].pk, needs[1].pk, needs[1].pk]
    assert (str(plan), plan.result["asked"]) == ("Rencana bersama 1", 3)


def test_the_more_urgent_need_is_filled_whosever_it_is() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one, tier=2)
    urgent = two.need(two.other, tier=1)
    assert _needs_served(two.solved()) == [urgent.pk]


def test_within_a_priority_the_planner_fills_first_who_is_put_first() -> None:
    for first in (0, 1):
        two = two_incidents()
        two.scene.people(two.scene.unit(), 1)
        needs = [two.need(two.one), two.need(two.other)]
        ranking = {two.one: 1 + first, two.other: 2 - first}
        plan = two.solved(ranking, "Korbannya terbanyak")
        assert _needs_served(plan) == [needs[first].pk]
        assert plan.result["unfilled_minimum"] == [1]


def test_who_is_put_first_never_passes_a_higher_priority() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one, tier=2)
    urgent = two.need(two.other, tier=1)
    plan = two.solved({two.one: 1, two.other: 2}, "Didahulukan")
    assert _needs_served(plan) == [urgent.pk]
    assert plan.result["unfilled_minimum"] == [0, 1]


def a_small_pair(random: Random) -> tuple[Two, list[dict], list[dict]]:
    """Up to six people in two units and four needs of two incidents; and the same as records."""
    two = two_incidents()
    people, needs = [], []
    for _ in range(2):
        minimum = random.randint(0, 1)
        unit = two.scene.unit(minimum=minimum)
        for group in GROUPS:
            people += [
                {"id": person.pk, "unit": unit.pk, "group": group, "minimum": minimum}
                for person in two.scene.people(unit, random.randint(0, 2), group=group)
            ]
    for owner in (two.one, two.other, two.one, two.other):
        desired = random.randint(1, 2)
        minimum, tier = random.randint(0, desired), random.randint(1, 2)
        group = random.choice(GROUPS)
        need = two.scene.need(
            minimum=minimum, desired=desired, tier=tier, group=group, incident=owner
        )
        needs.append({
            "id": need.pk, "min": minimum, "want": desired, "tier": tier, "group": group,
            "rank": 1 if owner == two.one else 2,
        })  # fmt: skip
    return two, people, needs


def _short(sent: dict[int, int | None], needs: list[dict], *, ranked: bool) -> tuple[int, ...]:
    """Minima by priority and then desired by priority; within each by rank, where they are ranked."""
    found: dict[tuple[int, ...], int] = {}
    for need in needs:
        heads = sum(where == need["id"] for where in sent.values())
        if heads > need["want"]:
            return (999,)
        place = (need["tier"], need["rank"] if ranked else 0)
        for level, lack in ((0, need["min"] - heads), (1, need["want"] - max(heads, need["min"]))):
            found[level, *place] = found.get((level, *place), 0) + max(0, lack)
    ranks = (1, 2) if ranked else (0,)
    return tuple(found.get((level, tier, rank), 0) for level in (0, 1) for tier in (1, 2) for rank in ranks)  # fmt: skip


@pytest.mark.parametrize("seed", range(10))
def test_a_ranked_plan_is_the_best_by_trying_everything_and_fills_as_many(seed: int) -> None:
    """Ranks decide within a priority, and cost no priority a single head."""
    two, people, needs = a_small_pair(Random(seed))
    if not people:
        people = [
            {"id": person.pk, "unit": unit.pk, "group": GROUPS[0], "minimum": 0}
            for unit in [two.scene.unit()]
            for person in two.scene.people(unit, 2, group=GROUPS[0])
        ]
    ways = [[None, *(n["id"] for n in needs if n["group"] == p["group"])] for p in people]
    every = [
        dict(zip((p["id"] for p in people), way, strict=True))
        for way in product(*ways)
        if keeps_presence(way, people)
    ]
    plan = two.solved({two.one: 1, two.other: 2}, "Didahulukan")
    sent = dict(PlanLine.objects.filter(plan=plan).values_list("employee_id", "need_id"))
    assert _short(sent, needs, ranked=True) == min(_short(w, needs, ranked=True) for w in every)
    assert _short(sent, needs, ranked=False) == min(_short(w, needs, ranked=False) for w in every)
    told = [*plan.result["unfilled_minimum"], *plan.result["unfilled_desired"]]
    assert sum(told) == sum(_short(sent, needs, ranked=False))


def test_ranks_want_a_reason_and_stand_in_the_log() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    with pytest.raises(Refused, match="mengapa"):
        two.drafted({two.one: 2, two.other: 1}, "  ")
    plan = two.drafted({two.one: 7, two.other: 3}, "Longsor masih bergerak")
    one, other = f"incident:{two.one.pk}", f"incident:{two.other.pk}"
    assert plan.ranking == {one: 2, other: 1}
    entry = Entry.objects.get(deed="staffing.plan_made")
    assert entry.reason == "Longsor masih bergerak"
    assert entry.details["ranking"] == "1. Longsor Rekaan; 2. Banjir Rekaan"


def test_equal_ranks_are_none_and_want_no_reason() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    assert two.drafted({two.one: 2, two.other: 2}).ranking == {}


def test_a_price_names_the_place_within_the_priority() -> None:
    two = two_incidents()
    (person,) = two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    behind = two.need(two.other)
    plan = two.solved({two.one: 1, two.other: 2}, "Didahulukan")
    answer = explaining.why_not_there(plan, person.pk, behind.pk)
    assert answer
    assert answer.difference
    told = wording.price(answer.difference, 10, 2)
    assert "1 kebutuhan minimum prioritas 1 (urutan 1) menjadi kosong" in told
    assert "1 kebutuhan minimum prioritas 1 (urutan 2) terisi" in told


# ── who may ──────────────────────────────────────────────────────────


def test_only_who_plans_for_every_one_of_them_plans_them_together() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    for stranger in (two.of_one, two.of_other, a_user()):
        with pytest.raises(PermissionDenied):
            two.drafted(by=stranger)
    assert not JointOwner.objects.exists()
    with pytest.raises(PermissionDenied):
        two.drafted(keys=[("incident", two.one.pk), ("aid", 1)])


@pytest.mark.parametrize("kind", ["joint", "what_if"])
def test_whose_people_are_planned_costs_no_more_for_many_than_for_one(kind: str) -> None:
    two = two_incidents()
    two.need(two.one)
    plans = [two.drafted()]
    for _more in range(3):
        third = an_incident(two.scene.agency, two.scene.area, two.scene.coordinator)
        third.agencies.add(an_agency())
        joint = JointOwner.objects.create(key=f"rekaan {third.pk}")
        for one in (two.one, third):
            joint.members.create(owner_kind="incident", owner_id=one.pk, agency=one.agency)
        plans.append(Plan.objects.create(
            owner_kind="joint", owner_id=joint.pk, agency=two.one.agency, number=100 + joint.pk,
            made_at=NOW, made_by=two.scene.coordinator,
        ))  # fmt: skip
    keys = [(kind, plan.owner_id if kind == "joint" else plan.pk) for plan in plans]
    with CaptureQueriesContext(connection) as of_one:
        owners.agencies(keys[:1])
    with CaptureQueriesContext(connection) as of_all:
        found = owners.agencies(keys)
    assert len(of_all) == len(of_one)
    assert found == {key: owners.owner_of(*key).agency_ids for key in keys}
    assert len(set(found.values())) == 4


def test_fewer_than_two_are_refused() -> None:
    two = two_incidents()
    two.need(two.one)
    with pytest.raises(Refused, match="paling sedikit dua"):
        two.drafted(keys=[("incident", two.one.pk)] * 2)


def test_who_sees_one_of_them_sees_the_plan_and_a_stranger_does_not() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    plan = two.solved()
    looks_on = a_user(Role.COORDINATOR, scope_kind="incident", scope_id=two.one.pk)
    elsewhere = a_user(Role.COORDINATOR, scope_kind="agency", scope_id=an_agency().pk)
    assert access.can_view(looks_on, plan)
    assert not access.can_plan(looks_on, plan)
    assert not access.can_view(elsewhere, plan)
    assert not access.can_give_up(elsewhere, plan)


def test_who_plans_for_one_of_them_may_give_a_draft_up_and_nothing_else() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    plan = two.solved()
    with pytest.raises(PermissionDenied):
        plans.submit(plan=plan, decide_within=timedelta(hours=2), now=NOW, by=two.of_one)
    with pytest.raises(PermissionDenied):
        plans.resolve(plan=plan, now=NOW, by=two.of_one)
    plans.discard(plan=plan, reason="Banjir surut", by=two.of_one)
    assert two.scene.drafted().number == 2


def test_the_set_is_found_again_whatever_the_order() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    first = two.drafted()
    plans.discard(plan=first, reason="Sekali lagi", by=two.scene.coordinator)
    second = two.drafted(keys=[("incident", two.other.pk), ("incident", two.one.pk)])
    assert (second.owner_id, second.number) == (first.owner_id, 2)


# ── one plan at a time ───────────────────────────────────────────────


def test_a_joint_plan_keeps_the_others_waiting_and_the_other_way_round() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    two.need(two.other)
    together = two.drafted()
    for incident in (two.one, two.other):
        with pytest.raises(Refused, match="Rencana bersama 1 masih berjalan"):
            two.scene.drafted(incident)
    plans.discard(plan=together, reason="Sendiri-sendiri", by=two.scene.coordinator)
    two.scene.drafted(two.other)
    with pytest.raises(Refused, match="Rencana 2 masih berjalan"):
        two.drafted()


def test_plans_that_share_one_incident_wait_for_each_other() -> None:
    two = two_incidents()
    third = an_incident(two.scene.agency, two.scene.area, two.scene.coordinator)
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    two.drafted()
    with pytest.raises(Refused, match="masih berjalan"):
        two.drafted(keys=[("incident", two.one.pk), ("incident", third.pk)])


def test_every_incident_lists_it_under_a_number_of_its_own() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 2)
    two.need(two.one)
    two.need(two.other)
    alone = two.scene.drafted(two.other)
    plans.discard(plan=alone, reason="Bersama", by=two.scene.coordinator)
    together = two.solved()
    plans.discard(plan=together, reason="Sendiri", by=two.scene.coordinator)
    last = two.scene.drafted()
    numbers = {
        name: [(plan.pk, plan.number) for plan in queries.plans_of("incident", row.pk)]
        for name, row in (("one", two.one), ("other", two.other))
    }
    assert numbers["one"] == [(last.pk, 3), (together.pk, 2)]
    assert numbers["other"] == [(together.pk, 2), (alone.pk, 1)]


def test_an_incident_is_not_closed_under_a_joint_plan() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    two.drafted()
    lead = two.scene.coordinator
    with pytest.raises(Refused, match="Rencana bersama 1 masih berjalan"):
        incidents.close(incident=two.other, reason="Selesai", now=NOW, by=lead)


def test_what_is_closed_or_without_ground_is_named_and_nothing_is_planned() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    EmergencyStatus.objects.filter(incident=two.other).update(
        period=Period(TODAY - timedelta(days=9), TODAY)
    )
    with pytest.raises(Refused, match="Status darurat Longsor Rekaan berakhir"):
        two.drafted()
    two.other.closed_at = NOW
    two.other.save()
    with pytest.raises(Refused, match="Longsor Rekaan sudah ditutup"):
        two.drafted()


def test_the_owner_of_both_says_what_holds_of_either() -> None:
    two = two_incidents()
    helper = an_agency("Pemerintah Kabupaten Rekaan")
    two.other.agencies.add(helper)
    two.need(two.one)
    two.scene.people(two.scene.unit(), 1)
    owner = owners.owner_of("joint", two.drafted().owner_id)
    assert owner.name == "Banjir Rekaan dan Longsor Rekaan"
    assert set(owner.agency_ids) == {two.scene.agency.pk, helper.pk}
    assert f"{two.one.pk}/2025" in " ".join(owner.basis)
    assert f"{two.other.pk}/2025" in " ".join(owner.basis)


def test_who_helps_one_of_them_is_not_sent_to_the_other() -> None:
    two = two_incidents()
    helper = an_agency("Pemerintah Kabupaten Rekaan")
    two.other.agencies.add(helper)
    people = two.scene.people(two.scene.unit(agency=helper), 2)
    asked, helped = two.need(two.one, 2), two.need(two.other, tier=3)
    plan = two.solved()
    assert _needs_served(plan) == [helped.pk]
    left = next(p for p in people if not plan.lines.filter(employee=p).exists())
    answer = explaining.why_not_there(plan, left.pk, asked.pk)
    assert answer
    told = [wording.in_words(o, wording.Names(TODAY).learn(), left, asked) for o in answer.obstacles]  # fmt: skip
    assert told == ["instansinya tidak membantu Banjir Rekaan."]
    with pytest.raises(Refused, match="tidak membantu Banjir Rekaan"):
        shaping.pin(
            plan=plan, employee=left, need=asked, reason="Dekat", now=NOW, by=two.scene.coordinator
        )
    lacks = plan.shorts.get(need=asked)
    words = " ".join(wording.why_empty(lacks.reason, wording.Names(TODAY).learn()))
    assert "helps" not in words
    assert not any("helps" in row["competency"] for row in plan.result["training"])


# ── shaping ──────────────────────────────────────────────────────────


def test_a_pin_belongs_to_the_incident_whose_need_it_is() -> None:
    two = two_incidents()
    people = two.scene.people(two.scene.unit(), 2)
    need = two.need(two.other)
    plan = two.solved()
    left = next(p for p in people if not plan.lines.filter(employee=p).exists())
    shaping.pin(plan=plan, employee=left, need=need, reason="Mengenal wilayah", now=NOW, by=two.scene.coordinator)  # fmt: skip
    plan = solve(Plan.objects.get(pk=plan.pk))
    assert plan.lines.get().employee == left
    assert plan.lines.get().is_pinned
    assert (PlanRule.objects.get().owner_kind, PlanRule.objects.get().owner_id) == ("incident", two.other.pk)  # fmt: skip
    plans.discard(plan=plan, reason="Sendiri", by=two.scene.coordinator)
    assert two.scene.solved(two.other).lines.get().employee == left


def test_who_is_kept_out_of_all_is_kept_out_of_both() -> None:
    two = two_incidents()
    (person,) = two.scene.people(two.scene.unit(), 1)
    two.need(two.one)
    two.need(two.other)
    plan = two.solved()
    shaping.exclude(plan=plan, employee=person, need=None, reason="Rumahnya kebanjiran", now=NOW, by=two.scene.coordinator)  # fmt: skip
    plan = solve(Plan.objects.get(pk=plan.pk))
    assert not plan.lines.exists()
    assert queries.rules_of(plan).count() == 2
    rule = queries.rules_of(plan).get(owner_id=two.one.pk)
    shaping.lift_rule(plan=plan, rule=rule, now=NOW, by=two.scene.coordinator)
    plan = solve(Plan.objects.get(pk=plan.pk))
    assert plan.lines.get().need.owner_id == two.one.pk


def test_a_what_if_is_ranked_as_its_plan_and_may_become_real() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 2)
    first, second = two.need(two.one), two.need(two.other)
    plan = two.solved({two.one: 1, two.other: 2}, "Didahulukan")
    assumed = Assumptions(desired={first.pk: 2})
    what_if = what_ifs.suppose(of=plan, assumed=assumed, now=NOW, by=two.scene.coordinator)
    assert what_if.ranking == plan.ranking
    what_if = solve(what_if)
    new = what_ifs.adopt(what_if=what_if, reason="Bertambah", now=NOW, by=two.scene.coordinator)
    assert (new.owner_kind, new.ranking, new.number) == ("joint", plan.ranking, 2)
    assert Need.objects.get(pk=first.pk).desired == 2
    assert second.pk in {need.pk for need in queries.needs_of("joint", new.owner_id)}


def test_one_more_area_of_one_of_them_is_planned_with_both_and_becomes_its_own(
    client: Client,
) -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(), 3)
    first, _second = two.need(two.one), two.need(two.other)
    plan, new = two.solved({two.one: 1, two.other: 2}, "Didahulukan"), an_area("Sukabumi")
    spread = Spread(new.pk, first.area_id, name_of(("incident", two.one.pk)))
    what_if = what_ifs.suppose(
        of=plan, assumed=Assumptions(areas=(spread,)), now=NOW, by=two.scene.coordinator
    )
    what_if = solve(what_if)
    assert (what_if.result["asked"], what_if.result["filled"]) == (3, 3)
    client.force_login(two.scene.coordinator, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get(reverse("staffing:plan", args=[what_if.pk])).content.decode()
    assert "Sukabumi" in page
    what_ifs.adopt(what_if=what_if, reason="Air naik", now=NOW, by=two.scene.coordinator)
    real = Need.objects.get(area=new)
    assert (real.owner_kind, real.owner_id) == ("incident", two.one.pk)


def test_a_draft_is_not_refilled() -> None:
    two = two_incidents()
    two.need(two.one)
    two.scene.people(two.scene.unit(), 1)
    plan = two.drafted()
    with pytest.raises(Refused):
        answers.refill(plan=plan, now=NOW, by=two.scene.coordinator)
