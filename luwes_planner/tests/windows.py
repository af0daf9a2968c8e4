"""Small planning windows drawn by hypothesis: every feature of the exchange format, in any mixture."""

import datetime
from typing import Any

from hypothesis import strategies as st

from luwes_planner.tests.instances import DAY, Columns, tables

PLACES = ("a", "b", "c")
#: Nobody is of the last one; needs and presence rules may name it all the same.
GROUPS = ("dokter", "perawat", "umum", "penyelam")
COMPETENCIES = ("perahu", "radio", "selam")
#: Limits are drawn from the minutes of the table, so that many are met exactly.
MINUTES = (0, 30, 60, 90)
#: Tiers with a gap.
TIERS = (1, 2, 4)
#: People × needs that trying all gets through quickly, and the rest for the long form.
SIZES = ((1, 1), (3, 3), (4, 4), (5, 3), (5, 4), (6, 2), (6, 3), (7, 2), (7, 3))
LARGE = ((6, 4), (7, 4))


def days(*offsets: int) -> st.SearchStrategy[datetime.date]:
    return st.sampled_from([DAY + datetime.timedelta(d) for d in offsets])


def seldom(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Blank four times of five, so that most people may serve most needs."""
    return st.integers(0, 4).flatmap(lambda i: strategy if i == 4 else st.none())


@st.composite
def windows(draw: st.DrawFn, *, large: bool = False, crossing: bool = False) -> Columns:
    """Columns of the exchange format; pins may turn out to be impossible.

    With `crossing` a group's minimum at the top meets minima of the units below, and so much is
    asked that both are felt.
    """
    count, heads = draw(st.sampled_from(SIZES + LARGE if large else SIZES))
    count = 7 if crossing else count
    units = _units(draw)
    if crossing:
        units = [{"unit": f"u{i}", "parent": "u0" if i else None, "place": "a"} for i in range(4)]
    people = [_person(draw, i, units[crossing:]) for i in range(count)]
    needs = [_need(draw, i) for i in range(heads)]
    if crossing:
        people = [p | {"state": "available", "available_from": None} for p in people]
        needs = [n | {"desired": n["desired"] + 2, "max_minutes": None} for n in needs[:2]]
    pairs = st.tuples(
        st.sampled_from([p["person"] for p in people]), st.sampled_from([n["need"] for n in needs])
    )
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        way = st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES))
        missing = draw(st.sets(way, max_size=4))
        found["travel"] = [
            {"from_place": f, "to_place": t, "minutes": draw(st.sampled_from(MINUTES))}
            for f in PLACES
            for t in PLACES
            if (f, t) not in missing
        ]
    coordinate = st.integers(0, 6)
    return tables(
        places=[
            {"place": p, "lat": -5 - draw(coordinate) / 10, "lon": 105 + draw(coordinate) / 10}
            for p in PLACES
        ],
        units=draw(st.permutations(units)),
        people=draw(st.permutations(people)),
        needs=needs,
        skills=_skills(draw, people),
        need_skills=_need_skills(draw, needs),
        presence=_presence(draw, units, people, crossing=crossing),
        keep=[{"person": p, "need": n} for p, n in sorted(draw(st.sets(pairs, max_size=3)))],
        rules=_rules(draw, people, pairs),
        weights=_weights(draw),
        **found,
    )


def _units(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A forest at most three deep, with weights of zero and blank ones."""
    units: list[dict[str, Any]] = []
    deep: dict[str | None, int] = {None: 0}
    for i in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from([u for u, depth in deep.items() if depth < 3]))
        weight = draw(st.sampled_from([None, 0, 1, 2, 3]))
        units.append({"unit": f"u{i}", "parent": parent, "weight": weight})
        units[-1]["place"] = draw(st.sampled_from(PLACES))
        deep[f"u{i}"] = deep[parent] + 1
    return units


def _person(draw: st.DrawFn, i: int, units: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "person": f"p{i}",
        "unit": draw(st.sampled_from(units))["unit"],
        "group": draw(st.sampled_from(GROUPS[:3])),
        "place": draw(st.sampled_from([None, *PLACES])),
        "state": draw(st.sampled_from(["available"] * 8 + ["home_only", "away"])),
        "days_served": draw(st.integers(0, 5)),
        "available_from": draw(seldom(days(-1, 0, 1))),
        "available_to": draw(seldom(days(2, 3, 7, 8))),
    }


