"""
What a form asks: pages of questions, made by officers without code; see `answering` for the answers.

Some keys are reserved: their answers become part of the case itself and not of its answers.

    nama      name of the citizen           wilayah   area, to whose government it goes
    hp        telephone                     letak     the place in words
    surel     e-mail                        titik     the point on the map
    nik       NIK, sealed, read with reason uraian    what it is about, in the citizen's words
    rahasia   the name is kept secret       foto      pictures and documents

`tanggal_lahir` and `jenis_kelamin` (options `l`, `p`) stay answers; a NIK that says something else
warns. Any other key is an answer of its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from luwes.core.errors import Problem


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    DATE = "date"
    NIK = "nik"
    PHONE = "phone"
    EMAIL = "email"
    AREA = "area"
    ONE = "one"  # of several
    MANY = "many"
    FILE = "file"
    POINT = "point"
    CONSENT = "consent"  # a box


CHOICES = frozenset({Kind.ONE, Kind.MANY})
RESERVED = {
    "nama": Kind.TEXT,
    "hp": Kind.PHONE,
    "surel": Kind.EMAIL,
    "nik": Kind.NIK,
    "rahasia": Kind.CONSENT,
    "wilayah": Kind.AREA,
    "letak": Kind.TEXT,
    "titik": Kind.POINT,
    "uraian": Kind.LONG,
    "foto": Kind.FILE,
}
# Of a complaint: the service it is about, by its address, and the number of the citizen's case there.
ABOUT_KEY, CASE_KEY = "layanan", "perkara"
COMPARED = {"tanggal_lahir": Kind.DATE, "jenis_kelamin": Kind.ONE}
KEY = re.compile(r"[a-z][a-z0-9_]{0,37}")
MOST_PAGES, MOST_QUESTIONS, MOST_OPTIONS = 15, 80, 40
LABEL_LENGTH, HINT_LENGTH = 200, 400


@dataclass(frozen=True)
class Option:
    key: str
    label: str


@dataclass(frozen=True)
class Condition:
    """The question is shown only if the one with this key, which comes before it, has one of the values."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """`least`, `most` bound numbers, `first_day`, `last_day` days; each empty where there is no bound."""

    key: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    when: Condition | None = None
    least: str = ""
    most: str = ""
    unit: str = ""
    first_day: str = ""
    last_day: str = ""


@dataclass(frozen=True)
class Page:
    title: str
    hint: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Definition:
    pages: tuple[Page, ...] = ()
    by_key: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {question.key: question for question in self.questions()}
        object.__setattr__(self, "by_key", found)

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions

    def with_page(self, number: int, page: Page) -> "Definition":
        pages = [*self.pages]
        pages[number] = page
        return replace(self, pages=tuple(pages))


def read(data: Any) -> Definition:
    """What was stored; whatever is not understood is left out."""
    return Definition(tuple(_page(row) for row in _rows(data, "pages")))


def _rows(data: Any, key: str) -> list[Mapping[str, Any]]:
    rows = data.get(key) if isinstance(data, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _page(row: Mapping[str, Any]) -> Page:
    kinds = list(Kind)  # anything may be asked of a list
    questions = (_question(one) for one in _rows(row, "questions") if one.get("kind") in kinds)
    return Page(_text(row, "title"), _text(row, "hint"), tuple(questions))


def _question(row: Mapping[str, Any]) -> Question:
    options = (Option(_text(one, "key"), _text(one, "label")) for one in _rows(row, "options"))
    return Question(
        _text(row, "key"), Kind(row["kind"]), _text(row, "label"), _text(row, "hint"),
        row.get("required") is True, tuple(options), _condition(row.get("when")),
        *(_text(row, name) for name in BOUNDS),
    )  # fmt: skip


BOUNDS = ("least", "most", "unit", "first_day", "last_day")


def _condition(row: Any) -> Condition | None:
    if not isinstance(row, Mapping) or not isinstance(row.get("values"), list):
        return None
    return Condition(_text(row, "key"), tuple(str(value) for value in row["values"]))


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def stored(definition: Definition) -> dict[str, Any]:
    """As `read` reads it; what is empty is left out."""
    return {"pages": [
        {"title": page.title, "hint": page.hint, "questions": [_as_row(q) for q in page.questions]}
        for page in definition.pages
    ]}  # fmt: skip


def _as_row(question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: value for name in ("key", "label", "hint", *BOUNDS) if (value := getattr(question, name))
    }  # fmt: skip
    row |= {"kind": question.kind.value, "required": question.required}
    if question.options:
        row["options"] = [{"key": one.key, "label": one.label} for one in question.options]
    if question.when:
        row["when"] = {"key": question.when.key, "values": list(question.when.values)}
    return row


def number(text: str) -> Decimal | None:
    """A number as people here write it: 1.234,5 – or with a point where there is no comma; None if none."""
    plain = text.strip().replace(" ", "")
    if "," in plain or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", plain, re.ASCII):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        found = Decimal(plain) if re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", plain, re.ASCII) else None
    except InvalidOperation:
        return None
    return found


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def problems(definition: Definition) -> list[Problem]:
    """Everything that keeps a form from being published; `field` is the key of the question or page."""
    asked = list(definition.questions())
    found: list[Problem] = []
    if not asked:
        found.append(Problem("Formulir ini belum berisi pertanyaan."))
    if len(definition.pages) > MOST_PAGES or len(asked) > MOST_QUESTIONS:
        values = {"pages": MOST_PAGES, "questions": MOST_QUESTIONS}
        found.append(Problem("Formulir paling banyak %(pages)d halaman dan %(questions)d pertanyaan.", values=values))  # fmt: skip
    for place, page in enumerate(definition.pages, 1):
        if not page.title.strip():
            found.append(Problem("Halaman %(n)d belum berjudul.", f"page-{place}", values={"n": place}))  # fmt: skip
        if not page.questions:
            found.append(Problem("Halaman %(n)d belum berisi pertanyaan.", f"page-{place}", values={"n": place}))  # fmt: skip
    before: dict[str, Question] = {}
    for question in asked:
        found += _question_problems(question, before)
        before[question.key] = question
    return found


def _question_problems(question: Question, before: Mapping[str, Question]) -> Iterable[Problem]:
    key, named = question.key, {"label": question.label or question.key}
    if not KEY.fullmatch(key):
        yield Problem("Kunci pertanyaan hanya huruf kecil, angka, dan garis bawah.", key)
    if key in before:
        yield Problem("“%(label)s”: ditanyakan dua kali.", key, values=named)
    if not question.label.strip():
        yield Problem("Tulis pertanyaannya.", key)
    if len(question.label) > LABEL_LENGTH or len(question.hint) > HINT_LENGTH:
        yield Problem("“%(label)s”: terlalu panjang.", key, values={"label": question.label[:60]})
    wanted = RESERVED.get(key) or COMPARED.get(key)
    if wanted and question.kind is not wanted:
        yield Problem("“%(label)s”: kunci ini hanya untuk jenis lain.", key, values=named)
    yield from _option_problems(question, named)
    yield from _bound_problems(question, named)
    yield from _condition_problems(question, before, named)


def _option_problems(question: Question, named: dict[str, str]) -> Iterator[Problem]:
    if question.kind not in CHOICES:
        return
    keys, labels = ([getattr(one, name) for one in question.options] for name in ("key", "label"))
    if not 2 <= len(keys) <= MOST_OPTIONS:
        values = named | {"most": str(MOST_OPTIONS)}
        yield Problem("“%(label)s”: tulis 2 sampai %(most)s pilihan.", question.key, values=values)
    if len(set(keys)) < len(keys) or len(set(labels)) < len(labels) or not all(labels):
        yield Problem("“%(label)s”: setiap pilihan harus berbeda.", question.key, values=named)
    if question.key == "jenis_kelamin" and set(keys) != {"l", "p"}:
        yield Problem("“%(label)s”: pilihannya laki-laki (l) dan perempuan (p).", question.key, values=named)  # fmt: skip


def _bound_problems(question: Question, named: dict[str, str]) -> Iterator[Problem]:
    least, most = number(question.least), number(question.most)
    first, last = day(question.first_day), day(question.last_day)
    if (question.least and least is None) or (question.most and most is None):
        yield Problem("“%(label)s”: batasnya bukan angka.", question.key, values=named)
    if (question.first_day and not first) or (question.last_day and not last):
        yield Problem("“%(label)s”: batasnya bukan tanggal.", question.key, values=named)
    if (least is not None and most is not None and most < least) or (first and last and last < first):  # fmt: skip
        yield Problem("“%(label)s”: batas atas mendahului batas bawah.", question.key, values=named)


def _condition_problems(
    question: Question, before: Mapping[str, Question], named: dict[str, str]
) -> Iterator[Problem]:
    """A condition looks back only: there can be no circle."""
    if question.when is None:
        return
    asked = before.get(question.when.key)
    if asked is None:
        yield Problem("“%(label)s”: syaratnya harus pertanyaan yang datang sebelumnya.", question.key, values=named)  # fmt: skip
        return
    known = {one.key for one in asked.options} if asked.kind in CHOICES else {"ya"}
    if asked.kind not in CHOICES | {Kind.CONSENT}:
        yield Problem("“%(label)s”: syaratnya harus sebuah pilihan.", question.key, values=named)
    elif not question.when.values or not known.issuperset(question.when.values):
        yield Problem("“%(label)s”: syaratnya menunjuk pilihan yang tidak ada.", question.key, values=named)  # fmt: skip
