"""Who is left in the home units after moves, against what these must keep."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from luwes.appointments.models import Move
from luwes.appointments.rules import moves as rules
from luwes.organisation import queries as organisation
from luwes.organisation.models import Position, UnitShape


class Holds(Protocol):
    @property
    def unit_id(self) -> int: ...


def left_after(
    moves: Sequence[Move], held: Mapping[int, Holds], positions: Mapping[int, Position], on: date
) -> dict[int, rules.Left]:
    """By move that takes somebody out of a unit: its heads (with all below) when all are done."""
    going: dict[int, tuple[int, int]] = {}
    for move in moves:
        kind, home = rules.MoveKind(move.kind), held.get(move.employee_id)
        if home is None or kind in rules.MANDATES or kind is rules.MoveKind.RETURN:
            continue
        to = positions[move.to_position_id].unit_id if move.to_position_id else 0
        if to != home.unit_id:
            going[move.pk] = (home.unit_id, to)
    if not going:
        return {}
    units = {unit for unit, _to in going.values()}
    named = units | {to for _unit, to in going.values()}
    rows = UnitShape.objects.filter(unit_id__in=named, period__contains=on)
    shapes = {shape.unit_id: shape for shape in rows}
    change: Counter[int] = Counter()
    for unit, to in going.values():
        out, into = _under(shapes.get(unit)), _under(shapes.get(to))
        change.subtract(out - into)
        change.update(into - out)
    strength = organisation.figures(list(units), on)
    least = organisation.minimums(list(units), on, strength=strength)
    found = {}
    for pk, (unit, _to) in going.items():
        name = shapes[unit].name if unit in shapes else ""
        rule = next((r for r in least.get(unit, []) if r.group_id is None), None)
        if rule and name:
            found[pk] = rules.Left(name, strength[unit].filled + change[unit], rule.minimum)
    return found


def _under(shape: UnitShape | None) -> set[int]:
    """The unit and all above it."""
    return {int(label) for label in shape.path.split(".")} if shape else set()
