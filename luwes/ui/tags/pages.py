"""The parts of a page: its head, sections, notices, decisions, dialogs."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luwes.ui.tags.drawing import part
from luwes.ui.tags.marks import STATES

register = template.Library()


@register.simple_block_tag(end_name="endpage_head")
def page_head(content: str, title: str, lead: Any = "") -> SafeString:
    """The finding as heading, one line under it; the content is the page's actions."""
    return part("page_head", title=title, lead=lead, actions=SafeString(content.strip()))


@register.simple_block_tag
def crumb(content: str, url: str = "") -> SafeString:
    """`{% crumb url %}Kejadian{% endcrumb %}`; without an address: this page."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, content)
    return format_html('<li aria-current="page">{}</li>', content)


@register.simple_block_tag
def section(content: str, title: Any, id: str, extra: str = "", more: Any = "") -> SafeString:
    """A rule of ink, a heading that is the finding, the content."""
    return part("section", title=title, id=id, extra=extra, more=more, content=content)


@register.simple_block_tag
def notice(content: str, kind: str = "info") -> SafeString:
    return part("notice", kind=kind, sign=STATES[kind], content=content)


@register.simple_block_tag
def decide(content: str, title: Any, id: str = "putusan") -> SafeString:
    """The gold block: what waits for this reader. One a page."""
    return part("decide", title=title, id=id, content=content)


@register.simple_block_tag
def empty_state(content: str, title: Any) -> SafeString:
    """An empty place that teaches what to do first."""
    return part("empty", title=title, content=content)


@register.simple_block_tag
def help(content: str, title: Any = "") -> SafeString:
    return part("help", title=title or _("Bantuan"), content=content)


@register.simple_block_tag
def dialog(
    content: str, id: str, title: Any, opener: Any, kind: str = "", is_open: bool = False
) -> SafeString:
    """A button that opens a dialog; a disclosure where scripts are off. `is_open` after a refusal."""
    return part(
        "dialog", id=id, title=title, opener=opener, kind=kind, is_open=is_open, content=content
    )
