from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.organisation import queries
from luwes.organisation.models import StaffGroup


class Group(Form):
    """Whom a minimum is about; also as it is typed, for the count of who is left free."""

    group = forms.ModelChoiceField(
        StaffGroup.objects.none(), label=_("Kelompok"), required=False,
        empty_label=str(_("Semua pegawai")),
    )  # fmt: skip
    minimum = forms.IntegerField(
        label=_("Paling sedikit tinggal"), min_value=0, max_value=100_000,
        help_text=_("Berapa orang yang harus tetap di unit ini dan semua di bawahnya."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = queries.groups()  # type: ignore[attr-defined]


class ProposeMinimum(Group):
    first_day = forms.DateField(label=_("Berlaku mulai"))
    last_day = forms.DateField(
        label=_("Sampai dengan"), required=False,
        help_text=_("Kosongkan bila berlaku seterusnya. Sesudahnya berlaku lagi yang sebelumnya."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Dibaca saat orang dibutuhkan di tempat lain."),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Tanggal akhir mendahului tanggal mulai."))
        return data


class EndMinimum(Form):
    first_day = forms.DateField(label=_("Hari pertama tanpa aturan ini"))
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class ReturnMinimum(Form):
    reason = forms.CharField(label=_("Apa yang perlu diperbaiki"), max_length=300)
