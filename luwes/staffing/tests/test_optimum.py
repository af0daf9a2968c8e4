"""Plans made from the database are the best there are; the flat quota beside them is what it says."""

from itertools import product
from random import Random

import pytest

from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_competency
from luwes.people.tests.builders import a_record
from luwes.staffing import intake, owners, queries, wording
from luwes.staffing.models import NeedSkill, PlanLine, PlanShort
from luwes.staffing.tests.scene import DUTY, TODAY, Scene, a_scene
from luwes.staffing.tests.test_intake import assigned
from luwes_planner import flat_quota

pytestmark = pytest.mark.django_db
GROUPS = ("umum", "perawat")


def a_small_flood(random: Random) -> tuple[Scene, list[dict], list[dict]]:
    """Up to six people in two units and three needs; and the same as plain records."""
    scene = a_scene()
    people, needs = [], []
    for _ in range(2):
        minimum = random.randint(0, 2)
        unit = scene.unit(minimum=minimum)
        for group in GROUPS:
            people += [
                {"id": person.pk, "unit": unit.pk, "group": group, "minimum": minimum}
                for person in scene.people(unit, random.randint(0, 2), group=group)
            ]
    for _ in range(random.randint(1, 3)):
        desired = random.randint(1, 2)
        minimum, tier = random.randint(0, desired), random.randint(1, 3)
        group = random.choice(GROUPS)
        need = scene.need(minimum=minimum, desired=desired, tier=tier, group=group)
        needs.append({"id": need.pk, "min": minimum, "want": desired, "tier": tier, "group": group})
    return scene, people, needs


def best_ladder(people: list[dict], needs: list[dict]) -> tuple[int, ...]:
    """By trying everything: heads short of the minima by tier, then of what is desired by tier."""
    ways = [
        [None, *(need["id"] for need in needs if need["group"] == person["group"])]
        for person in people
    ]
    return min(
        ladder(dict(zip((p["id"] for p in people), way, strict=True)), needs)
        for way in product(*ways)
        if keeps_presence(way, people)
    )


def keeps_presence(way: tuple, people: list[dict]) -> bool:
    for unit in {person["unit"] for person in people}:
        staff = [n for n, person in enumerate(people) if person["unit"] == unit]
        gone = sum(way[n] is not None for n in staff)
        if gone > max(0, len(staff) - people[staff[0]]["minimum"]):
            return False
    return True


def ladder(sent: dict[int, int | None], needs: list[dict]) -> tuple[int, ...]:
    minima, desired = [0] * 3, [0] * 3
    for need in needs:
        heads = sum(where == need["id"] for where in sent.values())
        if heads > need["want"]:
            return (999,)
        minima[need["tier"] - 1] += max(0, need["min"] - heads)
        desired[need["tier"] - 1] += max(0, need["want"] - max(heads, need["min"]))
    return (*minima, *desired)


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_is_the_best_by_the_ladder_of_tiers(seed: int) -> None:
    scene, people, needs = a_small_flood(Random(seed))
    plan = scene.solved()
    sent = dict(PlanLine.objects.filter(plan=plan).values_list("employee_id", "need_id"))
    assert ladder(sent, needs) == best_ladder(people, needs)
    short = sum(PlanShort.objects.filter(plan=plan).values_list("short", flat=True))
    assert short == sum(ladder(sent, needs))


def test_a_minimum_of_the_last_tier_comes_before_a_wish_of_the_first() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 1)
    scene.need(minimum=0, desired=1, tier=1)
    last = scene.need(minimum=1, tier=3)
    assert scene.solved().lines.get().need_id == last.pk


def test_of_two_alike_the_one_who_served_less_goes() -> None:
    scene = a_scene()
    served, fresh = scene.people(scene.unit(), 2)
    scene.need(minimum=1)
    past = Period(TODAY.replace(day=1), TODAY.replace(day=11))
    assigned(scene, served, past, state="completed")
    line = scene.solved().lines.get()
    assert (line.employee_id, line.days_served, line.cost_fairness) == (fresh.pk, 0, 0)


def test_days_served_stand_on_the_line_of_who_must_go_all_the_same() -> None:
    scene = a_scene()
    (served,) = scene.people(scene.unit(), 1)
    scene.need(minimum=1)
    past = Period(TODAY.replace(day=1), TODAY.replace(day=11))
    assigned(scene, served, past, state="completed")
    line = scene.solved().lines.get()
    assert line.days_served == 10
    assert line.cost_fairness > 0


def test_only_who_holds_the_competency_to_the_last_day_goes() -> None:
    scene = a_scene()
    able, expiring, weak, _none = scene.people(scene.unit(), 4)
    need = scene.need(minimum=4)
    skill = a_competency("gawat_darurat", "Gawat darurat")
    NeedSkill.objects.create(need=need, competency=skill, level=2)
    since = Period(TODAY.replace(year=2020))
    a_record(able, skill, level=3, period=since)
    a_record(expiring, skill, level=3, period=Period(since.start, DUTY.end.replace(day=2)))
    a_record(weak, skill, level=1, period=since)
    plan = scene.solved()
    assert list(plan.lines.values_list("employee_id", flat=True)) == [able.pk]
    assert PlanShort.objects.get(plan=plan).short == 3


def test_a_need_nobody_can_meet_says_so_once_and_who_comes_nearest() -> None:
    scene = a_scene()
    able, weak, _none = scene.people(scene.unit(), 3)
    need = scene.need(minimum=1)
    skill = a_competency("alat_berat", "Operator alat berat")
    NeedSkill.objects.create(need=need, competency=skill, level=4)
    since = Period(TODAY.replace(year=2020))
    a_record(able, skill, level=3, period=since)
    a_record(weak, skill, level=1, period=since)
    reason = PlanShort.objects.get(plan=scene.solved()).reason
    names = wording.Names.thawed(TODAY, reason["names"])
    assert list(wording.why_empty(reason, names)) == [
        "Tidak seorang pun dari kelompok yang diminta memegang keahliannya pada tingkat itu.",
        "Terdekat: 2 orang memegang Operator alat berat tingkat 1–3; "
        f"yang tertinggi {able.full_name}, Dinas Rekaan.",
        "Satu orang lagi yang memenuhi syarat dan berada di tempat ini: "
        "1 kebutuhan minimum prioritas 1 terisi.",
    ]


def test_the_flat_quota_asks_every_unit_for_the_same_number() -> None:
    """Scaled to the plan's heads, anyone of an allowed group, minimum presence overlooked."""
    scene = a_scene()
    large, small = scene.unit(minimum=0), scene.unit(minimum=2)
    scene.people(large, 6)
    scene.people(small, 2)
    scene.need(minimum=4)
    plan = scene.solved()
    assert plan.lines.filter(unit=large).count() == 4
    flat = plan.result["flat"]
    assert flat["sent"] == 4
    owner = owners.owner_of("incident", scene.incident.pk)
    needs = list(queries.needs_of("incident", scene.incident.pk))
    taken = intake.freeze(owner, needs, queries.open_heads(needs, TODAY), on=TODAY)
    again = flat_quota(taken.instance, 4)
    asked = dict(again.quota)
    assert sum(asked.values()) == 4
    assert asked[str(large.pk)] == asked[str(small.pk)] == 2
    assert again.units_under_minimum == 1
