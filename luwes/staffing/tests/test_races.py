"""Two at once, on a real database: one is served, the other is told in words."""

import threading
from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts.rules import Role
from luwes.appointments import actions as appointments
from luwes.appointments.rules import LeaveKind
from luwes.core.db import lock
from luwes.core.periods import Period
from luwes.core.tests.racing import TOGETHER, Deed, at_once
from luwes.demo.sweep import faults_of_loads
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.mobilisation import actions as mobilisation
from luwes.mobilisation import queries as incidents
from luwes.mobilisation.tests.builders import a_coordinator, a_template
from luwes.organisation.tests.builders import a_user
from luwes.staffing.actions import (
    answers,
    contingents,
    decisions,
    field,
    issue,
    limits,
    needs,
    plans,
)
from luwes.staffing.models import Assignment, Need, Plan, PlanApproval, Presence
from luwes.staffing.rules import NeedDraft
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_draft
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene, an_incident
from luwes.staffing.tests.test_needs import a_flood

pytestmark = pytest.mark.django_db(transaction=True)


def a_plan(scene: Scene, *, heads: int = 2, people: int = 4) -> Plan:
    scene.people(scene.unit(), people)
    scene.need(minimum=heads)
    return scene.submitted()


# ── stating ──────────────────────────────────────────────────────────


def test_needs_stated_by_two_at_once_are_asked_for_once() -> None:
    incident = a_flood()
    template, coordinator = a_template(), a_coordinator()
    said = at_once(*(
        lambda: needs.state_from_template(
            template=template, owner_kind="incident", owner_id=incident.pk,
            amounts=incidents.amounts(incident), period=DUTY, on=TODAY, by=coordinator,
        )
        for _ in range(2)
    ))  # fmt: skip
    assert said == ["", ""]
    standing = Need.objects.filter(is_cancelled=False).order_by("role")
    assert list(standing.values_list("role", "desired")) == [("Kaji cepat", 3), ("Pengungsian", 72)]


def test_a_need_stated_twice_at_once_by_hand_stands_once() -> None:
    scene = a_scene()
    said = at_once(*(
        lambda: needs.state_need(
            owner_kind="incident", owner_id=scene.incident.pk, area=scene.area, post="Posko",
            draft=NeedDraft("Operator perahu", DUTY, 1, 2, 1), groups=[], reason="Perahu bantuan",
            on=TODAY, by=scene.coordinator,
        )
        for _ in range(2)
    ))  # fmt: skip
    assert sorted(said) == ["", "Kebutuhan yang sama persis sudah dinyatakan."]
    assert Need.objects.count() == 1


def test_a_plan_begun_while_its_incident_is_closed_begins_or_not_but_never_both() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    scene.need()
    at_once(
        lambda: plans.make(owner_kind="incident", owner_id=scene.incident.pk, now=NOW, by=scene.coordinator),
        lambda: mobilisation.close(incident=scene.incident, reason="Surut", now=NOW, by=scene.coordinator),
    )  # fmt: skip
    scene.incident.refresh_from_db()
    assert bool(scene.incident.closed_at) is not Plan.objects.exists()


# ── deciding ─────────────────────────────────────────────────────────


def test_two_approvals_of_one_plan_at_once_one_wins_and_the_other_hears_who_decided() -> None:
    scene = a_scene()
    plan = a_plan(scene)
    other = a_user(Role.APPROVER, name="Wakil")

    def approve(by: object) -> Deed:
        mine = PlanApproval.objects.get(plan=plan)
        return lambda: decisions.approve(approval=mine, now=NOW, by=by)

    said = at_once(approve(scene.decider), approve(other))
    decided = PlanApproval.objects.get(plan=plan)
    assert sorted(said)[0] == ""
    assert sorted(said)[1] == f"Rencana ini sudah disetujui oleh {decided.decided_by.name}."
    jobs = ProcrastinateJob.objects.filter(task_name="staffing.issue", args__plan_id=plan.pk)
    assert jobs.count() == 1


