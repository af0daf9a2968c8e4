from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.staffing.models import ABSENCE_LABELS, Assignment, Shift
from luwes.ui.tags.words import moment

PATTERNS = {
    1: _("1 shift, 8 jam"), 2: _("2 shift, 12 jam"), 3: _("3 shift, 8 jam"), 4: _("4 shift, 6 jam"),
}  # fmt: skip


class Days(Form):
    """From which day to which a rota is composed."""

    first_day = forms.DateField(label=_("Mulai"))
    last_day = forms.DateField(label=_("Sampai"))


class Pattern(Form):
    count = forms.TypedChoiceField(
        label=_("Pola"), coerce=int, choices=list(PATTERNS.items()), widget=forms.RadioSelect
    )
    first = forms.TimeField(
        label=_("Shift pertama mulai pukul"), required=False, help_text=_("Contoh: 07.00"),
        input_formats=["%H.%M", "%H:%M"],
    )  # fmt: skip
    heads = forms.CharField(
        label=_("Orang tiap shift"), required=False, max_length=40,
        help_text=_("Contoh: 3, 2, 2. Kosongkan agar kebutuhan dibagi rata."),
    )  # fmt: skip

    def clean_heads(self) -> list[int]:
        parts = self.cleaned_data["heads"].replace(",", " ").split()
        if not all(part.isdecimal() and len(part) < 4 for part in parts):
            raise forms.ValidationError(_("Tulis angka, dipisah koma."))
        return [int(part) for part in parts]


class Leaders(Form):
    leaders = forms.MultipleChoiceField(
        label=_("Dapat memimpin regu"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(row.pk), row.employee.full_name) for row in people]
        self.fields["leaders"].choices = names  # type: ignore[attr-defined]

    @property
    def ids(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["leaders"]]


class Absent(Form):
    """Who does not come to which shift, and coarsely why."""

    shift = forms.TypedChoiceField(label=_("Siapa, shift mana"), coerce=int)
    reason = forms.ChoiceField(
        label=_("Alasan"), choices=[("", _("Pilih alasan")), *ABSENCE_LABELS.items()]
    )

    def __init__(self, *args: Any, near: list[Shift], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: dict[str, list[tuple[int, str]]] = {}
        for row in near:
            name = row.assignment.employee.full_name
            found.setdefault(moment(row.starts_at), []).append((row.pk, name))
        self.fields["shift"].choices = [("", _("Pilih orang")), *found.items()]  # type: ignore[attr-defined]


def day_of(text: str | None) -> date | None:
    """A day in an address; None where there is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
