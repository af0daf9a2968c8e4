"""A plan: who serves where, what it costs, what stays unfilled, and the prices that prove it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Generic, Literal, TypeVar, overload

import polars as pl

from luwes_planner.instance import Instance, Ints

Level = Literal["minimum", "desired"]
Method = Literal["flow", "mip", "given"]


@dataclass(frozen=True)
class Pair:
    """A person serving a need, with travel minutes and the parts of the cost in points."""

    person: str
    need: str
    minutes: int
    travel: int
    fairness: int
    over_level: int


@dataclass(frozen=True)
class Unfilled:
    """Heads of a need that nobody fills.

    `reason` is one word: ``competency`` (nobody holds group and competencies), ``availability``
    (those who do are away, kept out by a rule, or not free on these days), ``travel`` (none of
    the rest within the limit), ``presence`` (most of the rest are held by minimum presence) or
    ``tiers`` (most of the rest serve heads that come first). See `luwes_planner.why_short`.
    """

    need: str
    level: Level
    short: int
    reason: str


@dataclass(frozen=True)
class UnitAfter:
    """A presence rule after the plan; `group` is empty for everyone, `present` before taking."""

    unit: str
    group: str
    present: int
    minimum: int
    taken: int


@dataclass(frozen=True)
class Cost:
    """The third rung of the objective, in points."""

    travel: int = 0
    fairness: int = 0
    over_level: int = 0
    release: int = 0
    change: int = 0

    @property
    def total(self) -> int:
        return self.travel + self.fairness + self.over_level + self.release + self.change


@dataclass(frozen=True)
class Price:
    """One line of the proof: `kind` is ``need``, ``presence`` or ``unit``."""

    kind: str
    id: str
    group: str
    price: int


@dataclass(frozen=True)
class ShadowPrice:
    """One line of ``shadow_prices``; both ends, since a price is an interval.

    In points of the plan's objective, unfilled heads counted by its ladder; neither is negative.

    Attributes
    ----------
    kind : ``need``, ``presence`` or ``competency``
    id : the need, the unit or the competency
    group : of a presence rule, blank for everyone; blank too for a competency: any group asked
    level, place : of a competency: the level held, and where the person starts from
    lose_one : how much worse the plan gets when one who serves the need falls away, or the
        minimum is one higher; None where it doesn't apply, or pins leave no way
    gain_one : how much better it gets when one more who is able stands at the site, the minimum
        is one lower, or one more person holds just that competency
    """

    kind: str
    id: str
    group: str
    level: int | None
    place: str
    lose_one: int | None
    gain_one: int


Row = TypeVar("Row")


class Rows(Sequence[Row], Generic[Row]):
    """Rows of one kind, kept as columns; each is made when it is looked at.

    Attributes
    ----------
    kind : dataclass of a row
    frame : a column a field, of String or Int64
    """

    def __init__(self, kind: type[Row], frame: pl.DataFrame) -> None:
        self.kind = kind
        self.frame = frame.select(list(columns_of(kind))).cast(columns_of(kind))  # type: ignore[arg-type]

    @classmethod
    def of(cls, kind: type[Row], rows: Sequence[Row]) -> "Rows[Row]":
        """Take rows as columns; `Rows` are given back as they are."""
        if isinstance(rows, Rows):
            return rows
        schema = columns_of(kind)
        columns = {name: [getattr(row, name) for row in rows] for name in schema}
        return cls(kind, pl.DataFrame(columns, schema=schema))

    def __len__(self) -> int:
        return self.frame.height

    def __iter__(self) -> Iterator[Row]:
        return (self.kind(*row) for row in self.frame.iter_rows())

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(Rows(self.kind, self.frame[at]))
        return self.kind(*self.frame.row(at))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            return self.frame.equals(other.frame)
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self.kind, len(self)))

    def __repr__(self) -> str:
        return f"Rows({tuple(self[:9])}, {len(self)} in all)"

    def ints(self, name: str) -> Ints:
        """A column of integers."""
        found: Ints = self.frame[name].to_numpy()
        return found

    def total(self, name: str) -> int:
        """Sum of a column of integers."""
        return int(self.frame[name].sum())


def columns_of(kind: type[Any]) -> dict[str, type[pl.DataType]]:
    """Columns of a kind of row, with their types."""
    return {f.name: pl.Int64 if f.type in (int, int | None) else pl.String for f in fields(kind)}


@dataclass(frozen=True)
class Plan:
    """What `solve` found.

    Attributes
    ----------
    pairs : sorted by person
    unfilled_minimum, unfilled_desired : heads for the tiers 1 … greatest
    ladder : the step B of the rewards; 0 where it was not used
    bound : no plan is better than this, in `objective`; ``None`` when not proven
    method : ``flow`` (exact), ``mip`` (presence sets not nested), ``given`` (not solved)
    prices : the proof
    shadow : what one head, place or person more or less is worth, where `solve` found the plan
    sizes : of the model: people, needs, nodes, arcs …
    """

    instance: Instance = field(repr=False, compare=False)
    pairs: Sequence[Pair]
    unfilled: Sequence[Unfilled]
    units_after: Sequence[UnitAfter]
    unfilled_minimum: tuple[int, ...]
    unfilled_desired: tuple[int, ...]
    cost: Cost
    method: Method
    ladder: int = 0
    optimal: bool = False
    bound: int | None = None
    prices: Sequence[Price] = ()
    shadow: Sequence[ShadowPrice] = field(default=(), repr=False, compare=False)
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def objective(self) -> int:
        """Rewards of the unfilled heads by the ladder, plus the cost."""
        top = len(self.unfilled_minimum)
        heads = sum(
            (2 * top - t) * self.unfilled_minimum[t] + (top - t) * self.unfilled_desired[t]
            for t in range(top)
        )
        return self.ladder * heads + self.cost.total

    @property
    def gap(self) -> int | None:
        """How far the objective may be from the best; 0 when optimal."""
        return None if self.bound is None else self.objective - self.bound

    @property
    def rank(self) -> tuple[int, ...]:
        """Smaller is better: unfilled minima by tier, unfilled desired by tier, cost."""
        return (*self.unfilled_minimum, *self.unfilled_desired, self.cost.total)

    def assignments(self) -> dict[str, str]:
        """Person → need."""
        frame = self.rows(Pair).frame
        return dict(zip(frame["person"].to_list(), frame["need"].to_list(), strict=True))

    def indices(self) -> tuple[Ints, Ints]:
        """Person and need of every pair as indices into the instance, -1 where it knows none."""
        frame = self.rows(Pair).frame
        return (
            self.instance.people.id.indices(frame["person"]),
            self.instance.needs.id.indices(frame["need"]),
        )

    def rows(self, kind: type[Row]) -> Rows[Row]:
        """The rows of one kind as columns."""
        kinds: dict[type[Any], Sequence[Any]] = {
            Pair: self.pairs,
            Unfilled: self.unfilled,
            UnitAfter: self.units_after,
            Price: self.prices,
            ShadowPrice: self.shadow,
        }
        return Rows.of(kind, kinds[kind])
