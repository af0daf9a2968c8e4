"""Objections of heads: pages grown old, people of others, and what an accepted one changes."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.mobilisation.models import Incident
from luwes.organisation.models import Agency
from luwes.organisation.tests.builders import a_user
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
    decisions.answer_objection(objection=objection, accept=True, answer="", by=side.approver)


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
