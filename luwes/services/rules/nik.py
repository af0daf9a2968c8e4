"""The number of a person (NIK): its parts, and what it says. It is looked up nowhere."""

from dataclasses import dataclass
from datetime import date

FEMALE = 40  # is added to the day of birth of a woman (Permendagri 73/2022: 16 digits)


@dataclass(frozen=True)
class Nik:
    """
    What a NIK says of the day it was first given: mistakes and corrections later do not change it.

    `birthdays`: with two digits of the year, both centuries that have the day.
    """

    digits: str
    birthdays: tuple[date, ...]
    is_female: bool


def read(text: str) -> Nik | None:
    """None where it is no NIK: not 16 digits, a place with the number nought, a day that never was."""
    digits = "".join(c for c in text if c not in " .-")
    if len(digits) != 16 or not (digits.isascii() and digits.isdecimal()):
        return None
    if int(digits[:2]) < 11 or "00" in (digits[2:4], digits[4:6]) or digits[12:] == "0000":
        return None
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    is_female = day > FEMALE
    found = [_day(century + year, month, day - FEMALE * is_female) for century in (1900, 2000)]
    birthdays = tuple(one for one in found if one is not None)
    return Nik(digits, birthdays, is_female) if birthdays else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
