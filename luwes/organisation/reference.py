"""What a deployment starts with: staff groups, competencies, policies. Offices may rename and add."""

from datetime import date
from typing import NamedTuple

from luwes.organisation.rules import UnitKind

GROUPS: tuple[tuple[str, str], ...] = (
    ("pimpinan", "Pimpinan"),
    ("dokter", "Dokter"),
    ("perawat", "Perawat"),
    ("bidan", "Bidan"),
    ("apoteker", "Apoteker dan farmasi"),
    ("gizi", "Gizi dan juru masak"),
    ("kesmas", "Kesehatan masyarakat dan sanitasi"),
    ("nakes_lain", "Tenaga kesehatan lain"),
    ("psikolog", "Psikolog"),
    ("guru", "Guru"),
    ("pekerja_sosial", "Pekerja sosial"),
    ("penyuluh", "Penyuluh"),
    ("teknik", "Teknik dan pekerjaan umum"),
    ("pengemudi", "Pengemudi"),
    ("petugas_bpbd", "Petugas BPBD"),
    ("pemadam", "Pemadam kebakaran"),
    ("satpol_pp", "Satpol PP"),
    ("perhubungan", "Perhubungan"),
    ("logistik", "Logistik dan barang"),
    ("komunikasi", "Komunikasi dan teknologi informasi"),
    ("kependudukan", "Administrasi kependudukan"),
    ("umum", "Umum"),
)


class CompetencyEntry(NamedTuple):
    code: str
    name: str
    needs_certificate: bool


_TECHNICAL = (
    CompetencyEntry("gawat_darurat", "Keperawatan gawat darurat", True),
    CompetencyEntry("btcls", "Bantuan hidup dasar trauma dan jantung (BTCLS)", True),
    CompetencyEntry("kebidanan_darurat", "Kebidanan darurat", True),
    CompetencyEntry("sanitasi_darurat", "Air bersih dan sanitasi darurat", False),
    CompetencyEntry("gizi_darurat", "Gizi darurat", False),
    CompetencyEntry("psikososial", "Dukungan psikososial", False),
    CompetencyEntry("trauma_healing", "Pemulihan trauma anak", False),
    CompetencyEntry("sar_air", "Pertolongan di air (SAR air)", True),
    CompetencyEntry("perahu", "Mengemudi perahu karet", True),
    CompetencyEntry("evakuasi", "Evakuasi korban", False),
    CompetencyEntry("tandu", "Evakuasi dengan tandu", False),
    CompetencyEntry("kaji_cepat", "Kaji cepat bencana (TRC)", True),
    CompetencyEntry("komando", "Sistem komando penanganan darurat", True),
    CompetencyEntry("pengungsian", "Manajemen pengungsian", False),
    CompetencyEntry("dapur_umum", "Dapur umum", False),
    CompetencyEntry("logistik", "Logistik kebencanaan", False),
    CompetencyEntry("pendataan", "Pendataan korban dan pengungsi", False),
    CompetencyEntry("komunikasi_risiko", "Komunikasi risiko", False),
    CompetencyEntry("radio", "Komunikasi radio", False),
    CompetencyEntry("kendaraan_b1", "Mengemudi kendaraan besar (SIM B1)", True),
    CompetencyEntry("kendaraan_b2", "Mengemudi kendaraan alat berat (SIM B2)", True),
    CompetencyEntry("alat_berat", "Operator alat berat", True),
    CompetencyEntry("kaji_kerusakan", "Kaji kerusakan bangunan", False),
    CompetencyEntry("pengamanan", "Pengamanan lokasi bencana", False),
    CompetencyEntry("tik_dasar", "TIK dasar", False),
    CompetencyEntry("pelayanan_digital", "Pelayanan lewat aplikasi", False),
)
# PermenPANRB 38/2017: the managerial competencies and the sociocultural one.
_MANAGERIAL = (
    CompetencyEntry("integritas", "Integritas", False),
    CompetencyEntry("kerja_sama", "Kerja sama", False),
    CompetencyEntry("komunikasi", "Komunikasi", False),
    CompetencyEntry("orientasi_hasil", "Orientasi pada hasil", False),
    CompetencyEntry("pelayanan_publik", "Pelayanan publik", False),
    CompetencyEntry("pengembangan", "Pengembangan diri dan orang lain", False),
    CompetencyEntry("perubahan", "Mengelola perubahan", False),
    CompetencyEntry("keputusan", "Pengambilan keputusan", False),
    CompetencyEntry("perekat_bangsa", "Perekat bangsa", False),
)
COMPETENCIES = (*_TECHNICAL, *_MANAGERIAL)

_SINCE, _SOURCE = date(2000, 1, 1), "asumsi Luwes"
# Kind of unit (empty: all others), percent of the people who stay, first day, source.
POLICIES: tuple[tuple[str, int, date, str], ...] = (
    (UnitKind.HOSPITAL.value, 80, _SINCE, _SOURCE),
    (UnitKind.HEALTH_CENTRE.value, 80, _SINCE, _SOURCE),
    ("", 60, _SINCE, _SOURCE),
)
