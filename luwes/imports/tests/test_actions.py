"""A run from upload to commit: who decides, what happens twice or at once, and what is left behind."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.imports import actions, files, jobs
from luwes.imports.models import Run
from luwes.imports.registry import Owner, importers
from luwes.imports.tests.builders import ON, a_table, run_jobs, write_xlsx
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.tests.builders import a_user, an_agency

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
UNITS = [{"ID": "1", "NAMA_UNOR": "Dinas Kesehatan"}, {"ID": "2", "NAMA_UNOR": "Dinas Sosial"}]
BAD = [*UNITS, {"ID": "3", "NAMA_UNOR": ""}]


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def agency(db: None) -> Agency:
    return an_agency()


@pytest.fixture
def by(agency: Agency) -> User:
    return an_analyst(agency)


def an_analyst(agency: Agency, name: str = "Wayan Sudarta") -> User:
    role = Role.STAFFING_ANALYST
    return a_user(role, scope_kind="agency", scope_id=agency.pk, name=name)


def start(
    agency: Agency, by: User, rows: Any = UNITS, *, now: datetime = NOW, content: bytes = b"",
    name: str = "unor.xlsx", everywhere: bool = False,
) -> Run:  # fmt: skip
    path = Path(mkdtemp()) / "unor.xlsx"
    upload = SimpleUploadedFile(name, content or write_xlsx(path, a_table(rows)).read_bytes())
    owner = None if everywhere else Owner(str(agency.pk), agency.code, agency.name)
    return actions.start(
        importer=importers["units"], owner=owner, upload=upload, on=ON, partial_file=False, now=now,
        by=by,
    )  # fmt: skip


def checked(agency: Agency, by: User, rows: Any = UNITS) -> Run:
    run = start(agency, by, rows)
    actions.check(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    return run


def asked(task: str, run: Run) -> int:
    """How often a job was asked for; jobs of other tests may still lie there."""
    return ProcrastinateJob.objects.filter(task_name=task, args={"run_id": run.pk}).count()


def test_an_upload_waits_for_its_check(agency: Agency, by: User) -> None:
    run = start(agency, by)
    assert (run.state, run.file_name, run.agency_label) == ("waiting", "unor.xlsx", agency.name)
    assert run.upload.is_file()
    assert asked(actions.CHECK, run) == 1


def test_a_file_of_an_agency_out_of_reach_is_not_taken(agency: Agency, by: User) -> None:
    with pytest.raises(PermissionDenied):
        start(an_agency("Pemerintah Kabupaten Rekaan"), by)
    with pytest.raises(PermissionDenied):
        start(agency, by, everywhere=True)
    assert not Run.objects.exists()


def test_a_form_sent_twice_is_one_run(agency: Agency, by: User) -> None:
    content = write_xlsx(Path(mkdtemp()) / "a.xlsx", a_table(UNITS)).read_bytes()
    first = start(agency, by, content=content)
    assert start(agency, by, content=content) == first
    later = start(agency, by, content=content, now=NOW + timedelta(minutes=2))
    assert later != first
    assert start(agency, an_analyst(agency), content=content) != first


def test_a_name_with_a_path_is_only_a_name(agency: Agency, by: User) -> None:
    run = start(agency, by, name="../../etc/<script>alert(1)</script>.xlsx")
    assert "/" not in run.file_name
    assert run.upload.name == "upload"


def test_a_check_tells_what_would_go_in(agency: Agency, by: User) -> None:
    run = checked(agency, by, BAD)
    assert (run.state, run.refused, run.problems) == ("checked", 1, 1)
    assert run.counts["new"] == 2
    assert [p.row for p in files.StoredProblems(run)[0:10]] == [4]
    assert files.result_file(run).is_file()
    assert not OrgUnit.objects.exists()


def test_an_unreadable_file_is_told_and_changes_nothing(agency: Agency, by: User) -> None:
    run = start(agency, by, content=b"\x00\x01bukan lembar kerja")
    actions.check(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert run.state == "unreadable"
    assert "lembar kerja" in run.message


def test_an_accepted_file_goes_in_and_its_upload_goes_away(agency: Agency, by: User) -> None:
    run = checked(agency, by)
    actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    actions.commit(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.decided_by) == ("done", by)
    assert OrgUnit.objects.count() == 2
    assert not run.upload.exists()
    assert files.result_file(run).is_file()
    assert Entry.objects.get().by == by


def test_refused_rows_have_to_be_let_go(agency: Agency, by: User) -> None:
    run = checked(agency, by, BAD)
    with pytest.raises(Refused, match="1 baris yang ditolak"):
        actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    actions.accept(run=run, accept_clean=True, now=NOW, by=by)
    actions.commit(run_id=run.pk, now=NOW)
    assert OrgUnit.objects.count() == 2


def test_pressing_accept_twice_is_pressing_once(agency: Agency, by: User) -> None:
    run = checked(agency, by)
    for _ in range(2):
        actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    assert asked(actions.COMMIT, run) == 1
    actions.commit(run_id=run.pk, now=NOW)
    actions.commit(run_id=run.pk, now=NOW)
    actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    assert (OrgUnit.objects.count(), Entry.objects.count()) == (2, 1)


def test_whoever_accepts_second_is_told_who_was_first(agency: Agency, by: User) -> None:
    run = checked(agency, by)
    actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    with pytest.raises(Refused, match="sudah diputuskan Wayan Sudarta: sedang dimasukkan"):
        actions.accept(run=run, accept_clean=False, now=NOW, by=an_analyst(agency, "Rina"))
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.cancel(run=run, now=NOW, by=by)


def test_somebody_of_another_agency_decides_nothing(agency: Agency, by: User) -> None:
    run = checked(agency, by)
    stranger = an_analyst(an_agency("Pemerintah Kabupaten Rekaan"))
    for deed in (actions.accept, actions.cancel, actions.remap):
        extra = {"accept": {"accept_clean": True}, "remap": {"columns": {}}, "cancel": {}}
        with pytest.raises(PermissionDenied):
            deed(run=run, now=NOW, by=stranger, **extra[deed.__name__])


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_accept_at_once_one_wins() -> None:
    agency = an_agency()
    run = checked(agency, an_analyst(agency))
    people = [an_analyst(agency, name) for name in ("Rina", "Bayu")]
    ready, told = threading.Barrier(2), []

    def accept(by: User) -> None:
        own = Run.objects.get(pk=run.pk)
        ready.wait(30)
        try:
            actions.accept(run=own, accept_clean=False, now=NOW, by=by)
            told.append("")
        except Refused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    run.refresh_from_db()
    assert run.decided_by is not None
    assert sorted(told) == ["", f"Impor ini sudah diputuskan {run.decided_by}: sedang dimasukkan."]
    assert asked(actions.COMMIT, run) == 1


def test_a_cancelled_import_leaves_no_file_and_cannot_go_in(agency: Agency, by: User) -> None:
    run = checked(agency, by)
    actions.cancel(run=run, now=NOW, by=by)
    actions.cancel(run=run, now=NOW, by=by)
    with pytest.raises(Refused, match="dibatalkan"):
        actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    actions.commit(run_id=run.pk, now=NOW)
    assert not OrgUnit.objects.exists()


def test_a_check_that_ends_after_the_cancellation_changes_nothing(
    agency: Agency, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start(agency, by)

    def cancel_meanwhile(name: str) -> None:
        if name == "imports.file_read":
            actions.cancel(run=Run.objects.get(pk=run.pk), now=NOW, by=by)

    monkeypatch.setattr(actions, "point", cancel_meanwhile)
    actions.check(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert run.state == "cancelled"


def test_another_mapping_is_read_anew(agency: Agency, by: User) -> None:
    run = checked(agency, by, [{"ID": "1", "NAMA": "Dinkes", "Nama lengkap": "Dinas Kesehatan"}])
    assert run.mapping["name"] == "NAMA"
    actions.remap(run=run, columns={"name": "Nama lengkap"}, now=NOW, by=by)
    actions.check(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.mapping["name"]) == ("checked", "Nama lengkap")
    assert run.samples["new"][0]["label"] == "Dinas Kesehatan"


@pytest.mark.parametrize(
    "row",
    [{"Sandi": "1", "NAMA_UNOR": "Dinas Kesehatan"}, {"Sandi": "1", "Sebutan": "Dinas Kesehatan"}],
)
def test_a_file_without_a_known_column_can_still_be_mapped(
    row: dict[str, str], agency: Agency, by: User
) -> None:
    run = checked(agency, by, [row])
    assert (run.state, run.headers) == ("unreadable", list(row))
    columns = {"code": "Sandi", "name": list(row)[1]}
    actions.remap(run=run, columns=columns, now=NOW, by=by)
    actions.check(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.counts["new"]) == ("checked", 1)


def test_data_that_changed_since_the_check_are_looked_at_again(agency: Agency, by: User) -> None:
    """A row that was clean is now refused: nothing goes in, and the preview says so."""
    run = checked(agency, by, [{"ID": "2", "NAMA_UNOR": "Bidang", "ID_ATASAN": "1"}, *UNITS[:1]])
    assert run.refused == 0
    actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    write_xlsx(run.upload, a_table([{"ID": "2", "NAMA_UNOR": "Bidang", "ID_ATASAN": "1"}]))
    actions.commit(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.refused) == ("checked", 1)
    assert "berubah sejak diperiksa" in run.message
    assert not OrgUnit.objects.exists()
    assert not Entry.objects.exists()


def test_progress_stands_beside_the_database(agency: Agency, by: User) -> None:
    run = start(agency, by)
    assert files.progress_of(run) == ("", 0)
    files.tell_progress(run, "Membaca berkas", 5)
    assert files.progress_of(run) == ("Membaca berkas", 5)
    actions.check(run_id=run.pk, now=NOW)
    assert files.progress_of(run)[1] > 5


def test_a_job_that_was_lost_is_asked_for_again(agency: Agency, by: User) -> None:
    run = start(agency, by)
    ProcrastinateJob.objects.all()._raw_delete("default")
    assert actions.ask_again(before=NOW - timedelta(minutes=10), now=NOW) == 0
    assert actions.ask_again(before=NOW + timedelta(minutes=10), now=NOW) == 1
    assert asked(actions.CHECK, run) == 1


def test_a_fault_of_ours_ends_the_run_in_words(
    agency: Agency, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = checked(agency, by)
    actions.accept(run=run, accept_clean=False, now=NOW, by=by)

    def breaks(**_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "commit", breaks)
    with pytest.raises(ZeroDivisionError):
        jobs.commit(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == "unreadable"
    assert "Tidak ada yang masuk" in run.message


def test_files_of_people_are_not_kept_for_ever(agency: Agency, by: User) -> None:
    done, left = checked(agency, by), checked(agency, by, BAD)
    actions.accept(run=done, accept_clean=False, now=NOW, by=by)
    actions.commit(run_id=done.pk, now=NOW)
    week, month = timedelta(days=7), timedelta(days=30)
    actions.tidy(now=NOW + timedelta(days=8), keep_open=week, keep_files=month)
    left.refresh_from_db()
    assert left.state == "expired"
    assert not left.upload.exists()
    actions.tidy(now=clock.now() + timedelta(days=31), keep_open=week, keep_files=month)
    assert not done.folder.exists()
    assert not left.folder.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_checks_and_commits(tmp_path: Path) -> None:
    agency = an_agency()
    by = an_analyst(agency)
    run = start(agency, by)
    run_jobs()
    run.refresh_from_db()
    assert run.state == "checked"
    actions.accept(run=run, accept_clean=False, now=NOW, by=by)
    run_jobs()
    run.refresh_from_db()
    assert run.state == "done"
    assert OrgUnit.objects.count() == 2
    assert json.loads((run.folder / "progress").read_text())[1] > 50
