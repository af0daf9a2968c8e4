"""What a coordinator adds to a situation report, and what of it is made public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.mobilisation.clearing import Part

LONGEST = 4000


class Issue(Form):
    """`after`: the last report that was seen when this one was written; `day`: what it is about."""

    highlights = forms.CharField(
        label=_("Yang terpenting"), required=False, max_length=LONGEST, widget=forms.Textarea,
        help_text=_("Dua tiga kalimat. Tanpa nama orang dan tanpa keterangan kesehatan."),
    )  # fmt: skip
    constraints = forms.CharField(
        label=_("Kendala"), required=False, max_length=LONGEST, widget=forms.Textarea,
        help_text=_("Apa yang menghambat, dan apa yang diminta."),
    )  # fmt: skip
    tomorrow = forms.CharField(
        label=_("Rencana untuk besok"), required=False, max_length=LONGEST, widget=forms.Textarea
    )
    next_at = forms.DateTimeField(label=_("Laporan berikutnya"), required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    day = forms.DateField(widget=forms.HiddenInput, required=False)

    def words(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in ("highlights", "constraints", "tomorrow")}


class Publish(Form):
    parts = forms.MultipleChoiceField(
        label=_("Yang boleh dibaca siapa saja"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Centang paling sedikit satu bagian.")},
    )  # fmt: skip
    shows_small = forms.BooleanField(
        label=_("Buka juga angka kecil"), required=False,
        help_text=_("Di bawah 5 orang meninggal, luka, atau hilang di satu wilayah: orangnya dapat dikenali."),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(part.key, part.label) for part in offered]  # type: ignore[attr-defined]
