"""Measured drawings as SVG attributes: the security policy allows no inline style."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from luwes.ui.icons import PATTERN


def percent(part: float, whole: float) -> str:
    """A share as SVG writes it: 42.86%."""
    share = 100 * part / whole if whole else 0
    return f"{min(max(share, 0), 100):.2f}".rstrip("0").rstrip(".") + "%"


def bar(*, need: float, here: float, coming: float, asked: float, most: float) -> SafeString:
    """Filled against need, from certain to missing. Its length is need/most of the column."""
    short = max(need - here - coming - asked, 0)
    whole = max(need, here + coming + asked)
    parts = [("here", here), ("coming", coming), ("asked", asked), ("short", short)]
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
