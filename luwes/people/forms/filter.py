"""The question of the list of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.forms import Form
from luwes.organisation import access as organisation_access
from luwes.organisation import queries as organisation
from luwes.people import queries
from luwes.people.models import EMPLOYMENT_LABELS
from luwes.people.queries import Wanted

LEVELS = [(str(n), str(n)) for n in range(1, 6)]


class Filter(Form):
    """The question of the list; the names of its fields are those of the address."""

    cari = forms.CharField(label=_("Cari nama atau NIP"), max_length=100, required=False)
    instansi = forms.TypedChoiceField(
        label=_("Instansi"), required=False, coerce=int, empty_value=None
    )
    unit = forms.CharField(label=_("Nama unit"), max_length=100, required=False)
    kelompok = forms.TypedChoiceField(
        label=_("Kelompok"), required=False, coerce=int, empty_value=None
    )
    jenis = forms.ChoiceField(label=_("Jenis pegawai"), required=False)
    kompetensi = forms.TypedChoiceField(
        label=_("Kompetensi"), required=False, coerce=int, empty_value=None
    )
    tingkat = forms.TypedChoiceField(
        label=_("Tingkat paling rendah"),
        choices=LEVELS,
        required=False,
        coerce=int,
        empty_value=None,
    )
    hilang = forms.BooleanField(label=_("Tidak ada lagi di data impor"), required=False)
    di = forms.IntegerField(required=False, widget=forms.HiddenInput)
    urut = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    per = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = organisation_access.agencies_seen(user, on)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "instansi": [(a.pk, a.name) for a in agencies],
            "kelompok": [(g.pk, g.name) for g in organisation.groups()],
            "jenis": list(EMPLOYMENT_LABELS.items()),
            "kompetensi": [(c.pk, c.name) for c in queries.competencies()],
        }
        for name, options in choices.items():
            field = self.fields[name]
            field.choices = [("", _("Semua")), *options]  # type: ignore[attr-defined]

    @property
    def asks(self) -> bool:
        """Whether something is chosen beside the words."""
        values = self.cleaned_data if self.is_bound else {}
        names = ("instansi", "unit", "kelompok", "jenis", "kompetensi", "hilang")
        return any(values.get(name) for name in names) or bool(self.errors)

    def wanted(self) -> Wanted:
        """Of what is valid; a wrong field is shown, and not applied."""
        values = self.cleaned_data if self.is_bound else {}
        return Wanted(
            text=values.get("cari", "").strip(),
            agency_id=values.get("instansi"),
            unit_id=values.get("di"),
            unit_text=values.get("unit", "").strip(),
            group_id=values.get("kelompok"),
            employment=values.get("jenis", ""),
            competency_id=values.get("kompetensi"),
            level=values.get("tingkat") or 1,
            vanished=bool(values.get("hilang")),
            sort=values.get("urut", ""),
        )
