"""Who looks after what where, and words that mean the same."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.organisation.forms.picks import Units
from luwes.services.actions.duties import DutyDraft
from luwes.services.models import Subject
from luwes.services.queries import duties as queries
from luwes.ui.picking import PickField


class TakeOn(Form):
    subject = forms.ModelChoiceField(
        label=_("Pokok laporan"), queryset=Subject.objects.none(), empty_label=_("Pilih pokoknya")
    )
    unit = PickField(label=_("Unit yang menangani"))
    area = PickField(label=_("Wilayah"), help_text=_("Kabupaten, kota, kecamatan, atau desa; berlaku juga di bawahnya."))  # fmt: skip
    names = forms.CharField(
        label=_("Hanya yang bernama"), required=False, max_length=900,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu baris satu nama, misalnya nama ruas jalan. Kosongkan bila semuanya."),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Contoh: UU 23/2014 lampiran")
    )
    first_day = forms.DateField(label=_("Berlaku mulai"))

    def __init__(self, *args: Any, units: Units, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"first_day": on}, **kwargs)
        self.fields["subject"].queryset = Subject.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        units.offer(self.fields["unit"])  # type: ignore[arg-type]
        field = self.fields["area"]
        assert isinstance(field, PickField)
        field.offer(url=reverse("services:find_duty_areas"), search=queries.areas, one=queries.area)

    @property
    def draft(self) -> DutyDraft:
        data = self.cleaned_data
        names = tuple(line.strip(" ;") for line in data["names"].splitlines() if line.strip(" ;"))
        return DutyDraft(data["subject"], data["unit"], data["area"], names, data["basis"])


class GiveUp(Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class Call(Form):
    word = forms.CharField(label=_("Kata yang dipakai orang"), max_length=60)
    means = forms.CharField(label=_("Sama dengan"), max_length=120)
