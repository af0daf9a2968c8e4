"""Delegated limits: what is above them is refused with words, and seen before."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.staffing.actions import decisions, limits
from luwes.staffing.models import ApprovalLimit, Plan
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import NOW, TODAY

pytestmark = pytest.mark.django_db


def _second(scene: builders.Scene) -> User:
    agency = scene.sides[0].agency
    return a_user(Role.APPROVER, scope_kind="agency", scope_id=agency.pk, name="Asisten I")


def _limit(scene: builders.Scene, user: User | None, by: User | None = None, **values: Any) -> ApprovalLimit:  # fmt: skip
    side = scene.sides[0]
    given: dict[str, Any] = {
        "agency": side.agency, "unit": None, "max_people": None, "max_days": None, "first_day": TODAY,
        "last_day": None, "decree": "SK 12/2025", **values,
    }  # fmt: skip
    return limits.set_limit(user=user, now=NOW, by=by or side.approver, **given)


def _approve(scene: builders.Scene, plan: Plan, by: User) -> None:
    approval = builders.approval_of(plan, scene.sides[0])
    decisions.approve(approval=approval, now=NOW, by=by)


@pytest.mark.parametrize(
    ("values", "is_within"),
    [
        ({"max_people": 2}, True), ({"max_people": 1}, False), ({"max_days": 5}, True),
        ({"max_days": 4}, False), ({"max_people": 2, "max_days": 4}, False),
    ],
)  # fmt: skip
def test_above_the_limit_nobody_approves(values: dict[str, int], is_within: bool) -> None:
    scene = builders.a_scene(wanted=2)
    plan, user = builders.submitted(scene), _second(scene)
    _limit(scene, user, **values)
    if is_within:
        _approve(scene, plan, user)
        return
    with pytest.raises(
        Refused, match=f"SK 12/2025.*Yang berwenang: {scene.sides[0].approver.name}"
    ):
        _approve(scene, plan, user)
    plan.refresh_from_db()
    assert plan.state == "submitted"
    _approve(scene, plan, scene.sides[0].approver)


def test_a_limit_to_units_counts_those_below_and_several_stand_beside_each_other() -> None:
    scene = builders.a_scene(wanted=2)
    plan, user = builders.submitted(scene), _second(scene)
    other = a_unit("Dinas Lain", agency=scene.sides[0].agency, area=scene.area)
    _limit(scene, user, unit=other)
    with pytest.raises(Refused, match="hanya dari Dinas Lain"):
        _approve(scene, plan, user)
    _limit(scene, user, unit=scene.sides[0].unit)
    _approve(scene, plan, user)


def test_a_limit_of_all_binds_those_of_the_agency_and_not_who_is_above() -> None:
    scene = builders.a_scene(wanted=2)
    plan, above = builders.submitted(scene), a_user(Role.APPROVER, name="Gubernur")
    _limit(scene, None, by=above, max_people=1)
    with pytest.raises(Refused, match="Yang berwenang: Gubernur"):
        _approve(scene, plan, scene.sides[0].approver)
    _approve(scene, plan, above)


def test_who_is_kept_home_is_not_counted() -> None:
    scene = builders.a_scene(wanted=2)
    plan, user, side = builders.submitted(scene), _second(scene), scene.sides[0]
    _limit(scene, user, max_people=1)
    line = plan.lines.order_by("pk")[0]
    objection = decisions.object_to(line=line, reason="Sakit", now=NOW, by=side.head)
    decisions.answer_objection(
        objection=objection, accept=True, answer="", now=NOW, by=side.approver
    )
    _approve(scene, plan, user)


def test_nobody_lifts_the_own_limit_or_limits_beyond_the_own_right() -> None:
    scene = builders.a_scene(sides=2)
    side, user = scene.sides[0], _second(scene)
    limit = _limit(scene, user, max_people=1)
    with pytest.raises(PermissionDenied):
        limits.end_limit(limit=limit, reason="Perlu", now=NOW, by=user)
    with pytest.raises(PermissionDenied):
        _limit(scene, side.approver, by=user, max_people=1)
    with pytest.raises(PermissionDenied):
        _limit(scene, user, by=scene.sides[1].approver, max_people=1)
    with pytest.raises(Refused) as refusal:
        _limit(scene, side.approver, decree=" ", last_day=TODAY - timedelta(1))
    assert {p.field for p in refusal.value.problems} == {"max_people", "last_day", "decree", "user"}
    with pytest.raises(Refused, match="juga mengikat Anda"):
        _limit(scene, None, max_people=1)
    with pytest.raises(Refused, match="bukan pemutus"):
        _limit(scene, scene.coordinator, max_people=1)


def test_an_ended_limit_binds_no_more_and_stays_to_be_read() -> None:
    scene = builders.a_scene(wanted=2)
    plan, user = builders.submitted(scene), _second(scene)
    limit = _limit(scene, user, max_people=1, first_day=TODAY - timedelta(3))
    limits.end_limit(limit=limit, reason="Darurat", now=NOW, by=scene.sides[0].approver)
    limit.refresh_from_db()
    assert limit.period == Period(TODAY - timedelta(3), TODAY)
    _approve(scene, plan, user)


def test_a_limit_set_while_the_page_stood_open_counts_and_the_page_says_it_before(
    client: Client,
) -> None:
    scene = builders.a_scene(wanted=2)
    plan, user = builders.submitted(scene), _second(scene)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = reverse("staffing:plan", args=[plan.pk])
    assert "Setujui rencana" in client.get(page).content.decode()
    _limit(scene, user, max_people=1, first_day=date(2025, 1, 1))
    approval = builders.approval_of(plan, scene.sides[0])
    answer = client.post(reverse("staffing:decide", args=[approval.pk]), {"decision": "approve"})
    assert answer.status_code == 422
    shown = client.get(page).content.decode()
    assert "Di atas batas persetujuan Anda" in shown
    assert "Setujui rencana" not in shown


def test_setting_and_ending_by_the_page(client: Client) -> None:
    scene = builders.a_scene()
    side, user, url = scene.sides[0], _second(scene), reverse("staffing:limits")
    client.force_login(side.approver, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert client.post(url, {}).status_code == 422
    values = {
        "agency": side.agency.pk, "user": user.pk, "max_people": 3, "decree": "SK 1",
        "first_day": str(clock.today() - timedelta(1)), "unit": side.unit.pk,
    }  # fmt: skip
    assert client.post(url, values).status_code == 302
    limit = ApprovalLimit.objects.get()
    assert f"3 orang per rencana, hanya dari {side.unit.shapes.get().name}" in client.get(url).content.decode()  # fmt: skip
    assert client.post(url, {"end": limit.pk}).status_code == 422
    assert client.post(url, {"end": limit.pk, "reason": "Usai"}).status_code == 302
    assert "Tidak ada batas persetujuan" in client.get(url).content.decode()
