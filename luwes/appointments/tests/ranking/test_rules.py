"""Points of candidates: what each criterion gives, that better never ranks lower, what is never read."""

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luwes.appointments.ranking import reading
from luwes.appointments.rules import candidates, moves
from luwes.appointments.rules.candidates import NOWHERE, WEIGHTS, Criterion, Scored, Target
from luwes.appointments.rules.eligible import Bar, Law, bars
from luwes.appointments.rules.forecast import number
from luwes.organisation.rules import PositionKind as K
from luwes.organisation.rules import limits_of, retirement_day

ON = date(2026, 11, 27)
DAY = number(ON)
PLACE = (-5_370_000, 105_240_000)
TARGET = Target(
    title=7, group=3, kind=5, job_class=9, lat=PLACE[0], lon=PLACE[1], asked=(3, 4), on=DAY
)
PERSON: dict[str, Any] = {
    "title": 7, "group": 3, "kind": 5, "job_class": 9, "since": DAY - 1200, "lat": PLACE[0], "lon": PLACE[1],
    "need": 0, "held": 1, "levels": [3, 4], "until": [0, 0],
}  # fmt: skip


def people(*changes: dict[str, Any]) -> Scored:
    rows = [PERSON | each for each in changes]
    return Scored(**{field.name: np.array([row[field.name] for row in rows], dtype=np.int64) for field in fields(Scored)})  # fmt: skip


def given_by(criterion: Criterion, target: Target = TARGET, **changes: Any) -> float:
    return round(float(candidates.points(people(changes), target)[criterion][0]), 3)


C = Criterion


@pytest.mark.parametrize(
    ("criterion", "changes", "points"),
    [
        (C.COMPETENCE, {}, 1.0),
        (C.COMPETENCE, {"levels": [3, 0]}, 0.5),
        (C.COMPETENCE, {"levels": [5, 5]}, 1.0),  # more than is asked is not worth more
        (C.COMPETENCE, {"levels": [0, 2]}, 0.25),
        (C.COMPETENCE, {"until": [DAY + 180, 0]}, 0.95),  # to be renewed within half a year
        (C.COMPETENCE, {"until": [DAY + 181, 0]}, 1.0),
        (C.FAMILY, {}, 1.0),
        (C.FAMILY, {"title": 8}, 0.8),
        (C.FAMILY, {"title": 8, "group": 4}, 0.4),
        (C.FAMILY, {"title": 8, "group": 4, "kind": 1}, 0.0),
        (C.FAMILY, {"title": 0, "group": 3, "kind": 5}, 0.0),
        (C.CLASS, {"job_class": 8}, 0.75),
        (C.CLASS, {"job_class": 10}, 0.75),
        (C.CLASS, {"job_class": 5}, 0.0),
        (C.CLASS, {"job_class": 0}, 0.5),
        (C.TENURE, {"since": DAY}, 0.0),
        (C.TENURE, {"since": DAY - 731}, 1.0),
        (C.TENURE, {"since": DAY - 9000}, 1.0),
        (C.TENURE, {"since": 0}, 1.0),
        (C.RELEASE, {"need": 4, "held": 5}, 1.0),
        (C.RELEASE, {"need": 4, "held": 3}, 0.5),
        (C.RELEASE, {"need": 1, "held": 1}, 0.0),
        (C.DISTANCE, {}, 1.0),
        (C.DISTANCE, {"lat": PLACE[0] + 458_000}, 0.5),  # 51 km north
        (C.DISTANCE, {"lat": PLACE[0] + 530_000}, 0.5),  # 59 km: no finer than the words say it
        (C.DISTANCE, {"lat": PLACE[0] + 2_000_000}, 0.0),
        (C.DISTANCE, {"lat": NOWHERE, "lon": NOWHERE}, 0.5),
    ],
)
def test_a_criterion_gives_its_points(criterion: C, changes: dict[str, Any], points: float) -> None:
    assert given_by(criterion, **changes) == pytest.approx(points, abs=0.001)


