"""
The weekly question: who is asked what, and which figures of it may ever be seen. Pure.

**What is shown.** Answers lie in groups that form a tree: a whole government, its units, the units
next below. Cut every shown group by the shown groups inside it: what remains are disjoint *parts*.
Every sum or difference of shown groups is a sum of such parts (the groups are nested, so their
indicator vectors span just what the parts' do). Hence nobody can work out a group of 1 to 4 answers
if, and only if, each part has none or at least five. `publish` hides groups until that is so: first
whatever is too small, then, where what is left over beside it would be too small to stay hidden, the
smallest shown neighbour too.

**Of what is shown only a rounded mean is told**, never how often which answer came: below twenty answers to
half a point and between 1,5 and 4,5, else to a tenth and between 1,2 and 4,8. So that all answered 1
(or 5) is never told, and one answer more or less need not change the figure. The figure of a larger group is
made from the figures of its parts and not from the answers: no difference tells more than the parts do.

**Weeks.** A week is told once, when it is over; late answers are refused. The same question comes again
after eight weeks at the earliest, with new answers: weeks share none that could be subtracted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LEAST = 5  # answers in a group that is shown: kebijakan Luwes
VALUES = (1, 2, 3, 4, 5)
DEPTH = 2  # levels of units below the whole government
MANY = 20  # answers from which figures are finer
GAP = timedelta(weeks=8)  # until a question comes again: kebijakan Luwes
FEWEST_QUESTIONS = 9  # so that one is always free to be asked
Counts = tuple[int, int, int, int, int]
NONE: Counts = (0, 0, 0, 0, 0)


class Topic(StrEnum):
    LOAD = "load"
    SUPPORT = "support"
    CLARITY = "clarity"
    SAFETY = "safety"
    PRIDE = "pride"
    LEARNING = "learning"
    FAIRNESS = "fairness"
    TOGETHER = "together"


# Said so that 5 is good; each of us can answer in a breath.
BANK: tuple[tuple[Topic, str], ...] = (
    (Topic.LOAD, "Pekerjaan saya minggu ini dapat saya selesaikan dalam jam kerja."),
    (Topic.SUPPORT, "Atasan saya membantu ketika saya memerlukannya."),
    (Topic.CLARITY, "Saya tahu apa yang paling penting saya kerjakan minggu ini."),
    (Topic.SAFETY, "Saya merasa aman menyampaikan kesalahan atau masalah."),
    (Topic.PRIDE, "Saya bangga akan hasil kerja saya minggu ini."),
    (Topic.LEARNING, "Minggu ini saya belajar sesuatu yang berguna bagi pekerjaan saya."),
    (Topic.FAIRNESS, "Tugas di tempat saya dibagi dengan adil."),
    (Topic.TOGETHER, "Rekan-rekan saya dan saya saling membantu."),
    (Topic.LOAD, "Saya cukup beristirahat di antara hari-hari kerja."),
    (Topic.SUPPORT, "Pekerjaan yang baik di tempat saya dilihat dan dihargai."),
    (Topic.CLARITY, "Saya memiliki alat dan informasi yang saya perlukan untuk bekerja."),
    (Topic.SAFETY, "Saya merasa aman di tempat saya bekerja."),
)


def week_of(on: date) -> date:
    """The Monday of its week."""
    return on - timedelta(days=on.weekday())


@dataclass(frozen=True)
class Question:
    key: int
    place: int
    asked: date | None  # the week in which it was asked last


def next_question(bank: Iterable[Question], week: date) -> Question | None:
    """Whose turn it is: never asked before the longest ago; none within the gap."""
    free = [q for q in bank if q.asked is None or q.asked + GAP <= week]
    return min(free, key=lambda q: (q.asked or date.min, q.place, q.key), default=None)


# ── what may be seen ─────────────────────────────────────────────────


@dataclass(frozen=True)
class Group:
    """A node of the tree, and the answers of those who belong to it and to none of its children."""

    key: str
    parent: str | None
    counts: Counts = NONE


class CellKind(StrEnum):
    GROUP = "group"  # a node with all below it
    REST = "rest"  # all of a node that is in none of its shown children


class Edge(StrEnum):
    NONE = ""
    LOW = "low"  # so much or less
    HIGH = "high"


@dataclass(frozen=True)
class Score:
    """A mean in tenths as it is shown."""

    tenths: int
    edge: Edge = Edge.NONE


@dataclass(frozen=True)
class Cell:
    """What is shown of a group: how many answered, and the mean as it may be told."""

    key: str
    parent: str | None
    kind: CellKind
    n: int
    score: Score


def score(total: int, n: int) -> Score:
    """The mean of n answers that add up to `total`, as far as it is told. Half is rounded up."""
    step, low, high = (5, 15, 45) if n < MANY else (1, 12, 48)
    tenths = (2 * 10 * total + n * step) // (2 * n * step) * step
    if tenths <= low:
        return Score(low, Edge.LOW)
    if tenths >= high:
        return Score(high, Edge.HIGH)
    return Score(tenths)


def _of_parts(parts: Sequence[tuple[int, Score]]) -> Score:
    """Of a group by the figures of its parts: nothing else of their answers goes into it."""
    if len(parts) == 1:
        return parts[0][1]
    n = sum(size for size, _score in parts)
    step, low, high = (5, 15, 45) if n < MANY else (1, 12, 48)
    weighed = sum(size * part.tenths for size, part in parts)
    tenths = (2 * weighed + n * step) // (2 * n * step) * step
    edge = Edge.LOW if tenths <= low else Edge.HIGH if tenths >= high else Edge.NONE
    return Score(min(max(tenths, low), high), edge)


def publish(groups: Iterable[Group]) -> list[Cell]:
    """
    The cells that may be seen by everybody for ever, a parent before its children.

    :raises ValueError: where a parent is missing
    """
    tree = _Tree(groups)
    return [cell for root in tree.roots for cell in tree.shown(root)]


class _Tree:
    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = {group.key: group for group in groups}
        self.children: Mapping[str | None, list[str]] = defaultdict(list)
        for key, group in sorted(self.groups.items()):
            if group.parent is not None and group.parent not in self.groups:
                raise ValueError(f"{key} hangs on nothing")
            self.children[group.parent].append(key)
        self.totals = {key: self._total(key) for key in self.groups}

    @property
    def roots(self) -> list[str]:
        return list(self.children[None])

    def _total(self, key: str) -> Counts:
        below = [self._total(child) for child in self.children[key]]
        sums = [sum(column) for column in zip(self.groups[key].counts, *below, strict=True)]
        return sums[0], sums[1], sums[2], sums[3], sums[4]

    def n(self, key: str) -> int:
        return sum(self.totals[key])

    def shown(self, key: str) -> list[Cell]:
        return self._cells(key)[0] if self.n(key) >= LEAST else []

    def _cells(self, key: str) -> tuple[list[Cell], list[tuple[int, Score]]]:
        """Of a group that is shown: its cells, and the figures of its parts."""
        chosen = self._chosen(key)
        left = self._less(self.totals[key], [self.totals[child] for child in chosen])
        parts, below = [], []
        for child in chosen:
            cells, inner = self._cells(child)
            below += cells
            parts += inner
        rest = sum(left)
        if rest:
            told = score(_points(left), rest)
            parts.append((rest, told))
            if chosen:
                below.append(Cell(key, key, CellKind.REST, rest, told))
        whole = Cell(key, self.groups[key].parent, CellKind.GROUP, self.n(key), _of_parts(parts))
        return [whole, *below], parts

    def _chosen(self, key: str) -> list[str]:
        """The children that are shown: large enough, and so that what is left is none or large enough."""
        large = [child for child in self.children[key] if self.n(child) >= LEAST]
        left = self.n(key) - sum(self.n(child) for child in large)
        if 0 < left < LEAST and large:
            large.remove(min(large, key=lambda child: (self.n(child), child)))
        return large

    @staticmethod
    def _less(whole: Counts, parts: Iterable[Counts]) -> Counts:
        found = list(whole)
        for part in parts:
            found = [one - other for one, other in zip(found, part, strict=True)]
        return found[0], found[1], found[2], found[3], found[4]


def _points(counts: Counts) -> int:
    return sum(value * n for value, n in zip(VALUES, counts, strict=True))
