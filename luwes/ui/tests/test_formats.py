"""Numbers, days and names as people here write them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from luwes.core.periods import Period
from luwes.ui import formats

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("value", "digits", "lang", "written"),
    [
        (0, None, "id", "0"),
        (1234.5, None, "id", "1.234,5"),
        (1234567, None, "id", "1.234.567"),
        (Decimal("24.50"), None, "id", "24,5"),
        (0.126, None, "id", "0,13"),
        (-18, None, "id", "−18"),
        (-0.001, None, "id", "0"),
        (24, 1, "id", "24,0"),
        (100, None, "id", "100"),
        (1234.5, None, "en", "1,234.5"),
    ],
)
def test_numbers_have_points_for_thousands_and_a_decimal_comma(
    value: float, digits: int | None, lang: str, written: str
) -> None:
    assert formats.number(value, digits, lang) == written


@pytest.mark.parametrize(
    ("value", "lang", "written"),
    [
        (date(2026, 11, 24), "id", "24 November 2026"),
        (date(2026, 5, 1), "id", "1 Mei 2026"),
        (date(2026, 8, 17), "id-id", "17 Agustus 2026"),
        (date(2026, 8, 17), "en-gb", "17 August 2026"),
        (date(2026, 8, 17), "su", "17 Agustus 2026"),
    ],
)
def test_days_are_written_out_whatever_the_systems_locale(
    value: date, lang: str, written: str
) -> None:
    assert formats.day(value, lang) == written


def test_a_weekday_stands_before_its_day() -> None:
    assert formats.day(date(2026, 11, 24), weekday=True) == "Selasa, 24 November 2026"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "24 Nov 2026 pukul 10.04 WIB"),
        ("Asia/Makassar", "24 Nov 2026 pukul 10.04 WITA"),
        ("Asia/Jayapura", "24 Nov 2026 pukul 10.04 WIT"),
    ],
)
def test_a_moment_says_its_zone(zone: str, written: str) -> None:
    assert formats.moment(datetime(2026, 11, 24, 10, 4, tzinfo=ZoneInfo(zone))) == written


def test_a_moment_in_english_has_a_colon() -> None:
    value = datetime(2026, 11, 24, 10, 4, tzinfo=JAKARTA)
    assert formats.moment(value, "en") == "24 Nov 2026 at 10:04 WIB"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2025, 2, 25), date(2025, 3, 1), "25 Februari s.d. 1 Maret 2025"),
        (date(2025, 2, 25), date(2025, 2, 28), "25 s.d. 28 Februari 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Desember 2025 s.d. 2 Januari 2026"),
        (date(2025, 2, 25), date(2026, 2, 25), "25 Februari 2025 s.d. 25 Februari 2026"),
        (date(2025, 2, 25), date(2025, 2, 25), "25 Februari 2025"),
        (date(2025, 2, 25), None, "sejak 25 Februari 2025"),
    ],
)
def test_a_stretch_of_days_names_month_and_year_once(
    first: date, last: date | None, written: str
) -> None:
    assert formats.days(first, last) == written


def test_a_period_shows_its_last_day_not_the_day_after() -> None:
    assert formats.period(Period(date(2025, 2, 25), date(2025, 3, 2))).endswith("1 Maret 2025")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("199004122015022003", "19900412 201502 2 003"),
        ("19900412 201502 2 003", "19900412 201502 2 003"),
        ("1990", "1990"),
        ("", ""),
    ],
)
def test_a_nip_is_grouped_as_on_letters(value: str, written: str) -> None:
    assert formats.nip(value) == written


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Rina Oktaviani, S.Kep., Ns.", "RO"),
        ("dr. Yuliana Sari", "YS"),
        ("Ir. H. Hendra Wijaya", "HW"),
        ("Sukarno", "S"),
        ("", "?"),
    ],
)
def test_initials_leave_titles_out(name: str, letters: str) -> None:
    assert formats.initials(name) == letters


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 24, 10, 4, tzinfo=JAKARTA), "10.04"),
        (datetime(2026, 11, 25, 9, 0, tzinfo=JAKARTA), "besok 09.00"),
        (datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA), "kemarin 09.00"),
        (datetime(2026, 11, 2, 9, 0, tzinfo=JAKARTA), "2 Nov 09.00"),
        (datetime(2025, 11, 2, 9, 0, tzinfo=JAKARTA), "2 Nov 2025 09.00"),
    ],
)
def test_a_near_moment_is_as_short_as_one_says_it(moment: datetime, written: str) -> None:
    assert formats.near(moment, date(2026, 11, 24)) == written


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 menit"), (35, "35 menit"), (60, "1 jam"), (130, "2 jam 10 menit"),
        (1440, "1 hari"), (1500, "1 hari 1 jam"), (4567, "3 hari 4 jam"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_said_by_its_two_largest_parts(minutes: int, words: str) -> None:
    assert formats.duration(timedelta(minutes=minutes)) == words
    assert formats.duration(timedelta(minutes=130), "en") == "2 h 10 min"


def test_hours_of_a_day_name_their_zone_once() -> None:
    begins = datetime(2026, 11, 24, 8, 0, tzinfo=JAKARTA)
    ends = datetime(2026, 11, 24, 11, 30, tzinfo=JAKARTA)
    assert formats.hours(begins, ends) == "08.00–11.30 WIB"
    assert formats.hours(begins, ends, "en") == "08:00–11:30 WIB"
