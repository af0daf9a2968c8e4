"""What governments do today, to measure a plan against: every agency sends the same number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luwes_planner.arrays import place_in_run
from luwes_planner.explain.shortage import Situation
from luwes_planner.instance import AVAILABLE, Instance, Ints
from luwes_planner.model.costs import unfilled
from luwes_planner.model.measuring import measured
from luwes_planner.model.travel import NO_WAY
from luwes_planner.result import Plan


@dataclass(frozen=True)
class FlatQuota:
    """What the flat quota comes to.

    Attributes
    ----------
    pairs : (person, need), by person
    quota : heads asked of each unit, as (unit, heads)
    sent : heads really sent; fewer than asked where agencies lack people of an allowed group
    unmet_minimum, unmet_desired : by tier, counting whoever came
    unmet_minimum_able, unmet_desired_able : by tier, counting only who holds the competencies
    unable : heads sent who don't hold them
    travel_minutes : in all
    under_minimum : presence rules that are broken, as (unit, group, people missing)
    """

    pairs: tuple[tuple[str, str], ...]
    quota: tuple[tuple[str, int], ...]
    sent: int
    unmet_minimum: tuple[int, ...]
    unmet_desired: tuple[int, ...]
    unmet_minimum_able: tuple[int, ...]
    unmet_desired_able: tuple[int, ...]
    unable: int
    travel_minutes: int
    under_minimum: tuple[tuple[str, str, int], ...]

    @property
    def units_under_minimum(self) -> int:
        """Units with at least one broken rule."""
        return len({unit for unit, _, _ in self.under_minimum})


def flat_quota(
    instance: Instance, heads: int, units_level: Sequence[str] | None = None
) -> FlatQuota:
    """Spread `heads` evenly over agencies and send anyone of an allowed group, nearest first.

    Needs are served by tier, then id, first all minima, then the desired heads. Competencies,
    minimum presence, pins and keeping are overlooked; state, days, exclusions and travel limits
    are not.

    Parameters
    ----------
    heads : asked in all; what doesn't divide evenly falls on the first agencies by id
    units_level : the agencies by id; by default every unit without parent
    """
    agency, names = _agencies(instance, units_level)
    share, rest = divmod(heads, max(len(names), 1))
    asked = [share + (i < rest) for i in range(len(names))]
    quota = np.array([*asked, 0], np.int64)  # the last: people of no agency listed
    situation = Situation(instance, _nobody(instance))
    serves = np.full(len(instance.people.id), -1, np.int64)
    needs = instance.needs
    order = np.lexsort((np.arange(len(needs.id)), needs.tier)).tolist()
    for wanted in (needs.minimum, needs.desired - needs.minimum):
        for need in order:
            _send_nearest(situation, need, int(wanted[need]), serves, quota, agency)
    return _measured(situation, serves, tuple(zip(names, asked, strict=True)))


def _nobody(instance: Instance) -> Plan:
    none = np.zeros(0, np.int64)
    return measured(instance, none, none)


def _agencies(instance: Instance, units_level: Sequence[str] | None) -> tuple[Ints, list[str]]:
    """Number of every person's agency (the nearest listed unit above), and the agencies' ids."""
    units = instance.units
    if units_level is None:
        listed = [units.id[u] for u in np.flatnonzero(units.parent < 0)]
    else:
        listed = sorted(set(units_level))
    number = {name: i for i, name in enumerate(listed)}
    own = np.array([number.get(name, -1) for name in units.id], np.int64)
    of_unit, above = own.copy(), units.parent.copy()
    while ((of_unit < 0) & (above >= 0)).any():
        climb = np.flatnonzero((of_unit < 0) & (above >= 0))
        of_unit[climb] = own[above[climb]]
        above[climb] = units.parent[above[climb]]
    return of_unit[instance.people.unit], listed


def _send_nearest(
    situation: Situation, need: int, heads: int, serves: Ints, quota: Ints, agency: Ints
) -> None:
    instance, needs = situation.instance, situation.instance.needs
    if heads == 0:
        return
    time, limit = situation.minutes(need), int(needs.max_minutes[need])
    ok = (instance.people.state == AVAILABLE) & (serves < 0) & situation.free(need)
    ok &= ~situation.excluded(need) & (time != NO_WAY) & (quota[agency] > 0)
    if limit >= 0:
        ok &= time <= limit
    if needs.groups[need]:
        ok &= np.isin(instance.people.group, needs.groups[need])
    able = np.flatnonzero(ok)
    nearness = time[able] * len(ok) + able
    look, chosen = 4 * heads + 64, able[:0]
    while len(able):
        nearest = nearness if look >= len(able) else np.partition(nearness, look)[:look]
        who = np.sort(nearest) % len(ok)
        order = np.argsort(agency[who], kind="stable")
        within = place_in_run(agency[who[order]]) < quota[agency[who[order]]]
        chosen = who[np.sort(order[within])][:heads]
        if len(chosen) == heads or look >= len(able):
            break
        look *= 4
    serves[chosen] = need
    np.subtract.at(quota, agency[chosen], 1)


def _measured(situation: Situation, serves: Ints, quota: tuple[tuple[str, int], ...]) -> FlatQuota:
    instance, cover = situation.instance, situation.cover
    who = np.flatnonzero(serves >= 0)
    need = serves[who]
    able = np.zeros(len(who), bool)
    minutes = 0
    for n in np.unique(need):
        mine = need == n
        able[mine] = situation.is_qualified(int(n))[who[mine]]
        minutes += int(situation.minutes(int(n))[who[mine]].sum())
    short, wished = unfilled(instance, need)
    short_able, wished_able = unfilled(instance, need[able])
    missing = cover.taken(who) - cover.room
    rules, people, needs = instance.presence, instance.people, instance.needs
    under = [
        (
            instance.units.id[rules.unit[r]],
            instance.groups[rules.group[r]] if rules.group[r] >= 0 else "",
            int(missing[r]),
        )
        for r in np.flatnonzero(missing > 0)
    ]
    return FlatQuota(
        pairs=tuple((people.id[p], needs.id[n]) for p, n in zip(who, need, strict=True)),
        quota=quota,
        sent=len(who),
        unmet_minimum=_by_tier(instance, short),
        unmet_desired=_by_tier(instance, wished),
        unmet_minimum_able=_by_tier(instance, short_able),
        unmet_desired_able=_by_tier(instance, wished_able),
        unable=int((~able).sum()),
        travel_minutes=minutes,
        under_minimum=tuple(under),
    )


def _by_tier(instance: Instance, heads: Ints) -> tuple[int, ...]:
    tier = instance.needs.tier
    return tuple(int(heads[tier == t].sum()) for t in range(1, int(tier.max(initial=0)) + 1))
