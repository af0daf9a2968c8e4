"""Instances of the planner as large as a province: invented people, units and needs.

``python bench/planner_instances.py 120000 600 10000 OUT [SEED]`` writes the exchange format.
"""

import datetime
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

GROUPS = [
    "guru", "perawat", "bidan", "dokter", "kesmas", "umum",
    "teknik", "sosial", "pengemudi", "satpol", "pertanian", "lain",
]  # fmt: skip
COMPETENCIES = [f"k{i:02d}" for i in range(40)]
#: Group shares by kind of unit: school, health post, office, hospital ward.
MIX = np.array(
    [
        [0.86, 0, 0, 0, 0, 0.10, 0, 0, 0.01, 0.01, 0, 0.02],
        [0, 0.42, 0.28, 0.07, 0.10, 0.09, 0, 0, 0.02, 0, 0, 0.02],
        [0, 0, 0, 0, 0.02, 0.50, 0.14, 0.09, 0.05, 0.10, 0.07, 0.03],
        [0, 0.62, 0.10, 0.12, 0.04, 0.08, 0, 0, 0.01, 0, 0, 0.03],
    ]
)
CORE = {0: [22, 7, 8, 24], 1: [1, 0, 26], 2: [2, 1, 28], 3: [3, 4, 0], 4: [5, 6, 30], 5: [9, 10, 31],
        6: [16, 17, 15], 7: [7, 8, 34], 8: [14, 15, 10], 9: [12, 13, 20], 10: [18, 17], 11: [21, 23, 10]}  # fmt: skip
COMMON = {7: 0.02, 8: 0.05, 9: 0.05, 10: 0.04, 11: 0.006, 19: 0.06, 20: 0.01, 0: 0.01, 39: 0.1}
#: What needs ask: allowed groups (empty: any), competencies with level, how frequent.
ASKS: list[tuple[tuple[int, ...], tuple[tuple[int, int], ...], int]] = [
    ((1, 3), ((0, 2),), 5), ((1,), ((1, 1),), 9), ((2,), ((2, 1),), 4), ((3,), ((3, 1),), 3),
    ((3,), ((4, 3),), 1), ((4,), ((5, 1),), 3), ((4,), ((6, 1),), 2), ((0, 5, 7), ((7, 1),), 6),
    ((0, 5, 7), ((8, 2),), 5), ((), ((8, 1),), 10), ((0, 5, 11), ((9, 1),), 5),
    ((5, 8, 11), ((10, 2),), 4), ((), ((10, 1),), 8), ((), ((11, 2),), 2), ((9,), ((12, 2),), 5),
    ((9,), ((13, 1),), 5), ((8,), ((14, 2),), 3), ((6, 8), ((15, 3),), 2), ((6,), ((16, 2),), 2),
    ((6, 10), ((17, 1),), 4), ((10,), ((18, 1),), 2), ((), ((19, 1),), 8), ((5, 9, 11), ((20, 2),), 2),
    ((11,), ((21, 2),), 1), ((0,), ((22, 1),), 4), ((1,), ((1, 2), (0, 1)), 3),
]  # fmt: skip
DAY = datetime.date(2025, 2, 21)


