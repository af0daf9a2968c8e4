"""Which officer gets a case: only one whose competency record holds for the service, the least burdened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """What a service asks of its officers: level by competency id."""

    levels: Mapping[int, int]


@dataclass(frozen=True)
class Officer:
    """
    `levels`: valid today, by competency id. `open_cases`: those that wait for the officer, not for
    a citizen. `last_given`: when a case was last given, None if never.
    """

    employee_id: int
    levels: Mapping[int, int]
    open_cases: int = 0
    last_given: datetime | None = None
    away: str = ""  # why not today, in words

    def lacks(self, asked: Asked) -> list[int]:
        """Competency ids in which the record does not reach the level asked."""
        return [key for key, level in asked.levels.items() if self.levels.get(key, 0) < level]


def able(officers: Iterable[Officer], asked: Asked) -> list[Officer]:
    """Who may have the case today, the least burdened first; of equals who has waited longest."""
    fit = [officer for officer in officers if not officer.away and not officer.lacks(asked)]
    return sorted(fit, key=_burden)


def _burden(officer: Officer) -> tuple[int, bool, float, int]:
    given = officer.last_given
    return (
        officer.open_cases,
        given is not None,
        given.timestamp() if given else 0.0,
        officer.employee_id,
    )
