"""From tables of text to an `Instance`: the same checks for a folder and for columns in memory."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from luwes_planner.exchange.cells import HEADER_ROWS, Parsed, ascends, circle
from luwes_planner.exchange.tables import GREATEST, TABLES
from luwes_planner.faults import Fault, InputRefused
from luwes_planner.instance import (
    FIRST_DAY,
    LAST_DAY,
    Instance,
    Ints,
    Keep,
    Names,
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
    ids = {name: _names(sheets[name][column]) for name, column in IDS.items()}
    refs = _references(sheets, ids, frames)
    _check_circles(sheets["units"])
    _check_needs(sheets["needs"])
    _check_rules(sheets["rules"])
    for sheet in sheets.values():
        found += sorted(sheet.faults)
    chosen = _weights(weights, found)
    if found:
        raise InputRefused(found)
    return _assemble(sheets, ids, refs, chosen)


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


def _names(*columns: pl.Series) -> Names:
    """All ids in these columns, sorted, each once."""
    if len(columns) == 1 and ascends(columns[0]):
        return Names(columns[0])
    texts = pl.concat([c.cast(pl.String) for c in columns])
    return Names(texts.unique().drop_nulls().sort())


Refs = dict[tuple[str, str], Ints]


def _references(sheets: dict[str, Parsed], ids: dict[str, Names], given: Collection[str]) -> Refs:
    """Where each reference points, -1 where blank; an unknown one is a fault."""
    found: Refs = {}
    for sheet in sheets.values():
        for column in sheet.table.columns:
            if column.kind != "ref":
                continue
            values = sheet[column.name]
            at = found[sheet.table.name, column.name] = ids[column.refers].indices(values)
            if column.refers in given and (at < 0).sum() > values.null_count():
                strange = pl.Series((at < 0) & values.is_not_null().to_numpy())
                sheet.mark(strange, column.name, values, column.expected)
    return found


def _check_circles(units: Parsed) -> None:
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


def _ints(values: pl.Series, blank: int = -1) -> Ints:
    whole = values.fill_null(blank) if values.has_nulls() else values
    return whole.to_numpy().astype(np.int64)


def _codes(values: pl.Series, names: Names) -> Ints:
    """Index of every value among a few names, -1 where blank."""
    return _ints(values.cast(pl.Enum(names.column)).to_physical().cast(pl.Int64))


def _ordered(*columns: Ints) -> tuple[Ints, ...]:
    """Sort rows by all columns, the first first. Packed into one number a row where that fits."""
    if not len(columns[0]):
        return columns
    lows = [int(c.min()) for c in columns]
    bits = [(int(c.max()) - low).bit_length() for c, low in zip(columns, lows, strict=True)]
    if sum(bits) > 62:
        order = np.lexsort(columns[::-1])
        return tuple(c[order] for c in columns)
    key = np.zeros(len(columns[0]), np.int64)
    for column, low, width in zip(columns, lows, bits, strict=True):
        key = (key << width) | (column - low)
    key.sort()
    parts = []
    for low, width in zip(lows[::-1], bits[::-1], strict=True):
        parts.append((key & ((1 << width) - 1)) + low)
        key >>= width
    return tuple(parts[::-1])


def _assemble(
    sheets: dict[str, Parsed], ids: dict[str, Names], refs: Refs, weights: Weights
) -> Instance:
    people, needs, skills = sheets["people"], sheets["needs"], sheets["skills"]
    asked = needs["groups"].str.split(";").explode().drop_nulls()
    asked = asked.set(asked == "", None).drop_nulls()
    groups = _names(people["group"], sheets["presence"]["group"], asked)
    competencies = _names(skills["competency"], sheets["need_skills"]["competency"])
    units = _units(sheets["units"], ids, refs)
    return Instance(
        places=_places(sheets["places"], ids),
        travel=_travel(sheets["travel"], refs),
        units=units,
        people=_people(people, ids, refs, groups, units),
        skills=Skills(
            *_ordered(
                refs["skills", "person"],
                _codes(skills["competency"], competencies),
                _ints(skills["level"]),
                _ints(skills["valid_until"], LAST_DAY),
            )
        ),
        presence=Presence(
            *_ordered(
                refs["presence", "unit"],
                _codes(sheets["presence"]["group"], groups),
                _ints(sheets["presence"]["minimum"]),
            )
        ),
        needs=_needs(needs, ids, refs, groups),
        need_skills=NeedSkills(
            *_ordered(
                refs["need_skills", "need"],
                _codes(sheets["need_skills"]["competency"], competencies),
                _ints(sheets["need_skills"]["level"]),
            )
        ),
        keep=Keep(*_ordered(refs["keep", "person"], refs["keep", "need"])),
        rules=_rules(sheets["rules"], refs),
        weights=weights,
        groups=tuple(groups),
        competencies=tuple(competencies),
        warnings=_warnings(groups, people["group"]),
    )


def _order(column: pl.Series) -> slice | Ints:
    """What puts the rows in the order of their ids."""
    return slice(None) if ascends(column) else column.arg_sort().to_numpy().astype(np.int64)


def _places(sheet: Parsed, ids: dict[str, Names]) -> Places:
    order = _order(sheet["place"])
    return Places(
        ids["places"],
        sheet["lat"].to_numpy().astype(np.float64)[order],
        sheet["lon"].to_numpy().astype(np.float64)[order],
    )


def _travel(sheet: Parsed, refs: Refs) -> Travel | None:
    if not sheet.rows:
        return None
    origin, destination = refs["travel", "from_place"], refs["travel", "to_place"]
    return Travel(*_ordered(origin, destination, _ints(sheet["minutes"])))


def _units(sheet: Parsed, ids: dict[str, Names], refs: Refs) -> Units:
    order = _order(sheet["unit"])
    return Units(
        ids["units"],
        refs["units", "parent"][order],
        refs["units", "place"][order],
        _ints(sheet["weight"])[order],
    )


def _people(
    sheet: Parsed, ids: dict[str, Names], refs: Refs, groups: Names, units: Units
) -> People:
    order = _order(sheet["person"])
    unit, place = refs["people", "unit"][order], refs["people", "place"][order]
    return People(
        id=ids["people"],
        unit=unit,
        group=_codes(sheet["group"], groups)[order],
        place=np.where(place >= 0, place, units.place[unit]) if len(unit) else place,
        state=_ints(sheet["state"].to_physical())[order],
        days_served=_ints(sheet["days_served"])[order],
        available_from=_ints(sheet["available_from"], FIRST_DAY)[order],
        available_to=_ints(sheet["available_to"], LAST_DAY)[order],
    )


def _needs(sheet: Parsed, ids: dict[str, Names], refs: Refs, groups: Names) -> Needs:
    order = sheet["need"].arg_sort().to_numpy()
    number = {name: index for index, name in enumerate(groups)}
    allowed = [
        tuple(sorted({number[name] for name in (text or "").split(";") if name}))
        for text in sheet["groups"].to_list()
    ]
    return Needs(
        id=ids["needs"],
        place=refs["needs", "place"][order],
        tier=_ints(sheet["tier"])[order],
        minimum=_ints(sheet["minimum"])[order],
        desired=_ints(sheet["desired"])[order],
        start=_ints(sheet["start"])[order],
        end=_ints(sheet["end"])[order],
        max_minutes=_ints(sheet["max_minutes"])[order],
        groups=tuple(allowed[index] for index in order),
    )


def _rules(sheet: Parsed, refs: Refs) -> Rules:
    person, need, is_pin, row = _ordered(
        refs["rules", "person"],
        refs["rules", "need"],
        (sheet["rule"] == "pin").to_numpy().astype(np.int64),
        np.arange(HEADER_ROWS, sheet.rows + HEADER_ROWS, dtype=np.int64),
    )
    return Rules(person, need, is_pin.astype(bool), row)


def _warnings(groups: Names, held: pl.Series) -> tuple[str, ...]:
    nobody = sorted(set(groups) - set(held.unique().to_list()))
    return tuple(f"group '{name}' is asked for, but nobody belongs to it" for name in nobody)
