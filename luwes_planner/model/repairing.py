"""Make pairs that break some rule into a plan that breaks none, for the solver to begin with."""

import numpy as np

from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.presence import Coverage
from luwes_planner.model.rows import leads
from luwes_planner.sides import Sides

Pairs = tuple[Ints, Ints]


def repaired(
    instance: Instance, cover: Coverage, found: Candidates, sides: Sides, known: Pairs
) -> Pairs | None:
    """Leave out of the pairs `known` whoever breaks presence, a team or a leader rule.

    Pins stay, and are not part of what is returned.

    Returns
    -------
    person, need : or None where the pinned lack leaders that only others could give
    """
    person, need = known
    pinned = found.person[found.pinned >= 0]
    free = ~np.isin(person, pinned)
    serves = dict(zip(person[free].tolist(), need[free].tolist(), strict=True))
    in_team = {p for team in sides.teams for p in team}
    for team in sides.teams:
        targets = {serves.get(p) for p in team}
        if len(targets) > 1 or not found.siding.team_needs[sides.teams.index(team)].any():
            for p in team:
                serves.pop(p, None)
    serves = _present(instance, cover, sides, pinned, serves)
    if not _led(instance, found, sides, serves, in_team):
        return None
    who = sorted(serves)
    return np.array(who, np.int64), np.array([serves[p] for p in who], np.int64)


def _present(
    instance: Instance, cover: Coverage, sides: Sides, pinned: Ints, serves: dict[int, int]
) -> dict[int, int]:
    """Take people, teams first, then by tier, as long as every presence rule has room."""
    offsets, rule_of = cover.of_cells()
    left = cover.room - cover.taken(pinned)
    teams = [[p for p in team if p in serves] for team in sides.teams]
    named = {p for team in teams for p in team}
    order = sorted(
        (p for p in serves if p not in named), key=lambda p: instance.needs.tier[serves[p]]
    )
    kept: dict[int, int] = {}
    for party in [*filter(None, teams), *([p] for p in order)]:
        cells = cover.cell[party]
        rules = np.concatenate([rule_of[offsets[c] : offsets[c + 1]] for c in cells])
        used = np.bincount(rules, minlength=len(left))
        if (used <= left).all():
            left -= used
            kept |= {p: serves[p] for p in party}
    return kept


def _led(
    instance: Instance,
    found: Candidates,
    sides: Sides,
    serves: dict[int, int],
    in_team: set[int],
) -> bool:
    """Send home, in place, whoever is too many for the leaders; tells whether the rest is right."""
    for need in sorted({leader.need for leader in sides.leaders}):
        rules = [i for i, leader in enumerate(sides.leaders) if leader.need == need]
        per = np.array([sides.leaders[i].per + 1 for i in rules])
        fixed = np.flatnonzero(found.pinned == need)
        people = np.array(sorted(p for p, n in serves.items() if n == need), np.int64)
        at = np.searchsorted(found.person, people)
        can = np.stack([leads(found, np.concatenate([fixed, at]), i) for i in rules], axis=1)
        stays = np.ones(len(can), bool)
        loose = np.r_[np.zeros(len(fixed), bool), ~np.isin(people, list(in_team))]
        # the least useful leave first; if that is not enough, teams too
        order = np.lexsort((can.sum(axis=1), ~loose))
        for gone in order[order >= len(fixed)]:
            if (stays.sum() <= per * can[stays].sum(axis=0)).all():
                break
            stays[gone] = False
        if (stays.sum() > per * can[stays].sum(axis=0)).any():
            return False
        dropped = set(people[~stays[len(fixed) :]].tolist())
        for team in sides.teams:
            if dropped & set(team):
                dropped |= set(team)
        for p in dropped:
            serves.pop(p, None)
    return True
