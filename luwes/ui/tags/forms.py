"""Fields in one column, and the summary of what must be mended."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from luwes.ui import fields
from luwes.ui.tags.drawing import part

register = template.Library()


@register.simple_tag
def field(bound: BoundField, **attrs: Any) -> SafeString:
    """Label, hint, error, input. Attributes go to the input: `autocomplete="off"`."""
    attrs = {name.replace("_", "-"): value for name, value in attrs.items()}
    return part("field", field=fields.shown(bound, **attrs))


@register.simple_tag
def all_fields(form: BaseForm) -> SafeString:
    """Every field of a form, hidden ones too."""
    hidden = format_html_join("", "{}", ((f,) for f in form.hidden_fields()))
    seen = format_html_join("", "{}", ((field(f),) for f in form.visible_fields()))
    return hidden + seen


@register.simple_tag
def form_errors(*forms: BaseForm | None) -> SafeString:
    """
    What must be mended, on top of the page, each line linked to its field; a form that is None is
    not there to be filled.
    """
    lines = [line for form in forms if form is not None for line in _error_lines(form)]
    return part("form_errors", lines=lines) if lines else SafeString("")


def _error_lines(form: BaseForm) -> Iterable[tuple[str, str]]:
    for message in form.non_field_errors():
        yield "", str(message)
    for bound in form:
        for message in bound.errors:
            yield fields.target(bound), f"{str(bound.label).rstrip('?:')}: {message}"
