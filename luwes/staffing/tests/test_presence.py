"""Who must stay, stays: in every plan, and again when it is issued."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luwes.appointments import actions as appointments
from luwes.appointments.models import Appointment, Leave
from luwes.appointments.rules import LeaveKind
from luwes.audit.models import Entry
from luwes.core.periods import Period
from luwes.demo.sweep import faults_of_loads, faults_of_presence
from luwes.notifications.models import Message
from luwes.organisation.models import MinimumPresence
from luwes.organisation.tests.builders import (
    a_competency,
    a_group,
    a_minimum,
    a_position,
    a_title,
)
from luwes.people.tests.builders import a_record
from luwes.staffing import review
from luwes.staffing.actions import issue, plans
from luwes.staffing.models import Assignment, NeedSkill, Plan, PlanLine, PlanUnit
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene, an_incident

GROUPS = ("umum", "perawat")


def a_random_government(scene: Scene, random: Random) -> None:
    """Two or three levels of units with people, some away, and minimums at any of them."""
    units = [scene.unit(minimum=None)]
    for _ in range(random.randint(1, 4)):
        units.append(scene.unit(minimum=None, parent=random.choice(units)))
    for unit in units:
        for group in GROUPS:
            for person in scene.people(unit, random.randint(0, 3), group=group):
                if random.random() < 0.2:
                    start = DUTY.start + timedelta(random.randint(-2, 5))
                    Leave.objects.create(
                        employee=person, kind="annual", period=Period(start, start + timedelta(2))
                    )
        a_minimum(unit, random.randint(0, 4))
        if random.random() < 0.5:
            a_minimum(unit, random.randint(0, 2), group=a_group(random.choice(GROUPS)))
    for tier in range(random.randint(1, 3)):
        desired = random.randint(1, 5)
        start = DUTY.start + timedelta(random.randint(0, 3))
        scene.need(
            minimum=random.randint(0, desired), desired=desired, tier=tier + 1,
            group=random.choice(GROUPS), period=Period(start, start + timedelta(4)),
            load=random.choice([100, 100, 50]),
        )  # fmt: skip


def taken_by(plan: Plan) -> dict[int, int]:
    return dict(PlanLine.objects.filter(plan=plan).values_list("employee_id", "unit_id"))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.timeout(1800)
def test_no_plan_takes_whom_a_unit_must_keep(long_form: bool) -> None:
    filled = 0

    @settings(
        max_examples=100 if long_form else 15, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.integers(0, 10**9))
    def any_government(seed: int) -> None:
        nonlocal filled
        with undone():
            scene = a_scene()
            a_random_government(scene, Random(seed))
            plan = scene.solved()
            taken = taken_by(plan)
            filled += len(taken)
            assert faults_of_presence(plan.pk, TODAY) == []
            if taken:
                plans.submit(
                    plan=plan, decide_within=timedelta(hours=1), now=NOW, by=scene.coordinator
                )
                scene.approve(plan)
                issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
                assert set(Assignment.objects.values_list("employee_id", flat=True)) == set(taken)
                assert faults_of_loads() == []

    any_government()
    assert filled > 10


def six_people(scene: Scene, *, minimum: int) -> tuple:
    """A unit of six of whom `minimum` must stay, and a need for three of them."""
    unit = scene.unit(minimum=minimum)
    return unit, scene.people(unit, 6), scene.need(minimum=3)


@pytest.mark.django_db
def test_a_plan_is_not_issued_when_colleagues_fell_ill_meanwhile() -> None:
    scene = a_scene()
    _unit, staff, _need = six_people(scene, minimum=3)
    plan = scene.approved()
    others = [person for person in staff if person.pk not in taken_by(plan)]
    appointments.record_leave(
        employee=others[0], kind=LeaveKind.SICK, period=DUTY, letter="1", by=scene.analyst
    )
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert (plan.state, plan.approvals.count(), plan.assignments.count()) == ("draft", 0, 0)
    assert plan.returned_because == (
        "Keadaan berubah sejak rencana ini disusun: 1 unit akan di bawah minimumnya (Dinas Rekaan)."
    )
    assert review.why_returned(plan) == [
        "Dinas Rekaan: 6 orang hadir saat rencana disusun, kini 5; 3 orang ditugaskan, "
        "padahal 3 harus tinggal.",
    ]
    told = Message.objects.filter(user=scene.coordinator, kind="staffing.returned")
    assert told.get().body == plan.returned_because
    assert Entry.objects.filter(deed="staffing.issue_refused", object_id=str(plan.pk)).exists()

    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.checked
    assert "padahal 3 harus tinggal" in review.why_returned(plan)[0]
    assert len(taken_by(plan)) == 2
    assert faults_of_presence(plan.pk, TODAY) == []


@pytest.mark.django_db
def test_a_plan_is_not_issued_when_the_minimum_was_raised_meanwhile() -> None:
    scene = a_scene()
    unit, _staff, _need = six_people(scene, minimum=3)
    plan = scene.approved()
    MinimumPresence.objects.filter(unit=unit).update(minimum=4)
    assert "3 of 4" in faults_of_presence(plan.pk, TODAY)[0]  # the sweep sees it too
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert "padahal 4 harus tinggal" in review.why_returned(plan)[0]


@pytest.mark.django_db
def test_people_who_left_the_service_are_left_out_and_named() -> None:
    scene = a_scene()
    _unit, _staff, _need = six_people(scene, minimum=2)
    plan = scene.approved()
    gone = sorted(taken_by(plan))[0]
    Appointment.objects.filter(employee_id=gone).update(period=Period(date(2020, 1, 1), TODAY))
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "issued"
    assert plan.assignments.count() == 2
    assert [(row["employee"], row["why"]) for row in plan.result["dropped"]] == [
        (gone, "tidak lagi memegang jabatan")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"deployability": "home_only"}, "tidak dapat ditugaskan (pernyataan sendiri)"),
        ({"legal_standing": "15"}, "tidak lagi aktif"),
        ({"missing_since": TODAY}, "tidak lagi aktif"),
    ],
)
def test_people_who_may_not_go_any_more_are_left_out_and_named(change: dict, why: str) -> None:
    scene = a_scene()
    six_people(scene, minimum=0)
    plan = scene.approved()
    line = PlanLine.objects.filter(plan=plan).order_by("pk")[0]
    type(line.employee).objects.filter(pk=line.employee_id).update(**change)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert [(row["employee"], row["why"]) for row in plan.result["dropped"]] == [
        (line.employee_id, why)
    ]


@pytest.mark.django_db
def test_people_whose_certificate_ends_sooner_than_thought_are_left_out_and_named() -> None:
    scene = a_scene()
    staff = scene.people(scene.unit(), 2)
    records = [
        a_record(person, a_competency(), period=Period(date(2020, 1, 1))) for person in staff
    ]
    need = scene.need(minimum=2)
    NeedSkill.objects.create(need=need, competency=a_competency(), level=1)
    plan = scene.approved()
    ended = Period(date(2020, 1, 1), DUTY.end - timedelta(1))
    type(records[0]).objects.filter(pk=records[0].pk).update(period=ended)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert [(row["employee"], row["why"]) for row in plan.result["dropped"]] == [
        (staff[0].pk, "Pertolongan pertama-nya berakhir 2 Maret 2025")
    ]
    assert plan.assignments.get().employee == staff[1]


@pytest.mark.django_db
def test_people_who_changed_their_group_or_retire_within_the_duty_are_left_out() -> None:
    scene = a_scene()
    staff = scene.people(scene.unit(), 3)
    scene.need(minimum=3)
    plan = scene.approved()
    posts = Appointment.objects.filter(employee__in=staff[:2]).order_by("employee")
    nurses = a_position(unit=posts[0].unit, title=a_title(group=a_group("perawat")))
    Appointment.objects.filter(pk=posts[0].pk).update(position=nurses)
    retired = Period(posts[1].period.start, DUTY.end - timedelta(1))
    Appointment.objects.filter(pk=posts[1].pk).update(period=retired)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    why = {row["employee"]: row["why"] for row in plan.result["dropped"]}
    assert "kelompoknya" in why[staff[0].pk]
    assert why[staff[1].pk] == "tidak tersedia sepanjang masa tugas ini"
    assert plan.assignments.get().employee == staff[2]


@pytest.mark.django_db
def test_a_need_of_other_terms_than_were_approved_sends_the_plan_back() -> None:
    scene = a_scene()
    _unit, _staff, need = six_people(scene, minimum=0)
    plan = scene.approved()
    type(need).objects.filter(pk=need.pk).update(
        period=Period(DUTY.start, DUTY.end + timedelta(55))
    )
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert f"1 kebutuhan berubah ({need})." in plan.returned_because
    assert review.why_returned(plan) == [f"{need}: masa tugas atau syaratnya berubah."]
    assert not Assignment.objects.exists()


@pytest.mark.django_db
def test_nothing_is_issued_for_an_incident_that_was_closed() -> None:
    scene = a_scene()
    six_people(scene, minimum=0)
    plan = scene.approved()
    type(scene.incident).objects.update(closed_at=NOW)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert f"{scene.incident.name} sudah ditutup." in plan.returned_because


@pytest.mark.django_db
def test_a_plan_of_which_nobody_can_go_any_more_goes_back() -> None:
    scene = a_scene()
    _unit, staff, _need = six_people(scene, minimum=0)
    plan = scene.approved()
    for person in staff:
        Leave.objects.create(employee=person, kind="sick", period=DUTY)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert "Tidak seorang pun" in plan.returned_because


@pytest.mark.django_db
def test_a_need_reduced_after_approval_sends_the_plan_back() -> None:
    scene = a_scene()
    _unit, _staff, need = six_people(scene, minimum=0)
    plan = scene.approved()
    need.minimum = need.desired = 1
    need.save()
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert "kini diminta 1 orang, rencana mengirim 3" in review.why_returned(plan)[0]


@pytest.mark.django_db
def test_two_plans_together_never_take_what_each_alone_may() -> None:
    """Two incidents were planned at the same time from the same unit; the second goes back."""
    scene = a_scene()
    unit = scene.unit(minimum=3)
    scene.people(unit, 3)
    scene.people(unit, 3, group="perawat")
    second = an_incident(scene.agency, scene.area, scene.coordinator)
    scene.need(minimum=2)
    scene.need(minimum=2, group="perawat", incident=second)
    one, two = scene.approved(), scene.approved(second)
    assert not set(taken_by(one)) & set(taken_by(two))
    issue.issue(plan_id=one.pk, now=NOW, on=TODAY)
    issue.issue(plan_id=two.pk, now=NOW, on=TODAY)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == ("issued", "draft")
    assert "kini 4; 2 orang ditugaskan, padahal 3 harus tinggal" in review.why_returned(two)[0]
    assert PlanUnit.objects.filter(plan=one, unit=unit).get().present == 6


@pytest.mark.django_db
def test_people_of_a_need_cancelled_meanwhile_are_left_out_and_named() -> None:
    scene = a_scene()
    _unit, _staff, need = six_people(scene, minimum=0)
    other = scene.need(minimum=1)
    plan = scene.approved()
    other.is_cancelled = True
    other.save()
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.assignments.filter(need=need).count() == 3
    assert [row["why"] for row in plan.result["dropped"]] == ["kebutuhannya dibatalkan"]
