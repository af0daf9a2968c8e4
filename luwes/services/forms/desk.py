"""What officers write on a case, where they send it, and the answers they keep ready."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luwes.core.forms import Form
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.organisation.queries import finding
from luwes.services.forms.files import Files
from luwes.services.models import Service
from luwes.services.routing import Candidate
from luwes.ui.picking import MOST, Pick, PickField

WEEKDAYS = (
    gettext_lazy("Senin"), gettext_lazy("Selasa"), gettext_lazy("Rabu"), gettext_lazy("Kamis"),
    gettext_lazy("Jumat"), gettext_lazy("Sabtu"), gettext_lazy("Minggu"),
)  # fmt: skip
LONGEST = 4000
WHY = {"required": gettext_lazy("Tulis alasannya.")}


def _words(label: Any, rows: int = 6, **values: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, error_messages={"required": gettext_lazy("Tulis isinya.")},
        widget=forms.Textarea(attrs={"rows": rows}), **values,
    )  # fmt: skip


class Reply(Form):
    """An answer, a question or a step: the button says which."""

    text = _words(gettext_lazy("Balasan kepada warga"))
    files = Files(  # type: ignore[assignment]
        label=gettext_lazy("Lampiran"), required=False,
        help_text=gettext_lazy("Foto atau PDF, paling banyak lima; warga dapat melihatnya."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Close(Reply):
    text = _words(gettext_lazy("Apa yang sudah dilakukan?"), 4)
    files = Files(
        label=gettext_lazy("Bukti"), required=False,
        help_text=gettext_lazy("Foto atau PDF hasilnya. Warga melihatnya, lalu mengonfirmasi atau membuka kembali."),
    )  # fmt: skip

    def __init__(self, *args: Any, needs_evidence: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = needs_evidence
        self.fields["files"].error_messages["required"] = _("Lampirkan bukti yang dapat dilihat warga: foto atau dokumen hasilnya.")  # fmt: skip


class Note(Form):
    text = _words(
        gettext_lazy("Catatan internal"), 3, help_text=gettext_lazy("Tidak terlihat oleh warga.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class HandOver(Form):
    """Only who may have it can be chosen; the page lists the others with why not."""

    to = forms.ChoiceField(
        label=gettext_lazy("Kepada siapa?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih petugasnya.")},
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=300, error_messages=WHY)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(one.employee.pk), _("%(name)s (%(count)d perkara terbuka)") % {
                "name": one.employee.full_name, "count": one.officer.open_cases,
            })
            for one in candidates
        ]  # fmt: skip


class Forward(Form):
    where = PickField(label=gettext_lazy("Ke unit atau pemerintah mana?"), required=True)
    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=300, error_messages=WHY,
        help_text=gettext_lazy("Warga membacanya."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["where"]
        assert isinstance(field, PickField)
        field.offer(
            url=reverse("services:find_offices"), search=lambda text: offices(text, on),
            one=lambda key: office(key, on),
        )  # fmt: skip


Office = tuple[Agency, OrgUnit | None]


def offices(text: str, on: date) -> list[Pick]:
    """Governments and units whose names hold every word; governments first."""
    agencies = Agency.objects.all()
    for word in text.split():
        agencies = agencies.filter(name__holds=word)
    shapes = finding.units_named(_units(on), text, on)[:MOST]
    found = [Pick(f"a{one.pk}", one.name, (one, None)) for one in agencies.order_by("name", "pk")[:4]]  # fmt: skip
    return [*found, *map(_unit, shapes)]


def office(key: str, on: date) -> Pick | None:
    if not re.fullmatch(r"[au]\d{1,18}", key):
        return None
    if key[0] == "a":
        agency = Agency.objects.filter(pk=int(key[1:])).first()
        return Pick(key, agency.name, (agency, None)) if agency else None
    shape = _units(on).filter(unit=int(key[1:])).select_related("agency", "unit").first()
    return _unit(shape) if shape else None


def _units(on: date) -> Any:
    return UnitShape.objects.filter(period__contains=on, is_draft=False)


def _unit(shape: UnitShape) -> Pick:
    note = " · ".join(filter(None, [getattr(shape, "above", None), shape.agency.name]))
    return Pick(f"u{shape.unit_id}", shape.name, (shape.agency, shape.unit), note)


class Bundle(Form):
    head = forms.CharField(
        label=gettext_lazy("Nomor perkara induk"), max_length=24,
        help_text=gettext_lazy("Perkara ini lalu mengikuti induknya; warga menerima kabar yang sama."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Mengapa sama?"), max_length=300, required=False,
        help_text=gettext_lazy("Wajib bila letaknya lebih dari 300 m atau tidak sewilayah. Warga membacanya."),
    )  # fmt: skip


class Canned(Form):
    title = forms.CharField(label=gettext_lazy("Judul"), max_length=80)
    text = _words(
        gettext_lazy("Isi"), 6,
        help_text=gettext_lazy("{nama}, {nomor}, {tempat}, dan {tenggat} diisi dari perkaranya."),
    )  # fmt: skip
    owner = forms.ChoiceField(label=gettext_lazy("Untuk"))

    def __init__(
        self, *args: Any, agencies: Sequence[Agency], services: Sequence[tuple[Service, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._owners: dict[str, tuple[Agency, Service | None]] = {
            f"a{one.pk}": (one, None) for one in agencies
        } | {f"s{one.pk}": (one.agency, one) for one, _name in services}
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((f"a{one.pk}", _("Semua layanan %s") % one.name) for one in agencies),
            *((f"s{one.pk}", name) for one, name in services),
        ]

    @property
    def owned(self) -> tuple[Agency, Service | None]:
        return self._owners[self.cleaned_data["owner"]]


SPAN = re.compile(r"\s*(\d{1,2})[.:](\d{2})\s*(?:-|–|s\.?d\.?)\s*(\d{1,2})[.:](\d{2})\s*")


class Week(Form):
    """A line a day: "07.30-12.00, 13.00-16.00"; empty: closed."""

    first_day = forms.DateField(label=gettext_lazy("Berlaku mulai"))
    source = forms.CharField(
        label=gettext_lazy("Dasar"), max_length=200,
        help_text=gettext_lazy("Contoh: Keputusan Wali Kota Nomor 12 Tahun 2026"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(WEEKDAYS):
            self.fields[f"day_{day}"] = forms.CharField(label=name, max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.week = {day: self._spans(day, data.get(f"day_{day}", "")) for day in range(7)}
        return data

    def _spans(self, day: int, text: str) -> list[tuple[time, time]]:
        spans = []
        for part in filter(str.strip, re.split(r"[,;]", text)):
            found = SPAN.fullmatch(part)
            try:
                if not found:
                    raise ValueError(part)
                a, b, c, d = map(int, found.groups())
                spans.append((time(a, b), time(c, d)))
            except ValueError:
                self.add_error(f"day_{day}", _("Tulis seperti 07.30-12.00, 13.00-16.00."))
        return spans


class ReadNik(Form):
    why = forms.CharField(
        label=gettext_lazy("Untuk keperluan apa?"), max_length=200,
        help_text=gettext_lazy("Misalnya: mencocokkan dengan kartu keluarga. Warga membacanya."),
        error_messages={"required": gettext_lazy("Tulis untuk keperluan apa; warga membacanya.")},
    )  # fmt: skip
