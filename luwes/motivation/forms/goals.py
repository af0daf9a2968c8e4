"""What is written of goals, of behaviour, and in the dialogue about them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.motivation.models import GOAL_KIND_LABELS, VALUE_LABELS, Goal, PerformancePlan
from luwes.motivation.queries import plans
from luwes.motivation.rules.goals import GoalKind
from luwes.motivation.rules.values import CoreValue


class _Supported(forms.ModelChoiceField[Goal]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.plan.employee.full_name})"


class GoalForm(Form):
    """`reason` is asked once the plan is agreed."""

    kind = forms.TypedChoiceField(
        label=_("Jenis"), coerce=GoalKind, choices=list(GOAL_KIND_LABELS.items()),
        initial=GoalKind.MAIN.value, widget=forms.RadioSelect,
    )  # fmt: skip
    title = forms.CharField(
        label=_("Hasil kerja"), max_length=200,
        help_text=_("Apa yang ada setelah Anda selesai. Misalnya: Data penduduk terdampak banjir mutakhir."),
    )  # fmt: skip
    indicator = forms.CharField(
        label=_("Indikator"), max_length=200,
        help_text=_("Bagaimana hasilnya diukur. Misalnya: Persentase kelurahan yang datanya diperbarui."),
    )  # fmt: skip
    target = forms.CharField(
        label=_("Target"), max_length=120, help_text=_("Misalnya: 100 % setiap akhir triwulan.")
    )
    supports = _Supported(
        label=_("Mendukung hasil kerja pimpinan"), queryset=Goal.objects.none(), required=False,
        empty_label=_("Tidak ada"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan perubahan"), max_length=500, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self, *args: Any, plan: PerformancePlan, on: date, asks_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = plans.supportable(plan, on)
        field = self.fields["supports"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = found
        if not found.exists():
            del self.fields["supports"]
        if not asks_reason:
            del self.fields["reason"]


class Reason(Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Pejabat penilai membacanya sebelum menjawab."),
    )  # fmt: skip


class Propose(Form):
    words = forms.CharField(
        label=_("Catatan untuk pejabat penilai"), max_length=1000, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip


class Answer(Form):
    """Of a plan or of one change; `read` names what was read."""

    deed = forms.ChoiceField(choices=[("agree", ""), ("return", "")], widget=forms.HiddenInput)
    read = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Catatan"), max_length=900, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Wajib bila dikembalikan atau tidak disetujui. Yang bersangkutan membacanya."),
    )  # fmt: skip


class Expectations(Form):
    """A field for each of the seven values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in VALUE_LABELS.items():
            self.fields[key] = forms.CharField(label=label, max_length=300, required=False)

    def words(self) -> dict[CoreValue, str]:
        return {CoreValue(key): text for key, text in self.cleaned_data.items()}


class _Titled(forms.ModelChoiceField[Goal]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class DialogueForm(Form):
    """Progress by the employee on one goal, feedback by the assessor on one or on all."""

    goal = _Titled(label=_("Hasil kerja"), queryset=Goal.objects.none())
    percent = forms.IntegerField(
        label=_("Kemajuan (persen)"), min_value=0, max_value=100, required=False
    )
    words = forms.CharField(
        label=_("Perkembangannya"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, plan: PerformancePlan, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal = self.fields["goal"]
        assert isinstance(goal, forms.ModelChoiceField)
        goal.queryset = plans.goals_of(plan)
        if is_own:
            goal.empty_label = None
            self.fields["words"].help_text = _("Apa yang sudah ada, apa yang menghambat, apa yang Anda perlukan.")  # fmt: skip
        else:
            goal.required, goal.empty_label = False, _now("Seluruh sasaran")
            del self.fields["percent"]
            self.fields["words"].label = _("Umpan balik")
            self.fields["words"].help_text = _("Apa yang baik, apa yang dapat lebih baik, dan bantuan apa yang Anda beri.")  # fmt: skip
