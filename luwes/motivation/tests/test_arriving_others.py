"""Certificates, verified milestones and the word of a team's leader arrive by themselves."""

from datetime import date, timedelta

import pytest

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.collaboration import facts as programmes
from luwes.collaboration.models import Milestone, ProgrammeSeat
from luwes.collaboration.tests.builders import NOW, TODAY, Scene
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.learning import facts as learning
from luwes.learning.actions import certifying
from luwes.learning.models import Certificate
from luwes.learning.tests.achieving import NOW as PASSED
from luwes.learning.tests.achieving import a_module, passing, passing_class
from luwes.motivation import arriving
from luwes.motivation.models import Contribution
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.staffing.models import Assignment, Need, Plan
from luwes.teamwork import facts as teams
from luwes.teamwork.actions import closing
from luwes.teamwork.actions import teams as acting
from luwes.teamwork.models import MemberInput
from luwes.teamwork.rules import Rating
from luwes.teamwork.tests.scene import NOW as TEAM_NOW
from luwes.teamwork.tests.scene import Scene as TeamScene

pytestmark = pytest.mark.django_db


def standing(**values: object) -> list[Contribution]:
    return list(Contribution.objects.filter(withdrawn_at=None, **values).order_by("employee_id"))


# ── learning ─────────────────────────────────────────────────────────


def test_a_certificate_arrives_with_its_hours_once() -> None:
    person = an_employee()
    announce(passing(person, a_module(title="Dasar penanganan bencana", minutes=135)))
    row = Certificate.objects.get()
    announce(learning.Certified(row.pk, PASSED))
    [told] = standing()
    assert (told.employee, told.kind) == (person, "learning")
    assert told.words == "Sertifikat Dasar penanganan bencana"
    assert told.detail == f"3 JP, nomor {row.letter.number}"
    assert told.on == date(2025, 3, 3)


def test_hours_of_a_class_are_summed_over_its_days() -> None:
    unit = a_unit()
    announce(passing_class(an_employee(agency=unit.agency), unit, sessions=2))
    assert standing()[0].detail.startswith("8 JP, nomor ")


def test_a_revoked_certificate_is_taken_back() -> None:
    unit = a_unit()
    announce(passing(an_employee(agency=unit.agency), a_module(unit)))
    manager = a_user(Role.TRAINING_MANAGER)
    row = Certificate.objects.get()
    certifying.revoke(certificate=row, reason="Keliru.", on=date(2025, 3, 9), now=PASSED, by=manager)  # fmt: skip
    assert not standing()


def test_a_certificate_that_is_gone_stops_nothing() -> None:
    arriving.certificate(learning.Certified(987654321, PASSED))
    arriving.certificate(learning.Revoked(987654321, PASSED))
    assert not standing()


# ── programmes ───────────────────────────────────────────────────────


def in_the_team(scene: Scene, milestone: Milestone, person: Employee, period: Period) -> Assignment:
    """Somebody ordered into the joint team, straight into the tables."""
    programme = milestone.programme
    need = Need.objects.create(
        owner_kind="programme", owner_id=programme.pk, role="Pengawas mutu", area=scene.area,
        period=period, minimum=1, desired=1, tier=4, load=20,
    )  # fmt: skip
    ProgrammeSeat.objects.create(programme=programme, need=need)
    plan = Plan.objects.create(
        owner_kind="programme", owner_id=programme.pk, agency=scene.agency, number=need.pk,
        state="issued", made_at=NOW, made_by=scene.lead,
    )  # fmt: skip
    return Assignment.objects.create(
        employee=person, need=need, plan=plan, home_unit=scene.unit, period=period, load=20,
        state="active", beside_work=True, ordered_at=NOW,
    )  # fmt: skip


@pytest.fixture
def scene() -> Scene:
    return Scene()


def a_file(scene: Scene, user: User) -> Employee:
    return an_employee(agency=scene.agency, user=user)


WEEK = Period(TODAY - timedelta(days=3), TODAY + timedelta(days=4))


