"""Hours on duty and rest between them: the policy's limits, across midnight and the end of a month."""

from datetime import datetime, time, timedelta

import pytest

from luwes.staffing.hours import (
    Duty,
    Policy,
    Slot,
    duty_problems,
    running,
    slot_problems,
    split,
    standard,
)

POLICY = Policy()


def duty(day: int, hour: int, hours: float = 8, month: int = 2) -> Duty:
    start = datetime(2025, month, day, hour)
    return Duty(start, start + timedelta(hours=hours))


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_usual_shifts_keep_the_policy_and_together_want_all(count: int) -> None:
    slots = standard(count, desired=14, minimum=9)
    assert slot_problems(slots, POLICY) == []
    assert sum(slot.heads for slot in slots) == 14
    assert sum(slot.least for slot in slots) == 9
    assert count == 1 or sum(slot.minutes for slot in slots) == 24 * 60


def test_the_night_is_the_shift_that_crosses_it() -> None:
    assert [slot.is_night for slot in standard(3, desired=3, minimum=3)] == [False, False, True]
    assert [slot.is_night for slot in standard(4, desired=4, minimum=4)] == [
        False,
        False,
        False,
        True,
    ]
    assert Slot("Dini", time(0), time(6), 1).is_night


def test_heads_are_split_evenly() -> None:
    assert split(7, 3) == (3, 2, 2)
    assert split(1, 3) == (1, 0, 0)


def test_all_that_is_wrong_with_shifts_is_told() -> None:
    slots = (Slot("Siang", time(7), time(20), 1), Slot("Siang", time(7), time(8), 0))
    said = [problem.message for problem in slot_problems(slots, POLICY)]
    assert len(said) == 3
    assert "lebih dari 12 jam" in said[0]


def test_rest_is_kept_across_midnight_and_the_end_of_a_month() -> None:
    night = duty(28, 23)  # until 7 on 1 March
    assert duty_problems(duty(1, 18, month=3), [night], POLICY) == []
    (problem,) = duty_problems(duty(1, 17, month=3), [night], POLICY)
    assert "kurang dari 11 jam" in problem.message
    (before,) = duty_problems(duty(28, 5), [night], POLICY)
    assert "kurang dari 11 jam" in before.message


def test_a_shift_on_top_of_another_is_told_once() -> None:
    (problem,) = duty_problems(duty(3, 10), [duty(3, 7)], POLICY)
    assert problem.message == "Ia sudah bertugas pada jam itu."


def test_the_seventh_day_in_a_row_is_off() -> None:
    six = [duty(day, 7) for day in range(1, 7)]
    (problem,) = duty_problems(duty(7, 7), six, POLICY)
    assert "6 hari berturut-turut" in problem.message
    assert duty_problems(duty(8, 7), six, POLICY) == []
    joined = [duty(day, 7) for day in (1, 2, 3, 5, 6, 7)]
    assert duty_problems(duty(4, 7), joined, POLICY) != []


def test_nights_in_a_row_and_long_shifts_have_limits() -> None:
    nights = [duty(day, 23) for day in range(1, 6)]
    assert "malam berturut-turut" in duty_problems(duty(6, 23), nights, POLICY)[0].message
    assert "paling lama 12 jam" in duty_problems(duty(6, 7, 13), [], POLICY)[0].message


def test_days_in_a_row_are_counted_both_ways() -> None:
    days = {duty(day, 7).day for day in (1, 2, 4)}
    assert running(duty(3, 7).day, days) == 4
    assert running(duty(6, 7).day, days) == 1
