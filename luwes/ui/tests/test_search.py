from datetime import date

import pytest

from luwes.core import registry
from luwes.core.registry import Registry
from luwes.ui import search
from luwes.ui.search import Hit, Searcher

ON = date(2025, 2, 21)


@pytest.fixture
def searchers(monkeypatch: pytest.MonkeyPatch) -> Registry[Searcher]:
    monkeypatch.setattr(registry, "_all", {})  # a list of this test's own
    fresh: Registry[Searcher] = Registry("search of a test")
    monkeypatch.setattr(search, "searchers", fresh)
    return fresh


def finder(count: int):
    return lambda user, text, on, most: [Hit(f"{text} {n}", "", "/") for n in range(count)][:most]


def test_groups_come_in_their_order_and_empty_ones_not_at_all(searchers) -> None:
    for key, order, count in (("b", 20, 1), ("a", 30, 2), ("none", 10, 0)):
        searchers.add(Searcher(key, order, key, "user", finder(count)))
    groups = search.found(None, "siti", ON)
    assert [(group.key, len(group.hits)) for group in groups] == [("b", 1), ("a", 2)]


def test_more_than_are_shown_lead_to_the_full_list(searchers) -> None:
    def rest(text: str) -> str:
        return f"/semua/?q={text}"

    searchers.add(Searcher("many", 1, "Banyak", "user", finder(9), rest))
    searchers.add(Searcher("few", 2, "Sedikit", "user", finder(5), rest))
    many, few = search.found(None, "siti", ON)
    assert (len(many.hits), many.rest_url) == (5, "/semua/?q=siti")
    assert (len(few.hits), few.rest_url) == (5, "")


@pytest.mark.parametrize("text", ["", " ", "a", "\x00"])
def test_too_little_is_not_sought(searchers, text: str) -> None:
    searchers.add(Searcher("any", 1, "Apa saja", "user", finder(3)))
    assert search.found(None, text, ON) == []
