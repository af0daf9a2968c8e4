"""Asking another government for people: sent, answered, planned there, served here, ended."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.mobilisation import actions as incidents
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.staffing import aid as reads
from luwes.staffing import aid_costs, crediting, promising, queries
from luwes.staffing.actions import (
    aid,
    answers,
    changes,
    decisions,
    field,
    issue,
    needs,
    paper_answers,
    plans,
)
from luwes.staffing.models import AidRequest, Assignment, PlanRule, Presence
from luwes.staffing.tests import aid as floods
from luwes.staffing.tests import builders
from luwes.staffing.tests.aid import DAY, a_flood, accepted, asked, issued, planned, submitted
from luwes.staffing.tests.builders import NOW, TODAY, a_draft

pytestmark = pytest.mark.django_db


def _short(flood: floods.Flood) -> int:
    rows = reads.shorts("incident", flood.scene.incident.pk, TODAY)
    return sum(row.short for row in rows)


def test_what_the_own_plan_leaves_short_becomes_a_request_with_a_letter() -> None:
    flood = a_flood(wanted=4)
    draft = a_draft(flood.scene)
    assert draft.lines.count() == 1
    assert _short(flood) == 3
    request = asked(flood)
    assert request.state == "sent"
    assert request.lines.get().asked == 3
    letter = request.letter
    assert letter is not None
    assert letter.kind == "aid_request"
    assert "3 orang" in letter.payload["subject"]
    assert any("ditanggung" in words for words in letter.payload["considering"])
    letters.produce(letter=letter, now=NOW)
    letter.refresh_from_db()
    assert letter.state == "signed"
    told = Message.objects.filter(kind="staffing.aid_asked")
    assert {m.user for m in told} == {flood.liaison, flood.there.approver}
    entry = Entry.objects.get(deed="staffing.aid_asked")
    assert entry.details["skipped"] == "Rencana sendiri menyusul"


def test_granted_heads_are_promised_and_left_out_of_the_own_plan() -> None:
    flood = a_flood(wanted=4, nurses=6, minimum=2)
    request = accepted(flood, asked(flood, 3), heads=3)
    assert promising.promised([flood.scene.need], TODAY)[flood.scene.need.pk] == 3
    plan = a_draft(flood.scene)
    assert plan.lines.count() == 1
    plans.discard(plan=plan, reason="Tidak menunggu", by=flood.coordinator)
    alone = plans.make(
        owner_kind="incident", owner_id=flood.scene.incident.pk, counts_promised=False, now=NOW,
        by=flood.coordinator,
    )  # fmt: skip
    assert builders.solved(alone).lines.count() == 4
    assert request.answer_letter is not None
    assert request.answer_letter.kind == "aid_answer"


def test_the_asked_government_plans_from_its_own_people_what_it_granted() -> None:
    flood = a_flood(wanted=4)
    request = accepted(flood)
    plan = planned(flood, request)
    assert {line.agency for line in plan.lines.all()} == {flood.there.agency}
    assert plan.lines.count() == 2
    assert plan.result["people"] == 5
    plan = issued(flood, request, plan)
    assert plan.state == "issued"
    assert set(plan.assignments.values_list("need", flat=True)) == {flood.scene.need.pk}
    series = {a.letter.series.key.split("|")[0] for a in plan.assignments.all() if a.letter}
    assert series == {flood.there.agency.code}
    assert queries.assigned([flood.scene.need.pk])[flood.scene.need.pk] == 2
    assert not +promising.promised([flood.scene.need], TODAY)
    assert _short(flood) == 2
    assert Message.objects.filter(kind="staffing.aid_answered", user=flood.coordinator).count() == 2


def test_who_declines_is_replaced_by_the_asked_government_and_stays_promised() -> None:
    flood = a_flood(wanted=4)
    request = accepted(flood)
    plan = issued(flood, request)
    one = plan.assignments.select_related("employee").first()
    assert one is not None
    one.employee.user = a_user()
    one.employee.save()
    answers.decline(assignment=one, reason="Anak sakit", now=NOW, by=one.employee.user)
    assert promising.left(request.pk) == {flood.scene.need.pk: 1}
    assert PlanRule.objects.get(employee=one.employee).owner_kind == "aid"
    assert not queries.lost_heads("incident", flood.scene.incident.pk)[flood.scene.need.pk]
    again = answers.refill(plan=plan, now=NOW, by=flood.liaison)
    assert builders.solved(again).lines.count() == 1
    assert again.lines.get().employee != one.employee


@pytest.mark.parametrize("heads", [0, 5, -1])
def test_no_more_is_asked_than_is_short(heads: int) -> None:
    flood = a_flood(wanted=4)
    with pytest.raises(Refused):
        asked(flood, heads)


def test_a_second_press_sends_nothing_and_names_the_first() -> None:
    flood = a_flood()
    asked(flood, 1)
    with pytest.raises(Refused, match=r"Permintaan 1 kepada .* masih menunggu jawaban"):
        asked(flood, 1)
    assert AidRequest.objects.count() == 1


def test_a_step_skipped_needs_a_reason() -> None:
    flood = a_flood()
    with pytest.raises(Refused, match="melewati jenjang: pemerintah sendiri, kabupaten/kota lain"):
        asked(flood, 1, asked_id=None, skipped_because="")
    builders.submitted(flood.scene)
    with pytest.raises(Refused, match="melewati jenjang: kabupaten/kota lain"):
        asked(flood, 1, asked_id=None, skipped_because="")
    asked(flood, 1, skipped_because="")
    nation = asked(flood, 1, asked_id=None, skipped_because="")
    assert nation.letter is not None
    assert nation.letter.payload["addressee"] == "Kepala Badan Nasional Penanggulangan Bencana"


def test_those_who_are_planned_already_are_not_asked() -> None:
    flood = a_flood()
    flood.scene.incident.agencies.add(flood.there.agency)
    with pytest.raises(Refused, match="sudah ikut dalam rencana sendiri"):
        asked(flood, 1)


def test_no_more_is_granted_than_asked_or_short_by_now() -> None:
    flood = a_flood(wanted=4)
    request = asked(flood, 3)
    with pytest.raises(Refused, match="Yang diminta 3 orang"):
        accepted(flood, request, heads=4)
    flood.scene.need.desired = 2
    flood.scene.need.save()
    with pytest.raises(Refused, match="kini kurang 2 orang"):
        accepted(flood, request, heads=3)
    with pytest.raises(Refused, match="tolak permintaannya"):
        accepted(flood, request, heads=0)
    accepted(flood, request, heads=2)


def test_two_governments_do_not_promise_the_same_head() -> None:
    flood = a_flood(wanted=4)
    first = asked(flood, 4)
    second = asked(flood, 4, asked_id=flood.third.agency.pk)
    accepted(flood, first, heads=3)
    liaison = floods.a_liaison(flood, user=flood.stranger)
    values = {"request": second, "liaison": liaison, "now": NOW, "by": flood.stranger}
    with pytest.raises(Refused, match="kini kurang 1 orang"):
        aid.accept(granted={flood.scene.need.pk: 2}, **values)
    aid.accept(granted={flood.scene.need.pk: 1}, **values)


def test_the_second_to_answer_hears_who_was_first() -> None:
    flood = a_flood()
    request = accepted(flood)
    with pytest.raises(Refused, match="sudah disanggupi oleh Penghubung Sana"):
        aid.decline(request=request, reason="Penuh", now=NOW, by=flood.there.approver)
    accepted(flood, request)  # pressed twice: nothing happens
    assert Entry.objects.filter(deed="staffing.aid_accepted").count() == 1


def test_declining_needs_a_reason_and_reaches_who_asked() -> None:
    flood = a_flood()
    request = asked(flood)
    with pytest.raises(Refused, match="alasan menolak"):
        aid.decline(request=request, reason=" ", now=NOW, by=flood.liaison)
    aid.decline(request=request, reason="Wilayah kami juga banjir", now=NOW, by=flood.liaison)
    told = Message.objects.get(kind="staffing.aid_answered", user=flood.coordinator)
    assert told.body == "Wilayah kami juga banjir"


def test_nobody_answers_for_an_owner_that_is_closed_or_lapsed() -> None:
    flood = a_flood()
    request = asked(flood)
    EmergencyStatus.objects.update(period=Period(TODAY - timedelta(days=9), TODAY))
    with pytest.raises(Refused, match=r"Status darurat .* berakhir"):
        accepted(flood, request)
    Incident.objects.update(closed_at=NOW)
    with pytest.raises(Refused, match="sudah ditutup"):
        accepted(flood, request)


@pytest.mark.parametrize("who", ["stranger", "coordinator", "head"])
def test_others_do_not_answer(who: str) -> None:
    flood = a_flood()
    request = asked(flood)
    users = {"stranger": flood.stranger, "coordinator": flood.coordinator, "head": flood.there.head}
    with pytest.raises(PermissionDenied):
        aid.decline(request=request, reason="x", now=NOW, by=users[who])


@pytest.mark.parametrize("who", ["stranger", "liaison"])
def test_others_neither_ask_withdraw_nor_end(who: str) -> None:
    flood = a_flood()
    request = asked(flood)
    by = {"stranger": flood.stranger, "liaison": flood.liaison}[who]
    for deed in (aid.withdraw, aid.end):
        with pytest.raises(PermissionDenied):
            deed(request=request, reason="x", now=NOW, by=by)
    with pytest.raises(PermissionDenied):
        asked(flood, 1, asked_id=flood.third.agency.pk, by=by)


def test_a_liaison_is_of_the_asked_government_and_can_be_called() -> None:
    flood = a_flood()
    request = asked(flood)
    liaison = floods.a_liaison(flood, user=flood.stranger, post="", phone="tidak ada")
    with pytest.raises(Refused) as refused:
        aid.accept(
            request=request, granted={flood.scene.need.pk: 1}, liaison=liaison, now=NOW,
            by=flood.liaison,
        )  # fmt: skip
    assert {p.field for p in refused.value.problems} == {"liaison", "post", "phone"}


def test_withdrawing_gives_up_the_draft_and_takes_back_the_letter() -> None:
    flood = a_flood()
    request = accepted(flood)
    plan = planned(flood, request)
    aid.withdraw(request=request, reason="Sudah cukup", now=NOW, by=flood.coordinator)
    plan.refresh_from_db()
    request.refresh_from_db()
    assert (plan.state, request.state) == ("superseded", "withdrawn")
    assert request.letter is not None
    assert request.letter.state == "withdrawn"
    with pytest.raises(Refused, match=r"tidak dapat diubah|dibuang"):
        submitted(flood, plan)
    with pytest.raises(Refused, match="sudah ditutup"):
        planned(flood, request)


def test_a_submitted_plan_of_a_withdrawn_request_waits_for_nobody() -> None:
    flood = a_flood()
    request = accepted(flood)
    plan = submitted(flood, planned(flood, request))
    aid.withdraw(request=request, reason="Sudah cukup", now=NOW, by=flood.coordinator)
    approval = builders.approval_of(plan, flood.there)
    with pytest.raises(Refused, match="dibuang"):
        decisions.approve(approval=approval, now=NOW, by=flood.there.approver)


def test_a_request_whose_people_are_ordered_is_ended_not_withdrawn() -> None:
    flood = a_flood()
    request = accepted(flood)
    plan = issued(flood, request)
    with pytest.raises(Refused, match="akhiri penggunaannya"):
        aid.withdraw(request=request, reason="x", now=NOW, by=flood.coordinator)
    here = plan.assignments.order_by("pk")[0]
    field.check_in_by_officer(assignment=here, key=uuid.uuid4(), at=NOW + DAY, by=_officer(flood))
    aid.end(request=request, reason="Air surut", now=NOW + 2 * DAY, by=flood.coordinator)
    states = list(plan.assignments.order_by("pk").values_list("state", "period"))
    assert [state for state, _period in states] == ["active", "withdrawn"]
    assert states[0][1].last_day == TODAY + timedelta(days=2)
    request.refresh_from_db()
    assert (request.state, request.end_reason) == ("ended", "Air surut")
    assert not +promising.promised([flood.scene.need], TODAY)
    with pytest.raises(Refused, match="sudah selesai oleh Koordinator Sini"):
        aid.end(request=request, reason="x", now=NOW + 2 * DAY, by=flood.coordinator)


def _officer(flood: floods.Flood) -> User:
    return a_user(Role.POST_OFFICER, scope_kind="incident", scope_id=flood.scene.incident.pk)


def test_a_request_ends_by_itself_when_all_are_back() -> None:
    flood = a_flood(wanted=2)
    request = accepted(flood, heads=2)
    plan = issued(flood, request)
    assert aid.end_by_return(now=NOW) == []
    for row in plan.assignments.order_by("pk"):
        field.check_in_by_officer(
            assignment=row, key=uuid.uuid4(), at=NOW + DAY, by=_officer(flood)
        )
    later = NOW + 3 * DAY
    rows = list(Assignment.objects.filter(plan=plan).order_by("pk"))
    field.complete(assignments=rows, now=later, on=TODAY + 3 * DAY, by=_officer(flood))
    for row in rows:
        assert aid.end_by_return(now=later) == []
        field.confirm_return(assignment=row, note="", now=later, by=flood.there.head)
    assert aid.end_by_return(now=later) == [request.pk]
    kept = aid_costs.sums(request, TODAY + 3 * DAY).kept
    assert kept is not None
    assert (kept.days, kept.by, kept.at) == (6, None, later)
    assert Message.objects.filter(kind="staffing.aid_over", user=flood.liaison).exists()


def test_silence_past_the_deadline_is_told_to_both_once() -> None:
    flood = a_flood()
    request = asked(flood)
    assert aid.flag_overdue(now=NOW + timedelta(hours=23)) == []
    assert aid.flag_overdue(now=NOW + timedelta(hours=25)) == [request.pk]
    assert aid.flag_overdue(now=NOW + timedelta(hours=26)) == []
    told = Message.objects.filter(kind="staffing.aid_overdue")
    assert {m.user for m in told} == {flood.coordinator, flood.liaison, flood.there.approver}


def test_who_was_sent_elsewhere_meanwhile_is_left_out_with_words() -> None:
    """The asked government joins the incident too: the same person is planned twice."""
    flood = a_flood(wanted=6, nurses=3, minimum=3)
    request = accepted(flood, asked(flood, 3), heads=3)
    plan = submitted(flood, planned(flood, request))
    approval = builders.approval_of(plan, flood.there)
    decisions.approve(approval=approval, now=NOW, by=flood.there.approver)
    flood.scene.incident.agencies.add(flood.there.agency)
    flood.scene.sides.append(flood.there)
    own = builders.issued(flood.scene)
    assert own.assignments.count() == 3
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert "tidak dapat lagi ditugaskan" in plan.returned_because
    loads = Assignment.objects.filter(load=100).values_list("employee_id", flat=True)
    assert len(loads) == len(set(loads))


def test_a_need_that_is_asked_for_and_an_incident_with_a_request_stay() -> None:
    flood = a_flood()
    request = asked(flood)
    with pytest.raises(Refused, match="sedang dimintakan bantuan"):
        needs.cancel_need(need=flood.scene.need, reason="x", by=flood.coordinator)
    with pytest.raises(Refused, match="Permintaan bantuan 1 masih berjalan"):
        incidents.close(incident=flood.scene.incident, reason="x", now=NOW, by=flood.coordinator)
    aid.withdraw(request=request, reason="Cukup", now=NOW, by=flood.coordinator)
    incidents.close(incident=flood.scene.incident, reason="x", now=NOW, by=flood.coordinator)


def test_the_cost_is_people_times_days_and_nothing_typed() -> None:
    flood = a_flood()
    request = accepted(flood)
    plan = issued(flood, request)
    one, other = plan.assignments.order_by("pk")
    for row in (one, other):
        field.check_in_by_officer(
            assignment=row, key=uuid.uuid4(), at=NOW + DAY, by=_officer(flood)
        )
    gone = NOW + DAY + timedelta(hours=9)
    field.check_out(assignment=one, key=uuid.uuid4(), at=gone, by=_officer(flood))
    on = TODAY + timedelta(days=3)
    sums = aid_costs.sums(request, on)
    assert (sums.sent, sums.days, sums.present, sums.cost, sums.unrated) == (2, 6, 4, 0, 6)
    aid.set_rates(request=request, rates={flood.scene.need.pk: 150_000}, by=flood.coordinator)
    assert aid_costs.sums(request, on).cost == 900_000
    with pytest.raises(Refused):
        aid.set_rates(request=request, rates={flood.scene.need.pk: -1}, by=flood.coordinator)
    with pytest.raises(PermissionDenied):
        aid.set_rates(request=request, rates={}, by=flood.liaison)


def test_what_help_had_cost_stays_as_it_was_when_it_ended() -> None:
    flood = a_flood()
    request = accepted(flood)
    one, other = issued(flood, request).assignments.order_by("pk")
    for row in (one, other):
        field.check_in_by_officer(
            assignment=row, key=uuid.uuid4(), at=NOW + DAY, by=_officer(flood)
        )
    aid.set_rates(request=request, rates={flood.scene.need.pk: 150_000}, by=flood.coordinator)
    assert aid_costs.sums(request, TODAY).kept is None
    aid.end(request=request, reason="Air surut", now=NOW + 2 * DAY, by=flood.coordinator)
    later = TODAY + timedelta(days=20)
    sums = aid_costs.sums(request, later)
    assert sums.kept is not None
    assert (sums.kept.days, sums.kept.present, sums.kept.cost) == (4, 4, 600_000)
    assert sums.kept.by == flood.coordinator
    assert not sums.has_moved
    gone = NOW + DAY + timedelta(hours=9)
    Presence.objects.create(
        assignment=one,
        kind="out",
        at=gone,
        by=flood.coordinator,
        method="officer",
        key=uuid.uuid4(),
    )
    aid.set_rates(request=request, rates={flood.scene.need.pk: 140_000}, by=flood.coordinator)
    sums = aid_costs.sums(request, later)
    assert sums.kept is not None
    assert (sums.kept.present, sums.present, sums.kept.cost) == (4, 3, 600_000)
    assert (sums.difference, sums.has_moved) == (-40_000, True)
    entry = Entry.objects.get(deed="staffing.aid_cost_kept")
    assert (entry.details["days"], entry.details["cost"]) == (4, 600_000)


PAPER = paper_answers.Paper("B-12/BNPB/2025", TODAY, "Dr. Rekaan", "Direktur", "0812-5555-0909")


def test_what_the_nation_answers_on_paper_is_written_down_by_who_asked() -> None:
    flood = a_flood(wanted=4)
    request = asked(flood, 3, asked_id=None)
    told = {"request": request, "granted": {flood.scene.need.pk: 2}, "paper": PAPER, "now": NOW}
    with pytest.raises(PermissionDenied):
        paper_answers.accepted(by=flood.stranger, **told)
    paper_answers.accepted(by=flood.coordinator, **told)
    paper_answers.accepted(by=flood.coordinator, **told)  # pressed twice
    request.refresh_from_db()
    assert (request.state, request.answer_number, request.liaison_shown) == (
        "accepted", "B-12/BNPB/2025", "Dr. Rekaan",
    )  # fmt: skip
    assert promising.promised([flood.scene.need], TODAY)[flood.scene.need.pk] == 2
    entry = Entry.objects.get(deed="staffing.aid_answer_recorded")
    assert (entry.by, entry.details["number"]) == (flood.coordinator, "B-12/BNPB/2025")
    assert "0812" not in str(entry.details)
    aid.end(request=request, reason="Air surut", now=NOW, by=flood.coordinator)
    assert not +promising.promised([flood.scene.need], TODAY)


def test_a_paper_answer_that_can_not_be_is_refused_in_full() -> None:
    flood = a_flood(wanted=4)
    request = asked(flood, 3, asked_id=None)
    wrong = paper_answers.Paper(" ", TODAY + timedelta(days=1), "", "", "tidak ada")
    with pytest.raises(Refused) as refused:
        paper_answers.accepted(
            request=request, granted={flood.scene.need.pk: 4}, paper=wrong, now=NOW,
            by=flood.coordinator,
        )  # fmt: skip
    fields = {"number", "day", "liaison", "phone", f"orang-{flood.scene.need.pk}"}
    assert {p.field for p in refused.value.problems} == fields
    told = {"paper": PAPER, "now": NOW, "by": flood.coordinator}
    paper_answers.declined(request=request, reason="Semua terpakai", **told)
    with pytest.raises(Refused, match="sudah ditolak oleh Koordinator Sini"):
        paper_answers.accepted(request=request, granted={flood.scene.need.pk: 1}, **told)


def test_a_government_with_an_account_answers_by_itself() -> None:
    flood = a_flood()
    with pytest.raises(Refused, match="menjawab sendiri"):
        paper_answers.declined(
            request=asked(flood), reason="x", paper=PAPER, now=NOW, by=flood.coordinator
        )


def test_who_served_until_the_help_was_over_did_not_leave_early() -> None:
    """The place is open again; the duty counts in full, and the request knows whom it brought."""
    flood = a_flood(wanted=2)
    need = flood.scene.need
    request = accepted(flood)
    plan = issued(flood, request)
    for row in plan.assignments.order_by("pk"):
        field.check_in_by_officer(
            assignment=row, key=uuid.uuid4(), at=NOW + DAY, by=_officer(flood)
        )
    assert queries.open_heads([need], TODAY)[need.pk][1] == 0
    aid.end(request=request, reason="Air surut", now=NOW + 2 * DAY, by=flood.coordinator)
    rows = list(Assignment.objects.filter(plan=plan).order_by("pk"))
    assert {(row.left_early, row.help_ended) for row in rows} == {(False, True)}
    field.complete(assignments=rows, now=NOW + 2 * DAY, on=TODAY + 2 * DAY, by=_officer(flood))
    assert queries.open_heads([need], TODAY)[need.pk][1] == 2
    assert queries.heads_by_need("incident", flood.scene.incident.pk, TODAY)[need.pk].done == 0
    assert reads.heads([request.pk])[request.pk] == (2, 2, 2)
    (row, _other) = Assignment.objects.filter(plan=plan).order_by("pk")
    assert crediting.credit_of(row).days == 2


def test_nobody_moves_into_a_place_that_another_government_promised() -> None:
    flood = a_flood(wanted=4, nurses=6, minimum=2)
    own = issued_here(flood)
    there = builders.a_need(flood.scene.incident, 2, role="Perawat malam")
    send = {"heads": {there.pk: 1}, "reason": "Kurang", "now": NOW, "by": flood.coordinator}
    request = aid.send(
        owner_kind="incident", owner_id=flood.scene.incident.pk, asked_id=flood.there.agency.pk,
        skipped_because="", answer_within=DAY, **send,
    )  # fmt: skip
    aid.accept(
        request=request, granted={there.pk: 1}, liaison=floods.a_liaison(flood), now=NOW,
        by=flood.liaison,
    )  # fmt: skip
    move = {"need": there, "reason": "Lebih perlu", "now": NOW, "on": TODAY, "by": flood.coordinator}  # fmt: skip
    with pytest.raises(Refused, match="1 di antaranya dijanjikan pemerintah lain"):
        changes.amend(assignments=own[:2], **move)
    changes.amend(assignments=own[:1], **move)
    assert queries.filled([there.pk], TODAY)[there.pk] == 1
    assert issued(flood, request).assignments.get().need == there


def issued_here(flood: floods.Flood) -> list[Assignment]:
    return list(builders.issued(flood.scene).assignments.order_by("pk"))
