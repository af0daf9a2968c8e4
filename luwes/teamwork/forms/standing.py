"""Standing for a place, the superior's word, the owner's choice, and what a leader says."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.teamwork.models import RATING_LABELS, TeamOutput
from luwes.teamwork.rules import Rating


class Apply(Form):
    why = forms.CharField(
        label=_("Mengapa Anda?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dibaca atasan Anda dan yang memilih."),
    )  # fmt: skip


class Input(Form):
    """One rating an output, left open where somebody had no part in it; and words."""

    text = forms.CharField(
        label=_("Yang dikerjakan, dan bagaimana"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Dibaca yang bersangkutan dan atasannya. Tulis kejadian, bukan sifat."),
    )  # fmt: skip

    def __init__(self, *args: Any, outputs: Sequence[TeamOutput], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outputs = {f"output_{row.pk}": row for row in outputs}
        for name, row in self._outputs.items():
            self.fields[name] = forms.ChoiceField(
                label=row.output, required=False,
                choices=[("", _("Tidak ikut mengerjakan")), *RATING_LABELS.items()],
            )  # fmt: skip
        self.order_fields([*self._outputs, "text"])

    @property
    def ratings(self) -> dict[TeamOutput, Rating]:
        data = self.cleaned_data
        return {row: Rating(data[name]) for name, row in self._outputs.items() if data[name]}


class Answer(Form):
    answer = forms.CharField(
        label=_("Tanggapan Anda"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
