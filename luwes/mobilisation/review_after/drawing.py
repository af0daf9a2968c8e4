"""
Charts of a review as SVG, for a desk or paper and for a phone. Colours stand as attributes, so that
the drawing is whole on paper, too; on a page the style sheet sets them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from luwes.mobilisation.review_after.hourly import Course, Hourly
from luwes.ui import formats

TOP = 14


@dataclass(frozen=True)
class Frame:
    """
    Measures of a drawing. `name`: where the surfaces by role begin, right of their names; 0: the
    names stand above them. `label`, `bar`: the widths of a class's name and its longest bar.
    """

    width: int
    left: int
    right: int
    height: int
    row: int
    name: int
    label: int
    bar: int

    @property
    def bars(self) -> int:
        return self.label + self.bar + 60


WIDE = Frame(width=900, left=46, right=880, height=250, row=44, name=190, label=130, bar=280)
PHONE = Frame(width=328, left=40, right=326, height=190, row=58, name=0, label=118, bar=150)
INK, SOFT, GRID, ACCENT, PALE = "#1b1d22", "#565b66", "#dedbd4", "#7a1f3d", "#cfccc5"
Height = Callable[[int], float]
# kind: (class, colour, width, dashes)
LINES = {
    "planned": ("c-line-soft", SOFT, "1.5", "2 4"),
    "ordered": ("c-line-soft", SOFT, "1.5", "7 3"),
    "accepted": ("c-line", INK, "1.5", "none"),
    "filled": ("c-line", INK, "2.5", "none"),
}


def whole(found: Hourly, labels: dict[str, str], at: Frame = WIDE) -> SafeString:
    """All roles together: lines for what was planned and answered, a surface for who was there."""
    course = found.whole
    most = max([1, *(course.most(kind) for kind in course.lines)])
    length = len(course.lines["present"])
    foot, left, right = TOP + at.height, at.left, at.right

    def y(value: int) -> float:
        return round(foot - at.height * value / most, 1)

    ticks = format_html_join(
        "", '<path class="c-grid" stroke="{0}" d="M{1} {2}H{3}"/><text class="c-soft" fill="{4}" font-size="13" text-anchor="end" x="{5}" y="{6}">{7}</text>',
        ((GRID, left, y(v), right, SOFT, left - 6, y(v) + 4, _number(v)) for v in _ticks(most)),
    )  # fmt: skip
    lines = format_html_join(
        "", '<path class="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}" d="{}"/>',
        (
            (*LINES[kind], _steps(course.lines[kind], left, right, y, length))
            for kind in LINES
        ),
    )  # fmt: skip
    key, key_foot = _key(labels, foot + 44, at)
    return format_html(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="Libertinus Serif" aria-hidden="true">{}{}{}{}<path class="c-axis" stroke="{}" d="M{} {}H{}"/>{}</svg>',
        at.width, key_foot + 14, ticks, _surface(course.lines["present"], left, right, y, foot), lines,
        _days(found, left, right, TOP, foot), SOFT, left, foot, right, key,
    )  # fmt: skip


def roles(found: Hourly, at: Frame = WIDE) -> SafeString:
    """A strip a role: who was there as a surface, how many places were filled as a line."""
    foot = TOP + at.row * len(found.roles)
    strips = format_html_join(
        "", "{}", ((_strip(role, n, at),) for n, role in enumerate(found.roles))
    )
    return format_html(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="Libertinus Serif" aria-hidden="true">{}{}</svg>',
        at.width, foot + 24, _days(found, at.name, at.right - 50, TOP, foot), strips,
    )  # fmt: skip


def _strip(role: Course, n: int, at: Frame) -> SafeString:
    top, foot = TOP + n * at.row + 8, TOP + (n + 1) * at.row - 4
    named = foot - 8
    if not at.name:
        named, top = top + 6, top + 14
    most = max(1, role.most("filled"), role.most("present"))
    left, right = at.name, at.right - 50

    def y(value: int) -> float:
        return round(foot - (foot - top) * value / most, 1)

    name = role.name if len(role.name) <= 26 else f"{role.name[:25]}…"
    return format_html(
        '<text fill="{}" font-size="13" x="0" y="{}">{}</text>{}'
        '<path class="c-line" fill="none" stroke="{}" stroke-width="1.5" d="{}"/>'
        '<path class="c-grid" stroke="{}" d="M0 {}H{}"/>'
        '<text class="c-soft" fill="{}" font-size="13" text-anchor="end" x="{}" y="{}">{}</text>',
        INK, named, name, _surface(role.lines["present"], left, right, y, foot), INK,
        _steps(role.lines["filled"], left, right, y, len(role.lines["filled"])), GRID, foot, at.width, SOFT,
        at.right, foot - 8, _number(most),
    )  # fmt: skip


def bars(counts: Sequence[tuple[str, int]], at: Frame = WIDE) -> SafeString:
    """A bar a class, its number written at the end."""
    most = max([1, *(count for _label, count in counts)])
    rows = format_html_join(
        "",
        '<text fill="{0}" font-size="13" x="0" y="{1}">{2}</text><rect class="c-bar" fill="{3}" x="{8}" y="{4}" width="{5}" height="16"/><text fill="{0}" font-size="13" x="{6}" y="{1}">{7}</text>',
        (
            (
                INK, n * 26 + 17, label, INK, n * 26 + 4, round(at.bar * count / most, 1),
                at.label + 8 + round(at.bar * count / most, 1), _number(count), at.label,
            )
            for n, (label, count) in enumerate(counts)
        ),
    )  # fmt: skip
    return format_html(
        '<svg class="chart chart--half" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="Libertinus Serif" aria-hidden="true">{}</svg>',
        at.bars, len(counts) * 26 + 6, rows,
    )  # fmt: skip


# ── parts ────────────────────────────────────────────────────────────


def _number(value: int) -> str:
    return formats.number(value, lang=get_language() or "id")


def _ticks(most: int) -> list[int]:
    """Round numbers from nought up, about four."""
    step = max(1, most // 4)
    size = 10 ** (len(str(step)) - 1)
    step = max(1, step // size * size)
    return list(range(0, most + 1, step))


def _x(n: int, left: int, right: int, length: int) -> float:
    return round(left + (right - left) * n / max(1, length - 1), 1)


def _steps(values: Sequence[int], left: int, right: int, y: Height, length: int) -> str:
    """Straight on while nothing changes: a point a change, not an hour."""
    path, before = [f"M{left} {y(values[0])}"], values[0]
    for n, value in enumerate(values):
        if value != before:
            path.append(f"H{_x(n, left, right, length)}V{y(value)}")
            before = value
    return "".join([*path, f"H{right}"])


def _surface(values: Sequence[int], left: int, right: int, y: Height, foot: float) -> SafeString:
    outline = f"{_steps(values, left, right, y, len(values))}V{foot}H{left}Z"
    return format_html('<path class="c-surface" fill="{}" d="{}"/>', ACCENT, outline)


def _days(found: Hourly, left: int, right: int, top: int, foot: int) -> SafeString:
    """A line a midnight, and its day below where there is room."""
    hours = found.hours
    midnights = [(n, hour) for n, hour in enumerate(hours) if hour.hour == 0]
    every = max(1, -(-len(midnights) * 62 // (right - left)))
    shown = midnights[::every]
    if not shown:
        shown = [(0, hours[0])]
    return format_html_join(
        "",
        '<path class="c-grid" stroke="{0}" d="M{1} {2}V{3}"/><text class="c-soft" fill="{4}" font-size="13" x="{1}" y="{5}">{6}</text>',
        (
            (GRID, _x(n, left, right, len(hours)), top, foot, SOFT, foot + 17, _day(hour))
            for n, hour in shown
            if _x(n, left, right, len(hours)) < right - 44 or len(shown) == 1
        ),
    )  # fmt: skip


def _day(hour: datetime) -> str:
    text = formats.short_day(hour.date(), get_language() or "id")
    return text.rsplit(" ", 1)[0]


def _key(labels: dict[str, str], top: int, at: Frame) -> tuple[SafeString, int]:
    """What each line means, with its own stroke; and where the last row of them stands."""
    drawn, x = [], at.left
    for kind, label in labels.items():
        wide = 56 + 7 * len(label)
        if x > at.left and x + wide > at.width:
            x, top = at.left, top + 22
        if kind == "present":
            sign = format_html('<rect class="c-surface" fill="{}" x="{}" y="{}" width="26" height="10"/>', ACCENT, x, top - 9)  # fmt: skip
        else:
            sign = format_html('<path class="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}" d="M{} {}h26"/>', *LINES[kind], x, top - 4)  # fmt: skip
        words = '{}<text fill="{}" font-size="13" x="{}" y="{}">{}</text>'
        drawn.append(format_html(words, sign, INK, x + 33, top, label))
        x += wide
    return format_html_join("", "{}", ((one,) for one in drawn)), top
