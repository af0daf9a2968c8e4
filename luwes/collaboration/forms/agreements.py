"""Agreements and what both sides owe."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luwes.collaboration.actions.agreements import AgreementDraft
from luwes.collaboration.models import (
    AGREEMENT_FORM_LABELS,
    AGREEMENT_KIND_LABELS,
    SIDE_LABELS,
    Agreement,
)
from luwes.core.forms import Dated, Form
from luwes.organisation.forms.picks import Units
from luwes.ui.picking import PickField

_TEXTS = ("kind", "form", "title", "basis", "purpose", "scope", "money", "disputes")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AgreementForm(Dated):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = PickField(label=_("Unit pengampu"), help_text=_("Ketik sebagian nama unit, lalu pilih."))
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=list(AGREEMENT_KIND_LABELS.items()),
        help_text=_("Kesepakatan bersama menyatakan kehendak; PKS mengatur hak, kewajiban, dan biaya."),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Bentuk"), choices=list(AGREEMENT_FORM_LABELS.items()))
    under = forms.ModelChoiceField(
        label=_("Melaksanakan kesepakatan bersama"), queryset=Agreement.objects.none(),
        required=False, empty_label=_("Tidak ada; berdiri sendiri"),
        help_text=_("Untuk PKS. Yang berdiri sendiri menyebut dasar hukumnya di bawah."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Tentang"), max_length=200, help_text=_("Misalnya: Perbaikan Ruas Jalan Rekaan.")
    )
    basis = forms.CharField(
        label=_("Dasar hukum"), max_length=300, required=False,
        help_text=_("Pisahkan dengan titik koma. Misalnya: PP 28/2018; Permendagri 22/2020."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("Berlaku mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"))
    purpose = forms.CharField(label=_("Maksud dan tujuan"), max_length=4000, widget=_area(4))
    scope = forms.CharField(
        label=_("Ruang lingkup"), max_length=4000, widget=_area(5), help_text=_("Satu baris satu ayat.")
    )  # fmt: skip
    money = forms.CharField(
        label=_("Pembiayaan"), max_length=4000, required=False, widget=_area(3), help_text=_("Wajib untuk PKS.")
    )  # fmt: skip
    disputes = forms.CharField(
        label=_("Penyelesaian perselisihan"), max_length=2000, required=False, widget=_area(3)
    )

    def __init__(
        self, *args: Any, umbrellas: QuerySet[Agreement], units: Units | None = None, **kwargs: Any
    ) -> None:
        """`units`: among which the drafting one is picked; none where it stands."""
        super().__init__(*args, **kwargs)
        self.fields["under"].queryset = umbrellas  # type: ignore[attr-defined]
        field = self.fields["unit"]
        assert isinstance(field, PickField)
        if units:
            units.offer(field)
        else:
            del self.fields["unit"]
        if not umbrellas.exists():
            del self.fields["under"]

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    @property
    def draft(self) -> AgreementDraft:
        data = self.cleaned_data
        texts = {name: data[name].strip() for name in _TEXTS}
        return AgreementDraft(**texts, period=data["period"], under=data.get("under"))

    @staticmethod
    def values_of(row: Agreement) -> dict[str, Any]:
        return {name: getattr(row, name) for name in _TEXTS} | {
            "first_day": row.period.start, "last_day": row.period.last_day, "under": row.under_id,
            "revision": row.revision,
        }  # fmt: skip


class ObligationForm(Form):
    side = forms.ChoiceField(label=_("Kewajiban siapa"), choices=list(SIDE_LABELS.items()))
    words = forms.CharField(
        label=_("Kewajiban"), max_length=300, help_text=_("Misalnya: membangun fondasi jalan sepanjang 2,5 km.")
    )  # fmt: skip
    due = forms.DateField(label=_("Tenggat"))
    amount = forms.IntegerField(
        label=_("Nilai (rupiah)"), required=False, min_value=1, max_value=10**15,
        help_text=_("Tanpa titik. Kosongkan bila tidak bernilai uang."),
    )  # fmt: skip


class Report(Form):
    words = forms.CharField(label=_("Yang sudah dikerjakan"), max_length=300)


class PartnerNumber(Form):
    number = forms.CharField(
        label=_("Nomor dari mitra"), max_length=80, help_text=_("Nomor naskah ini menurut mitra.")
    )
