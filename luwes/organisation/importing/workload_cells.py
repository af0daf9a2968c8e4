"""Numbers as workload sheets write them: 1.234,5 and 1,234.5, hours beside minutes."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from luwes.imports.cells import as_text, tidy
from luwes.imports.rules import Cell, Fault, Reader, Severity
from luwes.organisation.rules.workload import EFFECTIVE_MINUTES, OLDER_MINUTES

MINUTES_AN_HOUR = 60
HOURS = {1_250: EFFECTIVE_MINUTES, 1_200: 72_000, 1_500: 90_000}  # of a year, in minutes


def amount(most: Decimal, *, places: int = 2) -> Reader:
    """A number of nought or more, rounded to `places`; nothing for a blank."""
    expected = "angka, misalnya 1.250 atau 12,5"

    def read(raw: Any) -> Any:
        if isinstance(raw, bool):
            return Cell(None, (), Fault(Severity.REFUSED, "bukan angka", expected))
        written, mends = (as_text(raw), ()) if isinstance(raw, (int, float)) else tidy(raw)
        if not written:
            return None
        number, is_unsure = _number(written, is_text=isinstance(raw, str))
        if number is None or not number.is_finite():
            return Cell(None, (), Fault(Severity.REFUSED, "bukan angka", expected))
        if not 0 <= number <= most:
            said = "angka negatif" if number < 0 else "di luar batas"
            return Cell(None, (), Fault(Severity.REFUSED, said, expected))
        number = round(number, places)
        if is_unsure:
            said = f"titik dibaca sebagai pemisah ribuan: {number:f}"
            return Cell(number, mends, Fault(Severity.WARNED, said, "sel berformat angka"))
        return Cell(number, mends) if mends else number

    return read


def _number(written: str, *, is_text: bool) -> tuple[Decimal | None, bool]:
    """The number, and whether its only point could also have parted decimals."""
    plain = written.replace(" ", "").replace("\u00a0", "")
    is_unsure = False
    if is_text:
        if "," in plain and "." in plain:
            thousands = "." if plain.rindex(",") > plain.rindex(".") else ","
            plain = plain.replace(thousands, "")
        elif plain.count(",") > 1 or plain.count(".") > 1:
            if not re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", plain):
                return None, False
            plain = plain.replace(",", "").replace(".", "")
        elif re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", plain):
            plain, is_unsure = plain.replace(".", ""), True
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain), is_unsure
    except InvalidOperation:
        return None, False


def norm_factor(effective: Decimal | None) -> tuple[int, str]:
    """
    What a norm is to be multiplied with so that it is in minutes, and what to warn of.

    A sheet that divides by hours has its norms in hours.
    """
    if effective is None:
        return 1, ""
    minutes = HOURS.get(int(effective))
    factor, warning = (MINUTES_AN_HOUR if minutes else 1), ""
    minutes = minutes or int(effective)
    if minutes in OLDER_MINUTES:
        warning = f"waktu efektif lama ({OLDER_MINUTES[minutes]}); tidak dipakai"
    elif minutes != EFFECTIVE_MINUTES:
        warning = "waktu efektif lain; tidak dipakai"
    if factor > 1:
        warning = "; ".join(filter(None, ["norma waktu dalam jam, dikalikan 60", warning]))
    return factor, warning
