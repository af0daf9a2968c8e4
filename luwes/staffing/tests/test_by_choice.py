"""What staffing does otherwise for owners outside emergencies."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import a_leave
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.demo import sweep
from luwes.mobilisation.models import Incident
from luwes.organisation.models import MinimumPresence
from luwes.organisation.tests.builders import a_user
from luwes.people.rules import Deployability
from luwes.staffing import access, away, binding, duties, queries, rules
from luwes.staffing.actions import (
    answers,
    choosing,
    decisions,
    field,
    issue,
    joint,
    plans,
    what_ifs,
)
from luwes.staffing.actions import ending as staffing
from luwes.staffing.assumptions import Assumptions
from luwes.staffing.models import Assignment, Need, Plan
from luwes.teamwork.models import TaskTeam
from luwes.teamwork.tests.scene import NOW, TIME, TODAY, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def led(scene: Scene, load: int = 20) -> TaskTeam:
    team = scene.opened(load=load)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    return team


def ordered(scene: Scene) -> Assignment:
    scene.issued(led(scene))
    return Assignment.objects.select_related("need", "employee__user").get()


def test_silence_is_chased_after_a_day_and_not_after_half_an_hour(scene: Scene) -> None:
    row = ordered(scene)
    within = timedelta(minutes=30)
    assert answers.chase(silent_for=within, now=NOW + timedelta(hours=2)) == []
    assert duties.answer_by(row) == NOW + timedelta(days=1)
    assert answers.chase(silent_for=within, now=NOW + timedelta(hours=25)) == [row.pk]


def test_who_asked_not_to_be_sent_into_emergencies_may_serve_in_a_team(scene: Scene) -> None:
    person = scene.own.people[0]
    person.deployability = Deployability.HOME_ONLY.value
    person.save()
    assert ordered(scene).employee == person


def test_the_database_lets_leave_interrupt_only_what_is_beside_the_own_work(scene: Scene) -> None:
    row = ordered(scene)
    a_leave(row.employee, Period(TIME.start, TIME.start + timedelta(days=3)))
    Assignment.objects.filter(pk=row.pk).update(state="accepted")
    with pytest.raises(IntegrityError, match="on leave"):
        Assignment.objects.filter(pk=row.pk).update(beside_work=False, state="ordered")


def test_nobody_is_away_for_a_part_load(scene: Scene) -> None:
    row = ordered(scene)
    assert binding.away([row.employee_id], TIME) == []


def test_no_return_is_reported_or_confirmed(scene: Scene) -> None:
    (row,) = scene.serving(led(scene))
    staffing.end_by_time(now=NOW, on=TIME.start + timedelta(days=120))
    row.refresh_from_db()
    assert row.employee.user
    with pytest.raises(Refused, match="tidak ada kepulangan"):
        field.report_return(
            assignment=row, condition="well", note="", now=NOW, by=row.employee.user
        )
    with pytest.raises(Refused, match="tidak ada kepulangan"):
        field.confirm_return(assignment=row, note="", now=NOW, by=scene.head)
    assert list(duties.waiting_for(row.employee.user)) == []


def test_only_owners_outside_emergencies_choose_by_name_and_only_their_planners(
    scene: Scene,
) -> None:
    team = led(scene)
    given = {"owner_id": team.pk, "chosen": {}, "reason": "x", "now": NOW}
    with pytest.raises(PermissionDenied):
        choosing.plan_chosen(owner_kind="task_team", by=scene.near.head, **given)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        choosing.plan_chosen(owner_kind="incident", by=scene.head, **given)  # type: ignore[arg-type]
    assert not Plan.objects.exists()


def test_teams_are_not_planned_together_and_ask_no_government_for_help(scene: Scene) -> None:
    first, second = led(scene), scene.opportunity()
    keys = [("opportunity", second.pk), ("task_team", first.pk)]
    with pytest.raises((PermissionDenied, Refused)):
        joint.make(keys=keys, ranking=dict.fromkeys(keys, 1), because="", now=NOW, by=scene.head)
    client = Client()
    client.force_login(scene.head, backend=settings.AUTHENTICATION_BACKENDS[-1])
    aid = client.get(reverse("staffing:ask_aid", args=["task_team", first.pk]))
    assert aid.status_code == 404
    make = reverse("staffing:make", args=["task_team", first.pk])
    assert client.get(make).status_code == 200
    assert client.post(make, {"kebutuhan": "1"}).status_code == 403


def test_there_is_no_why_of_people_who_were_chosen_by_name(scene: Scene) -> None:
    plan = scene.planned(led(scene))
    client = Client()
    client.force_login(scene.head, backend=settings.AUTHENTICATION_BACKENDS[-1])
    line = plan.lines.get()
    for url in (
        reverse("staffing:why", args=[plan.pk, line.pk]),
        reverse("staffing:why_not", args=[plan.pk, line.need_id]),
    ):
        assert client.get(url).status_code == 404
    page = client.get(reverse("staffing:plan", args=[plan.pk])).content.decode()
    assert "pernyataan sendiri" not in page
    assert "Kuota sama rata" not in page


def test_duty_begins_by_the_clock_only_where_nobody_checks_in(scene: Scene) -> None:
    row = ordered(scene)
    assert row.employee.user
    answers.accept(assignment=row, now=NOW, by=row.employee.user)
    assert staffing.begin_by_time(on=TODAY) == []
    assert staffing.begin_by_time(on=TIME.start) == [row.pk]


def test_nothing_is_assumed_of_people_who_were_chosen(scene: Scene) -> None:
    plan = scene.planned(led(scene))
    with pytest.raises(Refused, match="dipilih satu per satu"):
        what_ifs.suppose(of=plan, assumed=Assumptions(by=-1), now=NOW, by=scene.head)


def test_a_flood_takes_whoever_serves_a_part_in_a_team_and_the_part_waits(scene: Scene) -> None:
    team_member = ordered(scene).employee
    MinimumPresence.objects.update(minimum=0)
    coordinator = a_user(Role.COORDINATOR)
    incident = Incident.objects.create(
        agency=scene.own.agency, hazard="flood", name="Banjir rekaan", area=scene.area,
        started_at=NOW, declared_at=NOW, declared_by=coordinator,
    )  # fmt: skip
    incident.agencies.add(scene.own.agency)
    people = len(scene.own.people)
    Need.objects.create(
        owner_kind="incident", owner_id=incident.pk, role="Logistik", area=scene.area, post="Pos",
        period=Period(TIME.start, TIME.start + timedelta(days=7)), minimum=people, desired=people,
        tier=1,
    )  # fmt: skip
    plan = plans.make(owner_kind="incident", owner_id=incident.pk, now=NOW, by=coordinator)
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert (plan.result["filled"], plan.failure) == (people, "")
    assert plan.lines.get(employee=team_member).days_served == 0
    plans.submit(plan=plan, decide_within=timedelta(hours=2), now=NOW, by=coordinator)
    decisions.approve(approval=plan.approvals.get(), now=NOW, by=scene.own.decider)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert (plan.state, plan.result["dropped"]) == ("issued", [])
    carried = Assignment.objects.filter(employee=team_member).order_by("pk")
    assert [(row.load, row.beside_work) for row in carried] == [(20, True), (100, False)]
    assert sweep.faults_of_loads() == []
    answers.accept(assignment=carried[0], now=NOW, by=team_member.user)


def test_two_parts_one_after_the_other_leave_room_for_a_third_through_both() -> None:
    def load(first: int, last: int, percent: int) -> rules.Load:
        return rules.Load(Period(date(2025, first, 1), date(2025, last, 1)), percent)

    whole = Period(date(2025, 1, 1), date(2025, 7, 1))
    assert rules.peak([load(1, 4, 50), load(4, 7, 50)], whole) == 50
    assert rules.peak([load(1, 4, 50), load(3, 7, 50)], whole) == 100
    assert rules.peak([], whole) == 0


def test_a_week_at_a_flood_bars_nobody_from_a_team_and_all_day_work_does(scene: Scene) -> None:
    row = ordered(scene)
    Assignment.objects.filter(pk=row.pk).update(load=100, beside_work=False)
    part, whole = queries.carrying("task_team", 20), queries.carrying("task_team", 100)
    assert (part.count(), whole.count(), queries.carrying("incident", 100).count()) == (1, 1, 1)
    Need.objects.filter(pk=row.need_id).update(owner_kind="incident")
    assert (part.all().count(), whole.all().count()) == (0, 1)


def test_heads_and_officers_of_posts_have_nothing_to_do_with_a_part(scene: Scene) -> None:
    row = ordered(scene)
    user = a_user(Role.POST_OFFICER)
    assert not access.can_check_in_at(user, row.need)
    assert row.need not in access.posts(user)
    assert away.counts(scene.own.head, TODAY, TODAY) == (0, 0)
    assert list(away.out_on(scene.own.head, TODAY, TODAY)) == []


def test_slow_reminders_wait_for_the_day(scene: Scene) -> None:
    row = ordered(scene)
    night = NOW.replace(hour=16)  # 23.00 in Lampung
    late = {"silent_for": timedelta(minutes=30)}
    assert answers.chase(now=night + timedelta(days=1), **late) == []
    assert answers.chase(now=NOW + timedelta(days=2), **late) == [row.pk]
