"""
What was answered: as it was typed, kept whatever it is; and as values, with a problem where it is none.

As typed: a text, a list of texts (`many`), {"lat", "lon"} (`point`), {"code", "text"} (`area`).
As values: a text (numbers as 12.5, days as 2025-02-18), a list of texts, {"lat", "lon"} as numbers,
the code of an area, True. Files are not among them; how many there are is told apart.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from luwes.core.errors import Problem
from luwes.services.rules import nik
from luwes.services.rules.asking import CHOICES, Definition, Kind, Page, Question, day, number

TEXT_LENGTH, LONG_LENGTH = 200, 5000
AREA_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,15})?", re.ASCII)
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
# Around Indonesia: a point beyond is a slip of the keys.
SOUTH, NORTH, WEST, EAST = -11.5, 6.5, 94.5, 141.5


@dataclass(frozen=True)
class Cleaned:
    """
    `values` of the questions shown that have a good answer; `problems` by key; `warnings` keep
    nobody from sending; `shown`: keys of the questions that are asked with these answers.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    shown: frozenset[str] = frozenset()

    def shows(self, page: Page) -> list[Question]:
        return [question for question in page.questions if question.key in self.shown]


def cleaned(
    definition: Definition, answers: Mapping[str, Any], files: Mapping[str, int] | None = None
) -> Cleaned:
    """Question by question in their order, so that a condition finds its answer; never raises."""
    values: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    shown: set[str] = set()
    for question in definition.questions():
        key = question.key
        if key in shown or not _is_shown(question, values):
            continue
        shown.add(key)
        value, problem = _read(question, answers.get(key), (files or {}).get(key, 0))
        if problem is not None:
            problems[key] = problem
        elif value not in (None, "", []):
            values[key] = value
    return Cleaned(values, problems, tuple(_warnings(values)), frozenset(shown))


def _is_shown(question: Question, values: Mapping[str, Any]) -> bool:
    if question.when is None:
        return True
    given = values.get(question.when.key)
    if given is True:
        return "ya" in question.when.values
    chosen = given if isinstance(given, list) else [given]
    return any(value in question.when.values for value in chosen)


def is_blank(raw: Any) -> bool:
    """Whether nothing was typed."""
    if isinstance(raw, Mapping):
        return not any(_plain(value) for value in raw.values())
    if isinstance(raw, list):
        return not any(_plain(value) for value in raw)
    return not _plain(raw)


def _plain(value: Any) -> str:
    """A text that can be kept and shown: without what can't be seen."""
    if not isinstance(value, str):
        return ""
    lines = value.replace("\r\n", "\n").replace("\u00a0", " ")
    return "".join(c for c in lines if c.isprintable() or c in "\n\t").strip()


def _read(question: Question, raw: Any, files: int) -> tuple[Any, Problem | None]:
    key = question.key
    if question.kind is Kind.FILE:
        missing = question.required and not files
        return None, Problem("Lampirkan berkasnya.", key) if missing else None
    if is_blank(raw):
        return None, _missing(question) if question.required else None
    value, problem = READERS[question.kind](question, raw)
    return (None, problem) if problem else (value, None)


def _missing(question: Question) -> Problem:
    if question.kind in CHOICES:
        return Problem("Pilih salah satu.", question.key)
    if question.kind is Kind.CONSENT:
        return Problem("Centang bila Anda setuju.", question.key)
    return Problem("Isi bagian ini.", question.key)


Read = tuple[Any, Problem | None]


def _text(question: Question, raw: Any) -> Read:
    text, most = _plain(raw), LONG_LENGTH if question.kind is Kind.LONG else TEXT_LENGTH
    if question.kind is Kind.TEXT:
        text = " ".join(text.split())
    if len(text) > most:
        values = {"most": most, "over": len(text) - most}
        return None, Problem("Paling panjang %(most)d huruf; kurangi %(over)d.", question.key, values=values)  # fmt: skip
    return text, None


def _number(question: Question, raw: Any) -> Read:
    value = number(_plain(raw))
    if value is None:
        return None, Problem("Tulis angka saja, misalnya 12 atau 12,5.", question.key)
    least, most = number(question.least), number(question.most)
    if least is not None and value < least:
        return None, Problem("Paling sedikit %(least)s.", question.key, values={"least": question.least})  # fmt: skip
    if most is not None and value > most:
        return None, Problem("Paling banyak %(most)s.", question.key, values={"most": question.most})  # fmt: skip
    return f"{value:f}", None


