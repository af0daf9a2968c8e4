"""Cross-monitoring (silang): what one side says is done, the other side looks at."""

from collections.abc import Iterable
from dataclasses import dataclass

from luwes.collaboration.rules.states import Side

# Own rule: so many residents, each once, before their voices are shown as a share.
RESIDENTS_LEAST = 5


def may_verify(side: Side | None, claimed_by: Side, *, is_claimant: bool) -> bool:
    """Only somebody of the other side, and never whoever claimed it."""
    return side is claimed_by.other and not is_claimant


@dataclass(frozen=True)
class Voices:
    """How many residents saw it so, and how many did not."""

    so: int
    not_so: int

    @property
    def all(self) -> int:
        return self.so + self.not_so

    @property
    def enough(self) -> bool:
        return self.all >= RESIDENTS_LEAST


def voices(answers: Iterable[bool]) -> Voices:
    rows = list(answers)
    return Voices(sum(rows), len(rows) - sum(rows))
