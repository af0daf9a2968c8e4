"""When somebody retires: by the row in force on that very day."""

from datetime import date

import pytest

from luwes.core.periods import Period
from luwes.organisation.rules import PositionKind as K
from luwes.organisation.rules import limits_of, retirement_age, retirement_day
from luwes.organisation.rules.retiring import Limit

BORN = date(1970, 3, 15)


@pytest.mark.parametrize(
    ("kind", "level", "title", "day"),
    [
        (K.EXECUTIVE, "", "Pengelola Data", date(2028, 4, 1)),
        (K.SUPERVISOR, "", "Kepala Seksi Data", date(2028, 4, 1)),
        (K.TOP_LEADER, "pratama", "Kepala Dinas Kesehatan", date(2030, 4, 1)),
        (K.EXPERT, "pertama", "Perawat", date(2028, 4, 1)),
        (K.EXPERT, "madya", "Dokter", date(2030, 4, 1)),
        (K.EXPERT, "utama", "Dokter", date(2035, 4, 1)),
        (K.EXPERT, "pertama", "Guru Kelas", date(2030, 4, 1)),
        (K.EXPERT, "utama", "Guru", date(2030, 4, 1)),
        (K.EXPERT, "muda", "Dosen", date(2035, 4, 1)),
        (K.EXECUTIVE, "", "Gurujana", date(2028, 4, 1)),
    ],
)
def test_each_kind_of_post_has_its_age(kind: K, level: str, title: str, day: date) -> None:
    assert retirement_day(BORN, limits_of(kind, level, title)) == day


def test_the_row_in_force_on_the_day_of_retirement_counts() -> None:
    change = date(2028, 6, 1)
    rows = (Limit(58, Period(date(2000, 1, 1), change), "lama"), Limit(60, Period(change), "baru"))
    limits = limits_of(K.EXECUTIVE, "", "", rows)
    assert retirement_day(date(1970, 4, 30), limits) == date(2028, 5, 1)  # before the change
    assert retirement_day(date(1970, 5, 1), limits) == date(
        2030, 6, 1
    )  # the old day is the first of the new


def test_whom_a_lower_age_overtakes_retires_when_it_begins() -> None:
    change = date(2028, 6, 1)
    rows = (Limit(60, Period(date(2000, 1, 1), change), "lama"), Limit(58, Period(change), "baru"))
    limits = limits_of(K.EXECUTIVE, "", "", rows)
    assert retirement_day(date(1969, 1, 5), limits) == change
    assert retirement_day(date(1971, 1, 5), limits) == date(2029, 2, 1)


def test_a_row_of_a_title_that_begins_later_takes_over_from_the_general_one() -> None:
    change = date(2029, 1, 1)
    rows = (
        Limit(58, Period(date(2000, 1, 1)), "umum"),
        Limit(60, Period(change), "guru", title="Guru"),
    )
    limits = limits_of(K.EXPERT, "muda", "Guru", rows)
    assert [row.law for row in limits] == ["umum", "guru"]
    assert retirement_day(date(1970, 3, 15), limits) == date(2028, 4, 1)
    assert retirement_day(date(1971, 3, 15), limits) == date(2031, 4, 1)


def test_every_row_names_its_law() -> None:
    assert all(row.law for row in limits_of(K.EXPERT, "madya", "Guru"))
    assert retirement_age(K.EXPERT, "madya", "Guru") == 60
