"""Charts of a review as SVG. Colours stand as attributes, so that the drawing is whole on paper, too; on a page the style sheet sets them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from luwes.mobilisation.review_after.hourly import Course, Hourly
from luwes.ui import formats

WIDTH, LEFT, RIGHT, TOP, HEIGHT = 900, 46, 880, 14, 250
ROW, NAME = 44, 190  # of the drawing by role
INK, SOFT, GRID, ACCENT, PALE = "#1b1d22", "#565b66", "#dedbd4", "#7a1f3d", "#cfccc5"
Height = Callable[[int], float]
# kind: (class, colour, width, dashes)
LINES = {
    "planned": ("c-line-soft", SOFT, "1.5", "2 4"),
    "ordered": ("c-line-soft", SOFT, "1.5", "7 3"),
    "accepted": ("c-line", INK, "1.5", "none"),
    "filled": ("c-line", INK, "2.5", "none"),
}


def whole(found: Hourly, labels: dict[str, str]) -> SafeString:
    """All roles together: lines for what was planned and answered, a surface for who was there."""
    course = found.whole
    most = max([1, *(course.most(kind) for kind in course.lines)])
    length = len(course.lines["present"])
    foot = TOP + HEIGHT

    def y(value: int) -> float:
        return round(foot - HEIGHT * value / most, 1)

    ticks = format_html_join(
        "", '<path class="c-grid" stroke="{0}" d="M{1} {2}H{3}"/><text class="c-soft" fill="{4}" font-size="13" text-anchor="end" x="{5}" y="{6}">{7}</text>',
        ((GRID, LEFT, y(v), RIGHT, SOFT, LEFT - 6, y(v) + 4, _number(v)) for v in _ticks(most)),
    )  # fmt: skip
    lines = format_html_join(
        "", '<path class="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}" d="{}"/>',
        (
            (*LINES[kind], _steps(course.lines[kind], LEFT, RIGHT, y, length))
            for kind in LINES
        ),
    )  # fmt: skip
    key_top = foot + 44
    return format_html(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="Libertinus Serif" aria-hidden="true">{}{}{}{}<path class="c-axis" stroke="{}" d="M{} {}H{}"/>{}</svg>',
        WIDTH, key_top + 14, ticks, _surface(course.lines["present"], LEFT, RIGHT, y, foot), lines,
        _days(found, LEFT, RIGHT, TOP, foot), SOFT, LEFT, foot, RIGHT, _key(labels, key_top),
    )  # fmt: skip


def roles(found: Hourly) -> SafeString:
    """A strip a role: who was there as a surface, how many places were filled as a line."""
    foot = TOP + ROW * len(found.roles)
    strips = format_html_join("", "{}", ((_strip(role, n),) for n, role in enumerate(found.roles)))
    return format_html(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="Libertinus Serif" aria-hidden="true">{}{}</svg>',
        WIDTH, foot + 24, _days(found, NAME, RIGHT - 50, TOP, foot), strips,
    )  # fmt: skip


def _strip(role: Course, n: int) -> SafeString:
    top, foot = TOP + n * ROW + 8, TOP + (n + 1) * ROW - 4
    most = max(1, role.most("filled"), role.most("present"))
    right = RIGHT - 50

    def y(value: int) -> float:
        return round(foot - (foot - top) * value / most, 1)

    name = role.name if len(role.name) <= 26 else f"{role.name[:25]}…"
    return format_html(
        '<text fill="{}" font-size="13" x="0" y="{}">{}</text>{}'
        '<path class="c-line" fill="none" stroke="{}" stroke-width="1.5" d="{}"/>'
        '<path class="c-grid" stroke="{}" d="M0 {}H{}"/>'
        '<text class="c-soft" fill="{}" font-size="13" text-anchor="end" x="{}" y="{}">{}</text>',
        INK, foot - 8, name, _surface(role.lines["present"], NAME, right, y, foot), INK,
        _steps(role.lines["filled"], NAME, right, y, len(role.lines["filled"])), GRID, foot, WIDTH, SOFT,
        RIGHT, foot - 8, _number(most),
    )  # fmt: skip


def bars(counts: Sequence[tuple[str, int]]) -> SafeString:
    """A bar a class, its number written at the end."""
    most = max([1, *(count for _label, count in counts)])
    rows = format_html_join(
        "",
        '<text fill="{0}" font-size="13" x="0" y="{1}">{2}</text><rect class="c-bar" fill="{3}" x="130" y="{4}" width="{5}" height="16"/><text fill="{0}" font-size="13" x="{6}" y="{1}">{7}</text>',
        (
            (INK, n * 26 + 17, label, INK, n * 26 + 4, round(280 * count / most, 1), 138 + round(280 * count / most, 1), _number(count))
            for n, (label, count) in enumerate(counts)
        ),
    )  # fmt: skip
    return format_html(
        '<svg class="chart chart--half" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 470 {}" font-family="Libertinus Serif" aria-hidden="true">{}</svg>',
        len(counts) * 26 + 6, rows,
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
            if _x(n, left, right, len(hours)) < right - 30 or len(shown) == 1
        ),
    )  # fmt: skip


def _day(hour: datetime) -> str:
    text = formats.short_day(hour.date(), get_language() or "id")
    return text.rsplit(" ", 1)[0]


def _key(labels: dict[str, str], top: int) -> SafeString:
    """What each line means, with its own stroke."""
    drawn, x = [], LEFT
    for kind, label in labels.items():
        if kind == "present":
            sign = format_html('<rect class="c-surface" fill="{}" x="{}" y="{}" width="26" height="10"/>', ACCENT, x, top - 9)  # fmt: skip
        else:
            sign = format_html('<path class="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}" d="M{} {}h26"/>', *LINES[kind], x, top - 4)  # fmt: skip
        words = '{}<text fill="{}" font-size="13" x="{}" y="{}">{}</text>'
        drawn.append(format_html(words, sign, INK, x + 33, top, label))
        x += 56 + 8 * len(label)
    return format_html_join("", "{}", ((one,) for one in drawn))
