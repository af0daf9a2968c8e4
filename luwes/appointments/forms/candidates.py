"""Weights of the criteria, as they stand in the address; and why names are opened."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luwes.appointments.ranking.wording import NAMES
from luwes.appointments.rules.candidates import WEIGHTS, Criterion
from luwes.core.forms import Form

FIELDS = {
    Criterion.COMPETENCE: "kompetensi", Criterion.FAMILY: "rumpun", Criterion.CLASS: "kelas",
    Criterion.TENURE: "lama", Criterion.RELEASE: "asal", Criterion.DISTANCE: "jarak",
}  # fmt: skip


class Weights(Form):
    """One that is not asked for keeps its usual weight."""

    per = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion, name in FIELDS.items():
            self.fields[name] = forms.IntegerField(
                label=NAMES[criterion], min_value=0, max_value=100, required=False,
                initial=WEIGHTS[criterion],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self._chosen().values()):
            self.add_error(None, gettext("Beri bobot sedikitnya pada satu kriteria."))
        return self.cleaned_data

    def _chosen(self) -> dict[Criterion, int]:
        given = {criterion: self.cleaned_data.get(name) for criterion, name in FIELDS.items()}
        return {key: WEIGHTS[key] if value is None else value for key, value in given.items()}

    @property
    def weights(self) -> Mapping[Criterion, int]:
        """The usual ones where those in the address are wrong."""
        return WEIGHTS if self.errors else self._chosen()

    @property
    def shown(self) -> list[tuple[Any, int]]:
        """Each field with what it weighs now."""
        weights = self.weights
        return [(self[name], weights[criterion]) for criterion, name in FIELDS.items()]

    @property
    def is_usual(self) -> bool:
        return dict(self.weights) == dict(WEIGHTS)


class Purpose(Form):
    purpose = forms.CharField(
        label=_("Untuk apa nama dibuka"), max_length=200,
        help_text=_("Misalnya: penyusunan usul rapat tim penilai kinerja. Tersimpan dalam log bersama nama Anda."),
    )  # fmt: skip
