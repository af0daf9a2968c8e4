"""An agency approves its people at some needs and returns the others: what is issued, what stays open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luwes.core.errors import Refused
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.staffing import queries
from luwes.staffing.actions import decisions, issue
from luwes.staffing.models import Assignment, Need, Plan
from luwes.staffing.tests import builders
from luwes.staffing.tests.builders import NOW, TODAY, Side

pytestmark = pytest.mark.django_db


def _submitted(**values: int) -> tuple[builders.Scene, Need, Plan]:
    scene = builders.a_scene(**{"nurses": 4, "minimum": 1, "wanted": 2, **values})
    second = builders.a_need(scene.incident, 2, "Perawat Malam", tier=2)
    return scene, second, builders.submitted(scene)


def _approve(plan: Plan, side: Side, *returned: Need, reason: str = "Pos belum siap") -> None:
    approval = builders.approval_of(plan, side)
    decisions.approve(approval=approval, returned=[need.pk for need in returned], reason=reason, now=NOW, by=side.approver)  # fmt: skip


def test_what_is_approved_is_issued_and_the_rest_stays_open() -> None:
    scene, second, plan = _submitted()
    kept = plan.lines.filter(need=scene.need).count()
    back = plan.lines.filter(need=second).count()
    assert (kept, back) == (2, 1)
    _approve(plan, scene.sides[0], second)
    plan.refresh_from_db()
    assert plan.state == "approved"
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "issued"
    sent = Assignment.objects.order_by("pk")
    assert {row.need_id for row in sent} == {scene.need.pk}
    numbers = [letter.number for letter in Letter.objects.order_by("pk")]
    assert len(numbers) == len(set(numbers)) == kept
    assert queries.open_heads([second], TODAY)[second.pk] == (1, 2)
    told = Message.objects.get(user=scene.coordinator, kind="staffing.returned")
    assert f"{second}. Alasannya: Pos belum siap" in told.body


def test_who_was_returned_is_sent_by_the_next_plan_and_nobody_twice() -> None:
    scene, second, plan = _submitted()
    _approve(plan, scene.sides[0], second)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    following = builders.issued(scene, builders.submitted(scene))
    assert following.assignments.exists()
    assert set(following.assignments.values_list("need_id", flat=True)) == {second.pk}
    people = list(Assignment.objects.values_list("employee_id", flat=True))
    assert len(people) == len(set(people))


def test_people_of_other_governments_go_all_the_same() -> None:
    scene, second, plan = _submitted(sides=2, nurses=3, minimum=1)
    first, other = scene.sides
    both = [side for side in scene.sides if plan.lines.filter(agency=side.agency).exists()]
    assert both == [first, other]
    needs = set(plan.lines.filter(agency=first.agency).values_list("need_id", flat=True))
    back = scene.need if scene.need.pk in needs else second
    if len(needs) == 1:
        line = plan.lines.filter(agency=first.agency).order_by("pk")[0]
        theirs = plan.lines.filter(agency=other.agency).exclude(need_id=line.need_id)[0]
        line.need_id, theirs.need_id = theirs.need_id, line.need_id
        line.save()
        theirs.save()
    _approve(plan, first, back)
    plan.refresh_from_db()
    assert plan.state == "submitted"
    _approve(plan, other)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    expected = plan.lines.exclude(agency=first.agency, need=back)
    sent = set(plan.assignments.values_list("employee_id", flat=True))
    assert sent == set(expected.values_list("employee_id", flat=True))


def test_returning_asks_a_reason_and_leaves_something_to_approve() -> None:
    scene, second, plan = _submitted()
    side = scene.sides[0]
    with pytest.raises(Refused, match="alasan mengembalikan"):
        _approve(plan, side, second, reason=" ")
    with pytest.raises(Refused, match="kembalikan rencananya"):
        _approve(plan, side, second, scene.need)
    strange = builders.a_need(scene.incident, 1, "Bidan")
    with pytest.raises(Refused, match="tidak memakai orang"):
        _approve(plan, side, strange)
    assert builders.approval_of(plan, side).state == "waiting"


def test_an_objection_against_who_is_returned_needs_no_answer() -> None:
    scene, second, plan = _submitted()
    side = scene.sides[0]
    decisions.object_to(line=plan.lines.get(need=second), reason="Sakit", now=NOW, by=side.head)
    with pytest.raises(Refused, match="keberatan yang belum dijawab"):
        _approve(plan, side, reason="")
    _approve(plan, side, second)
    (row,) = queries.with_going(plan.approvals.all())
    assert (row.going, row.returned_people) == (2, 1)  # type: ignore[attr-defined]


def test_approving_a_part_by_the_page(client: Client, settings: Any) -> None:
    settings.LUWES_CLOCK = NOW
    scene, second, plan = _submitted()
    side = scene.sides[0]
    client.force_login(side.approver, backend=settings.AUTHENTICATION_BACKENDS[-1])
    url = reverse("staffing:approve_part", args=[builders.approval_of(plan, side).pk])
    assert f"{second}: 1 orang" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 422
    answer = client.post(url, {"returned": [second.pk], "reason": "Belum siap"}, follow=True)
    assert "1 orang tidak disetujui: “Belum siap”" in " ".join(answer.content.decode().split())
    assert client.get(url).status_code == 302
