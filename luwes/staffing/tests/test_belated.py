"""When and where something happened that a phone sends late."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.staffing.belated import HELD_AT_MOST, Moment, Nearness, Stamp, moment, nearness

NOW = datetime(2025, 2, 25, 10, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_a_right_clock_is_taken_at_its_word() -> None:
    assert moment(Stamp(NOW - 3 * HOUR, NOW), NOW) == Moment(NOW - 3 * HOUR, False)


@pytest.mark.parametrize("off", [-2 * HOUR, 2 * HOUR])
def test_a_clock_two_hours_wrong_is_put_right_and_told(off: timedelta) -> None:
    written, sent = NOW - 3 * HOUR + off, NOW + off
    assert moment(Stamp(written, sent), NOW) == Moment(NOW - 3 * HOUR, True)
    met = Stamp(written, sent, NOW - 5 * HOUR, NOW - 5 * HOUR + off)
    assert moment(met, NOW) == Moment(NOW - 3 * HOUR, True)


def test_a_clock_put_right_before_sending_is_judged_by_when_it_was_last_compared() -> None:
    wrong = Stamp(NOW - 3 * HOUR + 2 * HOUR, NOW, NOW - 5 * HOUR, NOW - 3 * HOUR)
    assert moment(wrong, NOW) == Moment(NOW - 3 * HOUR, True)


stamps = st.builds(
    Stamp,
    *[st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))] * 2,
    *[st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))]
    * 2,
)


@given(stamps)
def test_whatever_a_phone_says_nothing_happens_later_than_now_or_before_it_could(s: Stamp) -> None:
    at = moment(s, NOW).at
    assert NOW - HELD_AT_MOST <= at <= NOW
    if s.met_server and s.met_phone:
        assert at >= min(s.met_server, NOW)


@pytest.mark.parametrize(
    ("distance", "accuracy", "said"),
    [
        (40, 15, Nearness.AT),
        (450, 200, Nearness.AT),
        (4200, 15, Nearness.FAR),
        (4200, 5000, Nearness.WEAK),
        (None, 15, Nearness.UNKNOWN),
        (None, None, Nearness.UNKNOWN),
    ],
)
def test_near_is_what_its_own_inexactness_allows(
    distance: int | None, accuracy: int | None, said: Nearness
) -> None:
    assert nearness(distance, accuracy) == said
