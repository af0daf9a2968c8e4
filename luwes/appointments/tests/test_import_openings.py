"""Opening balances of annual leave, from the old leave cards."""

from pathlib import Path
from typing import Any

import pytest

from luwes.accounts.rules import Role
from luwes.appointments.importing import OpeningImporter
from luwes.appointments.models import LeaveOpening
from luwes.imports.tests.builders import Desk, told
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    return Desk(OpeningImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


@pytest.fixture
def rina(desk: Desk) -> Employee:
    return an_employee(agency=desk.agency)


def row(person: Employee, days: Any = 6, **more: Any) -> dict[str, Any]:
    return {"NIP": person.nip, "TAHUN": 2025, "SISA": days, **more}


def test_a_row_sets_a_balance_and_a_later_list_changes_it(desk: Desk, rina: Employee) -> None:
    assert desk.take(row(rina, DASAR="kartu cuti")).counts["new"] == 1
    assert desk.take(row(rina)).counts["unchanged"] == 1
    assert desk.take(row(rina, "4")).counts["changed"] == 1
    kept = LeaveOpening.objects.get()
    assert (kept.employee, kept.year, kept.days) == (rina, 2025, 4)


@pytest.mark.parametrize("days", [13, -1, "banyak", "", 2.5])
def test_what_the_law_does_not_let_over_is_refused(desk: Desk, rina: Employee, days: Any) -> None:
    assert desk.take(row(rina, days)).problems
    assert not LeaveOpening.objects.exists()


def test_strangers_and_twins_are_refused(desk: Desk, rina: Employee) -> None:
    other = an_employee(agency=an_agency("Pemerintah Kabupaten Lain"))
    outcome = desk.take(row(other), row(rina), row(rina, 3))
    said = " ".join(told(problem)[3] for problem in outcome.problems)
    assert "pegawai tidak dikenal" in said
    assert "lebih dari satu kali" in said
    assert not LeaveOpening.objects.exists()
