"""From when on somebody carries too much, and how the figures come about. No database."""

from datetime import date, datetime, timedelta, timezone

import pytest

from luwes.core.periods import Period
from luwes.motivation.rules import load as rules
from luwes.motivation.rules.load import Answer, Key, Level, Load, Work
from luwes.staffing.hours import Duty, Policy
from luwes.staffing.rules import Load as Share

POLICY = Policy()
HERE = timezone(timedelta(hours=7))
NOW = datetime(2025, 2, 24, 12, 0, tzinfo=HERE)  # a Monday
TODAY = NOW.date()


def level(**figures: float | int) -> str:
    """The level of the only signal of a load; empty without any."""
    found = rules.signals(Load(**figures), POLICY)  # type: ignore[arg-type]
    assert len(found) <= 1
    return found[0].level.value if found else ""


@pytest.mark.parametrize(
    ("figure", "value", "expected"),
    [
        ("week", 37.5, ""), ("week", 37.6, "notice"), ("week", 72, "notice"), ("week", 72.1, "warn"),
        ("week", 84, "warn"), ("week", 84.1, "danger"),
        ("ordered", 72, ""), ("ordered", 73, "warn"), ("ordered", 85, "danger"),
        ("shift", 12, ""), ("shift", 12.1, "warn"), ("shift", 16.1, "danger"),
        ("rest", 11, ""), ("rest", 10.9, "warn"), ("rest", 8, "warn"), ("rest", 7.9, "danger"),
        ("nights", 5, ""), ("nights", 6, "warn"), ("nights", 8, "danger"),
        ("running", 6, ""), ("running", 7, "warn"), ("running", 12, "warn"), ("running", 13, "danger"),
        ("rotation", 14, ""), ("rotation", 15, "warn"), ("rotation", 22, "danger"),
        ("away", 30, ""), ("away", 31, "notice"), ("away", 46, "warn"), ("away", 61, "danger"),
        ("percent", 120, ""), ("percent", 121, "notice"), ("percent", 151, "warn"), ("percent", 181, "danger"),
        ("cases", 30, ""), ("cases", 31, "notice"), ("cases", 51, "warn"),
        ("overdue", 3, ""), ("overdue", 4, "notice"), ("overdue", 11, "warn"),
        ("classes", 10, ""), ("classes", 10.1, "notice"),
    ],
)  # fmt: skip
def test_each_figure_has_its_limits(figure: str, value: float, expected: str) -> None:
    assert level(**{figure: value}) == expected


def test_only_the_working_week_is_law_all_else_says_that_it_is_a_policy() -> None:
    laws = {step.law for limit in rules.limits(POLICY) for step in limit.steps}
    assert laws == {"Perpres 21/2023", "kebijakan Luwes", "kebijakan Luwes, bukan hukum"}


def test_a_deployments_own_policy_moves_the_limits_and_is_named() -> None:
    own = Policy(shift_hours=8, rest_hours=12, running_days=5, source="Kebijakan Wali Kota")
    found = {s.key: s for s in rules.signals(Load(shift=9, rest=11.5, running=6), own)}
    assert {s.law for s in found.values()} == {"Kebijakan Wali Kota"}
    assert found[Key.SHIFT].limit == 8
    assert set(found) == {Key.SHIFT, Key.REST, Key.RUNNING}


@pytest.mark.parametrize(
    ("lost", "month", "expected"),
    [(5, 9, ""), (5, 10, "notice"), (0, 11, ""), (2, 12, "notice"), (3, 12, "warn")],
)
def test_leave_that_will_be_lost_is_said_late_in_the_year(
    lost: int, month: int, expected: str
) -> None:
    assert level(leave=lost, month=month) == expected


def test_a_load_within_all_limits_signals_nothing_and_there_is_no_sum() -> None:
    assert not rules.signals(Load(week=37.5, rest=11, running=5), POLICY)
    assert not {"score", "total", "sum"} & set(Load.__dataclass_fields__)


# ── figures ──────────────────────────────────────────────────────────


def duty(day: int, hour: int, hours: float) -> Duty:
    start = NOW.replace(hour=0) + timedelta(days=day, hours=hour)
    return Duty(start, start + timedelta(hours=hours))


