"""Swaps: asked, agreed, consented; every check at every step; two at once."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import make_aware

from luwes.core.errors import Refused
from luwes.core.tests.racing import at_once
from luwes.notifications.models import Message
from luwes.staffing import swaps as reading
from luwes.staffing.actions import shifts, swaps
from luwes.staffing.models import Assignment, Shift, ShiftSwap, TeamLeader
from luwes.staffing.tests.field import Flood


@pytest.fixture
def flood() -> Flood:
    return Flood()


def a_shift(flood: Flood, row: Assignment, day: int, hour: int, hours: int = 8) -> Shift:
    """`day` counts from today."""
    date = flood.today + timedelta(days=day)
    starts = make_aware(datetime(date.year, date.month, date.day, hour))
    ends = starts + timedelta(hours=hours)
    return Shift.objects.create(
        assignment=row, employee=row.employee, starts_at=starts, ends_at=ends,
        held=shifts.held(starts, ends, 660),
    )  # fmt: skip


def user_of(row: Assignment) -> object:
    return row.employee.user


def asked(flood: Flood, shift: Shift, other: Assignment, wanted: Shift | None = None) -> ShiftSwap:
    by = user_of(shift.assignment)
    return swaps.ask(shift=shift, other=other, wanted=wanted, now=flood.now, by=by)


def agreed(flood: Flood, shift: Shift, other: Assignment, wanted: Shift | None = None) -> ShiftSwap:
    swap = asked(flood, shift, other, wanted)
    swaps.agree(swap=swap, now=flood.now, by=user_of(other))
    return swap


@pytest.mark.django_db
def test_two_change_places_when_all_three_agree(flood: Flood) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    early, late = a_shift(flood, one, 2, 7), a_shift(flood, two, 2, 15)
    swap = agreed(flood, early, two, late)
    swaps.consent(swap=swap, now=flood.now, by=flood.officer)
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.assignment, late.assignment) == (one, two)
    assert early.starts_at > late.starts_at
    swap.refresh_from_db()
    assert (swap.state, swap.decided_by) == ("consented", flood.officer)
    assert Message.objects.filter(kind="staffing.swap").count() == 4


@pytest.mark.django_db
def test_a_shift_is_given_away(flood: Flood) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    shift = a_shift(flood, one, 2, 7)
    swaps.consent(swap=agreed(flood, shift, two), now=flood.now, by=flood.officer)
    shift.refresh_from_db()
    assert (shift.assignment, shift.employee) == (two, two.employee)


@pytest.mark.django_db
def test_all_that_would_break_is_told_when_it_is_asked(flood: Flood) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    shift = a_shift(flood, one, 2, 7)
    a_shift(flood, two, 1, 23)
    with pytest.raises(Refused, match="kurang dari 11 jam"):
        asked(flood, shift, two)
    gone = a_shift(flood, one, -1, 7)
    with pytest.raises(Refused, match="sudah mulai"):
        asked(flood, gone, two)
    elsewhere = flood.sent("active", need=flood.a_need("Pengemudi"))
    with pytest.raises(Refused, match="pos yang sama"):
        asked(flood, shift, elsewhere)
    assert not ShiftSwap.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["agree", "consent"])
def test_what_changed_since_is_found_at_the_next_step(flood: Flood, step: str) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    shift = a_shift(flood, one, 2, 7)
    swap = asked(flood, shift, two) if step == "agree" else agreed(flood, shift, two)
    a_shift(flood, two, 2, 15)  # the officer gave the other a shift meanwhile
    next_step = swaps.agree if step == "agree" else swaps.consent
    by = user_of(two) if step == "agree" else flood.officer
    with pytest.raises(Refused, match="kurang dari 11 jam"):
        next_step(swap=swap, now=flood.now, by=by)
    shift.refresh_from_db()
    assert shift.assignment == one


@pytest.mark.django_db
def test_a_new_rota_ends_what_was_asked(flood: Flood) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    shift = a_shift(flood, one, 2, 7)
    swap = asked(flood, shift, two)
    Shift.objects.all().delete()
    with pytest.raises(Refused, match="sudah tidak ada"):
        swaps.agree(swap=swap, now=flood.now, by=user_of(two))


@pytest.mark.django_db
def test_who_may_do_what(flood: Flood) -> None:
    one, two, leader, third = (flood.sent("active") for _ in range(4))
    shift = a_shift(flood, one, 2, 7)
    swap = agreed(flood, shift, two)
    for row in (leader, third):
        a_shift(flood, row, 2, 7)
    TeamLeader.objects.create(assignment=leader, by=flood.officer, at=flood.now)
    may = [reading.may_consent(user_of(row), swap) for row in (one, two, leader, third)]
    assert may == [False, False, True, False]
    assert reading.may_consent(flood.officer, swap)
    TeamLeader.objects.create(assignment=two, by=flood.officer, at=flood.now)
    assert not reading.may_consent(user_of(two), swap)


@pytest.mark.django_db
def test_refused_and_taken_back_are_over(flood: Flood) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    shift = a_shift(flood, one, 2, 7)
    first = asked(flood, shift, two)
    with pytest.raises(Refused, match="sudah Anda tawarkan"):
        asked(flood, shift, two)
    swaps.refuse_swap(swap=first, now=flood.now, by=user_of(two))
    second = asked(flood, shift, two)
    swaps.withdraw(swap=second, now=flood.now, by=user_of(one))
    with pytest.raises(Refused, match="sudah batal"):
        swaps.agree(swap=second, now=flood.now, by=user_of(two))
    assert set(ShiftSwap.objects.values_list("state", flat=True)) == {"refused", "withdrawn"}


@pytest.mark.django_db
def test_it_takes_two_taps_each_on_the_pages(client: Client, flood: Flood) -> None:
    one, two = flood.sent("active", name="Rina"), flood.sent("active", name="Budi")
    shift, theirs = a_shift(flood, one, 2, 7), a_shift(flood, two, 3, 7)
    client.force_login(user_of(one))
    duty = client.get(reverse("staffing:duty", args=[one.pk])).content.decode()
    url = reverse("staffing:swap", args=[one.pk, shift.pk])
    assert url in duty
    page = client.get(url).content.decode()
    assert f'value="{two.pk}-"' in page
    assert f'value="{two.pk}-{theirs.pk}"' in page
    assert client.post(url, {"choice": f"{two.pk}-{theirs.pk}"}).status_code == 302
    swap = ShiftSwap.objects.get()
    answer = reverse("staffing:answer_swap", args=[swap.pk])
    client.force_login(user_of(two))
    assert answer in client.get(reverse("staffing:duty", args=[two.pk])).content.decode()
    assert client.post(answer, {"deed": "agree"}).status_code == 302
    client.force_login(flood.officer)
    rota = reverse("staffing:rota", args=[flood.need.pk])
    assert answer in client.get(rota).content.decode()
    assert client.post(answer, {"deed": "consent"}).headers["Location"] == rota
    swap.refresh_from_db()
    assert swap.state == "consented"


@pytest.mark.django_db
def test_the_first_page_asks_the_colleague_and_then_the_officer(
    client: Client, flood: Flood
) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    swap = asked(flood, a_shift(flood, one, 2, 7), two)
    answer = reverse("staffing:answer_swap", args=[swap.pk])
    for who, waits in ((user_of(one), False), (user_of(two), True), (flood.officer, False)):
        client.force_login(who)
        assert (answer in client.get("/").content.decode()) is waits
    swaps.agree(swap=swap, now=flood.now, by=user_of(two))
    assert answer in client.get("/").content.decode()  # the officer's


@pytest.mark.django_db
def test_a_stranger_neither_sees_nor_answers_a_swap(client: Client, flood: Flood) -> None:
    one, two, third = (flood.sent("active") for _ in range(3))
    shift = a_shift(flood, one, 2, 7)
    swap = asked(flood, shift, two)
    client.force_login(user_of(third))
    answer = reverse("staffing:answer_swap", args=[swap.pk])
    assert client.post(answer, {"deed": "agree"}).status_code == 404
    assert client.get(reverse("staffing:swap", args=[one.pk, shift.pk])).status_code == 404


@pytest.mark.django_db
def test_choosing_costs_the_same_for_few_and_many(client: Client, flood: Flood) -> None:
    one = flood.sent("active")
    shift = a_shift(flood, one, 2, 7)
    client.force_login(user_of(one))

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            client.get(reverse("staffing:swap", args=[one.pk, shift.pk]))
        return len(log)

    def colleagues(count: int) -> None:
        for _ in range(count):
            a_shift(flood, flood.sent("active"), 3, 7)

    colleagues(2)
    cost()
    few = cost()
    colleagues(6)
    assert cost() == few


# ── at once ──────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_one_shift_asked_of_two_at_once_is_offered_once(flood: Flood) -> None:
    one, two, three = (flood.sent("active") for _ in range(3))
    shift = a_shift(flood, one, 2, 7)
    said = at_once(
        *(lambda o=other: asked(flood, Shift.objects.get(pk=shift.pk), o) for other in (two, three))
    )
    assert sorted(map(bool, said)) == [False, True]
    assert ShiftSwap.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_swaps_for_the_same_shift_consented_at_once_move_it_once(flood: Flood) -> None:
    one, two, holder = (flood.sent("active") for _ in range(3))
    theirs = a_shift(flood, holder, 2, 15)
    pks = [agreed(flood, a_shift(flood, row, 2, 7), holder, theirs).pk for row in (one, two)]
    officer = flood.officer

    def consent(pk: int) -> None:
        swaps.consent(swap=ShiftSwap.objects.get(pk=pk), now=flood.now, by=officer)

    said = at_once(*(lambda pk=pk: consent(pk) for pk in pks))
    assert sorted(map(bool, said)) == [False, True]
    assert sorted(ShiftSwap.objects.values_list("state", flat=True)) == ["consented", "withdrawn"]
    hours = sorted(s.starts_at for s in Shift.objects.all())
    assert len(set(hours)) == 2
    assert Shift.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_swap_consented_while_the_rota_is_set_anew_ends_one_way(flood: Flood) -> None:
    one, two = flood.sent("active"), flood.sent("active")
    swap = agreed(flood, a_shift(flood, one, 2, 7), two)
    officer, need, pk = flood.officer, flood.need, swap.pk
    days = {"first_day": flood.today + timedelta(days=1), "last_day": flood.period.last_day}
    seal = shifts.preview(need=need, now=flood.now, **days).seal
    at_once(
        lambda: swaps.consent(swap=ShiftSwap.objects.get(pk=pk), now=flood.now, by=officer),
        lambda: shifts.set_rota(need=need, seal=seal, now=flood.now, by=officer, **days),
    )
    assert Shift.objects.filter(starts_at__gt=flood.now).count() == 2 * 4
