"""Small random instances with every feature, as columns of the exchange format."""

import datetime
import functools
import random
from typing import Any

from luwes_planner import from_columns
from luwes_planner.faults import CannotPin
from luwes_planner.instance import Instance

DAY = datetime.date(2025, 2, 21)
Columns = dict[str, dict[str, list[Any]]]


def columns_of(rows: list[dict[str, Any]], names: str) -> dict[str, list[Any]]:
    """Turn records into columns; what a record doesn't name is blank."""
    return {name: [row.get(name) for row in rows] for name in names.split()}


def tables(
    *,
    places: list[dict[str, Any]] | None = None,
    units: list[dict[str, Any]],
    people: list[dict[str, Any]],
    needs: list[dict[str, Any]],
    **others: Any,
) -> Columns:
    """Complete records with plain defaults and turn them into columns."""
    names = {
        "skills": "person competency level valid_until",
        "presence": "unit group minimum",
        "need_skills": "need competency level",
        "keep": "person need",
        "rules": "person need rule",
        "travel": "from_place to_place minutes",
    }
    person = {"group": "umum", "state": "available", "days_served": 0}
    need = {"place": "a", "tier": 1, "start": DAY, "end": DAY + datetime.timedelta(7)}
    found = {
        "places": columns_of(
            places or [{"place": "a", "lat": -5.4, "lon": 105.2}], "place lat lon"
        ),
        "units": columns_of([{"place": "a", **u} for u in units], "unit parent place weight"),
        "people": columns_of(
            [person | p for p in people],
            "person unit group place state days_served available_from available_to",
        ),
        "needs": columns_of(
            [need | {"minimum": 1, "desired": n.get("minimum", 1)} | n for n in needs],
            "need place tier minimum desired start end max_minutes groups",
        ),
    }
    for name, columns in names.items():
        if name in others:
            found[name] = columns_of(others.pop(name), columns)
    return found | others


def random_columns(seed: int, *, crossing: bool = False) -> Columns:
    """Four to seven people, up to four needs, a tree of units, and all rules at once."""
    r = random.Random(seed)
    places = [{"place": n, "lat": -5 - r.random() / 2, "lon": 105 + r.random() / 2} for n in "abc"]
    groups = ["dokter", "perawat", "umum"][: r.randint(1, 3)]
    units = [{"unit": "u0", "place": "a", "weight": r.choice([None, 2, 0])}]
    for i in range(1, 3 if crossing else r.randint(1, 4)):
        parent = r.choice([None, *(u["unit"] for u in units)])
        parent = "u0" if crossing else parent
        unit = {"unit": f"u{i}", "parent": parent, "place": r.choice("abc")}
        units.append(unit | {"weight": r.randint(0, 3)})
    people = [_person(r, i, units, groups) for i in range(7 if crossing else r.randint(4, 7))]
    needs = [_need(r, i, groups) for i in range(r.randint(1, 3 if crossing else 4))]
    if crossing:  # so much is asked that a group's minimum at the top is felt
        people = [p | {"state": "available", "available_from": None} for p in people]
        needs = [n | {"desired": n["minimum"] + 3, "max_minutes": None} for n in needs]
    pairs = [(p["person"], n["need"]) for p in people for n in needs]
    r.shuffle(pairs)
    cut = r.randint(0, 2), r.randint(0, 2)
    rules = [{"person": p, "need": n, "rule": "exclude"} for p, n in pairs[: cut[0]]]
    if r.random() < 0.1:
        rules.append({"person": r.choice(people)["person"], "need": None, "rule": "exclude"})
    if r.random() < 0.4:
        rules.append({"person": pairs[-1][0], "need": pairs[-1][1], "rule": "pin"})
    keep = [{"person": p, "need": n} for p, n in pairs[cut[0] : cut[0] + cut[1]]]
    extra: dict[str, Any] = {}
    if r.random() < 0.3:
        extra["travel"] = [
            {"from_place": f, "to_place": t, "minutes": r.randint(0, 90)}
            for f in "abc"
            for t in "abc"
            if r.random() < 0.8
        ]
    return tables(
        places=places,
        units=units,
        people=people,
        needs=needs,
        skills=_skills(r, people),
        need_skills=[] if crossing else _need_skills(r, needs),
        presence=_presence(r, units, groups, people, crossing=crossing),
        keep=keep,
        rules=rules,
        weights=_weights(r),
        **extra,
    )


