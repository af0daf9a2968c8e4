"""Who can be sent at all, who is pinned, and the refusal of pins that break a hard rule."""

import zlib
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from luwes_planner.arrays import refine
from luwes_planner.faults import CannotPin, Fault
from luwes_planner.instance import AVAILABLE, Bools, Index, Instance, Ints
from luwes_planner.model.presence import Coverage
from luwes_planner.model.signatures import Kinds, Signatures, kinds_of, signatures_of
from luwes_planner.model.travel import NO_WAY, minutes


@dataclass(frozen=True)
class Siding:
    """What side constraints ask of the network; empty where there are none.

    Attributes
    ----------
    team : (candidates,) the team of each, or -1
    team_needs : (teams, needs) where all of a team may serve
    role : (signatures,)
    roles : (roles, leader rules) whether people of this role could lead under each rule
    led : (kinds,) whether some need of the kind must have leaders
    """

    team: Ints
    team_needs: Bools
    role: Ints
    roles: Bools
    led: Bools

    def lane(self, signature: Ints, kind: Ints) -> Ints:
        """The role in which people of a signature go to needs of a kind; 0 where none matters."""
        if len(self.roles) == 1:
            return np.zeros(len(signature), np.int64)
        return np.where(self.led[kind], self.role[signature], 0)


def _without_sides() -> Siding:
    none, neither = np.zeros(0, np.int64), np.zeros((0, 0), bool)
    return Siding(none, neither, none, np.zeros((1, 0), bool), np.zeros(0, bool))


_NO_SIDING: Final = _without_sides()


@dataclass(frozen=True)
class Candidates:
    """The people who may move, sorted; pinned ones among them.

    Attributes
    ----------
    person : (candidates,) index into people
    signature : (candidates,)
    start : (candidates,) index into `starts`
    starts : the places that candidates start from
    pinned : (candidates,) the need they are pinned to, or -1
    minutes : (starts, sites) travel, `NO_WAY` where there is none
    site, limit : (needs,) column of `minutes`, and the longest way; a limit of -1 is none
    """

    person: Ints
    signature: Ints
    start: Ints
    starts: Ints
    pinned: Ints
    minutes: Index
    site: Ints
    limit: Ints
    kinds: Kinds
    signatures: Signatures
    excluded: tuple[Ints, Ints]
    kept: tuple[Ints, Ints]
    siding: Siding = _NO_SIDING

    @property
    def in_team(self) -> Ints:
        """Candidates who must serve together with others."""
        return np.flatnonzero(self.siding.team >= 0)

    def allows(self, candidate: Ints, need: Ints) -> Bools:
        """Whether each pair is allowed by all but exclusions and presence."""
        kind = self.kinds.of_need[need]
        fit = self.signatures.allowed[self.signature[candidate], kind]
        return np.asarray(fit & (self.way(self.start[candidate], need) != NO_WAY))

    def way(self, start: Ints, need: Ints | int | np.integer[Any]) -> Ints:
        """Minutes from starts to needs (broadcast together), `NO_WAY` also where it is too far."""
        minutes = self.minutes[start, self.site[need]].astype(np.int64)
        limit = self.limit[need]
        return np.where((limit >= 0) & (minutes > limit), NO_WAY, minutes)


def find_candidates(instance: Instance, cover: Coverage) -> Candidates:
    """Find who may be sent, and check the pins.

    Raises
    ------
    CannotPin
    """
    people, rules = instance.people, instance.rules
    pinned = pins_of(instance)
    never = np.zeros(len(people.id), bool)
    never[rules.person[rules.need < 0]] = True
    closed = np.zeros(len(cover.cell_unit), bool)
    closed[cover.rule_cell[cover.room[cover.rule] == 0]] = True
    free = (people.state == AVAILABLE) & ~never & ~closed[cover.cell]
    found = gather(instance, np.flatnonzero(free | (pinned >= 0)).astype(np.int64))
    check_pins(instance, cover, found, never)
    return found


def pins_of(instance: Instance) -> Ints:
    """The need that every person is pinned to, or -1."""
    pinned = np.full(len(instance.people.id), -1, np.int64)
    pinned[instance.rules.person[instance.rules.is_pin]] = instance.rules.need[
        instance.rules.is_pin
    ]
    return pinned