def test_approving_while_another_sends_back_ends_one_way_and_tells_the_other() -> None:
    scene = a_scene()
    plan = a_plan(scene)
    one, two = PlanApproval.objects.get(plan=plan), PlanApproval.objects.get(plan=plan)
    said = at_once(
        lambda: decisions.approve(approval=one, now=NOW, by=scene.decider),
        lambda: decisions.send_back(approval=two, reason="Kurang", now=NOW, by=scene.decider),
    )
    plan.refresh_from_db()
    assert sorted(map(bool, said)) == [False, True]
    assert plan.state == ("approved" if not said[0] else "draft")
    assert "oleh Sekretaris Daerah." in "".join(said)


def test_sending_back_twice_at_once_is_told_to_the_second() -> None:
    scene = a_scene()
    plan = a_plan(scene)
    deciders = [scene.decider, a_user(Role.APPROVER, name="Wakil")]

    def send_back(by: object) -> Deed:
        mine = PlanApproval.objects.get(plan=plan)
        return lambda: decisions.send_back(approval=mine, reason="Kurang", now=NOW, by=by)

    said = at_once(*(send_back(by) for by in deciders))
    first = deciders[said.index("")]
    assert sorted(said) == ["", f"Rencana ini sudah dikembalikan oleh {first.name}."]


def test_two_plans_of_the_same_people_issued_at_once_book_nobody_twice() -> None:
    """Lines in opposite order of need, people overlapping: the loser's people are named."""
    scene = a_scene()
    second = an_incident(scene.agency, scene.area, scene.coordinator)
    scene.people(scene.unit(), 12)
    for _ in range(3):
        scene.need(minimum=4)
    for _ in range(3):
        scene.need(minimum=3, incident=second)
    one, two = scene.approved(), scene.approved(second)
    at_once(
        lambda: issue.issue(plan_id=one.pk, now=NOW, on=TODAY),
        lambda: issue.issue(plan_id=two.pk, now=NOW, on=TODAY),
    )
    assert faults_of_loads() == []
    plans_now = {plan.pk: plan for plan in Plan.objects.all()}
    states = sorted(plan.state for plan in plans_now.values())
    if states == ["draft", "issued"]:  # the larger first: nobody is left for the other
        lost = next(plan for plan in plans_now.values() if plan.state == "draft")
        assert "Tidak seorang pun" in lost.returned_because
    else:  # the smaller first: the larger goes without its people
        dropped = plans_now[one.pk].result["dropped"]
        assert {row["why"] for row in dropped} == {"sudah ditugaskan di tempat lain"}
        assert plans_now[one.pk].assignments.count() + len(dropped) == 12
    assert Assignment.objects.values("employee_id").distinct().count() == (
        Assignment.objects.count()
    )


def test_one_plan_issued_twice_at_once_is_issued_once() -> None:
    scene = a_scene()
    plan = a_plan(scene)
    scene.approve(plan)
    at_once(*(lambda: issue.issue(plan_id=plan.pk, now=NOW, on=TODAY) for _ in range(3)))
    assert Assignment.objects.count() == Letter.objects.count() == 2


def test_a_double_click_on_submit_submits_once() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 3)
    scene.need(minimum=2)
    plan = scene.solved()
    rows = [Plan.objects.get(pk=plan.pk) for _ in range(2)]
    said = at_once(
        *(
            lambda row=row: plans.submit(
                plan=row, decide_within=NOW - NOW, now=NOW, by=scene.coordinator
            )
            for row in rows
        )
    )
    assert sorted(said) == ["", "Rencana ini sudah diajukan dan tidak dapat diubah."]
    assert PlanApproval.objects.count() == 1


# ── answering, refilling ─────────────────────────────────────────────


def an_order(scene: Scene) -> Assignment:
    scene.people(scene.unit(), 3)
    scene.need(minimum=2)
    return scene.issued().assignments.order_by("pk")[0]


