"""What a letter says: the frozen payload every kind shares. Plain text only, never markup. Pure."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, NotRequired, TypedDict, cast

# What the letter's typeface can draw; PDF/A refuses a page with a letter it cannot.
_DRAWN = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x2212, 0x2212),  # minus
    (0x2264, 0x2265),  # at most, at least
)
_NOT_DRAWN = "\N{SOFT HYPHEN}"
UNKNOWN = "?"
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


class Letterhead(TypedDict):
    """Kop: the government, the agency under it (empty: none), and its address lines."""

    government: str
    agency: str
    address: list[str]


class Person(TypedDict):
    """
    Somebody the letter is for. `rank` (Penata) is empty for PPPK, who have a `grade` only.
    `duty`: the role of this person, shown in the annex.
    """

    name: str
    nip: str
    rank: str
    grade: str
    position: str
    unit: str
    duty: NotRequired[str]


class Signatory(TypedDict):
    """`on_behalf`: lines above the title ("a.n. GUBERNUR LAMPUNG", "u.b."); `rank` with its grade."""

    on_behalf: list[str]
    title: str
    name: str
    rank: str
    nip: str


class Table(TypedDict):
    """A table in an annex, such as the shifts: every row as long as `columns`."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    note: NotRequired[str]


class Party(TypedDict):
    """
    One of two sides of an agreement: `mark` is PIHAK KESATU or PIHAK KEDUA, `number` its own number
    of the paper, `signed` the sentence on how and when it was signed.
    """

    mark: str
    name: str
    address: str
    number: str
    signer: str
    title: str
    signed: str


class Article(TypedDict):
    """Pasal: paragraphs, numbered where there are several, then items."""

    title: str
    text: list[str]
    items: list[str]


class Achievement(TypedDict):
    """Of a certificate: what was done (`verb`), in what, and lines of what it shows: label, text."""

    verb: str
    title: str
    shown: list[list[str]]


class Appraisal(TypedDict):
    """
    Of a yearly evaluation: `goals` are kind, result, indicator, target and what came of it,
    `behaviours` value and expectation, `ratings` of what, how and why.
    """

    period: str
    assessor: Person
    goals: list[list[str]]
    behaviours: list[list[str]]
    ratings: list[list[str]]
    predicate: str
    notes: list[str]


class Content(TypedDict):
    """
    A letter. `subject` is one line for lists and verification. More than one of `people` go in
    an annex. `first_day`, `last_day`: ISO days for which the order holds, if it says.
    """

    letterhead: Letterhead
    subject: str
    considering: NotRequired[list[str]]  # menimbang
    basis: list[str]  # dasar
    people: list[Person]  # kepada
    addressee: NotRequired[str]  # kepada, where it is a government and no person
    orders: list[str]  # untuk
    place: str  # ditetapkan di
    signatory: Signatory
    copies: NotRequired[list[str]]  # tembusan
    tables: NotRequired[list[Table]]
    achievement: NotRequired[Achievement]
    appraisal: NotRequired[Appraisal]
    first_day: NotRequired[str]
    last_day: NotRequired[str]
    parties: NotRequired[list[Party]]  # of an agreement, as the next three
    about: NotRequired[str]
    opening: NotRequired[str]
    articles: NotRequired[list[Article]]


_NEEDED = {
    "letterhead": dict, "subject": str, "basis": list, "people": list, "orders": list,
    "place": str, "signatory": dict,
}  # fmt: skip


def faults(payload: dict[str, Any]) -> Iterator[str]:
    """What keeps a payload from being a letter; programming faults, not a user's."""
    for key, kind in _NEEDED.items():
        if not isinstance(payload.get(key), kind):
            yield f"{key}: {kind.__name__} expected"
    for key, names in (
        ("letterhead", Letterhead.__required_keys__),
        ("signatory", Signatory.__required_keys__),
    ):
        if isinstance(payload.get(key), dict) and (missing := names - payload[key].keys()):
            yield f"{key}: {', '.join(sorted(missing))} missing"
    for person in payload.get("people") or []:
        if missing := Person.__required_keys__ - person.keys():
            yield f"people: {', '.join(sorted(missing))} missing"
    for table in payload.get("tables") or []:
        if any(len(row) != len(table["columns"]) for row in table["rows"]):
            yield "tables: a row is not as long as the columns"


def as_content(payload: dict[str, Any]) -> Content:
    return cast(Content, payload)


MOST_SOUGHT = 2000  # letters


def sought(number: str, content: Content) -> str:
    """What a letter is found by: its number, subject and people, in small letters."""
    people = (f"{person['name']} {person['nip']}" for person in content["people"])
    return " ".join([number, content["subject"], *people]).lower()[:MOST_SOUGHT]


def drawable(value: Any) -> Any:
    """The same value with every letter the typeface lacks replaced by its plain form, or by "?"."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        return (
            "".join(map(_drawable, text)) if not text.isascii() or not text.isprintable() else text
        )
    if isinstance(value, dict):
        return {key: drawable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [drawable(inner) for inner in value]
    return value


def _drawable(letter: str) -> str:
    if _is_drawn(letter):
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in {"Cc", "Cf", "Mn"}:
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if _is_drawn(c))
    return plain or UNKNOWN


def _is_drawn(letter: str) -> bool:
    return letter != _NOT_DRAWN and any(first <= ord(letter) <= last for first, last in _DRAWN)


def withdrawing(
    old: Content, *, kind: str, number: str, day: date, on: date, reason: str
) -> dict[str, Any]:
    """What the letter says that withdraws another: same head, people and signatory."""
    paper = f"{kind} Nomor {number} tanggal {in_words(day)}"
    return {
        "letterhead": old["letterhead"],
        "subject": f"Pencabutan {paper}",
        "considering": [reason],
        "basis": [f"{paper} tentang {old['subject']}."],
        "people": old["people"],
        "addressee": old.get("addressee", ""),
        "orders": [
            f"{paper};",
            f"sejak tanggal {in_words(on)} surat tersebut tidak berlaku lagi.",
        ],
        "place": old["place"],
        "signatory": old["signatory"],
        "copies": old.get("copies", []),
    }


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
