"""What must fit together in a row about a person. Pure."""

from datetime import date, timedelta
from typing import Any

from luwes.imports.checking import Findings, Values, refuse_days_after, refuse_twins
from luwes.imports.rules import a_year_after
from luwes.people.importing.cells import GRADE_EXPECTED, grade_fits
from luwes.people.rules import DEPLOYABLE_STANDINGS, Employment, Nip, read_nip

_SEX_WORDS = {"m": "laki-laki", "f": "perempuan"}


YOUNGEST = 15  # years, well below any age of appointment: whoever is younger was mistyped


def check_people(values: Values, findings: Findings, on: date) -> None:
    """
    Refuse and warn row by row, and fill in what the NIP tells where the row is silent.

    Afterwards `birth_date`, `sex`, `employment` and `standing` are full for every taken row.
    """
    _check_twins(values, findings)
    nips, names = values.of("nip", ""), values.of("name", "")
    births, sexes = values.filled("birth_date"), values.filled("sex")
    kinds, grades = values.filled("employment"), values.of("grade", "")
    standings = values.filled("standing", "")
    youngest = on - timedelta(days=round(YOUNGEST * 365.25))
    _check_days(values, findings, a_year_after(on))
    for row, text in enumerate(nips):
        if not names[row]:
            findings.refuse(row, "name", "nama kosong", "nama pegawai")
        nip = read_nip(text)
        if isinstance(nip, str):
            continue  # said already
        if nip.born > youngest:
            findings.refuse(
                row,
                "nip",
                "tanggal lahir dalam NIP mustahil",
                f"usia paling muda {YOUNGEST} tahun",
                text,
            )
            continue
        _check_against_nip(findings, row, nip, births, sexes, youngest)
        kinds[row] = kinds[row] or nip.employment.value
        if not grade_fits(grades[row], kinds[row]) and row not in findings.refused:
            said = "golongan tidak sesuai jenis pegawai" if grades[row] else "golongan kosong"
            findings.refuse(row, "grade", said, GRADE_EXPECTED, grades[row])
        if standings[row] and standings[row] not in DEPLOYABLE_STANDINGS:
            findings.warn(
                row,
                "standing",
                "tidak dapat ditugaskan",
                "1 (Aktif) atau 71 (PPPK aktif)",
                standings[row],
            )


def _check_days(values: Values, findings: Findings, latest: date) -> None:
    for field in ("since", "grade_since"):
        said = "tanggal lebih dari setahun ke depan"
        refuse_days_after(latest, field, said, values, findings)


def _check_twins(values: Values, findings: Findings) -> None:
    refuse_twins(
        findings, "nip", values.of("nip", ""), "NIP lebih dari satu kali", "satu baris satu pegawai"
    )
    ids = values.of("pns_id", "")
    refuse_twins(findings, "pns_id", ids, "PNS ID lebih dari satu kali", "satu baris satu pegawai")


def _check_against_nip(
    findings: Findings,
    row: int,
    nip: Nip,
    births: list[Any],
    sexes: list[Any],
    youngest: date,
) -> None:
    born, sex = births[row], sexes[row]
    if born is None:
        births[row] = nip.born
    elif born > youngest:
        said, least = "tanggal lahir mustahil", f"paling lambat {youngest:%d-%m-%Y}"
        findings.refuse(row, "birth_date", said, least, f"{born:%d-%m-%Y}")
    elif born != nip.born:
        found = f"{born:%d-%m-%Y}"
        findings.warn(
            row, "birth_date", "tanggal lahir berbeda dengan NIP", f"{nip.born:%d-%m-%Y}", found
        )
    if sex is None:
        sexes[row] = nip.sex.value
    elif sex != nip.sex.value:
        expected, found = _SEX_WORDS[nip.sex.value], _SEX_WORDS[str(sex)]
        findings.warn(row, "sex", "jenis kelamin berbeda dengan NIP", expected, found)


def default_standing(kind: str) -> str:
    return "1" if kind == Employment.PNS.value else "71"