def test_a_criterion_the_post_has_nothing_on_file_for_is_left_out_and_shared_by_the_others() -> (
    None
):
    bare = replace(TARGET, asked=(), job_class=0, lat=NOWHERE)
    found = candidates.points(people({"levels": [], "until": []}), bare)
    assert set(found) == {C.FAMILY, C.TENURE, C.RELEASE}
    assert candidates.totals(found, WEIGHTS)[0] == pytest.approx(100)


def test_a_weight_of_nought_takes_a_criterion_out() -> None:
    found = candidates.points(people({"levels": [0, 0]}), TARGET)
    only = dict.fromkeys(Criterion, 0) | {C.FAMILY: 3}
    assert candidates.totals(found, only)[0] == pytest.approx(100)
    assert candidates.totals(found, WEIGHTS)[0] == pytest.approx(60)


PEOPLE = st.lists(
    st.fixed_dictionaries({
        "title": st.integers(0, 9), "group": st.integers(0, 4), "kind": st.integers(0, 6),
        "job_class": st.integers(0, 17), "since": st.integers(DAY - 9000, DAY),
        "lat": st.integers(-6_000_000, -4_000_000), "need": st.integers(0, 9), "held": st.integers(1, 9),
        "levels": st.tuples(st.integers(0, 5), st.integers(0, 5)),
        "until": st.tuples(st.sampled_from([0, DAY + 10, DAY + 999]), st.sampled_from([0, DAY + 10])),
    }),
    min_size=2, max_size=12,
)  # fmt: skip
MIXES = st.fixed_dictionaries({criterion: st.integers(0, 100) for criterion in Criterion})


def place(rows: list[dict[str, Any]], weights: dict[C, int], who: int) -> int:
    total = candidates.totals(candidates.points(people(*rows), TARGET), weights)
    return candidates.order(total, np.arange(1, len(rows) + 1)).tolist().index(who)


@given(PEOPLE, MIXES, st.integers(0, 1))
@settings(deadline=None, max_examples=150)
def test_a_better_level_never_lowers_the_rank(
    rows: list[dict[str, Any]], weights: dict[C, int], which: int
) -> None:
    before = place(rows, weights, 0)
    levels = list(rows[0]["levels"])
    levels[which] = min(5, levels[which] + 1)
    assert place([rows[0] | {"levels": levels}, *rows[1:]], weights, 0) <= before


@given(PEOPLE, MIXES)
@settings(deadline=None, max_examples=60)
def test_points_stay_within_what_a_criterion_can_give(
    rows: list[dict[str, Any]], weights: dict[C, int]
) -> None:
    found = candidates.points(people(*rows), TARGET)
    assert all(((each >= 0) & (each <= 1)).all() for each in found.values())
    total = candidates.totals(found, weights)
    assert ((total >= 0) & (total <= 100.000001)).all()
    assert sorted(candidates.order(total, np.arange(len(rows))).tolist()) == list(range(len(rows)))


# ── what is never read ───────────────────────────────────────────────

FORBIDDEN = r"sex|religion|agama|marital|kawin|nik\b|nip\b|name|birth|born|email|phone|address|limits|leave|languages|deployab|ethnic|user"


def test_what_is_scored_is_this_and_nothing_else() -> None:
    assert {field.name for field in fields(Scored)} == {
        "title", "group", "kind", "job_class", "since", "lat", "lon", "need", "held", "levels", "until",
    }  # fmt: skip
    assert set(reading.SCORED) == {"id", "post", "since", "home"}
    assert set(reading.POSTS) == {"id", "title", "job_class", "unit", "need"}
    scored = [*reading.SCORED.values(), *reading.POSTS.values(), *reading._RECORDS.values()]
    assert not [sql for sql in scored if re.search(FORBIDDEN, sql)]


def test_only_the_law_reads_a_birth_date_and_it_gives_no_points() -> None:
    assert [name for name, sql in reading.LAW.items() if "birth" in sql] == ["born"]
    assert not [
        sql for sql in reading.LAW.values() if re.search(r"sex|religion|marital|\bnik|name", sql)
    ]
    assert not {"born", "retires"} & {field.name for field in fields(Scored)}


# ── who may be considered ────────────────────────────────────────────

