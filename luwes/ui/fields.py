"""How a form's field becomes label, hint, error and input in one column."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

NATIVE = {
    # the browser's own picker wants ISO, whatever the language
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}
SHORT = {"date", "datetime-local", "time", "number", "tel"}


@dataclass(frozen=True)
class Shown:
    """A field ready to draw."""

    id: str
    label: str
    hint: str
    errors: list[str]
    control: SafeString
    optional: bool
    kind: str  # "one", "group" (fieldset) or "tick" (label after the box)

    @property
    def hint_id(self) -> str:
        return f"{self.id}_helptext"

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"


def shown(bound: BoundField, **attrs: Any) -> Shown:
    kind = _kind(bound)
    _make_native(bound)
    described = [
        f"{bound.auto_id}_{what}"
        for what, there in (("helptext", bound.help_text), ("error", bound.errors))
        if there
    ]
    if described and kind != "group":
        attrs["aria-describedby"] = " ".join(described)
    return Shown(
        id=bound.auto_id,
        label=str(bound.label),
        hint=str(bound.help_text),
        errors=[str(e) for e in bound.errors],
        control=bound.as_widget(attrs=attrs),
        # `is_due`: not yet, in a draft, but before the end
        optional=not (bound.field.required or getattr(bound.field, "is_due", False))
        and kind != "tick",
        kind=kind,
    )


def target(bound: BoundField) -> str:
    """The id an error summary links to: the first box of a group."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def _kind(bound: BoundField) -> str:
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "tick"
    return "group" if bound.use_fieldset else "one"


def _make_native(bound: BoundField) -> None:
    widget = bound.field.widget
    for base, (input_type, written) in NATIVE.items():
        if isinstance(widget, base) and getattr(widget, "input_type", "") == "text":
            widget.input_type = input_type
            widget.format = written
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        widget.attrs["rows"] = "4"  # Django's ten lines ask for an essay
    if getattr(widget, "input_type", "") in SHORT:
        widget.attrs.setdefault("class", "input-short")
