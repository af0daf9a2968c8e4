"""What a form may ask, and what may be answered: whatever is posted."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from luwes.services.rules import asking, nik
from luwes.services.rules.answering import cleaned
from luwes.services.rules.asking import (
    Condition,
    Definition,
    Kind,
    Option,
    Page,
    Question,
    problems,
    read,
    stored,
)

YES_NO = (Option("ya", "Ya"), Option("tidak", "Tidak"))
BAD = Question("parah", Kind.ONE, "Seberapa parah?", required=True, options=(Option("ringan", "Ringan"), Option("putus", "Tidak dapat dilewati")))  # fmt: skip
DEEP = Question("dalam", Kind.NUMBER, "Berapa dalam?", required=True, least="1", most="500", unit="cm", when=Condition("parah", ("putus",)))  # fmt: skip
WET = Question("air", Kind.ONE, "Ada air?", options=YES_NO, when=Condition("parah", ("putus",)))
DEEPER = replace(DEEP, key="banjir", when=Condition("air", ("ya",)))


def a_form(*questions: Question) -> Definition:
    return Definition((Page("Satu", questions=questions),))


def one(kind: Kind, raw: Any, **values: Any) -> tuple[Any, str]:
    """What one answer becomes, and its problem."""
    found = cleaned(a_form(Question("apa", kind, "Apa?", **values)), {"apa": raw})
    problem = found.problems.get("apa")
    return found.values.get("apa"), problem.message if problem else ""


def test_everything_wrong_with_a_form_is_told_at_once() -> None:
    form = Definition((
        Page("", questions=(
            Question("Apa Ini", Kind.TEXT, ""),
            Question("nik", Kind.TEXT, "NIK"),
            Question("pilih", Kind.ONE, "Pilih", options=(Option("a", "A"),)),
            Question("angka", Kind.NUMBER, "Angka", least="9", most="1"),
            Question("hari", Kind.DATE, "Hari", first_day="kemarin"),
            Question("lanjut", Kind.TEXT, "Lanjut", when=Condition("nanti", ("ya",))),
            Question("salah", Kind.TEXT, "Salah", when=Condition("pilih", ("zz",))),
            Question("nanti", Kind.ONE, "Nanti", options=YES_NO, when=Condition("lanjut", ("x",))),
            Question("nanti", Kind.ONE, "Nanti", options=YES_NO),
        )),
        Page("Kosong"),
    ))  # fmt: skip
    told = [problem.field for problem in problems(form)]
    assert told == [
        "page-1", "page-2", "Apa Ini", "Apa Ini", "nik", "pilih", "angka", "hari", "lanjut",
        "salah", "nanti", "nanti",
    ]  # fmt: skip
    assert problems(a_form(BAD, DEEP, WET, DEEPER)) == []
    assert problems(Definition()) != []


def test_a_question_is_asked_only_under_its_condition_and_its_old_answer_goes() -> None:
    form = a_form(BAD, DEEP, WET, DEEPER)
    answers = {"parah": "putus", "dalam": "40", "air": "ya", "banjir": "30"}
    assert cleaned(form, answers).values == answers
    light = cleaned(form, answers | {"parah": "ringan"})
    assert light.values == {"parah": "ringan"}
    assert light.shown == {"parah"}
    assert cleaned(form, {"parah": "putus"}).problems.keys() == {"dalam"}


def test_a_condition_on_several_and_on_a_box() -> None:
    many = Question("apa", Kind.MANY, "Apa?", options=YES_NO)
    box = Question("rahasia", Kind.CONSENT, "Rahasiakan")
    after = [Question(f"lalu{n}", Kind.TEXT, "Lalu?", when=Condition(key, ("ya",))) for n, key in enumerate(("apa", "rahasia"))]  # fmt: skip
    form = a_form(many, box, *after)
    assert cleaned(form, {"apa": ["tidak", "ya"]}).shown == {"apa", "rahasia", "lalu0"}
    assert cleaned(form, {"rahasia": "on"}).shown == {"apa", "rahasia", "lalu1"}


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.TEXT, "  depan\u00a0 SDN\x00 1 ", "depan SDN 1"),
        (Kind.LONG, "satu\r\ndua", "satu\ndua"),
        (Kind.NUMBER, "1.234,5", "1234.5"),
        (Kind.NUMBER, "12.5", "12.5"),
        (Kind.NUMBER, "1.500", "1500"),
        (Kind.DATE, "2025-02-18", "2025-02-18"),
        (Kind.PHONE, "+62 812-3456-7890", "081234567890"),
        (Kind.PHONE, "(0721) 481107", "0721481107"),
        (Kind.EMAIL, "siti@contoh.go.id", "siti@contoh.go.id"),
        (Kind.AREA, {"code": "18.71.01.1001", "text": "Kedaton"}, "18.71.01.1001"),
        (Kind.POINT, {"lat": "-5,3621", "lon": "105.2814"}, {"lat": -5.3621, "lon": 105.2814}),
        (Kind.POINT, {"lat": "-5.361", "lon": "105.281"}, {"lat": -5.361, "lon": 105.281}),
        (Kind.CONSENT, "on", True),
    ],
)
def test_what_people_type_becomes_a_value(kind: Kind, raw: Any, value: Any) -> None:
    assert one(kind, raw) == (value, "")


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        (Kind.TEXT, "x" * 201, "kurangi 1"),
        (Kind.NUMBER, "banyak", "angka saja"),
        (Kind.NUMBER, "NaN", "angka saja"),
        (Kind.NUMBER, "1e9", "angka saja"),
        (Kind.DATE, "2025-02-30", "tidak ada"),
        (Kind.DATE, "0001-01-01", "tidak ada"),
        (Kind.PHONE, "12345", "mulai dengan 0"),
        (Kind.PHONE, "0812345", "7 angka"),
        (Kind.EMAIL, "siti@", "kurang lengkap"),
        (Kind.NIK, "187101", "yang tertulis 6"),
        (Kind.NIK, "1871013113900001", "tertukar"),
        (Kind.AREA, {"code": "", "text": "Kedaton"}, "ditemukan"),
        (Kind.POINT, {"lat": "-5.36", "lon": ""}, "lintang dan bujur"),
        (Kind.POINT, {"lat": "52.5", "lon": "13.4"}, "luar Indonesia"),
    ],
)
def test_what_is_no_answer_is_told_in_words(kind: Kind, raw: Any, words: str) -> None:
    value, told = one(kind, raw)
    assert value is None
    assert words in told


def test_bounds_of_numbers_and_days() -> None:
    assert "Paling sedikit 1" in one(Kind.NUMBER, "0", least="1")[1]
    assert "Paling banyak 9" in one(Kind.NUMBER, "10", most="9")[1]
    assert "Paling awal 01-02-2025" in one(Kind.DATE, "2025-01-31", first_day="2025-02-01")[1]
    assert "Paling akhir 01-02-2025" in one(Kind.DATE, "2025-02-02", last_day="2025-02-01")[1]


def test_a_choice_that_is_not_offered_is_none() -> None:
    assert one(Kind.ONE, "zz", options=YES_NO)[0] is None
    assert one(Kind.MANY, ["ya", "zz", "ya"], options=YES_NO)[0] == ["ya"]


def test_what_must_be_answered_is_asked_for() -> None:
    for kind in Kind:
        options = YES_NO if kind in asking.CHOICES else ()
        assert one(kind, "", required=True, options=options)[1], kind
        assert one(kind, None, options=options) == (None, "")
    form = a_form(Question("foto", Kind.FILE, "Foto", required=True))
    assert not cleaned(form, {}, {"foto": 1}).problems


def test_a_nik_says_the_birthday_and_sex_of_its_first_day() -> None:
    found = nik.read("18 7101-450290.0003")
    assert found is not None
    assert (found.digits, found.is_female) == ("1871014502900003", True)
    assert [day.isoformat() for day in found.birthdays] == ["1990-02-05", "2090-02-05"]
    leap = nik.read("1871012902000001")
    assert leap is not None
    assert [day.year for day in leap.birthdays] == [2000]  # 1900 had no 29 February
    for wrong in ("0071010502900003", "1800010502900003", "1871010502900000", "187101050290000x", "187101050290000٣"):  # fmt: skip
        assert nik.read(wrong) is None


def test_a_nik_that_says_something_else_warns_and_never_refuses() -> None:
    form = a_form(
        Question("nik", Kind.NIK, "NIK"),
        Question("tanggal_lahir", Kind.DATE, "Lahir"),
        Question("jenis_kelamin", Kind.ONE, "Jenis kelamin", options=(Option("l", "Laki-laki"), Option("p", "Perempuan"))),
    )  # fmt: skip
    assert problems(form) == []
    mine = {"nik": "1871014502900003", "tanggal_lahir": "1990-02-05", "jenis_kelamin": "p"}
    assert cleaned(form, mine).warnings == ()
    other = cleaned(form, mine | {"tanggal_lahir": "1990-05-02", "jenis_kelamin": "l"})
    assert len(other.warnings) == 2
    assert not other.problems


KEYS = some.sampled_from(
    ["a", "b", "c", "nik", "tanggal_lahir", "jenis_kelamin", "letak", "", "A b"]
)
TEXTS = some.text(max_size=30)
QUESTIONS = some.builds(
    Question, KEYS, some.sampled_from(list(Kind)), TEXTS, hint=TEXTS, required=some.booleans(),
    options=some.lists(some.builds(Option, KEYS, TEXTS), max_size=3).map(tuple),
    when=some.none() | some.builds(Condition, KEYS, some.lists(KEYS, max_size=2).map(tuple)),
    least=TEXTS, most=TEXTS, first_day=TEXTS, last_day=TEXTS, unit=TEXTS,
)  # fmt: skip
FORMS = some.lists(some.builds(Page, TEXTS, TEXTS, some.lists(QUESTIONS, max_size=4).map(tuple)), max_size=2).map(lambda pages: Definition(tuple(pages)))  # fmt: skip
ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | TEXTS | KEYS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
POINTS = some.fixed_dictionaries({"lat": ANYTHING, "lon": ANYTHING})


@given(FORMS, some.dictionaries(KEYS | TEXTS, ANYTHING | POINTS, max_size=8))
def test_whatever_is_posted_only_keys_of_the_form_survive(
    form: Definition, answers: dict[str, Any]
) -> None:
    found = cleaned(form, answers)
    assert found.values.keys() <= found.shown <= form.by_key.keys()
    assert found.problems.keys() <= found.shown
    assert not found.values.keys() & found.problems.keys()


@given(FORMS)
def test_a_form_that_is_stored_is_read_as_it_was(form: Definition) -> None:
    assert read(stored(form)) == form
    problems(form)


@given(ANYTHING)
def test_whatever_is_stored_can_be_read(data: Any) -> None:
    problems(read(data))
    problems(read({"pages": data}))
    problems(read({"pages": [{"questions": [{"kind": data}, {"kind": "one", "when": data, "options": data, "key": data}]}]}))  # fmt: skip


@given(some.text(alphabet="0123456789", min_size=16, max_size=16))
def test_sixteen_digits_are_a_nik_or_none(digits: str) -> None:
    found = nik.read(digits)
    assert found is None or (found.digits == digits and found.birthdays)
