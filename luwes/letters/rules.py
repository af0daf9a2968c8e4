"""Numbers, states and verdicts of letters. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_HOLE = re.compile(r"\{(\w+)\}")
_SEQUENCE = "{sequence}"


class State(StrEnum):
    ISSUED = "issued"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What verification says of a paper."""

    GENUINE = "genuine"  # sah
    WITHDRAWN = "withdrawn"  # dicabut
    NOT_OURS = "not_ours"  # bukan surat kami
    ALTERED = "altered"  # isi diubah
    PENDING = "pending"  # bernomor, belum ditandatangani


@dataclass(frozen=True)
class Evidence:
    """
    What is known of a paper: the state of the letter it claims to be, or None when it claims
    none of ours; `same_bytes` is None when no file was shown, only its number or code.
    """

    state: State | None
    same_bytes: bool | None


def verdict(evidence: Evidence) -> Verdict:
    """
    One word for a paper. A changed copy of a withdrawn letter is first of all changed.

    A file that claims a letter nobody has signed yet cannot be that letter.
    """
    if evidence.state is None:
        return Verdict.NOT_OURS
    if evidence.state is State.ISSUED:
        return Verdict.PENDING
    if evidence.same_bytes is False:
        return Verdict.ALTERED
    return Verdict.WITHDRAWN if evidence.state is State.WITHDRAWN else Verdict.GENUINE


def number_format(written: str, day: date, variables: Mapping[str, str]) -> str:
    """
    Fill in all but `{sequence}`: `{year}`, `{month}`, `{month_roman}` of the day, and `variables`.

    :raises ValueError: when a hole is unknown, or the sequence would not stand in the number once
    """
    known = {
        "year": str(day.year), "month": f"{day.month:02}", "month_roman": ROMAN[day.month - 1],
        **variables, "sequence": _SEQUENCE,
    }  # fmt: skip
    unknown = sorted(set(_HOLE.findall(written)) - known.keys())
    if unknown:
        raise ValueError(f"unknown in the number format: {', '.join(unknown)}")
    filled = _HOLE.sub(lambda hole: known[hole[1]], written)
    if written.count(_SEQUENCE) != 1 or filled.count(_SEQUENCE) != 1:
        raise ValueError("a number format holds {sequence} once")
    return filled


def with_variables(written: str, variables: Mapping[str, str]) -> str:
    """Fill in `variables` only: what stays open is of the day, and a later letter has another."""
    return _HOLE.sub(lambda hole: variables.get(hole[1], hole[0]), written)


def series_key(written: str, day: date) -> str:
    """A key that names `{year}` is one series a year."""
    return written.replace("{year}", str(day.year))


def number(filled_format: str, sequence: int) -> str:
    return filled_format.replace(_SEQUENCE, str(sequence))


def masked(name: str) -> str:
    """The first letter of each word: enough to recognise a person, not to learn one."""
    return " ".join(word[0] + "…" if len(word) > 1 else word for word in name.split())
