"""What must fit together in a row about a person. Pure."""

from luwes.imports.checking import Findings, Values, refuse_twins
from luwes.people.importing.cells import GRADE_EXPECTED, grade_fits
from luwes.people.rules import DEPLOYABLE_STANDINGS, Employment, Nip, read_nip

_SEX_WORDS = {"m": "laki-laki", "f": "perempuan"}


def check_people(values: Values, findings: Findings) -> None:
    """
    Refuse and warn row by row, and fill in what the NIP tells where the row is silent.

    Afterwards `birth_date`, `sex`, `employment` and `standing` are full for every taken row.
    """
    _check_twins(values, findings)
    nips, names = values.of("nip", ""), values.of("name", "")
    births, sexes = values.filled("birth_date"), values.filled("sex")
    kinds, grades = values.filled("employment"), values.of("grade", "")
    standings = values.filled("standing", "")
    for row, text in enumerate(nips):
        if not names[row]:
            findings.refuse(row, "name", "nama kosong", "nama pegawai")
        nip = read_nip(text)
        if isinstance(nip, str):
            continue  # said already
        _check_against_nip(findings, row, nip, births, sexes)
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


def _check_twins(values: Values, findings: Findings) -> None:
    refuse_twins(
        findings, "nip", values.of("nip", ""), "NIP lebih dari satu kali", "satu baris satu pegawai"
    )
    ids = values.of("pns_id", "")
    refuse_twins(findings, "pns_id", ids, "PNS ID lebih dari satu kali", "satu baris satu pegawai")


def _check_against_nip(
    findings: Findings, row: int, nip: Nip, births: list[object], sexes: list[object]
) -> None:
    born, sex = births[row], sexes[row]
    if born is None:
        births[row] = nip.born
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