def test_hours_of_seven_days_are_those_on_the_clock_and_those_at_the_own_post() -> None:
    home = frozenset(TODAY - timedelta(days=n) for n in (3, 4, 5))  # Fri, Thu, Wed
    work = Work(duties=(duty(-2, 7, 12), duty(-1, 7, 12), duty(3, 7, 12)), home_days=home)
    load = rules.figures(work, now=NOW)
    assert load.week == 24 + 3 * 7.5
    assert load.ordered == 12
    assert load.running == 5  # Wednesday to Sunday; nothing of today yet


def test_a_short_break_is_no_rest_and_two_posts_back_to_back_are_one_duty() -> None:
    work = Work(duties=(duty(-2, 7, 5), duty(-2, 13, 6), duty(-1, 3, 8), duty(-1, 11, 6)))
    load = rules.figures(work, now=NOW)
    assert load.shift == 14  # 3.00 to 17.00
    assert load.rest == 8  # 19.00 to 3.00
    assert load.week == 25


def test_running_days_end_today_and_duty_at_weekends_joins_two_weeks() -> None:
    home = frozenset(TODAY - timedelta(days=n) for n in (0, 3, 4, 5, 6, 7))
    weekend = (duty(-2, 8, 8), duty(-1, 8, 8))
    assert rules.figures(Work(duties=weekend, home_days=home), now=NOW).running == 8
    assert rules.figures(Work(home_days=home), now=NOW).running == 1


NIGHT = NOW.replace(hour=1, minute=30)  # when it is looked at


@pytest.mark.parametrize(("hour", "ordered"), [(7, 15), (19, 15), (7, 0)])
def test_at_night_days_on_the_clock_run_until_yesterday(hour: int, ordered: int) -> None:
    """Today's shift has not begun, and one that goes through the night belongs to yesterday."""
    shifts = tuple(duty(day, hour, 12) for day in range(-15, ordered))
    assert rules.figures(Work(duties=shifts), now=NIGHT).running == 15


def test_at_night_a_day_off_yesterday_has_ended_the_run() -> None:
    shifts = tuple(duty(day, 7, 12) for day in (*range(-15, -1), 0, 1))
    assert rules.figures(Work(duties=shifts), now=NIGHT).running == 0


def test_nights_are_counted_in_a_row() -> None:
    nights = tuple(duty(day, 19, 12) for day in (-7, -5, -4, -3, -2, -1))
    assert rules.figures(Work(duties=nights), now=NOW).nights == 5


def test_days_away_count_within_ninety_days_and_shares_beside_the_post_add_up() -> None:
    away = frozenset(TODAY - timedelta(days=n) for n in (0, 5, 89, 90, 200))
    shares = (
        Share(Period(TODAY, TODAY + timedelta(days=9)), 40),
        Share(Period(TODAY + timedelta(days=5), TODAY + timedelta(days=30)), 30),
        Share(Period(TODAY + timedelta(days=20), None), 50),
    )
    load = rules.figures(Work(away=away, beside=shares, since=TODAY - timedelta(days=15)), now=NOW)
    assert (load.away, load.percent, load.rotation) == (3, 170, 16)


def test_whoever_was_never_checked_out_counts_as_gone_after_a_longest_shift() -> None:
    signs = [(NOW - timedelta(days=3), True), (NOW - timedelta(days=2), True), (NOW - timedelta(days=2, hours=-15), False)]  # fmt: skip
    assert [stay.hours for stay in rules.stays(signs, NOW, POLICY)] == [12, 15]
    still = [(NOW - timedelta(hours=5), True)]
    assert [stay.hours for stay in rules.stays(still, NOW, POLICY)] == [5]


def test_days_to_answer_are_working_days() -> None:
    holiday = date(2025, 3, 3)
    friday = date(2025, 2, 28)

    def is_work(day: date) -> bool:
        return day.weekday() < 5 and day != holiday

    assert rules.due(friday, 1, is_work) == date(2025, 3, 4)
    assert rules.due(friday, 3, is_work) == date(2025, 3, 6)


@pytest.mark.parametrize(
    ("answer", "until"),
    [(Answer.DAY_OFF, 2), (Answer.ACCEPTED, 9), (Answer.RELIEVED, 3), (Answer.SHARED, 3)],
)
def test_how_long_an_answer_stands(answer: Answer, until: int) -> None:
    day, end = TODAY + timedelta(days=2), TODAY + timedelta(days=9)
    found = rules.stands_until(answer, TODAY, day=day, until=end)
    assert found == TODAY + timedelta(days=until)


def test_a_danger_is_answered_sooner_than_a_warning_and_a_notice_never() -> None:
    assert rules.ANSWER_WITHIN == {Level.WARN: 3, Level.DANGER: 1}
