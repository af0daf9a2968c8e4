"""Figures that conflict, totals that count nobody twice, statuses that extend. No database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.core.periods import Period
from luwes.mobilisation import rules
from luwes.mobilisation.rules import InUse, Status, StatusDraft

MARCH = Period(date(2025, 3, 1), date(2025, 3, 15))


def a_status(period: Period, *, authority: str = "Gubernur Lampung") -> StatusDraft:
    return StatusDraft(Status.RESPONSE, authority, "300/1", period)


def test_a_citys_figure_holds_those_of_its_districts() -> None:
    own = rules.spread({"18.71": 1200, "18.71.10": 300, "18.01": 50})
    assert own == {"18.71": 900, "18.71.10": 300, "18.01": 50}


def test_districts_that_tell_more_than_their_city_are_believed() -> None:
    assert rules.spread({"18.71": 100, "18.71.10": 300}) == {"18.71": 0, "18.71.10": 300}


def test_a_village_is_taken_off_its_district_and_not_twice_off_the_city() -> None:
    own = rules.spread({"18.71": 100, "18.71.10": 60, "18.71.10.1001": 20})
    assert own == {"18.71": 40, "18.71.10": 40, "18.71.10.1001": 20}


@given(
    st.integers(0, 10_000),
    st.dictionaries(st.sampled_from(["18.71.01", "18.71.02", "18.71.03"]), st.integers(0, 5000)),
)
def test_the_whole_is_never_less_than_any_telling_of_it(
    city: int, districts: dict[str, int]
) -> None:
    own = rules.spread({"18.71": city, **districts})
    assert sum(own.values()) == max(city, sum(districts.values()))


def test_a_district_is_missing_only_where_nobody_told_for_it() -> None:
    areas = ["18.71", "18.71.01", "18.71.02"]
    assert rules.is_missing("18.71.02", {"18.71.01"}, areas)
    assert not rules.is_missing("18.71.02", {"18.71"}, areas)
    assert not rules.is_missing("18.71", {"18.71.01"}, areas)


def test_totals_keep_estimates_apart_and_count_what_is_missing() -> None:
    total = rules.total([(30850, False), (3300, True), None])
    assert (total.reported, total.estimated, total.whole) == (30850, 3300, 34150)
    assert total.areas_without == 1


@pytest.mark.parametrize(
    ("new", "used", "counts"),
    [
        (InUse("BPBD", False), None, True),
        (InUse("BPBD", False), InUse("bpbd ", False), True),
        (InUse("Camat", False), InUse("BPBD", False), False),
        (InUse("BPBD", False), InUse("Perkiraan", True), True),
        (InUse("BPBD", True), InUse("BPBD", False), False),
        (InUse("Lain", True), InUse("Perkiraan", True), False),
    ],
)
def test_another_source_stands_beside_until_somebody_chooses(
    new: InUse, used: InUse | None, counts: bool
) -> None:
    assert rules.takes_over(new, used) is counts


def test_fewer_people_than_families_cannot_be() -> None:
    assert not rules.plausible(32, 101)
    assert rules.plausible(2585, 727)


def test_an_extension_follows_at_once_and_ends_later() -> None:
    assert not rules.status_problems(
        a_status(Period(date(2025, 3, 15), date(2025, 3, 22))), extends=MARCH
    )
    late = a_status(Period(date(2025, 3, 20), date(2025, 3, 25)))
    assert [p.field for p in rules.status_problems(late, extends=MARCH)] == ["first_day"]
    short = a_status(Period(date(2025, 3, 10), date(2025, 3, 12)))
    assert [p.field for p in rules.status_problems(short, extends=MARCH)] == ["last_day"]


def test_a_status_names_who_declared_it() -> None:
    assert [p.field for p in rules.status_problems(a_status(MARCH, authority=" "))] == ["authority"]


def standing(*rows: tuple[Status, Period] | tuple[Status, Period, str]) -> list[rules.Standing]:
    return [
        rules.Standing(key, row[0], row[2] if len(row) > 2 else "Gubernur Lampung", row[1])
        for key, row in enumerate(rows)
    ]


APRIL = Period(date(2025, 4, 1), date(2025, 4, 15))


@pytest.mark.parametrize(
    ("before", "step", "because", "field"),
    [
        (None, Status.ALERT, "", None),
        (None, Status.RESPONSE, "", None),
        (None, Status.TRANSITION, "banjir surut", "status"),
        (Status.ALERT, Status.RESPONSE, "", None),
        (Status.ALERT, Status.TRANSITION, "", "status"),
        (Status.RESPONSE, Status.TRANSITION, "", None),
        (Status.RESPONSE, Status.ALERT, "", "because"),
        (Status.TRANSITION, Status.TRANSITION, "", None),
        (Status.TRANSITION, Status.RESPONSE, "", "because"),
        (Status.TRANSITION, Status.RESPONSE, "banjir datang lagi", None),
        (None, Status.CERTAIN, "", "because"),
        (Status.RESPONSE, Status.CERTAIN, "masih ada yang hilang", None),
    ],
)
def test_what_may_follow_what_and_what_asks_for_a_reason(
    before: Status | None, step: Status, because: str, field: str | None
) -> None:
    rows = standing((before, MARCH)) if before else []
    draft = StatusDraft(step, "Gubernur Lampung", "300/2", APRIL, because=because)
    found = [problem.field for problem in rules.status_problems(draft, standing=rows)]
    assert found == ([field] if field else [])


def test_a_ground_without_status_leaves_the_course_where_it_was() -> None:
    rows = standing((Status.RESPONSE, MARCH), (Status.CERTAIN, APRIL))
    assert rules.before(date(2025, 5, 1), rows) is Status.RESPONSE


def test_a_later_decree_of_the_same_authority_ends_the_earlier_and_anothers_stands_beside() -> None:
    rows = standing((Status.ALERT, MARCH), (Status.ALERT, MARCH, "Wali Kota"))
    new = StatusDraft(
        Status.RESPONSE, "gubernur lampung ", "", Period(date(2025, 3, 5), date(2025, 3, 10))
    )
    assert rules.cut_short(new, rows) == {0: Period(MARCH.start, date(2025, 3, 5))}
    assert rules.in_force(new, rows) == new.period


def test_a_decree_recorded_late_ends_where_the_next_begins() -> None:
    rows = standing((Status.RESPONSE, MARCH))
    late = StatusDraft(
        Status.ALERT, "Gubernur Lampung", "", Period(date(2025, 2, 20), date(2025, 3, 6))
    )
    assert rules.in_force(late, rows) == Period(date(2025, 2, 20), MARCH.start)
    assert not rules.cut_short(late, rows)


def test_one_authority_sets_no_two_statuses_from_the_same_day() -> None:
    rows = standing((Status.RESPONSE, MARCH))
    again = rules.status_problems(a_status(MARCH), standing=rows)
    assert [problem.field for problem in again] == ["first_day"]


@pytest.mark.parametrize(
    ("on", "told", "due"),
    [
        (date(2025, 3, 10), None, None),
        (date(2025, 3, 11), None, 3),
        (date(2025, 3, 12), 3, None),
        (date(2025, 3, 12), None, 3),  # the job did not run the day before
        (date(2025, 3, 13), 3, 1),
        (date(2025, 3, 14), 1, None),
        (date(2025, 3, 14), None, 1),  # of missed ones only the newest
        (date(2025, 3, 15), 1, rules.LAPSED),
        (date(2025, 3, 20), rules.LAPSED, None),
    ],
)
def test_a_status_that_ends_on_the_14th_is_reminded_of(
    on: date, told: int | None, due: int | None
) -> None:
    assert rules.reminder_due(date(2025, 3, 15), on, told) == due


def test_what_stays_open_never_lapses() -> None:
    assert rules.ends_on([]) is None
    assert rules.ends_on([MARCH, APRIL]) == APRIL.end
    assert rules.ends_on([MARCH, Period(date(2025, 4, 1))]) is None


CITY = rules.Lead(1, rules.Level.REGENCY, is_province=False, area="18.71")
PROVINCE = rules.Lead(2, rules.Level.PROVINCE, is_province=True, area="18")


@pytest.mark.parametrize(
    ("new", "reason", "fields"),
    [
        (PROVINCE, "kurang tenaga", []),
        (replace(PROVINCE, level=rules.Level.NATIONAL), "melampaui provinsi", []),
        (PROVINCE, " ", ["reason"]),
        (CITY, "tetap", ["level"]),
        (replace(CITY, level=rules.Level.PROVINCE), "x", ["agency"]),
        (replace(PROVINCE, level=rules.Level.REGENCY), "x", ["agency"]),
        (rules.Lead(3, rules.Level.REGENCY, is_province=False, area="18.01"), "x", ["agency"]),
        (rules.Lead(4, rules.Level.REGENCY, is_province=False), "", ["reason"]),
    ],
)
def test_who_may_lead_on_which_level(new: rules.Lead, reason: str, fields: list[str]) -> None:
    found = rules.lead_problems(new, CITY, struck="18.71", reason=reason)
    assert [problem.field for problem in found] == fields
