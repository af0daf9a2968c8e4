"""One search box for everything: a list of searchers that areas add to in their `apps.py`.

Each shows only what its reader may see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from luwes.core.registry import Registry

MOST = 5  # hits a group
SHORTEST = 2  # characters


@dataclass(frozen=True)
class Hit:
    title: str
    detail: str
    url: str


def nowhere(text: str) -> str:
    return ""


@dataclass(frozen=True)
class Searcher:
    """`find(user, text, on, most)`: the best first. `all_url(text)`: where the rest is listed."""

    key: str
    order: int
    label: Any
    icon: str
    find: Callable[[Any, str, date, int], list[Hit]]
    all_url: Callable[[str], str] = nowhere


@dataclass(frozen=True)
class Group:
    key: str
    label: Any
    icon: str
    hits: list[Hit]
    rest_url: str  # only where there are more than are shown


searchers: Registry[Searcher] = Registry("search")


def found(user: Any, text: str, on: date, most: int = MOST) -> list[Group]:
    """Groups with hits, in the order of their numbers."""
    text = " ".join(text.replace("\x00", "").split())
    if len(text) < SHORTEST:
        return []
    groups = []
    for searcher in sorted(searchers, key=lambda s: (s.order, s.key)):
        hits = searcher.find(user, text, on, most + 1)
        if hits:
            rest = searcher.all_url(text) if len(hits) > most else ""
            groups.append(Group(searcher.key, searcher.label, searcher.icon, hits[:most], rest))
    return groups