def province(people: int, needs: int, heads: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """Tables of the exchange format: districts under agencies, 22 people a unit."""
    rng = np.random.default_rng(seed)
    districts, south_west, north_east = _region(people)
    centre = rng.uniform(south_west, north_east, (max(1, districts // 15), 2))
    point = centre[rng.integers(0, len(centre), districts)] + rng.normal(0, 0.18, (districts, 2))
    place = np.array([f"18.{i:04d}" for i in range(districts)])
    kind, units = _units(rng, people, districts, place)
    size = rng.lognormal(0, 0.5, len(kind)) * np.array([1.0, 1.3, 1.2, 2.0])[kind]
    unit = np.sort(rng.choice(len(kind), people, p=size / size.sum()))
    group = (rng.random(people)[:, None] > MIX.cumsum(1)[kind[unit]]).sum(1).clip(0, 11)
    state = np.where(rng.random(people) < 0.06, "away", "available")
    names = np.char.add("P", np.char.zfill(np.arange(people).astype(str), 7))
    late = rng.random(people) < 0.04
    staff = pl.DataFrame(
        {
            "person": names,
            "unit": units["unit"].to_numpy()[unit + units.height - len(kind)],
            "group": np.array(GROUPS)[group],
            "place": pl.Series([None] * people, dtype=pl.String),
            "state": state,
            "days_served": np.minimum(rng.geometric(0.12, people) - 1, 40),
            "available_from": [DAY + datetime.timedelta(4) if x else None for x in late.tolist()],
            "available_to": pl.Series([None] * people, dtype=pl.Date),
        }
    )
    asked, asked_skills = _needs(rng, needs, heads, point, place)
    return {
        "places": pl.DataFrame({"place": place, "lat": point[:, 0], "lon": point[:, 1]}),
        "units": units,
        "people": staff,
        "skills": _skills(rng, names, group),
        "presence": _presence(staff, units),
        "needs": asked,
        "need_skills": asked_skills,
    }


def _region(people: int) -> tuple[int, tuple[float, float], tuple[float, float]]:
    """How many districts, and where: a regency, the province, Sumatra, the nation."""
    if people <= 300_000:
        return 20 if people <= 20_000 else 229, (-6.0, 103.6), (-3.7, 105.9)
    if people <= 2_000_000:
        return 1800, (-6.0, 95.2), (5.5, 106.0)
    return 7277, (-10.5, 95.2), (5.5, 140.8)


def _units(
    rng: np.random.Generator, people: int, districts: int, place: Any
) -> tuple[Any, pl.DataFrame]:
    count, agencies = max(20, people // 22), max(4, people // 2000)
    kind = rng.choice(4, count, p=[0.55, 0.2, 0.2, 0.05])
    at = rng.integers(0, districts, count)
    top = [f"A{i:04d}" for i in range(agencies)]
    table = pl.DataFrame(
        {
            "unit": [*top, *(f"U{i:06d}" for i in range(count))],
            "parent": [*[None] * agencies, *(top[i] for i in rng.integers(0, agencies, count))],
            "place": [*place[rng.integers(0, districts, agencies)], *place[at]],
            "weight": [*[1] * agencies, *(1 + kind % 2).tolist()],
        }
    )
    return kind, table


def _skills(rng: np.random.Generator, names: Any, group: Any) -> pl.DataFrame:
    person, what, level = [], [], []

    def add(who: Any, competency: int) -> None:
        person.append(who)
        what.append(np.full(len(who), competency))
        level.append(rng.choice([1, 2, 3], len(who), p=[0.55, 0.3, 0.15]))

    for number, competencies in CORE.items():
        members = np.flatnonzero(group == number)
        for c in competencies:
            add(members[rng.random(len(members)) < (0.35 if c < 24 else 0.6)], c)
    for c, share in COMMON.items():
        add(np.flatnonzero(rng.random(len(names)) < share), c)
    who = np.concatenate(person)
    order = np.argsort(who, kind="stable")
    until = rng.integers(-60, 1200, len(who)).tolist()
    return pl.DataFrame(
        {
            "person": names[who[order]],
            "competency": np.array(COMPETENCIES)[np.concatenate(what)[order]],
            "level": np.concatenate(level)[order],
            "valid_until": [DAY + datetime.timedelta(d) if d < 1000 else None for d in until],
        }
    )


def _presence(staff: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """60–80 % of a unit and of each group in it, 55 % of an agency."""

    def least(share: float) -> pl.Expr:
        return (pl.len() * share).ceil().cast(pl.Int64).alias("minimum")

    none = pl.lit(None, dtype=pl.String).alias("group")
    by_unit = staff.group_by("unit").agg(least(0.6)).with_columns(none)
    by_group = staff.group_by("unit", "group").agg(least(0.6))
    above = staff.join(units.select("unit", "parent"), on="unit")
    by_agency = above.group_by(pl.col("parent").alias("unit")).agg(least(0.7)).with_columns(none)
    columns = ["unit", "group", "minimum"]
    return pl.concat([t.select(columns) for t in (by_unit, by_group, by_agency)]).sort(columns)


def _needs(
    rng: np.random.Generator, count: int, heads: int, point: Any, place: Any
) -> tuple[pl.DataFrame, pl.DataFrame]:
    middle = point[rng.integers(0, len(point))]
    flooded = np.argsort(((point - middle) ** 2).sum(1))[: max(2, len(point) * 15 // 100)]
    if len(point) > 300:  # many floods at once, and 500 sites
        flooded = rng.choice(rng.permutation(len(point))[: len(flooded)], min(500, count // 6))
    site = rng.choice(flooded, count)
    shares = np.array([a[2] for a in ASKS], float)
    ask = rng.choice(len(ASKS), count, p=shares / shares.sum())
    raw = rng.lognormal(0, 0.7, count)
    desired = np.maximum(1, np.round(raw / raw.sum() * heads)).astype(int)
    start = rng.integers(0, 3, count).tolist()
    names = [f"N{i:04d}" for i in range(count)]
    needs = pl.DataFrame(
        {
            "need": names,
            "place": place[site],
            "tier": rng.choice([1, 2, 3, 4], count, p=[0.2, 0.3, 0.3, 0.2]),
            "minimum": np.maximum(1, (desired * 0.6).astype(int)),
            "desired": desired,
            "start": [DAY + datetime.timedelta(d) for d in start],
            "end": [DAY + datetime.timedelta(d + 7) for d in start],
            "max_minutes": [600] * count,
            "groups": [";".join(GROUPS[g] for g in ASKS[a][0]) for a in ask.tolist()],
        }
    )
    rows = [
        (n, COMPETENCIES[c], v)
        for n, a in zip(names, ask.tolist(), strict=True)
        for c, v in ASKS[a][1]
    ]
    return needs, pl.DataFrame(rows, schema=["need", "competency", "level"], orient="row")


def write(tables: dict[str, pl.DataFrame], folder: Path) -> None:
    """Write the tables as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        frame.write_csv(folder / f"{name}.csv")


if __name__ == "__main__":
    people, needs, heads = map(int, sys.argv[1:4])
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    write(province(people, needs, heads, seed), Path(sys.argv[4]))
