"""Objections of heads: pages grown old, people of others, and what an accepted one changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.mobilisation.models import Incident
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_user
from luwes.staffing import explaining, queries
from luwes.staffing.actions import decisions, plans
from luwes.staffing.models import Objection, Plan
from luwes.staffing.panels import deciding
from luwes.staffing.tests import builders
from luwes.staffing.tests import scene as scenes
from luwes.staffing.tests.builders import NOW

pytestmark = pytest.mark.django_db


def _enter(client: Client, user: User) -> Client:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def _stale(client: Client, scene: builders.Scene, line_id: int) -> Any:
    """The head sends a reason from a page opened before something happened to the plan."""
    values = {"line": line_id, "reason": "Tinggal ia yang jaga malam"}
    return _enter(client, scene.sides[0].head).post(reverse("staffing:objections"), values)


def test_an_objection_to_a_plan_decided_meanwhile_is_told_so_and_keeps_its_words(
    client: Client,
) -> None:
    scene = builders.a_scene()
    plan = builders.approved(scene)
    line = plan.lines.select_related("employee").order_by("pk")[0]
    answer = _stale(client, scene, line.pk)
    shown = _text(answer)
    assert answer.status_code == 422
    assert "Rencana ini sudah disetujui." in shown
    assert "Tinggal ia yang jaga malam</textarea>" in shown
    assert f"Keberatan atas {line.employee.full_name} belum tercatat" in shown
    assert not Objection.objects.exists()


def test_an_objection_to_a_plan_sent_back_or_solved_afresh_keeps_its_words(client: Client) -> None:
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    side, line_id = scene.sides[0], plan.lines.order_by("pk")[0].pk
    decisions.send_back(approval=builders.approval_of(plan, side), reason="Salah pos", now=NOW, by=side.approver)  # fmt: skip
    assert "sudah dikembalikan kepada penyusunnya" in _text(_stale(client, scene, line_id))
    plan.refresh_from_db()
    plans.resolve(plan=plan, now=NOW, by=scene.coordinator)
    builders.solved(plan)
    answer = _stale(client, scene, line_id)
    assert answer.status_code == 422
    assert "sudah dikembalikan dan disusun ulang" in _text(answer)
    assert "Tinggal ia yang jaga malam</textarea>" in _text(answer)


def test_nobody_objects_for_people_of_other_units(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    strange = plan.lines.get(agency=scene.sides[1].agency)
    assert _stale(client, scene, strange.pk).status_code == 404
    builders.approved(scene, plan)
    assert _stale(client, scene, strange.pk).status_code == 404
    assert _stale(client, scene, 0).status_code == 404
    answer = _enter(client, a_user()).post(
        reverse("staffing:objections"), {"line": 10**9, "reason": "x"}
    )
    assert answer.status_code == 404


def _accepted(scene: builders.Scene, plan: Plan, agency: Agency) -> None:
    line = plan.lines.filter(agency=agency).order_by("pk")[0]
    side = next(side for side in scene.sides if side.agency == agency)
    objection = decisions.object_to(line=line, reason="Sakit", now=NOW, by=side.head)
    decisions.answer_objection(
        objection=objection, accept=True, answer="", now=NOW, by=side.approver
    )


def test_who_is_kept_home_by_an_objection_is_not_counted_among_those_who_go(
    client: Client,
) -> None:
    scene = builders.a_scene(nurses=4, minimum=2, wanted=4, sides=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    page = reverse("staffing:plan", args=[plan.pk])
    shown = _text(_enter(client, first.approver).get(page))
    assert "4 orang mendapat surat tugas" in shown
    assert "batal karena keberatan diterima" not in shown
    _accepted(scene, plan, first.agency)
    shown = _text(client.get(page))
    assert "1 orang batal karena keberatan diterima" in shown
    assert "3 orang mendapat surat tugas" in shown
    assert f"<strong>{first.agency}</strong>: 1 orang" in shown
    assert f"{second.agency}, 2 orang" in shown
    (waits,) = deciding.approvals(User.objects.get(pk=first.approver.pk), NOW)
    assert f"1 orang dari {first.agency}" in waits.title
    builders.issued(scene, plan)
    assert plan.assignments.count() == 3


def test_plans_of_several_incidents_are_told_apart_and_people_counted_once(client: Client) -> None:
    scene = scenes.a_scene()
    unit = scene.unit()
    scene.people(unit, 1)
    scene.need(load=50)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    scene.submitted()
    page = reverse("staffing:objections")
    shown = _text(_enter(client, head).get(page))
    assert "1 orang dari unit Anda diusulkan" in shown
    assert scene.incident.name not in shown
    second = scenes.an_incident(scene.agency, scene.area, scene.coordinator)
    Incident.objects.filter(pk=second.pk).update(name="Gempa rekaan")
    scene.need(load=50, incident=second)
    scene.submitted(second)
    shown = _text(client.get(page))
    assert "1 orang dari unit Anda diusulkan" in shown
    assert shown.count('name="line"') == 2
    assert scene.incident.name in shown
    assert "Gempa rekaan" in shown


# ── in time, with somebody else, and where lives are at stake ────────


def _less_urgent(scene: builders.Scene) -> Plan:
    """Of tier 2: whose objections are answered before."""
    scene.need.tier = 2
    scene.need.save(update_fields=["tier"])
    return builders.submitted(scene)


def test_after_the_time_to_contest_silence_was_consent() -> None:
    scene = builders.a_scene()
    plan, head = builders.submitted(scene), scene.sides[0].head
    plan.contest_until = NOW + timedelta(hours=1)
    plan.save(update_fields=["contest_until"])
    first, second = plan.lines.select_related("plan").order_by("pk")
    decisions.object_to(line=first, reason="Sakit", now=NOW + timedelta(hours=1), by=head)
    with pytest.raises(Refused, match="Diam berarti setuju"):
        decisions.object_to(line=second, reason="Sakit", now=NOW + timedelta(minutes=61), by=head)


def test_the_time_to_contest_ends_no_later_than_the_decision_is_due() -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    for due, until in ((2, 60), (0.5, 30)):
        plans.submit(plan=plan, decide_within=timedelta(hours=due), now=NOW, by=scene.coordinator)
        plan.refresh_from_db()
        assert plan.contest_until == NOW + timedelta(minutes=until)
        Plan.objects.filter(pk=plan.pk).update(state="draft")
        plan.refresh_from_db()


def test_a_counter_proposal_that_is_accepted_sends_the_other_person() -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=2)
    plan, side = _less_urgent(scene), scene.sides[0]
    line = plan.lines.select_related("plan", "employee").order_by("pk")[0]
    going = set(plan.lines.values_list("employee_id", flat=True))
    found = [int(swap.person) for swap in explaining.stand_ins(plan, line)]
    assert set(found) == {p.pk for p in scene.people} - going
    instead = next(p for p in scene.people if p.pk == found[0])
    objection = decisions.object_to(line=line, reason="Sakit", instead=instead, now=NOW, by=side.head)  # fmt: skip
    decisions.answer_objection(objection=objection, accept=True, answer="", now=NOW, by=side.approver)  # fmt: skip
    (row,) = queries.with_going(plan.approvals.all())
    assert row.going == 2  # type: ignore[attr-defined]
    plan = builders.issued(scene, plan)
    sent = set(plan.assignments.values_list("employee_id", flat=True))
    assert sent == going - {line.employee_id} | {instead.pk}
    assert not queries.lost_heads("incident", scene.incident.pk)[scene.need.pk]


def test_only_who_can_go_from_the_unit_is_proposed_instead() -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=2, sides=2)
    plan, side = builders.submitted(scene), scene.sides[0]
    line = plan.lines.filter(agency=side.agency).select_related("plan").order_by("pk")[0]
    serving = plan.lines.order_by("pk").last()
    assert serving
    for person in (serving.employee, scene.sides[1].people[0]):
        with pytest.raises(Refused, match="tidak dapat menggantikan"):
            decisions.object_to(line=line, reason="Sakit", instead=person, now=NOW, by=side.head)


def test_one_person_stands_in_for_one_only() -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=2)
    plan, side = _less_urgent(scene), scene.sides[0]
    lines = list(plan.lines.select_related("plan").order_by("pk"))
    person = int(explaining.stand_ins(plan, lines[0])[0].person)
    instead = next(p for p in scene.people if p.pk == person)
    raised = [
        decisions.object_to(line=line, reason="Sakit", instead=instead, now=NOW, by=side.head)
        for line in lines
    ]
    decisions.answer_objection(objection=raised[0], accept=True, answer="", now=NOW, by=side.approver)  # fmt: skip
    with pytest.raises(Refused, match="sudah diusulkan"):
        decisions.answer_objection(objection=raised[1], accept=True, answer="", now=NOW, by=side.approver)  # fmt: skip


def test_no_objection_blocks_what_saves_lives_and_it_is_answered_afterwards(client: Client) -> None:
    scene = builders.a_scene(wanted=2)
    plan, side = builders.submitted(scene), scene.sides[0]
    lines = list(plan.lines.select_related("plan").order_by("pk"))
    raised = [
        decisions.object_to(line=line, reason="Sakit", now=NOW, by=side.head) for line in lines
    ]
    shown = _text(_enter(client, side.approver).get(reverse("staffing:plan", args=[plan.pk])))
    assert "tidak menahan persetujuan" in shown
    plan = builders.issued(scene, plan)
    assert plan.assignments.count() == 2
    shown = _text(client.get(reverse("staffing:plan", args=[plan.pk])))
    assert "Terima: tarik penugasannya" in shown
    decisions.answer_objection(objection=raised[0], accept=True, answer="", now=NOW, by=side.approver)  # fmt: skip
    decisions.answer_objection(objection=raised[1], accept=False, answer="Nyawa dulu", now=NOW, by=side.approver)  # fmt: skip
    states = dict(plan.assignments.values_list("employee_id", "state"))
    assert states == {lines[0].employee_id: "withdrawn", lines[1].employee_id: "ordered"}


def test_an_objection_to_something_less_urgent_is_answered_before() -> None:
    scene = builders.a_scene()
    plan, side = _less_urgent(scene), scene.sides[0]
    line = plan.lines.select_related("plan").order_by("pk")[0]
    decisions.object_to(line=line, reason="Sakit", now=NOW, by=side.head)
    with pytest.raises(Refused, match="belum dijawab"):
        builders.approved(scene, plan)


def test_proposing_somebody_else_by_the_page(client: Client) -> None:
    scene = builders.a_scene(wanted=2)
    plan, side = _less_urgent(scene), scene.sides[0]
    line = plan.lines.order_by("pk")[0]
    url = reverse("staffing:objections")
    shown = _text(_enter(client, side.head).get(url, {"baris": line.pk}))
    assert "dari unit asalnya" in shown
    person = int(explaining.stand_ins(plan, line)[0].person)
    assert f'value="{person}"' in shown
    client.post(url, {"line": line.pk, "reason": "Sakit", "instead": person})
    name = next(p.full_name for p in scene.people if p.pk == person)
    shown = _text(_enter(client, side.approver).get(reverse("staffing:plan", args=[plan.pk])))
    assert f"Usul pengganti: <b>{name}</b>" in shown
    assert f"Terima: {name} yang bertugas" in shown
