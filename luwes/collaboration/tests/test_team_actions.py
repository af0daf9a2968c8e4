"""The joint team by need, plan and assignment; whom partners send."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.accounts.rules import Role
from luwes.collaboration import access
from luwes.collaboration.actions import conflicts, seats
from luwes.collaboration.actions.seats import MemberDraft
from luwes.collaboration.models import PartnerMember
from luwes.collaboration.queries import team
from luwes.collaboration.rules.states import ConflictAnswer, ConflictStrength
from luwes.collaboration.tests.team_scene import (
    NOW,
    TODAY,
    WORK,
    YEAR,
    Cooperation,
    account,
)
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from luwes.staffing import explaining, freezing, owners, rechecking, wording
from luwes.staffing.actions import decisions, joint, plans, shaping
from luwes.staffing.crediting import credit_of
from luwes.staffing.models import Plan, PlanApproval, PlanLine
from luwes.teamwork.actions.asking import Places, Terms
from luwes_planner import check

pytestmark = pytest.mark.django_db


def test_the_planner_proposes_and_letters_order_beside_the_own_work() -> None:
    scene = Cooperation()
    scene.place(heads=2)
    rows = scene.ordered()
    assert len(rows) == 2
    assert all(row.beside_work and row.state == "ordered" for row in rows)
    assert {row.employee.agency_id for row in rows} <= {scene.own.agency.pk, scene.near.agency.pk}
    letter = rows[0].letter
    assert letter
    told = str(letter.payload)
    assert "Jalan Rekaan" in told
    assert "Beban tugas 20 persen" in told
    assert "BPBD" not in told
    assert "mobilisasi" not in told
    assert "persetujuan atasannya" not in told


def test_a_full_time_place_never_takes_a_unit_under_its_minimum() -> None:
    scene = Cooperation()
    scene.place(load=100)
    plan = scene.proposed()
    assert not PlanLine.objects.filter(plan=plan).exists()


def test_heads_may_object_for_days_and_the_authority_has_longer() -> None:
    scene = Cooperation()
    scene.place()
    plan = scene.submitted()
    assert plan.contest_until
    assert plan.decide_by
    assert (plan.contest_until - NOW).days == 3
    assert plan.decide_by > plan.contest_until


def test_it_begins_by_time_and_earns_no_rest() -> None:
    scene = Cooperation()
    scene.place()
    (row,) = scene.at_work()
    assert row.state == "active"
    assert credit_of(row).rest == 0


def test_a_programme_is_no_emergency() -> None:
    scene = Cooperation()
    assert not owners.kinds["programme"].is_emergency
    scene.place()
    with pytest.raises((PermissionDenied, Refused)):
        joint.make(
            keys=[("programme", scene.programme.pk), ("incident", 1)], ranking={}, because="",
            need_ids=[], counts_promised=True, now=NOW, by=scene.lead,
        )  # fmt: skip


def test_who_declared_an_interest_is_proposed_for_no_programme_of_that_partner() -> None:
    scene = Cooperation()
    scene.place(heads=6)
    out = scene.own.people[0]
    scene.declared(out)
    plan = scene.proposed()
    assert PlanLine.objects.filter(plan=plan).count() == 5
    assert not PlanLine.objects.filter(plan=plan, employee=out).exists()
    proof = freezing.proof_of(plan)  # with the exclusion frozen in its inputs
    assert proof
    assert not check(proof.instance, proof)


def test_an_interest_in_another_partner_keeps_nobody_out() -> None:
    scene = Cooperation()
    scene.place(heads=6)
    scene.declared(scene.own.people[0], scene.partner("PT Lain"))
    assert PlanLine.objects.filter(plan=scene.proposed()).count() == 6


def test_an_interest_in_a_record_that_was_merged_still_keeps_out() -> None:
    scene = Cooperation()
    scene.place(heads=6)
    twin = scene.partner("P.T. Jalan Rekaan Tbk")
    scene.declared(scene.own.people[0], twin)
    twin.state, twin.merged_into = "merged", scene.company
    twin.save()
    assert PlanLine.objects.filter(plan=scene.proposed()).count() == 5


@pytest.mark.parametrize(
    ("said", "proposed"),
    [(ConflictAnswer.KEPT_OUT, 5), (ConflictAnswer.WITH_CARE, 6), (ConflictAnswer.NO_CONFLICT, 6)],
)
def test_what_the_superior_says_decides(said: ConflictAnswer, proposed: int) -> None:
    scene = Cooperation()
    scene.place(heads=6)
    row = scene.declared(scene.own.people[0])
    conflicts.answer(declaration=row, to=said, words="Tidak menandatangani", now=NOW, on=TODAY, by=scene.own.head)  # fmt: skip
    assert PlanLine.objects.filter(plan=scene.proposed()).count() == proposed


def test_a_pin_is_refused_in_plain_words_that_tell_nothing_else() -> None:
    scene = Cooperation()
    seat, out = scene.place(), scene.own.people[0]
    scene.declared(out)
    plan = scene.proposed()
    with pytest.raises(Refused) as refused:
        shaping.pin(plan=plan, employee=out, need=seat.need, reason="Ahli", now=NOW, by=scene.lead)
    words = str(refused.value)
    assert "pernyataan benturan kepentingan" in words
    assert "PT Jalan" not in words
    assert "Adik" not in words


def test_a_pin_made_before_does_not_bring_them_back() -> None:
    scene = Cooperation()
    seat, out = scene.place(), scene.own.people[0]
    plan = scene.proposed()
    shaping.pin(plan=plan, employee=out, need=seat.need, reason="Ahli", now=NOW, by=scene.lead)
    scene.declared(out)
    scene.solved(plan)
    assert not PlanLine.objects.filter(plan=plan, employee=out).exists()


def test_why_not_says_only_that_something_was_declared() -> None:
    scene = Cooperation()
    seat, out = scene.place(), scene.own.people[0]
    scene.declared(out)
    plan = scene.proposed()
    answer = explaining.why_not_there(plan, out.pk, seat.need_id)
    assert answer
    told = [wording.in_words(o, wording.Names(TODAY), out, seat.need) for o in answer.obstacles]
    assert told == ["pernyataan benturan kepentingan."]


def test_declared_between_plan_and_approval_the_recheck_says_who_and_leaves_them_out() -> None:
    scene = Cooperation()
    scene.place(heads=6)
    plan = scene.submitted()
    line = PlanLine.objects.filter(plan=plan).select_related("employee").order_by("pk").first()
    assert line
    scene.declared(line.employee, strength=ConflictStrength.ACTUAL)
    told = rechecking.expiry(plan, on=TODAY).left_out
    assert told == [f"{line.employee.full_name}: pernyataan benturan kepentingan."]
    rows = scene.ordered(plan)
    assert len(rows) == 5
    assert line.employee_id not in {row.employee_id for row in rows}


def test_who_decides_says_first_that_no_partner_is_theirs() -> None:
    scene = Cooperation()
    scene.place()
    plan = scene.submitted()
    approval = PlanApproval.objects.filter(plan=plan).order_by("pk")[0]
    by = scene.own.decider if approval.agency_id == scene.own.agency.pk else scene.near.decider
    after = plan.contest_until + timedelta(minutes=1)
    with pytest.raises(Refused, match="nyatakan sekali"):
        decisions.approve(approval=approval, now=after, by=by)
    conflicts.say_none(programme=scene.programme, now=NOW, on=TODAY, by=by)
    conflicts.say_none(programme=scene.programme, now=NOW, on=TODAY, by=by)
    assert scene.programme.no_conflict.count() == 1
    with pytest.raises(Refused, match="putuskan sesudahnya"):
        decisions.approve(approval=approval, now=NOW, by=by)
    decisions.approve(approval=approval, now=after, by=by)


def test_a_partner_who_joins_later_is_asked_about_too() -> None:
    scene = Cooperation()
    by = scene.own.decider
    conflicts.say_none(programme=scene.programme, now=NOW, on=TODAY, by=by)
    assert access.has_said_no_conflict(by, scene.programme.pk)
    scene.programme.partners.update(joined_at=NOW + timedelta(days=1))
    assert not access.has_said_no_conflict(by, scene.programme.pk)
    later = NOW + timedelta(days=2)
    conflicts.say_none(programme=scene.programme, now=later, on=TODAY, by=by)
    assert access.has_said_no_conflict(by, scene.programme.pk)


def test_nobody_is_planned_for_a_draft_or_under_an_agreement_that_lapsed() -> None:
    scene = Cooperation()
    scene.place()
    scene.programme.state = "drafted"
    scene.programme.save()
    with pytest.raises(Refused, match="masih rancangan"):
        scene.proposed()
    scene.programme.state = "running"
    scene.programme.save()
    agreement = scene.joined.agreement
    agreement.period = Period(YEAR.start, TODAY)
    agreement.save()
    with pytest.raises(Refused, match="perjanjian yang berlaku"):
        scene.proposed()


def test_places_lie_within_the_programme_and_are_its_leaders_to_state() -> None:
    scene = Cooperation()
    draft = seats.SeatDraft("Ahli", Terms(1, 20), Period(WORK.start, YEAR.end), scene.area)
    seats.add_seat(programme=scene.programme, draft=draft, on=TODAY, by=scene.lead)
    late = seats.SeatDraft("Ahli", Terms(1, 20), Period(WORK.start), scene.area)
    with pytest.raises(Refused, match="di luar masa"):
        seats.add_seat(programme=scene.programme, draft=late, on=TODAY, by=scene.lead)
    for by in (scene.representative(), scene.near.head):
        with pytest.raises(PermissionDenied):
            seats.add_seat(programme=scene.programme, draft=draft, on=TODAY, by=by)
    scene.programme.state = "finished"
    scene.programme.save()
    with pytest.raises(Refused, match="ditutup"):
        seats.add_seat(programme=scene.programme, draft=draft, on=TODAY, by=scene.lead)


def test_a_place_changes_and_is_taken_back() -> None:
    scene = Cooperation()
    seat = scene.place()
    seats.change_seat(seat=seat, places=Places(3, "Bu Sari", "Ruasnya bertambah"), on=TODAY, by=scene.lead)  # fmt: skip
    seat.need.refresh_from_db()
    assert (seat.need.minimum, seat.need.desired, seat.need.report_to) == (3, 3, "Bu Sari")
    seats.remove_seat(seat=seat, reason="Tidak jadi", on=TODAY, by=scene.lead)
    seats.remove_seat(seat=seat, reason="Tidak jadi", on=TODAY, by=scene.lead)
    assert team.seats(scene.programme) == []


def test_a_partner_names_its_people_and_their_number_goes_with_them() -> None:
    scene = Cooperation()
    by, draft = scene.representative(), MemberDraft("Budi Rekaan", "Manajer", "0812", WORK)
    member = seats.name_member(joined=scene.joined, draft=draft, on=TODAY, by=by)
    with pytest.raises(Refused, match="sudah tercatat"):
        seats.name_member(joined=scene.joined, draft=draft, on=TODAY, by=by)
    other = scene.representative(scene.partner("PT Lain"))
    for stranger in (other, scene.near.head, account(scene.own.people[0])):
        with pytest.raises(PermissionDenied):
            seats.end_member(member=member, on=WORK.start, by=stranger)
    seats.end_member(member=member, on=WORK.start, by=by)
    seats.end_member(member=member, on=WORK.start, by=by)
    member.refresh_from_db()
    assert (member.phone, member.period.last_day) == ("", WORK.start)
    soon = seats.name_member(joined=scene.joined, draft=MemberDraft("Ani Rekaan", "Ahli", "", WORK), on=TODAY, by=by)  # fmt: skip
    seats.end_member(member=soon, on=TODAY, by=scene.lead)
    assert not PartnerMember.objects.filter(pk=soon.pk).exists()


def test_the_page_of_a_team_costs_the_same_for_many() -> None:
    scene = Cooperation()
    scene.place()

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            team.seats(scene.programme)
            team.sent(scene.programme, scene.lead, TODAY)
        return len(counted)

    team.sent(scene.programme, scene.lead, TODAY)  # rights are read once
    one = cost()
    for n in range(4):
        scene.place(f"Peran {n}")
        scene.join(scene.partner(f"PT Rekaan {n}"))
    assert cost() == one


def test_who_decides_nowhere_reads_no_plan_of_it() -> None:
    scene = Cooperation()
    may = owners.kinds["programme"].may_view
    assert may(scene.lead, scene.programme.pk)
    assert may(scene.near.decider, scene.programme.pk)
    assert not may(scene.far.decider, scene.programme.pk)
    assert not may(scene.representative(), scene.programme.pk)
    secretariat = a_user(
        Role.COOPERATION_OFFICER, scope_kind="agency", scope_id=scene.own.agency.pk
    )
    assert not may(secretariat, scene.programme.pk)


def test_a_plan_that_takes_nobody_is_told() -> None:
    scene = Cooperation()
    scene.place()
    for side in (scene.own, scene.near):
        for person in side.people:
            scene.declared(person)
    plan = scene.proposed()
    with pytest.raises(Refused, match="tidak menugaskan"):
        plans.submit(plan=plan, decide_within=timedelta(days=5), now=NOW, by=scene.lead)
    assert Plan.objects.get(pk=plan.pk).state == "draft"
