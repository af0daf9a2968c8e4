"""What every import decides alike: which header feeds which field, what a problem says. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

HEADER_WITHIN_ROWS = 20  # the header row is looked for in this many first rows


EARLIEST_DAY = date(1945, 8, 17)  # no government of ours is older


def counts_from(on: date, today: date) -> bool:
    """Whether a file may count from this day: not before the republic, at most a year ahead."""
    return EARLIEST_DAY <= on <= a_year_after(today)


def a_year_after(day: date) -> date:
    """The last day that a file may speak of as already decided."""
    return day + timedelta(days=366)


class Severity(StrEnum):
    REFUSED = "refused"  # the row does not go in
    WARNED = "warned"  # the row goes in, somebody should look


class Mend(StrEnum):
    """What is put right without asking, and counted."""

    SPACES = "spaces"
    APOSTROPHE = "apostrophe"
    TEXT_DATE = "text_date"
    SERIAL_DATE = "serial_date"
    GRADE = "grade"
    SEX = "sex"
    NUMBER_AS_TEXT = "number_as_text"


class RunState(StrEnum):
    WAITING = "waiting"  # for the job that checks it
    CHECKING = "checking"
    CHECKED = "checked"  # a preview waits for a person
    COMMITTING = "committing"
    DONE = "done"
    UNREADABLE = "unreadable"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OPEN_STATES = frozenset(
    {RunState.WAITING, RunState.CHECKING, RunState.CHECKED, RunState.COMMITTING}
)


class Problem(NamedTuple):
    """One thing wrong with one cell: where, what was found, what is expected."""

    severity: Severity
    sheet: str
    row: int  # as the spreadsheet numbers it; 0 for the file as a whole
    column: str
    found: str
    expected: str
    message: str


class Fault(NamedTuple):
    """What a cell reader has to say against a cell, before its place is known."""

    severity: Severity
    message: str
    expected: str
    found: str | None = None  # None: the cell as it stands


class Cell(NamedTuple):
    """A value that needed mending or has a fault; readers return the bare value otherwise."""

    value: Any
    mends: tuple[Mend, ...] = ()
    fault: Fault | None = None


Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """A thing an importer understands: `spellings` are headers that mean it, best first."""

    key: str
    label: str
    spellings: tuple[str, ...]
    read: Reader
    required: bool = False

    def header_keys(self) -> list[str]:
        return [header_key(text) for text in (self.label, *self.spellings)]


def header_key(text: Any) -> str:
    """Headers are compared without case, spaces and marks, and without a remark in brackets."""
    plain = str(text).casefold()
    bare = re.sub(r"\(.*?\)", "", plain)
    return re.sub(r"[^a-z0-9]", "", bare) or re.sub(r"[^a-z0-9]", "", plain)


Spellings = Mapping[str, Sequence[str]]  # field → header keys, best first


def spellings_of(fields: Iterable[Field]) -> dict[str, list[str]]:
    return {field.key: field.header_keys() for field in fields}


def match_headers(
    headers: Sequence[Any], spellings: Spellings, chosen: Mapping[str, str] | None = None
) -> dict[str, int]:
    """
    Which column feeds which field.

    `chosen` is a person's mapping of fields to headers; an empty header leaves the field without.
    """
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(header_key(header), place)
    places.pop("", None)
    chosen = chosen or {}
    matched: dict[str, int] = {}
    for name, header in chosen.items():
        if name in spellings and (found := places.get(header_key(header))) is not None:
            matched[name] = found
    taken = set(matched.values())
    for name, keys in spellings.items():
        if name in matched or chosen.get(name) == "":
            continue
        for key in keys:
            if (found := places.get(key)) is not None and found not in taken:
                matched[name] = found
                taken.add(found)
                break
    return matched


def find_header(
    rows: Sequence[Sequence[Any]], spellings: Spellings, chosen: Mapping[str, str] | None = None
) -> tuple[int, dict[str, int]]:
    """The row (counted from 0) that names the most fields, and what it names; none: (-1, {})."""
    best: tuple[int, dict[str, int]] = (-1, {})
    for number, row in enumerate(rows[:HEADER_WITHIN_ROWS]):
        matched = match_headers(row, spellings, chosen)
        if len(matched) > len(best[1]):
            best = (number, matched)
    return best


@dataclass
class Table:
    """A sheet as it was read: raw cells by field, and the spreadsheet's number of each row."""

    file: str
    sheet: str
    header_row: int
    headers: list[str]
    mapping: dict[str, str]  # field → header
    columns: dict[str, list[Any]]
    rows: list[int]
    unknown: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    fitting_sheets: list[str] = field(default_factory=list)  # of those: with data like this one's

    def __len__(self) -> int:
        return len(self.rows)
