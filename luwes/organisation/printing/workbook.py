"""The form as a workbook: a row a unit and a row a post, sums as on paper."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from luwes.organisation.printing.reading import Form, Post, Unit
from luwes.organisation.rules import Figures, Outlook


def head() -> list[str]:
    return [
        _("ID unor"), _("Tingkat"), _("Unit"), _("Jabatan"), _("Kelas"), _("Kebutuhan"), _("Bezetting"),
        _("Selisih"), _("Plt./Plh."), _("Pensiun dalam setahun"),
    ]  # fmt: skip


def rows(form: Form) -> Iterator[list[Any]]:
    """A unit's figures are with all below it; the last row sums up everything."""
    for unit in form.units:
        yield [*_place(unit), "", None, *_numbers(unit.figures, unit.outlook)]
        for post in unit.posts:
            yield [
                *_place(unit),
                _title(post),
                post.job_class,
                *_numbers(post.figures, post.outlook),
            ]
    yield ["", None, _("Jumlah seluruhnya"), "", None, *_numbers(form.figures, form.outlook)]


def _place(unit: Unit) -> list[Any]:
    return [unit.shape.unit.code, unit.depth + 1, unit.shape.name]


def _title(post: Post) -> str:
    return f"{post.title} ({_('rancangan')})" if post.is_draft else post.title


def _numbers(figures: Figures, outlook: Outlook) -> list[int]:
    return [
        figures.need, figures.filled, figures.filled - figures.need, outlook.acting, outlook.retiring,
    ]  # fmt: skip