def test_two_answers_at_once_count_as_one() -> None:
    scene = a_scene()
    row = an_order(scene)
    by = row.employee.user
    yes, no = Assignment.objects.get(pk=row.pk), Assignment.objects.get(pk=row.pk)
    said = at_once(
        lambda: answers.accept(assignment=yes, now=NOW, by=by),
        lambda: answers.decline(assignment=no, reason="Sakit", now=NOW, by=by),
    )
    row.refresh_from_db()
    if said[0]:
        assert (said[0], row.state) == ("Penugasan ini sudah menolak.", "declined")
    elif said[1]:
        assert (said[1], row.state) == ("Penugasan ini sudah menyanggupi.", "accepted")
    else:  # accepted first; whoever accepted may still decline
        assert row.state == "declined"


def test_declining_while_the_order_is_withdrawn_withdraws_the_letter_once() -> None:
    scene = a_scene()
    row = an_order(scene)
    rows = [Assignment.objects.get(pk=row.pk) for _ in range(2)]
    said = at_once(
        lambda: answers.decline(assignment=rows[0], reason="Sakit", now=NOW, by=row.employee.user),
        lambda: issue.withdraw(assignment=rows[1], reason="Cukup", now=NOW, by=scene.coordinator),
    )
    assert sorted(map(bool, said)) == [False, True]
    assert Letter.objects.filter(kind="withdrawal").count() == 1


def test_the_letter_and_the_order_withdrawn_at_once_do_not_wait_on_each_other() -> None:
    scene = a_scene()
    row = an_order(scene)
    said = at_once(
        lambda: letters.withdraw(
            letter=Letter.objects.get(pk=row.letter_id), reason="Keliru", day=TODAY, now=NOW,
            by=scene.decider,
        ),
        lambda: issue.withdraw(
            assignment=Assignment.objects.get(pk=row.pk), reason="Cukup", now=NOW,
            by=scene.coordinator,
        ),
    )  # fmt: skip
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert sorted(map(bool, said)) == [False, True]
    assert Letter.objects.filter(kind="withdrawal").count() == 1


def test_accepting_while_falling_ill_ends_the_duty_either_way() -> None:
    scene = a_scene()
    row = an_order(scene)
    at_once(
        lambda: answers.accept(assignment=row, now=NOW, by=row.employee.user),
        lambda: appointments.record_leave(
            employee=row.employee, kind=LeaveKind.SICK, period=DUTY, letter="1", by=scene.analyst
        ),
    )
    assert Assignment.objects.get(pk=row.pk).state == "withdrawn"
    assert faults_of_loads() == []


def test_leave_while_the_plan_is_issued_never_meets_the_duty() -> None:
    scene = a_scene()
    plan = a_plan(scene, heads=4, people=5)
    scene.approve(plan)
    people = [line.employee for line in plan.lines.order_by("-employee_id")]
    at_once(
        lambda: issue.issue(plan_id=plan.pk, now=NOW, on=TODAY),
        *(
            lambda person=person: appointments.record_leave(
                employee=person, kind=LeaveKind.ANNUAL, letter="1", by=scene.analyst,
                period=Period(DUTY.start, DUTY.end),
            )
            for person in people[:3]
        ),
    )  # fmt: skip
    assert faults_of_loads() == []


def test_two_refills_at_once_make_one_plan() -> None:
    scene = a_scene()
    row = an_order(scene)
    answers.decline(assignment=row, reason="Sakit", now=NOW, by=row.employee.user)
    said = at_once(
        *(
            lambda: answers.refill(
                plan=Plan.objects.get(pk=row.plan_id), now=NOW, by=scene.coordinator
            )
            for _ in range(2)
        )
    )
    assert sorted(said) == ["", "Rencana 2 masih berjalan; selesaikan lebih dulu."]
    assert Plan.objects.count() == 2


# ── people from outside ──────────────────────────────────────────────


