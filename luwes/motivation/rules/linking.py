"""
Beside which goal something may belong, by the words both use. Only ever a suggestion, and said why.

A word counts the less, the more of somebody's goals use it. Own policy, not law.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from luwes.motivation.rules.words import alike, words

ENOUGH = Fraction(2)  # two words that no other goal uses
ENOUGH_OF_A_SHORT_ONE = Fraction(1)  # one, where it is half of what the goal's title says


@dataclass(frozen=True)
class Aim:
    """A goal as far as words matter."""

    id: int
    title: str
    indicator: str = ""


@dataclass(frozen=True)
class Suggestion:
    goal_id: int
    shared: tuple[str, ...]  # the goal's own words, in their order


def suggestion(
    text: str, aims: Sequence[Aim], *, but: Collection[str] = frozenset()
) -> Suggestion | None:
    """
    The goal whose words the text shares most, if they are enough and no other goal shares as much.

    `but`: words that say only where somebody works.
    """
    said = {word for word in words(text) if word not in but}
    terms = {aim.id: _terms(aim, but) for aim in aims}
    scored = []
    for aim in aims:
        shared = [term for term in terms[aim.id] if any(alike(term, word) for word in said)]
        scored.append((_score(shared, terms), shared, aim))
    scored.sort(key=lambda found: -found[0])
    if not scored or not _is_enough(*scored[0]):
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    _points, shared, aim = scored[0]
    return Suggestion(aim.id, tuple(shared))


def _terms(aim: Aim, but: Collection[str]) -> list[str]:
    """Its words, those that belong together once."""
    found: list[str] = []
    for word in words(f"{aim.title} {aim.indicator}"):
        if word not in but and not any(alike(word, known) for known in found):
            found.append(word)
    return found


def _score(shared: Collection[str], terms: dict[int, list[str]]) -> Fraction:
    return sum((Fraction(1, _users(term, terms)) for term in shared), Fraction(0))


def _users(term: str, terms: dict[int, list[str]]) -> int:
    """How many goals use a word; its own does."""
    return sum(any(alike(term, word) for word in of) for of in terms.values())


def _is_enough(points: Fraction, shared: Collection[str], aim: Aim) -> bool:
    if points >= ENOUGH:
        return True
    title = words(aim.title)
    named = sum(any(alike(word, term) for term in shared) for word in title)
    return points >= ENOUGH_OF_A_SHORT_ONE and bool(title) and 2 * named >= len(title)
