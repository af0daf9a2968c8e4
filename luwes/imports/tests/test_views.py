"""The import pages: what is asked, shown, refused, and how much it costs."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.imports import actions
from luwes.imports.models import Run
from luwes.imports.tests.builders import ON, a_table, write_book, write_xlsx
from luwes.imports.tests.test_actions import NOW, an_analyst
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.tests.builders import a_user, an_agency

GOOD = [{"ID": "1", "NAMA_UNOR": "Dinas Kesehatan"}, {"ID": "2", "NAMA_UNOR": "Dinas Sosial"}]
EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def agency(db: None) -> Agency:
    return an_agency()


@pytest.fixture
def by(agency: Agency) -> User:
    return an_analyst(agency)


@pytest.fixture
def page(by: User, client: Client) -> Client:
    return signed_in(client, by)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def a_file(tmp_path: Path, rows: Any = GOOD, name: str = "unor.xlsx") -> SimpleUploadedFile:
    content = write_xlsx(tmp_path / "a.xlsx", a_table(rows)).read_bytes()
    return SimpleUploadedFile(name, content)


def upload(page: Client, file: Any, **more: Any) -> Any:
    return page.post("/impor/baru/units/", {"file": file, "on": ON.isoformat(), **more})


def checked(page: Client, agency: Agency, file: Any) -> Run:
    upload(page, file, owner=agency.pk)
    run = Run.objects.latest("pk")
    actions.check(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    return run


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_start_names_the_columns_and_offers_a_file_to_fill_in(page: Client) -> None:
    answer = page.get("/impor/baru/units/")
    assert "NAMA_UNOR" in text(answer)
    assert "/impor/contoh/units.xlsx" in text(answer)
    sample = page.get("/impor/contoh/units.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(sample.content))
    assert book.get_sheet_by_index(0).to_python()[0][:2] == ["ID", "NAMA_UNOR"]


def test_an_upload_leads_to_its_run(page: Client, agency: Agency, tmp_path: Path) -> None:
    answer = upload(page, a_file(tmp_path), owner=agency.pk)
    run = Run.objects.get()
    assert answer.headers["Location"] == f"/impor/{run.pk}/"
    assert "Menunggu giliran" in text(page.get(f"/impor/{run.pk}/"))


def test_a_missing_file_or_day_is_told_beside_its_field(page: Client, agency: Agency) -> None:
    answer = page.post("/impor/baru/units/", {"owner": agency.pk, "on": ""})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"file", "on"}


def test_an_empty_file_is_told(page: Client, agency: Agency) -> None:
    answer = upload(page, SimpleUploadedFile("a.csv", b""), owner=agency.pk)
    assert answer.context["form"].errors["file"] == ["Berkas kosong."]


def test_an_agency_out_of_reach_is_no_choice(page: Client, tmp_path: Path) -> None:
    other = an_agency("Pemerintah Kabupaten Rekaan")
    answer = upload(page, a_file(tmp_path), owner=other.pk)
    assert answer.status_code == 422
    assert "owner" in answer.context["form"].errors
    assert other.name not in text(page.get("/impor/baru/units/"))


def test_a_form_sent_twice_leads_to_one_run(page: Client, agency: Agency, tmp_path: Path) -> None:
    content = a_file(tmp_path).read()
    answers = [
        upload(page, SimpleUploadedFile("unor.xlsx", content), owner=agency.pk) for _ in range(2)
    ]
    places = {answer.headers["Location"] for answer in answers}
    assert len(places) == 1
    assert Run.objects.count() == 1


def test_a_preview_shows_problems_with_their_place(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    run = checked(page, agency, a_file(tmp_path, [*GOOD, {"ID": "3", "NAMA_UNOR": ""}]))
    shown = text(page.get(f"/impor/{run.pk}/"))
    for words in ("1 dari 3 baris ditolak", "Baris 4, NAMA_UNOR", "nama unit kosong", "nama unor"):
        assert words in shown


def test_a_script_in_a_name_is_shown_as_text(page: Client, agency: Agency, tmp_path: Path) -> None:
    rows = [{"ID": "1", "NAMA_UNOR": EVIL, EVIL: "x"}]
    run = checked(page, agency, a_file(tmp_path, rows, name=f"{EVIL}.xlsx"))
    for path in ("/impor/", f"/impor/{run.pk}/"):
        shown = text(page.get(path))
        assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text(page.get(f"/impor/{run.pk}/"))
    actions.accept(run=run, accept_clean=True, now=NOW, by=run.by)
    actions.commit(run_id=run.pk, now=NOW)
    assert OrgUnit.objects.count() == 1


def test_the_clean_rows_go_in_only_with_the_box_ticked(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    run = checked(page, agency, a_file(tmp_path, [*GOOD, {"ID": "3", "NAMA_UNOR": ""}]))
    answer = page.post(f"/impor/{run.pk}/masukkan/")
    assert answer.status_code == 422
    assert "accept_clean" in answer.context["accept"].errors
    answer = page.post(f"/impor/{run.pk}/masukkan/", {"accept_clean": "on"})
    assert answer.headers["Location"] == f"/impor/{run.pk}/"
    actions.commit(run_id=run.pk, now=NOW)
    assert "2 baris sudah masuk" in text(page.get(f"/impor/{run.pk}/"))


def test_accepting_twice_is_harmless_and_a_second_person_is_told(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    run = checked(page, agency, a_file(tmp_path))
    for _ in range(2):
        assert page.post(f"/impor/{run.pk}/masukkan/").status_code == 302
    other = signed_in(Client(), an_analyst(agency, "Rina Oktaviani"))
    answer = other.post(f"/impor/{run.pk}/masukkan/")
    assert answer.status_code == 422
    assert "sudah diputuskan Wayan Sudarta" in text(answer)
    assert "sudah diputuskan Wayan Sudarta" in text(other.post(f"/impor/{run.pk}/batal/"))


def test_another_column_is_chosen_and_a_column_twice_is_refused(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    run = checked(
        page, agency, a_file(tmp_path, [{"ID": "1", "NAMA": "Dinkes", "Lengkap": "Dinas"}])
    )
    answer = page.post(f"/impor/{run.pk}/kolom/", {"code": "ID", "name": "ID"})
    assert answer.status_code == 422
    assert "name" in answer.context["columns"].errors
    page.post(f"/impor/{run.pk}/kolom/", {"code": "ID", "name": "Lengkap"})
    run.refresh_from_db()
    assert run.state == "waiting"
    assert run.chosen["name"] == "Lengkap"


def test_a_file_without_a_known_column_offers_its_columns(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    run = checked(page, agency, a_file(tmp_path, [{"Sandi": "1", "NAMA_UNOR": "Dinas"}]))
    shown = text(page.get(f"/impor/{run.pk}/"))
    assert "Kolom wajib tidak ada: ID" in shown
    assert '<option value="Sandi">' in shown
    answer = page.post(f"/impor/{run.pk}/kolom/", {"code": "Sandi", "name": "NAMA_UNOR"})
    assert answer.status_code == 302


def test_a_cancelled_import_says_so(page: Client, agency: Agency, tmp_path: Path) -> None:
    run = checked(page, agency, a_file(tmp_path))
    answer = page.post(f"/impor/{run.pk}/batal/", follow=True)
    assert "Impor dibatalkan; berkasnya dihapus." in text(answer)
    assert "Impor ini tidak jadi dimasukkan" in text(page.get(f"/impor/{run.pk}/"))


def test_progress_polls_until_the_job_has_ended(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    upload(page, a_file(tmp_path), owner=agency.pk)
    run = Run.objects.get()
    answer = page.get(f"/impor/{run.pk}/kemajuan/")
    assert "every 1s" in text(answer)
    actions.check(run_id=run.pk, now=NOW)
    shown = text(page.get(f"/impor/{run.pk}/kemajuan/"))
    assert "every 1s" not in shown
    assert f'hx-get="/impor/{run.pk}/" hx-trigger="load"' in shown


def test_the_result_file_can_be_fetched_by_those_in_reach(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    run = checked(page, agency, a_file(tmp_path, [*GOOD, {"ID": "3", "NAMA_UNOR": ""}]))
    answer = page.get(f"/impor/{run.pk}/hasil.xlsx")
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="hasil-impor-{run.pk}.xlsx"'
    )
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    stranger = signed_in(Client(), an_analyst(an_agency("Pemerintah Kabupaten Rekaan")))
    assert stranger.get(f"/impor/{run.pk}/hasil.xlsx").status_code == 404


def test_an_administrator_may_leave_the_agency_to_the_rows(db: None, client: Client) -> None:
    answer = signed_in(client, a_user(Role.ADMINISTRATOR)).get("/impor/baru/units/")
    assert "Menurut kolom instansi dalam berkas" in text(answer)


class Nothing:
    """A body of so many bytes that are never made."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.left -= size
        return b"\0" * size

    readline = read


