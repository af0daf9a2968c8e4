"""An agency that gets staff lists, for tests of their import."""

from pathlib import Path
from typing import Any

from luwes.accounts.rules import Role
from luwes.appointments.importing import StaffImporter
from luwes.imports.tests.builders import Desk
from luwes.organisation.models import JobTitle, OrgUnit
from luwes.organisation.tests.builders import a_title, a_unit, a_user, an_agency
from luwes.people.tests.builders import a_nip

STAFF = StaffImporter()


class Office(Desk):
    """A desk for staff lists of an agency with one unit and one title."""

    def __init__(self, folder: Path) -> None:
        super().__init__(STAFF, folder, an_agency(), a_user(Role.STAFFING_ANALYST))
        self.unit: OrgUnit = a_unit(agency=self.agency)
        self.title: JobTitle = a_title("Perawat")

    def row(self, number: int = 1, **changes: Any) -> dict[str, Any]:
        """A clean row of a staff list; `changes` by header, with _ for a space."""
        row = {
            "PNS ID": f"P{number}", "NIP BARU": a_nip(number), "NAMA": f"Pegawai Rekaan {number}",
            "TANGGAL LAHIR": "12-04-1990", "JENIS KELAMIN": "F", "NIK": f"18710152049{number:05}",
            "GOL AKHIR NAMA": "III/c", "KEDUDUKAN HUKUM ID": "1", "JABATAN NAMA": "Perawat",
            "UNOR ID": self.unit.code, "UNOR NAMA": "Dinas Kesehatan",
        }  # fmt: skip
        return row | {header.replace("_", " "): value for header, value in changes.items()}