def test_nobody_is_recorded_for_an_incident_that_is_being_closed() -> None:
    flood = Flood()
    need, by, closed = flood.need, flood.coordinator, threading.Event()

    def close() -> None:
        with transaction.atomic():
            mobilisation.close(incident=flood.incident, reason="surut", now=flood.now, by=by)
            closed.set()
            sleep(0.5)  # the other is at it meanwhile

    def record() -> None:
        closed.wait(TOGETHER)
        contingents.record(need=need, draft=a_draft(flood), key=uuid4(), now=flood.now, by=by)

    told, refused = at_once(close, record)
    assert told == ""
    assert "ditutup" in refused
    assert not need.contingents.exists()


def test_recording_waits_for_whoever_holds_the_plans_and_changes_the_need() -> None:
    flood = Flood()
    need, by, held = flood.need, flood.coordinator, threading.Event()

    def adopt() -> None:
        with transaction.atomic():
            plans.hold(need.owner_kind, need.owner_id)
            held.set()
            sleep(0.5)
            lock(Need.objects.get(pk=need.pk))

    def record() -> None:
        held.wait(TOGETHER)
        contingents.record(need=need, draft=a_draft(flood), key=uuid4(), now=flood.now, by=by)

    assert at_once(adopt, record) == ["", ""]


# ── serving ──────────────────────────────────────────────────────────


def test_the_same_check_in_sent_twice_at_once_is_written_once() -> None:
    scene = a_scene()
    row = an_order(scene)
    key = uuid4()
    rows = [Assignment.objects.get(pk=row.pk) for _ in range(4)]
    said = at_once(
        *(
            lambda row=row: field.check_in_by_officer(
                assignment=row, key=key, at=NOW, by=scene.coordinator
            )
            for row in rows
        )
    )
    assert said == ["", "", "", ""]
    assert Presence.objects.count() == 1


def test_two_officers_relieve_the_same_people_at_once_in_opposite_order() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 6)
    scene.need(minimum=6)
    scene.serving(scene.issued())
    there = list(Assignment.objects.order_by("pk"))
    back = list(Assignment.objects.order_by("-pk"))
    said = at_once(
        *(
            lambda rows=rows: field.complete(
                assignments=rows, now=NOW, on=TODAY, by=scene.coordinator
            )
            for rows in (there, back)
        )
    )
    assert sorted(map(bool, said)) == [False, True]
    assert "belum atau tidak lagi bertugas" in "".join(said)
    assert Assignment.objects.filter(state="completed").count() == 6


def test_relieving_people_while_a_plan_takes_them_anew_never_deadlocks() -> None:
    scene = a_scene()
    second = an_incident(scene.agency, scene.area, scene.coordinator)
    scene.people(scene.unit(), 6)
    scene.need(minimum=6, load=50)
    scene.serving(scene.issued())
    scene.need(minimum=6, load=50, incident=second)
    plan = scene.approved(second)
    back = list(Assignment.objects.order_by("-pk"))
    said = at_once(
        lambda: field.complete(assignments=back, now=NOW, on=TODAY, by=scene.coordinator),
        lambda: issue.issue(plan_id=plan.pk, now=NOW, on=TODAY),
    )
    assert said == ["", ""]
    assert Assignment.objects.filter(plan=plan).count() == 6
    assert faults_of_loads() == []


def test_a_limit_set_while_somebody_approves_comes_before_or_after() -> None:
    scene = a_scene()
    plan = a_plan(scene)
    limited = a_user(Role.APPROVER, scope_kind="agency", scope_id=scene.agency.pk)

    def approve() -> None:
        approval = PlanApproval.objects.get(plan=plan)
        decisions.approve(approval=approval, now=NOW, by=limited)

    def limit() -> None:
        limits.set_limit(
            agency=scene.agency, user=limited, unit=None, max_people=1, max_days=None, first_day=TODAY,
            last_day=None, decree="SK 1", now=NOW, by=scene.decider,
        )  # fmt: skip

    told, limit_told = at_once(approve, limit)
    assert limit_told == ""
    assert told == "" or "Di atas batas" in told
    plan.refresh_from_db()
    assert plan.state == ("submitted" if told else "approved")
