"""A list of names, pasted or from a sheet: rows, and everything wrong in them. Reads only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from luwes.core.errors import Problem, refuse
from luwes.imports.cells import identifier, text
from luwes.imports.checking import Findings, read_columns
from luwes.imports.reading import Unreadable, read_table
from luwes.imports.rules import Field, Table, header_key
from luwes.imports.rules import Problem as Found
from luwes.organisation.models import Competency
from luwes.staffing.contingent_rules import MOST_NAMES, Name

FIELDS = (
    Field("name", "NAMA", ("nama lengkap", "name", "nama anggota", "personel"), text(120), required=True),
    Field("number", "NOMOR", ("nrp", "kta", "no anggota", "nomor anggota", "nik", "number", "no kta", "no nrp"), identifier(40)),
    Field("competency", "KOMPETENSI", ("keahlian", "competency", "kode kompetensi", "kemampuan"), text(120)),
    Field("certificate", "SERTIFIKAT", ("nomor sertifikat", "no sertifikat", "certificate"), text(80)),
)  # fmt: skip
_KEYS = [column.key for column in FIELDS]
_PARTS = re.compile(r"[;\t]")


@dataclass
class Listing:
    """What was read; `problems` name row and column, of rows that don't go in and of doubtful ones."""

    names: list[Name] = field(default_factory=list)
    problems: list[Found] = field(default_factory=list)
    refused: int = 0

    def as_text(self, competencies: dict[int, str]) -> str:
        """As it is pasted, so that what a sheet held can be mended in place."""
        rows = (
            (row.name, row.number, competencies.get(row.competency_id or 0, ""), row.certificate)
            for row in self.names
        )
        return "\n".join("; ".join(parts).rstrip("; ") for parts in rows)


def competencies() -> list[Competency]:
    return list(Competency.objects.order_by("name", "pk"))


def from_sheet(path: Path, name: str, known: Iterable[Competency]) -> Listing:
    """:raises Refused: for a file that cannot be read, or of too many rows"""
    try:
        table = read_table(path, FIELDS, name=name)
    except Unreadable as unreadable:
        refuse([Problem(str(unreadable), "file")])
    return _listing(table, known)


def pasted(words: str, known: Iterable[Competency]) -> Listing:
    """One a line: name; number; competency; certificate. Only the name must stand there."""
    lines = [(n, line) for n, line in enumerate(words.splitlines(), start=1) if line.strip(" \t;")]
    if lines and header_key(_PARTS.split(lines[0][1])[0]) in FIELDS[0].header_keys():
        del lines[0]
    columns: dict[str, list[Any]] = {key: [] for key in _KEYS}
    for _number, line in lines:
        parts = _PARTS.split(line, maxsplit=len(_KEYS) - 1)
        for key, part in zip(_KEYS, [*parts, "", "", ""], strict=False):
            columns[key].append(part)
    table = Table(
        file="", sheet=_("Daftar"), header_row=0, headers=[], columns=columns,
        mapping={column.key: column.label for column in FIELDS}, rows=[n for n, _line in lines],
    )  # fmt: skip
    return _listing(table, known)


def _listing(table: Table, known: Iterable[Competency]) -> Listing:
    if len(table) > MOST_NAMES:
        refuse([Problem(_("Sekali tulis paling banyak %d nama.") % MOST_NAMES, "names")])
    findings = Findings(table, FIELDS)
    values = read_columns(FIELDS, table, findings)
    by_word = {word.casefold(): row.pk for row in known for word in (row.name, row.code)}
    found = Listing()
    columns: Sequence[list[Any]] = [values.of(key, "") for key in _KEYS]
    for row, (name, number, skill, certificate) in enumerate(zip(*columns, strict=True)):
        if not name:
            findings.refuse(row, "name", _("nama kosong"), _("nama lengkap"), number)
        competency = by_word.get((skill or "").casefold())
        if skill and competency is None:
            said = _("kompetensi ini tidak ada di katalog; tidak dicatat")
            findings.warn(row, "competency", said, _("nama atau kode di katalog"), skill)
        if row not in findings.refused:
            found.names.append(Name(name, number or "", competency, certificate or ""))
    findings.sort()
    found.problems, found.refused = findings.problems, len(findings.refused)
    return found
