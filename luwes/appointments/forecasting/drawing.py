"""Those who leave, year by year, as stacked bars: SVG for a desk and for a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.appointments.forecasting.shown import Year
from luwes.ui import formats

TOP = 26
PARTS = (("retirement", "c-bar"), ("contract", "c-bar2"), ("term", "c-bar3"))


@dataclass(frozen=True)
class Frame:
    width: int
    height: int
    bar: int


WIDE = Frame(width=760, height=200, bar=64)
PHONE = Frame(width=328, height=170, bar=34)


def words() -> dict[str, str]:
    return {
        "retirement": _("pensiun"), "contract": _("kontrak PPPK habis"), "term": _("masa jabatan berakhir"),
    }  # fmt: skip


def leaving(years: Sequence[Year], at: Frame = WIDE) -> SafeString:
    """A bar a year with its sum on top; below it the year, and what is lacking at its end."""
    most = max([1, *(year.leaving for year in years)])
    step, foot = at.width / len(years), TOP + at.height
    bars = format_html_join("", "{}", ((_bar(year, n, step, most, at),) for n, year in enumerate(years)))  # fmt: skip
    key, end = _key(years, foot + 66, at)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" aria-hidden="true">{}<path class="c-axis" d="M0 {}H{}"/>{}</svg>',
        at.width, end, bars, foot, at.width, key,
    )  # fmt: skip


def _bar(year: Year, n: int, step: float, most: int, at: Frame) -> SafeString:
    left, middle, y = round(step * n + (step - at.bar) / 2, 1), round(step * (n + 0.5), 1), TOP + at.height  # fmt: skip
    rects = []
    for name, look in PARTS:
        high = round(at.height * getattr(year, name) / most, 1)
        y = round(y - high, 1)
        if high:
            rects.append((look, left, y, at.bar, high))
    foot = TOP + at.height
    return format_html(
        '{0}<text text-anchor="middle" x="{1}" y="{2}">{3}</text>'
        '<text text-anchor="middle" x="{1}" y="{4}">{5}</text>'
        '<text class="c-soft" text-anchor="middle" x="{1}" y="{6}">{7}</text>',
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', rects),
        middle, y - 7, _number(year.leaving), foot + 18, year.last.year,
        foot + 38, _short(year, at),
    )  # fmt: skip


def _short(year: Year, at: Frame) -> str:
    if at is PHONE:
        return f"−{_number(year.short)}" if year.short else "0"
    return _("kurang %(n)s") % {"n": _number(year.short)}


def _number(value: int) -> str:
    return formats.number(value, lang=get_language() or "id")


def _key(years: Sequence[Year], top: int, at: Frame) -> tuple[SafeString, int]:
    """Only what is drawn; one below the other on a phone."""
    told = words()
    seen = [(look, told[name]) for name, look in PARTS if any(getattr(y, name) for y in years)]
    drawn: list[tuple[str, int, int, int, int, str]] = []
    x = 0
    for look, label in seen:
        if at is PHONE and drawn:
            x, top = 0, top + 22
        drawn.append((look, x, top - 11, x + 22, top, label))
        x += 48 + 8 * len(label)
    signs = format_html_join(
        "", '<rect class="{}" x="{}" y="{}" width="14" height="14"/><text x="{}" y="{}">{}</text>', drawn
    )  # fmt: skip
    return signs, top + 10
