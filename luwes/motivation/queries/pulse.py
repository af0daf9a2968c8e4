"""The question of the week for one person, and what was told of earlier weeks. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from luwes.motivation.models import EDGE_LABELS, PulseQuestion, PulseResult, PulseRound, PulseTurn
from luwes.motivation.rules.pulse import DEPTH, CellKind, week_of
from luwes.organisation import queries as organisation
from luwes.organisation.models import UnitShape
from luwes.people.models import Employee

WEEKS = 26


@dataclass(frozen=True)
class Asked:
    """The question of this week for one person. What was answered nobody knows, not even here."""

    round: PulseRound
    is_answered: bool


def asked(employee: Employee, on: date) -> Asked | None:
    rows = PulseRound.objects.filter(
        agency_id=employee.agency_id, week=week_of(on), is_closed=False
    ).select_related("question")
    round = rows.first()
    if round is None:
        return None
    had = PulseTurn.objects.filter(round=round, employee=employee).exists()
    return Asked(round, had)


@dataclass(frozen=True)
class Node:
    """A group of the tree: a whole government, or one of its units of the first two levels."""

    agency_id: int
    unit_id: int | None = None
    parent_id: int | None = None
    name: str = ""
    is_above: bool = False  # it stands for a unit further below


def node_of(shape: UnitShape, on: date) -> Node:
    """Where a unit is counted: itself, or the unit over it that still is."""
    path = [int(pk) for pk in shape.path.split(".")][:DEPTH]
    name = organisation.unit_names([path[-1]], on).get(path[-1], shape.name)
    parent = path[-2] if len(path) > 1 else None
    return Node(shape.agency_id, path[-1], parent, name, path[-1] != shape.unit_id)


@dataclass(frozen=True)
class Told:
    """A figure as it is shown; `is_above`: of the group above, for the group's own is too small."""

    result: PulseResult | None
    is_above: bool = False

    @property
    def mean(self) -> float:
        return self.result.tenths / 10 if self.result else 0

    @property
    def plain(self) -> str:
        """The mean as a machine reads it."""
        return str(self.mean)

    @property
    def edge(self) -> str:
        return str(EDGE_LABELS[self.result.edge]) if self.result else ""


@dataclass(frozen=True)
class Week:
    round: PulseRound
    told: Told


def weeks_of(node: Node) -> list[Week]:
    """The last half year, the newest first; where the group is too small, the group above stands in."""
    rounds = list(
        PulseRound.objects.filter(agency_id=node.agency_id, is_closed=True)
        .select_related("question").order_by("-week")[:WEEKS]
    )  # fmt: skip
    shown = Q(unit__in=[pk for pk in (node.unit_id, node.parent_id) if pk]) | Q(unit=None)
    rows = PulseResult.objects.filter(shown, round__in=rounds, kind=CellKind.GROUP.value)
    found = {(row.round_id, row.unit_id): row for row in rows.order_by("pk")}
    return [Week(round, _told(found, round.pk, node)) for round in rounds]


def _told(found: dict[tuple[int, int | None], PulseResult], round_id: int, node: Node) -> Told:
    own = found.get((round_id, node.unit_id))
    if own is not None:
        return Told(own)
    for above in (node.parent_id, None):
        if above != node.unit_id and (row := found.get((round_id, above))):
            return Told(row, is_above=True)
    return Told(None)


@dataclass(frozen=True)
class Below:
    """A unit next below; `is_rest`: all that are too small, together."""

    name: str
    unit_id: int | None
    told: Told
    is_rest: bool = False


def below(node: Node, round: PulseRound, on: date) -> list[Below]:
    """The units next below with their figures, those without one too; three queries."""
    if node.parent_id is not None or node.is_above:
        return []
    shapes = UnitShape.objects.filter(
        agency_id=node.agency_id, parent_id=node.unit_id, period__contains=on, is_draft=False
    )
    names = dict(shapes.order_by("name", "unit_id").values_list("unit_id", "name"))
    rows = {row.unit_id: row for row in _below(node, round)}
    gone = {pk for pk in rows if pk and pk not in names}
    names |= organisation.unit_names(gone, round.week) if gone else {}
    listed = [Below(name, pk, Told(rows.get(pk))) for pk, name in names.items()]
    rest = PulseResult.objects.filter(round=round, unit_id=node.unit_id, kind=CellKind.REST.value).first()  # fmt: skip
    if rest is not None:
        listed.append(Below("", None, Told(rest), is_rest=True))
    return listed


def _below(node: Node, round: PulseRound) -> QuerySet[PulseResult]:
    rows = PulseResult.objects.filter(
        round=round, parent_id=node.unit_id, kind=CellKind.GROUP.value
    ).exclude(unit=None)
    return rows.order_by("pk")


def bank(agency_id: int) -> list[PulseQuestion]:
    """All sentences of a government, with the week in which each was asked last."""
    rows = PulseQuestion.objects.filter(agency_id=agency_id).annotate(last=Max("rounds__week"))
    return list(rows.order_by("withdrawn_at", "place", "pk"))
