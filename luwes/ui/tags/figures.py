"""Facts, bars, levels, timelines and maps."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luwes.ui import figures
from luwes.ui.tags.drawing import part
from luwes.ui.tags.words import number

register = template.Library()


@register.simple_block_tag
def facts(content: str) -> SafeString:
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def fact(label: Any, value: Any, source: Any = "", word: bool = False) -> SafeString:
    """Label, large figure, then source and time. A number is written the Indonesian way."""
    shown = number(value) if isinstance(value, int | float | Decimal) else value
    return part("fact", label=label, value=shown, source=source, word=word)


@register.simple_tag
def bar(
    need: float, here: float = 0, coming: float = 0, asked: float = 0, most: float = 0,
    outside: float = 0, says_lack: bool = True,
) -> SafeString:  # fmt: skip
    """Filled against need; the lack is written at its end, unless the words stand beside it."""
    short = need - here - coming - asked - outside
    lack: Any = ""
    if short > 0 and says_lack:
        text = _("kurang %(count)s") % {"count": number(short)}
        lack = format_html('<span class="lack">{}</span>', text)
    drawing = figures.bar(
        need=need, here=here, coming=coming, asked=asked, most=most, outside=outside
    )
    return format_html('<span class="bar-cell">{}{}</span>', drawing, lack)


@register.simple_tag
def before_after(was: float, now: float, minimum: float | None, most: float) -> SafeString:
    return figures.before_after(was=was, now=now, minimum=minimum, most=most)


@register.simple_tag
def years(lines: Any, on: date) -> SafeString:
    """Years at work as bars; `lines` have a label and spans with label, period and kind."""
    rows = [
        (str(line.label), [(s.label, s.period.start, s.period.end, s.kind) for s in line.spans])
        for line in lines
    ]
    return figures.years(rows, on)


@register.simple_tag
def unit_fill(filled: float, need: float) -> SafeString:
    return figures.unit_fill(filled=filled, need=need)


@register.simple_tag
def level(reached: int, needed: int, top: int = 5) -> SafeString:
    """Squares and the words: 2 dari 3."""
    words = _("%(reached)s dari %(needed)s") % {"reached": reached, "needed": needed}
    return format_html("{} {}", figures.level(reached=reached, needed=needed, top=top), words)


@register.simple_block_tag
def luwes_map(
    content: str, data: Any, title: str, id: str = "peta", tall: bool = False
) -> SafeString:
    """Bubbles over the offline coast; the content is the table for everyone else.

    `data`: {"bubbles": [{lat, lon, name, figure?, lack?, size?, kind?, url?}]}; `size` is what
    the bubble's area stands for, `kind` is hit, post or calm.
    """
    return part(
        "live_map", data=data, title=title, id=id, tall=tall, content=content,
        tiles=settings.LUWES_MAP_TILES,
    )  # fmt: skip


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """A list of `event`s."""
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_block_tag
def event(content: str, when: Any, kind: str = "") -> SafeString:
    """`kind`: "gold" for a decision or recognition, "next" for what is still to come."""
    return format_html(
        "<li{}><span>{}</span><span>{}</span></li>",
        format_html(' class="is-{}"', kind) if kind else "",
        when,
        content,
    )
