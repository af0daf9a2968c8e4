"""The price of a change is shown before it is kept, and looking keeps nothing."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.organisation.models import MinimumPresence
from luwes.people.models import Employee
from luwes.staffing import moving, previewing
from luwes.staffing.actions import shaping
from luwes.staffing.models import Plan, PlanRule
from luwes.staffing.previewing import Asked, Deed
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import DUTY, NOW, TODAY

pytestmark = pytest.mark.django_db


def _enter(client: Client, user: User) -> Client:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def _serving(plan: Plan) -> list[Employee]:
    return [line.employee for line in plan.lines.select_related("employee").order_by("pk")]


def _look(plan: Plan, **query: object) -> str:
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse('staffing:preview', args=[plan.pk])}?{words}"


def _previewed(plan: Plan, asked: Asked) -> previewing.Preview:
    found = previewing.preview(plan, asked)
    assert found
    return found


def test_an_exclusion_that_empties_a_place_is_priced_as_solving_gives_it() -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=2)
    plan = builders.a_draft(scene)
    out, other = _serving(plan)
    found = _previewed(plan, Asked(Deed.EXCLUDE_FROM_ALL, out, scene.need))
    assert found.finding == "1 kebutuhan di atas minimum prioritas 1 menjadi kosong"
    assert (found.filled, found.minutes) == (1, 0)
    assert [(m.employee, m.was, m.now) for m in found.moves] == [(out, scene.need, None)]
    before = plan.result["cost"]["total"]
    shaping.exclude(plan=plan, employee=out, need=None, reason="Sakit", now=NOW, by=scene.coordinator)  # fmt: skip
    plan = builders.solved(Plan.objects.get(pk=plan.pk))
    cost = plan.result["cost"]
    assert _serving(plan) == [other]
    assert found.difference
    assert found.difference.cost == cost["total"] - cost["change"] - before


def test_a_pin_names_who_comes_and_who_stays_and_the_unit_at_its_minimum() -> None:
    scene = builders.a_scene(nurses=2, minimum=1, wanted=1, sides=2)
    plan = builders.a_draft(scene)
    (serving,) = _serving(plan)
    left = next(p for p in scene.people if p.agency_id != serving.agency_id)
    found = _previewed(plan, Asked(Deed.PIN, left, scene.need))
    assert {(m.employee, m.was, m.now) for m in found.moves} == {
        (left, None, scene.need), (serving, scene.need, None),
    }  # fmt: skip
    (row,) = found.units
    assert (row.before, row.now, row.minimum) == (2, 1, 1)


def test_a_pin_that_no_rule_allows_says_which() -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=1)
    ill = scene.people[0]
    a_leave(ill, DUTY)
    plan = builders.a_draft(scene)
    found = _previewed(plan, Asked(Deed.PIN, ill, scene.need))
    assert not found.is_possible
    assert "cuti sampai" in found.obstacles[0]


def test_looking_keeps_nothing_and_the_form_keeps_what_was_seen(client: Client) -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.a_draft(scene)
    (serving,) = _serving(plan)
    other = next(p for p in scene.people if p != serving)
    _enter(client, scene.coordinator)
    asked = {"orang": serving.pk, "kebutuhan": scene.need.pk}
    shown = _text(client.get(_look(plan, ubah="swap", dengan=other.pk, **asked)))
    assert "Pratinjau, belum disimpan" in shown
    assert f"Bila {other.full_name} mengambil tempat {serving.full_name}" in shown
    assert not PlanRule.objects.exists()
    values = {"rule": "swap", "employee": serving.pk, "need": scene.need.pk, "other": other.pk}
    url = reverse("staffing:set_rule", args=[plan.pk])
    refused = client.post(url, values)
    assert refused.status_code == 422
    assert "Pratinjau, belum disimpan" in _text(refused)
    client.post(url, {**values, "reason": "Rumahnya dekat"})
    plan = builders.solved(Plan.objects.get(pk=plan.pk))
    assert _serving(plan) == [other]
    entry = Entry.objects.get(deed="staffing.swapped")
    assert (entry.details["employee"], entry.details["other_employee"]) == (serving.pk, other.pk)


def test_two_who_serve_exchange_their_places() -> None:
    scene = builders.a_scene(nurses=2, minimum=0, wanted=1)
    second = builders.a_need(scene.incident, 1, "Perawat Malam")
    plan = builders.a_draft(scene)
    where = dict(plan.lines.values_list("employee_id", "need_id"))
    first = plan.lines.get(need=scene.need).employee
    other = plan.lines.get(need=second).employee
    asked = previewing.asked(plan, "swap", first, scene.need, other)
    assert asked
    assert _previewed(plan, asked).finding == "Tidak ada yang menjadi kosong, dan biayanya sama"
    shaping.swap(plan=plan, first=first, second=other, reason="Shift", now=NOW, by=scene.coordinator)  # fmt: skip
    plan = builders.solved(Plan.objects.get(pk=plan.pk))
    swapped = dict(plan.lines.values_list("employee_id", "need_id"))
    assert swapped == {first.pk: where[other.pk], other.pk: where[first.pk]}


def test_nobody_swaps_with_who_serves_nowhere() -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.a_draft(scene)
    (serving,) = _serving(plan)
    first, second, *_rest = [p for p in scene.people if p != serving]
    with pytest.raises(Refused, match="tidak lagi diusulkan"):
        shaping.swap(plan=plan, first=first, second=second, reason="x", now=NOW, by=scene.coordinator)  # fmt: skip
    assert previewing.asked(plan, "swap", first, scene.need, second) is None


@pytest.mark.parametrize("ubah", ["", "pin", "swap", "apa-saja"])
def test_an_address_that_asks_nothing_leads_to_the_plan(client: Client, ubah: str) -> None:
    scene = builders.a_scene()
    plan = builders.a_draft(scene)
    answer = _enter(client, scene.coordinator).get(_look(plan, ubah=ubah, orang="x", kebutuhan=1))
    assert answer.headers["Location"] == reverse("staffing:plan", args=[plan.pk])


def test_what_has_moved_since_is_said(client: Client) -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=2)
    plan = builders.a_draft(scene)
    assert moving.since(plan, on=TODAY) == []
    ill = _serving(plan)[0]
    a_leave(ill, DUTY)
    MinimumPresence.objects.update(minimum=2)
    assert moving.since(plan, on=TODAY) == [
        f"1 orang yang diusulkan tidak dapat lagi ditugaskan ({ill.full_name}).",
        f"Minimum 1 unit berubah ({scene.sides[0].unit.shapes.get().name}).",
    ]


def test_the_one_who_would_leave_is_named_beside_why_not(client: Client) -> None:
    scene = builders.a_scene(wanted=1)
    plan = builders.a_draft(scene)
    (serving,) = _serving(plan)
    other = next(p for p in scene.people if p != serving)
    url = reverse("staffing:why_not", args=[plan.pk, scene.need.pk])
    shown = _text(_enter(client, scene.coordinator).get(url, {"orang": other.pk}))
    assert f"<strong>{serving.full_name}</strong> yang lalu meninggalkan tempat ini." in shown
