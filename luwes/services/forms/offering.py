"""What officers write of a service: its description with fourteen components, and how it is run."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.organisation.forms.picks import Units
from luwes.organisation.models import Competency
from luwes.services.actions.catalogue import Description, Terms
from luwes.services.models import (
    CASE_KIND_LABELS,
    COMPONENT_LABELS,
    Service,
    ServiceVersion,
    Subject,
    Theme,
)
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.components import DELIVERY, MANUFACTURING, Component
from luwes.ui.picking import PickField

HOUR = 60
SKILLS = 3
TEXT_ROWS, MOST_ROWS, A_ROW = 3, 16, 60  # characters a row, about


def _text(rows: int = TEXT_ROWS) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": "id"})


def _rows(text: str) -> int:
    """Room for what stands there already."""
    needed = sum(1 + len(line) // A_ROW for line in text.splitlines())
    return min(MOST_ROWS, max(TEXT_ROWS, needed))


class Describe(Form):
    """A draft may have gaps; what is missing is told before it is put in force."""

    name = forms.CharField(
        label=_("Nama layanan"), max_length=120,
        help_text=_("Dengan kata yang dikenal orang, misalnya: Surat keterangan pindah."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Ringkasan"), max_length=300, required=False, widget=_text(2),
        help_text=_("Satu atau dua kalimat: apa yang didapat."),
    )  # fmt: skip
    audience = forms.CharField(label=_("Untuk siapa"), max_length=200, required=False)
    to_bring = forms.CharField(
        label=_("Yang disiapkan"), max_length=2000, required=False, widget=_text(4),
        help_text=_("Satu baris satu hal."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Kata yang dipakai orang"), max_length=300, required=False,
        help_text=_("Agar mudah ditemukan, misalnya: kartu kuning, disnaker. Pisahkan dengan koma."),
    )  # fmt: skip
    promised = forms.IntegerField(
        label=_("Waktu yang dijanjikan"), min_value=1, max_value=500, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    measure = forms.ChoiceField(
        label=_("Satuan waktu"), choices=[("days", _("hari kerja")), ("hours", _("jam kerja"))]
    )
    fee = forms.IntegerField(
        label=_("Biaya dalam rupiah"), min_value=0, max_value=10**12, required=False,
        help_text=_("0 bila gratis."), widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, version: ServiceVersion | None, **kwargs: Any) -> None:
        known = _initial(version) if version else {}
        super().__init__(*args, initial=known, **kwargs)
        for component in Component:
            name = f"text_{component.value}"
            self.fields[name] = forms.CharField(
                label=COMPONENT_LABELS[component.value], max_length=5000, required=False,
                widget=_text(_rows(known.get(name, ""))),
            )  # fmt: skip
        for name, field in self.fields.items():
            field.is_due = name not in {"words", "fee"}  # type: ignore[attr-defined]

    @property
    def delivery(self) -> list[forms.BoundField]:
        return [self[f"text_{c.value}"] for c in DELIVERY]

    @property
    def behind(self) -> list[forms.BoundField]:
        return [self[f"text_{c.value}"] for c in MANUFACTURING]

    @property
    def description(self) -> Description:
        data = self.cleaned_data
        minutes = DAY_MINUTES if data["measure"] == "days" else HOUR
        return Description(
            **{name: data[name] for name in ("name", "summary", "audience", "to_bring", "words")},
            promised_minutes=(data["promised"] or 0) * minutes, fee=data["fee"] or 0,
            components={c.value: data[f"text_{c.value}"] for c in Component},
        )  # fmt: skip


def _initial(version: ServiceVersion) -> dict[str, Any]:
    minutes = version.promised_minutes
    in_days = minutes % DAY_MINUTES == 0
    found: dict[str, Any] = {
        name: getattr(version, name)
        for name in ("name", "summary", "audience", "to_bring", "words", "fee")
    }
    found |= {f"text_{c.value}": version.components.get(c.value, "") for c in Component}
    found["promised"] = (minutes // DAY_MINUTES if in_days else -(-minutes // HOUR)) or None
    found["measure"] = "days" if in_days else "hours"
    return found


class Run(Form):
    unit = PickField(label=_("Unit yang memberi layanan"))
    is_open = forms.BooleanField(label=_("Menerima permohonan"), required=False)
    on_site = forms.BooleanField(label=_("Diperiksa di tempat"), required=False)
    subject = forms.ModelChoiceField(
        label=_("Pokok laporan"), queryset=Subject.objects.none(), required=False,
        empty_label=_("Bukan laporan tentang suatu tempat"),
        help_text=_("Laporan dengan pokok ini diteruskan menurut letaknya."),
    )  # fmt: skip
    themes = forms.ModelMultipleChoiceField(
        label=_("Ditemukan lewat"), queryset=Theme.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, units: Units, service: Service | None = None, **kwargs: Any) -> None:  # fmt: skip
        held = list(service.skills.order_by("pk")[:SKILLS]) if service else []
        super().__init__(*args, initial=_terms(service, held) if service else {"is_open": True}, **kwargs)  # fmt: skip
        units.offer(self.fields["unit"])  # type: ignore[arg-type]
        self.fields["subject"].queryset = Subject.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["themes"].queryset = Theme.objects.order_by("kind", "order", "pk")  # type: ignore[attr-defined]
        known = Competency.objects.order_by("name", "pk")
        for n in range(1, SKILLS + 1):
            self.fields[f"skill_{n}"] = forms.ModelChoiceField(
                label=_now("Kompetensi %d") % n, queryset=known, required=False,
                empty_label=_("Tidak ada"),
            )  # fmt: skip
            self.fields[f"level_{n}"] = forms.IntegerField(
                label=_now("Tingkat %d") % n, min_value=1, max_value=5, required=False
            )

    @property
    def skills(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"skill_{n}"], self[f"level_{n}"]) for n in range(1, SKILLS + 1)]

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        skills = {
            data[f"skill_{n}"]: data[f"level_{n}"] or 1
            for n in range(1, SKILLS + 1)
            if data[f"skill_{n}"]
        }
        return Terms(
            unit=data["unit"], subject=data["subject"], themes=list(data["themes"]), skills=skills,
            is_open=data["is_open"], on_site=data["on_site"],
        )  # fmt: skip


def _terms(service: Service, held: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "is_open": service.is_open, "on_site": service.on_site, "subject": service.subject_id,
        "themes": list(service.themes.order_by("pk").values_list("pk", flat=True)),
    }  # fmt: skip
    for n, row in enumerate(held, 1):
        found |= {f"skill_{n}": row.competency_id, f"level_{n}": row.level}
    return found


class New(Form):
    name = forms.CharField(label=_("Nama layanan"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=list(CASE_KIND_LABELS.items()))
    unit = PickField(label=_("Unit yang memberi layanan"))

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units.offer(self.fields["unit"])  # type: ignore[arg-type]
