"""The rules once more, straight from the rows: for the checker, which shares nothing with the model."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from luwes_planner.instance import AVAILABLE, AWAY, Bools, Instance, Ints

Levels = NDArray[np.int8]


@dataclass(frozen=True)
class Facts:
    """What holds of each of some pairs (person, need).

    Attributes
    ----------
    minutes : of travel, -1 without a way
    spare : spare levels
    is_allowed : by state, rules, group, competencies, days and travel
    """

    minutes: Ints
    spare: Ints
    is_allowed: Bools


class Raw:
    """An instance, and what its rows say of people, units and pairs."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        rules = instance.rules
        self.pins: dict[int, int] = {}
        self.excluded: set[tuple[int, int]] = set()
        self.never: set[int] = set()
        for person, need, is_pin in zip(
            rules.person.tolist(), rules.need.tolist(), rules.is_pin.tolist(), strict=True
        ):
            if is_pin:
                self.pins[person] = need
            elif need < 0:
                self.never.add(person)
            else:
                self.excluded.add((person, need))
        self._ways: dict[int, Ints] = {}
        self.relevant = np.unique(instance.need_skills.competency)
        rows = instance.need_skills
        self.asked = np.zeros((len(instance.needs.id), len(self.relevant)), np.int8)
        self.asked[rows.need, np.searchsorted(self.relevant, rows.competency)] = rows.level

    def minutes(self, origins: Ints, destinations: Ints) -> Ints:
        """Minutes of each pair of places (one-dimensional), -1 where there is no way."""
        travel, count = self.instance.travel, len(self.instance.places.id)
        if travel is not None:
            listed, wanted = (
                travel.origin * count + travel.destination,
                origins * count + destinations,
            )
            at = np.minimum(np.searchsorted(listed, wanted), len(listed) - 1)
            return np.where(listed[at] == wanted, travel.minutes[at], -1)
        phi, lam = np.radians(self.instance.places.lat), np.radians(self.instance.places.lon)
        south = np.sin((phi[destinations] - phi[origins]) / 2) ** 2
        west = np.sin((lam[destinations] - lam[origins]) / 2) ** 2
        h = south + np.cos(phi[origins]) * np.cos(phi[destinations]) * west
        arc = np.arcsin(np.minimum(1.0, np.sqrt(h)))
        whole: Ints = np.floor(2 * 6371.0 * arc * 1.35 / 40.0 * 60).astype(np.int64)
        return whole

    def ways(self, starts: Ints, place: int) -> Ints:
        """Minutes from each of the starts to one place; kept, for many needs share a place."""
        if place not in self._ways or len(self._ways[place]) != len(starts):
            self._ways[place] = self.minutes(starts, np.full(len(starts), place))
        return self._ways[place]

    def levels_on(self, day: int, who: Ints) -> Levels:
        """Best valid level of each of `who` (ascending) in each competency that some need asks.

        Returns
        -------
        (asked competencies, people) : in the order of `relevant`
        """
        skills = self.instance.skills
        best = np.zeros((len(self.relevant), len(who)), np.int8)
        if not len(self.relevant):
            return best
        column = np.full(len(self.instance.competencies), -1, np.int64)
        column[self.relevant] = np.arange(len(self.relevant))
        row = np.full(len(self.instance.people.id), -1, np.int64)
        row[who] = np.arange(len(who))
        use = (skills.valid_until >= day) & (column[skills.competency] >= 0)
        use &= row[skills.person] >= 0
        # rows of one person and competency ascend by level: the last one written is the highest
        best[column[skills.competency[use]], row[skills.person[use]]] = skills.level[use]
        return best

    def facts(self, person: Ints, need: Ints) -> Facts:
        """Look at pairs one by one (one-dimensional arrays)."""
        people, needs = self.instance.people, self.instance.needs
        minutes = self.minutes(people.place[person], needs.place[need])
        limit = needs.max_minutes[need]
        ok = (minutes >= 0) & ((limit < 0) | (minutes <= limit))
        ok &= people.state[person] == AVAILABLE
        ok &= people.available_from[person] <= needs.start[need]
        ok &= needs.end[need] <= people.available_to[person]
        spare = np.zeros(len(person), np.int64)
        for day in np.unique(needs.end[need]):
            mine = np.flatnonzero(needs.end[need] == day)
            who, at = np.unique(person[mine], return_inverse=True)
            best, asked = self.levels_on(int(day) - 1, who)[:, at].T, self.asked[need[mine]]
            ok[mine] &= (best >= asked).all(axis=1)
            spare[mine] = best.sum(axis=1, dtype=np.int64) - asked.sum(axis=1, dtype=np.int64)
        for n in np.unique(need):
            if needs.groups[n]:
                mine = need == n
                ok[mine] &= np.isin(people.group[person[mine]], needs.groups[n])
        for i in np.flatnonzero(np.isin(person, self._named)):
            p, n = int(person[i]), int(need[i])
            ok[i] &= p not in self.never and (p, n) not in self.excluded
        return Facts(minutes, spare, np.asarray(ok))

    @cached_property
    def _named(self) -> Ints:
        """People whom an exclusion names."""
        return np.array(sorted({*self.never, *(p for p, _ in self.excluded)}), np.int64)

    def holders(self, competency: str, level: int, day: int) -> set[int]:
        """Who holds a competency, whether some need asks for it or not, at a level on a day."""
        skills, names = self.instance.skills, self.instance.competencies
        if competency not in names:
            return set()
        use = (skills.competency == names.index(competency)) & (skills.level >= level)
        return set(skills.person[use & (skills.valid_until >= day)].tolist())

    def spare(self, person: int, need: int) -> int:
        """Spare levels of one pair."""
        return int(self.facts(np.array([person]), np.array([need])).spare[0])

    def broken(self, person: int, need: int, minutes: int) -> list[str]:
        """The hard rules that one pair breaks by itself, in words; presence and counts aside."""
        people, needs = self.instance.people, self.instance.needs
        words = []
        if people.state[person] != AVAILABLE:
            words.append("is not available")
        if person in self.never or (person, need) in self.excluded:
            words.append("is excluded by a rule")
        if needs.groups[need] and people.group[person] not in needs.groups[need]:
            words.append("is not of an allowed group")
        held = self.levels_of(person, int(needs.end[need]) - 1)
        for what, level in zip(self.relevant.tolist(), self.asked[need].tolist(), strict=True):
            if held.get(what, 0) < level:
                name = self.instance.competencies[what]
                words.append(f"holds {name} at {held.get(what, 0)} to the last day, asked {level}")
        if (
            people.available_from[person] > needs.start[need]
            or people.available_to[person] < needs.end[need]
        ):
            words.append("is not free on all days")
        if minutes < 0:
            words.append("has no way there")
        elif 0 <= needs.max_minutes[need] < minutes:
            words.append(f"travels {minutes} minutes, limit {needs.max_minutes[need]}")
        return words

    def levels_of(self, person: int, day: int) -> dict[int, int]:
        """The best level of every competency one person holds validly on a day."""
        skills = self.instance.skills
        first, last = np.searchsorted(skills.person, [person, person + 1])
        best: dict[int, int] = {}
        for row in range(first, last):
            if skills.valid_until[row] >= day:
                what = int(skills.competency[row])
                best[what] = max(best.get(what, 0), int(skills.level[row]))
        return best

    def under(self, people: Ints) -> Ints:
        """How many of these people each presence rule covers: its unit's and all below."""
        cells, count = np.unique(self._cells_of(people), return_counts=True)
        total = np.zeros(len(self.instance.presence.unit), np.int64)
        for cell, rule in self._rules_over(cells):
            np.add.at(total, rule, count[cell])
        return total

    def over(self, prices: Ints) -> tuple[Ints, Ints]:
        """Sum of the prices of the presence rules that cover a person.

        Returns
        -------
        cell : (people,) · price : (cells,)
        """
        everybody = np.arange(len(self.instance.people.id))
        cells, cell = np.unique(self._cells_of(everybody), return_inverse=True)
        price = np.zeros(len(cells), np.int64)
        for covered, rule in self._rules_over(cells):
            price[covered] += prices[rule]
        return cell.astype(np.int64), price

    def _cells_of(self, people: Ints) -> Ints:
        """Unit and group of people in one number, as `presence` is sorted by."""
        table = self.instance.people
        return table.unit[people] * self._width + table.group[people] + 1

    @property
    def _width(self) -> int:
        return len(self.instance.groups) + 1

    def _rules_over(self, cells: Ints) -> Iterator[tuple[Ints, Ints]]:
        """The presence rules over cells, from their own units upwards: (index of cell, rule)."""
        rules, width = self.instance.presence, self._width
        listed = rules.unit * width + rules.group + 1
        at, unit, group = np.arange(len(cells)), cells // width, cells % width
        while len(unit) and len(listed):
            for key in (unit * width, unit * width + group):
                rule = np.minimum(np.searchsorted(listed, key), len(listed) - 1)
                is_there = listed[rule] == key
                yield at[is_there], rule[is_there]
            unit = self.instance.units.parent[unit]
            inside = unit >= 0
            at, unit, group = at[inside], unit[inside], group[inside]

    @cached_property
    def present(self) -> Ints:
        """People present under each presence rule."""
        return self.under(np.flatnonzero(self.instance.people.state != AWAY))

    @cached_property
    def quarters(self) -> Ints:
        """How many people each quarter of every unit's freedom holds, (4, units)."""
        units, people, rules = self.instance.units, self.instance.people, self.instance.presence
        free = np.bincount(people.unit[people.state != AWAY], minlength=len(units.id))
        for unit, minimum in zip(
            rules.unit[rules.group < 0].tolist(),
            rules.minimum[rules.group < 0].tolist(),
            strict=True,
        ):
            free[unit] -= 0 if unit in self._parents else minimum
        free = np.maximum(0, free)
        cuts = np.stack([(free * j + 3) // 4 for j in range(5)])
        return np.diff(cuts, axis=0).astype(np.int64)

    @cached_property
    def _parents(self) -> set[int]:
        return set(self.instance.units.parent.tolist())

    def release(self, people: Ints) -> int:
        """Cost of taking these people from their own units."""
        units, weights = self.instance.units, self.instance.weights
        left = np.bincount(self.instance.people.unit[people], minlength=len(units.id))
        total = 0
        for size, slope in zip(self.quarters, weights.release_slopes, strict=True):
            step = np.minimum(left, size)
            total += slope * int((step * units.weight).sum())
            left = left - step
        return total * weights.release
