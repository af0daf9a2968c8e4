from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.core.numbers import whole
from luwes.motivation.access import years as access
from luwes.motivation.models import Contribution, Goal

LEFT_OUT = "none"


class Beside(Form):
    """Beside which goal: its number, "none" for no goal, empty for not decided."""

    goal = forms.CharField(label=_("Hasil kerja"), required=False, max_length=20)

    def __init__(self, contribution: Contribution, *args: object) -> None:
        super().__init__(*args)
        self.contribution = contribution

    def clean_goal(self) -> Goal | str:
        chosen: str = self.cleaned_data["goal"]
        if chosen in {"", LEFT_OUT}:
            return chosen
        found = access.goals_for(self.contribution).filter(pk=whole(chosen)).first()
        if found is None:
            raise forms.ValidationError(_("Pilih hasil kerja Anda sendiri yang berlaku pada tanggal itu dan belum dinilai."))  # fmt: skip
        return found
