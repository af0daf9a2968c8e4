"""How moves of one request hang together: A to B's post, B to C's …, and back to A. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One move as an edge between posts; None: from nowhere, or to nowhere."""

    key: int
    origin: int | None
    target: int | None


@dataclass(frozen=True)
class Chain:
    """Keys in the order in which each follows the one whose post it takes; the last comes first filled."""

    keys: tuple[int, ...]
    is_loop: bool


def chains(links: Iterable[Link]) -> list[Chain]:
    """Every link once: chains begin with who takes a post that nobody here leaves for another's."""
    rows = list(links)
    by_origin: dict[int, list[Link]] = {}
    for row in rows:
        if row.origin is not None:
            by_origin.setdefault(row.origin, []).append(row)
    followed = {n.key for row in rows if (n := _next(row, by_origin)) and n.key != row.key}
    found, seen = [], set[int]()
    starts = [row for row in rows if row.key not in followed]
    for start in [*starts, *rows]:
        keys: list[int] = []
        at: Link | None = start
        while at is not None and at.key not in seen:
            seen.add(at.key)
            keys.append(at.key)
            at = _next(at, by_origin)
        if keys:
            found.append(Chain(tuple(keys), at is not None and at.key == keys[0]))
    return found


def _next(row: Link, by_origin: dict[int, list[Link]]) -> Link | None:
    """Who leaves the post that this one takes; the first, where several leave it."""
    leaving = by_origin.get(row.target, []) if row.target is not None else []
    return leaving[0] if leaving else None
