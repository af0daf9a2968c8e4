"""Draws a component's template with exactly the values it names."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def lang() -> str:
    return get_language() or "id"


def part(name: str, **values: Any) -> SafeString:
    return SafeString(render_to_string(f"ui/parts/{name}.html", values))
