from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.audit.models import Entry
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_competency, a_title, a_unit, a_user, an_agency
from luwes.people.models import CompetencyRecord, Employee, PrivateReading
from luwes.people.tests.builders import a_nip, a_record, an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Client:
    return signed_in(a_user(Role.STAFFING_ANALYST))


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


# ── the list ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("query", ["", "?cari=rekaan", "?per=2024-01-01"])
def test_the_list_costs_the_same_for_twice_as_many(analyst: Client, query: str) -> None:
    unit = a_unit()

    def add(count: int) -> None:
        for _ in range(count):
            an_appointment(an_employee(agency=unit.agency), unit=unit)

    add(5)
    url = reverse("people:list") + query
    few = queries_of(analyst, url)
    add(15)
    assert queries_of(analyst, url) == few
    assert few <= 15


def test_htmx_gets_the_rows_alone(analyst: Client) -> None:
    an_employee("Ani Rekaan")
    page = analyst.get(reverse("people:list"), {"cari": "ani"}, headers={"HX-Request": "true"})
    assert "Ani Rekaan" in page.content.decode()
    assert "<html" not in page.content.decode()
    assert "HX-Request" in page["Vary"]
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    whole = analyst.get(reverse("people:list"), {"cari": "ani"}, headers=back)
    assert "<html" in whole.content.decode()


def test_an_empty_answer_teaches(analyst: Client) -> None:
    assert "Tidak ada pegawai yang cocok" in analyst.get("/pegawai/?cari=zzz").content.decode()


def test_a_wrong_filter_is_shown_and_not_applied(analyst: Client) -> None:
    an_employee("Ani Rekaan")
    page = analyst.get(
        "/pegawai/?instansi=999999&tingkat=x&di=abc&hal=-3&per=kapan"
    ).content.decode()
    assert "Ani Rekaan" in page


def test_a_script_in_a_name_is_text(analyst: Client) -> None:
    person = an_employee("<script>alert(1)</script>")
    for url in ("/pegawai/", f"/pegawai/{person.pk}/", "/cari/?q=script"):
        assert "<script>alert" not in analyst.get(url).content.decode()


def csv_of(client: Client, query: str = "") -> str:
    answer = client.get(f"/pegawai/unduh.csv{query}")
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_the_export_holds_all_that_is_filtered_and_nothing_private(analyst: Client) -> None:
    for n in range(60):
        an_employee(f"Rekaan {n:02}", nik="1871015204900003", phone="081234567890")
    an_employee("Sitti Lain")
    lines = csv_of(analyst, "?cari=rekaan&hal=2").splitlines()
    assert len(lines) == 61
    assert "1871015204900003" not in "".join(lines)
    assert "081234567890" not in "".join(lines)
    answer = analyst.get("/pegawai/unduh.xlsx?cari=rekaan")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == 61
    assert rows[1][0] == csv_of(analyst, "?cari=rekaan").splitlines()[1].split(",")[0]


def test_a_day_is_a_day_in_the_workbook_and_as_people_write_it_in_csv(analyst: Client) -> None:
    an_appointment(an_employee("Rekaan Satu"), period=Period(date(2024, 3, 1)))
    assert "01-03-2024" in csv_of(analyst, "?cari=rekaan")
    answer = analyst.get("/pegawai/unduh.xlsx?cari=rekaan")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert book.get_sheet_by_index(0).to_python()[1][5] == date(2024, 3, 1)


def test_a_formula_in_a_name_stays_text_in_both_exports(analyst: Client) -> None:
    an_employee('=HYPERLINK("http://jahat.invalid")')
    assert "'=HYPERLINK" in csv_of(analyst)
    answer = analyst.get("/pegawai/unduh.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert book.get_sheet_by_index(0).to_python()[1][1].startswith("=HYPERLINK")


def test_an_export_holds_only_whom_its_reader_may_see() -> None:
    here = a_unit()
    an_appointment(an_employee("Ani Sini", agency=here.agency), unit=here)
    an_appointment(an_employee("Ben Sana"))
    head = signed_in(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=here.pk))
    text = csv_of(head)
    assert "Ani Sini" in text
    assert "Ben Sana" not in text


