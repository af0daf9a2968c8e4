"""
Drawings of a programme as SVG attributes: shares as bars, an indicator over time. The bars and words
that a page repeats for each of many milestones are written whole: a template for each takes longer.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luwes.collaboration.models import Indicator, IndicatorValue
from luwes.core.periods import Period
from luwes.ui.figures import percent
from luwes.ui.tags.words import day as in_words
from luwes.ui.tags.words import number, short_day

WIDTH, HEIGHT = 480, 210
LEFT, RIGHT, TOP, FOOT = 8, 400, 34, 176


def share(part: float, kind: str) -> SafeString:
    """A bar of so many per cent of its whole length; `kind`: claimed or verified."""
    return format_html(
        '<svg class="share" aria-hidden="true"><rect class="base" width="100%"/>'
        '<rect class="{}" width="{}"/></svg>',
        kind, percent(part, 100),
    )  # fmt: skip


def shares(claimed: int, verified: int, *, large: bool) -> SafeString:
    """Claimed and verified, side by side, in per cent."""
    rows = (
        (_("Diklaim"), share(claimed, "claimed"), claimed),
        (_("Terverifikasi"), share(verified, "verified"), verified),
    )
    told = '<div><dt>{}</dt><dd>{}</dd><dd class="n">{} %</dd></div>'
    return format_html(
        '<dl class="shares{}">{}</dl>', " shares--large" if large else "",
        format_html_join("", told, rows),
    )  # fmt: skip


def said(words: Iterable[tuple[str, bool, datetime]]) -> SafeString:
    """What residents wrote of a claim, whether they see it so, and when."""
    so, not_so = _("sesuai"), _("tidak sesuai")
    rows = ((text, so if is_so else not_so, in_words(at)) for text, is_so, at in words)
    told = '<li>“{}” <span class="soft">{}, {}</span></li>'
    return format_html('<ul class="said">{}</ul>', format_html_join("", told, rows))


def indicator(
    row: Indicator, values: Sequence[IndicatorValue], period: Period, on: date
) -> SafeString:
    """From where it began, what was measured since, and the target as a dashed line; days below."""
    end = period.last_day or on
    days = max((end - period.start).days, 1)
    heights = [row.baseline, row.target, *(value.value for value in values)]
    low, high = min(heights), max(heights)

    def x(day: date) -> int:
        return round(LEFT + (RIGHT - LEFT) * min(max((day - period.start).days / days, 0), 1))

    def y(value: Decimal) -> int:
        return round(FOOT - (FOOT - TOP) * float((value - low) / (high - low or 1)))

    points = [(x(period.start), y(row.baseline)), *((x(v.on), y(v.value)) for v in values)]
    target, (last_x, last_y) = y(row.target), points[-1]
    now = values[-1].value if values else row.baseline
    label = "" if abs(last_y - target) < 16 else format_html(
        '<text x="{}" y="{}">{}</text>', last_x + 4, last_y - 10, number(now)
    )  # fmt: skip
    return format_html(
        '<svg class="chart indicator" viewBox="0 0 {} {}" aria-hidden="true">'
        '<text class="c-soft" x="0" y="14">{}</text><path class="c-axis" d="M{} {}H{}"/>'
        '<path class="c-target" d="M{} {}H{}"/><text x="{}" y="{}">{}</text>'
        '<path class="c-line" fill="none" d="M{}"/>{}{}'
        '<text class="c-soft" x="{}" y="{}">{}</text>'
        '<text class="c-soft" x="{}" y="{}" text-anchor="end">{}</text></svg>',
        WIDTH, HEIGHT, row.unit_name, LEFT, FOOT, RIGHT, LEFT, target, RIGHT, RIGHT + 8, target + 5,
        number(row.target), " L".join(f"{px} {py}" for px, py in points),
        format_html_join("", '<circle cx="{}" cy="{}" r="{}"/>', ((px, py, 5) for px, py in points)),
        label, LEFT, FOOT + 24, short_day(period.start), RIGHT, FOOT + 24, short_day(end),
    )  # fmt: skip
