from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.core.periods import through
from luwes.staffing import belated, rules
from luwes.staffing.models import CONDITION_LABELS, HIT_LABELS, REPORT_LABELS
from luwes.staffing.owners import Named

PIN, EXCLUDE, EXCLUDE_FROM_ALL = "pin", "exclude", "exclude_all"
PINNING_ID, EXCLUDING_ID = "tetap_%s", "kecuali_%s"  # of the fields, on one page


def _reason(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=300, widget=area)


class Reason(Form):
    reason = _reason(_("Alasan"))


class Objecting(Form):
    reason = _reason(_("Alasan keberatan"))


class SendBack(Form):
    reason = _reason(_("Apa yang perlu diperbaiki"))


class Answer(Form):
    """To an objection; a reason is only needed to overrule it."""

    answer = forms.CharField(
        label=_("Jawaban"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), required=False,
        help_text=_("Wajib bila keberatan ditolak."),
    )  # fmt: skip


class Ruling(Form):
    """A person fixed to a need, kept out of it, or kept out of all."""

    employee = forms.IntegerField(widget=forms.HiddenInput)
    need = forms.IntegerField(widget=forms.HiddenInput)
    rule = forms.ChoiceField(
        label=_("Dikecualikan dari"), widget=forms.RadioSelect, initial=EXCLUDE,
        choices={EXCLUDE: _("kebutuhan ini saja"), EXCLUDE_FROM_ALL: _("semua kebutuhan")},
    )  # fmt: skip
    reason = _reason(_("Alasan"))


class Pinning(Ruling):
    rule = forms.CharField(widget=forms.HiddenInput, initial=PIN)  # type: ignore[assignment]


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


class Contact(Form):
    post = forms.CharField(
        label=_("Nama dan letak pos"), max_length=160,
        help_text=_("Contoh: Masjid Al-Ikhlas, Jalan Ratu Dibalau"),
    )  # fmt: skip
    report_to = forms.CharField(
        label=_("Melapor kepada"), max_length=160, required=False,
        help_text=_("Nama dan nomor dinas, contoh: dr. Yuliana Sari, 0811 1234 567"),
    )  # fmt: skip
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


class Position(forms.Form):
    """What a phone says of where it is; none of it where it can't tell."""

    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(min_value=-180, max_value=180)
    accuracy = forms.FloatField(min_value=0, max_value=10_000_000)


class Dispense(Form):
    """`choices` are the owners it may be for."""

    owner = forms.ChoiceField(label=_("Kejadian"))
    reason = forms.TypedChoiceField(
        label=_("Yang terdampak"), choices=list(HIT_LABELS.items()), coerce=rules.Hit,
        help_text=_("Cukup sebatas ini; keterangan lain tidak dicatat."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("Mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"))

    def __init__(self, *args: Any, choices: list[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            (f"{owner.kind}:{owner.id}", owner.name) for owner in choices
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last:
            try:
                data["period"] = through(first, last)
            except ValueError:
                self.add_error("last_day", _("Hari terakhir mendahului hari pertama."))
        return data
