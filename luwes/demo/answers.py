"""What made-up citizens write in the forms of services, by the keys of their questions."""

import random
from datetime import date, timedelta
from typing import Any

from luwes.places.models import Area

NAMES = ("Aisyah Putri Lestari", "Bagas Pratama", "Citra Ayu Wulandari", "Dimas Saputra")
PARENTS = ("Siti Rahayu", "Nurul Hidayah", "Sri Wahyuni"), ("Ahmad Fauzi", "Joko Susilo", "Rahmat")
ADDRESSES = ("Jalan Melati 12, RT 003 RW 001", "Gang Kenanga 5, RT 007 RW 002")
AWAY = (("DKI Jakarta", "Jakarta Timur, Duren Sawit"), ("Banten", "Kota Serang, Cipocok Jaya"))
SCHOOLS = {"sma": "", "smk": "Teknik Kendaraan Ringan", "diploma": "Akuntansi", "sarjana": "Agribisnis"}  # fmt: skip


def of_somebody(chance: random.Random, on: date, area: Area | None) -> dict[str, Any]:
    """Answers to whatever may be asked; each form takes its own. The NIK is of a district that is none."""
    born, is_woman = on - timedelta(days=chance.randint(19 * 365, 45 * 365)), chance.random() < 0.5
    province, town = chance.choice(AWAY)
    school = chance.choice(list(SCHOOLS))
    here = {"code": area.code, "text": ""} if area else ""
    return {
        "hp": f"0812{chance.randint(0, 99_999_999):08}",
        "nik": f"187199{born.day + 40 * is_woman:02}{born:%m%y}{chance.randint(1, 9999):04}",
        "tanggal_lahir": born.isoformat(), "jenis_kelamin": "p" if is_woman else "l",
        "yang_pindah": chance.choice(("semua", "sebagian", "anggota")),
        "nama_pindah": chance.choice(NAMES), "kepala_tinggal": chance.choice(PARENTS[0]),
        "alasan": chance.choice(("pekerjaan", "pendidikan", "keluarga")), "asal": here,
        "alamat_asal": chance.choice(ADDRESSES), "ke_mana": chance.choice(("dalam", "luar")),
        "tujuan": here, "provinsi_tujuan": province, "daerah_tujuan": town,
        "alamat_tujuan": chance.choice(ADDRESSES),
        "pelapor": chance.choice(("ibu", "ayah")), "nama_anak": chance.choice(NAMES),
        "kelamin_anak": chance.choice("lp"), "tempat_anak": "Bandar Lampung",
        "tanggal_anak": (on - timedelta(days=chance.randint(3, 50))).isoformat(),
        "lahir_di": chance.choice(("rumah_sakit", "puskesmas", "bidan")),
        "anak_ke": str(chance.randint(1, 4)), "nama_ibu": chance.choice(PARENTS[0]),
        "nama_ayah": chance.choice(PARENTS[1]), "kawin": "ada", "surat_lahir": "ada",
        "pendidikan": school, "jurusan": SCHOOLS[school],
        "keterampilan": chance.sample(("komputer", "mengemudi", "las", "jual", "bahasa"), 2),
        "siap_bekerja": (on + timedelta(days=chance.randint(1, 60))).isoformat(),
        "di_mana": chance.choice(("sini", "provinsi", "indonesia")),
    }  # fmt: skip
