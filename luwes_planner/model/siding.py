"""Side constraints in terms of candidates, signatures and needs; and the pins that follow."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from luwes_planner.arrays import refine
from luwes_planner.faults import CannotPin, Fault
from luwes_planner.instance import Bools, Instance, Ints, Rules
from luwes_planner.model.candidates import Candidates, Siding, find_candidates, pins_of
from luwes_planner.model.presence import Coverage
from luwes_planner.model.signatures import Signatures
from luwes_planner.sides import Led, Sides


def with_mates_pinned(instance: Instance, sides: Sides) -> Instance:
    """The instance in which all of a team are pinned where one of them is.

    Raises
    ------
    CannotPin
        If two of a team are pinned to different needs.
    """
    pinned, rules = pins_of(instance), instance.rules
    row_of = dict(
        zip(rules.person[rules.is_pin].tolist(), rules.row[rules.is_pin].tolist(), strict=True)
    )
    person, need, row = [], [], []
    faults = []
    for team in sides.teams:
        bound = [p for p in team if pinned[p] >= 0]
        faults += [
            _parted(instance, bound[0], other, pinned, row_of[other])
            for other in bound[1:]
            if pinned[other] != pinned[bound[0]]
        ]
        for mate in team if bound else ():
            if pinned[mate] < 0:
                person.append(mate)
                need.append(int(pinned[bound[0]]))
                row.append(row_of[bound[0]])
    if faults:
        raise CannotPin(faults)
    if not person:
        return instance
    more = Rules(
        np.append(rules.person, person),
        np.append(rules.need, need),
        np.append(rules.is_pin, np.ones(len(person), bool)),
        np.append(rules.row, row),
    )
    return replace(instance, rules=more)


def _parted(instance: Instance, first: int, other: int, pinned: Ints, row: int) -> Fault:
    people, needs = instance.people.id, instance.needs.id
    return Fault(
        "rules",
        row,
        "person",
        f"'{people[other]}' pinned to '{needs[pinned[other]]}'",
        f"'{needs[pinned[first]]}', to serve together with '{people[first]}'",
    )


def find_with_mates(
    instance: Instance, bound: Instance, cover: Coverage, sides: Sides
) -> Candidates:
    """Find the candidates, mates pinned along among them.

    Raises
    ------
    CannotPin
        Where only the mates pinned along break a rule, saying with whom they must serve.
    """
    found = find_candidates(instance, cover)
    if bound is instance:
        return found
    try:
        return find_candidates(bound, cover)
    except CannotPin as refused:
        pinned = set(instance.rules.person[instance.rules.is_pin].tolist())
        names = [
            "', '".join(instance.people.id[p] for p in team)
            for team in sides.teams
            if pinned & set(team)
        ]
        listed = "'; '".join(names)
        words = f" (all who must serve together are pinned: '{listed}')"
        faults = [replace(fault, found=fault.found + words) for fault in refused.faults]
        raise CannotPin(faults) from refused


def sided(instance: Instance, found: Candidates, sides: Sides) -> Candidates:
    """Tell people apart by what they could lead, and give teams the needs where all may serve."""
    if not sides:
        return found
    can_lead = _can_lead(instance, found.person, sides.leaders)
    roles, role = np.unique(can_lead, axis=0, return_inverse=True)
    role = role.reshape(-1).astype(np.int64)
    old = found.signatures
    number = refine(found.signature, role)
    _, one = np.unique(number, return_index=True)
    source = found.signature[one]
    signatures = Signatures(
        number, old.allowed[source], old.held[source], old.day_of_kind, old.levels_asked
    )
    led = np.zeros(len(found.kinds.model), bool)
    needs_led = np.array([leader.need for leader in sides.leaders], np.int64)
    led[found.kinds.of_need[needs_led]] = True
    team = np.full(len(found.person), -1, np.int64)
    needs = np.ones((len(sides.teams), len(instance.needs.id)), bool)
    for number_, people in enumerate(sides.teams):
        members = np.flatnonzero(np.isin(found.person, people))
        team[members] = number_
        needs[number_] = _common(instance, found, members, len(people))
    siding = Siding(team=team, team_needs=needs, role=role[one], led=led, roles=roles.astype(bool))
    return replace(found, signature=number, signatures=signatures, siding=siding)


def breaks(instance: Instance, sides: Sides, person: Ints, need: Ints) -> bool:
    """Whether these pairs break a side constraint."""
    serves = np.full(len(instance.people.id), -1, np.int64)
    serves[person] = need
    if any(len(set(serves[list(team)].tolist())) > 1 for team in sides.teams):
        return True
    can = _can_lead(instance, person, sides.leaders)
    for rule, leader in enumerate(sides.leaders):
        here = need == leader.need
        if here.sum() > (leader.per + 1) * can[here, rule].sum():
            return True
    return False


def _can_lead(instance: Instance, person: Ints, leaders: Sequence[Led]) -> Bools:
    """Whether each person could lead under each rule, shape (people, leaders)."""
    skills, days = instance.skills, instance.last_days()
    answers: dict[tuple[int, int, int], Bools] = {}
    for leader in leaders:
        key = leader.competency, leader.level, int(days[leader.need])
        if key not in answers:
            use = (
                (skills.competency == leader.competency)
                & (skills.level >= leader.level)
                & (skills.valid_until >= key[2])
            )
            answers[key] = np.isin(person, skills.person[use])
    columns = [answers[x.competency, x.level, int(days[x.need])] for x in leaders]
    return np.array(columns, bool).reshape(len(columns), len(person)).T


def _common(instance: Instance, found: Candidates, members: Ints, size: int) -> Bools:
    """Needs where all of a team may serve and there is room for them."""
    count = len(instance.needs.id)
    fits = instance.needs.desired >= size
    if len(members) < size:
        return np.zeros(count, bool)
    every = np.arange(count)
    for member in members.tolist():
        fits &= found.allows(np.full(count, member), every)
        fits[found.excluded[1][found.excluded[0] == member]] = False
    return np.asarray(fits)
