"""Needs: from a template, by hand, changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Dated
from luwes.mobilisation.forms.incidents import Reason
from luwes.mobilisation.models import TIER_LABELS
from luwes.organisation.models import Competency, StaffGroup
from luwes.places.models import Area
from luwes.staffing import rules
from luwes.staffing.models import Need, NeedTemplate

__all__ = ["ChangeNeed", "FromTemplate", "NewNeed", "Reason"]


class FromTemplate(Dated):
    """`role_ids` are those of the chosen template; None while nobody was asked which to take."""

    template = forms.ModelChoiceField(
        label=_("Templat"), queryset=NeedTemplate.objects.none(), empty_label=None
    )
    first_day = forms.DateField(label=_("Bertugas mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"))
    roles = forms.TypedMultipleChoiceField(
        label=_("Peran"), coerce=int, error_messages={"required": _("Pilih sedikitnya satu peran.")}
    )

    def __init__(
        self, *args: Any, templates: Any, role_ids: list[int] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        if role_ids is None:
            del self.fields["roles"]
        else:
            self.fields["roles"].choices = [(pk, pk) for pk in role_ids]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data


class _Numbers(Dated):
    """What every need has; minimum may not pass what is wanted, which the rules tell."""

    minimum = forms.IntegerField(
        label=_("Paling sedikit"), min_value=0, help_text=_("Di bawah ini pos tidak berjalan.")
    )
    desired = forms.IntegerField(label=_("Yang diinginkan"), min_value=0)
    tier = forms.TypedChoiceField(
        label=_("Prioritas"), coerce=int, choices=list(TIER_LABELS.items())
    )
    first_day = forms.DateField(label=_("Bertugas mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"))
    load = forms.IntegerField(
        label=_("Beban (% hari kerja)"), initial=100, min_value=1, max_value=100
    )
    max_minutes = forms.IntegerField(
        label=_("Tempuh paling lama (menit)"), required=False, min_value=1, max_value=1440
    )
    post = forms.CharField(label=_("Pos tugas"), max_length=160, required=False)
    report_to = forms.CharField(
        label=_("Melapor kepada"), max_length=160, required=False,
        help_text=_("Nama dan cara menghubunginya, seperti akan tertulis di surat tugas."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    def draft(self, role: str, skills: tuple[tuple[int, int], ...] = ()) -> rules.NeedDraft:
        data = self.cleaned_data
        return rules.NeedDraft(
            role=role, period=data["period"], minimum=data["minimum"], desired=data["desired"],
            tier=data["tier"], load=data["load"], max_minutes=data["max_minutes"], skills=skills,
        )  # fmt: skip


class ChangeNeed(_Numbers):
    reason = forms.CharField(
        label=_("Alasan perubahan"), max_length=300,
        help_text=_("Dicatat di log keputusan. Misalnya: posko kedua dibuka di Rajabasa."),
    )  # fmt: skip

    @staticmethod
    def values_of(need: Need) -> dict[str, Any]:
        names = ("minimum", "desired", "tier", "load", "max_minutes", "post", "report_to")
        days = {"first_day": need.period.start, "last_day": need.period.last_day}
        return {name: getattr(need, name) for name in names} | days


class NewNeed(_Numbers):
    role = forms.CharField(
        label=_("Peran"), max_length=120, help_text=_("Misalnya: Operator perahu karet.")
    )
    area = forms.ChoiceField(label=_("Wilayah"))
    groups = forms.ModelMultipleChoiceField(
        label=_("Kelompok pegawai yang boleh"), queryset=StaffGroup.objects.none(),
        widget=forms.CheckboxSelectMultiple, help_text=_("Paling sedikit satu."),
    )  # fmt: skip
    competency = forms.ModelChoiceField(
        label=_("Kompetensi yang diminta"), queryset=Competency.objects.none(), required=False,
        empty_label=_("Tidak ada"),
    )  # fmt: skip
    level = forms.IntegerField(
        label=_("Tingkat kompetensi"), min_value=1, max_value=5, initial=1, required=False
    )
    reason = forms.CharField(label=_("Mengapa dibutuhkan"), max_length=300)

    field_order = [
        "role", "area", "post", "report_to", "groups", "competency", "level", "minimum", "desired",
        "tier", "first_day", "last_day", "load", "max_minutes", "reason",
    ]  # fmt: skip

    def __init__(self, *args: Any, areas: list[tuple[str, list[Area]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (name, [(str(area.pk), f"{area.name} ({area.code})") for area in rows])
            for name, rows in areas
            if rows
        ]
        self.fields["area"].choices = [("", _("Pilih wilayah")), *groups]  # type: ignore[attr-defined]
        rows = StaffGroup.objects.order_by("name", "pk")
        self.fields["groups"].queryset = rows  # type: ignore[attr-defined]
        known = Competency.objects.order_by("name", "pk")
        self.fields["competency"].queryset = known  # type: ignore[attr-defined]

    def skills(self) -> tuple[tuple[int, int], ...]:
        data = self.cleaned_data
        return ((data["competency"].pk, data["level"] or 1),) if data["competency"] else ()