def _date(question: Question, raw: Any) -> Read:
    value = day(_plain(raw))
    if value is None or not 1900 <= value.year < 2200:
        return None, Problem("Tanggal ini tidak ada.", question.key)
    first, last = day(question.first_day), day(question.last_day)
    if first and value < first:
        return None, Problem("Paling awal %(day)s.", question.key, values={"day": f"{first:%d-%m-%Y}"})  # fmt: skip
    if last and value > last:
        return None, Problem("Paling akhir %(day)s.", question.key, values={"day": f"{last:%d-%m-%Y}"})  # fmt: skip
    return value.isoformat(), None


def _nik(question: Question, raw: Any) -> Read:
    text = _plain(raw)
    digits = sum(c.isdigit() for c in text)
    if digits != 16:
        return None, Problem("NIK terdiri dari 16 angka; yang tertulis %(n)d.", question.key, values={"n": digits})  # fmt: skip
    found = nik.read(text)
    if found is None:
        return None, Problem("Periksa lagi angka NIK; ada yang tertukar.", question.key)
    return found.digits, None


def _phone(question: Question, raw: Any) -> Read:
    digits = re.sub(r"[\s().-]", "", _plain(raw))
    digits = re.sub(r"^(\+62|62(?=8))", "0", digits)
    if not (digits.isascii() and digits.isdecimal() and digits.startswith("0")):
        return None, Problem("Tulis nomor yang mulai dengan 0, misalnya 0812 3456 7890.", question.key)  # fmt: skip
    if not 9 <= len(digits) <= 14:
        return None, Problem("Nomor ini %(n)d angka; nomor HP 10 sampai 13 angka.", question.key, values={"n": len(digits)})  # fmt: skip
    return digits, None


def _email(question: Question, raw: Any) -> Read:
    text = _plain(raw)
    if len(text) > TEXT_LENGTH or not EMAIL.fullmatch(text):
        return None, Problem("Alamat surel ini kurang lengkap, misalnya nama@contoh.id.", question.key)  # fmt: skip
    return text, None


def _area(question: Question, raw: Any) -> Read:
    code = _plain(raw.get("code")) if isinstance(raw, Mapping) else _plain(raw)
    if not AREA_CODE.fullmatch(code):
        return None, Problem("Pilih salah satu wilayah yang ditemukan.", question.key)
    return code, None


def _one(question: Question, raw: Any) -> Read:
    if raw not in [option.key for option in question.options]:
        return None, Problem("Pilih salah satu.", question.key)
    return raw, None


def _many(question: Question, raw: Any) -> Read:
    given = raw if isinstance(raw, list) else [raw]
    chosen = [option.key for option in question.options if option.key in given]
    if not chosen:
        return None, Problem("Pilih salah satu.", question.key)
    return chosen, None


def _point(question: Question, raw: Any) -> Read:
    texts = [_plain(raw.get(name)) for name in ("lat", "lon")] if isinstance(raw, Mapping) else []
    # "-5,3621" and "-5.3621" are both written here
    plain = [text.replace(",", ".").replace(" ", "") for text in texts]
    if len(plain) != 2 or not all(DEGREES.fullmatch(text) for text in plain):
        return None, Problem("Tulis lintang dan bujur, misalnya -5,3621 dan 105,2814.", question.key)  # fmt: skip
    lat, lon = float(plain[0]), float(plain[1])
    if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
        return None, Problem("Titik ini di luar Indonesia.", question.key)
    return {"lat": lat, "lon": lon}, None


def _box(question: Question, raw: Any) -> Read:
    return True, None


READERS: Mapping[Kind, Callable[[Question, Any], Read]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.NIK: _nik,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.AREA: _area,
    Kind.ONE: _one,
    Kind.MANY: _many,
    Kind.POINT: _point,
    Kind.CONSENT: _box,
}


def _warnings(values: Mapping[str, Any]) -> list[Problem]:
    """A NIK never changes, also when a birthday was corrected: a difference is only pointed out."""
    found = nik.read(values["nik"]) if isinstance(values.get("nik"), str) else None
    if found is None:
        return []
    warnings = []
    born, sex = values.get("tanggal_lahir"), values.get("jenis_kelamin")
    if isinstance(born, str) and day(born) not in found.birthdays:
        warnings.append(Problem("Tanggal lahir berbeda dengan yang tersirat di NIK. Bila keduanya benar, lanjutkan saja.", "nik"))  # fmt: skip
    if sex in ("l", "p") and (sex == "p") != found.is_female:
        warnings.append(Problem("Jenis kelamin berbeda dengan yang tersirat di NIK. Bila keduanya benar, lanjutkan saja.", "nik"))  # fmt: skip
    return warnings
