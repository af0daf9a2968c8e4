"""Sources of money, and what was committed, realised or recorded wrongly."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.collaboration.actions.money import EntryDraft, SourceDraft
from luwes.collaboration.models import (
    ENTRY_LABELS,
    SOURCE_LABELS,
    BudgetSource,
    Programme,
    ProgrammePartner,
)
from luwes.collaboration.rules.money import rupiah
from luwes.collaboration.rules.states import EntryKind, SourceKind
from luwes.core.forms import Form
from luwes.ui.tags.words import number


class RupiahField(forms.CharField):
    """Typed as people here write it; whole rupiah come out."""

    default_error_messages = {
        "rupiah": _("Tulis rupiah penuh dengan angka, misalnya 3.500.000.000. Tanpa kata dan tanpa pecahan rupiah."),
    }  # fmt: skip

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = rupiah(text) if text else None
        if found is None:
            raise forms.ValidationError(self.error_messages["rupiah"])
        return found


class Source(Form):
    kind = forms.TypedChoiceField(label=_("Sumber"), choices=SOURCE_LABELS, coerce=SourceKind)
    partner = forms.ModelChoiceField(
        label=_("Mitra"), queryset=ProgrammePartner.objects.none(), required=False,
        empty_label=_("Bukan dari mitra"),
    )  # fmt: skip
    year = forms.IntegerField(label=_("Tahun anggaran"), min_value=1900, max_value=2200)
    words = forms.CharField(
        label=_("Untuk apa"), max_length=160, help_text=_("Misalnya: lapis pondasi 2,5 km ruas Tajab–Adijaya.")
    )  # fmt: skip
    planned = RupiahField(
        label=_("Rencana (rupiah)"), help_text=_("Misalnya 3.500.000.000. Barang atau pekerjaan: nilainya.")
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = programme.partners.select_related("partner").order_by("partner__name", "pk")
        partner = self.fields["partner"]
        partner.queryset = rows  # type: ignore[attr-defined]
        partner.label_from_instance = lambda row: row.partner.name  # type: ignore[attr-defined]

    @property
    def draft(self) -> SourceDraft:
        data = self.cleaned_data
        return SourceDraft(
            data["kind"], data["year"], data["words"].strip(), data["planned"], data["partner"]
        )


class ChangedSource(Form):
    planned = RupiahField(label=_("Rencana (rupiah)"))
    words = forms.CharField(label=_("Untuk apa"), max_length=160)
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=300)

    @staticmethod
    def values_of(source: BudgetSource) -> dict[str, Any]:
        return {"planned": number(source.planned), "words": source.words}


class Entry(Form):
    kind = forms.TypedChoiceField(
        label=_("Yang dicatat"), choices=ENTRY_LABELS, coerce=EntryKind, widget=forms.RadioSelect,
        help_text=_("Diikat: ada kontrak atau janji tertulis. Terealisasi: sudah dibayar atau diserahkan."),
    )  # fmt: skip
    amount = RupiahField(label=_("Jumlah (rupiah)"), help_text=_("Misalnya 1.250.000.000."))
    on = forms.DateField(label=_("Tanggal dokumen"))
    document = forms.CharField(
        label=_("Dokumen"), max_length=120, help_text=_("Nomor kontrak, kuitansi, SP2D, atau berita acara.")
    )  # fmt: skip
    words = forms.CharField(label=_("Catatan"), max_length=200, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def draft(self) -> EntryDraft:
        data = self.cleaned_data
        return EntryDraft(data["kind"], data["amount"], data["on"], data["document"], data["words"])


class TakingBack(Form):
    reason = forms.CharField(
        label=_("Mengapa catatan ini salah"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)
