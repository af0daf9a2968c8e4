"""Headers of staff lists, as exports and hand-made lists spell them."""

from pathlib import Path

import pytest

from luwes.appointments.importing.fields import STAFF_FIELDS
from luwes.imports.reading import read_table
from luwes.imports.rules import match_headers, spellings_of
from luwes.imports.tests.builders import write_xlsx

SPELLINGS = spellings_of(STAFF_FIELDS)

HEADERS = [
    ("PNS ID", "pns_id"),
    ("pns_id", "pns_id"),
    ("ID PNS", "pns_id"),
    ("ID ASN", "pns_id"),
    ("NIP BARU", "nip"),
    ("nip_baru", "nip"),
    ("N I P", "nip"),
    ("NIP/NI PPPK", "nip"),
    ("Nomor Induk Pegawai", "nip"),
    ("NIP (18 digit)", "nip"),
    ("NAMA", "name"),
    ("Nama Lengkap", "name"),
    ("nama_pegawai", "name"),
    ("NAMA (tanpa gelar)", "name"),
    ("GELAR DEPAN", "title_before"),
    ("Gelar Dpn.", "title_before"),
    ("gelar_belakang", "title_after"),
    ("TANGGAL LAHIR", "birth_date"),
    ("Tgl. Lahir", "birth_date"),
    ("tanggal_lahir", "birth_date"),
    ("TGL LAHIR (dd-mm-yyyy)", "birth_date"),
    ("JENIS KELAMIN", "sex"),
    ("L/P", "sex"),
    ("JK", "sex"),
    ("Jns. Kelamin", "sex"),
    ("NIK", "nik"),
    ("No. KTP", "nik"),
    ("NOMOR HP", "phone"),
    ("No. Telp", "phone"),
    ("E-mail", "email"),
    ("Surel", "email"),
    ("ALAMAT RUMAH", "address"),
    ("JENIS PEGAWAI NAMA", "employment"),
    ("Status Kepegawaian", "employment"),
    ("KEDUDUKAN HUKUM ID", "standing"),
    ("Kedudukan Hukum", "standing"),
    ("GOL AKHIR NAMA", "grade"),
    ("Gol./Ruang", "grade"),
    ("Golongan", "grade"),
    ("Pangkat/Golongan", "grade"),
    ("TMT GOLONGAN", "grade_since"),
    ("TMT Pangkat", "grade_since"),
    ("JENIS JABATAN ID", "job_kind"),
    ("JABATAN NAMA", "job"),
    ("Nama Jabatan", "job"),
    ("Jabatan Terakhir", "job"),
    ("Jenjang Jabatan", "level"),
    ("ESELON", "echelon"),
    ("TMT JABATAN", "since"),
    ("tmt_jabatan", "since"),
    ("PENDIDIKAN NAMA", "education"),
    ("Pendidikan Terakhir", "education"),
    ("UNOR ID", "unit_code"),
    ("Kode Unor", "unit_code"),
    ("UNOR NAMA", "unit_name"),
    ("Unit Kerja", "unit_name"),
    ("UNIT ORGANISASI", "unit_name"),
    ("Kecamatan Domisili", "home_area"),
    ("INSTANSI INDUK NAMA", "agency"),
    ("INSTANSI INDUK ID", "agency_id"),
    ("Pemerintah Daerah", "agency"),
]

# The master export of SIASN, in its order (those that Luwes reads have a field).
_EXPORT = (
    "PNS ID|NIP BARU|NIP LAMA|NAMA|GELAR DEPAN|GELAR BELAKANG|TEMPAT LAHIR ID|TEMPAT LAHIR NAMA|"
    "TANGGAL LAHIR|JENIS KELAMIN|AGAMA ID|AGAMA NAMA|JENIS KAWIN ID|JENIS KAWIN NAMA|NIK|NOMOR HP|"
    "EMAIL|EMAIL GOV|ALAMAT|NPWP NOMOR|BPJS|JENIS PEGAWAI ID|JENIS PEGAWAI NAMA|KEDUDUKAN HUKUM ID|"
    "KEDUDUKAN HUKUM NAMA|STATUS CPNS PNS|KARTU ASN VIRTUAL|NOMOR SK CPNS|TANGGAL SK CPNS|TMT CPNS|"
    "NOMOR SK PNS|TANGGAL SK PNS|TMT PNS|GOL AWAL ID|GOL AWAL NAMA|GOL AKHIR ID|GOL AKHIR NAMA|"
    "TMT GOLONGAN|MK TAHUN|MK BULAN|JENIS JABATAN ID|JENIS JABATAN NAMA|JABATAN ID|JABATAN NAMA|"
    "TMT JABATAN|TINGKAT PENDIDIKAN ID|TINGKAT PENDIDIKAN NAMA|PENDIDIKAN ID|PENDIDIKAN NAMA|"
    "TAHUN LULUS|KPKN ID|KPKN NAMA|LOKASI KERJA ID|LOKASI KERJA NAMA|UNOR ID|UNOR NAMA|"
    "INSTANSI INDUK ID|INSTANSI INDUK NAMA|INSTANSI KERJA ID|INSTANSI KERJA NAMA|"
    "SATUAN KERJA INDUK ID|SATUAN KERJA INDUK NAMA|SATUAN KERJA KERJA ID|SATUAN KERJA KERJA NAMA"
)
SIASN = _EXPORT.split("|")


def test_the_table_holds_forty_spellings_and_more() -> None:
    assert len({spelling for spelling, _ in HEADERS}) == len(HEADERS) >= 40


@pytest.mark.parametrize(("spelling", "field"), HEADERS)
def test_a_header_feeds_its_field(spelling: str, field: str) -> None:
    for written in (
        spelling,
        spelling.lower(),
        f"  {spelling.title()} ",
        spelling.replace(" ", "_"),
    ):
        assert match_headers([written], SPELLINGS) == {field: 0}, written


def test_the_master_export_feeds_every_field_it_knows() -> None:
    matched = {field: SIASN[place] for field, place in match_headers(SIASN, SPELLINGS).items()}
    assert matched == {
        "pns_id": "PNS ID", "nip": "NIP BARU", "name": "NAMA", "title_before": "GELAR DEPAN",
        "title_after": "GELAR BELAKANG", "birth_date": "TANGGAL LAHIR", "sex": "JENIS KELAMIN",
        "nik": "NIK", "phone": "NOMOR HP", "email": "EMAIL", "address": "ALAMAT",
        "employment": "JENIS PEGAWAI NAMA", "standing": "KEDUDUKAN HUKUM ID",
        "grade": "GOL AKHIR NAMA", "grade_since": "TMT GOLONGAN", "job_kind": "JENIS JABATAN ID",
        "job": "JABATAN NAMA", "since": "TMT JABATAN", "education": "PENDIDIKAN NAMA",
        "unit_code": "UNOR ID", "unit_name": "UNOR NAMA", "agency": "INSTANSI INDUK NAMA",
        "agency_id": "INSTANSI INDUK ID",
    }  # fmt: skip


def test_no_two_fields_claim_one_spelling() -> None:
    claimed: dict[str, str] = {}
    for field, keys in SPELLINGS.items():
        for key in keys:
            assert claimed.setdefault(key, field) == field, key


def test_unknown_columns_are_kept_apart_and_named(tmp_path: Path) -> None:
    head = ["No.", "NIP", "Nama", "Gol", "Hobi"]
    path = write_xlsx(
        tmp_path / "a.xlsx", [head, [1, "199004122015022003", "Sri", "III/c", "tari"]]
    )
    table = read_table(path, STAFF_FIELDS)
    assert table.unknown == ["No.", "Hobi"]