def _need(draw: st.DrawFn, i: int) -> dict[str, Any]:
    minimum, start = draw(st.integers(0, 2)), draw(days(0, 0, 1))
    groups = draw(seldom(st.sets(st.sampled_from(GROUPS)))) or ()
    return {
        "need": f"n{i}",
        "place": draw(st.sampled_from(PLACES)),
        "tier": draw(st.sampled_from(TIERS)),
        "minimum": minimum,
        "desired": minimum + draw(st.integers(0, 3)),
        "start": start,
        "end": start + datetime.timedelta(draw(st.sampled_from([1, 2, 6]))),
        "max_minutes": draw(st.sampled_from([None] * 8 + [*MINUTES])),
        "groups": ";".join(sorted(groups)),
    }


def _skills(draw: st.DrawFn, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Several records of one competency, some ending before, on or after a need's last day."""
    record = st.fixed_dictionaries(
        {
            "person": st.sampled_from([p["person"] for p in people]),
            "competency": st.sampled_from(COMPETENCIES),
            "level": st.integers(1, 5),
            "valid_until": st.none() | days(-1, 0, 1, 2, 5, 6),
        }
    )
    return draw(st.lists(record, max_size=3 * len(people)))


def _need_skills(draw: st.DrawFn, needs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pair = st.tuples(st.sampled_from([n["need"] for n in needs]), st.sampled_from(COMPETENCIES))
    asked = sorted(draw(seldom(st.sets(pair, min_size=1, max_size=3))) or ())
    return [{"need": n, "competency": c, "level": draw(st.integers(1, 3))} for n, c in asked]


def _presence(
    draw: st.DrawFn,
    units: list[dict[str, Any]],
    people: list[dict[str, Any]],
    *,
    crossing: bool,
) -> list[dict[str, Any]]:
    """Minima for everyone and for groups at any level, nested and crossing, most of them felt."""
    parent = {u["unit"]: u["parent"] for u in units}
    under: list[tuple[str, str]] = []
    for person in people:
        unit = person["unit"]
        while unit:
            under += [(unit, ""), (unit, person["group"])]
            unit = parent[unit]
    strange = st.tuples(st.sampled_from([u["unit"] for u in units]), st.just(GROUPS[-1]))
    keys = draw(st.sets(st.sampled_from(sorted(set(under))) | strange, max_size=6))
    if crossing:
        keys |= {("u0", draw(st.sampled_from(GROUPS[:3]))), *((u["unit"], "") for u in units[1:])}
    return [
        {"unit": u, "group": g or None, "minimum": max(0, under.count((u, g)) - go)}
        for u, g in sorted(keys)
        for go in [draw(st.integers(1, 2) if crossing else st.integers(-1, 3))]
    ]


def _rules(draw: st.DrawFn, people: list[dict[str, Any]], pairs: Any) -> list[dict[str, Any]]:
    """Exclusions of one need and of all, and at most one pin a person, never of an excluded pair."""
    barred = draw(st.sets(pairs, max_size=3))
    rules = [{"person": p, "need": n, "rule": "exclude"} for p, n in sorted(barred)]
    if draw(st.integers(0, 7)) == 7:
        who = draw(st.sampled_from(people))["person"]
        rules.append({"person": who, "need": None, "rule": "exclude"})
    if draw(st.integers(0, 2)) == 2:
        pins = dict(sorted(draw(st.sets(pairs, max_size=2)) - barred))
        rules += [{"person": p, "need": n, "rule": "pin"} for p, n in pins.items()]
    return rules


def _weights(draw: st.DrawFn) -> dict[str, Any]:
    slopes = st.lists(st.sampled_from([0, 0, 1, 3, 7]), min_size=4, max_size=4).map(sorted)
    choices = {
        "travel_minute": st.sampled_from([0, 1, 10]),
        "fairness_day": st.sampled_from([0, 15]),
        "over_level": st.sampled_from([0, 3, 40]),
        "release": st.sampled_from([0, 7, 60]),
        "release_slopes": slopes,
        "change": st.sampled_from([0, 200, 5000]),
    }
    return draw(st.fixed_dictionaries({}, optional=choices))
