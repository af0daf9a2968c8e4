"""The exchange format as data: which tables, which columns, what a cell may hold."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["id", "ref", "text", "integer", "number", "day", "choice"]

#: Larger integers are refused, so that sums of costs stay far inside 64 bits.
GREATEST: Final = 1_000_000_000


@dataclass(frozen=True)
class Column:
    """One column: kind of value, bounds (inclusive), and whether a blank cell is allowed.

    `default` stands for a blank cell; ``None`` with `blank` true keeps it blank.
    """

    name: str
    kind: Kind
    blank: bool = False
    default: int | None = None
    low: float = 0
    high: float = GREATEST
    choices: tuple[str, ...] = ()
    refers: str = ""

    @property
    def expected(self) -> str:
        """The words a fault uses for what belongs in this column."""
        match self.kind:
            case "integer":
                top = f" up to {self.high:.0f}" if self.high < GREATEST else ""
                words = f"an integer from {self.low:.0f}{top}"
            case "number":
                words = f"a number from {self.low:.0f} to {self.high:.0f}"
            case "day":
                words = "a day as YYYY-MM-DD"
            case "choice":
                words = " or ".join(self.choices)
            case "ref":
                words = f"an id from {self.refers}"
            case _:
                words = "a text"
        return words + (" or blank" if self.blank else "")


@dataclass(frozen=True)
class Table:
    """One file: its columns, the columns whose values together may stand only once."""

    name: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    required: bool = False


def _ref(name: str, refers: str, *, blank: bool = False) -> Column:
    return Column(name, "ref", blank=blank, refers=refers)


STATES: Final = ("available", "home_only", "away")
RULES: Final = ("pin", "exclude")

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table(
            "places",
            (
                Column("place", "id"),
                Column("lat", "number", low=-90, high=90),
                Column("lon", "number", low=-180, high=180),
            ),
            unique=("place",),
            required=True,
        ),
        Table(
            "travel",
            (
                _ref("from_place", "places"),
                _ref("to_place", "places"),
                Column("minutes", "integer"),
            ),
            unique=("from_place", "to_place"),
        ),
        Table(
            "units",
            (
                Column("unit", "id"),
                _ref("parent", "units", blank=True),
                _ref("place", "places"),
                Column("weight", "integer", blank=True, default=1),
            ),
            unique=("unit",),
            required=True,
        ),
        Table(
            "people",
            (
                Column("person", "id"),
                _ref("unit", "units"),
                Column("group", "text"),
                _ref("place", "places", blank=True),
                Column("state", "choice", choices=STATES),
                Column("days_served", "integer"),
                Column("available_from", "day", blank=True),
                Column("available_to", "day", blank=True),
            ),
            unique=("person",),
            required=True,
        ),
        Table(
            "skills",
            (
                _ref("person", "people"),
                Column("competency", "text"),
                Column("level", "integer", low=1, high=5),
                Column("valid_until", "day", blank=True),
            ),
        ),
        Table(
            "presence",
            (
                _ref("unit", "units"),
                Column("group", "text", blank=True),
                Column("minimum", "integer"),
            ),
            unique=("unit", "group"),
        ),
        Table(
            "needs",
            (
                Column("need", "id"),
                _ref("place", "places"),
                Column("tier", "integer", low=1),
                Column("minimum", "integer"),
                Column("desired", "integer"),
                Column("start", "day"),
                Column("end", "day"),
                Column("max_minutes", "integer", blank=True),
                Column("groups", "text", blank=True),
            ),
            unique=("need",),
            required=True,
        ),
        Table(
            "need_skills",
            (
                _ref("need", "needs"),
                Column("competency", "text"),
                Column("level", "integer", low=1, high=5),
            ),
            unique=("need", "competency"),
        ),
        Table(
            "keep",
            (_ref("person", "people"), _ref("need", "needs")),
            unique=("person", "need"),
        ),
        Table(
            "rules",
            (
                _ref("person", "people"),
                _ref("need", "needs", blank=True),
                Column("rule", "choice", choices=RULES),
            ),
            unique=("person", "need"),
        ),
    )
}
