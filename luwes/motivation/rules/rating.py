"""How results and behaviour become the predicate of a year: PermenPANRB 6/2022."""

from enum import StrEnum


class Rating(StrEnum):
    """Against what was expected; of results, and of behaviour."""

    BELOW = "below"
    MEETS = "meets"
    ABOVE = "above"


class Predicate(StrEnum):
    VERY_GOOD = "very_good"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "improve"
    MISCONDUCT = "misconduct"
    VERY_POOR = "very_poor"


GOOD = frozenset({Predicate.VERY_GOOD, Predicate.GOOD})  # "sedikitnya baik"

_HIGH, _EVEN, _LOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW
# (results, behaviour) → predicate. Good results never offset bad behaviour.
MATRIX: dict[tuple[Rating, Rating], Predicate] = {
    (_HIGH, _LOW): Predicate.MISCONDUCT,
    (_HIGH, _EVEN): Predicate.GOOD,
    (_HIGH, _HIGH): Predicate.VERY_GOOD,
    (_EVEN, _LOW): Predicate.MISCONDUCT,
    (_EVEN, _EVEN): Predicate.GOOD,
    (_EVEN, _HIGH): Predicate.GOOD,
    (_LOW, _LOW): Predicate.VERY_POOR,
    (_LOW, _EVEN): Predicate.NEEDS_IMPROVEMENT,
    (_LOW, _HIGH): Predicate.NEEDS_IMPROVEMENT,
}
_ORDER = (_LOW, _EVEN, _HIGH)


def predicate(work: Rating, behaviour: Rating) -> Predicate:
    return MATRIX[work, behaviour]


def is_lower(new: Rating, old: Rating) -> bool:
    return _ORDER.index(new) < _ORDER.index(old)
