"""
Beside which goal something may belong, by the words both use. Only ever a suggestion, and said why.

A word counts the less, the more of somebody's goals use it. Own policy, not law.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from luwes.motivation.rules.words import alike, roots, words

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


@dataclass(frozen=True)
class _Term:
    """A word of a goal, what may be left of it, and how much it counts."""

    word: str
    roots: frozenset[str]
    weight: Fraction
    in_title: int  # how many words of the title it is alike to


class Matching:
    """
    Some goals, made ready to be asked about many texts.

    `but`: words that say only where somebody works.
    """

    def __init__(self, aims: Sequence[Aim], *, but: Collection[str] = frozenset()) -> None:
        self._but = but
        own = {aim.id: _terms(aim, but) for aim in aims}
        self._terms = {
            aim.id: [
                _Term(word, roots(word), Fraction(1, _users(word, own)), _like(word, words(aim.title)))
                for word in own[aim.id]
            ]
            for aim in aims
        }  # fmt: skip
        self._titles = {aim.id: len(words(aim.title)) for aim in aims}

    def suggestion(self, text: str) -> Suggestion | None:
        """
        The goal whose words the text shares most, if they are enough and no other shares as much.
        """
        said: set[str] = set()
        for word in words(text):
            if word not in self._but:
                said |= roots(word)
        shared = {
            pk: [term for term in terms if not term.roots.isdisjoint(said)]
            for pk, terms in self._terms.items()
        }
        scores = sorted(
            ((sum((t.weight for t in found), Fraction(0)), pk) for pk, found in shared.items()),
            reverse=True,
        )
        if not scores or not self._is_enough(scores[0][0], scores[0][1], shared[scores[0][1]]):
            return None
        if len(scores) > 1 and scores[1][0] == scores[0][0]:
            return None
        best = scores[0][1]
        return Suggestion(best, tuple(term.word for term in shared[best]))

    def _is_enough(self, points: Fraction, goal_id: int, shared: Collection[_Term]) -> bool:
        if points >= ENOUGH:
            return True
        title, named = self._titles[goal_id], sum(term.in_title for term in shared)
        return points >= ENOUGH_OF_A_SHORT_ONE and title > 0 and 2 * named >= title


def suggestion(
    text: str, aims: Sequence[Aim], *, but: Collection[str] = frozenset()
) -> Suggestion | None:
    """Of one text; see `Matching`."""
    return Matching(aims, but=but).suggestion(text)


def _terms(aim: Aim, but: Collection[str]) -> list[str]:
    """Its words, those that belong together once."""
    found: list[str] = []
    for word in words(f"{aim.title} {aim.indicator}"):
        if word not in but and not _like(word, found):
            found.append(word)
    return found


def _users(term: str, terms: dict[int, list[str]]) -> int:
    """How many goals use a word; its own does."""
    return sum(_like(term, of) > 0 for of in terms.values())


def _like(word: str, others: Collection[str]) -> int:
    """How many of the others it is alike to."""
    return sum(alike(word, other) for other in others)
