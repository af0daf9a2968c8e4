"""Job titles of the made-up governments: families with their levels, and mixes of families."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from luwes.organisation.rules import PositionKind

EXPERT, SKILLED, EXECUTIVE = PositionKind.EXPERT, PositionKind.SKILLED, PositionKind.EXECUTIVE

KIND_WORDS = {
    PositionKind.TOP_LEADER: "Pimpinan tinggi",
    PositionKind.ADMINISTRATOR: "Administrator",
    PositionKind.SUPERVISOR: "Pengawas",
    PositionKind.EXPERT: "Fungsional keahlian",
    PositionKind.SKILLED: "Fungsional keterampilan",
    PositionKind.EXECUTIVE: "Pelaksana",
}


class Title(NamedTuple):
    """One nomenclature: what a line of the position map names."""

    name: str
    kind: PositionKind
    level: str
    job_class: int
    group: str
    family: str


@dataclass(frozen=True)
class Family:
    """Titles of one trade; `levels` are (level, weight); `women` a share; `schooling` (level, field, letters)."""

    name: str
    kind: PositionKind
    group: str
    levels: tuple[tuple[str, int], ...]
    women: float
    schooling: tuple[str, str, str]
    pppk: float = 0.0


_EXPERT = (("pertama", 56), ("muda", 34), ("madya", 10))
_SKILLED = (("terampil", 48), ("mahir", 34), ("penyelia", 18))
_STARTING = (("pemula", 34), ("terampil", 40), ("mahir", 20), ("penyelia", 6))

CLASSES = {
    (EXPERT, "pertama"): 8, (EXPERT, "muda"): 9, (EXPERT, "madya"): 11, (EXPERT, "utama"): 13,
    (SKILLED, "pemula"): 5, (SKILLED, "terampil"): 6, (SKILLED, "mahir"): 7, (SKILLED, "penyelia"): 8,
    (EXECUTIVE, "klerek"): 5, (EXECUTIVE, "operator"): 5, (EXECUTIVE, "teknisi"): 6, (EXECUTIVE, ""): 7,
}  # fmt: skip

FAMILIES: dict[str, Family] = {
    "dokter": Family("Dokter", EXPERT, "dokter", _EXPERT, 0.56, ("S-1", "Profesi Dokter", "dr."), 0.25),
    "dokter_gigi": Family("Dokter Gigi", EXPERT, "dokter", _EXPERT, 0.72, ("S-1", "Profesi Dokter Gigi", "drg."), 0.25),
    "perawat": Family("Perawat", SKILLED, "perawat", _SKILLED, 0.70, ("D-III", "Keperawatan", "A.Md.Kep."), 0.5),
    "ners": Family("Perawat", EXPERT, "perawat", _EXPERT, 0.70, ("S-1", "Profesi Ners", "S.Kep., Ns."), 0.5),
    "bidan": Family("Bidan", SKILLED, "bidan", _SKILLED, 1.0, ("D-III", "Kebidanan", "A.Md.Keb."), 0.5),
    "bidan_ahli": Family("Bidan", EXPERT, "bidan", _EXPERT, 1.0, ("D-IV", "Kebidanan", "S.Tr.Keb."), 0.5),
    "apoteker": Family("Apoteker", EXPERT, "apoteker", _EXPERT, 0.75, ("S-1", "Profesi Apoteker", "S.Farm., Apt."), 0.4),
    "asisten_apoteker": Family("Asisten Apoteker", SKILLED, "apoteker", _SKILLED, 0.75, ("D-III", "Farmasi", "A.Md.Farm."), 0.45),
    "nutrisionis": Family("Nutrisionis", SKILLED, "gizi", _SKILLED, 0.85, ("D-III", "Gizi", "A.Md.Gz."), 0.45),
    "juru_masak": Family("Juru Masak", EXECUTIVE, "gizi", (("operator", 1),), 0.6, ("SMA", "Tata Boga", ""), 0.6),
    "sanitarian": Family("Tenaga Sanitasi Lingkungan", SKILLED, "kesmas", _SKILLED, 0.5, ("D-III", "Kesehatan Lingkungan", "A.Md.KL."), 0.45),
    "promkes": Family("Penyuluh Kesehatan Masyarakat", EXPERT, "kesmas", _EXPERT, 0.66, ("S-1", "Kesehatan Masyarakat", "S.K.M."), 0.45),
    "laboran": Family("Pranata Laboratorium Kesehatan", SKILLED, "nakes_lain", _SKILLED, 0.65, ("D-III", "Analis Kesehatan", "A.Md.AK."), 0.45),
    "radiografer": Family("Radiografer", SKILLED, "nakes_lain", _SKILLED, 0.4, ("D-III", "Radiologi", "A.Md.Rad."), 0.45),
    "rekam_medis": Family("Perekam Medis", SKILLED, "nakes_lain", _SKILLED, 0.65, ("D-III", "Rekam Medis", "A.Md.RMIK."), 0.45),
    "psikolog": Family("Psikolog Klinis", EXPERT, "psikolog", _EXPERT, 0.75, ("S-2", "Psikologi Profesi", "M.Psi., Psikolog"), 0.3),
    "guru": Family("Guru", EXPERT, "guru", (("pertama", 56), ("muda", 27), ("madya", 17)), 0.66, ("S-1", "Pendidikan", "S.Pd."), 0.62),
    "peksos": Family("Pekerja Sosial", EXPERT, "pekerja_sosial", _EXPERT, 0.55, ("S-1", "Kesejahteraan Sosial", "S.Sos."), 0.35),
    "penyuluh_sosial": Family("Penyuluh Sosial", EXPERT, "pekerja_sosial", _EXPERT, 0.55, ("S-1", "Sosiologi", "S.Sos."), 0.35),
    "penyuluh_kb": Family("Penyuluh Keluarga Berencana", EXPERT, "penyuluh", _EXPERT, 0.6, ("S-1", "Ilmu Komunikasi", "S.I.Kom."), 0.3),
    "penyuluh_tani": Family("Penyuluh Pertanian", EXPERT, "penyuluh", _EXPERT, 0.42, ("S-1", "Agribisnis", "S.P."), 0.45),
    "teknik": Family("Teknik Jalan dan Jembatan", EXPERT, "teknik", _EXPERT, 0.2, ("S-1", "Teknik Sipil", "S.T."), 0.15),
    "pengairan": Family("Teknik Pengairan", EXPERT, "teknik", _EXPERT, 0.2, ("S-1", "Teknik Sipil", "S.T."), 0.15),
    "bangunan": Family("Penata Ruang", EXPERT, "teknik", _EXPERT, 0.35, ("S-1", "Perencanaan Wilayah dan Kota", "S.T."), 0.15),
    "alat_berat": Family("Operator Alat Berat", EXECUTIVE, "teknik", (("teknisi", 1),), 0.0, ("SMA", "Teknik Mesin", ""), 0.4),
    "lingkungan": Family("Pengendali Dampak Lingkungan", EXPERT, "teknik", _EXPERT, 0.45, ("S-1", "Teknik Lingkungan", "S.T."), 0.2),
    "pengemudi": Family("Pengemudi", EXECUTIVE, "pengemudi", (("operator", 1),), 0.0, ("SMA", "IPS", ""), 0.55),
    "penata_bencana": Family("Penata Penanggulangan Bencana", EXPERT, "petugas_bpbd", _EXPERT, 0.25, ("S-1", "Geografi", "S.Si."), 0.2),
    "petugas_bencana": Family("Petugas Penanggulangan Bencana", EXECUTIVE, "petugas_bpbd", (("teknisi", 1),), 0.15, ("SMA", "IPA", ""), 0.5),
    "pemadam": Family("Pemadam Kebakaran", SKILLED, "pemadam", _STARTING, 0.03, ("SMA", "IPA", ""), 0.3),
    "polpp": Family("Polisi Pamong Praja", SKILLED, "satpol_pp", _STARTING, 0.15, ("SMA", "IPS", ""), 0.2),
    "penguji_kendaraan": Family("Penguji Kendaraan Bermotor", SKILLED, "perhubungan", _STARTING, 0.1, ("D-III", "Transportasi Darat", "A.Md.Tra."), 0.1),
    "lalu_lintas": Family("Pengatur Lalu Lintas", EXECUTIVE, "perhubungan", (("operator", 1),), 0.12, ("SMA", "IPS", ""), 0.45),
    "pengelola_barang": Family("Pengelola Barang Milik Daerah", EXECUTIVE, "logistik", (("", 1),), 0.4, ("D-III", "Manajemen", "A.Md."), 0.3),
    "petugas_gudang": Family("Petugas Gudang dan Logistik", EXECUTIVE, "logistik", (("operator", 1),), 0.1, ("SMA", "IPS", ""), 0.5),
    "pranata_komputer": Family("Pranata Komputer", EXPERT, "komunikasi", _EXPERT, 0.35, ("S-1", "Informatika", "S.Kom."), 0.3),
    "humas": Family("Pranata Hubungan Masyarakat", EXPERT, "komunikasi", _EXPERT, 0.55, ("S-1", "Ilmu Komunikasi", "S.I.Kom."), 0.25),
    "adminduk": Family("Administrator Database Kependudukan", EXPERT, "kependudukan", _EXPERT, 0.5, ("S-1", "Ilmu Pemerintahan", "S.IP."), 0.2),
    "operator_adminduk": Family("Operator Layanan Kependudukan", EXECUTIVE, "kependudukan", (("operator", 1),), 0.5, ("SMA", "IPS", ""), 0.5),
    "perencana": Family("Perencana", EXPERT, "umum", _EXPERT, 0.45, ("S-1", "Ekonomi Pembangunan", "S.E."), 0.05),
    "analis_kebijakan": Family("Analis Kebijakan", EXPERT, "umum", _EXPERT, 0.48, ("S-1", "Administrasi Negara", "S.A.N."), 0.05),
    "analis_sdm": Family("Analis Sumber Daya Manusia Aparatur", EXPERT, "umum", _EXPERT, 0.5, ("S-1", "Manajemen", "S.E."), 0.1),
    "auditor": Family("Auditor", EXPERT, "umum", _EXPERT, 0.45, ("S-1", "Akuntansi", "S.E., Ak."), 0.05),
    "penelaah": Family("Penelaah Teknis Kebijakan", EXECUTIVE, "umum", (("", 1),), 0.48, ("S-1", "Administrasi Negara", "S.A.P."), 0.12),
    "pengolah_data": Family("Pengolah Data dan Informasi", EXECUTIVE, "umum", (("teknisi", 1),), 0.5, ("D-III", "Manajemen Informatika", "A.Md.Kom."), 0.25),
    "administrasi": Family("Pengadministrasi Perkantoran", EXECUTIVE, "umum", (("klerek", 1),), 0.52, ("SMA", "IPS", ""), 0.3),
    "operasional": Family("Operator Layanan Operasional", EXECUTIVE, "umum", (("operator", 1),), 0.3, ("SMA", "IPS", ""), 0.5),
}  # fmt: skip

OFFICE = {"penelaah": 26, "pengolah_data": 18, "administrasi": 26, "operasional": 10, "analis_kebijakan": 8, "pengelola_barang": 6, "pengemudi": 6}  # fmt: skip


def _office(**trades: int) -> dict[str, int]:
    """Trades of an office with the usual clerks beside them, about a third where trades are many."""
    clerks = {family: weight // 2 for family, weight in OFFICE.items()}
    return {**clerks, **{family: clerks.get(family, 0) + n for family, n in trades.items()}}


MIXES: dict[str, dict[str, int]] = {
    "office": OFFICE,
    "puskesmas": {"perawat": 22, "ners": 11, "bidan": 20, "bidan_ahli": 7, "dokter": 8, "dokter_gigi": 3, "asisten_apoteker": 4, "apoteker": 2, "nutrisionis": 4, "sanitarian": 5, "promkes": 4, "laboran": 3, "rekam_medis": 2, "administrasi": 4, "pengemudi": 2},
    "emergency_room": {"perawat": 40, "ners": 30, "dokter": 16, "pengemudi": 6, "administrasi": 4, "rekam_medis": 4},
    "ward": {"perawat": 46, "ners": 28, "dokter": 12, "bidan": 4, "nutrisionis": 4, "administrasi": 6},
    "maternity": {"bidan": 50, "bidan_ahli": 26, "dokter": 12, "perawat": 8, "administrasi": 4},
    "hospital_support": {"apoteker": 12, "asisten_apoteker": 18, "laboran": 18, "radiografer": 12, "nutrisionis": 12, "juru_masak": 10, "sanitarian": 6, "rekam_medis": 10, "psikolog": 2},
    "mental_hospital": {"perawat": 40, "ners": 25, "dokter": 12, "psikolog": 12, "peksos": 6, "administrasi": 5},
    "small_hospital": {"perawat": 34, "ners": 24, "dokter": 20, "bidan": 8, "apoteker": 7, "pengemudi": 7},
    "small_clinic": {"perawat": 25, "ners": 25, "bidan": 25, "dokter": 25},
    "school": {"guru": 88, "administrasi": 8, "operasional": 4},
    "health": _office(promkes=30, sanitarian=18, perawat=14, apoteker=10, nutrisionis=10, petugas_gudang=8),
    "education": _office(guru=10, perencana=4),
    "works": _office(teknik=38, pengairan=26, bangunan=14, alat_berat=22),
    "housing": _office(bangunan=40, teknik=20, pengemudi=10),
    "social": _office(peksos=44, penyuluh_sosial=30, juru_masak=10, petugas_gudang=12, psikolog=5),
    "family": _office(peksos=20, psikolog=18, penyuluh_kb=10),
    "transport": _office(lalu_lintas=46, penguji_kendaraan=24, pengemudi=20),
    "information": _office(pranata_komputer=46, humas=36),
    "civil_registry": _office(adminduk=28, operator_adminduk=50, pranata_komputer=10),
    "environment": _office(lingkungan=30, pengemudi=40, operasional=40),
    "public_order": {"polpp": 84, "administrasi": 8, "pengemudi": 8},
    "fire": {"pemadam": 86, "pengemudi": 8, "administrasi": 6},
    "disaster": {"penata_bencana": 30, "petugas_bencana": 44, "petugas_gudang": 8, "pengemudi": 8, "humas": 3, "administrasi": 7},
    "staffing": _office(analis_sdm=46, pranata_komputer=12),
    "planning": _office(perencana=50),
    "audit": _office(auditor=70),
    "farming": _office(penyuluh_tani=70),
    "family_planning": _office(penyuluh_kb=70),
    "assets": _office(pengelola_barang=30, petugas_gudang=14),
    "district": {"penelaah": 22, "pengolah_data": 18, "administrasi": 34, "operasional": 14, "polpp": 8, "penyuluh_sosial": 4},
}  # fmt: skip


def title_of(family: str, level: str) -> Title:
    known = FAMILIES[family]
    word = {EXPERT: f" Ahli {level.title()}", SKILLED: f" {level.title()}"}.get(known.kind, "")
    name = f"{known.name}{word}"
    return Title(name, known.kind, level, CLASSES[known.kind, level], known.group, family)


def leader(name: str, kind: PositionKind, level: str = "", job_class: int = 0) -> Title:
    """A post that leads a unit; its class from the kind unless told."""
    usual = {
        PositionKind.TOP_LEADER: 14,
        PositionKind.ADMINISTRATOR: 11,
        PositionKind.SUPERVISOR: 9,
    }
    return Title(name, kind, level, job_class or usual.get(kind, 11), "pimpinan", "leader")


def pick(mix: dict[str, int], count: int, random: Random) -> list[Title]:
    """`count` titles in the shares of the mix; the remainder by lot."""
    total = sum(mix.values())
    families = [f for f, weight in mix.items() for _ in range(count * weight // total)]
    rest = {f: count * weight % total for f, weight in mix.items()}
    while len(families) < count:
        lot = random.choices(list(rest), weights=[max(w, 1) for w in rest.values()])[0]
        families.append(lot)
        rest[lot] = 0
    titles = []
    for family in families:
        levels = FAMILIES[family].levels
        level = random.choices([x for x, _ in levels], weights=[w for _, w in levels])[0]
        titles.append(title_of(family, level))
    return titles
