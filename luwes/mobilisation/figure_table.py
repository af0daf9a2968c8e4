"""Figures side by side: areas by kinds, and where sources tell different numbers. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from luwes.mobilisation import rules
from luwes.mobilisation.models import FIGURE_LABELS, AreaFigure
from luwes.places.models import Area


@dataclass(frozen=True)
class Cell:
    """All figures of one kind for one area: the used one first, then the newest."""

    area: Area
    kind: str
    figures: list[AreaFigure]

    @property
    def label(self) -> str:
        return str(FIGURE_LABELS[self.kind])

    @property
    def used(self) -> AreaFigure | None:
        return next((figure for figure in self.figures if figure.is_used), None)

    @property
    def current(self) -> list[AreaFigure]:
        """Each source's last word: what was corrected is left out."""
        corrected = {figure.corrects_id for figure in self.figures}
        return [figure for figure in self.figures if figure.pk not in corrected]

    @property
    def is_contested(self) -> bool:
        """Reports of different numbers; an estimate contests nothing."""
        return len({figure.value for figure in self.current if not figure.is_estimate}) > 1


@dataclass(frozen=True)
class Row:
    """One area; a cell a kind in the table's order, None where nobody told."""

    area: Area
    cells: list[Cell | None]
    is_implausible: bool  # fewer people than families


@dataclass(frozen=True)
class Table:
    kinds: list[str]
    rows: list[Row]
    contested: list[Cell]

    @property
    def labels(self) -> list[str]:
        return [str(FIGURE_LABELS[kind]) for kind in self.kinds]

    @property
    def implausible(self) -> list[Row]:
        return [row for row in self.rows if row.is_implausible]


def table(figures: Iterable[AreaFigure], areas: Iterable[Area]) -> Table:
    """`figures` in the order of `queries.figures`; `areas` also those nobody told of."""
    cells: dict[tuple[int, str], list[AreaFigure]] = defaultdict(list)
    known = {area.pk: area for area in areas}
    for figure in figures:
        known.setdefault(figure.area_id, figure.area)
        cells[figure.area_id, figure.kind].append(figure)
    kinds = [kind.value for kind in rules.Figure if any(k == kind.value for _, k in cells)]
    found = {key: Cell(known[key[0]], key[1], rows) for key, rows in cells.items()}
    ordered = sorted(known.values(), key=lambda area: area.code)
    rows = [_row(area, [found.get((area.pk, kind)) for kind in kinds]) for area in ordered]
    contested = [cell for row in rows for cell in row.cells if cell and cell.is_contested]
    return Table(kinds, rows, contested)


def _row(area: Area, cells: list[Cell | None]) -> Row:
    values = {cell.kind: cell.used.value for cell in cells if cell and cell.used}
    people, families = values.get(rules.Figure.AFFECTED), values.get(rules.Figure.FAMILIES)
    strange = people is not None and families is not None
    return Row(area, cells, strange and not rules.plausible(people or 0, families or 0))
