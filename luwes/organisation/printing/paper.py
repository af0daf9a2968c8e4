"""The form on paper: landscape, with the head of the government, sums, and numbered pages. In Indonesian."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from luwes.core import typesetting
from luwes.letters.content import drawable
from luwes.letters.paper import STANDARDS
from luwes.organisation.models import UnitShape
from luwes.organisation.printing.reading import Form, Unit
from luwes.organisation.rules import Figures, Outlook
from luwes.ui import formats

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "map.typ"
MOST_LINES = 20_000  # units and posts; some 8 s and 700 MB
# Several lines set as one row, line beside line, take a quarter of the time of a row for each: those
# whose texts surely need one line are put together.
TOGETHER = 12
_WIDE, _NARROW = 0.8, 0.53  # of a letter, in its height
_EM, _COLUMN, _INDENT, DEEPEST = 3.17, 150.0, 4.0, 8  # mm, as `map.typ` has them


def pdf(form: Form, *, at: datetime) -> bytes:
    """:param at: when it is printed; stands on every page"""
    with translation.override("id"):
        shown = drawable(_shown(form, at))
    return typesetting.pdf(TEMPLATE, {"map": shown}, at=at, standards=STANDARDS)


def _shown(form: Form, at: datetime) -> dict[str, Any]:
    agency, day = form.focus.agency, formats.day(form.on, "id")
    government = f"PEMERINTAH {agency.name.upper()}".replace("PEMERINTAH PEMERINTAH", "PEMERINTAH")
    return {
        "government": government,
        "unit": form.focus.shape.name.upper() if form.focus.shape else "",
        "address": agency.address if not form.focus.shape else "",
        "title": _("Peta jabatan"), "name": form.focus.name,
        "subtitle": _("Keadaan per %(day)s") % {"day": day},
        "columns": [
            _("Unit dan jabatan"), _("Kelas"), _("Kebutuhan"), _("Bezetting"), "±", _("Plt./Plh."),
            _("Pensiun ≤ 1 th"),
        ],
        "units": [[min(unit.depth, DEEPEST), list(_runs(unit))] for unit in form.units],
        "total": [_("Jumlah seluruhnya"), *_numbers(None, form.figures, form.outlook)],
        "count": _("%(units)s unit, %(posts)s jabatan") % {
            "units": formats.number(len(form.units)), "posts": formats.number(form.posts),
        },
        "notes": [
            _("Angka pada baris unit sudah termasuk semua unit di bawahnya."),
            _("Bezetting: pemegang definitif; Plt. dan Plh. tidak mengisi jabatan."),
            _("Pensiun ≤ 1 th: mencapai batas usia pensiun dalam setahun sesudah tanggal keadaan."),
        ],
        "place": ", ".join(filter(None, [agency.seat, formats.day(localtime(at).date(), "id")])),
        "sign": [_("Pejabat yang menetapkan"), _("Nama"), _("NIP")],
        "foot": _("Peta jabatan %(name)s per %(day)s, dicetak %(at)s") % {
            "name": form.focus.name, "day": day, "at": formats.moment(localtime(at), "id"),
        },
    }  # fmt: skip


def _runs(unit: Unit) -> Iterator[list[list[str]]]:
    """The unit and its posts, column by column, in runs that are set at once; a long title is alone."""
    depth = min(unit.depth, DEEPEST)
    for short, run in groupby(_lines(unit), key=lambda line: _width(line[0]) < _room(depth)):
        some = list(run)
        step = TOGETHER if short else 1
        for n in range(0, len(some), step):
            yield [list(column) for column in zip(*some[n : n + step], strict=True)]


def _lines(unit: Unit) -> Iterator[list[str]]:
    yield [_named(unit.shape), *_numbers(None, unit.figures, unit.outlook)]
    for post in unit.posts:
        title = f"{post.title} ({_('rancangan')})" if post.is_draft else post.title
        yield [title, *_numbers(post.job_class, post.figures, post.outlook)]


def _named(shape: UnitShape) -> str:
    return f"{shape.name} ({_('rancangan')})" if shape.is_draft else shape.name


def _room(depth: int) -> float:
    return (_COLUMN - _INDENT * (depth + 1)) / _EM


def _width(text: str) -> float:
    """At most so many times the height of its letters."""
    wide = sum(c.isupper() or c in "mwMW@%" or not c.isascii() for c in text)
    return wide * _WIDE + (len(text) - wide) * _NARROW


def _numbers(job_class: int | None, figures: Figures, outlook: Outlook) -> list[str]:
    numbers = [figures.need, figures.filled, figures.filled - figures.need]
    need, filled, gap = map(formats.number, numbers)
    sign = "+" if numbers[2] > 0 else ""
    ahead = [formats.number(n) if n else "–" for n in (outlook.acting, outlook.retiring)]
    return ["" if job_class is None else str(job_class), need, filled, sign + gap, *ahead]
