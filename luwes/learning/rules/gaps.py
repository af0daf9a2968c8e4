"""What is asked against what is there: figures of a unit and a competency. Pure."""

from dataclasses import dataclass, field
from datetime import timedelta

SOON = timedelta(days=90)  # a competency that ends within it is marked
STEPS = (50, 75, 90, 100)  # percent met at which a cell gets a lighter tone


@dataclass(frozen=True)
class Cell:
    """`met` of `asked` on the day; `ending`: how many of them lapse soon unless renewed; `level`: the highest that is asked."""

    asked: int = 0
    met: int = 0
    ending: int = 0
    level: int = field(default=0, compare=False)

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(
            self.asked + other.asked, self.met + other.met, self.ending + other.ending,
            max(self.level, other.level),
        )  # fmt: skip

    @property
    def lacking(self) -> int:
        return self.asked - self.met

    @property
    def percent(self) -> int:
        """Rounded down: 99,9 % is not all."""
        return self.met * 100 // self.asked if self.asked else 100

    @property
    def step(self) -> int:
        """0 (least) to 4 (all); for the tone of the cell."""
        return sum(self.percent >= least for least in STEPS)


def of_heads(heads: int, able: int, ending: int, level: int = 0) -> Cell:
    """`able` people for `heads` places, of whom `ending` lapse soon; more than asked are spare."""
    met = min(heads, able)
    return Cell(heads, met, met - min(heads, able - ending), level)
