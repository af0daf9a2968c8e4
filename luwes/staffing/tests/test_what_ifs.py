"""What-ifs: solved beside a plan, binding nobody, and what of them becomes real."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.models import MinimumPresence
from luwes.organisation.tests.builders import a_competency
from luwes.places.models import Area
from luwes.staffing import comparing, queries, spreading
from luwes.staffing import contingent_rules as rules
from luwes.staffing.actions import contingents, issue, plans, shaping, what_ifs
from luwes.staffing.assumptions import Assumptions, Spread
from luwes.staffing.models import Assignment, Need, NeedSkill, Plan
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import NOW, TODAY

pytestmark = pytest.mark.django_db


def _enter(client: Client, user: User) -> Client:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def _supposed(scene: builders.Scene, plan: Plan, **assumed: Any) -> Plan:
    made = what_ifs.suppose(of=plan, assumed=Assumptions(**assumed), now=NOW, by=scene.coordinator)
    return builders.solved(made)


# ── what is assumed ──────────────────────────────────────────────────


def test_shares_of_a_minimum_are_rounded_up_and_none_goes_under_nothing() -> None:
    assumed = Assumptions(percent=-10, by=-1, units={7: -2})
    assert [assumed.minimum(1, given) for given in (0, 1, 10, 11)] == [0, 0, 8, 9]
    assert assumed.minimum(7, 10) == 6
    assert Assumptions.of(assumed.kept()) == assumed


def test_fewer_heads_than_the_minimum_lower_it_too() -> None:
    assert Assumptions(desired={3: 1}).heads(3, 2, 4) == (1, 1)
    assert Assumptions(desired={3: 6}).heads(3, 2, 4) == (2, 6)
    assert Assumptions(desired={3: 6}).heads(4, 2, 4) == (2, 4)


def test_an_area_asks_its_share_rounded_up_and_nobody_is_assumed_twice() -> None:
    assert Spread(1, 2, "incident:7", percent=50).heads(1, 3) == (1, 2)
    assert Spread(1, 2, "incident:7", percent=1).heads(0, 1) == (0, 1)
    kept = Assumptions(areas=(Spread(1, 2, "incident:7", 50),))
    assert Assumptions.of(kept.kept()) == kept
    assert not kept.is_nothing
    assert kept.may_become_real
    assert Assumptions.of({"percent": 5}) == Assumptions(percent=5)  # kept before there were areas
    twice = Assumptions(areas=(Spread(1, 2, "incident:7"), Spread(1, 3, "incident:7")))
    assert [problem.message for problem in twice.problems()] == [
        "Tiap wilayah diandaikan satu kali."
    ]
    assert Assumptions(areas=(Spread(1, 2, "incident:7", 0),)).problems()


# ── solving beside a plan ────────────────────────────────────────────


def test_a_lower_minimum_fills_more_and_changes_no_minimum() -> None:
    scene = builders.a_scene(nurses=4, minimum=3, wanted=3)
    plan = builders.a_draft(scene)
    unit = scene.sides[0].unit
    found = _supposed(scene, plan, units={unit.pk: -2})
    assert (plan.result["filled"], found.result["filled"]) == (1, 3)
    assert MinimumPresence.objects.get().minimum == 3
    assert found.units.get(unit=unit, group=None).minimum == 1
    assert str(found) == f"Andaian 1 dari Rencana {plan.number}"


def test_who_stays_too_short_for_other_days_fills_nothing_on_them() -> None:
    scene = builders.a_scene(nurses=4, minimum=0, wanted=2)
    record = {"need": scene.need, "now": NOW, "by": scene.coordinator}
    draft = rules.Draft(rules.Body.ARMY, "Kodim", 1, scene.need.period, fits=True)
    contingents.record(draft=draft, key=uuid4(), **record)
    plan = builders.a_draft(scene)
    assert (plan.result["filled"], plan.result["outside"]) == (1, 1)
    found = _supposed(scene, plan, days=2)
    assert (found.result["filled"], found.result["outside"]) == (2, 0)
    fewer = _supposed(scene, plan, desired={scene.need.pk: 3})
    assert (fewer.result["filled"], fewer.result["outside"]) == (2, 1)


def test_a_plan_tells_of_outside_only_what_fills_its_own_needs() -> None:
    scene = builders.a_scene(nurses=4, minimum=0, wanted=2)
    record = {"now": NOW, "by": scene.coordinator}
    other = Need.objects.get(pk=scene.need.pk)
    other.pk, other.role, other._state.adding = None, "Dapur umum", True
    other.save()
    for need, heads in ((scene.need, 1), (other, 9)):
        draft = rules.Draft(rules.Body.ARMY, "Kodim", heads, need.period, fits=True)
        contingents.record(need=need, draft=draft, key=uuid4(), **record)
    plan = plans.make(
        owner_kind="incident", owner_id=scene.incident.pk, need_ids=[scene.need.pk], now=NOW,
        by=scene.coordinator,
    )  # fmt: skip
    assert builders.solved(plan).result["outside"] == 1


def test_other_heads_and_another_date_are_assumed_of_the_needs_only() -> None:
    scene = builders.a_scene(nurses=4, minimum=0, wanted=1)
    plan = builders.a_draft(scene)
    found = _supposed(scene, plan, desired={scene.need.pk: 3}, days=2)
    assert found.result["filled"] == 3
    assert found.result["terms"][str(scene.need.pk)][0] == "2025-02-27"
    scene.need.refresh_from_db()
    assert (scene.need.desired, scene.need.period) == (1, builders.DUTY)


def test_among_equals_everybody_stays_where_the_plan_has_them() -> None:
    scene = builders.a_scene(nurses=6, minimum=0, wanted=3)
    plan = builders.a_draft(scene)
    found = _supposed(scene, plan, by=1)
    assert set(queries.pairs_of(found)) == set(queries.pairs_of(plan))


def test_a_what_if_holds_no_draft_up_and_takes_no_number() -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    _supposed(scene, plan, by=-1)
    assert queries.under_way("incident", scene.incident.pk) == plan
    plans.discard(plan=plan, reason="Pos pindah", by=scene.coordinator)
    assert builders.a_draft(scene).number == plan.number + 1


def test_a_what_if_is_never_submitted_shaped_or_issued() -> None:
    scene = builders.a_scene()
    found = _supposed(scene, builders.a_draft(scene), by=-1)
    with pytest.raises(Refused, match="andaian"):
        plans.submit(plan=found, decide_within=builders.timedelta(hours=1), now=NOW, by=scene.coordinator)  # fmt: skip
    with pytest.raises(Refused, match="andaian"):
        shaping.pin(plan=found, employee=scene.people[0], need=scene.need, reason="x", now=NOW, by=scene.coordinator)  # fmt: skip
    assert issue.issue(plan_id=found.pk, now=NOW, on=TODAY) is None
    assert not Assignment.objects.exists()
    for state in ("draft", "submitted", "approved", "issued"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=found.pk).update(state=state)


def test_nothing_assumed_too_many_or_a_decided_plan_are_refused() -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    with pytest.raises(Refused, match="satu andaian"):
        _supposed(scene, plan)
    for by in (-1, 1, 2):
        _supposed(scene, plan, by=by)
    with pytest.raises(Refused, match="Sudah ada 3 andaian"):
        _supposed(scene, plan, by=3)
    approved = builders.approved(scene, builders.submitted(scene, plan))
    with pytest.raises(Refused, match="belum diputuskan"):
        _supposed(scene, approved, by=1)


# ── more areas ───────────────────────────────────────────────────────


def _spread(scene: builders.Scene, area: Area, percent: int = 100) -> tuple[Spread, ...]:
    owner = f"incident:{scene.incident.pk}"
    return (Spread(area.pk, scene.area.pk, owner, percent),)


def test_one_more_area_asks_what_the_other_asks_and_states_no_need() -> None:
    scene = builders.a_scene(nurses=6, minimum=2, wanted=3)
    plan = builders.a_draft(scene)
    other = builders.an_area("Sukabumi")
    found = _supposed(scene, plan, areas=_spread(scene, other))
    assert (plan.result["asked"], found.result["asked"]) == (3, 6)
    assert (plan.result["filled"], found.result["filled"]) == (3, 4)
    assumed = Need.objects.get(area=other)
    assert (assumed.owner_kind, assumed.owner_id) == ("what_if", found.pk)
    assert list(assumed.groups.values_list("code", flat=True)) == ["perawat"]
    assert assumed.is_assumption
    assert list(queries.needs_of("incident", scene.incident.pk)) == [scene.need]
    assert comparing.comparison(plan, TODAY).finding == (
        "Andaian 1: 3 orang diminta lagi, dan tempat kosong bertambah 2"
    )


def test_an_assumed_area_asks_for_the_same_skills() -> None:
    scene = builders.a_scene(nurses=6, minimum=0, wanted=2)
    plan = builders.a_draft(scene)
    NeedSkill.objects.create(need=scene.need, competency=a_competency(), level=2)
    found = _supposed(scene, plan, areas=_spread(scene, builders.an_area("Sukabumi")))
    assert found.result["filled"] == 0
    assert [s.level for s in Need.objects.get(owner_kind="what_if").skills.all()] == [2]


def test_assumed_needs_are_of_no_page_and_of_no_post(client: Client) -> None:
    scene = builders.a_scene(nurses=6, minimum=2, wanted=1)
    found = _supposed(
        scene, builders.a_draft(scene), areas=_spread(scene, builders.an_area("Enggal"))
    )
    assumed = Need.objects.get(owner_kind="what_if")
    _enter(client, scene.coordinator)
    for name in ("staffing:post", "mobilisation:need"):
        assert client.get(reverse(name, args=[assumed.pk])).status_code in {403, 404}
    why_not = client.get(reverse("staffing:why_not", args=[found.pk, assumed.pk]), {"orang": scene.people[0].pk})  # fmt: skip
    assert why_not.status_code == 200
    assert client.get(reverse("staffing:plan", args=[found.pk])).status_code == 200


def test_what_a_refill_or_a_helping_government_plans_knows_no_more_areas() -> None:
    scene = builders.a_scene(nurses=6, minimum=0, wanted=2)
    plan = builders.a_draft(scene)
    assert [pattern.area for pattern in spreading.patterns(plan, TODAY)] == [scene.area]
    assert spreading.patterns(Plan(owner_kind="aid", owner_id=1), TODAY) == []
    plan.refills_id = 1
    assert spreading.patterns(plan, TODAY) == []


def test_an_area_that_is_struck_or_a_stranger_s_is_refused() -> None:
    scene, stranger = builders.a_scene(), builders.a_scene()
    plan = builders.a_draft(scene)
    with pytest.raises(Refused, match="sudah punya kebutuhan"):
        _supposed(scene, plan, areas=_spread(scene, scene.area))
    new = builders.an_area("Kedaton")
    with pytest.raises(Refused, match="wilayah yang sudah terdampak"):
        _supposed(scene, plan, areas=_spread(stranger, new))
    with pytest.raises(Refused, match="wilayah yang sudah terdampak"):
        _supposed(
            scene, plan, areas=(Spread(10**9, scene.area.pk, f"incident:{scene.incident.pk}"),)
        )
    assert not Need.objects.filter(owner_kind="what_if").exists()


def test_an_assumed_area_becomes_real_once_with_its_days() -> None:
    scene = builders.a_scene(nurses=8, minimum=0, wanted=2)
    plan, new = builders.a_draft(scene), builders.an_area("Sukabumi")
    first = _supposed(scene, plan, areas=_spread(scene, new, 50), days=1)
    second = _supposed(scene, plan, areas=_spread(scene, new))
    made = what_ifs.adopt(what_if=first, reason="Air naik", now=NOW, by=scene.coordinator)
    real = queries.needs_of("incident", scene.incident.pk).get(area=new)
    assert (real.minimum, real.desired, real.changed_because) == (1, 1, "Air naik")
    assert real.period.start == builders.DUTY.start + builders.timedelta(days=1)
    assert builders.solved(made).result["filled"] == 3
    with pytest.raises(Refused, match="sudah dibuang"):  # a second press begins no other draft
        what_ifs.adopt(what_if=first, reason="Air naik", now=NOW, by=scene.coordinator)
    made.refresh_from_db()
    assert made.state == "draft"
    with pytest.raises(Refused, match="Sukabumi sudah punya kebutuhan"):
        what_ifs.adopt(what_if=second, reason="Air naik", now=NOW, by=scene.coordinator)
    assert Need.objects.filter(area=new, owner_kind="incident").count() == 1


def test_a_plan_for_chosen_needs_takes_the_new_ones_along() -> None:
    scene = builders.a_scene(nurses=8, minimum=0, wanted=2)
    builders.a_need(scene.incident, 2, "Dapur umum")
    plan = plans.make(
        owner_kind="incident", owner_id=scene.incident.pk, need_ids=[scene.need.pk], now=NOW,
        by=scene.coordinator,
    )  # fmt: skip
    found = _supposed(
        scene, builders.solved(plan), areas=_spread(scene, builders.an_area("Enggal"))
    )
    assert found.result["asked"] == 4
    made = what_ifs.adopt(what_if=found, reason="Air naik", now=NOW, by=scene.coordinator)
    assert len(made.need_ids) == 2
    assert builders.solved(made).result["asked"] == 4


def test_more_areas_by_the_page(client: Client) -> None:
    scene = builders.a_scene(nurses=6, minimum=0, wanted=2)
    plan, new = builders.a_draft(scene), builders.an_area("Sukabumi")
    later = Period(TODAY.replace(year=2099), TODAY.replace(year=2100))
    type(scene.need).objects.update(period=later)
    _enter(client, scene.coordinator)
    url = reverse("staffing:suppose", args=[plan.pk])
    assert "Tanjung Senang (2 orang)" in _text(client.get(url))
    sent = {
        "wilayah_1": new.pk, "wilayah_1_text": new.name, "wilayah_1_searched": new.name,
        "seperti_1": f"incident:{scene.incident.pk}/{scene.area.pk}", "persen_1": 150,
    }  # fmt: skip
    assert client.post(url, sent | {"persen_1": 0}).status_code == 422
    assert client.post(url, sent | {"seperti_1": "incident:1/x"}).status_code == 422
    client.post(url, sent)
    found = plan.what_ifs.get()
    assert Need.objects.get(owner_id=found.pk, owner_kind="what_if").desired == 3
    shown = _text(client.get(reverse("staffing:compare", args=[plan.pk])))
    assert "Sukabumi terdampak juga: kebutuhannya 150 persen dari Tanjung Senang." in shown


# ── side by side ─────────────────────────────────────────────────────


def test_the_title_of_the_comparison_is_the_finding() -> None:
    scene = builders.a_scene(nurses=4, minimum=3, wanted=3)
    plan = builders.a_draft(scene)
    assert comparing.comparison(plan, TODAY).finding == "Belum ada andaian untuk dibandingkan"
    _supposed(scene, plan, by=1)
    assert comparing.comparison(plan, TODAY).finding == "Tidak satu andaian pun mengisi sebanyak Rencana 1"  # fmt: skip
    _supposed(scene, plan, by=-2)
    shown = comparing.comparison(plan, TODAY)
    assert shown.finding == "Andaian 2 mengurangi tempat kosong dari 2 menjadi 0"
    rows = {measure: dict(values) for measure, values in shown.rows}
    names = ["Rencana 1", "Andaian 1", "Andaian 2"]
    assert rows["Terisi, prioritas 1"] == dict(zip(names, ["1", "0", "3"], strict=True))
    assert rows["Orang yang berbeda tempat"] == dict(zip(names, ["–", "1", "2"], strict=True))


def test_more_people_ask_no_more_of_the_database(client: Client) -> None:
    counts = []
    for wanted in (2, 5):
        scene = builders.a_scene(nurses=8, minimum=1, wanted=wanted)
        for number in range(wanted):
            builders.a_need(scene.incident, 1, f"Perawat {number}", tier=2)
        plan = builders.a_draft(scene)
        _supposed(scene, plan, by=-1)
        _enter(client, scene.coordinator).get(url := reverse("staffing:compare", args=[plan.pk]))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_supposing_comparing_and_adopting_by_the_page(client: Client) -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=1)
    plan = builders.a_draft(scene)
    today = builders.TODAY
    later = Period(today.replace(year=2099), today.replace(year=2100))
    type(scene.need).objects.update(period=later)
    _enter(client, scene.coordinator)
    url = reverse("staffing:suppose", args=[plan.pk])
    assert client.post(url, {}).status_code == 422
    client.post(url, {f"butuh-{scene.need.pk}": 2, "percent": -50})
    found = plan.what_ifs.get()
    assert Assumptions.of(found.assumptions) == Assumptions(percent=-50, desired={scene.need.pk: 2})
    shown = _text(client.get(reverse("staffing:compare", args=[plan.pk])))
    assert "Minimum semua unit -50 persen." in shown
    adopt = reverse("staffing:adopt", args=[found.pk])
    assert client.post(adopt).status_code == 422
    answer = client.post(adopt, {"reason": "Pengungsi bertambah"})
    new = Plan.objects.get(what_if_of=None, state="draft")
    assert answer.headers["Location"] == reverse("staffing:plan", args=[new.pk])
    scene.need.refresh_from_db()
    assert scene.need.desired == 2
    assert MinimumPresence.objects.get().minimum == 1
    plan.refresh_from_db()
    assert plan.state == "superseded"


# ── making it real ───────────────────────────────────────────────────


def test_a_minimum_alone_never_becomes_real() -> None:
    scene = builders.a_scene()
    found = _supposed(scene, builders.a_draft(scene), by=-1)
    with pytest.raises(Refused, match="wewenang kepala unit"):
        what_ifs.adopt(what_if=found, reason="Perlu", now=NOW, by=scene.coordinator)


def test_while_a_plan_is_decided_no_what_if_becomes_real() -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    found = _supposed(scene, plan, desired={scene.need.pk: 1})
    with pytest.raises(Refused, match="masih berjalan"):
        what_ifs.adopt(what_if=found, reason="Perlu", now=NOW, by=scene.coordinator)
    scene.need.refresh_from_db()
    assert scene.need.desired == 2


def test_a_change_of_a_need_that_is_refused_leaves_everything_as_it_was() -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    found = _supposed(scene, plan, desired={scene.need.pk: 3})
    kept = replace(Assumptions.of(found.assumptions), desired={scene.need.pk: 0}).kept()
    Plan.objects.filter(pk=found.pk).update(assumptions=kept)
    found.refresh_from_db()
    with pytest.raises(Refused, match="paling sedikit 1"), transaction.atomic():
        what_ifs.adopt(what_if=found, reason="Perlu", now=NOW, by=scene.coordinator)
    plan.refresh_from_db()
    assert plan.state == "draft"
