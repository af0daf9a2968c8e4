"""A plan that comes back: who hears of it, and how much of the reason stands where."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.notifications.models import Message
from luwes.organisation.models import MinimumPresence
from luwes.organisation.tests.builders import a_user
from luwes.staffing import review
from luwes.staffing.actions import decisions, issue, plans
from luwes.staffing.models import Assignment, Plan
from luwes.staffing.rechecking import Broken, Recheck
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import DUTY, NOW, TODAY

pytestmark = pytest.mark.django_db


def _text(client: Client, user: User, plan: Plan) -> str:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    answer = client.get(reverse("staffing:plan", args=[plan.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def _told(user: User) -> Any:
    return Message.objects.filter(user=user, kind="staffing.returned")


def _handed_back(scene: builders.Scene) -> Plan:
    """Approved by everybody; then one of its people falls ill and more must stay at home."""
    plan = builders.approved(scene)
    ill = plan.lines.select_related("employee").order_by("pk")[0].employee
    a_leave(ill, DUTY)
    MinimumPresence.objects.update(minimum=3)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    return plan


def test_whoever_approved_hears_that_the_plan_went_back_and_why() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = _handed_back(scene)
    for side in scene.sides:
        told = _told(side.approver).get()
        assert f"Rencana {plan.number} yang Anda setujui kembali" in told.subject
        assert plan.returned_because in told.body
    assert _told(scene.coordinator).get().body == plan.returned_because


def test_a_plan_sent_back_by_one_is_told_to_those_who_had_approved() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    decisions.approve(approval=builders.approval_of(plan, first), now=NOW, by=first.approver)
    decisions.send_back(
        approval=builders.approval_of(plan, second), reason="Pos belum siap", now=NOW, by=second.approver
    )  # fmt: skip
    assert "Pos belum siap." in _told(first.approver).get().body
    assert not _told(second.approver).exists()
    assert _told(scene.coordinator).count() == 1


def test_nobody_is_told_that_letters_are_issued_before_they_are(client: Client, settings: Any) -> None:  # fmt: skip
    settings.LUWES_CLOCK = NOW
    scene = builders.a_scene()
    plan = builders.submitted(scene)
    side = scene.sides[0]
    client.force_login(side.approver, backend=settings.AUTHENTICATION_BACKENDS[-1])
    url = reverse("staffing:decide", args=[builders.approval_of(plan, side).pk])
    answer = client.post(url, {"decision": "approve"}, follow=True).content.decode()
    assert "Surat tugas sedang diterbitkan." in answer


def test_the_reason_is_a_sentence_and_everything_else_opens_on_the_page(client: Client) -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = _handed_back(scene)
    ill = plan.lines.select_related("employee").order_by("pk")[0].employee
    assert plan.returned_because == (
        "Keadaan berubah sejak rencana ini disusun: 1 unit akan di bawah minimumnya "
        "(RSUD Rekaan 2); 1 orang tidak dapat lagi ditugaskan."
    )
    assert Entry.objects.get(deed="staffing.issue_refused").reason == plan.returned_because
    assert f"{ill.full_name}: sedang cuti." in review.why_returned(plan)
    for user in (scene.coordinator, scene.sides[0].approver):
        shown = _text(client, user, plan)
        assert plan.returned_because in shown
        assert "Semua yang berubah" in shown
        assert f"{ill.full_name}: sedang cuti." in shown
    officer = a_user(Role.POST_OFFICER, scope_kind="incident", scope_id=scene.incident.pk)
    assert "sedang cuti" not in _text(client, officer, plan)


def test_the_list_stays_until_the_plan_is_submitted_again() -> None:
    scene = builders.a_scene(nurses=3, minimum=1, wanted=2, sides=2)
    plan = _handed_back(scene)
    MinimumPresence.objects.update(minimum=1)
    plan = builders.solved(plan)
    assert review.why_returned(plan)
    plan = builders.submitted(scene, plan)
    assert (review.why_returned(plan), plan.returned_because) == ([], "")


def test_no_more_than_three_are_named_however_many_are_concerned() -> None:
    units = [Broken("Kurang.", unit_id=n // 2 + 1, name=f"Dinas {n // 2}") for n in range(28)]
    units.append(Broken("Kurang.", unit_id=99, name="Dinas 0"))  # another of the same name
    dropped = [{"employee": n, "need": 1, "why": "sedang cuti"} for n in range(200)]
    words = Recheck([], dropped, [*units, Broken("Banjir sudah ditutup.")]).in_short()
    assert words == (
        "Keadaan berubah sejak rencana ini disusun: 15 unit akan di bawah minimumnya "
        "(Dinas 0, Dinas 1, Dinas 2, dan 12 lainnya); 200 orang tidak dapat lagi ditugaskan. "
        "Banjir sudah ditutup."
    )


# ── before it is approved ────────────────────────────────────────────


def test_a_part_that_may_no_longer_be_ordered_is_not_approved_and_says_why() -> None:
    scene = builders.a_scene(nurses=3, minimum=2, wanted=2, sides=2)
    plan = builders.submitted(scene)
    first, second = scene.sides
    MinimumPresence.objects.filter(unit__agency=first.agency).update(minimum=3)
    with pytest.raises(Refused, match=r"Keadaan berubah.*padahal 3 harus tinggal"):
        decisions.approve(approval=builders.approval_of(plan, first), now=NOW, by=first.approver)
    decisions.approve(approval=builders.approval_of(plan, second), now=NOW, by=second.approver)
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_who_can_no_longer_go_does_not_hold_up_the_others() -> None:
    scene = builders.a_scene(nurses=4, minimum=1, wanted=3)
    plan = builders.submitted(scene)
    ill = plan.lines.select_related("employee").order_by("pk")[0].employee
    a_leave(ill, DUTY)
    side = scene.sides[0]
    decisions.approve(approval=builders.approval_of(plan, side), now=NOW, by=side.approver)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    ordered = set(Assignment.objects.filter(plan=plan).values_list("employee_id", flat=True))
    assert len(ordered) == 2
    assert ill.pk not in ordered


def test_solving_again_moves_only_whom_the_change_concerns() -> None:
    scene = builders.a_scene(nurses=6, minimum=1, wanted=3)
    plan = builders.submitted(scene)
    side = scene.sides[0]
    before = set(plan.lines.values_list("employee_id", flat=True))
    ill = plan.lines.select_related("employee").order_by("pk")[0].employee
    a_leave(ill, DUTY)
    decisions.send_back(approval=builders.approval_of(plan, side), reason="Ada yang cuti", now=NOW, by=side.approver)  # fmt: skip
    plan.refresh_from_db()
    plans.resolve(plan=plan, now=NOW, by=scene.coordinator)
    plan = builders.solved(Plan.objects.get(pk=plan.pk))
    after = set(plan.lines.values_list("employee_id", flat=True))
    assert before - after == {ill.pk}
    assert plan.result["before"]["moved"] == 1
    builders.approved(scene, builders.submitted(scene, plan))


def test_the_page_says_what_has_changed_and_whether_the_plan_still_holds(client: Client, settings: Any) -> None:  # fmt: skip
    settings.LUWES_CLOCK = NOW
    scene = builders.a_scene(nurses=4, minimum=1, wanted=2)
    plan = builders.submitted(scene)
    url = reverse("staffing:moved", args=[plan.pk])
    client.force_login(scene.sides[0].approver, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert "Tidak ada data yang berubah" in client.get(url).content.decode()
    MinimumPresence.objects.update(minimum=2)
    assert "tanpa melanggar aturan" in client.get(url).content.decode()
    ill = plan.lines.select_related("employee").order_by("pk")[0].employee
    a_leave(ill, DUTY)
    shown = client.get(url).content.decode()
    assert "Tidak dapat lagi berangkat" in shown
    assert f"{ill.full_name}: sedang cuti." in shown
    MinimumPresence.objects.update(minimum=4)
    assert "tidak dapat lagi disetujui" in client.get(url).content.decode()
    head = scene.sides[0].head
    client.force_login(head, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert client.get(url).status_code in {403, 404}
