"""States as they are stored."""

from collections.abc import Iterable
from enum import StrEnum


def values(states: Iterable[StrEnum]) -> list[str]:
    """The texts in the database, in the order in which they are given; of a set always in the same."""
    texts = [state.value for state in states]
    return sorted(texts) if isinstance(states, set | frozenset) else texts
