"""Who may be considered for a post at all: the hard rules of moves, over many people at once. Pure.

Each bar is the rule of that name in `rules.moves`, by the row in force on the day. Birth dates are
read here and for nothing else: the law asks who retires, and how old a new top leader may be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from luwes.appointments.rules.forecast import number
from luwes.appointments.rules.moves import Dated
from luwes.core.periods import add_months

Column = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Bar(IntEnum):
    """In the order in which they are asked; the first that holds is told."""

    NONE = 0
    STANDING = 1
    HOLDS = 2  # this very post
    RETIREMENT = 3
    CONTRACT_ELSEWHERE = 4
    CONTRACT_POST = 5
    CONTRACT_OVER = 6
    LOWER = 7
    SCHOOL = 8
    AGE = 9


@dataclass(frozen=True)
class Law:
    """
    What the law asks of people, by row. `rises`: 1, 0 or -1; 0 also where posts can't be compared.
    `school`: 0 where it can't be told. Days since 1 January 1970.
    """

    is_standing: Column
    is_contract: Column
    is_elsewhere: Column
    post: Column
    rises: Column
    school: Column
    retires: Column
    born: Column


def bars(
    people: Law, *, post: int, kind: str, on: date, rules: Mapping[str, Dated]
) -> Column:  # fmt: skip
    """By person the first bar, 0 for none. Whoever retires within the rule's months is barred too."""
    found = np.zeros(len(people.post), dtype=np.int64)
    for bar, mask in _masks(people, post, kind, on, rules):
        found[(found == 0) & mask] = bar.value
    return found


def _masks(
    people: Law, post: int, kind: str, on: date, rules: Mapping[str, Dated]
) -> Iterator[tuple[Bar, Mask]]:
    is_contract = people.is_contract == 1
    if "standing" in rules:
        yield Bar.STANDING, people.is_standing == 0
    yield Bar.HOLDS, people.post == post
    if "retirement" in rules:
        latest = add_months(on, int(rules["retirement"].parameters["months_left"]))
        yield Bar.RETIREMENT, people.retires <= number(latest)
    if "pppk_agency" in rules:
        yield Bar.CONTRACT_ELSEWHERE, is_contract & (people.is_elsewhere == 1)
    if "pppk_post" in rules and kind in rules["pppk_post"].parameters["kinds"]:
        yield Bar.CONTRACT_POST, is_contract
    yield Bar.CONTRACT_OVER, is_contract & (people.post == 0)
    if "direction" in rules:
        yield Bar.LOWER, people.rises < 0
    is_promotion = people.rises > 0
    if "education" in rules and kind in (least := rules["education"].parameters["least"]):
        yield Bar.SCHOOL, is_promotion & (people.school > 0) & (people.school < least[kind])
    if "age" in rules and kind in rules["age"].parameters["kinds"]:
        most = int(rules["age"].parameters["most"])
        yield Bar.AGE, is_promotion & (people.born <= number(add_months(on, -12 * (most + 1))))