def gather(instance: Instance, person: Ints) -> Candidates:
    """Describe these people (ascending) as candidates, whether they may be sent or not."""
    people, rules = instance.people, instance.rules
    kinds = kinds_of(instance)
    signatures = signatures_of(instance, kinds, person)
    starts, start = np.unique(people.place[person], return_inverse=True)
    sites, site = np.unique(instance.needs.place, return_inverse=True)
    return Candidates(
        person=person,
        signature=signatures.of_person,
        start=start.astype(np.int64),
        starts=starts,
        pinned=pins_of(instance)[person],
        minutes=minutes(instance, starts[:, None], sites[None, :]).astype(np.int32),
        site=site.astype(np.int64),
        limit=instance.needs.max_minutes,
        kinds=kinds,
        signatures=signatures,
        excluded=_pairs(rules.person, rules.need, ~rules.is_pin & (rules.need >= 0), person),
        kept=_pairs(instance.keep.person, instance.keep.need, None, person),
    )


def _pairs(person: Ints, need: Ints, use: Bools | None, who: Ints) -> tuple[Ints, Ints]:
    if use is not None:
        person, need = person[use], need[use]
    at = np.minimum(np.searchsorted(who, person), max(len(who) - 1, 0))
    there = who[at] == person if len(who) else np.zeros(len(person), bool)
    return at[there], need[there]


def check_pins(instance: Instance, cover: Coverage, found: Candidates, never: Bools) -> None:
    """Refuse pins that can't all be served.

    Raises
    ------
    CannotPin
        Naming each row and the rule it breaks.
    """
    rules, people, needs = instance.rules, instance.people, instance.needs
    faults: list[Fault] = []
    taken = np.zeros(len(cover.room), np.int64)
    heads = np.zeros(len(needs.id), np.int64)
    offsets, rule_of = cover.of_cells()
    seen: set[int] = set()
    pins = np.flatnonzero(rules.is_pin)
    for pin in pins[np.argsort(rules.row[pins])]:
        person, need = int(rules.person[pin]), int(rules.need[pin])
        name, row = people.id[person], int(rules.row[pin])
        at = int(np.searchsorted(found.person, person))
        heads[need] += 1
        cell = cover.cell[person]
        mine = rule_of[offsets[cell] : offsets[cell + 1]]
        taken[mine] += 1
        broken: list[tuple[str, str]] = []
        if person in seen:
            broken.append((f"a second pin of '{name}'", "one need a person"))
        if people.state[person] != AVAILABLE:
            broken.append((f"'{name}', not available", "a person whose state is available"))
        if never[person]:
            broken.append((f"'{name}', never sent by a rule", "no exclusion of the person"))
        if not found.allows(np.array([at]), np.array([need]))[0]:
            expected = "group, competencies, availability and travel as the need asks"
            broken.append((f"'{name}', not allowed for '{needs.id[need]}'", expected))
        if heads[need] > needs.desired[need]:
            found_heads = f"{heads[need]} pins to '{needs.id[need]}'"
            broken.append((found_heads, f"at most {needs.desired[need]} heads"))
        broken += [_presence_words(instance, cover, int(r), int(taken[r])) for r in mine
                   if taken[r] > cover.room[r]]  # fmt: skip
        faults += [Fault("rules", row, "person", f, e) for f, e in broken]
        seen.add(person)
    if faults:
        raise CannotPin(faults)


def _presence_words(instance: Instance, cover: Coverage, rule: int, taken: int) -> tuple[str, str]:
    rules = instance.presence
    group = instance.groups[rules.group[rule]] if rules.group[rule] >= 0 else "everyone"
    unit = instance.units.id[rules.unit[rule]]
    return (
        f"{taken} pinned away from '{unit}' ({group}), {cover.present[rule]} present",
        f"at least {rules.minimum[rule]} to stay",
    )


def tie_order(instance: Instance, who: Ints, seed: int) -> Ints:
    """A number for each of `who` that looks random but is the same on any machine."""
    names = instance.people.id.at(who).to_list()
    mixed = np.fromiter((zlib.crc32(name.encode()) for name in names), np.uint64, len(who))
    mixed += np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    order = np.lexsort((who, mixed ^ (mixed >> np.uint64(31))))
    rank = np.empty(len(who), np.int64)
    rank[order] = np.arange(len(who))
    return rank


def special(found: Candidates) -> Bools:
    """Candidates who need a node of their own: kept or excluded somewhere, or in a team."""
    mask = np.zeros(len(found.person), bool)
    mask[found.kept[0]] = True
    mask[found.excluded[0]] = True
    mask[found.in_team] = True
    return mask & (found.pinned < 0)


def pools_of(found: Candidates) -> Ints:
    """Number candidates by start and signature."""
    return refine(found.start, found.signature)
