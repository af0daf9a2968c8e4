"""Clocks, limits, the index of satisfaction, authority and nearness, against sheets worked by hand."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.core.periods import Period
from luwes.services.rules import tracking
from luwes.services.rules.authority import Duty, responsible
from luwes.services.rules.clocks import Calendar, Clock, Dated, Pause, Span, later, worked
from luwes.services.rules.limits import ClockKind, limit
from luwes.services.rules.nearness import Point
from luwes.services.rules.routing import Asked, Officer, able
from luwes.services.rules.satisfaction import Element, index, sample
from luwes.services.rules.states import CaseKind

WIB = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(
    WIB, holidays=frozenset({date(2025, 3, 31), date(2025, 4, 1)}), known_years=frozenset({2025})
)


def at(text: str) -> datetime:
    """ "2025-02-21 10:00" in Lampung."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2025-02-18 10:00", 60, "2025-02-18 11:00"),
        ("2025-02-18 11:30", 60, "2025-02-18 13:30"),  # over the break
        ("2025-02-18 15:30", 60, "2025-02-19 08:00"),  # over the night
        ("2025-02-18 20:00", 30, "2025-02-19 08:00"),  # filed in the evening
        ("2025-02-21 11:00", 60, "2025-02-21 13:30"),  # Friday: the break begins at 11.30
        ("2025-02-21 16:00", 60, "2025-02-24 08:00"),  # over the weekend
        ("2025-02-22 09:00", 450, "2025-02-24 16:00"),  # a whole working day, filed on Saturday
        ("2025-03-28 16:00", 60, "2025-04-02 08:00"),  # over Idul Fitri
        ("2025-02-18 07:30", 3 * 450, "2025-02-20 16:00"),  # three days end with the third
    ],
)
def test_due_in_working_hours(start: str, minutes: int, due: str) -> None:
    assert later(at(start), minutes, OFFICE) == at(due)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2025-02-18 10:00", "2025-02-18 12:30", 120),
        ("2025-02-18 10:00", "2025-02-19 10:00", 120 + 180 + 150),
        ("2025-02-21 16:00", "2025-02-24 08:00", 60),
        ("2025-03-29 08:00", "2025-04-02 07:30", 0),
        ("2025-02-18 10:00", "2025-02-18 09:00", 0),
    ],
)
def test_worked_between(start: str, end: str, minutes: int) -> None:
    assert worked(at(start), at(end), OFFICE) == minutes


def test_while_it_waits_for_the_citizen_the_clock_stands() -> None:
    stopped = Clock(at("2025-02-18 10:00"), 450, (Pause(at("2025-02-18 11:00")),))
    standing = stopped.read(at("2025-02-20 15:00"), OFFICE)
    assert (standing.used, standing.due, standing.is_late) == (60, None, False)
    going = Clock(
        at("2025-02-18 10:00"), 450, (Pause(at("2025-02-18 11:00"), at("2025-02-20 13:00")),)
    )
    read = going.read(at("2025-02-20 15:00"), OFFICE)
    assert (read.used, read.due) == (60 + 120, at("2025-02-21 11:00"))


def test_a_clock_that_ran_out_before_a_pause_stays_late() -> None:
    clock = Clock(
        at("2025-02-18 10:00"), 60, (Pause(at("2025-02-18 11:30"), at("2025-02-19 09:00")),)
    )
    read = clock.read(at("2025-02-19 10:00"), OFFICE)
    assert (read.is_late, read.used, read.due) == (True, 90 + 60, at("2025-02-18 11:00"))


def test_a_year_whose_holidays_nobody_entered_is_said() -> None:
    clock = Clock(at("2026-01-05 08:00"), 450)
    assert clock.read(at("2026-01-05 09:00"), OFFICE).is_sure is False
    assert Clock(at("2025-02-18 08:00"), 450).read(at("2025-02-18 09:00"), OFFICE).is_sure is True


def test_a_calendar_without_working_time_has_no_end_and_no_endless_search() -> None:
    nothing = Calendar(WIB, spans=(), known_years=frozenset({2025}))
    assert later(at("2025-02-18 08:00"), 1, nothing) is None
    for days in (0, 3):
        read = Clock(at("2025-02-18 08:00"), 1350, days=days).read(at("2025-02-20 08:00"), nothing)
        assert (read.due, read.is_sure, read.is_late) == (None, False, False)


