from typing import Any

from django import forms
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.organisation import queries
from luwes.organisation.models import POSITION_KIND_LABELS, JobTitle, StaffGroup
from luwes.organisation.models import Competency as CompetencyRow
from luwes.organisation.rules import CAREER_LEVELS, PositionKind

LEVELS = sorted({level for levels in CAREER_LEVELS.values() for level in levels if level})
CODE_HINT = _("Huruf kecil dan garis bawah; dipakai dalam berkas dan tidak dapat diubah lagi.")


class Title(Form):
    name = forms.CharField(label=_("Nama jabatan"), max_length=200)
    kind = forms.TypedChoiceField(
        label=_("Jenis jabatan"), choices=list(POSITION_KIND_LABELS.items()), coerce=PositionKind
    )
    career_level = forms.ChoiceField(
        label=_("Jenjang"), required=False,
        choices=[("", "–"), *((level, level.capitalize()) for level in LEVELS)],
    )  # fmt: skip
    job_class = forms.IntegerField(label=_("Kelas"), required=False, min_value=1, max_value=17)
    group = forms.ModelChoiceField(
        StaffGroup.objects.none(), label=_("Kelompok pegawai"), empty_label=_("Pilih…")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = queries.groups()  # type: ignore[attr-defined]


def initial_of(title: JobTitle) -> dict[str, Any]:
    return {
        "name": title.name, "kind": title.kind, "career_level": title.career_level,
        "job_class": title.job_class, "group": title.group_id,
    }  # fmt: skip


def initial_of_competency(row: CompetencyRow) -> dict[str, Any]:
    texts = {f"indicator_{n}": text for n, text in enumerate(row.indicators, start=1)}
    return {
        "name": row.name, "needs_certificate": row.needs_certificate,
        "valid_months": row.valid_months, **texts,
    }  # fmt: skip


class Group(Form):
    name = forms.CharField(label=_("Nama kelompok"), max_length=80)


class NewGroup(Group):
    code = forms.SlugField(label=_("Kode"), max_length=30, help_text=CODE_HINT)


class Competency(Form):
    name = forms.CharField(label=_("Nama kompetensi"), max_length=120)
    needs_certificate = forms.BooleanField(
        label=_("Perlu sertifikat yang masih berlaku"), required=False
    )
    valid_months = forms.IntegerField(
        label=_("Berlaku berapa bulan"), required=False, min_value=1, max_value=120,
        help_text=_("Setelah itu perlu diperbarui; kosong: tanpa batas waktu."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, 6):
            self.fields[f"indicator_{n}"] = forms.CharField(
                label=told("Indikator tingkat %d") % n, required=False, max_length=300,
                widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The five texts as one value."""
        data = self.cleaned_data
        data["indicators"] = [data.pop(f"indicator_{n}", "") for n in range(1, 6)]
        return data


class NewCompetency(Competency):
    code = forms.SlugField(label=_("Kode"), max_length=30, help_text=CODE_HINT)
