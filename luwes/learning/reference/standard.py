"""How such a module is written down: pages in plain marks, questions with the right answers first."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from luwes.learning.rules.states import QuestionKind


@dataclass(frozen=True)
class Drawing:
    """`name` of a file in pictures/ (made by tools/drawings); `alt`: what it shows."""

    name: str
    alt: str

    def read(self) -> bytes:
        return (Path(__file__).parent / "pictures" / f"{self.name}.png").read_bytes()


@dataclass(frozen=True)
class Page:
    title: str
    text: str
    drawing: Drawing | None = None


@dataclass(frozen=True)
class Ask:
    """`right`: options, accepted words, or nothing where `number` says it; `wrong`: other options."""

    kind: QuestionKind
    text: str
    why: str
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    number: Decimal | None = None
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True)
class Lesson:
    """A module as it is written to begin with. `units`: names of the unit that keeps it."""

    slug: str
    title: str
    summary: str
    competency: str
    level: int
    pages: tuple[Page, ...]
    bank: tuple[Ask, ...]
    minutes: int = 90
    pass_percent: int = 70
    drawn: int = 10
    pause_hours: int = 1
    valid_months: int | None = None
    units: tuple[str, ...] = (
        "Badan Pengembangan Sumber Daya Manusia", "Badan Kepegawaian", "Dinas Komunikasi dan Informatika",
    )  # fmt: skip


def one(text: str, right: str, *wrong: str, why: str) -> Ask:
    return Ask(QuestionKind.SINGLE, text, why, (right,), wrong)


def several(text: str, right: tuple[str, ...], wrong: tuple[str, ...], why: str) -> Ask:
    return Ask(QuestionKind.MULTIPLE, text, why, right, wrong)


def number(text: str, value: str, why: str, tolerance: str = "0") -> Ask:
    return Ask(QuestionKind.NUMBER, text, why, number=Decimal(value), tolerance=Decimal(tolerance))


def short(text: str, *words: str, why: str) -> Ask:
    return Ask(QuestionKind.SHORT, text, why, words)
