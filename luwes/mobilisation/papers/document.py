"""A paper before it has a form: sections of facts, lines, tables and charts. Holds no markup."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from luwes.ui import formats

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Column:
    label: str
    is_number: bool = False
    is_long: bool = False  # wants a line of its own on a phone
    is_written: bool = False  # words kept in Bahasa Indonesia, whoever reads them

    @property
    def css(self) -> str:
        if not self.is_number:
            return "all"
        return "n all" if self.is_long else "n"


def text(cell: Cell) -> str:
    """A cell as people here write it."""
    lang = get_language() or "id"
    match cell:
        case None:
            return "–"
        case datetime():
            return formats.moment(localtime(cell), lang)
        case date():
            return formats.short_day(cell, lang)
        case int() | float():
            return formats.number(cell, lang=lang)
        case _:
            return cell


@dataclass(frozen=True)
class Table:
    """Rows as long as `columns`; the first column names the row. `name` names the sheet."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    name: str = ""

    @property
    def shown(self) -> list[list[tuple[str, Column]]]:
        """Every cell in words, with its column."""
        return [
            [(text(cell), column) for cell, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]


@dataclass(frozen=True)
class Chart:
    """
    A drawing that also stands alone (it needs no style sheet), the same drawn for a phone, and what
    it shows in words.
    """

    title: str
    svg: SafeString
    narrow: SafeString
    words: str
    note: str = ""
    is_half: bool = False  # two of them stand side by side


class Fact(NamedTuple):
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """`is_written`: holds words kept in Bahasa Indonesia, as lines or in columns that say so."""

    key: str
    title: str
    lines: Sequence[str] = ()
    facts: Sequence[Fact] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    is_written: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.facts or self.charts or self.tables)


@dataclass(frozen=True)
class Document:
    """`about` are the lines under the title; `foot` stands on every page."""

    title: str
    subtitle: str
    issuer: str
    about: Sequence[tuple[str, str]]
    sections: Sequence[Section] = field(default=())
    foot: str = ""

    @property
    def has_written(self) -> bool:
        return any(section.is_written for section in self.sections)


def texts(*labels: str) -> list[Column]:
    return [Column(label) for label in labels]


def times(*labels: str) -> list[Column]:
    """Lengths of time, in words."""
    return [Column(label, is_number=True, is_long=True) for label in labels]


def numbers(*labels: str) -> list[Column]:
    return [Column(label, is_number=True) for label in labels]
