from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.letters.kinds import kinds
from luwes.letters.models import STATE_LABELS
from luwes.letters.queries import Wanted
from luwes.letters.verifying import MOST_BYTES


class Day(forms.DateInput):
    """The browser's own picker; it wants ISO, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _kinds() -> list[tuple[str, str]]:
    return [("", str(_("Semua jenis"))), *((kind.key, str(kind.label)) for kind in kinds)]


def _states() -> list[tuple[str, str]]:
    return [("", str(_("Semua keadaan"))), *((k, str(v)) for k, v in STATE_LABELS.items())]


class Filter(Form):
    q = forms.CharField(
        label=_("Nomor, perihal, nama, atau NIP"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    jenis = forms.ChoiceField(label=_("Jenis"), choices=_kinds, required=False)
    keadaan = forms.ChoiceField(label=_("Keadaan"), choices=_states, required=False)
    dari = forms.DateField(label=_("Dari tanggal"), required=False, widget=Day)
    sampai = forms.DateField(label=_("Sampai tanggal"), required=False, widget=Day)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if first and last and last < first:
            self.add_error("sampai", _("Tanggal akhir mendahului tanggal awal."))
        return self.cleaned_data

    def wanted(self) -> Wanted:
        """Of what is valid; a wrong field is shown, and not applied."""
        values = self.cleaned_data
        return Wanted(
            words=values.get("q", ""), kind=values.get("jenis", ""), state=values.get("keadaan", ""),
            first_day=values.get("dari"), last_day=values.get("sampai"),
        )  # fmt: skip


class ByNumber(Form):
    number = forms.CharField(
        label=_("Nomor surat"), max_length=80,
        help_text=_("Seperti tertulis, misalnya 800.1.11.1/184/VI.09/2025"),
    )  # fmt: skip
    day = forms.DateField(label=_("Tanggal surat"), widget=Day)


class ByFile(Form):
    file = forms.FileField(
        label=_("Berkas PDF"), help_text=_("Berkas yang Anda terima, paling besar 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"empty": _("Berkas ini kosong."), "required": _("Pilih berkasnya dulu.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("Berkas ini terlalu besar untuk sebuah surat (paling besar 20 MB).")
            )
        return file


class Withdraw(Form):
    reason = forms.CharField(
        label=_("Alasan pencabutan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tertulis pada surat pencabutan, yang dapat diperiksa siapa pun. Jangan sebut keadaan kesehatan."),
    )  # fmt: skip
