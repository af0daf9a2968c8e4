from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.imports.models import Run
from luwes.imports.registry import Importer, Owner
from luwes.imports.rules import counts_from, header_key


class Upload(Form):
    file = forms.FileField(
        label=_("Berkas"), help_text=_("xlsx, xls, ods, atau csv; judul kolom di 20 baris pertama."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"empty": _("Berkas kosong.")}, max_length=200,
    )  # fmt: skip
    owner = forms.ChoiceField(label=_("Instansi"), required=False)
    on = forms.DateField(
        label=_("Berlaku mulai"),
        help_text=_("Perpindahan dan perubahan dicatat sejak tanggal ini."),
    )
    partial_file = forms.BooleanField(
        label=_("Berkas ini hanya sebagian data"), required=False,
        help_text=_("Yang tidak ada di berkas tidak ditandai hilang."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, importer: Importer, owners: list[Owner], everywhere: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {owner.key: owner for owner in owners}
        self._limit_file()
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        blank = [("", gettext("Menurut kolom instansi dalam berkas"))] if everywhere else []
        field.choices = [*blank, *((owner.key, owner.label) for owner in owners)]
        field.required = not everywhere
        if len(owners) == 1:
            self.initial.setdefault("owner", owners[0].key)
        if not importer.notices_missing:
            del self.fields["partial_file"]

    def _limit_file(self) -> None:
        """The browser tells of a file that is too large before it is sent (`file-limit.js`)."""
        most = settings.LUWES_UPLOAD_MAX_BYTES
        words = gettext("Berkas ini terlalu besar; paling besar %(most)d MB. Pilih berkas lain.")
        self.fields["file"].widget.attrs |= {
            "data-luwes-most": most, "data-luwes-too-big": words % {"most": most >> 20},
        }  # fmt: skip

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not counts_from(on, self.initial["on"]):
            raise forms.ValidationError(
                gettext("Paling awal 17 Agustus 1945, paling lambat setahun lagi.")
            )
        return on

    def clean_file(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        most = settings.LUWES_UPLOAD_MAX_BYTES
        if upload.size and upload.size > most:
            words = gettext("Berkas %(size)d MB terlalu besar; paling besar %(most)d MB.")
            raise forms.ValidationError(words % {"size": upload.size >> 20, "most": most >> 20})
        return upload

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        data["owner"] = self.owners.get(data.get("owner", ""))
        data.setdefault("partial_file", False)
        return data


class Columns(Form):
    """One choice of header per field of the importer."""

    def __init__(self, *args: Any, run: Run, importer: Importer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headers = list(dict.fromkeys(str(header) for header in run.headers))
        choices = [("", gettext("– tidak ada –")), *((header, header) for header in headers)]
        for field in importer.fields:
            self.fields[field.key] = forms.ChoiceField(
                label=field.label, choices=choices, required=field.required,
                initial=run.mapping.get(field.key, ""),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        taken: dict[str, str] = {}
        for name, header in list(self.cleaned_data.items()):
            key = header_key(header)
            if key and key in taken:
                self.add_error(name, gettext("Kolom ini sudah dipakai untuk isian lain."))
            taken[key] = name
        return self.cleaned_data


class Accept(Form):
    accept_clean = forms.BooleanField(label=_("Tinggalkan baris yang ditolak"), required=False)
