"""Tests of a module: what is drawn, what an answer earns, who has passed."""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from luwes.learning.rules.states import QuestionKind


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
    return full if plain(str(answer)) in {plain(word) for word in item.words} else Fraction(0)


def _index(answer: Any) -> int | None:
    text = str(answer)
    return int(text) if text.isdecimal() and len(text) < 4 else None


def read_number(answer: Any) -> Fraction | None:
    """The Indonesian way (1.234,5) and the plain one (1234.5)."""
    text = str(answer).strip().replace(" ", "")
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,9})?", text):
        return None
    return Fraction(text)


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
