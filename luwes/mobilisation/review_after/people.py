"""Tables of a review about people and their units: speed, answers, minimums, hours; no names."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.mobilisation.papers.document import Cell, Chart, Fact, Table, numbers, texts, times
from luwes.mobilisation.review_after import drawing, stays
from luwes.mobilisation.review_after.speeds import Response
from luwes.mobilisation.review_after.whole import Review
from luwes.staffing.models import BODY_LABELS
from luwes.ui import formats
from luwes.ui.tags.words import number

MOST_UNITS = 40


def _time(value: timedelta | None) -> str | None:
    return None if value is None else formats.duration(value, get_language() or "id")


def speeds(found: Review) -> Iterator[Table]:
    words = {
        "declared_planned": _("Dari kejadian ditetapkan sampai rencana pertama diajukan"),
        "declared_approved": _("Dari kejadian ditetapkan sampai rencana pertama disetujui"),
        "declared_ordered": _("Dari kejadian ditetapkan sampai diperintahkan"),
        "ordered_accepted": _("Dari diperintahkan sampai menyanggupi"),
        "accepted_arrived": _("Dari menyanggupi sampai hadir di pos"),
        "declared_arrived": _("Dari kejadian ditetapkan sampai hadir di pos"),
    }
    rows: list[list[Cell]] = [
        [words[span.key], span.count, _time(span.median), _time(span.nine_of_ten)]
        for span in found.spans
    ]
    if rows:
        columns = [*texts(_("Langkah")), *numbers(_("Orang")), *times(_("Median"), _("90 %"))]
        note = _(
            "Median: separuh orang lebih cepat. 90 %: sembilan dari sepuluh orang lebih cepat."
        )
        yield Table(_("Waktu setiap langkah"), columns, rows, note, _("Kecepatan"))


def responses(found: Review) -> Iterator[Table]:
    agencies = [row for row in found.responses if row.unit_id is None]
    units = [row for row in found.responses if row.unit_id]
    silent_first = sorted(units, key=lambda r: (-(r.silent + r.declined), -r.sent))[:MOST_UNITS]
    counts = numbers(
        _("Dikirimi perintah"), _("Menyanggupi"), _("Menolak"), _("Diam"), _("Ditarik")
    )
    columns = [*counts, *times(_("Waktu jawab, median"))]
    if agencies:
        yield Table(
            _("Menurut instansi"), [*texts(_("Instansi")), *columns],
            [[found.agencies[row.agency_id], *_answers(row)] for row in agencies], name=_("Jawaban instansi"),
        )  # fmt: skip
    if silent_first:
        rest = len(units) - len(silent_first)
        note = _("%s unit lain tidak ditampilkan.") % number(rest) if rest else ""
        names = texts(_("Unit"), _("Instansi"))
        yield Table(
            _("Menurut unit, yang paling banyak diam atau menolak lebih dulu"), [*names, *columns],
            [[found.units.get(row.unit_id or 0, ""), found.agencies[row.agency_id], *_answers(row)] for row in silent_first],
            note, _("Jawaban unit"),
        )  # fmt: skip


def _answers(row: Response) -> list[Cell]:
    counts: Sequence[Cell] = (row.sent, row.accepted, row.declined, row.silent, row.withdrawn)
    return [*counts, _time(row.median)]


def units(found: Review) -> Iterator[Table]:
    rows: list[list[Cell]] = [
        [unit.name, unit.group or _("semua"), unit.present, unit.taken, unit.left, unit.minimum]
        for unit in found.under
    ]
    if rows:
        columns = [
            *texts(_("Unit"), _("Kelompok")),
            *numbers(_("Ada"), _("Dikirim"), _("Tinggal"), _("Minimum")),
        ]
        note = _("Keadaan terburuk di antara semua rencana yang terbit.")
        yield Table(_("Di bawah minimum"), columns, rows, note, _("Unit di bawah minimum"))


def outside(found: Review) -> Iterator[Table]:
    """How many every kind of body sent, how many came, how many filled a need at the end."""
    kinds = ("groups", "heads", "came", "counted")
    rows: list[list[Cell]] = [
        [str(BODY_LABELS[row["body"]]), *(row[kind] for kind in kinds)] for row in found.outside
    ]
    if rows:
        columns = [
            *texts(_("Jenis")),
            *numbers(_("Rombongan"), _("Orang"), _("Pernah hadir"), _("Mengisi kebutuhan")),
        ]
        yield Table(_("Menurut jenis"), columns, rows, name=_("Unsur luar ASN"))


# ── hours and nights ─────────────────────────────────────────────────


def load_facts(found: Review) -> list[Fact]:
    load = found.load
    return [
        Fact(_("Orang yang pernah hadir"), number(load.people)),
        Fact(_("Jam per orang, median"), number(round(load.median, 1))),
        Fact(_("Jam per orang, terbanyak"), number(round(load.most, 1))),
    ]


def load(found: Review) -> list[Chart]:
    words = _("Jumlah orang: %s.")
    charts = []
    for title, counts, limits, label in (
        (_("Berapa jam orang bertugas"), found.load.hours, stays.HOURS, _hours),
        (_("Berapa malam orang bertugas"), found.load.nights, stays.NIGHTS, _nights),
    ):
        pairs = [(label(limits, n), count) for n, count in enumerate(counts)]
        told = "; ".join(f"{name} {number(count)}" for name, count in pairs)
        note = _("Panjang batang: jumlah orang. Malam: hadir pada pukul 02.00.")
        narrow = drawing.bars(pairs, drawing.PHONE)
        charts.append(Chart(title, drawing.bars(pairs), narrow, words % told, note, True))
    return charts


def _hours(limits: Sequence[int], n: int) -> str:
    """Half-open: eight hours and more belong to the next class."""
    if n + 1 == len(limits):
        return _("%s jam atau lebih") % number(limits[n])
    if n == 0:
        return _("di bawah %s jam") % number(limits[1])
    return _("%(from)s–%(to)s jam") % {"from": number(limits[n]), "to": number(limits[n + 1])}


def _nights(limits: Sequence[int], n: int) -> str:
    if n + 1 == len(limits):
        return _("%s malam atau lebih") % number(limits[n])
    if limits[n] + 1 == limits[n + 1]:
        return _("%s malam") % number(limits[n])
    return _("%(from)s–%(to)s malam") % {
        "from": number(limits[n]), "to": number(limits[n + 1] - 1)}  # fmt: skip
