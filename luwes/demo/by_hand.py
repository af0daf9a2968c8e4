"""Enters a small staff list person by person, as a clerk would on the pages.

For tens of people, until the staff importer takes whole lists.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.appointments import actions as appointments
from luwes.appointments.rules import Kind
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.organisation.models import Agency, Competency, Position
from luwes.people import actions as people
from luwes.people.models import Employee
from luwes.places import queries as areas

JOINED = date(2024, 1, 1)
_GRADE = re.compile(r"^(IV|III|II|I)/?([a-e])$", re.IGNORECASE)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    heads = [str(head) for head in rows[0]]
    return [dict(zip(heads, row, strict=False)) for row in rows[1:]]


def _grade(text: str) -> str:
    found = _GRADE.match(text.strip())
    return f"{found[1].upper()}/{found[2].lower()}" if found else text.strip()


def _digits(text: Any) -> str:
    return re.sub(r"\D", "", str(text))


def enter_staff(*, path: Path, agency: Agency, by: User) -> int:
    """Add everybody of the file with the post they hold; how many."""
    posts = {
        (p.unit.code, p.title.name): p
        for p in Position.objects.filter(unit__agency=agency).select_related("unit", "title")
    }
    entered = 0
    for row in _rows(path):
        position = posts.get((str(row["UNOR ID"]), str(row["JABATAN NAMA"])))
        if position is None:
            continue
        employee = people.add_employee(
            agency=agency, nip=_digits(row["NIP BARU"]), name=" ".join(str(row["NAMA"]).split()),
            grade=_grade(str(row["GOL AKHIR NAMA"])), pns_id=str(row["PNS ID"]), by=by,
            home_area=areas.by_code(str(row["KODE WILAYAH RUMAH"])),
            legal_standing=str(row["KEDUDUKAN HUKUM ID"]).lstrip("0"), email=str(row["EMAIL"]),
        )  # fmt: skip
        appointments.appoint(
            employee=employee, position=position, kind=Kind.DEFINITIVE, period=Period(JOINED),
            decree="SK contoh", by=by,
        )  # fmt: skip
        entered += 1
    return entered


def enter_competencies(*, path: Path, by: User) -> int:
    """Add the competency records of the file; how many."""
    catalogue = {c.name: c for c in Competency.objects.all()}
    people_by_nip = {e.nip: e for e in Employee.objects.filter(is_current=True)}
    entered = 0
    for row in _rows(path):
        employee = people_by_nip.get(_digits(row["NIP"]))
        if employee is None:
            continue
        try:
            people.add_competency(
                employee=employee, competency=catalogue[str(row["KOMPETENSI"])], by=by,
                level=int(row["TINGKAT"]), evidence="Sertifikat contoh",
                period=through(JOINED, _day(row["BERLAKU SAMPAI"])),
            )  # fmt: skip
        except (Refused, ValueError):
            continue
        entered += 1
    return entered


def _day(text: Any) -> date | None:
    if not text:
        return None
    day, month, year = str(text).split("-")
    return date(int(year), int(month), int(day))
