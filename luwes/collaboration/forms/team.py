"""Places of a joint team, and the people whom partners send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.collaboration.actions.seats import MemberDraft, SeatDraft
from luwes.collaboration.models import Programme, ProgrammeSeat
from luwes.core.forms import Dated, Form
from luwes.places.models import Area
from luwes.teamwork.actions.asking import Places
from luwes.teamwork.forms import owning


class Seat(Dated, owning.Seat):
    """The leader of a joint team is named by the programme, not by a place."""

    is_leader = None  # type: ignore[assignment]
    first_day = forms.DateField(label=_("Hari pertama"))
    last_day = forms.DateField(label=_("Hari terakhir"))
    area = forms.ModelChoiceField(
        label=_("Tempat bekerja"), queryset=Area.objects.none(), empty_label=None
    )

    field_order = ["role", "heads", "load", "first_day", "last_day", "area"]

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {programme.area_id, *programme.places.values_list("area_id", flat=True)}
        self.fields["area"].queryset = Area.objects.filter(pk__in=known).order_by("code")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    @property
    def seat(self) -> SeatDraft:
        data = self.cleaned_data
        return SeatDraft(data["role"].strip(), self.terms, data["period"], data["area"])


class SeatPlaces(Form):
    heads = forms.IntegerField(label=_("Jumlah orang"), min_value=1, max_value=200)
    report_to = forms.CharField(
        label=_("Melapor kepada"), max_length=160, required=False,
        help_text=_("Nama dan cara menghubunginya. Surat tugas yang sudah terbit tidak ikut berubah."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=300)

    @property
    def places(self) -> Places:
        data = self.cleaned_data
        return Places(data["heads"], data["report_to"], data["reason"])

    @staticmethod
    def values_of(seat: ProgrammeSeat) -> dict[str, Any]:
        return {"heads": seat.need.desired, "report_to": seat.need.report_to}


class Member(Dated):
    name = forms.CharField(label=_("Nama"), max_length=120)
    role = forms.CharField(label=_("Peran"), max_length=120)
    phone = forms.CharField(
        label=_("Telepon"), max_length=40, required=False,
        help_text=_("Hanya terlihat oleh pemimpin program; dihapus saat keanggotaan berakhir."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("Hari pertama"))
    last_day = forms.DateField(label=_("Hari terakhir"))

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    @property
    def draft(self) -> MemberDraft:
        data = self.cleaned_data
        return MemberDraft(
            data["name"].strip(), data["role"].strip(), data["phone"].strip(), data["period"]
        )
