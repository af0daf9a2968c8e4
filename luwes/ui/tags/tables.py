"""Tables, their sorted heads and their pages."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from luwes.ui import keyset, paging
from luwes.ui.tags.drawing import part
from luwes.ui.tags.marks import icon

register = template.Library()


@register.simple_block_tag
def table(
    content: str,
    caption: Any,
    note: Any = "",
    id: str = "",
    wide: bool = False,
    cards: bool = False,
    dense: bool = False,
    halves: bool = False,
) -> SafeString:
    """
    A captioned table in a scroll box. `cards`: on a phone its rows become cards; `halves`: with two
    figures a line, where they are long.
    """
    return part(
        "table",
        caption=caption,
        note=note,
        id=id or f"tabel-{slugify(str(caption))[:40]}",
        wide=wide,
        cards=cards,
        dense=dense,
        halves=halves,
        content=content,
    )


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, label: Any, extra: str = "") -> SafeString:
    """A column's head that sorts by `?urut=key`, and by `?urut=-key` when pressed again."""
    request = context["request"]
    now = request.GET.get("urut", "")
    query = request.GET.copy()
    query["urut"] = f"-{key}" if now == key else key
    query.pop("hal", None)
    said = {key: "ascending", f"-{key}": "descending"}.get(now)
    return format_html(
        '<th scope="col" role="columnheader"{}{}><a class="sort" href="?{}">{}{}</a></th>',
        format_html(' class="{}"', extra) if extra else "",
        format_html(' aria-sort="{}"', said) if said else "",
        query.urlencode(),
        label,
        icon("up" if now == key else "down") if said else "",
    )


@register.simple_tag(takes_context=True)
def pager(
    context: Context, page: Page[Any] | paging.Stretch[Any] | keyset.Slice[Any], name: str = "hal"
) -> SafeString:
    """Earlier, later and where one is; keeps the rest of the address."""
    query = context["request"].GET

    def address(key: str, value: str | None) -> str:
        asked = query.copy()
        asked.pop(key, None)
        if value:
            asked[key] = value
        return f"?{asked.urlencode()}"

    if isinstance(page, keyset.Slice):
        start = address(keyset.PARAMETER, None) if query.get(keyset.PARAMETER) else ""
        later = address(keyset.PARAMETER, page.next) if page.next else ""
        return part("pager", page=page, start=start, later=later)
    found = page if isinstance(page, paging.Stretch) else paging.of(page)
    earlier = address(name, str(found.number - 1)) if found.number > 1 else ""
    later = address(name, str(found.number + 1)) if found.has_next else ""
    return part("pager", page=found, earlier=earlier, later=later)
