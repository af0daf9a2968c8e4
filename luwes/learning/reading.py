"""
Text in plain marks made into what one reads: `## ` a heading, `- ` and `1. ` lists, `> ` an example,
`**bold**`, `*stressed*`, `[words](address)`. Everything else is text; no HTML passes.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

MARKS = {
    "heading": re.compile(r"##\s+(.+)"),
    "bullet": re.compile(r"[-*•]\s+(.+)"),
    "numbered": re.compile(r"\d{1,3}[.)]\s+(.+)"),
    "example": re.compile(r">\s?(.*)"),
}
BOLD = re.compile(r"\*\*(.+?)\*\*")
STRESSED = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")
LINK = re.compile(r"\[([^\[\]]{1,200})\]\(([^()\s]{1,500})\)")
SAFE_ADDRESS = re.compile(r"https?://[^\s]+|/(?!/)[^\s\\]*")


def rendered(text: str, *, heading: int = 2) -> SafeString:
    """As HTML; `heading`: the level of its headings on the page (2 to 5)."""
    lines = [line.strip() for line in text.replace("\r", "").split("\n")]
    return format_html_join("\n", "{}", ((block,) for block in _blocks(lines, heading)))


def _blocks(lines: Iterable[str], heading: int) -> Iterator[SafeString]:
    for kind, group in groupby(lines, _kind):
        rows = list(group)
        words = [_words(_bare(kind, row)) for row in rows]
        match kind:
            case "":
                continue
            case "heading":
                for one in words:
                    yield format_html("<h{0}>{1}</h{0}>", heading, one)
            case "bullet" | "numbered":
                items = format_html_join("", "<li>{}</li>", ((one,) for one in words))
                yield format_html("<{0}>{1}</{0}>", "ul" if kind == "bullet" else "ol", items)
            case "example":
                inner = format_html_join("", "<p>{}</p>", ((one,) for one in words if one))
                yield format_html("<blockquote>{}</blockquote>", inner)
            case _:
                yield format_html("<p>{}</p>", _joined(words))


def _kind(line: str) -> str:
    """The block that a line belongs to; empty for an empty line."""
    if not line:
        return ""
    return next((kind for kind, mark in MARKS.items() if mark.fullmatch(line)), "paragraph")


def _bare(kind: str, line: str) -> str:
    found = MARKS[kind].fullmatch(line) if kind in MARKS else None
    return found[1] if found else line


def _joined(words: Iterable[SafeString]) -> SafeString:
    return format_html_join(" ", "{}", ((one,) for one in words))


def _words(text: str) -> SafeString:
    """Stress and links within a line; what is no safe address stays text."""
    parts, last = [], 0
    for found in LINK.finditer(text):
        parts.append(_stressed(text[last : found.start()]))
        safe = SAFE_ADDRESS.fullmatch(found[2])
        parts.append(
            format_html('<a href="{}">{}</a>', found[2], found[1]) if safe else _stressed(found[0])
        )
        last = found.end()
    parts.append(_stressed(text[last:]))
    return format_html_join("", "{}", ((one,) for one in parts))


def _stressed(text: str) -> SafeString:
    # escaped first: what is marked safe holds no mark of HTML but ours
    strong = BOLD.sub(r"<strong>\1</strong>", escape(text))
    return mark_safe(STRESSED.sub(r"<em>\1</em>", strong))