def test_whoever_has_moved_on_is_named_in_an_old_list_and_not_opened() -> None:
    here = a_unit()
    moved = an_appointment(
        an_employee("Ani Pindah"), unit=here, period=Period(date(2020, 1, 1), date(2024, 1, 1))
    ).employee
    an_appointment(moved, period=Period(date(2024, 1, 1)))
    head = signed_in(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=here.pk))
    page = head.get("/pegawai/?per=2022-01-01").content.decode()
    assert "Ani Pindah" in page
    assert f"/pegawai/{moved.pk}/" not in page
    assert head.get(f"/pegawai/{moved.pk}/?per=2022-01-01").status_code == 404


# ── the search box ───────────────────────────────────────────────────


def test_the_search_answers_in_groups_with_and_without_scripts(analyst: Client) -> None:
    unit = a_unit("RSUD Melati")
    an_appointment(an_employee("Melati Rekaan", agency=unit.agency), unit=unit)
    a_title("Kepala Ruang Melati")
    page = analyst.get("/cari/", {"q": "melati"}).content.decode()
    assert page.index("Melati Rekaan") < page.index(
        "RSUD Melati</span>" if "RSUD Melati</span>" in page else "RSUD Melati"
    )
    part = analyst.get("/cari/", {"q": "melati"}, headers={"HX-Request": "true"}).content.decode()
    assert "Melati Rekaan" in part
    assert "<html" not in part


def test_the_search_shows_nobody_out_of_reach() -> None:
    an_appointment(an_employee("Melati Rekaan"), unit=a_unit("RSUD Melati"))
    page = signed_in(a_user()).get("/cari/", {"q": "melati"}).content.decode()
    assert "Melati Rekaan" not in page
    assert "RSUD Melati" not in page


def test_one_letter_is_not_sought(analyst: Client) -> None:
    an_employee("Ani")
    assert "Ketik paling sedikit dua huruf" in analyst.get("/cari/?q=a").content.decode()


def test_a_search_costs_the_same_for_twice_as_many(analyst: Client) -> None:
    for _ in range(3):
        an_appointment(an_employee("Melati Rekaan"), unit=a_unit("RSUD Melati"))
    few = queries_of(analyst, "/cari/?q=melati")
    for _ in range(6):
        an_appointment(an_employee("Melati Rekaan"), unit=a_unit("RSUD Melati"))
    assert queries_of(analyst, "/cari/?q=melati") == few
    assert few <= 15


# ── a person's page ──────────────────────────────────────────────────


@pytest.fixture
def rina() -> Employee:
    unit = a_unit("RSUD Rekaan")
    person = an_employee(
        "Rina Rekaan", agency=unit.agency, user=a_user(name="Rina"), nik="1871015204900003",
        phone="081234567890", address="Jalan Rekaan 4", limits="Tidak malam hari",
    )  # fmt: skip
    an_appointment(person, unit=unit)
    return person


def page_of(person: Employee, user: User, query: str = "") -> str:
    return signed_in(user).get(f"/pegawai/{person.pk}/{query}").content.decode()


def test_the_boss_and_the_person_see_the_same_file_and_nothing_private(rina: Employee) -> None:
    unit_id = rina.appointments.get().unit_id
    boss = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit_id)
    for user in (boss, rina.user, a_user(Role.STAFFING_ANALYST)):
        page = page_of(rina, user)
        assert "RSUD Rekaan" in page
        for secret in (rina.nik, rina.phone, rina.address, rina.limits):
            assert secret not in page
    assert not PrivateReading.objects.exists()


def test_reading_what_is_private_needs_a_purpose_and_is_shown_to_the_person(rina: Employee) -> None:
    user = a_user(Role.STAFFING_ANALYST, name="Wayan Sudarta")
    client, url = signed_in(user), reverse("people:private", args=[rina.pk])
    refused = client.post(url, {"purpose": ""})
    assert refused.status_code == 422
    assert rina.nik not in refused.content.decode()
    assert not PrivateReading.objects.exists()
    shown = client.post(url, {"purpose": "menyusun jadwal piket"})
    assert rina.nik in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    reading = PrivateReading.objects.get()
    assert (reading.employee, reading.by, reading.what) == (rina, user, "menyusun jadwal piket")
    assert "menyusun jadwal piket" in page_of(rina, rina.user)
    assert "menyusun jadwal piket" not in page_of(rina, user)


