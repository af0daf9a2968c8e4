"""Needs against people, by role and priority, and by area."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from luwes.mobilisation.models import TIER_LABELS
from luwes.staffing.queries import Asked
from luwes.staffing.rules import Heads


@dataclass(frozen=True)
class Role:
    name: str
    tier: int
    heads: Heads

    @property
    def still(self) -> int:
        """Heads wanted beside those who have served already: the length of the bar."""
        return max(self.heads.desired - self.heads.done, self.standing)

    @property
    def standing(self) -> int:
        return self.heads.here + self.heads.coming + self.heads.asked + self.heads.outside


@dataclass(frozen=True)
class Tier:
    label: str
    roles: list[Role]


@dataclass(frozen=True)
class Filling:
    """All needs of an incident; `short_at` holds the lack by area id, `at` the heads."""

    tiers: list[Tier]
    total: Heads
    at: dict[int, Heads]

    @property
    def roles(self) -> list[Role]:
        return [role for tier in self.tiers for role in tier.roles]

    @property
    def most(self) -> int:
        return max((role.still for role in self.roles), default=0)

    @property
    def short(self) -> int:
        """Lacking heads: an overfull role fills no other."""
        return sum(role.heads.short for role in self.roles)

    @property
    def filled(self) -> int:
        return self.total.desired - self.short

    @property
    def lacking(self) -> list[Role]:
        """Urgent ones first, then by the size of the lack."""
        found = [role for role in self.roles if role.heads.short]
        return sorted(found, key=lambda role: (role.tier, -role.heads.short, role.name))


def filling(needs: Iterable[Asked], heads: dict[int, Heads]) -> Filling:
    roles: dict[tuple[int, str], Heads] = {}
    at: dict[int, Heads] = {}
    for need in needs:
        # what one place has too many of does not fill another: the sum of lacks must stay true
        own = _capped(heads[need.pk])
        key = (need.tier, need.role)
        roles[key] = roles.get(key, Heads(0)) + own
        at[need.area_id] = at.get(need.area_id, Heads(0)) + own
    ordered = sorted(roles)
    tiers = [
        Tier(
            str(TIER_LABELS[tier]),
            [Role(name, tier, roles[tier, name]) for t, name in ordered if t == tier],
        )
        for tier in sorted({tier for tier, _ in ordered})
    ]
    return Filling(tiers, sum(roles.values(), Heads(0)), at)


def _capped(heads: Heads) -> Heads:
    """With as many wanted as are there, where more came than were wanted."""
    return replace(heads, desired=max(heads.desired, heads.filled))
