"""What was reported: the headline figures, and every source beside the others."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from luwes.mobilisation import figure_table, queries, rules
from luwes.mobilisation.models import FIGURE_LABELS, AreaFigure

HEADLINES = ("houses", "affected", "displaced", "dead", "missing", "injured")
COUNTED_EVERYWHERE = ("houses", "affected")


@dataclass(frozen=True)
class Headline:
    """One total; `source` is empty where several sources make it up."""

    label: str
    total: rules.Total
    source: str
    sources: int
    reported_at: datetime
    contested: int  # areas where another source tells another number
    lacking: int  # areas nobody told of yet; nobody reports that no one died


@dataclass(frozen=True)
class SourceRow:
    """What one source told, added up over its areas; None where it told nothing."""

    source: str
    reported_at: datetime
    areas: int
    values: list[int | None]
    is_estimate: bool
    used: int
    told: int


@dataclass(frozen=True)
class Impact:
    headlines: list[Headline]
    labels: list[str]
    sources: list[SourceRow]
    contested: int


def impact(figures: list[AreaFigure]) -> Impact:
    by_area = queries.by_area(figures)
    totals = queries.totals_of(by_area)
    table = figure_table.table(figures, [])
    contested = Counter(cell.kind for cell in table.contested)
    used = defaultdict(list)
    for figure in figures:
        if figure.is_used:
            used[figure.kind].append(figure)
    headlines = [
        _headline(kind, used[kind], totals[kind], contested[kind])
        for kind in HEADLINES
        if used[kind]
    ]
    return Impact(headlines, table.labels, _sources(figures, table.kinds), contested.total())


def _headline(kind: str, used: list[AreaFigure], total: rules.Total, contested: int) -> Headline:
    reported = [figure for figure in used if not figure.is_estimate] or used
    sources = {figure.source for figure in reported}
    return Headline(
        label=str(FIGURE_LABELS[kind]),
        total=total,
        source=sources.pop() if len(sources) == 1 else "",
        sources=len({figure.source for figure in reported}),
        reported_at=max(figure.reported_at for figure in reported),
        contested=contested,
        lacking=total.areas_without if kind in COUNTED_EVERYWHERE else 0,
    )


def _sources(figures: list[AreaFigure], kinds: list[str]) -> list[SourceRow]:
    """Newest report first; what was corrected is left out."""
    corrected = {figure.corrects_id for figure in figures}
    by_source: dict[tuple[str, bool], list[AreaFigure]] = defaultdict(list)
    for figure in figures:
        if figure.pk not in corrected:
            by_source[figure.source, figure.is_estimate].append(figure)
    rows = []
    for (source, is_estimate), told in by_source.items():
        sums: dict[str, int] = Counter()
        for figure in told:
            sums[figure.kind] += figure.value
        rows.append(
            SourceRow(
                source=source,
                reported_at=max(figure.reported_at for figure in told),
                areas=len({figure.area_id for figure in told}),
                values=[sums.get(kind) for kind in kinds],
                is_estimate=is_estimate,
                used=sum(figure.is_used for figure in told),
                told=len(told),
            )
        )
    return sorted(rows, key=lambda row: (-row.used, -row.reported_at.timestamp(), row.source))
