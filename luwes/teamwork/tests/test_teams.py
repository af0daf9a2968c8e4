"""A team from its drafting to its closing, and what is refused on the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from luwes.appointments import actions as appointments
from luwes.appointments.rules import LeaveKind
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.letters.models import Letter
from luwes.people.models import Evidence
from luwes.staffing.actions import answers, decisions, issue, plans, shaping
from luwes.staffing.actions import ending as staffing
from luwes.staffing.models import Assignment, Need, Plan, RestOwed
from luwes.teamwork.actions import applications, choosing, closing, opportunities, seats, teams
from luwes.teamwork.models import Application, TaskTeam
from luwes.teamwork.rules import Rating
from luwes.teamwork.tests.scene import NOW, TIME, TODAY, Scene, Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def across_three(scene: Scene) -> TaskTeam:
    """A leader of the own unit and a member each of two other governments."""
    team = scene.opened(scene.near, scene.far)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.chosen(scene.member_seat(team), scene.near.people[0], scene.near)
    scene.chosen(scene.member_seat(team), scene.far.people[0], scene.far)
    return team


def test_a_team_across_three_governments_runs_when_its_letters_are_out(scene: Scene) -> None:
    team = across_three(scene)
    plan = scene.issued(team)
    team.refresh_from_db()
    assert team.state == "running"
    sent = Assignment.objects.filter(plan=plan).order_by("pk")
    assert {row.employee_id for row in sent} == {side.people[0].pk for side in (scene.own, scene.near, scene.far)}  # fmt: skip
    assert all(row.beside_work and row.load == 20 for row in sent)
    letters = Letter.objects.filter(pk__in=sent.values("letter"))
    assert letters.count() == 3
    text = str([letter.payload for letter in letters])
    assert "PermenPANRB" in text or "Menteri PANRB Nomor 7 Tahun 2022" in text
    assert "Perjanjian Kerja Sama Nomor PKS 7/2025" in text
    assert "20 persen dari waktu kerja" in text
    assert "Bencana" not in text
    assert "BPBD" not in text


def test_heads_are_not_asked_a_second_time_and_governments_decide(scene: Scene) -> None:
    team = across_three(scene)
    plan = scene.planned(team)
    plans.submit(plan=plan, decide_within=timedelta(days=5), now=NOW, by=scene.head)
    plan.refresh_from_db()
    assert plan.contest_until == NOW
    assert plan.approvals.count() == 3


def test_a_part_load_takes_nobody_from_a_unit_that_is_at_its_minimum(scene: Scene) -> None:
    """Every unit of the scene has just as many as must stay."""
    team = across_three(scene)
    assert scene.issued(team).assignments.count() == 3


def test_a_full_load_does(scene: Scene) -> None:
    team = scene.opened(scene.near, load=100)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    plan = choosing.make_plan(owner=team, now=NOW, by=scene.head)
    plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.failure


def test_the_planner_adds_nobody_to_those_who_were_chosen(scene: Scene) -> None:
    team = scene.opened(heads=3)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.chosen(scene.member_seat(team), scene.own.people[1], scene.own)
    plan = scene.planned(team)
    assert plan.lines.count() == 2
    assert plan.shorts.count() == 0


def test_nobody_is_pinned_beside_the_choice(scene: Scene) -> None:
    team = scene.opened(heads=2)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    plan = scene.planned(team)
    with pytest.raises(Refused, match="halaman tim atau peluang"):
        shaping.pin(
            plan=plan, employee=scene.own.people[2], need=scene.member_seat(team), reason="x",
            now=NOW, by=scene.head,
        )  # fmt: skip


def test_a_second_plan_waits_for_the_first(scene: Scene) -> None:
    team = across_three(scene)
    scene.planned(team)
    with pytest.raises(Refused, match="masih berjalan"):
        choosing.make_plan(owner=team, now=NOW, by=scene.head)


def test_who_is_chosen_later_gets_a_letter_of_their_own(scene: Scene) -> None:
    team = scene.opened(heads=2)
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    scene.issued(team)
    with pytest.raises(Refused, match="Belum ada orang terpilih"):
        choosing.make_plan(owner=team, now=NOW, by=scene.head)
    scene.chosen(scene.member_seat(team), scene.own.people[1], scene.own)
    second = scene.issued(team)
    assert [row.employee for row in second.assignments.all()] == [scene.own.people[1]]


def test_who_declines_frees_the_place_and_is_not_ordered_again_unasked(scene: Scene) -> None:
    team = across_three(scene)
    plan = scene.issued(team)
    row = plan.assignments.select_related("employee__user").get(employee=scene.near.people[0])
    assert row.employee.user
    answers.decline(assignment=row, reason="Berhalangan", now=NOW, by=row.employee.user)
    application = Application.objects.get(employee=row.employee)
    assert application.state == "withdrawn"
    with pytest.raises(Refused, match="Belum ada orang terpilih"):
        choosing.make_plan(owner=team, now=NOW, by=scene.head)
    scene.chosen(scene.member_seat(team), scene.near.people[1], scene.near)
    assert scene.issued(team).assignments.count() == 1


def test_leave_interrupts_a_part_load_and_does_not_end_it(scene: Scene) -> None:
    team = across_three(scene)
    row = next(r for r in scene.serving(team) if r.employee == scene.near.people[0])
    appointments.record_leave(
        employee=row.employee, kind=LeaveKind.ANNUAL, by=scene.near.head, letter="",
        period=through(date(2025, 4, 1), date(2025, 4, 3)),
    )  # fmt: skip
    row.refresh_from_db()
    assert row.state == "active"
    assert row.period == TIME


def test_who_is_on_leave_for_some_days_may_still_be_chosen(scene: Scene) -> None:
    team = across_three(scene)
    appointments.record_leave(
        employee=scene.near.people[0], kind=LeaveKind.ANNUAL, by=scene.near.head, letter="",
        period=through(date(2025, 4, 1), date(2025, 4, 3)),
    )  # fmt: skip
    assert scene.issued(team).assignments.count() == 3


# ── what is refused ──────────────────────────────────────────────────


def test_a_team_without_outputs_and_seats_is_not_opened_and_all_is_told_at_once(scene: Scene) -> None:  # fmt: skip
    team = scene.team()
    with pytest.raises(Refused) as refusal:
        teams.open_team(team=team, by=scene.head)
    assert len(refusal.value.problems) == 3


def test_a_stranger_forms_and_changes_nothing(scene: Scene) -> None:
    team = scene.opened()
    other = scene.near.head
    need = scene.member_seat(team)
    for deed in (
        lambda: teams.open_team(team=team, by=other),
        lambda: applications.appoint(need=need, employee=scene.own.people[0], why="x", on=TODAY, now=NOW, by=other),
        lambda: choosing.make_plan(owner=team, now=NOW, by=other),
        lambda: closing.close_team(team=team, result="x", now=NOW, on=TODAY, by=other),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            deed()


def test_there_is_one_leader_and_one_seat_of_a_kind(scene: Scene) -> None:
    team = scene.opened()
    with pytest.raises(Refused, match="ketua"):
        scene.seat(team, "Ketua kedua", is_leader=True)
    with pytest.raises(Refused, match="sama persis"):
        scene.seat(team, heads=2)


def test_a_running_team_keeps_its_terms(scene: Scene) -> None:
    team = across_three(scene)
    draft = teams.TeamDraft("Lain", "Lain", "SK 2", "", scene.area, Period(TIME.start, date(2025, 5, 1)))  # fmt: skip
    with pytest.raises(Refused, match="Masa tim mengikat"):
        teams.change_team(team=team, draft=draft, on=TODAY, by=scene.head)
    scene.issued(team)
    team.refresh_from_db()
    with pytest.raises(Refused, match="sudah berjalan"):
        teams.change_team(team=team, draft=draft, on=TODAY, by=scene.head)


def like(team: TaskTeam, *others: Side, **values: Any) -> teams.TeamDraft:
    """The team as it stands, with these governments beside the own one."""
    said = {name: getattr(team, name) for name in ("name", "purpose", "basis", "agreement", "area", "period")}  # fmt: skip
    return teams.TeamDraft(**said | values, agencies=[side.agency for side in others])


def test_governments_and_agreement_stay_while_people_stand_by_them(scene: Scene) -> None:
    team = scene.opened(scene.near, scene.far)
    row = scene.named(scene.member_seat(team), scene.near.people[0])
    with pytest.raises(Refused) as refusal:
        teams.change_team(team=team, draft=like(team, scene.far, agreement=""), on=TODAY, by=scene.head)  # fmt: skip
    assert [p.field for p in refusal.value.problems] == ["agencies", "agreement"]
    teams.change_team(team=team, draft=like(team, scene.near), on=TODAY, by=scene.head)
    assert set(team.agencies.all()) == {scene.own.agency, scene.near.agency}
    choosing.pass_over(application=row, reason="Berubah", now=NOW, by=scene.head)
    teams.change_team(team=team, draft=like(team, agreement=""), on=TODAY, by=scene.head)
    assert list(team.agencies.all()) == [scene.own.agency]


def test_a_plan_asks_again_for_the_ground_of_lending(scene: Scene) -> None:
    team = across_three(scene)
    TaskTeam.objects.filter(pk=team.pk).update(agreement="")
    team.agencies.remove(scene.far.agency)
    with pytest.raises(Refused) as refusal:
        choosing.make_plan(owner=team, now=NOW, by=scene.head)
    said = " ".join(problem.message for problem in refusal.value.problems)
    assert said.count("PKS") == 2
    assert said.count("tidak ikut serta") == 1


def test_a_government_joins_a_running_team_with_its_agreement(scene: Scene) -> None:
    team = scene.opened()
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    offer = opportunities.offer_seat(
        seat=team.seats.get(is_leader=False), offer=opportunities.Offer("Analis", "Data", TODAY),
        on=TODAY, now=NOW, by=scene.head,
    )  # fmt: skip
    scene.issued(team)
    team.refresh_from_db()
    assert team.state == "running"
    draft = like(team, scene.near, agreement="PKS 9/2025")
    teams.change_team(team=team, draft=draft, on=TODAY, by=scene.head)
    row = scene.consented(scene.applied(offer, scene.near.people[0]), scene.near)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    assert scene.issued(team).assignments.count() == 1


def test_a_seat_somebody_stands_for_stays(scene: Scene) -> None:
    team = scene.opened(scene.near)
    row = scene.named(scene.member_seat(team), scene.near.people[0])
    seat = team.seats.get(is_leader=False)
    with pytest.raises(Refused, match="dicalonkan"):
        seats.remove_seat(seat=seat, reason="berubah", now=NOW, by=scene.head)
    choosing.pass_over(application=row, reason="tempatnya dihapus", now=NOW, by=scene.head)
    seats.remove_seat(seat=seat, reason="berubah", now=NOW, by=scene.head)
    assert Need.objects.get(pk=row.need_id).is_cancelled


def test_a_seat_taken_back_ends_what_was_offered_of_it_once(scene: Scene) -> None:
    team = scene.opened()
    seat = team.seats.get(is_leader=False)
    offer = opportunities.offer_seat(
        seat=seat, offer=opportunities.Offer("Analis", "Data", TODAY), on=TODAY, now=NOW,
        by=scene.head,
    )  # fmt: skip
    stale = team.seats.get(pk=seat.pk)
    seats.remove_seat(seat=seat, reason="berubah", now=NOW, by=scene.head)
    seats.remove_seat(seat=stale, reason="berubah", now=NOW, by=scene.head)
    offer.refresh_from_db()
    assert (offer.state, offer.closed_at) == ("ended", NOW)
    assert Entry.objects.filter(deed="staffing.need_cancelled").count() == 1


# ── the end ──────────────────────────────────────────────────────────


def judged(scene: Scene, team: TaskTeam) -> None:
    """Outputs are told, and everybody has an input: members of the leader, the leader of the owner."""
    leader = scene.own.people[0].user
    assert leader
    for output in team.outputs.all():
        teams.mark_output(output=output, is_done=True, result="Selesai", on=TODAY, by=leader)
    for row in closing.members(team):
        by = scene.head if row.employee.user == leader else leader
        closing.give_input(
            team=team, assignment=row, text="Menyusun dan memeriksa data.", now=NOW, by=by,
            ratings=dict.fromkeys(team.outputs.all(), Rating.ABOVE),
        )  # fmt: skip


LAST = date(2025, 5, 30)


def test_closing_ends_the_duties_and_puts_experience_on_file_without_a_return(scene: Scene) -> None:
    team = across_three(scene)
    rows = scene.serving(team)
    judged(scene, team)
    closing.close_team(team=team, result="Data lengkap.", now=NOW, on=LAST, by=scene.head)
    team.refresh_from_db()
    assert team.state == "closed"
    for row in rows:
        row.refresh_from_db()
        assert row.state == "completed"
        assert row.period.last_day == LAST
        assert Evidence.objects.filter(employee=row.employee, competency=None).count() == 1
        assert RestOwed.objects.get(assignment=row).days == 0


def test_all_that_is_still_to_do_is_told_at_once(scene: Scene) -> None:
    team = across_three(scene)
    scene.serving(team)
    with pytest.raises(Refused) as refusal:
        closing.close_team(team=team, result="", now=NOW, on=LAST, by=scene.head)
    assert len(refusal.value.problems) == 3


def test_the_member_answers_once_and_nobody_else_for_them(scene: Scene) -> None:
    team = across_three(scene)
    scene.serving(team)
    judged(scene, team)
    row = closing.members(team).get(employee=scene.near.people[0])
    given, member = row.team_input, row.employee.user
    assert member
    with pytest.raises(PermissionDenied):
        closing.answer_input(given=given, answer="x", now=NOW, by=scene.head)
    closing.answer_input(given=given, answer="Terima kasih", now=NOW, by=member)
    with pytest.raises(Refused):
        closing.answer_input(given=given, answer="Lagi", now=NOW, by=member)


def test_nobody_judges_oneself_and_members_judge_nobody(scene: Scene) -> None:
    team = across_three(scene)
    scene.serving(team)
    rows = {row.employee_id: row for row in closing.members(team)}
    leader, member = scene.own.people[0], scene.near.people[0]
    for who, whom in ((leader, leader), (member, leader), (member, scene.far.people[0])):
        assert who.user
        with pytest.raises(PermissionDenied):
            closing.give_input(
                team=team, assignment=rows[whom.pk], text="x", now=NOW, by=who.user,
                ratings=dict.fromkeys(team.outputs.all(), Rating.MEETS),
            )  # fmt: skip


def test_a_duty_ends_by_time_with_its_evidence_and_can_be_judged_after(scene: Scene) -> None:
    team = across_three(scene)
    scene.serving(team)
    ended = staffing.end_by_time(now=NOW, on=date(2025, 6, 10))
    assert len(ended) == 3
    judged(scene, team)
    closing.close_team(team=team, result="Selesai", now=NOW, on=date(2025, 6, 10), by=scene.head)
    assert Evidence.objects.filter(competency=None).count() == 3


def test_deeds_are_in_the_log_of_the_government_whose_person_it_is(scene: Scene) -> None:
    across_three(scene)
    chains = Entry.objects.filter(deed="teamwork.chosen").order_by("pk").values_list("chain", flat=True)  # fmt: skip
    assert sorted(chains) == sorted(str(s.agency.pk) for s in (scene.own, scene.near, scene.far))


def test_who_leaves_before_the_letter_is_left_out_and_named(scene: Scene) -> None:
    team = scene.opened()
    scene.chosen(scene.leader_seat(team), scene.own.people[0], scene.own)
    gone = scene.own.people[1]
    scene.chosen(scene.member_seat(team), gone, scene.own)
    plan: Plan = scene.planned(team)
    plans.submit(plan=plan, decide_within=timedelta(days=5), now=NOW, by=scene.head)
    gone.is_current = False
    gone.save()
    _approve_all(scene, plan)
    plan.refresh_from_db()
    assert [row["employee"] for row in plan.result["dropped"]] == [gone.pk]
    assert plan.assignments.count() == 1


def _approve_all(scene: Scene, plan: Plan) -> None:
    sides: dict[int, Side] = {s.agency.pk: s for s in (scene.own, scene.near, scene.far)}
    for approval in plan.approvals.order_by("pk"):
        decisions.approve(approval=approval, now=NOW, by=sides[approval.agency_id].decider)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