def test_a_head_without_the_right_reads_nothing_private(rina: Employee) -> None:
    boss = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=rina.appointments.get().unit_id)
    answer = signed_in(boss).post(
        reverse("people:private", args=[rina.pk]), {"purpose": "ingin tahu"}
    )
    assert answer.status_code == 403
    assert not PrivateReading.objects.exists()


def test_reading_ones_own_file_is_not_logged(rina: Employee) -> None:
    answer = signed_in(rina.user).post(
        reverse("people:private", args=[rina.pk]), headers={"HX-Request": "true"}
    )
    assert rina.nik in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert not PrivateReading.objects.exists()


def test_the_page_shows_the_day_asked_for(rina: Employee) -> None:
    assert "Tanpa jabatan pada tanggal ini" in page_of(rina, rina.user, "?per=2019-06-01")


def test_the_page_costs_the_same_for_a_longer_life(rina: Employee) -> None:
    client, url = signed_in(rina.user), f"/pegawai/{rina.pk}/"

    def live(first: int) -> None:
        for n in range(first, first + 3):
            period = Period(date(2000 + n, 1, 1), date(2000 + n, 6, 1))
            an_appointment(rina, period=period)
            a_record(rina, a_competency(f"k{n}", f"K{n}"), period=period)
            a_leave(rina, period)

    live(0)
    few = queries_of(client, url)
    live(3)
    assert queries_of(client, url) == few
    assert few <= 15


def test_the_kind_of_leave_is_not_for_everybody(rina: Employee) -> None:
    a_leave(rina, Period(date(2024, 1, 2), date(2024, 1, 9)))
    assert "Cuti tahunan" in page_of(rina, rina.user)
    assert "Cuti tahunan" not in page_of(rina, a_user(Role.AUDITOR))


def test_an_account_without_a_file_is_led_to_the_account() -> None:
    assert signed_in(a_user()).get("/profil-saya/")["Location"] == reverse("accounts:me")


def test_the_account_page_leads_to_the_file(rina: Employee) -> None:
    assert reverse("people:own") in signed_in(rina.user).get("/akun/").content.decode()


# ── keeping the file ─────────────────────────────────────────────────


def test_the_person_declares_contact_and_limits(rina: Employee) -> None:
    values = {
        "email": "rina@contoh.invalid", "phone": "0812 0000 1111", "first_channel": "email",
        "address": "", "languages": "Indonesia, Lampung,, Indonesia", "deployability": "home_only",
        "limits": "Tidak di ketinggian",
    }  # fmt: skip
    client, url = signed_in(rina.user), reverse("people:declare", args=[rina.pk])
    wrong = client.post(url, values | {"phone": "rumah"})
    assert wrong.status_code == 422
    assert "Tidak di ketinggian" in wrong.content.decode()
    assert client.post(url, values).status_code == 302
    rina.refresh_from_db()
    assert (rina.phone, rina.address, rina.limits) == ("081200001111", "", "Tidak di ketinggian")
    assert (rina.languages, rina.channels) == (["Indonesia", "Lampung"], ["email", "gateway"])
    sealed = str(Entry.objects.get(deed="people.declared").as_sealed())
    assert "ketinggian" not in sealed
    assert "081200001111" not in sealed


def test_a_correction_needs_its_basis_and_keeps_what_was_typed(
    analyst: Client, rina: Employee
) -> None:
    url = reverse("people:edit", args=[rina.pk])
    values = {
        "name": "Rina Baru", "nip": rina.nip, "grade": "III/z", "grade_since": "2023-04-01",
        "birth_date": "1990-04-12", "reason": "",
    }  # fmt: skip
    assert analyst.post(url, values).status_code == 422
    refused = analyst.post(url, values | {"reason": "SK 1"})
    assert refused.status_code == 422
    assert "Golongan ini tidak dikenal" in refused.content.decode()
    assert 'value="Rina Baru"' in refused.content.decode()
    assert analyst.post(url, values | {"reason": "SK 1", "grade": "III/d"}).status_code == 302
    rina.refresh_from_db()
    assert (rina.name, rina.grade) == ("Rina Baru", "III/d")


