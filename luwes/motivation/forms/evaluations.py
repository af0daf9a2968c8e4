"""Rating, objecting, deciding."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.motivation.models import PART_LABELS, RATING_LABELS, Evaluation
from luwes.motivation.queries.plans import GoalShown
from luwes.motivation.rules.evaluating import ObjectionPart
from luwes.motivation.rules.rating import Rating

_RATINGS = list(RATING_LABELS.items())


def _rating(label: Any, **values: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=Rating, choices=_RATINGS, widget=forms.RadioSelect, **values
    )


class Rate(Form):
    """A field for what came of each goal, filled with the last report; `checked`: what was seen."""

    work = _rating(_("Hasil kerja"))
    work_reason = forms.CharField(
        label=_("Alasan penilaian hasil kerja"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    behaviour = _rating(_("Perilaku kerja"))
    behaviour_reason = forms.CharField(
        label=_("Alasan penilaian perilaku"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    checked = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, goals: Sequence[GoalShown], is_year: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for row in goals:
            self.fields[f"goal_{row.goal.pk}"] = forms.CharField(
                label=_("Realisasi"), max_length=500, required=is_year,
                initial=row.report.words[:500] if row.report else "",
                widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    def realised(self) -> dict[int, str]:
        return {
            row.goal.pk: self.cleaned_data.get(f"goal_{row.goal.pk}") or "" for row in self.goals
        }

    def lines(self) -> list[tuple[GoalShown, Any]]:
        """Each goal with its field."""
        return [(row, self[f"goal_{row.goal.pk}"]) for row in self.goals]


class ObjectTo(Form):
    part = forms.TypedChoiceField(
        label=_("Bagian yang Anda ajukan keberatannya"), coerce=ObjectionPart,
        choices=list(PART_LABELS.items()), widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Sebut bukti atau kejadiannya. Yang memutuskan dan pejabat penilai membacanya."),
    )  # fmt: skip


class Decide(Form):
    """Only the part that was objected to can be changed."""

    deed = forms.ChoiceField(
        label=_("Keputusan"), widget=forms.RadioSelect,
        choices=[
            ("uphold", _("Kuatkan penilaian yang ada")), ("change", _("Ubah penilaian menjadi:")),
        ],
    )  # fmt: skip
    work = _rating(_("Hasil kerja"), required=False)
    behaviour = _rating(_("Perilaku kerja"), required=False)
    words = forms.CharField(
        label=_("Alasan keputusan"), max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=_("Dibaca yang bersangkutan dan pejabat penilai, dan tertulis pada dokumennya."),
    )  # fmt: skip

    def __init__(self, *args: Any, evaluation: Evaluation, part: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("work", "behaviour"):
            if part not in {name, ObjectionPart.BOTH}:
                del self.fields[name]
            else:
                self.fields[name].initial = getattr(evaluation, name)
                self.fields[name].is_due = True  # type: ignore[attr-defined]


class Withdraw(Form):
    reason = forms.CharField(
        label=_("Alasan pencabutan"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=_("Tertulis pada surat pencabutan dan log keputusan. Jangan menulis data pribadi."),
    )  # fmt: skip
