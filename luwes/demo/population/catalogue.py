"""The demonstration's catalogues as plain data: who has which competency."""

from typing import NamedTuple

from luwes.organisation import reference

GROUPS = dict(reference.GROUPS)
COMPETENCIES = reference.COMPETENCIES


class Chance(NamedTuple):
    """That someone of a group has a competency: share of people, weights of levels 1, 2, 3, …"""

    competency: str
    share: float
    levels: tuple[int, ...]


# About 8 % of nurses reach level 3 of emergency nursing: .34 × 24/100.
SKILLS: dict[str, tuple[Chance, ...]] = {
    "perawat": (
        Chance("gawat_darurat", 0.34, (40, 36, 22, 2)), Chance("btcls", 0.30, (30, 60, 10)),
        Chance("evakuasi", 0.08, (70, 30)), Chance("tandu", 0.12, (80, 20)),
        Chance("psikososial", 0.04, (80, 20)),
    ),
    "dokter": (
        Chance("gawat_darurat", 0.45, (25, 40, 30, 5)), Chance("btcls", 0.40, (20, 60, 20)),
        Chance("psikososial", 0.05, (60, 40)),
    ),
    "bidan": (
        Chance("kebidanan_darurat", 0.30, (50, 40, 10)), Chance("btcls", 0.10, (70, 30)),
        Chance("gizi_darurat", 0.06, (80, 20)),
    ),
    "nakes_lain": (Chance("tandu", 0.15, (80, 20)), Chance("btcls", 0.06, (80, 20))),
    "kesmas": (
        Chance("sanitasi_darurat", 0.45, (45, 40, 15)), Chance("pendataan", 0.15, (70, 30)),
        Chance("komunikasi_risiko", 0.12, (60, 40)),
    ),
    "gizi": (Chance("dapur_umum", 0.40, (40, 45, 15)), Chance("gizi_darurat", 0.40, (50, 40, 10))),
    "apoteker": (Chance("logistik", 0.12, (60, 40)),),
    "psikolog": (
        Chance("psikososial", 0.85, (20, 50, 30)), Chance("trauma_healing", 0.60, (30, 50, 20)),
    ),
    "guru": (
        Chance("trauma_healing", 0.05, (70, 25, 5)), Chance("pengungsian", 0.03, (80, 20)),
        Chance("pendataan", 0.04, (90, 10)), Chance("dapur_umum", 0.02, (90, 10)),
    ),
    "pekerja_sosial": (
        Chance("pengungsian", 0.55, (35, 45, 20)), Chance("psikososial", 0.45, (40, 45, 15)),
        Chance("dapur_umum", 0.40, (45, 40, 15)), Chance("trauma_healing", 0.25, (50, 40, 10)),
        Chance("pendataan", 0.30, (60, 40)),
    ),
    "penyuluh": (
        Chance("komunikasi_risiko", 0.15, (60, 40)), Chance("pendataan", 0.12, (70, 30)),
        Chance("pengungsian", 0.06, (70, 30)),
    ),
    "teknik": (
        Chance("kaji_kerusakan", 0.35, (45, 40, 15)), Chance("alat_berat", 0.10, (40, 50, 10)),
        Chance("kendaraan_b2", 0.04, (100,)), Chance("kaji_cepat", 0.06, (70, 30)),
        Chance("sanitasi_darurat", 0.10, (70, 30)),
    ),
    "pengemudi": (
        Chance("kendaraan_b1", 0.60, (50, 40, 10)), Chance("kendaraan_b2", 0.18, (60, 40)),
        Chance("evakuasi", 0.10, (80, 20)),
    ),
    "petugas_bpbd": (
        Chance("kaji_cepat", 0.55, (25, 50, 25)), Chance("evakuasi", 0.60, (25, 50, 25)),
        Chance("sar_air", 0.35, (35, 45, 20)), Chance("perahu", 0.35, (40, 45, 15)),
        Chance("logistik", 0.35, (40, 45, 15)), Chance("pengungsian", 0.30, (45, 45, 10)),
        Chance("komando", 0.20, (50, 40, 10)), Chance("radio", 0.40, (50, 50)),
        Chance("pendataan", 0.25, (60, 40)),
    ),
    "pemadam": (
        Chance("evakuasi", 0.65, (25, 50, 25)), Chance("sar_air", 0.35, (40, 45, 15)),
        Chance("perahu", 0.25, (50, 50)), Chance("tandu", 0.40, (50, 50)),
        Chance("kendaraan_b1", 0.25, (60, 40)), Chance("radio", 0.25, (60, 40)),
    ),
    "satpol_pp": (
        Chance("pengamanan", 0.55, (50, 40, 10)), Chance("evakuasi", 0.35, (65, 30, 5)),
        Chance("pengungsian", 0.06, (80, 20)), Chance("sar_air", 0.03, (80, 20)),
        Chance("radio", 0.12, (80, 20)),
    ),
    "perhubungan": (
        Chance("logistik", 0.25, (50, 40, 10)), Chance("kendaraan_b1", 0.18, (60, 40)),
        Chance("pengamanan", 0.12, (80, 20)), Chance("radio", 0.15, (70, 30)),
    ),
    "logistik": (Chance("logistik", 0.50, (40, 45, 15)), Chance("dapur_umum", 0.06, (80, 20))),
    "komunikasi": (
        Chance("komunikasi_risiko", 0.40, (45, 40, 15)), Chance("radio", 0.20, (60, 40)),
        Chance("pendataan", 0.20, (60, 40)),
    ),
    "kependudukan": (Chance("pendataan", 0.50, (50, 40, 10)),),
    "pimpinan": (Chance("komando", 0.08, (60, 35, 5)),),
    "umum": (
        Chance("pendataan", 0.06, (80, 20)), Chance("dapur_umum", 0.04, (80, 20)),
        Chance("logistik", 0.04, (80, 20)), Chance("pengungsian", 0.04, (85, 15)),
        Chance("komunikasi_risiko", 0.02, (80, 20)),
    ),
}  # fmt: skip
