"""What the pages of a unit and of a position show."""

from dataclasses import dataclass
from datetime import date

from luwes.organisation import occupancy, queries
from luwes.organisation.models import MinimumPresence, Position, PresencePolicy, UnitShape
from luwes.organisation.occupancy import Ahead, Coming, Holder
from luwes.organisation.rules import Figures, Outlook, default_minimum


@dataclass(frozen=True)
class Row:
    """One line of the position map with the first of its holders."""

    position: Position
    figures: Figures
    holders: list[Holder]
    ahead: Ahead

    @property
    def coming(self) -> Coming | None:
        return self.ahead.next

    @property
    def outlook(self) -> Outlook:
        return self.ahead.outlook

    @property
    def unnamed(self) -> int:
        """Definitive holders beyond those named."""
        return max(0, self.figures.filled - sum(not h.mandate for h in self.holders))


def rows(unit_id: int, on: date, *, names: bool) -> list[Row]:
    """The position map of one very unit; without names for whoever may not see its people."""
    source = occupancy.source()
    positions = list(queries.positions_of(unit_id, on).annotate(held=source.held(on)))
    ids = [p.pk for p in positions]
    held = source.holders(ids, on) if names and ids else {}
    known = source.ahead(ids, on) if ids else {}
    return [
        Row(p, Figures.of(p.headcount, p.held), held.get(p.pk, []), known.get(p.pk, Ahead()))
        for p in positions
    ]


@dataclass(frozen=True)
class Total:
    figures: Figures
    outlook: Outlook


def total(lines: list[Row]) -> Total:
    return Total(
        sum((line.figures for line in lines), Figures()),
        sum((line.outlook for line in lines), Outlook()),
    )


@dataclass(frozen=True)
class Floor:
    """A minimum as the page shows it: who must stay, of how many present, and so who is free."""

    rule: MinimumPresence | None  # None: the policy's share
    group: str
    minimum: int
    present: int
    basis: str

    @property
    def free(self) -> int:
        return max(0, self.present - self.minimum)

    @property
    def lack(self) -> int:
        return max(0, self.minimum - self.present)


def floors(shape: UnitShape, figures: Figures, on: date) -> list[Floor]:
    """What the unit must keep, everyone first; the policy's share where it has set nothing."""
    present = occupancy.source().present(shape.path, on)
    everyone = sum(present.values())
    rules = MinimumPresence.objects.filter(unit_id=shape.unit_id, period__contains=on)
    found = [
        Floor(
            r, r.group.name if r.group else "", r.minimum,
            present.get(r.group_id, 0) if r.group_id else everyone, r.reason,
        )
        for r in rules.select_related("group").order_by("group__name", "pk")
    ]  # fmt: skip
    found.sort(key=lambda floor: bool(floor.group))
    if any(not floor.group for floor in found):
        return found
    return [_assumed(shape, figures, everyone, on), *found]


def _assumed(shape: UnitShape, figures: Figures, everyone: int, on: date) -> Floor:
    percent, source = policy(shape.kind, on)
    basis = f"{percent} %, {source}" if source else ""
    return Floor(None, "", default_minimum(figures.filled, percent), everyone, basis)


def policy(unit_kind: str, on: date) -> tuple[int, str]:
    """The share that stays by default, and its source; all of them where nobody decided."""
    rows = PresencePolicy.objects.filter(period__contains=on, unit_kind__in=["", unit_kind])
    found = rows.order_by("-unit_kind").first()
    return (found.percent, found.source) if found else (100, "")
