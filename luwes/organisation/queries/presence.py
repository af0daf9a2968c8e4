"""Minimum presence as pages show it: what is asked, what waits, and how many an asked minimum leaves free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access, occupancy, queries
from luwes.organisation.models import (
    MinimumPresence,
    MinimumProposal,
    StaffGroup,
    UnitShape,
)
from luwes.organisation.models.presence import ANSWERED, WAITING
from luwes.organisation.queries import pages
from luwes.organisation.rules import default_minimum
from luwes.organisation.rules.presence import free

MOST = 50


@dataclass(frozen=True)
class Effect:
    """What a minimum changes: of those present in the group, and of all who may go at once."""

    group: str  # empty: everyone
    present: int
    was: int | None  # the minimum of this group now; None: it has none of its own
    minimum: int | None
    free_now: int
    free_then: int

    @property
    def lack(self) -> int:
        return max(0, (self.minimum or 0) - self.present)


Ask = tuple[StaffGroup | None, int | None]


def effects(shape: UnitShape, asks: Sequence[Ask], on: date) -> list[Effect]:
    """
    Each by itself: if the group (None: everyone) had that minimum (None: none of its own) on the day.

    Four queries at most, however many.
    """
    if not asks:
        return []
    present = occupancy.source().present(shape.path, on)
    kept = MinimumPresence.objects.filter(unit_id=shape.unit_id, period__contains=on)
    rules: dict[int | None, int] = dict(kept.order_by("pk").values_list("group_id", "minimum"))
    percent, _source = pages.policy(shape.kind, on)
    filled = queries.figures([shape.unit_id], on)[shape.unit_id].filled
    assumed = default_minimum(filled, percent)
    return [_effect(ask, present, rules, assumed) for ask in asks]


def _effect(
    ask: Ask, present: dict[int, int], rules: dict[int | None, int], assumed: int
) -> Effect:
    group, minimum = ask
    key = group.pk if group else None
    then = {k: v for k, v in rules.items() if k != key}
    if minimum is not None:
        then[key] = minimum
    return Effect(
        group.name if group else "", present.get(key, 0) if key else sum(present.values()),
        rules.get(key), minimum, _free(present, rules, assumed), _free(present, then, assumed),
    )  # fmt: skip


def _free(present: dict[int, int], rules: dict[int | None, int], assumed: int) -> int:
    groups = [(count, rules.get(group, 0)) for group, count in present.items()]
    return free(sum(present.values()), rules.get(None, assumed), groups)


# ── proposals ────────────────────────────────────────────────────────


def _named(rows: QuerySet[MinimumProposal], on: date) -> QuerySet[MinimumProposal, Any]:
    """With the unit's name on the day."""
    names = UnitShape.objects.filter(unit=OuterRef("unit"), period__contains=on).values("name")[:1]
    rows = rows.select_related("unit", "group", "proposed_by", "decided_by")
    return rows.annotate(unit_name=Subquery(names))


def of_unit(unit_id: int) -> list[MinimumProposal]:
    """The newest first."""
    rows = MinimumProposal.objects.filter(unit_id=unit_id)
    rows = rows.select_related("unit__agency", "group", "proposed_by", "decided_by")
    return list(rows.order_by("-proposed_at", "-pk")[:MOST])


def to_check(user: User, on: date) -> QuerySet[MinimumProposal, Any]:
    """What waits for this user, the oldest first; not what the user has asked for."""
    units = access.units_with_rights(user, Right.CHECK_PRESENCE, on).values("unit_id")
    rows = MinimumProposal.objects.filter(state=WAITING, unit_id__in=units)
    return _named(rows.exclude(proposed_by=user), on).order_by("proposed_at", "pk")


def to_mend(user: User, on: date) -> QuerySet[MinimumProposal, Any]:
    """What came back to this user and was not asked for anew since."""
    newer = MinimumProposal.objects.alias(of=Coalesce("group", 0)).filter(
        unit=OuterRef("unit"), of=Coalesce(OuterRef("group"), 0), pk__gt=OuterRef("pk")
    )
    rows = MinimumProposal.objects.filter(~Exists(newer), proposed_by=user, state=ANSWERED)
    return _named(rows, on).order_by("-decided_at", "pk")
