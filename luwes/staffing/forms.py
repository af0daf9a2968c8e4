from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.forms import Dated, Form
from luwes.organisation.forms import picks
from luwes.organisation.models import Agency, OrgUnit
from luwes.people.models import Employee
from luwes.staffing import belated, briefs, rules
from luwes.staffing.assumptions import MOST_PERCENT, Assumptions, Spread
from luwes.staffing.models import CONDITION_LABELS, HIT_LABELS, REPORT_LABELS, SAFETY_LABELS
from luwes.staffing.owners import Named
from luwes.staffing.previewing import Deed
from luwes.ui.picking import PickField


def _reason(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=300, widget=area)


class Reason(Form):
    reason = _reason(_("Alasan"))


class Objecting(Form):
    """Why somebody should stay home, and who of the unit could go instead."""

    reason = _reason(_("Alasan keberatan"))
    instead = forms.ModelChoiceField(
        Employee.objects.none(), label=_("Usul pengganti dari unit yang sama"), required=False,
        empty_label=_("Tanpa pengganti"), widget=forms.RadioSelect,
        help_text=_("Bila diterima, penggantinya yang bertugas."),
    )  # fmt: skip

    def __init__(self, *args: Any, instead: dict[int, str] | None = None, **more: Any) -> None:
        """`instead` by id: the price of each in words."""
        super().__init__(*args, **more)
        told = instead or {}
        field: Any = self.fields["instead"]
        field.queryset = Employee.objects.filter(pk__in=told).order_by("name", "pk") if told else Employee.objects.none()  # fmt: skip
        field.label_from_instance = lambda person: f"{person.full_name}: {told.get(person.pk, '')}"


class SendBack(Form):
    reason = _reason(_("Apa yang perlu diperbaiki"))


