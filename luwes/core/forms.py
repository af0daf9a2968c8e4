"""Form base: dates in, refusals out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luwes.core.errors import Refused
from luwes.core.periods import through

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)  # days that a form takes: sums of days stay days


class Form(forms.Form):
    """Every day asked for lies between 1900 and 2200."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.validators = [
                    *field.validators,
                    MinValueValidator(FIRST),
                    MaxValueValidator(LAST),
                ]

    @contextmanager
    def showing_problems(self) -> Iterator[None]:
        """Run an action; if it is refused, show each problem beside its field."""
        try:
            yield
        except Refused as refusal:
            for problem in refusal.problems:
                field = problem.field if problem.field in self.fields else None
                self.add_error(field, problem.message)


class Reason(Form):
    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=300)


class Consent(Form):
    """The word of a superior: yes, or no with the reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Jawaban Anda"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Setuju")), ("no", gettext_lazy("Tidak setuju"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Wajib bila tidak setuju; yang bersangkutan membacanya."),
    )  # fmt: skip


class Dated(Form):
    """Fields `first_day` and `last_day`, which become `period`."""

    def set_period(self, data: dict[str, Any]) -> None:
        first, last = data.get("first_day"), data.get("last_day")
        if first and last:
            try:
                data["period"] = through(first, last)
            except ValueError:
                self.add_error("last_day", _("Hari terakhir mendahului hari pertama."))
