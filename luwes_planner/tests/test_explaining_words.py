"""No sentence holds a number that isn't a field of what it tells."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from luwes_planner import from_columns, shadow_prices, solve, swaps, why, why_not, why_short
from luwes_planner.explain import words
from luwes_planner.explain.difference import Difference
from luwes_planner.tests.changing import servable_columns


class Spelled(dict[str, str]):
    """Names without digits: ids such as p0 would be taken for numbers."""

    def get(self, code: str, default: Any = None) -> Any:
        return "".join(chr(ord("A") + int(c)) if c.isdigit() else c for c in code)


def values_in(told: Any) -> Iterator[int]:
    """All integers in the fields of a dataclass, and the sum it offers as `difference`."""
    if isinstance(told, bool):
        return
    if isinstance(told, int):
        yield told
    elif isinstance(told, tuple):
        for part in told:
            yield from values_in(part)
    elif is_dataclass(told):
        for part in fields(told):
            yield from values_in(getattr(told, part.name))
        if isinstance(getattr(told, "difference", None), int):
            yield told.difference  # type: ignore[attr-defined]


def numbers_in(sentence: str) -> list[int]:
    return [int(found.replace(".", "")) for found in re.findall(r"\d+(?:\.\d{3})*", sentence)]


def strangers(told: Any, sentences: tuple[str, ...]) -> list[str]:
    known = {abs(value) for value in values_in(told)}
    return [s for s in sentences if not known.issuperset(numbers_in(s))]


def test_every_number_in_a_sentence_is_a_field_of_what_it_tells() -> None:
    seen = dict.fromkeys(("why", "why_not", "short", "swap", "price"), 0)

    def look(kind: str, told: Any, sentences: tuple[str, ...]) -> None:
        assert strangers(told, sentences) == []
        assert all(s.endswith(".") for s in sentences)
        seen[kind] += sum(len(numbers_in(s)) for s in sentences)

    names = Spelled()
    for seed in range(60):
        instance = from_columns(**servable_columns(seed))
        plan = solve(instance)
        for pair in plan.pairs:
            told = why(plan, pair.person)
            look("why", told, words.why_in_words(told, names))
            for swap in swaps(plan, pair.person):
                sentence = words.swap_in_words(swap, names)
                look("swap", swap, (sentence,))
        for need in instance.needs.id:
            short = why_short(instance, plan, need)
            look("short", short, words.short_in_words(short, names))
            other = why_not(instance, plan, instance.people.id[0], need)
            look("why_not", other, words.why_not_in_words(other, names))
        for price in shadow_prices(plan):
            look("price", price, words.price_in_words(price, names))
    assert min(seen.values()) > 20, seen


def test_a_number_of_nowhere_is_found() -> None:
    told = Difference((0, 1), (0, 0), 1250)
    assert strangers(told, ("Biaya naik 1.250 poin, 1 kosong.",)) == []
    assert strangers(told, ("Biaya naik 1.251 poin.", "Ada 3 orang.")) != []


def test_a_difference_is_told_rung_by_rung() -> None:
    told = words.difference_in_words(Difference((-1, 0), (0, 2), -1580))
    assert (
        told
        == "1 petugas minimum lagi terisi, 2 petugas tambahan menjadi kosong, biaya turun 1.580 poin"
    )
    assert words.difference_in_words(Difference((0,), (0,), 0)) == "tidak ada yang berubah"
