"""A daily report as a sheet: rows into figures by area, with everything that is wrong. Reads only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from luwes.core.errors import Problem, refuse
from luwes.imports.cells import text, tidy
from luwes.imports.checking import Findings, Values, read_columns, refuse_twins
from luwes.imports.reading import Unreadable, read_table
from luwes.imports.rules import Cell, Fault, Field, Severity
from luwes.imports.rules import Problem as Found
from luwes.mobilisation import rules
from luwes.places.models import Area
from luwes.places.rules import name_key

MOST_ROWS = 500
LARGEST = 100_000_000
_TOTAL = re.compile(r"(sub\s*|grand\s*)?total|jumlah|keseluruhan", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}([. \u00a0]\d{3})+")
_EXPECTED = "bilangan bulat, misalnya 1.234"


def count(raw: Any) -> Any:
    """A whole number as a report writes it: 1.234, 1 234 or 1234; nothing for a blank or a dash."""
    value, mends = tidy(raw)
    if not value.strip("-–—"):
        return None
    if not isinstance(raw, float) and _THOUSANDS.fullmatch(value):
        value = re.sub(r"[. \u00a0]", "", value)
    if value.isascii() and value.isdigit() and int(value) <= LARGEST:
        return Cell(int(value), mends) if mends else int(value)
    return Cell(None, mends, Fault(Severity.REFUSED, "bukan jumlah", _EXPECTED))


COUNTS = {
    rules.Figure.HOUSES: ("RUMAH TERDAMPAK", ("rumah", "houses_affected", "jumlah rumah", "unit rumah")),
    rules.Figure.AFFECTED: (
        "JIWA TERDAMPAK", ("jiwa", "people_affected", "jumlah jiwa", "warga terdampak", "orang"),
    ),
    rules.Figure.FAMILIES: (
        "KK", ("kepala keluarga", "families_affected", "jumlah kk", "kk terdampak", "keluarga"),
    ),
    rules.Figure.DISPLACED: ("PENGUNGSI", ("mengungsi", "displaced", "jumlah pengungsi")),
    rules.Figure.DEAD: ("MENINGGAL", ("meninggal dunia", "dead", "korban meninggal", "md")),
    rules.Figure.INJURED: ("LUKA", ("luka-luka", "injured", "korban luka")),
    rules.Figure.MISSING: ("HILANG", ("missing", "korban hilang")),
}  # fmt: skip
FIELDS = (
    Field("code", "KODE WILAYAH", ("kode", "area_code", "kode kecamatan", "kode kemendagri"), text(20)),
    Field("name", "WILAYAH", ("kecamatan", "nama wilayah", "nama kecamatan", "district", "kabupaten/kota", "daerah"),
          text(120), required=True),
    *(Field(kind.value, label, spellings, count) for kind, (label, spellings) in COUNTS.items()),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What one row of the sheet tells of one area."""

    area: Area
    values: dict[rules.Figure, int]


@dataclass
class Report:
    """A sheet as it was understood; `problems` name sheet, row and column."""

    sheet: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Found] = field(default_factory=list)
    refused: int = 0
    skipped: int = 0  # totals: they are computed, never typed

    @property
    def kinds(self) -> list[rules.Figure]:
        return [kind for kind in rules.Figure if any(kind in row.values for row in self.rows)]


def read(path: Path, name: str, areas: Iterable[Area]) -> Report:
    """
    `areas` are those that may be told of.

    :raises Refused: for a file that cannot be read, or of too many rows
    """
    try:
        table = read_table(path, FIELDS, name=name)
    except Unreadable as unreadable:
        refuse([Problem(str(unreadable), "file")])
    if len(table) > MOST_ROWS:
        refuse([Problem(_("Laporan harian paling banyak %d baris.") % MOST_ROWS, "file")])
    if table.sheet == path.name:  # a csv has no sheets: it is called as its file was
        table.sheet = name
    findings = Findings(table, FIELDS)
    values = read_columns(FIELDS, table, findings)
    report, known = Report(table.sheet), _Known(areas)
    found = [_area(row, values, findings, known) for row in range(len(table))]
    totals = {row for row in range(len(table)) if _is_total(values, row)}
    keys = [area.pk if area and row not in totals else None for row, area in enumerate(found)]
    refuse_twins(
        findings, "name", keys, "wilayah lebih dari satu kali", "satu baris satu wilayah",
        values.of("name", ""),
    )  # fmt: skip
    for row, area in enumerate(found):
        if row in totals:
            report.skipped += 1
        elif area and row not in findings.refused:
            told = _told(row, values)
            _doubt(row, told, findings)
            if told:
                report.rows.append(Row(area, told))
    _compare_totals(totals, values, findings, report)
    findings.sort()
    report.problems = findings.problems
    report.refused = len(findings.refused - totals)
    return report


