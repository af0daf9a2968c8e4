"""Records of competencies: adding one with its evidence, ending one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.core.periods import through
from luwes.people import queries


class AddCompetency(Form):
    competency = forms.TypedChoiceField(label=_("Kompetensi"), coerce=int)
    level = forms.TypedChoiceField(
        label=_("Tingkat"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)]
    )
    evidence = forms.CharField(
        label=_("Bukti"),
        max_length=200,
        help_text=_(
            "Nomor sertifikat, uji, asesmen, atau penugasan; misalnya: Sertifikat PPGD 12/2025."
        ),
    )
    first_day = forms.DateField(label=_("Berlaku mulai"))
    last_day = forms.DateField(label=_("Berlaku sampai"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", "—"), *((c.pk, c.name) for c in queries.competencies())]
        self.fields["competency"].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first:
            try:
                data["period"] = through(first, last)
            except ValueError:
                self.add_error("last_day", _("Tanggal akhir mendahului tanggal mulai."))
        return data


class EndCompetency(Form):
    on = forms.DateField(label=_("Hari pertama tanpa kompetensi ini"))
    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Misalnya: sertifikat dicabut, salah catat.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
