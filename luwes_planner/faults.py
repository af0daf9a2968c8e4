"""What is wrong with an input: every fault with its file, row, column and what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that must be mended before the input can be used.

    Attributes
    ----------
    file : str
        Table, as named in the exchange format (``people``, ``weights.json`` …).
    row : int
        1 is the header, 2 the first record; 0 where the whole file is meant.
    column : str
        Empty where the whole row or file is meant.
    found, expected : str
        What stands there, and what should.
    """

    file: str
    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: found {self.found}, expected {self.expected}"


class InputRefused(ValueError):  # noqa: N818 - the product's word for it
    """The input breaks the exchange format; `faults` lists everything found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class CannotPin(InputRefused):
    """The pins can't all be served under the hard rules; each fault names the row of `rules`."""


class FailsCheck(RuntimeError):  # noqa: N818 - what happened to the plan
    """The plan found does not pass the independent check: a fault of the solver, never of the input."""

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings: tuple[str, ...] = tuple(findings)
        super().__init__("; ".join(self.findings))
