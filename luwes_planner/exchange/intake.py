"""From tables of text to an `Instance`: the same checks for a folder and for columns in memory."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from luwes_planner.exchange.cells import HEADER_ROWS, Parsed, circle, unknown
from luwes_planner.exchange.tables import GREATEST, STATES, TABLES
from luwes_planner.faults import Fault, InputRefused
from luwes_planner.instance import (
    FIRST_DAY,
    LAST_DAY,
    Instance,
    Ints,
    Keep,
    Needs,
    NeedSkills,
    People,
    Places,
    Presence,
    Rules,
    Skills,
    Travel,
    Units,
    Weights,
)

IDS = {"places": "place", "units": "unit", "people": "person", "needs": "need"}


def from_columns(**tables: Mapping[str, Any]) -> Instance:
    """Build an instance from columns named as in the exchange format.

    Parameters
    ----------
    **tables
        ``places={...}, units={...}, people={...}, needs={...}`` and, where there are any,
        ``travel, skills, presence, need_skills, keep, rules``: each a mapping of column name
        to a sequence (list, numpy array, polars Series). A blank is ``None``; a day is a
        `datetime.date` or ISO text. ``weights={...}`` is laid over the defaults.

    Raises
    ------
    InputRefused
        With every fault; rows are counted as in a file (2 is the first record).
    """
    strange = sorted(set(tables) - set(TABLES) - {"weights"})
    if strange:
        raise TypeError(f"no such table: {', '.join(strange)}")
    frames: dict[str, pl.DataFrame] = {}
    faults: list[Fault] = []
    for name, columns in tables.items():
        if name == "weights":
            continue
        try:
            frames[name] = pl.DataFrame([_series(c, v) for c, v in columns.items()])
        except pl.exceptions.ShapeError:
            faults.append(Fault(name, 0, "", "columns of unequal length", "one length"))
    return build_instance(frames, tables.get("weights", {}), faults)


def build_instance(
    frames: Mapping[str, pl.DataFrame], weights: Mapping[str, Any], faults: Sequence[Fault] = ()
) -> Instance:
    """Check all tables and build the instance.

    Parameters
    ----------
    frames : tables by name; a missing one has no rows
    weights : laid over the defaults
    faults : what reading the tables already found

    Raises
    ------
    InputRefused
    """
    found = list(faults)
    known = {fault.file for fault in found}
    found += [
        Fault(table.name, 0, "", "no such file", "it to be there")
        for table in TABLES.values()
        if table.required and table.name not in frames and table.name not in known
    ]
    sheets = {name: Parsed(table, frames.get(name)) for name, table in TABLES.items()}
    _check_references(sheets, frames)
    _check_needs(sheets["needs"])
    _check_rules(sheets["rules"])
    for sheet in sheets.values():
        found += sorted(sheet.faults)
    chosen = _weights(weights, found)
    if found:
        raise InputRefused(found)
    return _assemble(sheets, chosen)


def _series(name: str, values: Any) -> pl.Series:
    if isinstance(values, pl.Series):
        return values.alias(name)
    if isinstance(values, np.ndarray) and values.dtype != object:
        return pl.Series(name, values)
    listed = list(values)
    try:
        return pl.Series(name, listed, strict=True)
    except (TypeError, pl.exceptions.PolarsError):
        return pl.Series(name, [None if v is None else str(v) for v in listed])


def _check_references(sheets: dict[str, Parsed], frames: Collection[str]) -> None:
    for sheet in sheets.values():
        for column in sheet.table.columns:
            if column.kind == "ref" and column.refers in frames and len(sheet[column.name]):
                values = sheet[column.name]
                strange = unknown(values, sheets[column.refers][IDS[column.refers]])
                if strange.any():
                    sheet.mark(strange, column.name, values, column.expected)
    units = sheets["units"]
    names = units["unit"].to_list()
    parents = dict(zip(names, units["parent"].to_list(), strict=True))
    for unit in circle(parents):
        if unit is not None:
            units.fault(names.index(unit), "parent", f"'{parents[unit]}'", "no circle of parents")


def _check_needs(needs: Parsed) -> None:
    fewer = (needs["desired"] < needs["minimum"]).fill_null(False)
    needs.mark(fewer, "desired", needs["desired"], "at least the minimum")
    backward = (needs["end"] <= needs["start"]).fill_null(False)
    for index in backward.arg_true().to_list():
        needs.fault(index, "end", "a day not after start", "a day after start")


def _check_rules(rules: Parsed) -> None:
    lacking = (rules["need"].is_null() & (rules["rule"] == "pin")).fill_null(False) & ~rules.bad
    rules.mark(lacking, "need", rules["need"], "the need of the pin")


def _weights(given: Mapping[str, Any], faults: list[Fault]) -> Weights:
    defaults = Weights()
    chosen: dict[str, Any] = {}

    def is_points(value: Any) -> bool:
        return type(value) is int and 0 <= value <= GREATEST

    for key, value in given.items():
        if not hasattr(defaults, str(key)):
            faults.append(Fault("weights.json", 0, str(key), "an unknown key", "a known weight"))
        elif key == "release_slopes":
            slopes = list(value) if isinstance(value, (list, tuple)) else []
            if len(slopes) == 4 and all(map(is_points, slopes)) and slopes == sorted(slopes):
                chosen[key] = tuple(slopes)
            else:
                expected = "four integers from 0 that never fall"
                faults.append(Fault("weights.json", 0, key, repr(value), expected))
        elif is_points(value):
            chosen[key] = value
        else:
            faults.append(Fault("weights.json", 0, key, repr(value), "an integer from 0"))
    return Weights(**chosen)


class _Vocabulary:
    """Sorted names and their index."""

    def __init__(self, *columns: pl.Series) -> None:
        names = pl.concat([c.cast(pl.String) for c in columns]).drop_nulls().unique().sort()
        self.names: tuple[str, ...] = tuple(names.to_list())
        self._names = names

    def index(self, values: pl.Series) -> Ints:
        """Index of every value, -1 where blank."""
        if not self.names:
            return np.full(len(values), -1, np.int64)
        found = values.replace_strict(
            self._names, np.arange(len(self.names)), default=None, return_dtype=pl.Int64
        )
        return found.fill_null(-1).to_numpy().astype(np.int64)


def _ints(values: pl.Series, blank: int = -1) -> Ints:
    return values.fill_null(blank).to_numpy().astype(np.int64)


def _ordered(*columns: Ints) -> tuple[Ints, ...]:
    order = np.lexsort(columns[::-1])
    return tuple(c[order] for c in columns)


def _assemble(sheets: dict[str, Parsed], weights: Weights) -> Instance:
    places, units = sheets["places"], sheets["units"]
    people, needs = sheets["people"], sheets["needs"]
    ids = {name: _Vocabulary(sheets[name][IDS[name]]) for name in IDS}
    asked = needs["groups"].str.split(";").explode().drop_nulls()
    asked = asked.set(asked == "", None).drop_nulls()
    groups = _Vocabulary(people["group"], sheets["presence"]["group"], asked)
    competencies = _Vocabulary(sheets["skills"]["competency"], sheets["need_skills"]["competency"])
    unit_table = _units(units, ids)
    return Instance(
        places=_places(places),
        travel=_travel(sheets["travel"], ids["places"]),
        units=unit_table,
        people=_people(people, ids, groups, unit_table),
        skills=Skills(
            *_ordered(
                ids["people"].index(sheets["skills"]["person"]),
                competencies.index(sheets["skills"]["competency"]),
                _ints(sheets["skills"]["level"]),
                _ints(sheets["skills"]["valid_until"], LAST_DAY),
            )
        ),
        presence=Presence(
            *_ordered(
                ids["units"].index(sheets["presence"]["unit"]),
                groups.index(sheets["presence"]["group"]),
                _ints(sheets["presence"]["minimum"]),
            )
        ),
        needs=_needs(needs, ids, groups),
        need_skills=NeedSkills(
            *_ordered(
                ids["needs"].index(sheets["need_skills"]["need"]),
                competencies.index(sheets["need_skills"]["competency"]),
                _ints(sheets["need_skills"]["level"]),
            )
        ),
        keep=Keep(
            *_ordered(
                ids["people"].index(sheets["keep"]["person"]),
                ids["needs"].index(sheets["keep"]["need"]),
            )
        ),
        rules=_rules(sheets["rules"], ids),
        weights=weights,
        groups=groups.names,
        competencies=competencies.names,
        warnings=_warnings(groups, people["group"], sheets),
    )


def _places(sheet: Parsed) -> Places:
    order = sheet["place"].arg_sort().to_numpy()
    return Places(
        tuple(sheet["place"].sort().to_list()),
        sheet["lat"].to_numpy().astype(np.float64)[order],
        sheet["lon"].to_numpy().astype(np.float64)[order],
    )


def _travel(sheet: Parsed, places: _Vocabulary) -> Travel | None:
    if not sheet.rows:
        return None
    columns = _ordered(
        places.index(sheet["from_place"]), places.index(sheet["to_place"]), _ints(sheet["minutes"])
    )
    return Travel(*columns)


def _units(sheet: Parsed, ids: dict[str, _Vocabulary]) -> Units:
    order = sheet["unit"].arg_sort().to_numpy()
    return Units(
        ids["units"].names,
        ids["units"].index(sheet["parent"])[order],
        ids["places"].index(sheet["place"])[order],
        _ints(sheet["weight"])[order],
    )


def _people(
    sheet: Parsed, ids: dict[str, _Vocabulary], groups: _Vocabulary, units: Units
) -> People:
    order = sheet["person"].arg_sort().to_numpy()
    unit = ids["units"].index(sheet["unit"])[order]
    place = ids["places"].index(sheet["place"])[order]
    states = _Vocabulary(pl.Series(list(STATES)))
    code = np.array([STATES.index(name) for name in states.names], np.int64)
    return People(
        id=ids["people"].names,
        unit=unit,
        group=groups.index(sheet["group"])[order],
        place=np.where(place >= 0, place, units.place[unit]) if len(unit) else place,
        state=code[states.index(sheet["state"])[order]],
        days_served=_ints(sheet["days_served"])[order],
        available_from=_ints(sheet["available_from"], FIRST_DAY)[order],
        available_to=_ints(sheet["available_to"], LAST_DAY)[order],
    )


def _needs(sheet: Parsed, ids: dict[str, _Vocabulary], groups: _Vocabulary) -> Needs:
    order = sheet["need"].arg_sort().to_numpy()
    number = {name: index for index, name in enumerate(groups.names)}
    allowed = [
        tuple(sorted({number[name] for name in (text or "").split(";") if name}))
        for text in sheet["groups"].to_list()
    ]
    return Needs(
        id=ids["needs"].names,
        place=ids["places"].index(sheet["place"])[order],
        tier=_ints(sheet["tier"])[order],
        minimum=_ints(sheet["minimum"])[order],
        desired=_ints(sheet["desired"])[order],
        start=_ints(sheet["start"])[order],
        end=_ints(sheet["end"])[order],
        max_minutes=_ints(sheet["max_minutes"])[order],
        groups=tuple(allowed[index] for index in order),
    )


def _rules(sheet: Parsed, ids: dict[str, _Vocabulary]) -> Rules:
    person, need, is_pin, row = _ordered(
        ids["people"].index(sheet["person"]),
        ids["needs"].index(sheet["need"]),
        (sheet["rule"] == "pin").to_numpy().astype(np.int64),
        np.arange(HEADER_ROWS, sheet.rows + HEADER_ROWS, dtype=np.int64),
    )
    return Rules(person, need, is_pin.astype(bool), row)


def _warnings(groups: _Vocabulary, held: pl.Series, sheets: dict[str, Parsed]) -> tuple[str, ...]:
    nobody = sorted(set(groups.names) - set(held.unique().to_list()))
    return tuple(f"group '{name}' is asked for, but nobody belongs to it" for name in nobody)
