"""Side constraints: who must serve together, and who must be led. Asked by the API only.

They are no part of the exchange format. A plan under them is found as a mixed-integer programme
wherever the flow alone would break one, and says so in `Plan.method`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from luwes_planner.faults import Fault, InputRefused
from luwes_planner.instance import Instance

Together = Iterable[Sequence[str]]


@dataclass(frozen=True)
class Leader:
    """A span of control: how many may serve at a need for each leader who serves there.

    A *leader* is anybody at the need who holds `competency` at `level` or above, valid to the
    need's last day. With h heads at the need, leaders and pinned people included, of whom l are
    leaders, the plan keeps ``h ≤ (per + 1) · l``: each leader answers for the own head and for up
    to `per` others, so that a need without any leader gets nobody. Of several for one need each
    holds by itself; one person may be leader under more than one.

    Attributes
    ----------
    per : at least 1; 3 to 7, best 5, by the span of control of the Incident Command System
    """

    need: str
    competency: str
    level: int = 1
    per: int = 5


@dataclass(frozen=True)
class Led:
    """A `Leader` as indices into the instance."""

    need: int
    competency: int
    level: int
    per: int


@dataclass(frozen=True)
class Sides:
    """Side constraints as indices into the instance.

    Attributes
    ----------
    teams : people who all serve at the same need or none of them; nobody stands in two
    leaders : in the order given
    """

    teams: tuple[tuple[int, ...], ...] = ()
    leaders: tuple[Led, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.teams or self.leaders)


NO_SIDES = Sides()


def sides_of(instance: Instance, together: Together, leaders: Iterable[Leader]) -> Sides:
    """Look up what is named; teams that share somebody become one.

    Raises
    ------
    InputRefused
        For an id that the instance doesn't know, a team of fewer than two people, a level outside
        1–5 or a `per` below 1; `Fault.row` counts the entries from 1.
    """
    faults: list[Fault] = []
    teams = _teams(instance, together, faults)
    led = _leaders(instance, leaders, faults)
    if faults:
        raise InputRefused(faults)
    return Sides(teams, led)


def _teams(
    instance: Instance, together: Together, faults: list[Fault]
) -> tuple[tuple[int, ...], ...]:
    people = _Known(instance.people.id, faults, "together", "person", "a person of the instance")
    merged: list[set[int]] = []
    for row, names in enumerate(together, start=1):
        team = {people.find(row, name) for name in names}
        if len(team) < 2:
            found = f"{len(team)} people"
            faults.append(Fault("together", row, "person", found, "two or more who serve together"))
        for other in [t for t in merged if t & team]:
            merged.remove(other)
            team |= other
        merged.append(team)
    return tuple(sorted(tuple(sorted(team)) for team in merged))


def _leaders(instance: Instance, leaders: Iterable[Leader], faults: list[Fault]) -> tuple[Led, ...]:
    needs = _Known(instance.needs.id, faults, "leaders", "need", "a need of the instance")
    expected = "a competency that somebody holds or a need asks"
    what = _Known(instance.competencies, faults, "leaders", "competency", expected)
    led = []
    for row, leader in enumerate(leaders, start=1):
        need, competency = needs.find(row, leader.need), what.find(row, leader.competency)
        if not 1 <= leader.level <= 5:
            faults.append(Fault("leaders", row, "level", str(leader.level), "a level from 1 to 5"))
        if leader.per < 1:
            faults.append(Fault("leaders", row, "per", str(leader.per), "1 or more"))
        led.append(Led(need, competency, leader.level, leader.per))
    return tuple(led)


class _Known:
    def __init__(self, names: Sequence[str], faults: list[Fault], *where: Any) -> None:
        self._index = {name: i for i, name in enumerate(names)}
        self._faults, (self._file, self._column, self._expected) = faults, where

    def find(self, row: int, name: str) -> int:
        """The index of a name, -1 and a fault where nothing has it."""
        at = self._index.get(name, -1)
        if at < 0:
            self._faults.append(Fault(self._file, row, self._column, f"'{name}'", self._expected))
        return at