def test_a_law_counts_whole_working_days_up_to_the_end_of_the_last() -> None:
    clock = Clock(at("2025-02-18 10:00"), 3 * 450, days=3)
    read = clock.read(at("2025-02-20 13:00"), OFFICE)
    assert (read.used, read.due, read.is_late) == (450 + 270 * 450 // 450, at("2025-02-21 16:30"), False)  # fmt: skip
    assert clock.read(at("2025-02-21 16:30"), OFFICE).is_late is False
    over = clock.read(at("2025-02-22 08:00"), OFFICE)
    assert (over.used, over.is_late) == (3 * 450, True)
    mornings = Calendar(WIB, spans=tuple(Span(day, time(8), time(12)) for day in range(5)))
    assert clock.read(at("2025-02-18 10:00"), mornings).due == at("2025-02-21 12:00")
    over_idul_fitri = Clock(at("2025-03-28 08:00"), 900, days=2).read(at("2025-03-28 08:00"), OFFICE)  # fmt: skip
    assert over_idul_fitri.due == at("2025-04-03 16:00")


def test_a_day_at_whose_end_it_waits_does_not_count() -> None:
    pause = Pause(at("2025-02-19 09:00"), at("2025-02-20 10:00"))
    clock = Clock(at("2025-02-18 10:00"), 2 * 450, (pause,), days=2)
    assert clock.read(at("2025-02-20 11:00"), OFFICE).due == at("2025-02-21 16:30")
    standing = Clock(at("2025-02-18 10:00"), 900, (Pause(at("2025-02-20 09:00")),), days=2)
    read = standing.read(at("2025-03-20 11:00"), OFFICE)
    assert (read.used, read.due, read.is_late) == (450, None, False)
    late = Clock(at("2025-02-18 10:00"), 450, (Pause(at("2025-02-20 09:00")),), days=1)
    assert late.read(at("2025-03-20 11:00"), OFFICE).due == at("2025-02-19 16:00")


def test_the_past_keeps_its_hours() -> None:
    rows = (
        Dated(Span(1, time(8), time(12)), Period(date(2025, 1, 1), date(2025, 2, 19))),
        Dated(Span(2, time(9), time(10)), Period(date(2025, 2, 19))),
    )
    office = Calendar(WIB, dated=(rows, ()))
    assert worked(at("2025-02-18 00:00"), at("2025-02-20 00:00"), office) == 240 + 60
    assert (
        worked(at("2024-12-31 00:00"), at("2025-01-01 00:00"), office) == 450
    )  # the standard week


days = st.datetimes(datetime(2025, 1, 1), datetime(2025, 6, 30)).map(
    lambda d: d.replace(tzinfo=UTC)
)


@given(days, st.integers(1, 5000))
def test_what_is_due_after_so_many_minutes_has_taken_so_many(start: datetime, minutes: int) -> None:
    due = later(start, minutes, OFFICE)
    assert due is not None
    assert worked(start, due, OFFICE) in {minutes, minutes - 1}  # seconds of the start are cut off
    assert worked(start, due - timedelta(minutes=2), OFFICE) < minutes


@given(days, st.integers(1, 3000), st.integers(0, 5000), st.integers(0, 5000))
def test_a_pause_never_brings_the_end_nearer(
    start: datetime, minutes: int, before: int, length: int
) -> None:
    since = start + timedelta(minutes=before)
    paused = Clock(start, minutes, (Pause(since, since + timedelta(minutes=length)),))
    now = since + timedelta(minutes=length)
    plain = Clock(start, minutes).read(now, OFFICE)
    read = paused.read(now, OFFICE)
    assert read.due is not None
    assert plain.due is not None
    assert read.due >= plain.due
    assert read.used <= plain.used


def test_hours_of_an_office_of_its_own() -> None:
    saturday = Calendar(WIB, spans=(Span(5, time(8), time(12)),))
    assert later(at("2025-02-18 08:00"), 240, saturday) == at("2025-02-22 12:00")


@pytest.mark.parametrize(
    ("kind", "clock", "on_site", "days", "law"),
    [
        (CaseKind.COMPLAINT, ClockKind.FIRST_ANSWER, False, 3, "PermenPANRB 62/2018"),
        (CaseKind.COMPLAINT, ClockKind.FINISH, False, 14, "PermenPANRB 62/2018"),
        (CaseKind.REPORT, ClockKind.FINISH, True, 60, "PermenPANRB 62/2018"),
        (CaseKind.INFORMATION, ClockKind.FIRST_ANSWER, False, 5, "PermenPANRB 62/2018"),
        (CaseKind.INFORMATION, ClockKind.FINISH, False, 10, "UU 14/2008 ps. 22"),
    ],
)
def test_limits_of_the_law(
    kind: CaseKind, clock: ClockKind, on_site: bool, days: int, law: str
) -> None:
    found = limit(kind, clock, date(2025, 2, 18), on_site=on_site)
    assert found is not None
    assert (found.working_days, found.law, found.minutes) == (days, law, days * 450)


def test_before_the_regulation_there_was_no_limit() -> None:
    assert limit(CaseKind.COMPLAINT, ClockKind.FINISH, date(2018, 10, 31)) is None
    assert limit(CaseKind.REQUEST, ClockKind.FINISH, date(2025, 2, 18)) is None


def answers(*scores: int) -> list[dict[Element, int]]:
    return [dict.fromkeys(Element, score) for score in scores]


def test_the_index_of_a_sheet_worked_by_hand() -> None:
    """Ten answers: 3 everywhere, but time is 2 twice and behaviour 4 five times: 267 ninths of a hundred."""
    given = answers(*[3] * 10)
    for row in given[:2]:
        row[Element.TIME] = 2
    for row in given[:5]:
        row[Element.BEHAVIOUR] = 4
    found = index(given, served=10)
    assert found.value == Decimal("75.83")  # 273 of 360, by 100
    assert (found.grade, found.answers, found.weakest) == ("C", 10, (Element.TIME,))
    assert found.means[Element.TIME] == Decimal("2.80")
    assert found.enough


def test_the_best_index_is_100_and_one_answer_shows_none() -> None:
    """With the regulation's rounded weight of 0,11 the best would be 99."""
    assert index(answers(*[4] * 5), 5).value == Decimal("100.00")
    assert index(answers(*[1] * 5), 5).value == Decimal("25.00")
    assert index(answers(4), 1).value is None
    assert index([], 0).value is None


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (Decimal("88.31"), "A"),
        (Decimal("88.30"), "B"),
        (Decimal("76.61"), "B"),
        (Decimal("76.60"), "C"),
        (Decimal("65.00"), "C"),
        (Decimal("64.99"), "D"),
    ],
)
def test_edges_of_the_grades(value: Decimal, grade: str) -> None:
    from luwes.services.rules.satisfaction import GRADES

    assert next(letter for edge, letter in GRADES if value >= edge) == grade