def test_a_verified_part_is_told_of_who_claimed_it_and_the_whole_of_the_team(scene: Scene) -> None:
    _programme, base, asphalt = scene.running()
    lead, member = a_file(scene, scene.lead), an_employee(agency=scene.agency)
    in_the_team(scene, asphalt, member, WEEK)
    scene.verified(scene.claimed(base))
    Contribution.objects.all().delete()
    scene.verified(scene.claimed(asphalt, 60))
    [told] = standing()
    assert (told.employee, told.words) == (lead, "Tonggak “Aspal” terverifikasi 60 persen")
    assert told.detail == "Program Jalan Tajab–Adijaya, diperiksa pihak mitra"
    scene.verified(scene.claimed(asphalt, 100))
    assert {row.employee for row in standing()} == {lead, member}
    assert {row.words for row in standing()} == {"Tonggak “Aspal” selesai dan terverifikasi"}


def test_who_verified_has_nothing_of_it_and_a_speaker_without_a_file_neither(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    lead, member = a_file(scene, scene.lead), an_employee(agency=scene.agency)
    in_the_team(scene, base, member, WEEK)
    in_the_team(scene, base, lead, WEEK)  # verifies, and serves in the team as well
    scene.verified(scene.claimed(base))
    [told] = standing()
    assert told.employee == member
    assert "dikerjakan PT Rekaan Manis Indah" in told.detail


def test_who_had_left_the_team_before_it_was_claimed_has_nothing(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    gone = an_employee(agency=scene.agency)
    in_the_team(scene, base, gone, Period(TODAY - timedelta(days=9), TODAY - timedelta(days=2)))
    scene.verified(scene.claimed(base))
    assert not standing()


def test_what_was_not_so_at_all_tells_nothing(scene: Scene) -> None:
    _programme, base, asphalt = scene.running()
    a_file(scene, scene.lead)
    scene.verified(scene.claimed(base))
    Contribution.objects.all().delete()
    scene.verified(scene.claimed(asphalt, 40), 0)
    assert not standing()


def test_a_milestone_that_counts_no_more_is_taken_back(scene: Scene) -> None:
    _programme, base, asphalt = scene.running()
    a_file(scene, scene.lead)
    scene.verified(scene.claimed(base))
    claim = scene.claimed(asphalt, 50)
    scene.verified(claim)
    assert standing()
    Milestone.objects.filter(pk=asphalt.pk).update(verified=0)
    announce(programmes.Verified(claim.pk, NOW))
    assert not standing(source_id=str(asphalt.pk))


def test_a_claim_that_is_gone_stops_nothing() -> None:
    arriving.verified(programmes.Verified(987654321, NOW))
    arriving.reached(programmes.MilestoneReached(987654321, NOW))
    assert not standing()


# ── teams ────────────────────────────────────────────────────────────


def test_the_word_of_a_leader_stands_once_on_the_member_s_page() -> None:
    scene = TeamScene()
    team = scene.opened(scene.near)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.chosen(scene.member_seat(team), scene.near.people[0], scene.near)
    scene.serving(team)
    leader, member = scene.own.people[0], scene.near.people[0]
    [row] = closing.members(team).filter(employee=member)
    assert leader.user
    closing.give_input(
        team=team, assignment=row, text="Menyusun dan memeriksa data.", now=TEAM_NOW,
        by=leader.user, ratings=dict.fromkeys(team.outputs.all(), Rating.ABOVE),
    )  # fmt: skip
    for pk in (MemberInput.objects.get().pk, 987654321):
        arriving.told_by_leader(teams.InputGiven(pk, TEAM_NOW, leader.user.pk))
    [told] = standing(kind="team")
    assert (told.employee, told.words) == (member, "Masukan ketua Tim Data Stunting")
    assert told.detail == "Menyusun dan memeriksa data."


def test_the_duty_of_a_team_arrives_when_the_team_is_closed() -> None:
    scene = TeamScene()
    team = scene.opened()
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.serving(team)
    leader = scene.own.people[0]
    assert leader.user
    for output in team.outputs.all():
        acting.mark_output(output=output, is_done=True, result="Selesai", on=date(2025, 5, 30), by=leader.user)  # fmt: skip
    [row] = closing.members(team)
    closing.give_input(
        team=team, assignment=row, text="Memimpin.", now=TEAM_NOW, by=scene.head,
        ratings=dict.fromkeys(team.outputs.all(), Rating.MEETS),
    )  # fmt: skip
    closing.close_team(team=team, result="Satu data.", now=TEAM_NOW, on=date(2025, 5, 30), by=scene.head)  # fmt: skip
    [told] = standing(kind="duty")
    assert told.words == f"Tim Data Stunting: {row.need}"
    assert told.detail.endswith("20 persen waktu kerja")
