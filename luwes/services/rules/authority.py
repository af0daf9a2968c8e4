"""Whose it is: which government and unit looks after a subject at a place."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Duty:
    """
    That a unit looks after a subject in an area and all below it (None: everywhere).

    `words`: names by which its own are known among others' at the same place, as roads of the
    province in a city; any of them in the text makes the duty the nearer one.
    """

    key: int
    agency_id: int
    unit_id: int | None
    area_code: str | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """`by_words`: those of the text that decided; without any it is by place alone."""

    duty: Duty
    by_words: tuple[str, ...] = ()
    rivals: int = 0  # others as near: then a person has to look

    @property
    def is_sure(self) -> bool:
        return not self.rivals


def responsible(duties: Iterable[Duty], place: str, text: str) -> Found | None:
    """
    Who looks after it at the area with this code: names in the text first, then the smallest area.

    None where nobody is known for the place.
    """
    plain = _plain(text)
    ranked: list[tuple[int, int, Duty, tuple[str, ...]]] = []
    for duty in duties:
        if duty.area_code is not None and not _inside(place, duty.area_code):
            continue
        named = tuple(word for word in duty.words if f" {_plain(word).strip()} " in plain)
        if duty.words and not named:
            continue
        ranked.append((max(map(len, named), default=0), len(duty.area_code or ""), duty, named))
    if not ranked:
        return None
    best = max(row[:2] for row in ranked)
    first, *others = sorted((row for row in ranked if row[:2] == best), key=lambda r: r[2].key)
    rivals = sum(_who(row[2]) != _who(first[2]) for row in others)
    return Found(first[2], first[3], rivals)


def _who(duty: Duty) -> tuple[int, int | None]:
    return duty.agency_id, duty.unit_id


def _inside(place: str, area: str) -> bool:
    return place == area or place.startswith(f"{area}.")


def _plain(text: str) -> str:
    """Lower case, with single spaces around every word; "Jl." is "jalan"."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return f" {' '.join('jalan' if word in {'jl', 'jln'} else word for word in words)} "
