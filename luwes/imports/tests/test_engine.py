"""read → map → check → preview → commit, whatever is imported."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.imports import engine, mappings
from luwes.imports.models import Mapping, Run
from luwes.imports.reading import Unreadable
from luwes.imports.registry import Context, Plan, Progress
from luwes.imports.tests.builders import (
    ON,
    check_file,
    state_of_data,
    take_in,
    told,
    write_csv,
    write_xlsx,
)
from luwes.organisation.importing import UnitImporter
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.organisation.tests.builders import a_user, an_agency

UNITS = UnitImporter()
HEAD = ["ID", "NAMA_UNOR", "ID_ATASAN"]
ROWS = [HEAD, ["1", "Dinas Kesehatan", ""], ["2", "Bidang Pelayanan", "1"]]
ODD = [["Sandi", "Sebutan", "Di bawah"], *ROWS[1:]]
CHOSEN = {"code": "Sandi", "name": "Sebutan", "parent": "Di bawah"}


@pytest.fixture
def by(db: None) -> User:
    return a_user(Role.STAFFING_ANALYST)


@pytest.fixture
def agency(db: None) -> Agency:
    return an_agency()


def test_a_preview_changes_nothing(by: User, agency: Agency, tmp_path: Path) -> None:
    before = state_of_data()
    outcome = check_file(UNITS, write_csv(tmp_path / "a.csv", ROWS), agency=agency, by=by)
    assert outcome.counts["new"] == 2
    assert not outcome.taken
    assert state_of_data() == before
    assert not Entry.objects.exists()


def test_a_commit_is_one_run_and_one_line_in_the_log(
    by: User, agency: Agency, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "unor.csv", ROWS)
    outcome = take_in(UNITS, path, agency=agency, by=by)
    assert outcome.taken
    run, entry = Run.objects.get(), Entry.objects.get()
    assert (run.state, run.file_name, run.on) == ("done", "unor.csv", ON)
    assert (run.counts["rows"], run.counts["new"], run.problems) == (2, 2, 0)
    assert (entry.deed, entry.chain, entry.by) == ("imports.committed", str(agency.pk), by)
    assert entry.details["sha256"] == engine.digest(path)
    assert entry.details["new"] == 2


def test_the_same_file_again_changes_nothing(by: User, agency: Agency, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "unor.csv", ROWS)
    take_in(UNITS, path, agency=agency, by=by)
    before = state_of_data()
    outcome = take_in(UNITS, path, agency=agency, by=by)
    assert state_of_data() == before
    assert outcome.counts["unchanged"] == 2
    details = Entry.objects.latest("pk").details
    changes = {kind: details[kind] for kind in ("new", "changed", "moved", "vanished", "refused")}
    assert changes == dict.fromkeys(changes, 0)


def test_refused_rows_keep_everything_out_unless_the_clean_ones_are_wanted(
    by: User, agency: Agency, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [*ROWS, ["3", "", "1"]])
    outcome = take_in(UNITS, path, agency=agency, by=by)
    assert not outcome.taken
    assert not OrgUnit.objects.exists()
    assert not Run.objects.exists()
    assert not Entry.objects.exists()
    assert [told(p) for p in outcome.problems] == [
        ("refused", 4, "NAMA_UNOR", "nama unit kosong", "")
    ]
    outcome = take_in(UNITS, path, agency=agency, by=by, accept_clean=True)
    assert outcome.taken
    assert OrgUnit.objects.count() == 2
    assert Entry.objects.get().details["refused"] == 1


class BreaksOff(UnitImporter):
    """Writes everything, and then fails."""

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        super().write(plan, context, progress)
        raise RuntimeError("no more paper")


def test_an_import_that_breaks_off_leaves_nothing(by: User, agency: Agency, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    before = state_of_data()
    with pytest.raises(RuntimeError), transaction.atomic():
        take_in(BreaksOff(), path, agency=agency, by=by)
    assert state_of_data() == before
    assert not Run.objects.exists()
    assert not Entry.objects.exists()


def test_the_mapping_is_remembered_for_the_agency_and_no_other(
    by: User, agency: Agency, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ODD)
    with pytest.raises(Unreadable, match="20 baris pertama"):
        take_in(UNITS, path, agency=agency, by=by)
    take_in(UNITS, path, agency=agency, by=by, chosen=CHOSEN)
    assert mappings.remembered("units", str(agency.pk)) == CHOSEN
    assert take_in(UNITS, path, agency=agency, by=by).counts["unchanged"] == 2
    other = an_agency("Pemerintah Kabupaten Rekaan")
    assert mappings.remembered("units", str(other.pk)) == {}
    with pytest.raises(Unreadable):
        take_in(UNITS, path, agency=other, by=by)
    assert Mapping.objects.count() == 1


def test_a_remembered_header_that_is_gone_falls_back_to_the_spellings(
    by: User, agency: Agency, tmp_path: Path
) -> None:
    take_in(UNITS, write_xlsx(tmp_path / "a.xlsx", ODD), agency=agency, by=by, chosen=CHOSEN)
    outcome = take_in(UNITS, write_csv(tmp_path / "b.csv", ROWS), agency=agency, by=by)
    assert outcome.counts["unchanged"] == 2
    assert mappings.remembered("units", str(agency.pk))["name"] == "NAMA_UNOR"


def test_a_preview_remembers_no_mapping(by: User, agency: Agency, tmp_path: Path) -> None:
    check_file(UNITS, write_csv(tmp_path / "a.csv", ROWS), agency=agency, by=by)
    assert not Mapping.objects.exists()


def test_problems_of_a_missing_column_are_told_under_its_name(
    by: User, agency: Agency, tmp_path: Path
) -> None:
    rows = [["ID", "NAMA_UNOR"], ["1", "Dinas Kesehatan"]]
    outcome = check_file(UNITS, write_csv(tmp_path / "a.csv", rows), agency=agency, by=by)
    outcome.findings.warn(0, "area", "wilayah tidak dikenal", "kode wilayah", "Antah")
    (problem,) = outcome.problems
    assert problem.column == "WILAYAH"


def test_progress_is_told_in_words_and_only_grows(by: User, agency: Agency, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    context = Context(UNITS.owner(agency.code), ON, by, path.name)
    heard: list[tuple[str, int]] = []
    engine.commit(
        importer=UNITS, table=engine.read(importer=UNITS, path=path, context=context),
        context=context, accept_clean=False, sha256="", by=by,
        progress=lambda step, percent: heard.append((step, percent)),
    )  # fmt: skip
    shares = [percent for _, percent in heard]
    assert len(heard) >= 4
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 100
    assert all(step for step, _ in heard)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_go_in_one_after_the_other(tmp_path: Path) -> None:
    """The first holds its turn inside its transaction until the second has begun to wait for it."""
    by, agency = a_user(Role.STAFFING_ANALYST), an_agency()
    path = write_csv(tmp_path / "a.csv", ROWS)
    writing, counts = threading.Event(), {}

    class Slow(UnitImporter):
        def write(self, plan: Plan, context: Context, progress: Progress) -> None:
            super().write(plan, context, progress)
            writing.set()
            _until_somebody_waits()

    def import_as(name: str, importer: UnitImporter) -> None:
        try:
            counts[name] = take_in(importer, path, agency=agency, by=by).counts
        finally:
            connection.close()

    first = threading.Thread(target=import_as, args=("first", Slow()))
    first.start()
    assert writing.wait(60)
    second = threading.Thread(target=import_as, args=("second", UNITS))
    second.start()
    for thread in (first, second):
        thread.join(120)
    assert counts["first"]["new"] == 2
    assert (counts["second"]["new"], counts["second"]["unchanged"]) == (0, 2)
    assert UnitShape.objects.count() == 2


def _until_somebody_waits() -> None:
    waiting: Any = (0,)
    with connection.cursor() as cursor:
        while not waiting[0]:
            cursor.execute(
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                " WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted"
            )
            waiting = cursor.fetchone()
