"""What becomes of a plan over two incidents: letters, answers, places open again, reports."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import localdate

from luwes.accounts.rules import Role
from luwes.letters.models import Letter
from luwes.mobilisation.models import Incident
from luwes.mobilisation.review_after import whole as review_after
from luwes.mobilisation.sitrep import people
from luwes.mobilisation.situation import whole as board
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.staffing import access, facts, queries, standing, telling
from luwes.staffing.actions import aid, answers, issue, plans
from luwes.staffing.models import Assignment, FieldReport, JointMember, Plan, PlanApproval, PlanRule
from luwes.staffing.owners import Named
from luwes.staffing.panels import leading
from luwes.staffing.tests.joint import Two, a_lead, solve, two_incidents
from luwes.staffing.tests.scene import HOURS, NOW, TODAY

pytestmark = pytest.mark.django_db


def a_pair(*, people: int = 4, heads: int = 1, **values: Any) -> Two:
    two = two_incidents()
    two.scene.people(two.scene.unit(), people)
    for incident in (two.one, two.other):
        two.need(incident, heads, **values)
    return two


def _named(incident: Incident) -> Named:
    return Named("incident", incident.pk, incident.name, "/")


def _sent_to(incident: Incident) -> list[Assignment]:
    rows = Assignment.objects.filter(need__owner_kind="incident", need__owner_id=incident.pk)
    return list(rows.select_related("plan", "need", "home_unit", "employee__user").order_by("pk"))


def _decline(row: Assignment) -> None:
    assert row.employee.user
    answers.decline(assignment=row, reason="Sakit", now=NOW, by=row.employee.user)


# ── letters ──────────────────────────────────────────────────────────


def test_each_letter_names_the_incident_whose_need_it_is() -> None:
    two = a_pair()
    two.issued()
    for mine, other in ((two.one, two.other), (two.other, two.one)):
        (row,) = _sent_to(mine)
        assert row.letter
        said = str(Letter.objects.get(pk=row.letter.pk).payload)
        assert f"penanganan {mine.name} diperlukan" in said
        assert f"{mine.pk}/2025" in said
        assert other.name not in said
        assert f"{other.pk}/2025" not in said
        assert "Rencana mobilisasi 1," in said


def test_who_plans_for_one_incident_reads_its_letters_alone() -> None:
    two = a_pair()
    away = an_agency("Pemerintah Kabupaten Jauh")
    Incident.objects.filter(pk=two.other.pk).update(agency=away)
    plan = two.issued()
    mine, theirs = _sent_to(two.one)[0].letter, _sent_to(two.other)[0].letter
    for lead, reads in (
        (two.of_one, {mine}), (two.of_other, {theirs}),
        (a_user(Role.COORDINATOR, scope_kind="agency", scope_id=away.pk), {theirs}),
        (two.scene.coordinator, {mine, theirs}),
    ):  # fmt: skip
        assert set(Letter.objects.filter(access.readable_letters(lead))) == reads
    assert JointMember.objects.filter(joint_id=plan.owner_id, agency=away).count() == 1


# ── answers and places open again ────────────────────────────────────


def test_the_lead_of_each_sees_and_reminds_their_own() -> None:
    two = a_pair()
    two.issued()
    for lead, incident in ((two.of_one, two.one), (two.of_other, two.other)):
        silent = queries.unanswered("incident", incident.pk)
        assert [row.need.owner_id for row in silent] == [incident.pk]
        assert standing.answers([_named(incident)], TODAY)[_named(incident)].silent == 1
        (row,) = _sent_to(incident)
        later = NOW + answers.NOT_AGAIN_WITHIN
        chased = answers.remind(owner_kind="incident", owner_id=incident.pk, now=later, by=lead)
        assert chased == [row.pk]


def test_the_lead_of_either_refills_what_is_lost_and_it_counts_once() -> None:
    two = a_pair()
    plan = two.issued()
    _decline(_sent_to(two.one)[0])
    lost = {row.pk: queries.lost_heads("incident", row.pk) for row in (two.one, two.other)}
    assert (+lost[two.one.pk]).total() == 1
    assert not +lost[two.other.pk]
    assert +queries.lost_heads("joint", plan.owner_id) == +lost[two.one.pk]
    told = standing.answers([_named(two.one)], TODAY)[_named(two.one)]
    assert (told.open_again, told.is_replanned) == (1, False)
    refill = plans.make(owner_kind="incident", owner_id=two.one.pk, refills=plan, now=NOW, by=two.of_one)  # fmt: skip
    assert standing.answers([_named(two.one)], TODAY)[_named(two.one)].is_replanned
    assert not standing.answers([_named(two.other)], TODAY)[_named(two.other)].is_replanned
    refill = solve(refill)
    assert (refill.number, refill.lines.count()) == (2, 1)
    plans.submit(plan=refill, decide_within=HOURS, now=NOW, by=two.of_one)  # fmt: skip
    two.scene.approve(refill)
    issue.issue(plan_id=refill.pk, now=NOW, on=TODAY)
    assert not +queries.lost_heads("incident", two.one.pk)
    assert not +queries.lost_heads("joint", plan.owner_id)
    assert standing.answers([_named(two.one)], TODAY)[_named(two.one)].open_again == 0


def test_who_plans_for_both_refills_both_at_once() -> None:
    two = a_pair(people=6)
    plan = two.issued()
    for incident in (two.one, two.other):
        _decline(_sent_to(incident)[0])
    again = solve(answers.refill(plan=plan, now=NOW, by=two.scene.coordinator))
    assert (again.owner_kind, again.lines.count()) == ("joint", 2)
    with pytest.raises(PermissionDenied):
        answers.refill(plan=plan, now=NOW, by=two.of_one)


def test_who_declined_is_left_out_of_that_incident_and_not_of_the_other() -> None:
    two = a_pair()
    two.issued()
    row = _sent_to(two.one)[0]
    _decline(row)
    rule = PlanRule.objects.get(rule="exclude")
    assert (rule.owner_kind, rule.owner_id, rule.need) == ("incident", two.one.pk, None)


def test_who_leads_one_withdraws_there_and_not_at_the_other() -> None:
    two = a_pair()
    two.issued()
    mine, theirs = _sent_to(two.one)[0], _sent_to(two.other)[0]
    with pytest.raises(PermissionDenied):
        issue.withdraw(assignment=theirs, reason="Salah orang", now=NOW, by=two.of_one)
    issue.withdraw(assignment=mine, reason="Salah orang", now=NOW, by=two.of_one)
    mine.refresh_from_db()
    assert mine.state == "withdrawn"


# ── decided by each government ───────────────────────────────────────


def test_each_government_decides_about_its_own_people_once() -> None:
    two = two_incidents()
    helper = an_agency("Pemerintah Kabupaten Rekaan")
    two.other.agencies.add(helper)
    two.scene.people(two.scene.unit(), 2)
    two.scene.people(two.scene.unit(agency=helper), 2)
    two.need(two.one, 2)
    two.need(two.other, 2)
    plan = two.submitted()
    parts = dict(PlanApproval.objects.filter(plan=plan).values_list("agency_id", "people"))
    assert parts == {two.scene.agency.pk: 2, helper.pk: 2}


def test_what_changed_meanwhile_sends_the_whole_plan_back() -> None:
    two = a_pair()
    plan = two.submitted()
    two.scene.approve(plan)
    two.other.closed_at = NOW
    two.other.save()
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert "Longsor Rekaan sudah ditutup" in plan.returned_because
    assert not Assignment.objects.exists()


def test_who_takes_the_lead_over_may_give_the_draft_up() -> None:
    """The maker plans for one of them no longer: neither incident waits for ever."""
    two = a_pair()
    plan = two.solved()
    province = an_agency("Pemerintah Provinsi Rekaan")
    Incident.objects.filter(pk=two.other.pk).update(agency=province)
    lead = a_user(Role.COORDINATOR, scope_kind="agency", scope_id=province.pk)
    assert not access.can_plan(lead, plan)
    plans.discard(plan=plan, reason="Pimpinan berganti", by=lead)
    assert two.scene.drafted(two.other).number == 2


# ── the first page, the board, the review ────────────────────────────


def test_the_first_page_tells_the_maker_of_the_draft_and_each_lead_of_answers() -> None:
    two = a_pair()
    plan = two.solved()
    lead = two.scene.coordinator
    told = [row.title for row in leading.plans(lead, NOW)]
    assert told == ["Rencana bersama 1 siap diajukan"]
    assert leading.plans(two.of_one, NOW) == []
    two.issued(plan)
    fresh = a_lead(two.one, "Tiga")
    told = [(row.title, row.text) for row in leading.answers(fresh, NOW)]
    assert told == [("1 orang belum menjawab surat tugas", "Banjir Rekaan")]


def test_board_and_review_count_only_what_is_theirs() -> None:
    two = two_incidents()
    two.scene.people(two.scene.unit(minimum=2), 6)
    for incident in (two.one, two.other):
        two.need(incident, 2)
    two.issued()
    for incident in (two.one, two.other):
        assert [str(plan) for plan in board.of(incident, NOW).plans] == ["Rencana bersama 1"]
        found = review_after.of(incident, NOW)
        assert found.hourly.whole.most("planned") == 2
        assert found.hourly.whole.most("ordered") == 2
        assert [unit.left for unit in people.units_at_limit(incident.pk, TODAY)] == [2]


def test_who_made_the_joint_plan_hears_what_a_post_is_short_of() -> None:
    two = a_pair()
    two.issued()
    row = _sent_to(two.other)[0]
    assert row.employee.user
    report = FieldReport.objects.create(
        need=row.need,
        by=row.employee.user,
        kind="more",
        text="Kurang dua orang",
        at=NOW,
        heads=2,
        key=uuid4(),
    )
    telling.field_reported(facts.FieldReported(report.pk))
    told = Message.objects.get(kind="staffing.field_report")
    assert told.user == two.scene.coordinator
    assert told.link == reverse("staffing:field_reports", args=["incident", two.other.pk])


def test_help_is_asked_for_what_the_joint_plan_left_short() -> None:
    two = a_pair(people=1, heads=2)
    two.issued()
    there = an_agency("Pemerintah Kabupaten Jauh")
    need = queries.needs_of("incident", two.other.pk).get()
    request = aid.send(
        owner_kind="incident", owner_id=two.other.pk, asked_id=there.pk, heads={need.pk: 1},
        reason="Kurang", skipped_because="", answer_within=timedelta(hours=24), now=NOW,
        by=two.of_other,
    )  # fmt: skip
    assert (request.owner_kind, request.owner_id) == ("incident", two.other.pk)
    assert localdate(request.sent_at) == TODAY
    assert Plan.objects.filter(state="issued").count() == 1