def _told(row: int, values: Values) -> dict[rules.Figure, int]:
    cells = {kind: values.of(kind.value)[row] for kind in rules.Figure}
    return {kind: value for kind, value in cells.items() if value is not None}


def _is_total(values: Values, row: int) -> bool:
    return bool(_TOTAL.match((values.of("name", "")[row] or "").strip()))


class _Known:
    """Areas by their code, and by name where only one has it."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.by_code = {area.code: area for area in areas}
        self.by_name: dict[str, list[Area]] = {}
        for area in self.by_code.values():
            self.by_name.setdefault(name_key(area.name), []).append(area)

    def named(self, name: str) -> list[Area]:
        """Also without the word before it: Kec. Panjang, Kecamatan Panjang."""
        bare = re.sub(r"^(kec\.?|kecamatan|distrik)\s+", "", name, flags=re.IGNORECASE)
        return self.by_name.get(name_key(bare)) or self.by_name.get(name_key(name)) or []


def _area(row: int, values: Values, findings: Findings, known: _Known) -> Area | None:
    """The area of a row; the code is the Home Ministry's, and its name must agree."""
    code, name = values.of("code", "")[row] or "", values.of("name", "")[row] or ""
    if _is_total(values, row):
        return None
    if not name and not code:
        findings.refuse(row, "name", "wilayah kosong", "nama atau kode Kemendagri")
        return None
    by_code, by_name = known.by_code.get(code), known.named(name)
    if by_code and name and by_code not in by_name:
        findings.refuse(row, "code", "kode dan nama menunjuk wilayah berbeda", by_code.name, name)
        return None
    if by_code:
        return by_code
    if len(by_name) == 1:
        if code:
            said = "bukan kode Kemendagri (kode BPS berbeda); wilayah dicari dari namanya"
            findings.warn(row, "code", said, by_name[0].code, code)
        return by_name[0]
    if by_name:
        expected = "kode Kemendagri: " + ", ".join(area.code for area in by_name)
        findings.refuse(row, "name", "nama ini ada di beberapa wilayah", expected, name)
    else:
        said = "wilayah tidak dikenal dalam kejadian ini"
        findings.refuse(row, "name", said, "wilayah terdampak atau bagiannya", name or code)
    return None


def _doubt(row: int, told: dict[rules.Figure, int], findings: Findings) -> None:
    people, families = told.get(rules.Figure.AFFECTED), told.get(rules.Figure.FAMILIES)
    if not told:
        findings.warn(
            row, "name", "tidak ada angka di baris ini; dilewati", "sedikitnya satu angka"
        )
    elif families and people is None:
        said = "jiwa tidak disebut; tidak dianggap nol"
        findings.warn(row, rules.Figure.AFFECTED, said, "jumlah jiwa", "")
    elif people is not None and families is not None and not rules.plausible(people, families):
        said = f"{people} jiwa lebih sedikit daripada {families} KK; periksa ulang"
        findings.warn(row, rules.Figure.AFFECTED, said, "jiwa ≥ KK", people)


def _compare_totals(totals: set[int], values: Values, findings: Findings, report: Report) -> None:
    """A typed total that is neither the sum of its part nor that of the sheet is pointed at."""
    for kind in rules.Figure:
        whole = part = 0
        for row, value in enumerate(values.of(kind.value)):
            if row in totals:
                if value is not None and value not in (whole, part):
                    said = f"baris jumlah dilewati; jumlah barisnya {whole}"
                    findings.warn(row, kind, said, str(whole), value)
                part = 0
            elif value is not None and row not in findings.refused:
                whole, part = whole + value, part + value