class ApprovingPart(Form):
    """Which needs are not approved with the rest, and why."""

    returned = forms.TypedMultipleChoiceField(
        coerce=int, label=_("Kebutuhan yang dikembalikan"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu kebutuhan untuk dikembalikan.")},
    )  # fmt: skip
    reason = _reason(_("Alasan mengembalikannya"))

    def __init__(self, *args: Any, needs: list[tuple[Any, int]], **more: Any) -> None:
        """`needs` with how many people of the agency each would get."""
        super().__init__(*args, **more)
        words = _("%(need)s: %(people)d orang")
        chosen: dict[str, Any] = dict(self.fields)
        chosen["returned"].choices = [
            (need.pk, words % {"need": need, "people": people}) for need, people in needs
        ]


class Answer(Form):
    """To an objection; a reason is only needed to overrule it."""

    answer = forms.CharField(
        label=_("Jawaban"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), required=False,
        help_text=_("Wajib bila keberatan ditolak."),
    )  # fmt: skip


class Limiting(Form):
    """How much somebody may approve in one plan, and since when."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Instansi"))
    user = forms.ModelChoiceField(
        User.objects.none(), label=_("Siapa"), required=False,
        empty_label=_("Semua pemutus instansi ini"),
    )  # fmt: skip
    max_people = forms.IntegerField(label=_("Paling banyak, orang per rencana"), required=False, min_value=0, max_value=100_000)  # fmt: skip
    max_days = forms.IntegerField(label=_("Paling lama, hari"), required=False, min_value=1, max_value=3650)  # fmt: skip
    unit = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("Hanya dari unit ini dan di bawahnya"), required=False
    )
    first_day = forms.DateField(label=_("Berlaku mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"), required=False)
    decree = forms.CharField(
        label=_("Dasar"), max_length=120, help_text=_("Contoh: SK Sekda 821/12/2025")
    )

    def __init__(self, *args: Any, agencies: Any, users: Any, units: Any, names: dict[int, str], **more: Any) -> None:  # fmt: skip
        """`names` are those of the units, by id."""
        super().__init__(*args, **more)
        chosen: dict[str, Any] = dict(self.fields)
        chosen["agency"].queryset, chosen["user"].queryset = agencies, users
        chosen["unit"].queryset = units
        chosen["unit"].label_from_instance = lambda unit: names.get(unit.pk, unit.code)


MORE_AREAS = 3  # rows for more areas in one what-if; more are another what-if


class Supposing(Form):
    """
    What a what-if assumes; a field a unit and a need, blank where nothing is assumed of it, and rows
    for more areas: which, like which one that is struck already, and what share of it.
    """

    percent = forms.IntegerField(
        label=_("Minimum semua unit, berubah berapa persen"), required=False, min_value=-100,
        max_value=100, help_text=_("Contoh: -10. Dibulatkan ke atas."),
    )  # fmt: skip
    by = forms.IntegerField(
        label=_("Minimum semua unit, berubah berapa orang"), required=False, min_value=-1000,
        max_value=1000, help_text=_("Contoh: -1."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Masa tugas bergeser berapa hari"), required=False, min_value=-365, max_value=365,
        help_text=_("Contoh: 2 untuk dua hari lebih lambat, -1 untuk sehari lebih cepat."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: dict[int, str], needs: dict[int, int], patterns: dict[str, str],
        **more: Any,
    ) -> None:  # fmt: skip
        """
        `units` by id with their names, `needs` by id with the heads asked now, `patterns` the areas
        that others may be struck like, by their keys (`spreading.Pattern`).
        """
        super().__init__(*args, **more)
        self._units, self._needs = units, needs
        self._rows = range(1, MORE_AREAS + 1) if patterns else range(0)
        for row in self._rows:
            self._add_area(row, patterns)
        for pk, name in units.items():
            self.fields[f"unit-{pk}"] = forms.IntegerField(
                label=_("Minimum %s berubah") % name,
                required=False,
                min_value=-1000,
                max_value=1000,
            )
        for pk in needs:
            self.fields[f"butuh-{pk}"] = forms.IntegerField(
                label=_("Diminta"), required=False, min_value=0, max_value=100_000
            )

    def _add_area(self, row: int, patterns: dict[str, str]) -> None:
        area = PickField(label=_("Wilayah lain"), required=False)
        picks.offer_areas(area)
        self.fields[f"wilayah_{row}"] = area
        self.fields[f"seperti_{row}"] = forms.ChoiceField(
            label=_("Terdampak seperti"), required=False, choices=list(patterns.items())
        )
        self.fields[f"persen_{row}"] = forms.IntegerField(
            label=_("Besarnya (%)"), required=False, min_value=1, max_value=MOST_PERCENT,
            initial=100,
        )  # fmt: skip

    @property
    def area_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [
            (self[f"wilayah_{row}"], self[f"seperti_{row}"], self[f"persen_{row}"])
            for row in self._rows
        ]

    @property
    def has_more_areas(self) -> bool:
        """Whether a row after the first was filled in."""
        return any(self.data.get(f"wilayah_{row}_text") for row in self._rows if row > 1)

    @property
    def _areas(self) -> tuple[Spread, ...]:
        values, found = self.cleaned_data, []
        for row in self._rows:
            area, key = values[f"wilayah_{row}"], values[f"seperti_{row}"]
            if area is not None:
                owner, _sep, like = key.partition("/")
                percent = values[f"persen_{row}"]
                found.append(Spread(area.pk, int(like), owner, 100 if percent is None else percent))
        return tuple(found)

    @property
    def assumed(self) -> Assumptions:
        values = self.cleaned_data
        asked = {pk: values[f"butuh-{pk}"] for pk in self._needs}
        return Assumptions(
            percent=values["percent"] or 0, by=values["by"] or 0, days=values["days"] or 0,
            units={pk: values[f"unit-{pk}"] for pk in self._units if values[f"unit-{pk}"]},
            desired={
                pk: heads for pk, heads in asked.items()
                if heads is not None and heads != self._needs[pk]
            },
            areas=self._areas,
        )  # fmt: skip


class Shaping(Form):
    """A person fixed to a need, kept out of it or of all, or giving the place to another."""

    rule = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(deed.value, deed.value) for deed in Deed]
    )
    employee = forms.IntegerField(widget=forms.HiddenInput)
    need = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = _reason(_("Alasan"))


OTHER = "other"
DECLINE_REASONS = {
    "home": _("Rumah atau keluarga saya terdampak"),
    "ill": _("Saya sakit atau sedang dirawat"),
    "care": _("Saya merawat anggota keluarga"),
    "expired": _("Sertifikat saya sudah tidak berlaku"),
    OTHER: _("Alasan lain"),
}


class Decline(Form):
    """Why somebody can't go: one tap, and words only for another reason."""

    reason = forms.ChoiceField(
        label=_("Alasan"), choices=list(DECLINE_REASONS.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasannya.")},
    )  # fmt: skip
    other = forms.CharField(
        label=_("Alasan lain"), max_length=280, required=False,
        help_text=_("Isi bila memilih alasan lain."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("reason") == OTHER and not self.cleaned_data.get("other"):
            self.add_error("other", _("Tulis alasan Anda."))
        return self.cleaned_data

    @property
    def words(self) -> str:
        """The reason as it is recorded."""
        chosen: str = self.cleaned_data["reason"]
        other: str = self.cleaned_data["other"]
        return other if chosen == OTHER else str(DECLINE_REASONS[chosen])


class ReturnReport(Form):
    condition = forms.ChoiceField(
        label=_("Bagaimana keadaan Anda?"), choices=list(CONDITION_LABELS.items()),
        widget=forms.RadioSelect, error_messages={"required": _("Pilih keadaan Anda.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Catatan untuk atasan"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Contoh: masuk lagi Senin pukul 07.30. Hanya Anda dan atasan yang membacanya."),
    )  # fmt: skip


def _told(label: Any, hint: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=briefs.LONGEST, required=False, widget=area, help_text=hint
    )


class Contact(Form):
    post = forms.CharField(
        label=_("Nama dan letak pos"), max_length=160,
        help_text=_("Contoh: Masjid Al-Ikhlas, Jalan Ratu Dibalau"),
    )  # fmt: skip
    report_to = forms.CharField(
        label=_("Melapor kepada"), max_length=160, required=False,
        help_text=_("Nama dan nomor dinas, contoh: dr. Yuliana Sari, 0811 1234 567"),
    )  # fmt: skip
    task = _told(_("Tugas pokok"), _("Satu hal per baris."))
    bring = _told(_("Yang dibawa"), _("Contoh: sepatu bot, senter, air minum."))
    safety = _told(_("Catatan keselamatan"), _("Contoh: jangan menyeberangi arus di atas lutut."))
    emergency = _told(
        _("Nomor darurat"), _("Satu per baris, nama lalu nomor. Contoh: Ambulans 119")
    )
    lat = forms.FloatField(
        label=_("Lintang"), min_value=-90, max_value=90, required=False,
        help_text=_("Contoh: -5,3588. Dengan titik pos, lapor hadir dari ponsel dapat diperiksa jaraknya."),
    )  # fmt: skip
    lon = forms.FloatField(
        label=_("Bujur"), min_value=-180, max_value=180, required=False,
        help_text=_("Contoh: 105,2751"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if (self.cleaned_data.get("lat") is None) != (self.cleaned_data.get("lon") is None):
            self.add_error("lon", _("Isi lintang dan bujur, atau kosongkan keduanya."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        told = dict(self.cleaned_data)
        names = ("task", "bring", "safety")
        brief = briefs.Brief(*(told.pop(name) for name in names))
        return {**told, "brief": brief}


class Photos(forms.FileField):
    """Any number of files, kept as bytes; what they are is looked at by their content."""

    widget = type("Several", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        return [super(Photos, self).clean(file, initial).read() for file in data or [] if file]


class FieldReport(Form):
    kind = forms.ChoiceField(
        label=_("Tentang apa?"), choices=list(REPORT_LABELS.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Pilih tentang apa laporan ini.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Apa yang terjadi?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Contoh: air surut 20 cm, 40 warga masih di masjid, selimut kurang 30."),
        error_messages={"required": _("Tulis apa yang terjadi.")},
    )  # fmt: skip
    heads = forms.IntegerField(
        label=_("Tambahan orang"), min_value=1, max_value=1000, required=False,
        help_text=_("Isi bila pos butuh tambahan orang."),
    )  # fmt: skip
    photos = Photos(
        label=_("Foto"), required=False, help_text=_("Paling banyak empat; dikecilkan di ponsel."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs |= {"accept": "image/*", "multiple": True}

    @property
    def pictures(self) -> list[bytes]:
        found: list[bytes] = self.cleaned_data["photos"]
        return found

    @property
    def draft(self) -> belated.ReportDraft:
        told = self.cleaned_data
        return belated.ReportDraft(
            belated.Report(told["kind"]), told["text"], told["heads"], len(told["photos"])
        )


class PostCode(Form):
    """What the phone's camera read, or the figures beside the drawing."""

    code = forms.CharField(
        label=_("Kode pos"), max_length=300, help_text=_("Delapan angka di layar pos."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Pindai kodenya, atau tulis delapan angka di layar pos.")},
    )  # fmt: skip


class Position(forms.Form):
    """What a phone says of where it is; none of it where it can't tell."""

    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(min_value=-180, max_value=180)
    accuracy = forms.FloatField(min_value=0, max_value=10_000_000)


class Days(Dated):
    """From a day to a day."""

    first_day = forms.DateField(label=_("Mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"))

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data


class Dispense(Days):
    """`choices` are the owners it may be for."""

    owner = forms.ChoiceField(label=_("Kejadian"))
    reason = forms.TypedChoiceField(
        label=_("Yang terdampak"), choices=list(HIT_LABELS.items()), coerce=rules.Hit,
        help_text=_("Cukup sebatas ini; keterangan lain tidak dicatat."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            (f"{owner.kind}:{owner.id}", owner.name) for owner in choices
        ]


class Safety(Form):
    """What somebody states of themselves."""

    kinds = forms.TypedMultipleChoiceField(
        label=_("Keadaan Anda"), choices=list(SAFETY_LABELS.items()), coerce=rules.Safety,
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Pilih paling sedikit satu.")},
        help_text=_("Cukup sebatas ini; jangan menulis penyakit."),
    )  # fmt: skip
    last_day = forms.DateField(label=_("Sampai dengan"), help_text=_("Paling lama setahun; sesudahnya nyatakan lagi."))  # fmt: skip
    volunteers = forms.BooleanField(label=_("Saya tetap bersedia ditugaskan"), required=False)
    accepts = forms.CharField(
        label=_("Yang saya sanggupi"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Isi bila tetap bersedia. Contoh: siang hari, di pos dekat rumah."),
    )  # fmt: skip


class Reading(Form):
    what = forms.CharField(
        label=_("Untuk apa Anda membacanya?"), max_length=60,
        help_text=_("Tercatat, dan terlihat oleh yang bersangkutan."),
    )  # fmt: skip
