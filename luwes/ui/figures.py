"""Measured drawings as SVG attributes: the security policy allows no inline style."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from luwes.ui.icons import PATTERN


def percent(part: float, whole: float) -> str:
    """A share as SVG writes it: 42.86%."""
    share = 100 * part / whole if whole else 0
    return f"{min(max(share, 0), 100):.2f}".rstrip("0").rstrip(".") + "%"


def bar(
    *, need: float, here: float, coming: float, asked: float, most: float, outside: float = 0
) -> SafeString:
    """
    Filled against need, from certain to missing. Its length is need/most of the column.

    `outside`: people from outside the civil service.
    """
    filled = here + coming + asked + outside
    short, whole = max(need - filled, 0), max(need, filled)
    parts = [
        ("here", here), ("coming", coming), ("asked", asked), ("outside", outside), ("short", short)
    ]  # fmt: skip
    return format_html(
        '<svg class="bar" width="{}" aria-hidden="true">{}</svg>',
        percent(need, most or need),
        _stack([(name, size) for name, size in parts if size > 0], whole),
    )


def _stack(parts: Iterable[tuple[str, float]], whole: float) -> SafeString:
    rects = []
    start = 0.0
    for name, size in parts:
        rects.append(
            format_html(
                '<rect class="{}" x="{}" width="{}"{}/>',
                name,
                percent(start, whole),
                percent(size, whole),
                format_html(' fill="url(#{})"', PATTERN) if name == "short" else "",
            )
        )
        start += size
    return format_html_join("", "{}", ((rect,) for rect in rects))


def before_after(*, was: float, now: float, minimum: float | None, most: float) -> SafeString:
    """Hollow dot before, full dot after, the minimum a red tick; the line is nought to `most`."""
    x0, x1 = percent(was, most), percent(now, most)
    tick: SafeString | str = ""
    if minimum is not None:
        x = percent(minimum, most)
        tick = format_html('<line class="min" x1="{0}" x2="{0}" y1="8%" y2="92%"/>', x)
    return format_html(
        '<svg class="span-bar" aria-hidden="true">'
        '<rect class="base" y="50%" width="100%" height="1"/>'
        '<line class="gap" x1="{1}" x2="{0}" y1="50%" y2="50%"/>{2}'
        '<circle class="was" cx="{0}" cy="50%" r="4"/>'
        '<circle class="now" cx="{1}" cy="50%" r="5"/></svg>',
        x0,
        x1,
        tick,
    )


def unit_fill(*, filled: float, need: float) -> SafeString:
    """The thin bar under a unit's name in the position map."""
    return format_html(
        '<svg class="unit-fill" aria-hidden="true"><rect width="{}"/></svg>',
        percent(filled, need),
    )


def level(*, reached: int, needed: int, top: int = 5) -> SafeString:
    """Steps reached, and the steps still aimed at, as small squares."""
    names = ["on" if n <= reached else "aim" if n <= needed else "" for n in range(1, top + 1)]
    squares = format_html_join(
        "", "<i{}></i>", ((format_html(' class="{}"', n) if n else "",) for n in names)
    )
    return format_html('<span class="level" aria-hidden="true">{}</span>', squares)


LEFT, RIGHT, ROW = 130, 960, 36  # of the picture of years, in its own units
LETTER = 7.2  # about the width of one


def years(
    lines: list[tuple[str, list[tuple[str, date, date | None, str]]]], on: date
) -> SafeString:
    """
    Stretches of years as bars, a row a kind: (label, [(text, first day, day after or None, kind)]).

    `kind`: past, now or duty. The last day drawn is `on`.
    """
    first = min((start for _, spans in lines for _, start, _, _ in spans), default=on)
    start, whole = date(first.year, 1, 1), max((on - date(first.year, 1, 1)).days, 365)

    def x(day: date) -> int:
        return round(LEFT + (RIGHT - LEFT) * min(max((day - start).days / whole, 0), 1))

    foot = len(lines) * ROW + 20
    step = max(1, -(-(on.year - start.year + 1) // 7))
    marks = [date(year, 1, 1) for year in range(start.year, on.year + 1, step)]
    grid = format_html_join(
        "", '<path class="c-grid" d="M{0} 8 V{1}"/><text class="c-soft" x="{0}" y="{2}">{3}</text>',
        ((x(day), foot, foot + 20, day.year) for day in marks),
    )  # fmt: skip
    rows = format_html_join(
        "", '<text class="c-soft" x="0" y="{}">{}</text>{}',
        ((n * ROW + 33, label, _spans(spans, n * ROW + 14, x, on)) for n, (label, spans) in enumerate(lines)),
    )  # fmt: skip
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" aria-hidden="true">{}{}'
        '<path class="c-axis" d="M{} {} H{}"/></svg>',
        RIGHT, foot + 28, grid, rows, LEFT, foot, RIGHT,
    )  # fmt: skip


def _spans(
    spans: list[tuple[str, date, date | None, str]],
    top: int,
    x: Callable[[date], int],
    on: date,
) -> SafeString:
    drawn = []
    for text, start, end, kind in spans:
        left, right = x(start), x(min(end or on, on))
        width = max(right - left - 2, 4)
        fits = (
            text
            if len(text) * LETTER + 12 <= width
            else f"{text[: max(int(width / LETTER) - 3, 0)]}…"
        )
        words = fits if kind != "duty" and width > 40 else ""
        drawn.append(
            format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>{}',
                {"past": "c-bar3", "now": "c-accent", "duty": "c-bar"}[kind],
                left, top + (8 if kind == "duty" else 0), width, 12 if kind == "duty" else 28, text,
                format_html('<text x="{}" y="{}"{}>{}</text>', left + 8, top + 19, _on(kind), words)
                if words else "",
            )
        )  # fmt: skip
    return format_html_join("", "{}", ((one,) for one in drawn))


def _on(kind: str) -> SafeString:
    return format_html(' class="{}"', "c-on") if kind == "now" else SafeString("")