@functools.cache
def random_instance(seed: int, *, crossing: bool = False) -> Instance:
    """The instance of `random_columns`; a pin that can't be served is left out."""
    from luwes_planner.model.candidates import find_candidates
    from luwes_planner.model.presence import coverage

    columns = random_columns(seed, crossing=crossing)
    instance = from_columns(**columns)
    try:
        find_candidates(instance, coverage(instance))
    except CannotPin:
        kept = [i for i, rule in enumerate(columns["rules"]["rule"]) if rule != "pin"]
        columns["rules"] = {k: [v[i] for i in kept] for k, v in columns["rules"].items()}
        instance = from_columns(**columns)
    return instance


def _person(
    r: random.Random, i: int, units: list[dict[str, Any]], groups: list[str]
) -> dict[str, Any]:
    return {
        "person": f"p{i}",
        "unit": r.choice(units)["unit"],
        "group": r.choice(groups),
        "place": r.choice([None, None, "a", "b", "c"]),
        "state": r.choice(["available"] * 12 + ["home_only", "away"]),
        "days_served": r.randint(0, 9),
        "available_from": r.choice([None] * 5 + [DAY, DAY + datetime.timedelta(1)]),
        "available_to": r.choice([None] * 5 + [DAY + datetime.timedelta(d) for d in (3, 7)]),
    }


def _need(r: random.Random, i: int, groups: list[str]) -> dict[str, Any]:
    minimum = r.randint(0, 2)
    start = DAY + datetime.timedelta(r.choice([0, 0, 1]))
    return {
        "need": f"n{i}",
        "place": r.choice("abc"),
        "tier": r.randint(1, 3),
        "minimum": minimum,
        "desired": minimum + r.randint(0, 2),
        "start": start,
        "end": start + datetime.timedelta(r.choice([2, 3, 6])),
        "max_minutes": r.choice([None, None, None, 60, 90, 120]),
        "groups": ";".join(r.sample(groups, r.randint(1, len(groups))))
        if r.random() < 0.25
        else "",
    }


def _skills(r: random.Random, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ends = [None, None, *(DAY + datetime.timedelta(d) for d in (-1, 1, 2, 5))]
    return [
        {
            "person": p["person"],
            "competency": c,
            "level": r.randint(1, 4),
            "valid_until": r.choice(ends),
        }
        for p in people
        for c in ("perahu", "radio", "selam")
        for _ in range(r.choice([0, 1, 1, 2]))
    ]


def _need_skills(r: random.Random, needs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"need": n["need"], "competency": c, "level": r.choice([1, 1, 2, 3])}
        for n in needs
        for c in ("perahu", "radio")
        if r.random() < 0.25
    ]


def _presence(
    r: random.Random,
    units: list[dict[str, Any]],
    groups: list[str],
    people: list[dict[str, Any]],
    *,
    crossing: bool,
) -> list[dict[str, Any]]:
    rows = [
        {"unit": u["unit"], "group": None, "minimum": r.randint(0, 3)}
        for u in units
        if r.random() < 0.45
    ]
    parents = {u.get("parent") for u in units}
    rows += [
        {"unit": u["unit"], "group": g, "minimum": r.randint(0, 2)}
        for u in units
        if crossing or u["unit"] not in parents
        for g in groups
        if r.random() < 0.3
    ]
    if crossing:
        rows = [row for row in rows if (row["unit"], row["group"]) != ("u0", groups[0])]
        held = sum(p["group"] == groups[0] for p in people)
        rows.append({"unit": "u0", "group": groups[0], "minimum": max(0, held - r.randint(1, 2))})
    return rows


def _weights(r: random.Random) -> dict[str, Any]:
    return r.choice(
        [
            {},
            {"change": 0},
            {"release": 7, "over_level": 3},
            {"release_slopes": [1, 1, 2, 9], "travel_minute": 1},
            {"travel_minute": 0, "fairness_day": 0, "over_level": 0},
        ]
    )
