"""Who reads what leaders of teams and colleagues said: the same on a plan as in somebody's year."""

from datetime import date

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.core.periods import Period
from luwes.motivation.actions import contributing, thanking
from luwes.motivation.models import Contribution, Goal, PerformancePlan, Thanks
from luwes.motivation.rules.contributions import ContributionKind as Kind
from luwes.motivation.rules.thanks import Seen
from luwes.motivation.tests.goal_scene import NOW, TODAY, Scene
from luwes.motivation.tests.year_scene import Year
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.teamwork.actions import closing
from luwes.teamwork.rules import Rating
from luwes.teamwork.tests.scene import NOW as TEAM_NOW
from luwes.teamwork.tests.scene import Scene as TeamScene

pytestmark = pytest.mark.django_db
OPINION = "Kurang sabar menghadapi warga."


def page(reader: User, plan: PerformancePlan) -> str:
    answer = signed_in(reader).get(reverse("motivation:plan", args=[plan.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def a_plan(person: Employee, unit: OrgUnit, year: int) -> PerformancePlan:
    return PerformancePlan.objects.create(
        employee=person, unit=unit, state="agreed", proposed_at=NOW, agreed_at=NOW,
        period=Period(date(year, 1, 1), date(year + 1, 1, 1)),
    )  # fmt: skip


def a_goal(plan: PerformancePlan) -> Goal:
    return Goal.objects.create(plan=plan, title="Data mutakhir", indicator="Ada", target="1")


def test_the_opinion_of_a_leader_is_on_the_plan_for_the_person_and_the_head_only() -> None:
    scene = TeamScene()
    team = scene.opened(scene.near)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.chosen(scene.member_seat(team), scene.near.people[0], scene.near)
    scene.serving(team)
    leader, member = scene.own.people[0], scene.near.people[0]
    [row] = closing.members(team).filter(employee=member)
    assert leader.user
    assert member.user
    closing.give_input(
        team=team, assignment=row, text=OPINION, now=TEAM_NOW, by=leader.user,
        ratings=dict.fromkeys(team.outputs.all(), Rating.ABOVE),
    )  # fmt: skip
    plan = a_plan(member, scene.near.unit, 2025)
    goal = a_goal(plan)
    Contribution.objects.filter(employee=member, kind=Kind.TEAM.value).update(goal=goal)
    agency = scene.near.agency.pk
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=agency)
    clock.set_to(TEAM_NOW)
    for reader in (member.user, scene.near.head):
        assert page(reader, plan).count(OPINION) == 2, reader  # beside the goal, and by itself
    told = page(analyst, plan)
    assert OPINION not in told
    assert "Masukan ketua Tim Data Stunting" in told
    assert "Isinya dibaca yang bersangkutan dan atasannya." in told


def test_thanks_kept_to_the_line_are_no_proof_that_the_personnel_office_reads(year: Year) -> None:
    giver, plan = year.colleague("Budi Rekaan"), year.plan(proposed_at=clock.now())
    assert giver.user
    thanking.give(
        giver=giver, receiver=year.person, words="Terima kasih", on=year.today, now=clock.now(),
        by=giver.user,
    )  # fmt: skip
    agency = year.unit.agency_id
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=agency)
    told = "Terima kasih dari Budi Rekaan"
    assert told in page(year.head, plan)
    assert told not in page(analyst, plan)
    Contribution.objects.filter(kind=Kind.THANKS.value).update(goal=year.goal(plan, "Layanan"))
    assert told not in page(analyst, plan)
    thanking.place(thanks=Thanks.objects.get(), seen=Seen.PAGE, now=clock.now(), by=year.user)
    assert told in page(analyst, plan)


def test_the_head_of_then_reads_all_of_the_part_that_was_served_there(scene: Scene) -> None:
    """The plan of the old unit is the old head's, also after the person has moved away."""
    plan = scene.agreed()
    contributing.note(
        employee=scene.person, kind=Kind.TEAM, source=("test", "1"), words="Masukan ketua Satgas",
        detail=OPINION, on=TODAY, now=NOW,
    )  # fmt: skip
    Contribution.objects.update(goal=plan.goals.get())
    clock.set_to(NOW)
    moved = scene.somebody("Rekan Rekaan", scene.other)
    plan.employee.appointments.all().delete()
    Contribution.objects.update(employee=moved)
    PerformancePlan.objects.update(employee=moved)
    assert OPINION in page(scene.head_, plan)
    assert OPINION in page(scene.other_head, plan)
    assert OPINION not in page(scene.analyst, plan)


def test_the_authority_above_a_topmost_head_reads_as_one_above(scene: Scene) -> None:
    head = Employee.objects.get(user=scene.chief)
    plan = a_plan(head, scene.office, 2026)
    a_goal(plan)
    contributing.note(
        employee=head, kind=Kind.TEAM, source=("test", "1"), words="Masukan ketua Satgas",
        detail=OPINION, on=TODAY, now=NOW,
    )  # fmt: skip
    Contribution.objects.update(goal=plan.goals.get())
    clock.set_to(NOW)
    assert OPINION in page(scene.approver, plan)
    assert OPINION not in page(scene.analyst, plan)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def year() -> Year:
    return Year()
