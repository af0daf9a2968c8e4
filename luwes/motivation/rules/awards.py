"""Awards: states, who may judge whom, and from scores to a ranking. Kebijakan Luwes where no law is named."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

ANSWER_SOON = timedelta(days=2)  # before the last day of nominations the silent are reminded
SCORE_AFTER = timedelta(
    days=7
)  # since they were told last, judges who have not scored are reminded
LEAST_JUDGES = 3  # without a conflict, for each nominee
LOWEST, HIGHEST = 1, 5
MOST_CRITERIA = 5
MOST_WINNERS = 20


class AwardState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"  # nominations come in
    JUDGING = "judging"
    STOPPED = "stopped"  # a conflict came out after everybody had scored: nothing is recounted
    DECIDED = "decided"
    CANCELLED = "cancelled"


class NominationState(StrEnum):
    ASKED = "asked"  # the nominee has not answered; silence is no consent
    STANDING = "standing"
    DECLINED = "declined"
    LAPSED = "lapsed"  # judging began without an answer
    WITHDRAWN = "withdrawn"  # the nominee stepped back


ALIVE = frozenset({NominationState.ASKED, NominationState.STANDING})


class Bar(StrEnum):
    """What keeps somebody on the committee from judging."""

    NOMINEE = "nominee"  # of the same award: for the whole of it
    ONESELF_NOMINATED = "nominator"
    SUPERIOR = "superior"
    SUBORDINATE = "subordinate"
    DECLARED = "declared"


@dataclass(frozen=True)
class Nominee:
    """Somebody who stands, by accounts: `superiors` are the direct ones, `reports` who has this one as such."""

    key: int
    user: int | None
    nominator: int
    superiors: frozenset[int] = frozenset()
    reports: frozenset[int] = frozenset()
    declared: frozenset[int] = frozenset()  # who told an interest of their own in this one


def bar(judge: int, nominee: Nominee, all_nominees: Iterable[Nominee]) -> Bar | None:
    """Why this account on the committee must not judge this nominee; None: it may."""
    if any(judge == other.user for other in all_nominees):
        return Bar.NOMINEE
    if judge == nominee.nominator:
        return Bar.ONESELF_NOMINATED
    if judge in nominee.superiors:
        return Bar.SUPERIOR
    if judge in nominee.reports:
        return Bar.SUBORDINATE
    return Bar.DECLARED if judge in nominee.declared else None


def judges(committee: Collection[int], nominees: Collection[Nominee]) -> dict[int, frozenset[int]]:
    """By nominee who of the committee may judge."""
    return {
        one.key: frozenset(j for j in committee if bar(j, one, nominees) is None)
        for one in nominees
    }


def lacking(free: Mapping[int, frozenset[int]]) -> dict[int, int]:
    """By nominee how many more must be named before anything is decided; nobody who has enough."""
    return {
        key: LEAST_JUDGES - len(found) for key, found in free.items() if len(found) < LEAST_JUDGES
    }


Scores = Mapping[int, Mapping[int, int]]  # by judge, by criterion


@dataclass(frozen=True)
class Ranked:
    """`place` is shared by those with the same points: 1, 2, 2, 4."""

    key: int
    points: Decimal
    place: int
    by: tuple[tuple[int, Decimal], ...] = field(default=())  # each judge's own sum

    @property
    def is_far_apart(self) -> bool:
        sums = [points for _judge, points in self.by]
        return bool(sums) and max(sums) - min(sums) >= 2


def weighted(scores: Mapping[int, int], weights: Mapping[int, int]) -> Decimal:
    """One judge's scores by the weights of the criteria, 1 to 5."""
    total = sum(weights.values())
    found = sum((Decimal(scores[key]) * w for key, w in weights.items()), Decimal(0))
    return _rounded(found / total)


def ranking(
    scores: Mapping[int, Scores], free: Mapping[int, frozenset[int]], weights: Mapping[int, int]
) -> list[Ranked]:
    """
    The nominees, the best first: the median of the sums of whoever may judge each.

    A median, so that one hand at either end moves nothing. Scores of who must not judge are left out.
    """
    sums: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    for key, judges_ in free.items():
        sums[key] = [
            (judge, weighted(scores[key][judge], weights))
            for judge in sorted(judges_)
            if judge in scores.get(key, {})
        ]
    points = {key: _middle([s for _, s in rows]) for key, rows in sums.items() if rows}
    return [
        Ranked(key, own, 1 + sum(other > own for other in points.values()), tuple(sums[key]))
        for key, own in sorted(points.items(), key=lambda row: (-row[1], row[0]))
    ]


def missing(
    scores: Mapping[int, Scores], free: Mapping[int, frozenset[int]], weights: Mapping[int, int]
) -> dict[int, set[int]]:
    """By judge the nominees still to be scored; nothing is shown to anybody until this is empty."""
    found: dict[int, set[int]] = defaultdict(set)
    for key, judges_ in free.items():
        for judge in judges_:
            if set(scores.get(key, {}).get(judge, {})) < set(weights):
                found[judge].add(key)
    return dict(found)


def follows(ranked: Iterable[Ranked], chosen: Collection[int], how_many: int) -> bool:
    """
    Whether these winners are those of the ranking: as many as there are awards, nobody left out
    who has more points. Between equals either may be chosen.
    """
    rows = list(ranked)
    within = [row.points for row in rows if row.key in chosen]
    left = [row.points for row in rows if row.key not in chosen]
    if len(within) != min(how_many, len(rows)):
        return False
    return not left or min(within) >= max(left)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _middle(sums: list[Decimal]) -> Decimal:
    """The median; between two, halfway."""
    ordered, half = sorted(sums), len(sums) // 2
    if len(sums) % 2:
        return ordered[half]
    return _rounded((ordered[half - 1] + ordered[half]) / 2)