RULES = moves.in_force(moves.TABLE, ON)
FITS: dict[str, int] = {
    "is_standing": 1, "is_contract": 0, "is_elsewhere": 0, "post": 5, "rises": 0, "school": 5,
    "retires": number(date(2040, 1, 1)), "born": number(date(1985, 1, 1)),
}  # fmt: skip


def bar(kind: K = K.EXECUTIVE, **changes: int) -> Bar:
    law = Law(**{name: np.array([value]) for name, value in (FITS | changes).items()})
    return Bar(int(bars(law, post=99, kind=kind.value, on=ON, rules=RULES)[0]))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Bar.NONE),
        ({"is_standing": 0}, Bar.STANDING),
        ({"post": 99}, Bar.HOLDS),
        ({"retires": number(date(2027, 11, 27))}, Bar.RETIREMENT),
        ({"retires": number(date(2027, 12, 1))}, Bar.NONE),
        ({"is_contract": 1}, Bar.NONE),
        ({"is_contract": 1, "is_elsewhere": 1}, Bar.CONTRACT_ELSEWHERE),
        ({"is_elsewhere": 1}, Bar.NONE),
        ({"is_contract": 1, "kind": K.SUPERVISOR}, Bar.CONTRACT_POST),
        ({"is_contract": 1, "kind": K.EXPERT}, Bar.NONE),
        ({"is_contract": 1, "post": 0}, Bar.CONTRACT_OVER),
        ({"post": 0}, Bar.NONE),
        ({"rises": -1}, Bar.LOWER),
        ({"rises": 1, "kind": K.SUPERVISOR, "school": 3}, Bar.SCHOOL),
        ({"rises": 1, "kind": K.SUPERVISOR, "school": 4}, Bar.NONE),
        ({"rises": 1, "kind": K.SUPERVISOR, "school": 0}, Bar.NONE),  # cannot be told: somebody looks
        ({"rises": 0, "kind": K.SUPERVISOR, "school": 3}, Bar.NONE),  # no promotion
        ({"rises": 1, "kind": K.TOP_LEADER, "born": number(date(1969, 11, 27))}, Bar.AGE),
        ({"rises": 1, "kind": K.TOP_LEADER, "born": number(date(1969, 11, 28))}, Bar.NONE),
    ],
)  # fmt: skip
def test_a_rule_bars_on_its_side_only(changes: dict[str, Any], expected: Bar) -> None:
    assert bar(**changes) is expected


def test_before_a_rule_began_it_bars_nobody() -> None:
    law = Law(
        **{n: np.array([v]) for n, v in (FITS | {"is_contract": 1, "is_elsewhere": 1}).items()}
    )
    early = date(2018, 1, 1)
    rules = moves.in_force(moves.TABLE, early)
    assert bars(law, post=99, kind="executive", on=early, rules=rules).tolist() == [Bar.NONE]


@given(
    st.dates(date(1960, 1, 1), date(2000, 1, 1)),
    st.sampled_from(["1", "71", "3"]),
    st.booleans(),
    st.booleans(),
)
@settings(deadline=None, max_examples=80)
def test_bars_say_what_the_rules_of_a_move_say(born: date, standing: str, pppk: bool, away: bool) -> None:  # fmt: skip
    """The same person judged one by one as a move that stays on the level."""
    post = moves.Post(5, "Pengelola", K.EXECUTIVE, "", 1, "", 1, "", job_class=6)
    there = replace(post, position_id=99, agency_id=2 if away else 1)
    facts = moves.MoveFacts(
        moves.MoveKind.INTER_AGENCY if away else moves.MoveKind.TRANSFER, ON,
        moves.Person("", "pppk" if pppk else "pns", standing, "", born), held=post, to=there,
    )  # fmt: skip
    told = {check.rule: check for check in moves.judge(facts, moves.TABLE)}
    found = bar(
        is_standing=int(standing in ("1", "71")), is_contract=int(pppk), is_elsewhere=int(away),
        retires=number(retirement_day(born, limits_of(K.EXECUTIVE, "", ""))), born=number(born),
    )  # fmt: skip
    refused = {
        rule for rule in ("standing", "pppk_agency") if rule in told and told[rule].refuses
    } | ({"retirement"} if told["retirement"].verdict is not moves.Verdict.PASSES else set())
    assert (found is Bar.NONE) == (not refused)
