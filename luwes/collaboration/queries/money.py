"""A programme's money: by source and year, exact to the rupiah; what was recorded, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from luwes.collaboration.models import BudgetEntry, BudgetSource, Programme
from luwes.collaboration.rules.money import Line, total
from luwes.collaboration.rules.states import EntryKind


@dataclass(frozen=True)
class Bar:
    """As it is drawn: what was taken back below nought draws nothing."""

    need: int
    here: int
    coming: int


@dataclass(frozen=True)
class SourceLine:
    source: BudgetSource
    line: Line

    @property
    def bar(self) -> Bar:
        realised = max(0, self.line.realised)
        coming = max(0, self.line.committed - realised)
        return Bar(max(self.line.planned, realised + coming), realised, coming)


@dataclass(frozen=True)
class Year:
    year: int
    rows: list[SourceLine]
    line: Line

    @property
    def key(self) -> str:
        return f"tahun-{self.year}"

    @property
    def left(self) -> int:
        """Of every source what is left: what one spent beyond its plan is not another's."""
        return sum(row.line.left for row in self.rows)


@dataclass(frozen=True)
class Budget:
    years: list[Year]
    line: Line

    @property
    def left(self) -> int:
        return sum(year.left for year in self.years)

    @property
    def most(self) -> int:
        """The longest of the bars."""
        rows = [row.line for year in self.years for row in year.rows]
        return max((max(r.planned, r.committed, r.realised) for r in rows), default=0)


def sources(programme: Programme) -> QuerySet[BudgetSource]:
    rows = BudgetSource.objects.filter(programme=programme).select_related("partner__partner")
    return rows.order_by("year", "kind", "words", "pk")


def budget(programme: Programme) -> Budget:
    """Two queries, however many entries there are."""
    return _budget(sources(programme))


def _budget(rows: QuerySet[BudgetSource]) -> Budget:
    def summed(kind: EntryKind) -> Coalesce:
        return Coalesce(Sum("entries__amount", filter=Q(entries__kind=kind.value)), 0)

    counted = rows.annotate(
        committed=summed(EntryKind.COMMITTED), realised=summed(EntryKind.REALISED)
    )
    lines = [SourceLine(row, Line(row.planned, row.committed, row.realised)) for row in counted]
    years = [
        Year(year, found, total(row.line for row in found))
        for year, group in groupby(lines, lambda row: row.source.year)
        for found in [list(group)]
    ]
    return Budget(years, total(year.line for year in years))


def entries(rows: QuerySet[BudgetEntry]) -> QuerySet[BudgetEntry]:
    """The newest day first."""
    rows = rows.select_related("source__partner__partner", "by", "takes_back", "taken_back")
    return rows.order_by("-on", "-pk")


def rows_of_sheet(found: Iterable[BudgetEntry]) -> Iterable[list[object]]:
    for row in found:
        source = row.source
        yield [
            source.year, str(source.get_kind_display()), _partner(source), source.words,
            str(row.get_kind_display()), row.on, row.amount, row.document, row.words, row.by.name,
        ]  # fmt: skip


def _partner(source: BudgetSource) -> str:
    return source.partner.partner.name if source.partner else ""
