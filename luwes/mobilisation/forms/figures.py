"""What a source told about an area."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.mobilisation import rules
from luwes.mobilisation.models import FIGURE_LABELS
from luwes.places.models import Area

LARGEST = 100_000_000


class Count(forms.Field):
    """A whole number as people write it: 1.234, 1 234 or 1234."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}
    )

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").replace(".", "").replace(" ", "").replace("\u00a0", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_("Tulis angka bulat, misalnya 1.234."))
        if int(text) > LARGEST:
            raise forms.ValidationError(_("Angka ini terlalu besar."))
        return int(text)


class Report(Form):
    """`areas` are the areas it may be about, each with its group: struck ones, others."""

    area = forms.ChoiceField(label=_("Wilayah"))
    source = forms.CharField(
        label=_("Sumber"),
        max_length=200,
        help_text=_(
            "Siapa yang melaporkan. Misalnya: BPBD Provinsi Lampung, tabel 23 Februari 2025."
        ),
    )
    reported_at = forms.DateTimeField(label=_("Waktu laporan"))
    is_estimate = forms.BooleanField(
        label=_("Ini perkiraan, bukan hitungan di lapangan"), required=False
    )
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, list[Area]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (name, [(str(area.pk), f"{area.name} ({area.code})") for area in rows])
            for name, rows in areas
            if rows
        ]
        self.fields["area"].choices = [("", _("Pilih wilayah")), *groups]  # type: ignore[attr-defined]
        for kind, label in FIGURE_LABELS.items():
            self.fields[kind] = Count(label=label, required=False)

    @property
    def counts(self) -> list[forms.BoundField]:
        return [self[kind] for kind in FIGURE_LABELS]

    def values(self) -> dict[rules.Figure, int]:
        data = self.cleaned_data
        return {rules.Figure(kind): data[kind] for kind in FIGURE_LABELS if data[kind] is not None}


class Correction(Form):
    value = Count(label=_("Jumlah yang benar"))
    reported_at = forms.DateTimeField(label=_("Waktu laporan"))
    reason = forms.CharField(label=_("Apa yang dikoreksi, dan mengapa"), max_length=300)


class Choice(Form):
    reason = forms.CharField(
        label=_("Mengapa angka ini yang dipakai"),
        max_length=300,
        help_text=_("Misalnya: sudah diperiksa petugas kaji cepat di lapangan."),
    )


class Upload(Form):
    """A daily report as a sheet; what it holds is shown before anything is entered."""

    file = forms.FileField(
        label=_("Berkas laporan"), max_length=200,
        help_text=_("xlsx, xls, ods, atau csv; satu baris satu wilayah, judul kolom di 20 baris pertama."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"empty": _("Berkas kosong.")},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Sumber"), max_length=200,
        help_text=_("Siapa yang melaporkan. Misalnya: BPBD Provinsi Lampung, tabel 23 Februari 2025."),
    )  # fmt: skip
    reported_at = forms.DateTimeField(label=_("Waktu laporan"))
    is_estimate = forms.BooleanField(
        label=_("Ini perkiraan, bukan hitungan di lapangan"), required=False
    )