def test_a_competency_is_added_with_its_evidence_and_ended_with_a_reason(
    analyst: Client, rina: Employee
) -> None:
    aid = a_competency()
    aid.needs_certificate = True
    aid.save()
    url = reverse("people:add_competency", args=[rina.pk])
    values = {"competency": aid.pk, "level": 2, "evidence": "Uji", "first_day": "2024-01-01"}
    early = analyst.post(url, values | {"last_day": "2023-01-01"})
    assert early.status_code == 422
    assert "Tanggal akhir mendahului" in early.content.decode()
    assert analyst.post(url, values).status_code == 302
    again = analyst.post(url, values)
    assert "sudah tercatat" in again.content.decode()
    record = CompetencyRecord.objects.get()
    end = reverse("people:end_competency", args=[record.pk])
    assert analyst.post(end, {"on": "2025-01-01", "reason": ""}).status_code == 422
    assert analyst.post(end, {"on": "2025-01-01", "reason": "dicabut"}).status_code == 302
    record.refresh_from_db()
    assert record.period == Period(date(2024, 1, 1), date(2025, 1, 1))


def test_a_competency_ends_as_the_catalogue_says_unless_told_otherwise(
    analyst: Client, rina: Employee
) -> None:
    aid = a_competency()
    aid.valid_months = 24
    aid.save()
    url = reverse("people:add_competency", args=[rina.pk])
    values = {"competency": aid.pk, "level": 2, "evidence": "Uji", "first_day": "2024-01-01"}
    analyst.post(url, values)
    analyst.post(url, values | {"level": 3, "last_day": "2024-06-30"})
    found = CompetencyRecord.objects.order_by("level").values_list("period", flat=True)
    assert list(found) == [
        Period(date(2024, 1, 1), date(2026, 1, 1)), Period(date(2024, 1, 1), date(2024, 7, 1)),
    ]  # fmt: skip


def test_a_file_is_opened_in_an_agency_of_ones_own() -> None:
    mine, other = an_agency("Kota Sini"), an_agency("Kota Sana")
    clerk = signed_in(a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=mine.pk))
    values = {"agency": other.pk, "nip": "19870105 201012 1 004", "name": "Budi", "grade": "III/a"}
    assert clerk.post(reverse("people:add"), values).status_code == 422
    assert clerk.post(reverse("people:add"), values | {"agency": mine.pk}).status_code == 302
    assert Employee.objects.get().birth_date == date(1987, 1, 5)
    taken = clerk.post(reverse("people:add"), values | {"agency": mine.pk})
    assert "sudah dipakai" in taken.content.decode()


def test_years_at_work_are_told_in_the_heading(rina: Employee) -> None:
    year = timezone.localdate().year - 10
    rina.nip = a_nip(0, year=year)
    rina.save()
    assert "10 tahun bertugas, 1 jabatan" in page_of(rina, rina.user)


def test_an_account_is_linked_by_its_name_and_belongs_to_one_person(
    analyst: Client, rina: Employee
) -> None:
    person = an_employee("Budi Rekaan")
    url = reverse("people:account", args=[person.pk])
    assert url in analyst.get(f"/pegawai/{person.pk}/").content.decode()
    assert "Tidak ada akun aktif" in analyst.post(url, {"username": "tak-ada"}).content.decode()
    assert rina.user
    taken = analyst.post(url, {"username": rina.user.username})
    assert "milik pegawai lain" in taken.content.decode()
    user = a_user(name="Budi")
    assert analyst.post(url, {"username": user.username}).status_code == 302
    person.refresh_from_db()
    assert person.user == user
    assert url not in analyst.get(f"/pegawai/{person.pk}/").content.decode()