@pytest.mark.parametrize(
    ("population", "size"),
    [(0, 0), (10, 10), (100, 80), (1000, 278), (10_000, 370), (1_000_000, 384)],
)
def test_samples_of_krejcie_and_morgan(population: int, size: int) -> None:
    """Their table of 1970, rounded upwards where it rounds to the nearest."""
    assert sample(population) == size


def test_who_looks_after_a_road() -> None:
    city = Duty(1, 10, 100, "18.71")
    district = Duty(2, 11, 110, "18.71.17")
    province = Duty(3, 20, 200, "18", ("Ratu Dibalau", "Soekarno-Hatta"))
    everything = [city, district, province]
    assert responsible(everything, "18.71.17.1003", "Gang Mawar").duty == district  # type: ignore[union-attr]
    assert responsible(everything, "18.71.02.1001", "Gang Mawar").duty == city  # type: ignore[union-attr]
    found = responsible(everything, "18.71.17.1003", "lubang di jl. RATU  DIBALAU, depan SD")
    assert found is not None
    assert (found.duty, found.by_words) == (province, ("Ratu Dibalau",))
    assert responsible(everything, "18.01.01.2001", "Gang Mawar") is None
    assert responsible(everything, "18.71.17.1003", "Ratu Dibalauan").duty == district  # type: ignore[union-attr]


def test_two_offices_for_one_place_are_told_apart_by_a_person() -> None:
    found = responsible([Duty(1, 10, 100, "18.71"), Duty(2, 11, 110, "18.71")], "18.71", "")
    assert found is not None
    assert not found.is_sure


def test_only_the_competent_who_are_there_by_load_and_waiting() -> None:
    asked = Asked({7: 2})
    officers = [
        Officer(1, {7: 1}), Officer(2, {7: 3}, 4), Officer(3, {7: 2}, 1, at("2025-02-18 10:00")),
        Officer(4, {7: 2}, 1, at("2025-02-17 10:00")), Officer(5, {7: 5}, 0, away="Cuti"), Officer(6, {}),
    ]  # fmt: skip
    assert [one.employee_id for one in able(officers, asked)] == [4, 3, 2]


def test_numbers_and_secrets_as_people_write_them() -> None:
    assert tracking.number("LPG", 2026, 4530) == "LPG-26-004530"
    for typed in ("lpg-26-4530", " LPG 26 004530 ", "LPG26004530"):
        assert tracking.read_number(typed) == "LPG-26-004530"
    secret = tracking.new_secret()
    assert tracking.read_secret(tracking.spelled(secret).lower().replace("-", " ")) == secret
    assert len({tracking.new_secret() for _ in range(200)}) == 200


def test_metres_between_points() -> None:
    here = Point(-5.3600, 105.2800)
    assert round(here.metres(Point(-5.3609, 105.2800))) == 100
    south, north, west, east = here.box(300)
    assert south < -5.3609 < north
    assert west < 105.28 < east
