"""Small marks inside a line or a cell: icons, states, tags, periods, people."""

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luwes.core.periods import Period
from luwes.ui import formats
from luwes.ui.icons import NAMES
from luwes.ui.tags.drawing import lang

register = template.Library()

STATES = {
    "good": "ok",
    "warn": "alert",
    "danger": "stop",
    "info": "info",
    "wait": "clock",
    "plain": "",
}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """`{% icon "bell" %}`: decoration beside a word; the word says it aloud."""
    return _drawn(name, extra)


@lru_cache(maxsize=512)
def _drawn(name: str, extra: str) -> SafeString:
    if name not in NAMES:
        raise template.TemplateSyntaxError(f"no icon is called '{name}' (luwes/ui/icons.py)")
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("ui/dist/icons.svg"),
        name,
    )


@register.simple_tag
def state(text: Any, kind: str = "plain", sign: str | None = None) -> SafeString:
    """An icon, a word, a colour: good, warn, danger, info, wait (gold) or plain."""
    sign = STATES[kind] if sign is None else sign
    return format_html(
        '<span class="state state--{}">{} {}</span>', kind, icon(sign) if sign else "", text
    )


@register.simple_tag
def badge(text: Any, kind: str = "") -> SafeString:
    """A small tag: plain, `est` (dashed: an estimate) or `gold`."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{kind}" if kind else "", text)


@register.simple_tag
def period(value: Period | date, last_day: date | None = None) -> SafeString:
    """25 Februari s.d. 1 Maret 2025, from a Period or from both days."""
    text = (
        formats.period(value, lang())
        if isinstance(value, Period)
        else formats.days(value, last_day, lang())
    )
    return format_html('<span class="num">{}</span>', text)


@register.simple_tag
def person(name: str, role: str = "", url: str = "") -> SafeString:
    """A person in a list or a table's cell: face, name (linked), role."""
    shown: Any = format_html('<a href="{}">{}</a>', url, name) if url else name
    return format_html(
        '<span class="person-cell"><span class="face" aria-hidden="true">{}</span>'
        '<span class="person-name">{}{}</span></span>',
        formats.initials(name),
        shown,
        format_html("<small>{}</small>", role) if role else "",
    )
