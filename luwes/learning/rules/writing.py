"""What must be right before a module is published: all of it told at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luwes.core.errors import Problem
from luwes.learning.rules.states import QuestionKind
from luwes.learning.rules.testing import Item, plain

MOST_PAGES, MOST_QUESTIONS, MOST_OPTIONS, MOST_POINTS = 60, 300, 6, 10


@dataclass(frozen=True)
class Written:
    """A version as it stands. `pages`: title and text of each."""

    title: str
    pages: Sequence[tuple[str, str]]
    bank: Sequence[Item]
    drawn: int


def problems(written: Written) -> list[Problem]:
    return [*_of_pages(written), *_of_bank(written)]


def _of_pages(written: Written) -> Iterator[Problem]:
    if not written.title.strip():
        yield Problem("Beri modul ini judul.", "title")
    if not written.pages:
        yield Problem("Tulis sedikitnya satu halaman.")
    if len(written.pages) > MOST_PAGES:
        yield Problem("Paling banyak %(most)d halaman.", values={"most": MOST_PAGES})
    for number, (_title, text) in enumerate(written.pages, 1):
        if not text.strip():
            yield Problem("Halaman %(number)d masih kosong.", values={"number": number})


def _of_bank(written: Written) -> Iterator[Problem]:
    if written.drawn < 1:
        yield Problem("Tes sedikitnya satu soal.", "drawn")
    if len(written.bank) > MOST_QUESTIONS:
        yield Problem("Paling banyak %(most)d soal.", values={"most": MOST_QUESTIONS})
    if len(written.bank) < written.drawn:
        values = {"drawn": written.drawn, "there": len(written.bank)}
        yield Problem(
            "Tes mengambil %(drawn)d soal, bank soal baru berisi %(there)d.", "drawn", values=values
        )
    for number, item in enumerate(written.bank, 1):
        if of_question(item):
            yield Problem("Soal %(number)d belum lengkap.", values={"number": number})


def of_question(item: Item) -> list[Problem]:
    """Why nobody could answer it rightly, or everybody would."""
    match item.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return list(_of_choice(item))
        case QuestionKind.NUMBER:
            if item.number is None:
                return [Problem("Tulis angka yang benar.", "number")]
            return [Problem("Selisih tidak boleh di bawah nol.", "tolerance")] if item.tolerance < 0 else []  # fmt: skip
        case _:
            words = [word for word in item.words if word.strip()]
            if not words or any(not plain(word) for word in words):
                return [Problem("Tulis jawaban yang benar, satu di setiap baris.", "words")]
    return []


def _of_choice(item: Item) -> Iterator[Problem]:
    if not 2 <= len(item.options) <= MOST_OPTIONS:
        yield Problem("Tulis dua sampai %(most)d pilihan.", values={"most": MOST_OPTIONS})
    if len({plain(option) or option for option in item.options}) < len(item.options):
        yield Problem("Dua pilihan berbunyi sama.")
    right = [n for n in item.right if 0 <= n < len(item.options)]
    if item.kind is QuestionKind.SINGLE and len(right) != 1:
        yield Problem("Tandai satu pilihan yang benar.")
    if item.kind is QuestionKind.MULTIPLE and not right:
        yield Problem("Tandai sedikitnya satu pilihan yang benar.")
