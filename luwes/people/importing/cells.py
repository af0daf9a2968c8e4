"""Readers of cells about people: NIP, NIK, grade, sex, legal standing, employment. Pure."""

import re
from typing import Any

from luwes.imports.cells import BROKEN_NUMBER, choice, tidy
from luwes.imports.rules import Cell, Fault, Mend, Severity, header_key
from luwes.people.rules import PNS_GRADES, PPPK_GRADES, Employment, Sex, read_nip

NIP_EXPECTED = "18 angka dalam sel berformat teks"
GRADE_EXPECTED = "golongan I/a–IV/e (PNS) atau I–XVII (PPPK)"
_EXPONENT = re.compile(r"^[0-9]([.,][0-9]+)?[eE]\+?[0-9]+$")


def _refused(message: str, expected: str, mends: tuple[Mend, ...] = ()) -> Cell:
    return Cell("", mends, Fault(Severity.REFUSED, message, expected))


def nip(raw: Any) -> Any:
    """A NIP of 18 digits as text; a number cell has already lost its last digits."""
    if isinstance(raw, str) and len(raw) == 18 and not isinstance(read_nip(raw), str):
        return raw
    value, mends = tidy(raw)
    if not value:
        return _refused("NIP kosong", NIP_EXPECTED)
    if not isinstance(raw, str) or _EXPONENT.match(value):
        return _refused(BROKEN_NUMBER, NIP_EXPECTED)
    digits = value.replace(" ", "")
    if digits != value and Mend.SPACES not in mends:
        mends = (*mends, Mend.SPACES)
    problem = read_nip(digits)
    if isinstance(problem, str):
        return _refused(
            problem, "18 angka: tanggal lahir, tahun, bulan, kelamin, nomor urut", mends
        )
    return Cell(digits, mends) if mends else digits


def _masked(value: str) -> str:
    """What may be shown of a NIK that is wrong: private data stay out of reports."""
    return f"{value[:2]}… ({len(value)} huruf)"


def nik(raw: Any) -> Any:
    value, mends = tidy(raw)
    if not value or value == "0":
        return ""
    if not isinstance(raw, str) or _EXPONENT.match(value):
        fault = Fault(Severity.WARNED, BROKEN_NUMBER, "16 angka dalam sel berformat teks", "angka")
        return Cell("", (), fault)
    digits = value.replace(" ", "")
    if digits != value and Mend.SPACES not in mends:
        mends = (*mends, Mend.SPACES)
    if not re.fullmatch(r"[0-9]{16}", digits):
        return Cell(
            digits[:40],
            mends,
            Fault(Severity.WARNED, "NIK bukan 16 angka", "16 angka", _masked(digits)),
        )
    return Cell(digits, mends) if mends else digits


_ARABIC = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_GRADE_CODES = {str(code): name for name, code in PNS_GRADES.items()}
_PPPK_NUMBERS = {str(number): name for name, number in PPPK_GRADES.items()}
_GRADE = re.compile(r"^(IV|I{1,3}|[1-4])\s*[/.\-\s]?\s*([A-E])$")


def canonical_grade(text: str) -> str | None:
    """III/a for any usual writing of it; Roman numbers alone for PPPK; None when unknown."""
    bare = re.sub(r"^(GOLONGAN|GOL|RUANG)[\s.:/]*", "", text.upper()).strip()
    bare = re.sub(r"^.*\((.+)\)$", r"\1", bare)
    if found := _GRADE.match(bare):
        grade = f"{_ARABIC.get(found[1], found[1])}/{found[2].lower()}"
        return grade if grade in PNS_GRADES else None
    if bare in PPPK_GRADES:
        return bare
    if bare in _GRADE_CODES and bare in _PPPK_NUMBERS:
        return None  # 11–14 may be I/a–I/d or XI–XIV
    return _GRADE_CODES.get(bare) or _PPPK_NUMBERS.get(bare)


def grade(raw: Any) -> Any:
    value, mends = tidy(raw)
    if not value:
        return ""
    found = canonical_grade(value)
    if found is None:
        return _refused("golongan tidak dikenal", GRADE_EXPECTED, mends)
    if found != value:
        mends = (*mends, Mend.GRADE)
    return Cell(found, mends) if mends else found


_SEXES = {
    **dict.fromkeys(("m", "l", "lakilaki", "laki", "pria", "male", "1"), Sex.MALE.value),
    **dict.fromkeys(("f", "p", "perempuan", "wanita", "female", "pr", "2"), Sex.FEMALE.value),
}
sex = choice(
    _SEXES, "M/F atau L/P", severity=Severity.WARNED, mend=Mend.SEX, plain=frozenset({"m", "f"})
)

STANDINGS = {
    "aktif": "1", "pnsaktif": "1", "cltn": "2", "cutidiluartanggungannegara": "2", "tugasbelajar": "3",
    "pemberhentiansementara": "4", "penerimauangtunggu": "5", "uangtunggu": "5", "pejabatnegara": "7",
    "perpanjangancltn": "13", "hilang": "14", "hukumandisiplin": "15", "mpp": "20",
    "masapersiapanpensiun": "20", "tidakaktif": "52", "diberhentikan": "66", "pppkaktif": "71",
    "diblokir": "92", "bup": "98", "pensiun": "99",
}  # fmt: skip


def standing(raw: Any) -> Any:
    """Kedudukan hukum as its code without leading zeros; names are understood too."""
    value, mends = tidy(raw)
    if not value:
        return ""
    code = (
        value.lstrip("0")
        if re.fullmatch(r"[0-9]{1,4}", value)
        else STANDINGS.get(header_key(value))
    )
    if not code:
        fault = Fault(
            Severity.WARNED, "kedudukan hukum tidak dikenal", "kode SIASN, misalnya 1 atau 71"
        )
        return Cell("", mends, fault)
    return Cell(code, mends) if mends else code


def employment(raw: Any) -> Any:
    """The kind of employment that a text speaks of; nothing when it does not say."""
    value, mends = tidy(raw)
    key = header_key(value)
    found = ""
    if "paruhwaktu" in key:
        found = Employment.PPPK_PART_TIME.value
    elif any(word in key for word in ("pppk", "p3k", "perjanjiankerja")):
        found = Employment.PPPK.value
    elif "pns" in key or "pegawainegerisipil" in key:
        found = Employment.PNS.value
    return Cell(found, mends) if mends else found


def grade_fits(grade: str, kind: str) -> bool:
    """Whether a grade is one of this kind of employment; part-time contracts may have none."""
    if kind == Employment.PNS.value:
        return grade in PNS_GRADES
    return grade in PPPK_GRADES or (not grade and kind == Employment.PPPK_PART_TIME.value)
