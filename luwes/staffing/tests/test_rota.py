"""The rota: as good as trying everything, and never against the policy."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luwes.staffing import hours, rota
from luwes.staffing.hours import Duty, Policy, Slot
from luwes.staffing.rota import Asked, Last, Person, Rota, Tour

POLICY = Policy()
MIDNIGHT = datetime(2025, 2, 26)  # the month ends within the rota


def team(size: int, *, end: int = 5, leaders: int = 0, **values: int) -> tuple[Person, ...]:
    return tuple(Person(n, 0, end, may_lead=n < leaders, **values) for n in range(size))


def asked(
    people: tuple[Person, ...], slots: tuple[Slot, ...], days: int = 5, **values: int
) -> Asked:
    return Asked(people, slots, days, POLICY, **values)


THREE = hours.standard(3, desired=6, minimum=3)


def duties(of: Asked, tour: Tour) -> list[Duty]:
    slot = of.slots[tour.slot]
    starts = [MIDNIGHT + timedelta(minutes=of.begins(*place)) for place in tour.teams]
    return [Duty(start, start + timedelta(minutes=slot.minutes)) for start in starts]


# ── against every possibility ────────────────────────────────────────

slots_of_two = st.builds(
    lambda a, b, least: (
        Slot("Siang", time(7), time(19), a, min(a, least)), Slot("Malam", time(19), time(7), b, 0)
    ),
    st.integers(1, 2), st.integers(1, 2), st.integers(0, 1),
)  # fmt: skip


@st.composite
def small(draw: st.DrawFn) -> Asked:
    days = draw(st.integers(1, 4))
    people = []
    for key in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, days - 1))
        last = draw(st.none() | st.builds(
            Last, st.integers(-3, -1), st.integers(0, 1), st.integers(1, 3), st.just(0),
            st.integers(-900, 400),
        ))  # fmt: skip
        people.append(
            Person(
                key,
                first,
                draw(st.integers(first + 1, days)),
                draw(st.booleans()),
                draw(st.integers(0, 5)),
                last,
            )
        )
    policy = Policy(running_days=draw(st.integers(1, 3)), running_nights=draw(st.integers(1, 2)))
    return Asked(tuple(people), draw(slots_of_two), days, policy, draw(st.sampled_from([0, 600])))


def badness(of: Asked, tours: dict[int, Tour]) -> tuple[int, int, int]:
    leads = {person.key for person in of.people if person.may_lead}
    here = Counter(t for tour in tours.values() for t in tour.teams)
    led = {t for key, tour in tours.items() if key in leads for t in tour.teams}
    least = wished = leaderless = 0
    for slot, day in of.teams():
        wanted = of.slots[slot]
        below = max(0, wanted.least - here[slot, day])
        least += below
        wished += max(0, wanted.heads - here[slot, day]) - below
        leaderless += (slot, day) not in led
    return least, wished, leaderless


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(small())
def test_no_rota_leaves_fewer_heads_and_teams_without(of: Asked) -> None:
    found = rota.compose(of)
    assert found.proven
    choices = [[None, *rota.tours_of(person, of)] for person in of.people]
    best = min(
        badness(of, {p.key: t for p, t in zip(of.people, tours, strict=True) if t})
        for tours in product(*choices)
    )
    assert badness(of, found.tours) == best


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(small())
def test_what_is_missing_is_told_by_day_and_shift(of: Asked) -> None:
    found = rota.compose(of)
    least, wished, leaderless = badness(of, found.tours)
    assert sum(lack.least for lack in found.lacks) == least
    assert sum(lack.heads - lack.least for lack in found.lacks) == wished
    assert len(found.leaderless) == leaderless


# ── the policy ───────────────────────────────────────────────────────


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.integers(1, 4), st.integers(1, 14), st.integers(1, 12), st.integers(0, 3))
def test_nobody_serves_beyond_the_policy(count: int, days: int, people: int, heads: int) -> None:
    slots = hours.standard(count, desired=count + heads, minimum=count)
    of = asked(team(people, end=days, leaders=1), slots, days)
    for key, tour in rota.compose(of).tours.items():
        person, served = of.people[key], duties(of, tour)
        assert person.first <= tour.first
        assert tour.first + tour.days <= person.end
        for n, duty in enumerate(served):
            assert hours.duty_problems(duty, served[:n] + served[n + 1 :], POLICY) == []


def test_who_served_just_before_goes_on_in_the_same_shift_or_has_a_day_off() -> None:
    last = Last(day=-1, slot=0, days=4, nights=0, ended=-540)  # 7 to 15 the day before
    person = Person(1, 0, 5, last=last)
    found = rota.tours_of(person, asked((person,), THREE))
    assert Tour(0, 0, 2) in found  # the fifth and sixth day
    assert not [tour for tour in found if tour.first == 0 and tour.slot != 0]
    assert Tour(1, 1, 4) in found


def test_a_night_that_ends_in_the_morning_needs_its_rest() -> None:
    last = Last(day=-2, slot=None, days=1, nights=1, ended=420)  # until 7 on the first day
    found = rota.tours_of(replace(team(1)[0], last=last), asked(team(1), THREE))
    assert {(tour.slot, tour.first) for tour in found if tour.first == 0} == {(2, 0)}


# ── what is preferred ────────────────────────────────────────────────


def filled(of: Asked) -> Rota:
    found = rota.compose(of)
    assert found.lacks == ()
    return found


def test_a_full_team_covers_every_shift() -> None:
    found = filled(asked(team(6, leaders=3), THREE))
    assert Counter(tour.slot for tour in found.tours.values()) == {0: 2, 1: 2, 2: 2}
    assert found.leaderless == ()


def test_who_is_over_stays_free() -> None:
    assert len(filled(asked(team(8), THREE)).tours) == 6


def test_the_least_of_every_shift_comes_before_the_wish_of_one() -> None:
    slots = (Slot("Siang", time(7), time(19), 3, 1), Slot("Malam", time(19), time(7), 1, 1))
    found = rota.compose(asked(team(2), slots))
    assert {(lack.slot, lack.heads, lack.least) for lack in found.lacks} == {(0, 2, 0)}


def test_nights_go_to_those_who_served_the_fewest() -> None:
    people = tuple(Person(n, 0, 5, nights=9 - n) for n in range(6))
    found = filled(asked(people, THREE))
    assert {key for key, tour in found.tours.items() if tour.slot == 2} == {4, 5}


def test_others_relieve_those_who_served_six_days() -> None:
    slots = (Slot("Siang", time(8), time(16), 1, 1),)
    found = filled(asked(team(2, end=12), slots, 12))
    assert sorted(found.tours.values()) == [Tour(0, 0, 6), Tour(0, 6, 6)]


def test_a_shortage_comes_late_and_shifts_gone_by_are_not_missed() -> None:
    slots = (Slot("Siang", time(8), time(16), 1, 1),)
    found = rota.compose(asked(team(1, end=8), slots, 8, opens=600))
    assert found.tours == {0: Tour(0, 1, 6)}
    assert [(lack.day, lack.heads) for lack in found.lacks] == [(7, 1)]


def test_nobody_at_all_is_all_missing() -> None:
    found = rota.compose(asked((), THREE, 2))
    assert sum(lack.heads for lack in found.lacks) == 12
    assert found.proven


@pytest.mark.parametrize("size", [12, 60])
def test_the_same_people_give_the_same_rota(size: int) -> None:
    of = asked(
        team(size, end=14, leaders=4), hours.standard(3, desired=size, minimum=size // 2), 14
    )
    assert rota.compose(of) == rota.compose(of)
