"""Staff lists: what is refused, what is warned of, what is mended. Nothing of it goes in unasked."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from luwes.appointments.models import Appointment
from luwes.appointments.tests.offices import STAFF, Office
from luwes.core.secrets import unseal
from luwes.imports.tests.builders import (
    ON,
    a_table,
    check_file,
    state_of_data,
    take_in,
    told,
    write_csv,
)
from luwes.organisation.models import JobTitle, Position, UnitShape
from luwes.organisation.tests.builders import a_unit, an_agency, an_area
from luwes.people.models import Employee
from luwes.people.tests.builders import a_nip

BORN = date(1990, 4, 12)


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_clean_row_is_a_person_with_a_post(office: Office) -> None:
    outcome = office.take(office.row(TMT_JABATAN="01-03-2020"))
    # the unit has no such position yet: it is drafted, without complaint
    assert (outcome.counts["new"], outcome.problems) == (1, [])
    person, appointment = Employee.objects.get(), Appointment.objects.get()
    assert (person.name, person.grade, person.sex, person.birth_date) == (
        "Pegawai Rekaan 1", "III/c", "f", BORN,
    )  # fmt: skip
    assert (person.employment, person.legal_standing, person.agency) == ("pns", "1", office.agency)
    assert (appointment.employee, appointment.unit) == (person, office.unit)
    assert appointment.position.title == office.title
    assert appointment.period.start == date(2020, 3, 1)


REFUSED = [
    ("NIP BARU", "19900412201502200", "NIP harus 18 angka", "18"),
    ("NIP BARU", "1990041220150220031", "NIP harus 18 angka", "18"),
    ("NIP BARU", "19900412 2015X2 2 003", "NIP harus 18 angka", "18"),
    ("NIP BARU", "١٩٩٠٠٤١٢٢٠١٥٠٢٢٠٠٣", "NIP harus 18 angka", "18"),
    ("TANGGAL LAHIR", "١٢-٠٤-١٩٩٠", "tanggal mustahil", "31-12-1990"),
    ("NIP BARU", "", "NIP kosong", "18 angka"),
    ("NIP BARU", 199004122015022003.0, "rusak oleh format angka", "teks"),
    ("NIP BARU", "1,99004E+17", "rusak oleh format angka", "teks"),
    ("NIP BARU", "199002302015022003", "8 angka pertama NIP bukan tanggal lahir", "tanggal lahir"),
    ("NIP BARU", "199013122015022003", "8 angka pertama NIP bukan tanggal lahir", "tanggal lahir"),
    ("NIP BARU", "199004122015132003", "bukan bulan", "bulan"),
    ("NIP BARU", "199004122015002003", "bukan bulan", "bulan"),
    ("NIP BARU", "199004122015023003", "angka ke-15 NIP harus 1", "kelamin"),
    ("NIP BARU", "199004122015022000", "nomor urut NIP tidak boleh 000", "nomor urut"),
    ("NIP BARU", "199004121998022003", "tidak cocok dengan tahun lahir", "tahun"),
    ("TANGGAL LAHIR", "31-02-1990", "tanggal mustahil", "31-12-1990"),
    ("TANGGAL LAHIR", "12-04-2090", "tanggal lahir mustahil", "paling lambat"),
    ("TANGGAL LAHIR", "12-04-2015", "tanggal lahir mustahil", "paling lambat"),
    ("NIP BARU", "202004122038022003", "tanggal lahir dalam NIP mustahil", "15 tahun"),
    ("TMT JABATAN", "01-01-2199", "tanggal lebih dari setahun ke depan", "25-02-2026"),
    ("TMT JABATAN", "26-02-2026", "tanggal lebih dari setahun ke depan", "25-02-2026"),
    ("TMT GOLONGAN", "01-01-2199", "tanggal lebih dari setahun ke depan", "25-02-2026"),
    ("GOL AKHIR NAMA", "V/a", "golongan tidak dikenal", "I/a–IV/e"),
    ("GOL AKHIR NAMA", "Kepala", "golongan tidak dikenal", "I/a–IV/e"),
    ("GOL AKHIR NAMA", "", "golongan kosong", "I/a–IV/e"),
    ("GOL AKHIR NAMA", "IX", "golongan tidak sesuai jenis pegawai", "I/a–IV/e"),
    ("NAMA", "", "nama kosong", "nama pegawai"),
    ("NAMA", "#N/A", "nama kosong", "nama pegawai"),
    ("GOL AKHIR NAMA", "9", "golongan tidak sesuai jenis pegawai", "I/a–IV/e"),
    ("NAMA", "n" * 201, "teks terlalu panjang", "200 huruf"),
]


@pytest.mark.parametrize(("header", "value", "message", "expected"), REFUSED)
def test_a_row_is_refused_with_its_place_and_what_is_expected(
    header: str, value: Any, message: str, expected: str, office: Office
) -> None:
    outcome = office.check(office.row(1), office.row(2, **{header: value}))
    (problem,) = outcome.problems
    assert (problem.severity, problem.sheet, problem.row, problem.column) == (
        "refused", "Data", 3, header,
    )  # fmt: skip
    assert message in problem.message
    assert expected in problem.expected
    if isinstance(value, str):
        assert problem.found == (value if len(value) <= 80 else f"{value[:79]}…")
    assert outcome.counts["refused"] == 1
    assert outcome.counts["new"] == 1


def test_a_nip_twice_in_the_file_refuses_both_rows(office: Office) -> None:
    twin = office.row(3, NIP_BARU=a_nip(1))
    outcome = office.check(office.row(1), office.row(2), twin)
    said = "NIP lebih dari satu kali (lihat baris {})"
    assert [told(p) for p in outcome.problems] == [
        ("refused", 2, "NIP BARU", said.format(4), a_nip(1)),
        ("refused", 4, "NIP BARU", said.format(2), a_nip(1)),
    ]
    assert (outcome.counts["refused"], outcome.counts["new"]) == (2, 1)


def test_a_pns_id_twice_in_the_file_refuses_both_rows(office: Office) -> None:
    outcome = office.check(office.row(1), office.row(2, PNS_ID="P1"))
    assert [p.row for p in outcome.problems] == [2, 3]
    assert outcome.counts["refused"] == 2


def test_a_row_with_two_faults_tells_both_and_counts_once(office: Office) -> None:
    outcome = office.check(office.row(1, NAMA="", GOL_AKHIR_NAMA="Z"))
    assert [p.column for p in outcome.problems] == ["GOL AKHIR NAMA", "NAMA"]
    assert outcome.counts["refused"] == 1


def test_a_row_of_another_agency_is_refused(office: Office) -> None:
    other = an_agency("Pemerintah Kabupaten Tetangga")
    outcome = office.check(office.row(1, INSTANSI_INDUK_NAMA=other.name))
    (problem,) = outcome.problems
    assert (problem.column, problem.message) == ("INSTANSI INDUK NAMA", "milik instansi lain")


def test_without_an_agency_the_rows_name_theirs(office: Office) -> None:
    rows = [
        office.row(1, INSTANSI_INDUK_NAMA=office.agency.name),
        office.row(2, INSTANSI_INDUK_NAMA="Pemerintah Antah Berantah"),
    ]
    outcome = take_in(STAFF, office.file(*rows), agency=None, by=office.by, accept_clean=True)
    assert [p.message for p in outcome.problems] == ["instansi tidak dikenal"]
    assert Employee.objects.get().agency == office.agency


WARNED = [
    ("TANGGAL LAHIR", "13-04-1990", "tanggal lahir berbeda dengan NIP", "13-04-1990", "12-04-1990"),
    ("JENIS KELAMIN", "M", "jenis kelamin berbeda dengan NIP", "laki-laki", "perempuan"),
    ("JENIS KELAMIN", "X", "tidak dikenal", "X", "M/F atau L/P"),
    ("NIK", "187101520490001", "NIK bukan 16 angka", "18… (15 huruf)", "16 angka"),
    ("NIK", "١٨٧١٠١٥٢٠٤٩٠٠٠٠١", "NIK bukan 16 angka", "١٨… (16 huruf)", "16 angka"),
    ("NOMOR HP", "٠٨١١٠٠٠٠٠٠١", "bukan nomor telepon", "٠٨١١٠٠٠٠٠٠١", "6–16 angka"),
    ("NIK", 1871015204900001.0, "rusak oleh format angka", "angka", "teks"),
    ("KEDUDUKAN HUKUM ID", "2", "tidak dapat ditugaskan", "2", "1 (Aktif) atau 71 (PPPK aktif)"),
    ("KEDUDUKAN HUKUM ID", "Menghilang", "kedudukan hukum tidak dikenal", "Menghilang", "kode SIASN"),
    ("NAMA", "<script>alert(1)</script>", "rumus atau markah disimpan sebagai teks",
     "<script>alert(1)</script>", "teks biasa"),
    ("NAMA", "=HYPERLINK(1)", "rumus atau markah disimpan sebagai teks", "=HYPERLINK(1)",
     "teks biasa"),
    ("KODE WILAYAH RUMAH", "Antah", "wilayah tidak dikenal", "Antah", "kode wilayah"),
    ("EMAIL", "sri.contoh", "bukan alamat surel", "sri.contoh", "nama@contoh.go.id"),
    ("NOMOR HP", "tidak punya", "bukan nomor telepon", "tidak punya", "angka"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "value", "message", "found", "expected"), WARNED)
def test_a_row_goes_in_with_a_warning(
    header: str, value: Any, message: str, found: str, expected: str, office: Office
) -> None:
    outcome = office.take(office.row(1, **{header: value}))
    (problem,) = outcome.problems
    assert (problem.severity, problem.sheet, problem.row, problem.column) == (
        "warned", "Data", 2, header,
    )  # fmt: skip
    assert (problem.message, problem.found) == (message, found)
    assert expected in problem.expected
    assert outcome.taken
    assert Employee.objects.count() == 1


def test_what_the_row_says_of_birth_and_sex_goes_before_the_nip(office: Office) -> None:
    office.take(office.row(1, TANGGAL_LAHIR="13-04-1990", JENIS_KELAMIN="M"))
    person = Employee.objects.get()
    assert (person.birth_date, person.sex) == (date(1990, 4, 13), "m")


def test_where_the_row_is_silent_the_nip_tells_birth_sex_and_employment(office: Office) -> None:
    office.take(office.row(1, TANGGAL_LAHIR="", JENIS_KELAMIN=None))
    person = Employee.objects.get()
    assert (person.birth_date, person.sex, person.employment) == (BORN, "f", "pns")


def test_a_formula_and_markup_are_kept_as_they_stand(office: Office) -> None:
    office.take(office.row(1, NAMA="<script>alert(1)</script>", ALAMAT="=1+1"))
    person = Employee.objects.get()
    assert person.name == "<script>alert(1)</script>"
    assert person.address == "=1+1"


def test_an_active_person_without_unit_is_warned_of_and_has_no_post(office: Office) -> None:
    outcome = office.take(office.row(1, UNOR_ID="", UNOR_NAMA=""))
    assert [told(p) for p in outcome.problems] == [("warned", 2, "UNOR ID", "aktif tanpa unit", "")]
    assert Employee.objects.count() == 1
    assert not Appointment.objects.exists()


def test_somebody_who_left_service_needs_no_unit(office: Office) -> None:
    outcome = office.take(office.row(1, UNOR_ID="", UNOR_NAMA="", KEDUDUKAN_HUKUM_ID="99"))
    assert [p.message for p in outcome.problems] == ["tidak dapat ditugaskan"]
    assert Employee.objects.get().deployability == "home_only"


def test_a_return_to_active_service_frees_again(office: Office) -> None:
    office.take(office.row(1, KEDUDUKAN_HUKUM_ID="3"))
    office.take(office.row(1, KEDUDUKAN_HUKUM_ID="1"))
    assert Employee.objects.get().deployability == "available"


MENDED = [
    ("NAMA", "  Sri   Rejeki ", "name", "Sri Rejeki", "spaces"),
    ("NAMA", "Sri \u202eRejeki\u202c\u2066", "name", "Sri Rejeki", "spaces"),
    ("NAMA", "'Sri Rejeki", "name", "Sri Rejeki", "apostrophe"),
    ("NIP BARU", " 19900412 201502 2 003", "nip", "199004122015022003", "spaces"),
    ("NIP BARU", "'199004122015022003", "nip", "199004122015022003", "apostrophe"),
    ("TANGGAL LAHIR", "12/04/1990", "birth_date", BORN, "text_date"),
    ("TANGGAL LAHIR", "12 April 1990", "birth_date", BORN, "text_date"),
    ("TANGGAL LAHIR", 32975, "birth_date", BORN, "serial_date"),
    ("GOL AKHIR NAMA", "IIIa", "grade", "III/a", "grade"),
    ("GOL AKHIR NAMA", "iii/A", "grade", "III/a", "grade"),
    ("GOL AKHIR NAMA", "III a", "grade", "III/a", "grade"),
    ("GOL AKHIR NAMA", "3a", "grade", "III/a", "grade"),
    ("GOL AKHIR NAMA", "Penata Muda (III/a)", "grade", "III/a", "grade"),
    ("GOL AKHIR NAMA", "31", "grade", "III/a", "grade"),
    ("JENIS KELAMIN", "P", "sex", "f", "sex"),
    ("JENIS KELAMIN", "Perempuan", "sex", "f", "sex"),
]


@pytest.mark.parametrize(("header", "value", "column", "stored", "mend"), MENDED)
def test_a_cell_is_mended_and_counted(
    header: str, value: Any, column: str, stored: Any, mend: str, office: Office
) -> None:
    outcome = office.take(office.row(1, **{header: value}))
    assert outcome.problems == []
    assert outcome.mended == {mend: 1}
    assert getattr(Employee.objects.get(), column) == stored


def test_day_cells_of_a_spreadsheet_need_no_mending(office: Office) -> None:
    outcome = office.take(office.row(1, TANGGAL_LAHIR=BORN))
    assert (outcome.problems, outcome.mended) == ([], {})


def test_laki_laki_is_told_from_perempuan(office: Office) -> None:
    man = a_nip(1, sex=1)
    outcome = office.take(office.row(1, NIP_BARU=man, JENIS_KELAMIN="L"))
    assert (outcome.problems, outcome.mended) == ([], {"sex": 1})
    assert Employee.objects.get().sex == "m"


def test_contract_staff_have_grades_of_their_own(office: Office) -> None:
    contract = a_nip(1)[:12] + "21" + a_nip(1)[14:]
    office.take(office.row(1, NIP_BARU=contract, GOL_AKHIR_NAMA="IX", KEDUDUKAN_HUKUM_ID="71"))
    person = Employee.objects.get()
    assert (person.employment, person.grade, person.legal_standing) == ("pppk", "IX", "71")


def test_private_data_are_sealed_in_the_database(office: Office) -> None:
    office.take(
        office.row(1, NIK="1871015204900001", NOMOR_HP="0811 0000 001", ALAMAT="Jl. Rekaan 1")
    )
    rows = Employee.objects.extra(select={"raw": "nik", "raw_phone": "phone"})  # the bare columns
    (raw, phone) = rows.values_list("raw", "raw_phone").get()
    assert "1871015204900001" not in raw
    assert unseal(raw) == "1871015204900001"
    assert unseal(phone) == "08110000001"


def test_a_wrong_nik_is_not_told_in_the_clear(office: Office) -> None:
    outcome = office.check(office.row(1, NIK="18710152049000012"))
    assert "18710152049000012" not in str(outcome.problems)


def test_an_unknown_unit_is_drafted_and_told_once(office: Office) -> None:
    rows = [office.row(n, UNOR_ID="BARU-1", UNOR_NAMA="UPTD Air Bersih") for n in range(1, 6)]
    outcome = office.take(*rows)
    assert [told(p) for p in outcome.problems] == [
        ("warned", 2, "UNOR ID", "unit belum dikenal; dibuat sebagai rancangan", "BARU-1")
    ]
    assert outcome.counts["draft_units"] == 1
    shape = UnitShape.objects.get(unit__code="BARU-1")
    assert (shape.name, shape.is_draft, shape.agency) == ("UPTD Air Bersih", True, office.agency)
    assert Appointment.objects.filter(unit=shape.unit).count() == 5


def test_a_unit_is_found_by_its_name_where_no_code_is_given(office: Office) -> None:
    outcome = office.take(office.row(1, UNOR_ID="", UNOR_NAMA="dinas  kesehatan"))
    assert not [p for p in outcome.problems if "unit" in p.message]
    assert Appointment.objects.get().unit == office.unit


def test_a_unit_name_that_two_units_bear_is_refused_in_every_row(office: Office) -> None:
    a_unit("Subbagian Umum", parent=office.unit)
    a_unit("Subbagian Umum", agency=office.agency)
    rows = [office.row(n, UNOR_ID="", UNOR_NAMA="Subbagian Umum") for n in (1, 2)]
    outcome = office.check(*rows)
    assert [(p.row, p.column, p.expected) for p in outcome.problems] == [
        (2, "UNOR NAMA", "UNOR ID"),
        (3, "UNOR NAMA", "UNOR ID"),
    ]


def test_an_unknown_title_is_drafted_and_told_once(office: Office) -> None:
    rows = [
        office.row(n, JABATAN_NAMA="Penata Kelola Banjir Ahli Muda", JENIS_JABATAN_ID="2")
        for n in range(1, 6)
    ]
    outcome = office.take(*rows)
    assert [told(p) for p in outcome.problems] == [
        ("warned", 2, "JABATAN NAMA", "jabatan belum dikenal; dibuat sebagai rancangan",
         "Penata Kelola Banjir Ahli Muda")
    ]  # fmt: skip
    assert outcome.counts["draft_titles"] == 1
    title = JobTitle.objects.get(is_draft=True)
    assert (title.kind, title.career_level) == ("expert", "muda")
    assert Position.objects.filter(title=title, is_draft=True).count() == 1
    assert Appointment.objects.filter(position__title=title).count() == 5


def test_home_areas_are_found_by_code_or_name(office: Office) -> None:
    area = an_area("Rajabasa")
    office.take(
        office.row(1, KODE_WILAYAH_RUMAH=area.code),
        office.row(2, KODE_WILAYAH_RUMAH="Kec. Rajabasa"),
    )
    assert set(Employee.objects.values_list("home_area", flat=True)) == {area.pk}


def test_clean_rows_go_in_only_if_said(office: Office) -> None:
    rows = [office.row(1), office.row(2, GOL_AKHIR_NAMA="Z")]
    before = state_of_data()
    outcome = office.take(*rows)
    assert not outcome.taken
    assert state_of_data() == before
    outcome = office.take(*rows, accept_clean=True)
    assert outcome.taken
    assert Employee.objects.get().nip == a_nip(1)


def test_a_list_in_csv_says_the_same_as_in_xlsx(office: Office, tmp_path: Path) -> None:
    rows = [office.row(1), office.row(2, NIP_BARU="123"), office.row(3, NIK="1")]
    path = write_csv(tmp_path / "pegawai.csv", a_table(rows), mark=";", encoding="cp1252")
    text = check_file(STAFF, path, agency=office.agency, by=office.by)
    sheet = office.check(*rows)
    assert [told(p) for p in text.problems] == [told(p) for p in sheet.problems]
    assert text.counts == sheet.counts


def test_without_a_day_of_its_own_a_post_begins_on_the_day_of_the_import(office: Office) -> None:
    office.take(office.row(1))
    assert Appointment.objects.get().period.start == ON
