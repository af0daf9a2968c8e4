"""Records of competencies: adding one with its evidence, ending one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.core.periods import Period, add_months, through
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
    last_day = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        help_text=_("Kosong: menurut masa berlaku di katalog; tanpa itu, tanpa batas."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(queries.competencies())
        self._months = {c.pk: c.valid_months for c in known}
        options = [("", "—"), *((c.pk, c.name) for c in known)]
        self.fields["competency"].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first:
            months = self._months.get(data.get("competency", 0))
            try:
                data["period"] = (
                    Period(first, add_months(first, months))
                    if months and not last
                    else through(first, last)
                )
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
