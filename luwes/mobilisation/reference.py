"""The need templates a deployment starts with: roles, ratios and where each ratio comes from."""

from dataclasses import replace

from luwes.staffing.actions.needs import RoleDraft
from luwes.staffing.briefs import Brief
from luwes.staffing.rules import Basis, Ratio

ASSUMED = "asumsi setempat, dapat diubah"
UNHCR = "UNHCR: petugas klinik/perawat 1 per 10.000 jiwa; di sini diperketat"

_ROLES = (
    RoleDraft(
        "Evakuasi", ("petugas_bpbd", "pemadam", "satpol_pp"), Ratio(Basis.AFFECTED, 1500, 3), 1,
        ASSUMED, True, (("evakuasi", 1),), 70, 90,
    ),
    RoleDraft(
        "Perawat pos kesehatan", ("perawat",), Ratio(Basis.AFFECTED, 1200, 1, 2), 1, ASSUMED, True,
        (("gawat_darurat", 2),), 60, 120,
    ),
    RoleDraft(
        "Dokter pos kesehatan", ("dokter",), Ratio(Basis.AFFECTED, 5000, 1), 1, UNHCR, False, (), 100, 120,
    ),
    RoleDraft(
        "Kaji cepat", ("petugas_bpbd", "teknik", "satpol_pp", "umum", "kesmas"), Ratio(Basis.AREA, 1, 3), 1,
        "asumsi: satu tim 3 orang tiap kecamatan", True, (), 100, 120,
    ),
    RoleDraft(
        "Pengungsian", ("pekerja_sosial", "umum", "satpol_pp", "kependudukan"), Ratio(Basis.DISPLACED, 50, 1, 3),
        2, "asumsi: 1 petugas per 50 pengungsi per shift", True, (), 80, 120,
    ),
    RoleDraft(
        "Dapur umum", ("gizi", "umum", "pekerja_sosial"), Ratio(Basis.MEALS, 100, 3), 2,
        "asumsi: 1 juru masak dan 2 pembantu per 100 porsi", True, (), 70, 120,
    ),
    RoleDraft(
        "Dukungan psikososial", ("psikolog", "pekerja_sosial", "guru"), Ratio(Basis.DISPLACED, 250, 1), 2,
        "pedoman penampungan AS 2010: 1 konselor per 250 pengungsi", False, (("psikososial", 1),), 100, 120,
    ),
    RoleDraft(
        "Sanitasi dan air bersih", ("kesmas",), Ratio(Basis.AFFECTED, 4000, 1), 2, ASSUMED, True, (), 50, 120,
    ),
    RoleDraft(
        "Logistik", ("logistik", "pengemudi", "perhubungan", "umum"), Ratio(Basis.DISPLACED, 100, 2), 3,
        ASSUMED, True, (), 60, 180,
    ),
    RoleDraft(
        "Drainase dan pembersihan", ("teknik",), Ratio(Basis.HOUSES, 400, 2), 3, ASSUMED, True, (), 50, 120,
    ),
    RoleDraft(
        "Data dan informasi", ("komunikasi", "umum", "kependudukan"), Ratio(Basis.AREA, 1, 1), 3,
        ASSUMED, True, (), 0, 120,
    ),
)  # fmt: skip

# What whoever is sent is told; a deployment edits it with the template, a post for itself.
WET = "Sepatu bot dan jas hujan\nSenter dan pengisi daya\nAir minum dan obat pribadi"
WATER = (
    "Jangan masuk arus di atas lutut; pakai pelampung di perahu\n"
    "Jauhi kabel listrik yang terendam\nCuci tangan sebelum makan; luka jangan terkena air banjir"
)
TASKS = {
    "Evakuasi": "Memindahkan warga dari rumah tergenang ke titik kumpul\nMendahulukan anak, lansia, dan orang sakit\nMencatat siapa yang dipindahkan",
    "Perawat pos kesehatan": "Memeriksa dan merawat pengungsi di pos kesehatan\nMerujuk yang gawat\nMencatat kunjungan",
    "Dokter pos kesehatan": "Memimpin pelayanan pos kesehatan\nMemutuskan rujukan",
    "Kaji cepat": "Mendata kerusakan, pengungsi, dan kebutuhan\nMengirim hasil setiap sore",
    "Pengungsian": "Mendaftar dan menempatkan pengungsi\nMenjaga kebersihan dan ketertiban\nMenyampaikan kekurangan kepada petugas pos",
    "Dapur umum": "Memasak dan membagikan makanan\nMenjaga kebersihan bahan dan alat",
}

FLOOD = tuple(replace(role, brief=Brief(TASKS.get(role.role, ""), WET, WATER)) for role in _ROLES)

# Code, name, roles.
TEMPLATES: tuple[tuple[str, str, tuple[RoleDraft, ...]], ...] = (("banjir", "Banjir", FLOOD),)
