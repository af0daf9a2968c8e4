"""Writes the files of every agency, and the cast of the story; the same seed, the same files."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from luwes.demo.population import sheets
from luwes.demo.population.geography import Geography
from luwes.demo.population.model import AgencyFiles, Files, Government, Structure
from luwes.demo.population.people import Person, Register
from luwes.demo.population.structure import Builder, share_out
from luwes.demo.population.workbook import write_sheet
from luwes.organisation.rules import AgencyKind
from luwes.places import sources

# Told in public: the province 19,120 (June 2025). The city has 8,822 PNS (October 2024); with
# PPPK about 12,200, and the other governments by their people: assumptions.
PROVINCE_STAFF, CITY_STAFF = 19_120, 12_200
REGENCY_BASE, REGENCY_PER_1000 = 3000, 5.8
# The governments of the flood, the first two enough for a tiny one; from 40,000 people all 16.
OF_THE_FLOOD = ("18", "18.71", "18.01", "18.09")
TINY, ALL_FROM = 1000, 40_000


def governments(people: int) -> list[Government]:
    """Whose staff the `people` are: two governments, four, or all of Lampung."""
    truth = {"18": PROVINCE_STAFF, "18.71": CITY_STAFF}
    names = {"18": "Provinsi Lampung"}
    for fact in sources.lampung_regencies():
        names[fact.code] = fact.name
        staff = REGENCY_BASE + round(fact.registered_population / 1000 * REGENCY_PER_1000)
        truth.setdefault(fact.code, staff)
    tiny = people < TINY
    codes = list(names) if people >= ALL_FROM else OF_THE_FLOOD[: 2 if tiny else 4]
    shares = [1 if tiny else truth[code] for code in codes]
    return [
        Government(code, f"Pemerintah {names[code]}", _kind(code, names[code]), headcount)
        for code, headcount in zip(codes, share_out(people, shares), strict=True)
    ]


def _kind(code: str, name: str) -> AgencyKind:
    if "." not in code:
        return AgencyKind.PROVINCE
    return AgencyKind.CITY if name.startswith("Kota") else AgencyKind.REGENCY


def generate(people: int, seed: int, folder: Path) -> Files:
    """
    Write all files of `people` civil servants into the folder, and `cast.json` beside them.

    The same arguments give the same cells.
    """
    folder.mkdir(parents=True, exist_ok=True)
    geography = Geography()
    register = Register(geography, Random(f"{seed} people"))
    agencies: list[AgencyFiles] = []
    everyone: dict[str, list[Person]] = {}
    for government in governments(people):
        random = Random(f"{seed} {government.code}")
        structure = Builder(government, geography, random).build()
        staff = [register.person(seat) for seat in structure.seats]
        agencies.append(_write_agency(structure, staff, folder, random))
        everyone[government.code] = staff
    path = folder / "cast.json"
    path.write_text(json.dumps(_cast(everyone), indent=1, sort_keys=True))
    return Files(folder, people, tuple(agencies), path)


def _write_agency(
    structure: Structure, staff: list[Person], folder: Path, random: Random
) -> AgencyFiles:
    government = structure.government
    sheet = sheets.StaffSheet(structure, random)
    tables: dict[str, tuple[Sequence[str], Iterable[sheets.Row]]] = {
        "units": (sheets.UNIT_COLUMNS, sheets.unit_rows(structure)),
        "positions": (sheets.POSITION_COLUMNS, sheets.position_rows(structure, random)),
        "staff": (sheets.STAFF_COLUMNS, map(sheet.row, staff)),
        "presence": (sheets.PRESENCE_COLUMNS, sheets.presence_rows(structure, random)),
        "competencies": (
            sheets.COMPETENCY_COLUMNS,
            (row for person in staff for row in sheets.competency_rows(person, random)),
        ),
    }
    paths = {name: folder / f"{name}_{government.slug}.xlsx" for name in tables}
    for name, (columns, rows) in tables.items():
        write_sheet(paths[name], name, columns, rows)
    return AgencyFiles(government.code, government.name, government.kind.value, **paths)


def _cast(everyone: dict[str, list[Person]]) -> dict[str, Any]:
    """Who plays which part in the story, by NIP."""
    provincial = everyone["18"]
    everybody = [person for staff in everyone.values() for person in staff]
    return {
        "sekda_province": _head_of(provincial, "setda"),
        "bpbd_coordinator": _head_of(provincial, "bpbd"),
        "bkd_head": _head_of(provincial, "bkd"),
        "bkd_analyst": _clerk(provincial, "bkd"),
        "sekda": {code: _head_of(staff, "setda") for code, staff in everyone.items()},
        "bpbd": {code: _head_of(staff, "bpbd") for code, staff in everyone.items()},
        "unit_heads": sheets.leaders(everybody),
    }


def _head_of(staff: list[Person], office: str) -> str | None:
    """The head of an office; None where the government is too small to have it."""
    heads = (p.nip for p in staff if p.seat.leads and p.seat.unit.code.endswith(f"-{office}"))
    return next(heads, None)


def _clerk(staff: list[Person], office: str) -> str:
    """An active staffing analyst who heads nothing."""
    inside = [p for p in staff if f"-{office}" in p.seat.unit.code and not p.seat.leads]
    active = [p for p in inside if p.standing[0] == "1"] or inside
    trained = [p for p in active if sheets.is_free_clerk(p.seat)]
    return (trained or active)[0].nip


def cast(files: Files) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files.cast.read_text())
    return loaded


def heads(files: Files) -> dict[str, str]:
    """The NIP of each unit's head by the unit's ID; vacant units are missing."""
    told: dict[str, str] = cast(files)["unit_heads"]
    return told
