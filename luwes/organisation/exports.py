"""The position map as csv and xlsx: units with their figures, vacant positions, a unit's posts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from luwes.core.sheets import download
from luwes.organisation import queries
from luwes.organisation.models import UNIT_KIND_LABELS, UnitShape
from luwes.organisation.queries import finding, pages, tree
from luwes.organisation.queries import workload as analyses
from luwes.organisation.queries.tree import Focus
from luwes.organisation.rules.workload import first_day

CHUNK = 500


def units(places: Sequence[Focus], on: date, text: str, form: str) -> HttpResponseBase:
    """Every unit of these parts of the tree, parents first."""
    head = [
        _("ID unor"), _("Unit"), _("Unit atasan"), _("Jenis"), _("Kepala"), _("Kebutuhan"),
        _("Terisi"), _("Kurang"), _("Lebih"), _("Plt./Plh."), _("Pensiun dalam setahun"),
    ]  # fmt: skip
    name = f"peta-jabatan-{on.isoformat()}"
    return download(name, form, _("Peta jabatan"), head, _unit_rows(places, on, text))


def _unit_rows(places: Sequence[Focus], on: date, text: str) -> Iterator[list[Any]]:
    for place in places:
        shapes = finding.units_under(place, on, text).select_related("unit")
        for some in _chunks(shapes):
            above = queries.unit_names([s.parent_id for s in some if s.parent_id], on)
            for shape, box in zip(some, tree.boxes(some, on), strict=True):
                yield _unit_row(shape, box, above.get(shape.parent_id or 0, ""))


def _chunks(rows: Any) -> Iterator[list[Any]]:
    start = 0
    while some := list(rows[start : start + CHUNK]):
        yield some
        start += CHUNK


def _unit_row(shape: UnitShape, box: tree.Box, above: str) -> list[Any]:
    head = f"{box.head.mandate} {box.head.name}".strip() if box.head else ""
    figures = box.figures
    return [
        shape.unit.code, shape.name, above, str(UNIT_KIND_LABELS[shape.kind]), head,
        figures.need, figures.filled, figures.short, figures.over, box.outlook.acting,
        box.outlook.retiring,
    ]  # fmt: skip


def vacancies(places: Sequence[Focus], on: date, text: str, form: str) -> HttpResponseBase:
    """Every position of these parts that lacks holders, the largest lack first."""
    head = [_("Unit"), _("Jabatan"), _("Kelas"), _("Kebutuhan"), _("Terisi"), _("Kurang")]
    rows = (
        [v.unit, str(v.position), v.position.job_class, v.figures.need, v.figures.filled,
         v.figures.short]
        for place in places
        for v in finding.vacancies(finding.vacant_under(place, on, text), on)
    )  # fmt: skip
    return download(f"jabatan-lowong-{on.isoformat()}", form, _("Jabatan lowong"), head, rows)


def positions(shape: UnitShape, on: date, form: str, *, names: bool) -> HttpResponseBase:
    """The positions of one very unit; with the first holders for whoever may see them."""
    head = [
        _("Nomor"), _("Jabatan"), _("Kelas"), _("Kelompok"), _("Kebutuhan"), _("Terisi"),
        _("Selisih"), _("Plt./Plh."), _("Pensiun dalam setahun"), _("Pemegang"),
        _("Berubah berikutnya"), _("Tanggal"),
    ]  # fmt: skip
    rows = (_position_row(row) for row in pages.rows(shape.unit_id, on, names=names))
    return download(f"jabatan-unit-{shape.unit_id}-{on.isoformat()}", form, shape.name, head, rows)


def _position_row(row: pages.Row) -> list[Any]:
    position, figures = row.position, row.figures
    people = [f"{h.mandate} {h.name}".strip() for h in row.holders]
    if row.unnamed and people:
        people.append(_("dan %(n)s lainnya") % {"n": row.unnamed})
    return [
        position.number, str(position), position.job_class, position.title.group.name, figures.need,
        figures.filled, figures.filled - figures.need, row.outlook.acting, row.outlook.retiring,
        "; ".join(people),
        row.coming.words if row.coming else "", row.coming.day if row.coming else None,
    ]  # fmt: skip


def workload(shape: UnitShape, year: int) -> HttpResponseBase:
    """The workload of a unit and all below it as its import reads it: a row a task, or a post without."""
    head = [
        "UNOR ID", "UNOR NAMA", "JABATAN", "TAHUN", "URAIAN TUGAS", "SATUAN HASIL", "VOLUME SETAHUN",
        "NORMA WAKTU (MENIT)", "BUKTI", "KEBUTUHAN DIBULATKAN", "ALASAN PEMBULATAN",
    ]  # fmt: skip
    rows = _workload_rows(shape, year)
    return download(f"abk-{year}-unit-{shape.unit_id}", "xlsx", f"ABK {year}", head, rows)


def _workload_rows(shape: UnitShape, year: int) -> Iterator[list[Any]]:
    units = queries.subtree_ids([shape.unit_id], first_day(year))
    for some in _chunks(analyses.positions_under(units, year)):
        lines = analyses.posts(some, year, first_day(year))
        tasks = analyses.tasks_of([line.analysis.pk for line in lines if line.analysis])
        for line in lines:
            start = [line.position.unit.code, line.unit, str(line.position), year]
            a = line.analysis
            for task in tasks[a.pk] if a else []:
                heads = [a.headcount, a.rounding_reason] if a else []
                yield [
                    *start, task.task, task.output, float(task.volume), float(task.norm_minutes),
                    task.evidence, *heads,
                ]  # fmt: skip
            if not a or not tasks[a.pk]:
                yield start
