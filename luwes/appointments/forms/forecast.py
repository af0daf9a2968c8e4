"""The question of the forecast; the names of its fields are those of the address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.appointments.forecasting.reading import Wanted
from luwes.core.forms import Form
from luwes.organisation import access
from luwes.organisation import queries as organisation

BY = [
    ("unit", _("Unit")), ("jabatan", _("Jabatan")), ("kelompok", _("Kelompok")),
    ("wilayah", _("Wilayah")),
]  # fmt: skip


class Filter(Form):
    menurut = forms.ChoiceField(label=_("Rinci menurut"), required=False, choices=BY)
    instansi = forms.TypedChoiceField(
        label=_("Instansi"), required=False, coerce=int, empty_value=None
    )
    kelompok = forms.TypedChoiceField(
        label=_("Kelompok"), required=False, coerce=int, empty_value=None
    )
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)
    jabatan = forms.IntegerField(required=False, widget=forms.HiddenInput)
    wilayah = forms.RegexField(r"^[0-9.]{2,8}$", required=False, widget=forms.HiddenInput)
    per = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "instansi": [(a.pk, a.name) for a in access.agencies_seen(user, on)],
            "kelompok": [(g.pk, g.name) for g in organisation.groups()],
        }
        for name, options in choices.items():
            self.fields[name].choices = [("", _("Semua")), *options]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Of what is valid; a wrong part of an address asks nothing."""
        values = self.cleaned_data if self.is_bound else {}
        return Wanted(
            by=values.get("menurut") or "unit", agency_id=values.get("instansi"),
            unit_id=values.get("unit"), group_id=values.get("kelompok"),
            title_id=values.get("jabatan"), region=values.get("wilayah") or "",
        )  # fmt: skip
