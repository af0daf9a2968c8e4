"""Days to recover: offered on the return, picked, agreed by word or silence, kept from planners, given back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import Grant
from luwes.appointments import actions as appointments
from luwes.appointments.actions import requests
from luwes.appointments.models import Leave
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.letters import access as letters
from luwes.letters import kinds as letter_kinds
from luwes.letters.access import readable
from luwes.motivation import jobs
from luwes.motivation.actions import recovering
from luwes.motivation.models import RecoveryOffer
from luwes.motivation.rules import recovery as rules
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.staffing import crediting, hours, intake, owners, queries
from luwes.staffing.actions import crediting as rests
from luwes.staffing.actions import field
from luwes.staffing.models import Assignment, RestOwed
from luwes.staffing.tests.field import Flood

DAY = timedelta(days=1)


# ── rules ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("days", "nights", "expected"),
    [(4, 0, 0), (5, 0, 1), (2, 1, 0), (2, 2, 1), (13, 0, 1), (14, 0, 2), (28, 3, 4)],
)
def test_a_day_off_for_each_week_and_one_at_least_after_five_days_or_two_nights(
    days: int, nights: int, expected: int
) -> None:
    assert hours.rest_owed(days, 0, hours.Policy(), nights) == expected


def test_at_most_three_days_are_offered_at_once() -> None:
    assert [rules.offered(n) for n in (1, 3, 4)] == [1, 3, 3]


def test_only_working_days_may_be_picked_and_not_more_than_offered() -> None:
    monday = date(2025, 2, 24)
    days = rules.choices(monday, monday + 8 * DAY, lambda day: day.weekday() < 5)
    assert len(days) == 7
    assert rules.choices(monday, monday - DAY, lambda day: True) == []
    assert not rules.picked_problems(days[:2], 2, days)
    assert len(rules.picked_problems(days[:3], 2, days)) == 1
    assert len(rules.picked_problems([monday + 5 * DAY], 2, days)) == 1
    assert len(rules.picked_problems([], 2, days)) == 1


def test_days_that_follow_each_other_are_one_stretch() -> None:
    monday = date(2025, 2, 24)
    found = rules.runs([monday, monday + 2 * DAY, monday + DAY, monday + 4 * DAY])
    assert [(p.start, p.days) for p in found] == [(monday, 3), (monday + 4 * DAY, 1)]


# ── the way of an offer ──────────────────────────────────────────────


@pytest.fixture
def flood(db: None) -> Flood:
    found = Flood()
    found.agency.seat = "Bandar Lampung"
    found.agency.save()
    return found


def back(flood: Flood, days: int = 14, name: str = "Rina Oktaviani") -> RecoveryOffer:
    """Somebody whose duty of so many days ended yesterday and whom the head saw back."""
    period = Period(flood.today - days * DAY, flood.today)
    row = flood.sent("completed", name=name, period=period)
    field.confirm_return(assignment=row, note="", now=flood.now, by=flood.head)
    return RecoveryOffer.objects.get(rest__assignment=row)


def picked(flood: Flood, offer: RecoveryOffer, *, many: int = 2) -> list[date]:
    days = recovering.pickable(offer, flood.today)[:many]
    pick(flood, offer, days)
    return days


def pick(flood: Flood, offer: RecoveryOffer, days: list[date]) -> None:
    by = offer.employee.user
    assert by
    recovering.pick(offer=offer, days=days, on=flood.today, now=flood.now, by=by)


def answer(flood: Flood, offer: RecoveryOffer, **values: object) -> None:
    given = {"agrees": True, "days": (), "reason": "", "by": flood.head} | values
    recovering.answer(offer=offer, on=flood.today, now=flood.now, **given)  # type: ignore[arg-type]


def kinds_told(offer: RecoveryOffer) -> list[str]:
    rows = Message.objects.filter(user=offer.employee.user, kind__startswith="motivation")
    return list(rows.order_by("pk").values_list("subject", flat=True))


def test_a_return_offers_the_days_by_itself_and_once(flood: Flood) -> None:
    offer = back(flood)
    assert (offer.days, offer.state, offer.until) == (2, "offered", flood.today + 14 * DAY)
    assert offer.unit == flood.unit
    assert kinds_told(offer) == ["Anda mendapat 2 hari istirahat pemulihan"]


def test_a_short_duty_offers_nothing(flood: Flood) -> None:
    row = flood.sent("completed", period=Period(flood.today - 3 * DAY, flood.today))
    field.confirm_return(assignment=row, note="", now=flood.now, by=flood.head)
    assert not RecoveryOffer.objects.exists()


def test_the_superior_agrees_and_the_days_bind_by_a_letter(flood: Flood) -> None:
    offer = back(flood)
    days = picked(flood, offer)
    assert Message.objects.filter(user=flood.head, kind="motivation.recovery_asked").count() == 1
    answer(flood, offer)
    offer.refresh_from_db()
    assert (offer.state, offer.answered_by) == ("agreed", flood.head)
    assert [row.kind for row in Leave.objects.filter(employee=offer.employee)] == ["rest"] * len(rules.runs(days))  # fmt: skip
    assert crediting.left(offer.rest) == 0
    assert offer.letter
    assert "bukan cuti" in str(offer.letter.payload)
    assert all(
        letters.can_read(user, offer.letter) for user in (flood.head, offer.employee.user) if user
    )
    assert letter_kinds.kind_of(offer.letter.kind).title == "SURAT ISTIRAHAT PEMULIHAN"
    assert Entry.objects.filter(deed="motivation.recovery_agreed").count() == 1
    with pytest.raises(Refused, match="Tidak ada hari yang menunggu"):
        answer(flood, offer)


def test_planners_take_nobody_on_those_days(flood: Flood) -> None:
    """By the real reading of the people for a plan, as it is frozen."""
    offer = back(flood)
    day = picked(flood, offer, many=1)[0]
    need = flood.a_need("Logistik", minimum=1, desired=1, period=Period(day, day + DAY))

    def state() -> int:
        found = intake.freeze(
            owners.owner_of("incident", flood.incident.pk),
            list(queries.needs_with_terms().filter(pk=need.pk)), {need.pk: (1, 1)}, on=flood.today,
        )  # fmt: skip
        people = found.instance.people
        return int(people.state[list(people.id).index(str(offer.employee_id))])

    before = state()
    answer(flood, offer)
    assert state() == 2  # away
    assert before != 2


def test_the_superior_moves_the_days_only_with_a_reason_and_takes_none_away(flood: Flood) -> None:
    offer = back(flood)
    picked(flood, offer)
    others = recovering.settable(offer, flood.today)[-2:]
    for days, reason in ((others[:1], "Apel"), (others, " "), ([flood.today - DAY, *others[:1]], "x")):  # fmt: skip
        with pytest.raises(Refused):
            answer(flood, offer, agrees=False, days=days, reason=reason)
    assert not Leave.objects.exists()
    answer(flood, offer, agrees=False, days=others, reason="Pelayanan ramai pekan ini")
    offer.refresh_from_db()
    assert [row.day for row in offer.picked.order_by("day")] == others
    assert Message.objects.filter(body="Pelayanan ramai pekan ini", user=offer.employee.user).exists()  # fmt: skip


def test_nobody_agrees_to_their_own_days(flood: Flood) -> None:
    offer = back(flood)
    picked(flood, offer)
    user = offer.employee.user
    assert user
    Grant.objects.create(
        user=user, role="unit_head", scope_kind="unit", scope_id=str(flood.unit.pk),
        period=Period(date(2020, 1, 1)),
    )  # fmt: skip
    for by in (user, a_user(), flood.coordinator):
        with pytest.raises(PermissionDenied):
            answer(flood, offer, by=by)


def test_only_the_person_picks(flood: Flood) -> None:
    offer = back(flood)
    days = recovering.pickable(offer, flood.today)[:1]
    with pytest.raises(PermissionDenied):
        recovering.pick(offer=offer, days=days, on=flood.today, now=flood.now, by=flood.head)


def test_picked_again_the_later_days_take_the_place_of_the_first(flood: Flood) -> None:
    offer = back(flood)
    first = picked(flood, offer)
    later = recovering.pickable(offer, flood.today)[2:4]
    pick(flood, offer, later)
    assert [row.day for row in offer.picked.order_by("day")] == later != first


# ── silence ──────────────────────────────────────────────────────────


def silent(flood: Flood, offer: RecoveryOffer, after: int) -> int:
    offer.refresh_from_db()
    assert offer.answer_by
    on = offer.answer_by + after * DAY
    return recovering.consent_by_silence(on=on, now=flood.now + (on - flood.today))


def test_two_working_days_of_silence_are_consent_and_not_one_less(flood: Flood) -> None:
    offer = back(flood)
    days = picked(flood, offer)
    assert silent(flood, offer, 0) == 0
    assert silent(flood, offer, 1) == 1
    assert silent(flood, offer, 1) == 0
    offer.refresh_from_db()
    assert (offer.state, offer.answered_by) == ("agreed", None)
    assert sum(row.period.days or 0 for row in Leave.objects.all()) == len(days)
    entry = Entry.objects.get(deed="motivation.recovery_agreed")
    assert entry.by is None
    assert offer.letter is None  # nobody signs what nobody said


def test_silence_counts_from_the_last_pick(flood: Flood) -> None:
    offer = back(flood)
    picked(flood, offer)
    offer.refresh_from_db()
    assert offer.answer_by
    assert all(row.day > offer.answer_by for row in offer.picked.all())


def test_what_came_to_stand_against_the_days_gives_the_choice_back(flood: Flood) -> None:
    offer = back(flood)
    days = picked(flood, offer, many=1)
    flood.sent("accepted", employee=offer.employee, period=Period(days[0], days[0] + 2 * DAY))
    assert silent(flood, offer, 1) == 0
    offer.refresh_from_db()
    assert offer.state == "offered"
    assert "sedang ditugaskan" in offer.reason
    assert crediting.left(offer.rest) == 2
    assert not Leave.objects.exists()
    assert not offer.letter


# ── recalled, lapsed ─────────────────────────────────────────────────


def test_recalled_days_are_owed_and_offered_again(flood: Flood) -> None:
    offer = back(flood)
    days = picked(flood, offer)
    answer(flood, offer)
    for leave in Leave.objects.filter(employee=offer.employee):
        appointments.cancel_leave(leave=leave, on=days[0], reason="Banjir lagi", by=flood.head)
    offer.refresh_from_db()
    assert (offer.state, offer.days) == ("offered", 2)
    assert offer.until >= days[0] + 14 * DAY
    assert crediting.left(offer.rest) == 2
    assert not offer.picked.exists()
    picked(flood, offer)
    answer(flood, offer)


def test_of_a_stretch_cut_short_only_the_days_left_are_offered_again(flood: Flood) -> None:
    offer = back(flood, days=21)
    monday = flood.today + (7 - flood.today.weekday()) % 7 * DAY + 7 * DAY
    days = [monday, monday + DAY, monday + 2 * DAY]
    offer.until = monday + 9 * DAY
    offer.save()
    pick(flood, offer, days)
    answer(flood, offer)
    [leave] = Leave.objects.filter(employee=offer.employee)
    appointments.cancel_leave(leave=leave, on=days[1], reason="Banjir lagi", by=flood.head)
    offer.refresh_from_db()
    assert (offer.state, offer.days) == ("offered", 2)
    assert [row.day for row in offer.picked.all()] == days[:1]


def test_other_leave_taken_back_touches_no_offer(flood: Flood) -> None:
    offer = back(flood)
    picked(flood, offer)
    answer(flood, offer)
    far = flood.today + 60 * DAY
    other = Leave.objects.create(employee=offer.employee, kind="annual", period=through(far, far))
    appointments.cancel_leave(leave=other, on=flood.today, reason="Batal", by=flood.head)
    offer.refresh_from_db()
    assert offer.state == "agreed"


def test_what_was_not_picked_in_time_lapses_and_stays_owed(flood: Flood) -> None:
    offer = back(flood)
    assert recovering.tidy(on=flood.today) == 0
    assert recovering.tidy(on=offer.until) == 1
    assert recovering.tidy(on=offer.until) == 0
    offer.refresh_from_db()
    assert offer.state == "lapsed"
    rest = RestOwed.objects.get()
    assert crediting.left(rest) == 2
    rests.take_rest(rest=rest, period=through(flood.today, flood.today), now=flood.now, on=flood.today, by=flood.head)  # fmt: skip


def test_days_recorded_by_the_head_close_the_offer(flood: Flood) -> None:
    offer = back(flood)
    day = flood.today + DAY
    rests.take_rest(rest=offer.rest, period=through(day, day + DAY), now=flood.now, on=flood.today, by=flood.head)  # fmt: skip
    with pytest.raises(Refused):
        picked(flood, offer)
    jobs.recover(0)
    jobs.recover(0)
    offer.refresh_from_db()
    assert offer.state == "closed"


# ── pages ────────────────────────────────────────────────────────────


def test_picked_and_agreed_on_the_pages(client: Client, flood: Flood) -> None:
    offer = back(flood)
    user = offer.employee.user
    assert user
    client.force_login(user)
    assert "2 hari, diambil paling lambat" in " ".join(client.get(reverse("motivation:own_recovery")).content.decode().split())  # fmt: skip
    url = reverse("motivation:pick_recovery", args=[offer.pk])
    assert client.post(url, {}).status_code == 422
    days = [day.isoformat() for day in recovering.pickable(offer, flood.today)[:2]]
    assert client.post(url, {"days": days}).status_code == 302
    assert client.get(reverse("motivation:recovery", args=[offer.pk])).status_code == 404
    client.force_login(flood.head)
    assert "Rina Oktaviani" in client.get(reverse("motivation:load")).content.decode()
    page = reverse("motivation:recovery", args=[offer.pk])
    assert client.post(page, {"answer": "other", "reason": ""}).status_code == 422
    assert client.post(page, {"answer": "yes"}).status_code == 302
    assert client.post(page, {"answer": "yes"}).status_code == 422
    client.force_login(user)
    assert client.get(reverse("motivation:own_recovery")).status_code == 200
    offer.refresh_from_db()
    assert offer.letter
    assert client.get(reverse("letters:letter", args=[offer.letter.pk])).status_code == 200


def test_silence_costs_the_same_queries_a_person_and_reads_only_what_is_due(flood: Flood) -> None:
    for n in range(3):
        picked(flood, back(flood, name=f"Pegawai Rekaan {n}"), many=1)
    with CaptureQueriesContext(connection) as cost:
        assert recovering.consent_by_silence(on=flood.today, now=flood.now) == 0
    assert len(cost) == 1
    assert Assignment.objects.count() == 3


def test_the_letter_of_recalled_days_is_withdrawn_and_all_stay_readable(flood: Flood) -> None:
    offer = back(flood)
    days = picked(flood, offer)
    answer(flood, offer)
    offer.refresh_from_db()
    first = offer.letter
    assert first
    for leave in Leave.objects.filter(employee=offer.employee):
        requests.recall(leave=leave, on=days[0], reason="Banjir lagi", now=flood.now, by=flood.head)
    first.refresh_from_db()
    assert (first.state, first.withdrawal_reason) == ("withdrawn", "Banjir lagi")
    offer.refresh_from_db()
    picked(flood, offer)
    answer(flood, offer)
    offer.refresh_from_db()
    assert offer.letter
    assert offer.letter != first
    assert offer.employee.user
    mine = set(readable(offer.employee.user).values_list("pk", flat=True))
    assert mine >= {first.pk, first.withdrawn_by_id, offer.letter.pk}


def test_days_taken_before_a_recall_stay_taken_when_the_others_are_picked_anew(
    flood: Flood,
) -> None:
    offer = back(flood, days=21)
    monday = flood.today + (7 - flood.today.weekday()) % 7 * DAY + 7 * DAY
    days = [monday, monday + DAY, monday + 2 * DAY]
    offer.until = monday + 9 * DAY
    offer.save()
    pick(flood, offer, days)
    answer(flood, offer)
    [leave] = Leave.objects.filter(employee=offer.employee)
    appointments.cancel_leave(leave=leave, on=days[1], reason="Banjir lagi", by=flood.head)
    offer.refresh_from_db()
    again = [monday + 7 * DAY, monday + 8 * DAY]
    pick(flood, offer, again)
    assert recovering.waiting(offer) == again
    answer(flood, offer)
    offer.refresh_from_db()
    assert offer.state == "agreed"
    assert [row.day for row in offer.picked.order_by("day")] == [days[0], *again]
    assert crediting.left(offer.rest) == 0
