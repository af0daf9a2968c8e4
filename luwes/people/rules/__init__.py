"""Rules about people: the NIP, grades, employment, deployability. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Employment(StrEnum):
    PNS = "pns"
    PPPK = "pppk"
    PPPK_PART_TIME = "pppk_part_time"


class Sex(StrEnum):
    MALE = "m"
    FEMALE = "f"


@dataclass(frozen=True)
class Nip:
    """What the 18 digits tell (domain: no check digit). `month_or_code` ≥ 21 means PPPK."""

    born: date
    year: int
    month_or_code: int
    sex: Sex
    serial: int

    @property
    def employment(self) -> Employment:
        return Employment.PPPK if self.month_or_code > 12 else Employment.PNS


def read_nip(text: str) -> Nip | str:
    """Read a NIP of 18 digits; a text instead says in Indonesian what is wrong with it."""
    if not re.fullmatch(r"[0-9]{18}", text):
        return "NIP harus 18 angka"
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return "8 angka pertama NIP bukan tanggal lahir"
    code = int(text[12:14])
    if not (1 <= code <= 12 or code >= 21):
        return "angka ke-13–14 NIP bukan bulan (01–12) atau kode PPPK (mulai 21)"
    if text[14] not in "12":
        return "angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan)"
    if text[15:] == "000":
        return "nomor urut NIP tidak boleh 000"
    year = int(text[8:12])
    if not born.year + 18 <= year <= born.year + 65:
        return "tahun pengangkatan dalam NIP tidak cocok dengan tahun lahir"
    sex = Sex.MALE if text[14] == "1" else Sex.FEMALE
    return Nip(born, year, code, sex, int(text[15:]))


_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
PNS_GRADES = {
    f"{_ROMAN[g]}/{r}": g * 10 + n
    for g in range(1, 5)
    for n, r in enumerate("abcde" if g == 4 else "abcd", start=1)
}
PPPK_GRADES = {
    name: n
    for n, name in enumerate(
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
        ],
        start=1,
    )
}
_RANKS = {
    11: "Juru Muda", 12: "Juru Muda Tk. I", 13: "Juru", 14: "Juru Tk. I",
    21: "Pengatur Muda", 22: "Pengatur Muda Tk. I", 23: "Pengatur", 24: "Pengatur Tk. I",
    31: "Penata Muda", 32: "Penata Muda Tk. I", 33: "Penata", 34: "Penata Tk. I",
    41: "Pembina", 42: "Pembina Tk. I", 43: "Pembina Utama Muda",
    44: "Pembina Utama Madya", 45: "Pembina Utama",
}  # fmt: skip


def rank_title(grade: str) -> str:
    """Pangkat of a PNS grade; PPPK have none."""
    return _RANKS.get(PNS_GRADES.get(grade, 0), "")


# Kedudukan hukum with which someone may be sent; default of domain §9, a parameter of the import.
DEPLOYABLE_STANDINGS = frozenset({"1", "71"})


class EvidenceState(StrEnum):
    PROPOSED = "proposed"
    TAKEN = "taken"
    LEFT = "left"


class Deployability(StrEnum):
    """What a person declared, coarse: the planner's state."""

    AVAILABLE = "available"
    HOME_ONLY = "home_only"
