"""A year as a picture: a column a month, a row a kind, circles for what there was. SVG, words in a table."""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from luwes.motivation.rules.contributions import ContributionKind
from luwes.ui.formats import SHORT_MONTHS, number

LEFT, STEP, ROW, TOP = 108, 33, 34, 6
WIDTH = LEFT + 12 * STEP
_SIZES = ((20, 14), (5, 12), (2, 10), (1, 6))  # from how many on, and how large
GOLD = {ContributionKind.AWARD, ContributionKind.THANKS}  # recognition
Things = Mapping[tuple[int, ContributionKind], int]


def year(
    things: Things, kinds: Sequence[tuple[ContributionKind, str]], *, months: int, lang: str
) -> SafeString:
    """`months`: how many have begun; those to come are left pale."""
    foot = TOP + ROW * len(kinds)
    lines = format_html_join(
        "", '<path class="c-grid" d="M0 {} H{}"/>', ((TOP + ROW * n, WIDTH) for n in range(1, len(kinds)))
    )  # fmt: skip
    rows = format_html_join(
        "", '<text x="0" y="{}">{}</text>{}',
        (
            (TOP + ROW * n + 22, label, _circles(things, kind, TOP + ROW * n + 17, lang))
            for n, (kind, label) in enumerate(kinds)
        ),
    )  # fmt: skip
    names = format_html_join(
        "", '<text class="{}" text-anchor="middle" x="{}" y="{}">{}</text>',
        (
            ("c-soft" if n < months else "c-soft c-ahead", _middle(n + 1), foot + 18, name)
            for n, name in enumerate(SHORT_MONTHS[lang])
        ),
    )  # fmt: skip
    return format_html(
        '<svg class="chart chart--year" viewBox="0 0 {} {}" aria-hidden="true">{}{}'
        '<path class="c-axis" d="M{} {} H{}"/>{}</svg>',
        WIDTH, foot + 24, lines, rows, LEFT, foot, WIDTH, names,
    )  # fmt: skip


def _middle(month: int) -> float:
    return LEFT + STEP * (month - 0.5)


def _circles(things: Things, kind: ContributionKind, y: int, lang: str) -> SafeString:
    look = "gold" if kind in GOLD else "ink"
    drawn = []
    for month in range(1, 13):
        count = things.get((month, kind), 0)
        if not count:
            continue
        size = next(size for least, size in _SIZES if count >= least)
        text: SafeString | str = ""
        if count > 1:
            text = format_html(
                '<text class="c-in-{}" text-anchor="middle" x="{}" y="{}">{}</text>',
                look, _middle(month), y + 4, _short(count, lang),
            )  # fmt: skip
        drawn.append((look, _middle(month), y, size, text))
    return format_html_join("", '<circle class="c-{}" cx="{}" cy="{}" r="{}"/>{}', drawn)


def _short(count: int, lang: str) -> str:
    """Three signs at most stand in a circle."""
    return number(count, lang=lang) if count < 1000 else f"{count // 1000}k"