@pytest.mark.parametrize("who", ["analyst", "nobody"])
def test_a_file_of_200_mb_is_refused_before_it_is_stored(
    who: str, page: Client, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "sementara")
    (tmp_path / "sementara").mkdir()
    body = Nothing(200 << 20)
    visitor = page if who == "analyst" else Client()
    answer = visitor.post(
        "/impor/baru/units/", data=b"x", content_type="multipart/form-data; boundary=batas",
        **{"CONTENT_LENGTH": str(200 << 20), "wsgi.input": body},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "Berkas 200 MB terlalu besar; paling besar 120 MB." in text(answer)
    assert list((tmp_path / "sementara").iterdir()) == []
    assert not Run.objects.exists()
    assert body.left == 0  # so that the browser comes to read the answer


def test_a_file_just_over_the_limit_is_told_beside_its_field(
    page: Client, agency: Agency, settings: Any, tmp_path: Path
) -> None:
    settings.LUWES_UPLOAD_MAX_BYTES = 1000
    answer = upload(page, a_file(tmp_path), owner=agency.pk)
    assert answer.status_code == 422
    assert "terlalu besar" in answer.context["form"].errors["file"][0]


def test_the_list_costs_the_same_with_more_runs(page: Client, agency: Agency, by: User) -> None:
    def queries_with(count: int) -> int:
        for number in range(count):
            Run.objects.create(
                importer="staff", agency_key=str(agency.pk), agency_label=agency.name, sha256="0",
                file_name=f"pegawai-{number}.xlsx", on=ON, by=by, at=NOW, state="done",
            )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            page.get("/impor/")
        return len(captured)

    page.get("/impor/")
    few = queries_with(3)
    assert queries_with(15) == few <= 15


@pytest.mark.parametrize("on", ["1945-08-16", "2199-01-01"])
def test_a_file_cannot_count_from_a_day_out_of_reach(on: str, page: Client, tmp_path: Path) -> None:
    answer = upload(page, a_file(tmp_path), on=on)
    assert answer.status_code == 422
    assert "paling lambat setahun lagi" in text(answer)


def test_the_preview_tells_what_was_read_and_warns_of_other_sheets_with_data(
    page: Client, agency: Agency, tmp_path: Path
) -> None:
    rows = a_table([{**row, "Catatan": "x"} for row in GOOD])
    sheets = {"Dinas A": rows, "Dinas B": rows, "Sampul": [["lampiran"]]}
    content = write_book(tmp_path / "a.xlsx", sheets).read_bytes()
    run = checked(page, agency, SimpleUploadedFile("unor.xlsx", content))
    said = " ".join(text(page.get(f"/impor/{run.pk}/")).split())
    assert "Lembar Dinas A, judul kolom di baris 1." in said
    assert "Lembar lain tidak dibaca: Dinas B, Sampul." in said
    assert "Kolom tidak dipakai: Catatan." in said
    assert "Lembar lain juga berisi data seperti ini dan tidak dibaca: Dinas B." in said
    assert "lembar berisi data serupa dan tidak dibaca" in said  # in the result file, too
