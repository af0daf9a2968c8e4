"""
Indonesian words that belong together: *melayani*, *pelayanan* and *layanan*.

No dictionary: a word has several possible roots, and two words are alike where they share one. A
root has four letters at least.
"""

import re
from functools import lru_cache

LEAST = 4
# Words that say nothing of what was done, and those that stand in every plan.
_STOP = (
    "ada adalah agar akan antara atas atau bagi bahwa baik banyak baru bawah belum beserta bulan cara "
    "dalam dan dapat dari dengan dilaksanakan dua guna hari hasil hingga indikator ini itu jam jenis "
    "jika juga jumlah kali karena kegiatan kepada kerja ketua kinerja kualitas lain lainnya lebih "
    "lewat maka masa masing masukan melaksanakan melalui memberikan meningkat meningkatnya menjadi "
    "mereka mempunyai nilai nomor oleh orang pada paling para pegawai pelaksana pelaksanaan "
    "penyelesaian peningkatan pencapaian per persen persentase program saat salah sampai satu sebagai "
    "sebanyak sebuah secara sejak selama selesai seluruh semua sendiri serta sertifikat sesuai setiap "
    "sudah tahun tanggal tanpa target tiap telah tentang tepat terdapat terhadap terlaksana "
    "terlaksananya terselesaikannya tersebut tersedia tersedianya terverifikasi terwujudnya tidak "
    "tiga tingkat tonggak tugas tujuan unit untuk waktu warga dikonfirmasi yaitu yakni yang "
    "badan bidang bagian daerah desa dinas kabupaten kantor kecamatan kelurahan kota pemerintah "
    "provinsi seksi wilayah "
    "januari februari maret april juni juli agustus september oktober november desember "
)
STOP = frozenset(_STOP.split())
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("lah", "kah", "pun", "nya")
_SUFFIXES = ("kan", "an", "i")
_PREFIXES = (
    "memper", "menge", "penge", "meng", "peng", "meny", "peny", "mem", "pem", "men", "pen",
    "ber", "per", "ter", "me", "pe", "be", "di", "ke", "se",
)  # fmt: skip
# The letters that a nasal may have taken: *menangani* is of *tangan*, *menyusun* of *susun*.
_TAKEN = {"meng": "k", "peng": "k", "meny": "s", "peny": "s", "mem": "p", "pem": "p", "men": "t", "pen": "t"}  # fmt: skip
_VOWELS = frozenset("aeiou")


def words(text: str) -> list[str]:
    """In their order, in small letters; figures and what says nothing are left out."""
    found = _WORD.findall(text.lower())
    return [word for word in found if len(word) >= LEAST and word not in STOP]


@lru_cache(maxsize=20_000)
def roots(word: str) -> frozenset[str]:
    """All that may be left of it without prefixes and suffixes."""
    ends = _each_way({word}, _ENDINGS)
    ends = _each_way(ends, _SUFFIXES)
    found = ends | _bare(ends)
    return frozenset(found | _bare(found))


def _each_way(forms: set[str], endings: tuple[str, ...]) -> set[str]:
    shorter = {
        form[: -len(ending)]
        for form in forms
        for ending in endings
        if form.endswith(ending) and len(form) - len(ending) >= LEAST
    }
    return forms | shorter


def _bare(forms: set[str]) -> set[str]:
    found = set()
    for form in forms:
        for prefix in _PREFIXES:
            rest = form.removeprefix(prefix)
            if rest == form or not rest:
                continue
            if len(rest) >= LEAST:
                found.add(rest)
            if prefix in _TAKEN and rest[0] in _VOWELS and len(rest) >= LEAST - 1:
                found.add(_TAKEN[prefix] + rest)
    return found


def alike(one: str, other: str) -> bool:
    return not roots(one).isdisjoint(roots(other))
