from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.forms import Form
from luwes.organisation import access
from luwes.organisation.forms import picks
from luwes.organisation.models import UNIT_KIND_LABELS, Agency, UnitShape
from luwes.organisation.rules import UnitKind
from luwes.ui.picking import PickField

REASON_HINT = _("Misalnya nomor peraturan atau keputusannya.")


def unit_kind() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Jenis unit"), choices=list(UNIT_KIND_LABELS.items()), coerce=UnitKind
    )


def unit_area() -> PickField:
    return PickField(
        label=_("Wilayah"), required=False,
        help_text=_("Kecamatan atau kota tempat unit berada; jarak penugasan dihitung dari sini."),
    )  # fmt: skip


class NewUnit(Form):
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Instansi"), required=False, empty_label=_("Pilih…")
    )
    parent = PickField(
        label=_("Unit atasan"), required=False,
        help_text=_("Kosongkan bila unit ini berada langsung di bawah instansi."),
    )  # fmt: skip
    code = forms.CharField(label=_("ID unor"), max_length=40)
    name = forms.CharField(label=_("Nama unit"), max_length=240)
    kind = unit_kind()
    area = unit_area()
    first_day = forms.DateField(label=_("Berlaku mulai"))

    def __init__(self, *args: Any, user: User, on: date, parent: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = access.agencies_with_rights(user, Right.MANAGE_ORGANISATION)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        picks.offer_units(self.fields["parent"], user, on, parent)  # type: ignore[arg-type]
        picks.offer_areas(self.fields["area"])  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("parent"):
            data["agency"] = data["parent"].agency
        elif not data.get("agency") and "parent" not in self.errors:
            self.add_error("agency", _("Pilih instansi, atau unit atasannya."))
        return data


class ChangeUnit(Form):
    name = forms.CharField(label=_("Nama unit"), max_length=240)
    kind = unit_kind()
    area = unit_area()
    first_day = forms.DateField(label=_("Berlaku mulai"))
    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=REASON_HINT)

    def __init__(self, *args: Any, shape: UnitShape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial, self.fields["kind"].initial = shape.name, shape.kind
        picks.offer_areas(self.fields["area"], shape.area_id or 0)  # type: ignore[arg-type]


class MoveUnit(Form):
    parent = PickField(
        label=_("Unit atasan yang baru"), required=False,
        help_text=_("Kosongkan untuk menaruhnya langsung di bawah instansi."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("Berlaku mulai"))
    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=REASON_HINT)

    def __init__(self, *args: Any, user: User, on: date, parent: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picks.offer_units(self.fields["parent"], user, on, parent)  # type: ignore[arg-type]


class CloseUnit(Form):
    on = forms.DateField(label=_("Hari pertama tanpa unit ini"))
    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=REASON_HINT)
