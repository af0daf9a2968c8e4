from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.forms import Form
from luwes.organisation.forms import picks
from luwes.organisation.forms.positions import BASIS_HINT
from luwes.organisation.forms.units import unit_area, unit_kind
from luwes.organisation.models import JobTitle, Position, UnitShape
from luwes.ui.picking import PickField


class AcceptUnit(Form):
    name = forms.CharField(label=_("Nama unit"), max_length=240)
    kind = unit_kind()
    parent = PickField(label=_("Unit atasan"), required=False)
    area = unit_area()

    def __init__(self, *args: Any, user: User, on: date, shape: UnitShape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial, self.fields["kind"].initial = shape.name, shape.kind
        picks.offer_units(self.fields["parent"], user, on, shape.parent_id or 0)  # type: ignore[arg-type]
        picks.offer_areas(self.fields["area"], shape.area_id or 0)  # type: ignore[arg-type]


class ReplaceUnit(Form):
    unit = PickField(label=_("Unit yang dimaksud"))

    def __init__(self, *args: Any, user: User, on: date, shape: UnitShape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: PickField = self.fields["unit"]  # type: ignore[assignment]
        picks.offer_units(field, user, on)
        field.suggest(picks.units_like(user, shape, on))


class ReplaceTitle(Form):
    title = PickField(label=_("Nomenklatur yang dimaksud"))

    def __init__(self, *args: Any, draft: JobTitle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: PickField = self.fields["title"]  # type: ignore[assignment]
        picks.offer_titles(field, settled=True)
        field.suggest(picks.titles_like(draft))


class AcceptPosition(Form):
    existing = forms.ModelChoiceField(
        Position.objects.none(), label=_("Gabungkan ke jabatan"), required=False,
        empty_label=str(_("(tidak: terima sebagai baris sendiri)")),
    )  # fmt: skip
    number = forms.CharField(label=_("Nomor"), max_length=40, required=False)
    headcount = forms.IntegerField(
        label=_("Kebutuhan"), required=False, min_value=0, max_value=100_000
    )
    basis = forms.CharField(
        label=_("Dasar formasi"), required=False, max_length=200, help_text=BASIS_HINT
    )

    def __init__(self, *args: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Position.objects.filter(unit=position.unit_id, is_draft=False)
        others = others.select_related("title").order_by("title__name", "pk")
        self.fields["existing"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("existing") and not data.get("number"):
            self.add_error("number", _("Isi nomornya, atau pilih jabatan tujuan."))
        return data
