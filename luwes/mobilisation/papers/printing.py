"""A paper as a tagged, archival PDF and as a workbook: the same bytes from the same content."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.core import sheets, typesetting
from luwes.letters.content import drawable
from luwes.mobilisation.papers.document import Cell, Chart, Document, Section, Table, text

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "report.typ"
STANDARDS = ("a-2a", "ua-1")  # archival, and read aloud in order
_NAME_LENGTH = 31  # of a sheet, in a workbook


def pdf(document: Document, *, at: datetime) -> bytes:
    """:param at: when it was issued; stands in the file"""
    language = get_language() or "id"
    words = {"page": _("Halaman"), "of": _("dari"), "language": language[:2]}
    shown = drawable(_shown(document)) | {"words": drawable(words)}
    charts = [[_chart(chart) for chart in section.charts] for section in document.sections]
    inputs = {"report": shown, "charts": charts}
    return typesetting.pdf(TEMPLATE, inputs, at=at, standards=STANDARDS)


def _shown(document: Document) -> dict[str, Any]:
    return {
        "title": document.title, "subtitle": document.subtitle, "issuer": document.issuer,
        "about": [list(pair) for pair in document.about], "foot": document.foot,
        "sections": [_section(section) for section in document.sections],
    }  # fmt: skip


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title, "lines": list(section.lines),
        "facts": [list(fact) for fact in section.facts],
        "tables": [_table(table) for table in section.tables],
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title, "note": table.note,
        "columns": [[column.label, column.is_number] for column in table.columns],
        "rows": [[text(cell) for cell in row] for row in table.rows],
    }  # fmt: skip


def _chart(chart: Chart) -> dict[str, Any]:
    words = {"title": chart.title, "words": chart.words, "note": chart.note}
    return drawable(words) | {"svg": str(chart.svg), "half": chart.is_half}  # type: ignore[no-any-return]


# ── workbook ─────────────────────────────────────────────────────────


def xlsx(document: Document, *, at: datetime) -> bytes:
    """A first sheet with the words, then a sheet a table."""
    target = io.BytesIO()
    with sheets.workbook(target) as book:
        book.set_properties(
            {"title": document.title, "created": localtime(at).replace(tzinfo=None)}
        )
        sheets.add_sheet(book, _("Ringkasan"), [document.title, ""], _summary(document))
        named: set[str] = {_("Ringkasan").lower()}
        for section in document.sections:
            for table in section.tables:
                head = [column.label for column in table.columns]
                name = _sheet_name(table.name or table.title, named)
                sheets.add_sheet(book, name, head, _rows(table))
    return target.getvalue()


def _rows(table: Table) -> Iterable[Sequence[Cell]]:
    yield from table.rows
    if table.note:
        yield ()
        yield (table.note,)


def _summary(document: Document) -> Iterator[Sequence[Cell]]:
    yield (document.subtitle,)
    yield (document.issuer,)
    yield from document.about
    for section in document.sections:
        yield ()
        yield (section.title,)
        yield from section.facts
        for line in section.lines:
            yield (line,)
    yield ()
    yield (document.foot,)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Allowed, short enough, and nobody else's."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted)[:_NAME_LENGTH].strip(" '")
    name, n = plain, 2
    while name.lower() in taken:
        name, n = f"{plain[: _NAME_LENGTH - 4]} ({n})", n + 1
    taken.add(name.lower())
    return name
