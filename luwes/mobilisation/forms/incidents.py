"""Declaring, giving a status, closing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Dated, Form
from luwes.core.numbers import whole
from luwes.core.periods import Period
from luwes.mobilisation import rules
from luwes.mobilisation.models import HAZARD_LABELS, LEVEL_LABELS, STATUS_LABELS
from luwes.organisation.models import Agency
from luwes.places import queries as places
from luwes.places.models import Area


class AreaChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Regencies by name; the number is the Home Ministry's."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"


def _parts_of(area_id: object) -> list[tuple[str, str]]:
    rows = Area.objects.filter(parent_id=whole(str(area_id or ""))).order_by("name", "pk")
    return [(str(row.pk), row.name) for row in rows]


class Declare(Dated):
    """`areas` are parts of `area`: choosing another area brings other parts."""

    hazard = forms.TypedChoiceField(
        label=_("Jenis bencana"), choices=list(HAZARD_LABELS.items()), coerce=rules.Hazard
    )
    name = forms.CharField(
        label=_("Nama kejadian"),
        max_length=160,
        help_text=_(
            "Jenis, tempat, dan tanggal. Misalnya: Banjir Bandar Lampung 21 Februari 2025."
        ),
    )
    started_at = forms.DateTimeField(label=_("Mulai terjadi"), help_text=_("Waktu setempat."))
    area = AreaChoice(
        label=_("Kabupaten atau kota"),
        queryset=Area.objects.none(),
        empty_label=_("Pilih…"),
        help_text=_("Bila lebih dari satu, pilih provinsinya."),
    )
    areas = forms.MultipleChoiceField(
        label=_("Wilayah terdampak"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Yang sudah diketahui; wilayah lain masuk sendiri bersama angkanya."),
    )
    status = forms.ChoiceField(
        label=_("Status darurat"),
        required=False,
        choices=[("", _("Belum ditetapkan")), *STATUS_LABELS.items()],
    )
    authority = forms.CharField(
        label=_("Ditetapkan oleh"),
        max_length=160,
        required=False,
        help_text=_("Misalnya: Gubernur Lampung."),
    )
    decree = forms.CharField(
        label=_("Nomor keputusan"),
        max_length=120,
        required=False,
        help_text=_("Kosongkan bila baru lisan; kejadian ditandai sampai nomornya dicatat."),
    )
    first_day = forms.DateField(label=_("Berlaku mulai"), required=False)
    last_day = forms.DateField(label=_("Sampai dengan"), required=False)
    agency = forms.ModelChoiceField(
        label=_("Dipimpin oleh"), queryset=Agency.objects.none(), empty_label=_("Pilih…")
    )
    helpers = forms.ModelMultipleChoiceField(
        label=_("Pemerintah yang pegawainya dapat diminta"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Yang terdekat lebih dulu: daerah sendiri, tetangga, provinsi (PP 21/2008). Setiap "
            "pemerintah tetap memutuskan sendiri untuk pegawainya."
        ),
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices = {
            "area": places.wholes(),
            "agency": agencies,
            "helpers": Agency.objects.order_by("name", "pk"),
        }
        for name, rows in set_choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.fields["agency"].empty_label = None  # type: ignore[attr-defined]
        area = self.data.get("area") if self.is_bound else self.initial.get("area")
        self.fields["areas"].choices = _parts_of(area)  # type: ignore[attr-defined]

    def clean_areas(self) -> list[Area]:
        return list(Area.objects.filter(pk__in=self.cleaned_data["areas"]).order_by("code"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("status"):
            for name in ("first_day", "last_day"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("Isi masa berlaku statusnya."))
            self.set_period(data)
        elif any(data.get(name) for name in ("authority", "decree", "first_day", "last_day")):
            self.add_error("status", _("Pilih statusnya, atau kosongkan isian di bawahnya."))
        return data

    def status_draft(self) -> rules.StatusDraft | None:
        data = self.cleaned_data
        if not data["status"]:
            return None
        period: Period = data["period"]
        return rules.StatusDraft(
            rules.Status(data["status"]), data["authority"], data["decree"], period
        )


class GiveStatus(Dated):
    status = forms.TypedChoiceField(
        label=_("Status darurat"), choices=list(STATUS_LABELS.items()), coerce=rules.Status
    )
    authority = forms.CharField(
        label=_("Ditetapkan oleh"), max_length=160, help_text=_("Misalnya: Gubernur Lampung.")
    )
    decree = forms.CharField(
        label=_("Nomor keputusan"),
        max_length=120,
        required=False,
        help_text=_("Kosongkan bila baru lisan."),
    )
    first_day = forms.DateField(label=_("Berlaku mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"))
    source = forms.CharField(label=_("Sumber"), max_length=200, required=False)
    because = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        required=False,
        help_text=_("Wajib bila statusnya mundur, misalnya banjir datang lagi saat transisi."),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self.set_period(data)
        data.pop("first_day", None)
        data.pop("last_day", None)
        return data


class Decree(Form):
    decree = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    source = forms.CharField(
        label=_("Sumber"),
        max_length=200,
        required=False,
        help_text=_("Di mana naskahnya dapat dilihat."),
    )


class HandOver(Form):
    level = forms.TypedChoiceField(
        label=_("Tingkat kejadian"), choices=list(LEVEL_LABELS.items()), coerce=rules.Level
    )
    agency = forms.ModelChoiceField(
        label=_("Dipimpin oleh"), queryset=Agency.objects.none(), empty_label=_("Pilih…")
    )
    decree = forms.CharField(
        label=_("Nomor keputusan"), max_length=120, required=False,
        help_text=_("Keputusan yang menjadi dasarnya. Kosongkan bila baru lisan."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea,
        help_text=_("Misalnya: kota kekurangan tenaga dan peralatan."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class Reason(Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea)
