"""The rules once more, straight from the rows: for the checker, which shares nothing with the model."""

from collections import defaultdict
from functools import cached_property

import numpy as np

from luwes_planner.instance import AVAILABLE, AWAY, Instance, Ints


class Raw:
    """An instance as plain look-ups."""

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
        self.asked: list[dict[int, int]] = [{} for _ in instance.needs.id]
        rows = instance.need_skills
        for need, what, level in zip(
            rows.need.tolist(), rows.competency.tolist(), rows.level.tolist(), strict=True
        ):
            self.asked[need][what] = level
        self.relevant = {what for asked in self.asked for what in asked}

    @cached_property
    def listed(self) -> dict[tuple[int, int], int]:
        """Minutes of the pairs of places in the travel table."""
        table = self.instance.travel
        if table is None:
            return {}
        pairs = zip(table.origin.tolist(), table.destination.tolist(), strict=True)
        return dict(zip(pairs, table.minutes.tolist(), strict=True))

    def minutes(self, origins: Ints, destinations: Ints) -> Ints:
        """Minutes of each pair (one-dimensional), -1 where there is no way."""
        if self.instance.travel is not None:
            pairs = zip(origins.tolist(), destinations.tolist(), strict=True)
            return np.array([self.listed.get(pair, -1) for pair in pairs], np.int64)
        phi, lam = np.radians(self.instance.places.lat), np.radians(self.instance.places.lon)
        south = np.sin((phi[destinations] - phi[origins]) / 2) ** 2
        west = np.sin((lam[destinations] - lam[origins]) / 2) ** 2
        h = south + np.cos(phi[origins]) * np.cos(phi[destinations]) * west
        arc = np.arcsin(np.minimum(1.0, np.sqrt(h)))
        whole: Ints = np.floor(2 * 6371.0 * arc * 1.35 / 40.0 * 60).astype(np.int64)
        return whole

    @cached_property
    def rows_of(self) -> dict[int, list[tuple[int, int, int]]]:
        """Person → (competency, level, last valid day), only what some need asks."""
        skills = self.instance.skills
        rows: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for person, what, level, until in zip(
            skills.person.tolist(),
            skills.competency.tolist(),
            skills.level.tolist(),
            skills.valid_until.tolist(),
            strict=True,
        ):
            if what in self.relevant:
                rows[person].append((what, level, until))
        return rows

    def levels(self, person: int, day: int) -> dict[int, int]:
        """The best level of every relevant competency valid on this day."""
        best: dict[int, int] = {}
        for what, level, until in self.rows_of.get(person, ()):
            if until >= day and level > best.get(what, 0):
                best[what] = level
        return best

    def holders(self, competency: str, level: int, day: int) -> set[int]:
        """Who holds a competency, whether some need asks for it or not, at a level on a day."""
        skills, names = self.instance.skills, self.instance.competencies
        if competency not in names:
            return set()
        use = (skills.competency == names.index(competency)) & (skills.level >= level)
        return set(skills.person[use & (skills.valid_until >= day)].tolist())

    def spare(self, person: int, need: int) -> int:
        """Spare levels of a pair."""
        day = int(self.instance.needs.end[need]) - 1
        return sum(self.levels(person, day).values()) - sum(self.asked[need].values())

    def broken(self, person: int, need: int, minutes: int) -> list[str]:
        """The hard rules that this pair breaks by itself; presence and counts aside."""
        people, needs = self.instance.people, self.instance.needs
        words = []
        if people.state[person] != AVAILABLE:
            words.append("is not available")
        if person in self.never or (person, need) in self.excluded:
            words.append("is excluded by a rule")
        if needs.groups[need] and people.group[person] not in needs.groups[need]:
            words.append("is not of an allowed group")
        held = self.levels(person, int(needs.end[need]) - 1)
        for what, level in self.asked[need].items():
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

    @cached_property
    def chains(self) -> list[list[int]]:
        """Every unit with all above it."""
        parent = self.instance.units.parent.tolist()
        chains = []
        for unit in range(len(parent)):
            chain = [unit]
            while parent[chain[-1]] >= 0:
                chain.append(parent[chain[-1]])
            chains.append(chain)
        return chains

    def under_rules(self, people: Ints) -> dict[tuple[int, int], int]:
        """How many of these people each (unit, group or -1) with all below holds."""
        table = self.instance.people
        width = len(self.instance.groups) + 1
        cells, counts = np.unique(
            table.unit[people] * width + table.group[people], return_counts=True
        )
        total: dict[tuple[int, int], int] = defaultdict(int)
        for cell, count in zip(cells.tolist(), counts.tolist(), strict=True):
            for unit in self.chains[cell // width]:
                total[unit, cell % width] += count
                total[unit, -1] += count
        return total

    @cached_property
    def present(self) -> dict[tuple[int, int], int]:
        """People present under each (unit, group or -1)."""
        return self.under_rules(np.flatnonzero(self.instance.people.state != AWAY))

    @cached_property
    def minimum(self) -> dict[tuple[int, int], int]:
        """The presence rules."""
        rules = self.instance.presence
        keys = zip(rules.unit.tolist(), rules.group.tolist(), strict=True)
        return dict(zip(keys, rules.minimum.tolist(), strict=True))

    @cached_property
    def quarters(self) -> list[list[int]]:
        """For every unit the size of the four quarters of its freedom."""
        units, people = self.instance.units, self.instance.people
        here = np.bincount(people.unit[people.state != AWAY], minlength=len(units.id)).tolist()
        parents = set(units.parent.tolist())
        sizes = []
        for unit, present in enumerate(here):
            kept = 0 if unit in parents else self.minimum.get((unit, -1), 0)
            free = max(0, present - kept)
            cuts = [(free * j + 3) // 4 for j in range(5)]
            sizes.append([cuts[j + 1] - cuts[j] for j in range(4)])
        return sizes

    def release(self, people: Ints) -> int:
        """Cost of taking these people from their own units."""
        instance = self.instance
        taken = np.bincount(instance.people.unit[people], minlength=len(instance.units.id))
        total = 0
        for unit in np.flatnonzero(taken).tolist():
            left = int(taken[unit])
            for size, slope in zip(
                self.quarters[unit], instance.weights.release_slopes, strict=True
            ):
                step = min(left, size)
                total += step * slope * int(instance.units.weight[unit])
                left -= step
        return total * instance.weights.release
