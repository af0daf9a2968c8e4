"""Making, shaping and deciding a plan: what changes, what is refused, what is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.organisation.models import MinimumPresence
from luwes.organisation.tests.builders import a_user
from luwes.staffing import explaining, freezing, pricing, queries, review, solving
from luwes.staffing.actions import answers, decisions, issue, needs, plans, shaping
from luwes.staffing.models import Assignment, Need, Objection, Plan, PlanLine, PlanRule
from luwes.staffing.rules import NeedDraft
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import DUTY, NOW, TODAY
from luwes_planner import plan_from

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _people(plan: Plan) -> set[int]:
    return set(plan.lines.values_list("employee_id", flat=True))


# ── making ───────────────────────────────────────────────────────────


def test_a_draft_fills_what_is_needed_and_keeps_the_minimum() -> None:
    scene = builders.a_scene(nurses=4, minimum=3, wanted=2)
    plan = builders.a_draft(scene)
    assert (plan.result["filled"], plan.result["asked"]) == (1, 2)
    assert plan.checked
    assert plan.result["units"]["under"] == 0


def test_a_plan_fills_only_the_needs_it_was_asked_to() -> None:
    scene = builders.a_scene(wanted=1)
    other = builders.a_need(scene.incident, 1, "Bidan")
    plan = builders.a_draft(scene, need_ids=(other.pk,))
    assert set(plan.lines.values_list("need_id", flat=True)) == {other.pk}
    assert list(plan.result["by_need"]) == [str(other.pk)]


def test_a_need_that_is_over_is_not_planned() -> None:
    scene = builders.a_scene(wanted=1)
    over = builders.a_need(scene.incident, 1, "Bidan")
    Need.objects.filter(pk=over.pk).update(period=Period(TODAY - DAY, TODAY))
    assert set(builders.a_draft(scene).result["by_need"]) == {str(scene.need.pk)}


def test_a_plan_that_fails_the_check_is_not_shown_but_said(monkeypatch: Any) -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.a_draft(scene)
    monkeypatch.setattr("luwes_planner.solving.check", lambda *_, **__: ["'u': 1 must stay"])
    plans.resolve(plan=plan, now=NOW, by=scene.coordinator)
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.failure == "Tidak lulus pemeriksaan ulang: 'u': 1 must stay"
    with pytest.raises(Refused):
        plans.submit(plan=plan, now=NOW, by=scene.coordinator, decide_within=HOUR)


def test_needs_that_are_over_make_no_plan() -> None:
    scene = builders.a_scene(wanted=1)
    Need.objects.update(period=Period(TODAY - DAY, TODAY))
    with pytest.raises(Refused, match="masih terbuka"):
        builders.a_draft(scene)


def test_a_second_plan_waits_for_the_first() -> None:
    scene = builders.a_scene()
    builders.a_draft(scene)
    with pytest.raises(Refused, match="masih berjalan"):
        builders.a_draft(scene)


def test_only_who_may_plan_makes_a_plan() -> None:
    scene = builders.a_scene()
    with pytest.raises(PermissionDenied):
        plans.make(owner_kind="incident", owner_id=scene.incident.pk, now=NOW, by=a_user())


def test_the_frozen_inputs_are_those_of_the_hash() -> None:
    plan = builders.a_draft(builders.a_scene())
    kept = freezing.inputs_of(plan)
    assert kept is not None
    assert kept.sha256() == plan.inputs_hash


# ── shaping ──────────────────────────────────────────────────────────


def test_a_pinned_person_is_in_the_next_solution() -> None:
    scene = builders.a_scene(nurses=4, wanted=1)
    plan = builders.a_draft(scene)
    left = next(p for p in scene.people if p.pk not in _people(plan))
    shaping.pin(plan=plan, employee=left, need=scene.need, reason="Mengenal wilayah", now=NOW, by=scene.coordinator)  # fmt: skip
    plan = builders.solved(Plan.objects.get(pk=plan.pk))
    assert _people(plan) == {left.pk}
    assert plan.lines.get().is_pinned
    assert plan.result["before"]["moved"] == 1


def test_an_excluded_person_is_not_and_the_rule_can_be_lifted() -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=2)
    plan = builders.a_draft(scene)
    out = scene.people[0]
    shaping.exclude(plan=plan, employee=out, need=None, reason="Rumahnya kebanjiran", now=NOW, by=scene.coordinator)  # fmt: skip
    plan = builders.solved(Plan.objects.get(pk=plan.pk))
    assert _people(plan) == {scene.people[1].pk}
    assert plan.result["before"]["filled"] == 2
    shaping.lift_rule(plan=plan, rule=PlanRule.objects.get(), now=NOW, by=scene.coordinator)
    plan = builders.solved(Plan.objects.get(pk=plan.pk))
    assert plan.result["filled"] == 2


def test_a_rule_needs_a_reason() -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    with pytest.raises(Refused, match="alasan"):
        shaping.exclude(plan=plan, employee=scene.people[0], need=None, reason=" ", now=NOW, by=scene.coordinator)  # fmt: skip
    assert plan.solved_at


def test_pins_that_break_a_rule_are_told_with_the_rule() -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=1)
    plan = builders.a_draft(scene)
    ill = scene.people[0]
    shaping.pin(plan=plan, employee=ill, need=scene.need, reason="Ahlinya", now=NOW, by=scene.coordinator)  # fmt: skip
    a_leave(ill, DUTY)
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert ill.name in plan.failure
    assert "1 Maret 2025" in plan.failure


def test_a_failure_found_too_late_says_nothing_of_the_newer_draft(monkeypatch: Any) -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    plans.resolve(plan=plan, now=NOW, by=scene.coordinator)

    def overtaken(plan: Plan, **_: Any) -> solving.Outcome:
        plans.resolve(plan=Plan.objects.get(pk=plan.pk), now=NOW + HOUR, by=scene.coordinator)
        raise solving.CannotSolve("Penetapan ini tidak dapat dipenuhi.")

    monkeypatch.setattr(solving, "solve", overtaken)
    assert plans.solve(plan_id=plan.pk, now=NOW, on=TODAY) is None
    plan.refresh_from_db()
    assert (plan.failure, plan.solved_at) == ("", None)


def test_a_submitted_plan_can_not_be_shaped() -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    with pytest.raises(Refused, match="tidak dapat diubah"):
        plans.resolve(plan=plan, now=NOW, by=scene.coordinator)


def _changed(scene: builders.Scene, **values: Any) -> Need:
    need = Need.objects.get(pk=scene.need.pk)
    given = {
        "period": need.period, "minimum": need.minimum, "desired": need.desired, "tier": need.tier,
    }  # fmt: skip
    draft = NeedDraft(need.role, **(given | values))
    return needs.change_need(need=need, draft=draft, reason="Rapat", on=TODAY, by=scene.coordinator)


@pytest.mark.parametrize(
    "values",
    [{"period": Period(DUTY.start, DUTY.end + 55 * DAY)}, {"load": 50}, {"max_minutes": 9}],
)
def test_what_binds_stays_while_a_plan_is_decided(values: dict[str, Any]) -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    with pytest.raises(Refused, match="Rencana 1 yang sudah diajukan mengirim orang ke sini"):
        _changed(scene, **values)
    _changed(scene, desired=3)
    side = scene.sides[0]
    decisions.send_back(approval=builders.approval_of(plan, side), reason="Terlalu singkat", now=NOW, by=side.approver)  # fmt: skip
    _changed(scene, **values)


def test_a_draft_whose_needs_changed_is_solved_again_before_it_is_submitted() -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    need = _changed(scene, period=Period(DUTY.start, DUTY.end + DAY))
    with pytest.raises(Refused, match=f"{need} berubah sejak rencana ini disusun"):
        builders.submitted(scene, plan)
    plans.resolve(plan=plan, now=NOW, by=scene.coordinator)
    builders.submitted(scene, builders.solved(plan))


# ── giving up ────────────────────────────────────────────────────────


def test_a_draft_given_up_lets_another_begin() -> None:
    scene = builders.a_scene(nurses=2, minimum=2, wanted=2)
    plan = builders.a_draft(scene)
    with pytest.raises(Refused, match="tidak menugaskan siapa pun"):
        builders.submitted(scene, plan)
    with pytest.raises(Refused, match="alasan"):
        plans.discard(plan=plan, reason=" ", by=scene.coordinator)
    plans.discard(plan=plan, reason="Tidak ada yang tersisa", by=scene.coordinator)
    plan.refresh_from_db()
    assert (plan.state, plan.get_state_display()) == ("superseded", "Dibuang")
    entry = Entry.objects.get(deed="staffing.plan_discarded")
    assert entry.reason == "Tidak ada yang tersisa"
    assert builders.a_draft(scene).number == plan.number + 1


def test_a_draft_whose_needs_were_cancelled_can_be_given_up() -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene, need_ids=(scene.need.pk,))
    needs.cancel_need(need=scene.need, reason="Surut", by=scene.coordinator)
    plans.resolve(plan=plan, now=NOW, by=scene.coordinator)
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert "Tidak ada kebutuhan" in plan.failure
    plans.discard(plan=plan, reason="Kebutuhannya dibatalkan", by=scene.coordinator)
    assert queries.under_way("incident", scene.incident.pk) is None


def test_what_is_solved_of_a_draft_given_up_is_not_kept() -> None:
    scene = builders.a_scene()
    plan = plans.make(owner_kind="incident", owner_id=scene.incident.pk, now=NOW, by=scene.coordinator)  # fmt: skip
    plans.discard(plan=plan, reason="Salah tekan", by=scene.coordinator)
    assert plans.solve(plan_id=plan.pk, now=NOW, on=TODAY) is None
    assert not plan.lines.exists()


def test_a_submitted_plan_is_not_given_up_and_nobody_else_gives_up_a_draft() -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    with pytest.raises(Refused, match="tidak dapat diubah"):
        plans.discard(plan=plan, reason="Keliru", by=scene.coordinator)
    with pytest.raises(PermissionDenied):
        plans.discard(plan=plan, reason="Keliru", by=scene.sides[0].approver)


# ── deciding ─────────────────────────────────────────────────────────


def test_a_plan_is_approved_when_every_government_has() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    decisions.approve(approval=builders.approval_of(plan, first), now=NOW, by=first.approver)
    plan.refresh_from_db()
    assert plan.state == "submitted"
    decisions.approve(approval=builders.approval_of(plan, second), now=NOW, by=second.approver)
    plan.refresh_from_db()
    assert plan.state == "approved"


def test_the_second_to_decide_hears_who_was_first() -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    side = scene.sides[0]
    late = a_user(builders.Role.APPROVER, name="Sekda Lain")
    stale = builders.approval_of(plan, side)
    decisions.approve(approval=builders.approval_of(plan, side), now=NOW, by=side.approver)
    with pytest.raises(Refused, match=side.approver.name):
        decisions.approve(approval=stale, now=NOW, by=late)


def test_approving_twice_is_approving_once() -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    side = scene.sides[0]
    for _press in range(2):
        decisions.approve(approval=builders.approval_of(plan, side), now=NOW, by=side.approver)
    assert Entry.objects.filter(deed="staffing.plan_approved").count() == 1


def test_a_neighbour_does_not_decide_over_people_of_others() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    with pytest.raises(PermissionDenied):
        decisions.approve(
            approval=builders.approval_of(plan, scene.sides[0]), now=NOW, by=scene.sides[1].approver
        )


def test_a_plan_sent_back_is_a_draft_that_says_why() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    decisions.approve(approval=builders.approval_of(plan, first), now=NOW, by=first.approver)
    decisions.send_back(
        approval=builders.approval_of(plan, second), reason="Pos belum siap", now=NOW,
        by=second.approver,
    )  # fmt: skip
    plan.refresh_from_db()
    assert (plan.state, plan.returned_because) == ("draft", "Pos belum siap")
    assert not plan.approvals.filter(state="approved").exists()
    again = builders.submitted(scene, plan)
    assert set(again.approvals.values_list("state", flat=True)) == {"waiting"}
    assert not again.returned_because


def test_sending_back_needs_a_reason() -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    side = scene.sides[0]
    with pytest.raises(Refused, match="alasan"):
        decisions.send_back(approval=builders.approval_of(plan, side), reason="", now=NOW, by=side.approver)  # fmt: skip


# ── objections ───────────────────────────────────────────────────────


def _objected(scene: builders.Scene, plan: Plan) -> Objection:
    line = plan.lines.order_by("pk").first()
    assert line is not None
    return decisions.object_to(line=line, reason="Satu-satunya yang tersisa", now=NOW, by=scene.sides[0].head)  # fmt: skip


def test_an_open_objection_holds_the_approval() -> None:
    scene = builders.a_scene()
    Need.objects.update(tier=2)  # no objection holds up what saves lives
    plan = builders.submitted(scene)
    _objected(scene, plan)
    side = scene.sides[0]
    with pytest.raises(Refused, match="1 keberatan"):
        decisions.approve(approval=builders.approval_of(plan, side), now=NOW, by=side.approver)


def test_nobody_objects_after_the_own_government_decided() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    decisions.approve(approval=builders.approval_of(plan, first), now=NOW, by=first.approver)
    line = plan.lines.get(agency=first.agency)
    with pytest.raises(Refused, match="sudah memutuskan"):
        decisions.object_to(line=line, reason="Terlambat", now=NOW, by=first.head)
    other = plan.lines.get(agency=second.agency)
    assert decisions.object_to(line=other, reason="Tepat waktu", now=NOW, by=second.head).pk


def test_the_last_approval_waits_for_the_answers_to_all_objections() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    Need.objects.update(tier=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    decisions.approve(approval=builders.approval_of(plan, first), now=NOW, by=first.approver)
    line = plan.lines.get(agency=first.agency)
    Objection.objects.create(line=line, reason="Dari sebelum aturan ini", by=first.head, at=NOW)
    with pytest.raises(Refused, match="1 keberatan"):
        decisions.approve(approval=builders.approval_of(plan, second), now=NOW, by=second.approver)


def test_who_is_kept_home_by_an_objection_gets_no_order() -> None:
    scene = builders.a_scene(wanted=2)
    plan = builders.submitted(scene)
    objection = _objected(scene, plan)
    decisions.answer_objection(objection=objection, accept=True, answer="", now=NOW, by=scene.sides[0].approver)  # fmt: skip
    builders.issued(scene, plan)
    ordered = set(Assignment.objects.filter(plan=plan).values_list("employee_id", flat=True))
    assert objection.line.employee_id not in ordered
    assert len(ordered) == 1


def test_overruling_needs_a_reason_and_the_order_goes_out() -> None:
    scene = builders.a_scene(wanted=2)
    plan = builders.submitted(scene)
    objection, by = _objected(scene, plan), scene.sides[0].approver
    with pytest.raises(Refused, match="alasan"):
        decisions.answer_objection(objection=objection, accept=False, answer="", now=NOW, by=by)
    decisions.answer_objection(
        objection=objection, accept=False, answer="Nyawa dulu", now=NOW, by=by
    )
    builders.issued(scene, plan)
    assert Assignment.objects.filter(employee=objection.line.employee).exists()


def test_only_the_head_of_the_home_unit_objects() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    line = plan.lines.get(agency=scene.sides[0].agency)
    with pytest.raises(PermissionDenied):
        decisions.object_to(line=line, reason="Bukan unit saya", now=NOW, by=scene.sides[1].head)


# ── issuing and refilling ────────────────────────────────────────────


def test_an_approved_plan_is_issued_once() -> None:
    scene = builders.a_scene(wanted=2)
    plan = builders.issued(scene)
    assert issue.issue(plan_id=plan.pk, now=NOW, on=TODAY) is None
    found = review.letters_of(plan)
    assert found is not None
    assert (found.assignments, found.letters, found.signed) == (2, 2, 0)
    assert found.first.split("/")[1] == "1"
    assert found.last.split("/")[1] == "2"


def test_a_refill_changes_nothing_else() -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=2)
    plan = builders.issued(scene)
    gone, stays = Assignment.objects.filter(plan=plan).order_by("pk")
    gone.employee.user = a_user(name=gone.employee.name)
    gone.employee.save()
    answers.decline(assignment=gone, reason="Sakit", now=NOW, by=gone.employee.user)
    before = Assignment.objects.filter(pk=stays.pk).values().get()
    new = answers.refill(plan=plan, now=NOW, by=scene.coordinator)
    builders.solved(new)
    line = PlanLine.objects.get(plan=new)
    assert line.employee_id not in {gone.employee_id, stays.employee_id}
    builders.issued(scene, builders.submitted(scene, new))
    assert Assignment.objects.filter(pk=stays.pk).values().get() == before
    running = Assignment.objects.filter(need=scene.need, state="ordered")
    assert set(running.values_list("employee_id", flat=True)) == {stays.employee_id, line.employee_id}  # fmt: skip


def test_a_need_under_way_is_served_and_ordered_from_today_on() -> None:
    scene = builders.a_scene(wanted=1)
    Need.objects.update(period=Period(TODAY - 3 * DAY, TODAY + 7 * DAY))
    assignment = Assignment.objects.get(plan=builders.issued(scene))
    assert assignment.period == Period(TODAY, TODAY + 7 * DAY)
    content = assignment.letter.as_content()  # type: ignore[union-attr]
    assert "24 Februari 2025 s.d. 2 Maret 2025" in content["orders"][1]
    assert (content["first_day"], content["last_day"]) == ("2025-02-24", "2025-03-02")


def test_who_was_planned_for_a_need_that_is_over_gets_no_order() -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.approved(scene)
    issue.issue(plan_id=plan.pk, now=NOW, on=DUTY.end)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert "Tidak seorang pun" in plan.returned_because
    assert not Assignment.objects.exists()


def test_a_full_plan_needs_no_refill() -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.issued(scene)
    with pytest.raises(Refused, match="terbuka lagi"):
        answers.refill(plan=plan, now=NOW, by=scene.coordinator)


# ── reasons ──────────────────────────────────────────────────────────


def test_the_parts_of_the_cost_and_the_next_best() -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    plan = builders.a_draft(scene)
    line = plan.lines.get()
    found = explaining.why_line(plan, line)
    assert found is not None
    assert found.next_best is not None
    assert int(found.next_best.person) in {p.pk for p in scene.people} - {line.employee_id}
    assert found.release == line.cost_release
    assert found.without is not None
    assert not found.without.is_worse
    assert set(map(int, found.replaced_by)) <= {p.pk for p in scene.people} - {line.employee_id}
    assert [swap.difference for swap in explaining.exchanges(plan, line)] == [0, 0]


def test_without_the_only_one_who_may_go_a_head_is_lost_and_nobody_comes() -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=1)
    a_leave(scene.people[0], DUTY)
    plan = builders.a_draft(scene)
    line = plan.lines.get()
    found = explaining.why_line(plan, line)
    assert found is not None
    assert found.without is not None
    assert (found.without.minimum, found.replaced_by) == ((1,), ())
    assert found.without.cost == -line.cost
    assert explaining.exchanges(plan, line) == ()


def test_somebody_pinned_is_explained_like_everybody() -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    PlanRule.objects.create(
        owner_kind="incident", owner_id=scene.incident.pk, employee=scene.people[0],
        need=scene.need, rule="pin", reason="Ahlinya", by=scene.coordinator,
    )  # fmt: skip
    plan = builders.a_draft(scene)
    found = explaining.why_line(plan, plan.lines.get())
    assert found is not None
    assert found.pinned
    assert found.without is not None
    assert not found.without.is_worse


def test_why_not_names_the_rule_or_the_price() -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    a_leave(scene.people[0], DUTY)
    plan = builders.a_draft(scene)
    away = explaining.why_not_there(plan, scene.people[0].pk, scene.need.pk)
    assert away is not None
    assert [o.rule for o in away.obstacles] == ["state"]
    other = next(p for p in scene.people[1:] if p.pk not in _people(plan))
    equal = explaining.why_not_there(plan, other.pk, scene.need.pk)
    assert equal is not None
    assert equal.difference is not None
    assert explaining.why_not_there(plan, 0, scene.need.pk) is None


def test_a_shortage_keeps_what_one_more_would_bring_and_no_certificate() -> None:
    plan = builders.a_draft(builders.a_scene(nurses=2, minimum=1, wanted=3))
    reason = plan.shorts.order_by("pk")[0].reason
    assert reason["gain_one"]["desired"] == [-1]
    assert "cut" not in reason


def test_of_a_plan_without_shadow_prices_nothing_is_kept() -> None:
    plan = builders.a_draft(builders.a_scene(nurses=3, minimum=1, wanted=2))
    instance = freezing.inputs_of(plan)
    assert instance is not None
    unpriced = plan_from(instance, {})
    assert (pricing.of_training(unpriced), pricing.worth_of_minimums(unpriced)) == ([], {})


def test_what_is_kept_of_a_lower_minimum_is_what_solving_again_gives() -> None:
    scene = builders.a_scene(nurses=4, minimum=2, wanted=3)
    plan = builders.a_draft(scene)
    gain, cost = plan.result["units"]["closest"][0]["gain"], plan.result["cost"]["total"]
    MinimumPresence.objects.update(minimum=1)
    plans.resolve(plan=plan, now=NOW, by=scene.coordinator)
    again = builders.solved(Plan.objects.get(pk=plan.pk)).result
    assert (gain["desired"], again["unfilled_desired"]) == ([-1], [0])
    assert gain["cost"] == again["cost"]["total"] - cost


# ── letters ──────────────────────────────────────────────────────────


def _letters(plan: Plan) -> list[tuple[int, int]]:
    """(letter, people under it), by letter."""
    rows = Assignment.objects.filter(plan=plan).values_list("letter_id", "letter__payload")
    return sorted({(pk, len(payload["people"])) for pk, payload in rows})


def test_by_default_every_person_gets_a_letter(settings: Any) -> None:
    settings.LUWES_LETTER_GROUPING = "person"
    plan = builders.issued(builders.a_scene(nurses=5, minimum=1, wanted=3))
    assert [people for _letter, people in _letters(plan)] == [1, 1, 1]


def test_by_setting_a_home_unit_and_post_share_a_letter(settings: Any) -> None:
    settings.LUWES_LETTER_GROUPING = "unit"
    scene = builders.a_scene(nurses=5, minimum=1, wanted=3)
    builders.a_need(scene.incident, 1, "Bidan", tier=2)
    plan = builders.issued(scene)
    assert sorted(people for _letter, people in _letters(plan)) == [1, 3]


def test_a_letter_names_post_days_basis_and_authority() -> None:
    scene = builders.a_scene(wanted=1)
    content = Assignment.objects.get(plan=builders.issued(scene)).letter.as_content()  # type: ignore[union-attr]
    assert "Pos Perawat" in content["orders"][0]
    assert "25 Februari 2025 s.d. 1 Maret 2025" in content["orders"][1]
    assert any("Nomor 12/2025" in line for line in content["basis"])
    assert content["signatory"]["name"] == scene.sides[0].approver.name
    assert (content["first_day"], content["last_day"]) == ("2025-02-25", "2025-03-01")


def test_withdrawing_the_letter_of_one_person_ends_the_duty() -> None:
    scene = builders.a_scene(wanted=1)
    assignment = Assignment.objects.get(plan=builders.issued(scene))
    assert assignment.letter
    letters.withdraw(letter=assignment.letter, reason="Salah orang", day=TODAY, now=NOW, by=scene.sides[0].approver)  # fmt: skip
    assignment.refresh_from_db()
    assert (assignment.state, assignment.answer_reason) == ("withdrawn", "Salah orang")
