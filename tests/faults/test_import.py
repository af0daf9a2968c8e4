"""A worker killed while it checks or takes in a file: nothing half imported, finished after."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.audit.models import Entry
from luwes.core.tests.points import points
from luwes.imports import actions
from luwes.imports.models import Run
from luwes.imports.registry import Owner, importers
from luwes.organisation.models import OrgUnit, Position
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.models import Employee
from luwes.people.tests.builders import a_nip
from luwes.staffing.tests.scene import NOW
from tests.faults.killing import killed_at, restart, unfinished

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 5
CHECKING = {"imports.file_read", "imports.problems_written", "imports.checked"}


def a_staff_list() -> SimpleUploadedFile:
    heads = "PNS ID,NIP BARU,NAMA,JENIS PEGAWAI NAMA,GOL AKHIR NAMA,JABATAN NAMA,UNOR ID,UNOR NAMA"
    rows = [
        f"P{n},{a_nip(700 + n)},Pegawai {n},PNS,III/c,Pengelola Layanan,U1,Dinas Rekaan"
        for n in range(ROWS)
    ]
    return SimpleUploadedFile("pegawai.csv", "\n".join([heads, *rows]).encode())


def started(by: User) -> Run:
    agency = an_agency()
    owner = Owner(str(agency.pk), agency.code, agency.name)
    return actions.start(
        importer=importers["staff"], owner=owner, upload=a_staff_list(), on=date(2025, 2, 24),
        partial_file=False, now=NOW, by=by,
    )  # fmt: skip


def taken_in() -> tuple[int, ...]:
    rows = (Employee, Appointment, OrgUnit, Position)
    deeds = Entry.objects.filter(deed="imports.committed").count()
    return (*(model.objects.count() for model in rows), deeds)


@pytest.mark.parametrize("point", points("imports"))
def test_a_worker_killed_while_importing_takes_in_all_or_nothing(point: str) -> None:
    by = a_user(Role.STAFFING_ANALYST)
    run = started(by)
    if point in CHECKING:
        killed_at(point)
    restart()
    run.refresh_from_db()
    assert (run.state, run.counts["refused"]) == ("checked", 0), run.message
    assert taken_in() == (0, 0, 0, 0, 0)

    actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    if point not in CHECKING:
        killed_at(point)
        is_in = point == "imports.after_commit"
        assert taken_in() == ((ROWS, ROWS, 1, 1, 1) if is_in else (0, 0, 0, 0, 0))
    restart()
    run.refresh_from_db()
    assert run.state == "done"
    assert taken_in() == (ROWS, ROWS, 1, 1, 1)
    assert unfinished() == []
    assert not Path(run.upload).exists()
