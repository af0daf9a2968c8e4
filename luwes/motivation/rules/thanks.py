"""
Who may thank whom how often, and how many thanks count. All of it "kebijakan Luwes", no law.

Every thanks is shown. Counting is another matter: what is counted becomes a figure, and a figure is
worth bending. So voices are counted, not thanks:

- whoever thanked somebody is one voice, however often;
- all who have something in return are one voice together: whom the receiver thanked too within a
  year (A → B → A), who stands in a small circle with the receiver (A → B → C → A, up to `CIRCLE`
  people, each thanks within `NEAR` of the one that is counted), and who reports to the receiver;
- each citizen's case is a voice.

Inside a closed group of colleagues nobody is therefore ever worth more than the voices from outside
and one; more thanks among them change nothing. A circle larger than `CIRCLE` is not looked for: in a
government where people do thank each other, everybody is on some long way back to everybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_WORDS = 300
A_DAY = 5  # by one giver
PAIR_DAYS = 30  # between two to the same receiver
COUNTED = timedelta(days=365)
NEAR = timedelta(days=90)
CIRCLE = 5  # people


class Seen(StrEnum):
    """Who reads a thanks; the receiver alone chooses."""

    LINE = "line"  # the two, and the superiors of the receiver
    PAGE = "page"  # whoever may open the receiver's page
    OWN = "own"  # the two


class Report(StrEnum):
    NONE = ""
    WAITING = "waiting"
    LEFT = "left"  # nothing wrong was found
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Thank:
    """One thanks between colleagues; `from_below`: the giver reported to the receiver then."""

    giver: int
    receiver: int
    on: date
    from_below: bool = False


@dataclass(frozen=True)
class Count:
    """Voices that count; `inside` lists the givers who together make one of them."""

    outside: frozenset[int]
    inside: frozenset[int]
    citizens: int = 0

    @property
    def total(self) -> int:
        return len(self.outside) + bool(self.inside) + self.citizens


def counted(
    receiver: int,
    thanks: Iterable[Thank],
    *,
    on: date,
    citizens: int = 0,
    first: date | None = None,
    is_cut: bool = False,
) -> Count:
    """
    The voices for one receiver in the year up to a day; only those from `first` on, where it is given.

    `thanks`: at least all to the receiver, and all on ways of less than `CIRCLE` steps from there;
    `is_cut`: there were too many to follow. Then nobody is known to stand outside a circle.
    """
    year = [t for t in thanks if on - COUNTED < t.on <= on and t.giver != t.receiver]
    given: dict[int, list[Thank]] = defaultdict(list)
    for thank in year:
        given[thank.giver].append(thank)
    returned = {t.receiver for t in given[receiver]}
    outside: set[int] = set()
    inside: set[int] = set()
    for thank in (t for t in year if t.receiver == receiver and (not first or t.on >= first)):
        bound = is_cut or thank.from_below or thank.giver in returned or _comes_back(thank, given)
        (inside if bound else outside).add(thank.giver)
    return Count(frozenset(outside), frozenset(inside - outside), citizens)


def _comes_back(thank: Thank, given: Mapping[int, list[Thank]]) -> bool:
    """Whether thanks lead from the receiver to the giver within the circle and the time."""
    seen = edge = {thank.receiver}
    for _step in range(CIRCLE - 1):
        edge = {
            t.receiver for one in edge for t in given.get(one, ()) if abs(t.on - thank.on) <= NEAR
        }
        if thank.giver in edge:
            return True
        edge, seen = edge - seen, seen | edge
    return False
