"""Recognitions by law, against a sheet worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.core.periods import Period, full_years
from luwes.motivation.rules import medals
from luwes.motivation.rules.medals import Break, BreakKind, Service, Standing, anniversary

ON = date(2026, 8, 17)
CHECKED = date(2026, 7, 1)
NIP_2016 = "199004122016032001"  # CPNS March 2016


def service(**values: object) -> Service:
    defaults = {
        "employment": "pns", "standing": "1", "is_current": True, "nip": NIP_2016,
        "checked_on": CHECKED,
    }  # fmt: skip
    return Service(**(defaults | values))  # type: ignore[arg-type]


def standing(years: int, file: Service, on: date = ON) -> str:
    return medals.judge(medals.BY_KEY[medals.of_years(years)], file, on).standing.value


def broken(kind: BreakKind, first: date, end: date | None) -> tuple[Break, ...]:
    return (Break(kind, Period(first, end)),)


# TMT CPNS by decree, NIP, what broke it, on which day; what X, XX and XXX are worth then.
SHEET = [
    # by the NIP: March 2016, ten years on 1 March 2026
    ("NIP, day before", {}, date(2026, 2, 28), ("later", "later", "later")),
    ("NIP, the day", {}, date(2026, 3, 1), ("ready", "later", "later")),
    ("NIP, checked", {}, ON, ("ready", "later", "later")),
    # the decree counts before the NIP, in both directions
    ("decree later", {"decreed": date(2016, 9, 1)}, ON, ("later", "later", "later")),
    ("decree earlier", {"decreed": date(2006, 8, 1)}, ON, ("replaced", "ready", "later")),
    # 29 February: ten years on 1 March 2026 (no leap year), twenty on 29 February 2036
    ("leap, 28 Feb", {"decreed": date(2016, 2, 29), "checked_on": date(2026, 1, 5)}, date(2026, 2, 28), ("later", "later", "later")),
    ("leap, 1 Mar", {"decreed": date(2016, 2, 29), "checked_on": date(2026, 1, 5)}, date(2026, 3, 1), ("ready", "later", "later")),
    ("leap, 28 Feb 36", {"decreed": date(2016, 2, 29), "checked_on": date(2036, 1, 5)}, date(2036, 2, 28), ("ready", "later", "later")),
    ("leap, 29 Feb 36", {"decreed": date(2016, 2, 29), "checked_on": date(2036, 1, 5)}, date(2036, 2, 29), ("replaced", "ready", "later")),
    # unpaid leave 2010 until the end of 2012: counted from 1 January 2013
    ("CLTN", {"decreed": date(2003, 1, 1), "breaks": broken(BreakKind.UNPAID, date(2010, 1, 1), date(2013, 1, 1))}, ON, ("ready", "later", "later")),
    ("CLTN, too early", {"decreed": date(2003, 1, 1), "checked_on": date(2022, 6, 1), "breaks": broken(BreakKind.UNPAID, date(2010, 1, 1), date(2013, 1, 1))}, date(2022, 12, 31), ("later", "later", "later")),
    ("CLTN now", {"decreed": date(2003, 1, 1), "breaks": broken(BreakKind.UNPAID, date(2026, 1, 1), None)}, ON, ("barred", "barred", "barred")),
    # a medium sanction of twelve months that ended on 30 June 2016: ten years on 1 July 2026
    ("discipline", {"decreed": date(2000, 1, 1), "breaks": broken(BreakKind.MEDIUM, date(2015, 7, 1), date(2016, 7, 1))}, ON, ("ready", "later", "later")),
    ("discipline, before", {"decreed": date(2000, 1, 1), "breaks": broken(BreakKind.HEAVY, date(2015, 9, 1), date(2016, 9, 1))}, ON, ("later", "later", "later")),
    ("discipline to come", {"decreed": date(2006, 1, 1), "breaks": broken(BreakKind.HEAVY, date(2026, 9, 1), date(2027, 9, 1))}, ON, ("replaced", "ready", "later")),
    # nobody looked, or too long ago
    ("unchecked", {"decreed": date(2006, 1, 1), "checked_on": None}, ON, ("replaced", "check", "later")),
    ("checked long ago", {"checked_on": date(2025, 8, 17)}, ON, ("check", "later", "later")),
    ("checked a year less a day ago", {"checked_on": date(2025, 8, 18)}, ON, ("ready", "later", "later")),
    # others
    ("PPPK", {"employment": "pppk", "nip": "199004122021211001"}, ON, ("barred", "barred", "barred")),
    ("retires first", {"decreed": date(2000, 1, 1), "retires_on": date(2029, 5, 1)}, ON, ("replaced", "ready", "barred")),
    ("retires on the day", {"decreed": date(2000, 1, 1), "retires_on": date(2030, 1, 1)}, ON, ("replaced", "ready", "barred")),
    ("retires the day after", {"decreed": date(2000, 1, 1), "retires_on": date(2030, 1, 2)}, ON, ("replaced", "ready", "later")),
    ("retired", {"decreed": date(2006, 1, 1), "retires_on": date(2026, 8, 1)}, ON, ("barred", "barred", "barred")),
    ("has left", {"decreed": date(2006, 1, 1), "is_current": False}, ON, ("barred", "barred", "barred")),
    ("suspended", {"decreed": date(2006, 1, 1), "standing": "4"}, ON, ("barred", "barred", "barred")),
    ("under discipline", {"decreed": date(2006, 1, 1), "standing": "15"}, ON, ("barred", "barred", "barred")),
    ("studies by order", {"standing": "3"}, ON, ("ready", "later", "later")),
    # received and proposed
    ("has X", {"received": {"satya_10": date(2025, 8, 17)}}, ON, ("received", "later", "later")),
    ("has XX, not X", {"decreed": date(2000, 1, 1), "received": {"satya_20": date(2021, 8, 17)}}, ON, ("replaced", "received", "later")),
    ("proposed", {"proposed": frozenset({"satya_10"})}, ON, ("proposed", "later", "later")),
    # the NIP says nothing
    ("no NIP", {"nip": "1"}, ON, ("check", "check", "check")),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "values", "on", "expected"), SHEET, ids=[r[0] for r in SHEET])
def test_the_sheet(_name: str, values: dict[str, object], on: date, expected: tuple[str]) -> None:
    found = tuple(standing(years, service(**values), on) for years in medals.TIERS)
    assert found == expected


def test_what_is_missing_is_told_with_the_day_it_comes() -> None:
    file = service(decreed=date(2016, 9, 1), checked_on=None)
    judged = medals.judge(medals.BY_KEY["satya_10"], file, ON)
    assert judged.on == date(2026, 9, 1)
    said = [finding.said.text for finding in judged.lacking]
    assert any("BKD memeriksa arsipnya" in text for text in said)
    assert len(said) == 3


def test_an_archive_that_nobody_looked_through_is_unknown_and_not_clean() -> None:
    judged = medals.judge(medals.BY_KEY["satya_10"], service(checked_on=None), ON)
    assert {f.verdict for f in judged.lacking} == {medals.Verdict.UNKNOWN}
    assert len(judged.lacking) == 2


@pytest.mark.parametrize(
    ("days", "received", "expected"),
    [
        (59, {}, Standing.LATER),
        (60, {}, Standing.READY),
        (90, {"disaster": ON - timedelta(days=100)}, Standing.RECEIVED),
        (90, {"disaster": date(2024, 8, 17)}, Standing.READY),  # again after 24 months
    ],
)
def test_service_in_emergencies(days: int, received: dict[str, date], expected: Standing) -> None:
    file = service(employment="pppk", emergency_days=days, received=received)
    assert medals.judge(medals.BY_KEY[medals.DISASTER], file, ON).standing is expected


def test_a_decree_of_another_month_than_the_nip_is_told() -> None:
    assert not service().sources_differ
    assert not service(decreed=date(2016, 3, 20)).sources_differ
    assert service(decreed=date(2016, 4, 1)).sources_differ


@given(st.dates(date(1985, 1, 1), date(2020, 12, 31)), st.sampled_from(medals.TIERS))
def test_the_anniversary_is_the_first_day_of_so_many_whole_years(since: date, years: int) -> None:
    day = anniversary(since, years)
    assert full_years(since, day) == years
    assert full_years(since, day - timedelta(days=1)) == years - 1


@given(
    st.dates(date(1990, 1, 1), date(2020, 1, 1)),
    st.lists(
        st.tuples(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.integers(1, 900)), max_size=4
    ),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)
def test_years_never_begin_before_a_break_has_ended(
    joined: date, drawn: list[tuple[date, int]], on: date
) -> None:
    breaks = tuple(
        Break(BreakKind.UNPAID, Period(first, first + timedelta(days=n))) for first, n in drawn
    )
    since = service(decreed=joined, breaks=breaks).counts_since(on)
    begun = [b for b in breaks if b.period.start <= on]
    if since is None:
        assert any(on in b.period for b in begun)
    else:
        assert since >= joined
        assert all(b.period.end and b.period.end <= since for b in begun)
