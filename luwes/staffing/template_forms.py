"""Changing one ratio of a need template."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.staffing import briefs, rules
from luwes.staffing.models import BASIS_LABELS, TemplateRole


def _lines(label: Any, hint: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=briefs.LONGEST, required=False, widget=area, help_text=hint
    )


class ChangeRatio(Form):
    times = forms.IntegerField(label=_("Orang"), min_value=1, max_value=1000)
    per = forms.IntegerField(label=_("Setiap"), min_value=1, max_value=1_000_000)
    basis = forms.ChoiceField(label=_("Dihitung dari"), choices=list(BASIS_LABELS.items()))
    shifts = forms.IntegerField(label=_("Shift"), min_value=1, max_value=4)
    minimum_percent = forms.IntegerField(
        label=_("Bagian paling sedikit (%)"), min_value=0, max_value=100
    )
    tier = forms.IntegerField(label=_("Prioritas"), min_value=1, max_value=9)
    source = forms.CharField(
        label=_("Sumber rasio"), max_length=200, help_text=_("Pedoman, atau siapa yang menetapkan.")
    )
    is_assumption = forms.BooleanField(
        label=_("Ini asumsi setempat, bukan pedoman"), required=False
    )
    task = _lines(_("Tugas pokok"), _("Satu hal per baris; dibaca setiap orang yang dikirim."))
    bring = _lines(_("Yang dibawa"), _("Contoh: sepatu bot, senter, air minum."))
    safety = _lines(_("Catatan keselamatan"), _("Contoh: jangan menyeberangi arus di atas lutut."))
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=300)

    @staticmethod
    def values_of(role: TemplateRole) -> dict[str, Any]:
        names = (
            "times",
            "per",
            "basis",
            "shifts",
            "minimum_percent",
            "tier",
            "source",
            "task",
            "bring",
            "safety",
        )
        return {name: getattr(role, name) for name in (*names, "is_assumption")}

    def brief(self) -> briefs.Brief:
        data = self.cleaned_data
        return briefs.Brief(data["task"], data["bring"], data["safety"])

    def ratio(self) -> rules.Ratio:
        data = self.cleaned_data
        return rules.Ratio(rules.Basis(data["basis"]), data["per"], data["times"], data["shifts"])
