"""What a reader of the log looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import deeds
from luwes.audit.queries import Wanted
from luwes.core.forms import Form


def _deed_choices() -> list[tuple[str, str]]:
    known = sorted(((d.key, str(d.label)) for d in deeds), key=lambda pair: pair[1])
    return [("", str(_("Semua keputusan"))), *known]


class Day(forms.DateInput):
    """The browser's own picker; it wants ISO, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Filter(Form):
    keputusan = forms.ChoiceField(label=_("Keputusan"), choices=_deed_choices, required=False)
    orang = forms.CharField(label=_("Diputuskan oleh"), max_length=100, required=False)
    objek = forms.CharField(label=_("Tentang"), max_length=100, required=False)
    dari = forms.DateField(label=_("Dari tanggal"), required=False, widget=Day)
    sampai = forms.DateField(label=_("Sampai tanggal"), required=False, widget=Day)
    jenis = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    nomor = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if first and last and last < first:
            self.add_error("sampai", _("Tanggal akhir mendahului tanggal awal."))
        return self.cleaned_data

    @property
    def asks(self) -> bool:
        return self.wanted() != Wanted() or bool(self.errors)

    def wanted(self) -> Wanted:
        """Of what is valid; a wrong field is shown, and not applied."""
        values = self.cleaned_data if self.is_bound else {}
        return Wanted(
            deed=values.get("keputusan", ""),
            person=values.get("orang", "").strip(),
            first_day=values.get("dari"),
            last_day=values.get("sampai"),
            object=values.get("objek", "").strip(),
            object_kind=values.get("jenis", ""),
            object_id=values.get("nomor", ""),
        )
