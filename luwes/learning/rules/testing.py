"""Tests of a module: what is drawn, what an answer earns, who has passed."""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luwes.core.errors import Problem
from luwes.core.periods import add_months
from luwes.learning.rules.states import QuestionKind

RENEWED_BEFORE = (
    2  # months before a certificate ends in which one may show it anew; of a short one a third
)


@dataclass(frozen=True)
class Item:
    """
    One question. `right`: indexes of options (single, multiple), a number with its tolerance, or the
    words that count as right (short).
    """

    key: int
    kind: QuestionKind
    points: int = 1
    options: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    number: Fraction | None = None
    tolerance: Fraction = Fraction(0)
    words: tuple[str, ...] = ()


def draw(keys: Sequence[int], count: int, seed: str) -> list[int]:
    """So many of the bank in an order of their own; the same for the same seed."""
    ordered = sorted(keys)
    return random.Random(seed).sample(ordered, min(count, len(ordered)))


def shuffled(options: int, seed: str) -> list[int]:
    """The order in which options are shown, the same for the same seed."""
    order = list(range(options))
    random.Random(seed).shuffle(order)
    return order


def earned(item: Item, answer: Any) -> Fraction:
    """
    Points for an answer: all or nothing, but of several right options each wrong or missing one takes
    a share away. Whatever was posted, the answer is one of 0 to `points`.
    """
    full = Fraction(item.points)
    if item.kind is QuestionKind.SINGLE:
        return full if _index(answer) in item.right else Fraction(0)
    if item.kind is QuestionKind.MULTIPLE:
        chosen = {
            n for n in map(_index, answer if isinstance(answer, list) else []) if n is not None
        }
        faults = len(chosen.symmetric_difference(item.right))
        return max(Fraction(0), full * (1 - Fraction(faults, max(1, len(item.right)))))
    if item.kind is QuestionKind.NUMBER:
        value = read_number(answer)
        right = (
            value is not None
            and item.number is not None
            and abs(value - item.number) <= item.tolerance
        )
        return full if right else Fraction(0)
    said = plain(str(answer))
    return full if said and said in {plain(word) for word in item.words} else Fraction(0)


def _index(answer: Any) -> int | None:
    text = str(answer)
    return int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else None


def read_number(answer: Any) -> Fraction | None:
    """The Indonesian way (1.234,5; 1.000 is a thousand) and the plain one (1234.5)."""
    text = str(answer).strip().replace(" ", "")
    if "," in text or re.fullmatch(r"[+-]?[1-9]\d{0,2}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,9})?", text, re.ASCII):
        return None
    return Fraction(text)


def written(number: Decimal | None) -> str:
    """The Indonesian way, without zeros that say nothing: 1,5."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def plain(text: str) -> str:
    """Small letters without accents, marks and double spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c)).split()
    )


@dataclass(frozen=True)
class Result:
    """`percent` rounded down: 69,9 % is not 70 %."""

    earned: Fraction
    possible: int

    @property
    def percent(self) -> int:
        return int(self.earned * 100 / self.possible) if self.possible else 0


def result(items: Sequence[Item], answers: Mapping[int, Any]) -> Result:
    return Result(
        sum((earned(item, answers.get(item.key, "")) for item in items), Fraction(0)),
        sum(item.points for item in items),
    )


@dataclass(frozen=True)
class Tries:
    """How often somebody has tried since they last passed, and when they last handed in."""

    handed_in: int = 0
    last: datetime | None = None

    def problems(self, *, allowed: int, pause_hours: int, now: datetime) -> list[Problem]:
        """Why there is no further try now; `allowed` 0 for any number."""
        if self.left(allowed) == 0:
            return [Problem("Semua kesempatan tes sudah terpakai. Hubungi pengelola modul ini.")]
        if self.last and now < self.opens_at(pause_hours):
            return [Problem("Tes berikutnya belum terbuka. Baca lagi halaman yang belum dikuasai.")]
        return []

    def left(self, allowed: int) -> int | None:
        """How many more there are; None for any number, which `allowed` 0 means."""
        return max(0, allowed - self.handed_in) if allowed else None

    def opens_at(self, pause_hours: int) -> datetime:
        """:raises ValueError: before anything was handed in"""
        if self.last is None:
            raise ValueError
        return self.last + timedelta(hours=pause_hours)


def months_of(own: int | None, of_catalogue: int | None) -> int | None:
    """How long a certificate lasts: what is offered may ask for less than the catalogue, not for more."""
    return min((months for months in (own, of_catalogue) if months), default=None)


def counts(passed_on: date, valid_months: int | None, on: date) -> bool:
    """Whether what was passed is still in force."""
    return valid_months is None or on < add_months(passed_on, valid_months)


def may_renew(passed_on: date, valid_months: int | None, on: date) -> bool:
    """Whoever has passed may try again shortly before what it shows ends, and after."""
    if valid_months is None:
        return False
    ends = add_months(passed_on, valid_months)
    third = ends - (ends - passed_on) // 3
    return on >= max(third, add_months(passed_on, max(0, valid_months - RENEWED_BEFORE)))
