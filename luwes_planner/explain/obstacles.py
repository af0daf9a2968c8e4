"""The hard rules between a person and a need."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from luwes_planner.exchange.tables import STATES
from luwes_planner.explain.shortage import Situation
from luwes_planner.instance import AVAILABLE, FIRST_DAY, LAST_DAY
from luwes_planner.model.travel import NO_WAY


@dataclass(frozen=True)
class Obstacle:
    """A hard rule in the way: `rule` with the numbers that a sentence needs.

    ``state`` (state) · ``excluded`` (need or None for all) · ``group`` (group, allowed) ·
    ``competency`` (competency, asked, held, expires) · ``availability`` (available_from,
    available_to, start, end) · ``travel`` (minutes, limit) · ``presence`` (unit, group, present,
    minimum) · ``pinned`` (need) · ``pins`` (reasons): the pins of others leave no room.
    """

    rule: str
    details: dict[str, int | str | None]


def obstacles(situation: Situation, person: int, need: int) -> Iterator[Obstacle]:
    """All rules broken, in the order they are checked."""
    instance, people, needs = (
        situation.instance,
        situation.instance.people,
        situation.instance.needs,
    )
    rules = instance.rules
    if people.state[person] != AVAILABLE:
        yield Obstacle("state", {"state": STATES[int(people.state[person])]})
    for row in np.flatnonzero((rules.person == person) & ~rules.is_pin):
        if rules.need[row] in (-1, need):
            name = needs.id[need] if rules.need[row] >= 0 else None
            yield Obstacle("excluded", {"need": name})
    pins = rules.need[(rules.person == person) & rules.is_pin]
    if len(pins) and need not in pins:
        yield Obstacle("pinned", {"need": needs.id[int(pins[0])]})
    allowed = needs.groups[need]
    if allowed and people.group[person] not in allowed:
        names = ";".join(instance.groups[g] for g in allowed)
        group = instance.groups[int(people.group[person])]
        yield Obstacle("group", {"group": group, "allowed": names})
    yield from _lacking(situation, person, need)
    if not situation.free(need)[person]:
        yield Obstacle(
            "availability",
            {
                "available_from": _day(int(people.available_from[person])),
                "available_to": _day(int(people.available_to[person])),
                "start": _day(int(needs.start[need])),
                "end": _day(int(needs.end[need])),
            },
        )
    time, limit = int(situation.minutes(need)[person]), int(needs.max_minutes[need])
    if time == NO_WAY or 0 <= limit < time:
        yield Obstacle(
            "travel",
            {
                "minutes": None if time == NO_WAY else time,
                "limit": None if limit < 0 else limit,
            },
        )
    yield from _shut(situation, person)


def _lacking(situation: Situation, person: int, need: int) -> Iterator[Obstacle]:
    instance = situation.instance
    day = int(instance.needs.end[need]) - 1
    skills = instance.skills
    for what, asked in situation.asked[need]:
        held = int(situation.level(what, day)[person])
        if held < asked:
            mine = (skills.person == person) & (skills.competency == what) & (skills.level >= asked)
            ends = skills.valid_until[mine]
            yield Obstacle(
                "competency",
                {
                    "competency": instance.competencies[what],
                    "asked": asked,
                    "held": held,
                    "expires": _day(int(ends.max())) if len(ends) else None,
                },
            )


def _shut(situation: Situation, person: int) -> Iterator[Obstacle]:
    """Rules that let nobody go at all."""
    instance, cover = situation.instance, situation.cover
    rules = instance.presence
    mine = cover.rule[cover.rule_cell == cover.cell[person]]
    for r in mine[cover.room[mine] == 0].tolist():
        group = instance.groups[rules.group[r]] if rules.group[r] >= 0 else ""
        yield Obstacle(
            "presence",
            {
                "unit": instance.units.id[rules.unit[r]],
                "group": group,
                "present": int(cover.present[r]),
                "minimum": int(rules.minimum[r]),
            },
        )


def _day(ordinal: int) -> str | None:
    return None if ordinal in (FIRST_DAY, LAST_DAY) else date.fromordinal(ordinal).isoformat()
