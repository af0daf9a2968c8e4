"""Asking for leave, and answering: text into values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.appointments import papers_attached
from luwes.appointments.actions.requests import Decision, Wish
from luwes.appointments.models import (
    ANSWER_LABELS,
    CERTIFICATE_LABELS,
    HOLIDAY_LABELS,
    LeaveRequest,
)
from luwes.appointments.papers_attached import Attached
from luwes.appointments.rules import BY_AUTHORITY, LeaveKind
from luwes.appointments.rules.entitlement import Certificate, Proof
from luwes.appointments.rules.requests import Answer
from luwes.core.forms import Dated, Form
from luwes.organisation.models import Agency


class AskLeave(Dated):
    """Only the fields that this kind of leave needs."""

    first_day = forms.DateField(label=_("Hari pertama"))
    last_day = forms.DateField(label=_("Hari terakhir"))
    reason = forms.CharField(
        label=_("Alasan cuti"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hanya dibaca atasan dan pejabat yang memutuskan."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Alamat selama cuti"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    phone = forms.CharField(
        label=_("Telepon selama cuti"), max_length=40, required=False,
        help_text=_("Misalnya 0812-3456-7890."),
    )  # fmt: skip
    certificate = forms.TypedChoiceField(
        label=_("Surat keterangan"), coerce=Certificate, required=False,
        empty_value=Certificate.NONE, choices=list(CERTIFICATE_LABELS.items()),
        help_text=_("Lebih dari 14 hari: surat dokter pemerintah."),
    )  # fmt: skip
    child = forms.IntegerField(
        label=_("Kelahiran anak ke"), min_value=1, max_value=20,
        help_text=_("Dihitung sejak Anda diangkat."),
    )  # fmt: skip
    is_extension = forms.BooleanField(label=_("Ini perpanjangan"), required=False)
    attachment = forms.FileField(
        label=_("Lampiran"), required=False,
        help_text=_("PDF, JPEG, atau PNG, paling besar 3 MB. Disimpan terenkripsi."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    _only = {
        "certificate": {LeaveKind.SICK},
        "child": {LeaveKind.MATERNITY},
        "is_extension": {LeaveKind.UNPAID},
    }

    def __init__(self, *args: Any, leave_kind: LeaveKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leave_kind = leave_kind
        for name, kinds in self._only.items():
            if leave_kind not in kinds:
                del self.fields[name]

    def clean_attachment(self) -> Attached | None:
        file = self.cleaned_data["attachment"]
        if file is None:
            return None
        if (file.size or 0) > papers_attached.MOST:
            raise forms.ValidationError(_("Lampiran paling besar 3 MB."))
        return papers_attached.read(file.read())

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    @property
    def wish(self) -> Wish:
        values = self.cleaned_data
        proof = Proof(
            values.get("certificate") or Certificate.NONE, values.get("child") or 0,
            is_extension=values.get("is_extension", False),
        )  # fmt: skip
        return Wish(
            self.leave_kind, values["period"], values["reason"], values["address"], values["phone"],
            proof,
        )  # fmt: skip


class GiveView(Form):
    """What the superior thinks, before the authorised official decides."""

    view = forms.TypedChoiceField(
        label=_("Pertimbangan"), coerce=Answer, choices=list(ANSWER_LABELS.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Wajib bila bukan disetujui."),
    )  # fmt: skip


class Decide(Dated):
    """The four answers of the official form; the days only where they are changed."""

    answer = forms.TypedChoiceField(
        label=_("Keputusan"), coerce=Answer, choices=list(ANSWER_LABELS.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    first_day = forms.DateField(
        label=_("Hari pertama yang diberikan"), required=False,
        help_text=_("Hanya bila harinya diubah."),
    )  # fmt: skip
    last_day = forms.DateField(label=_("Hari terakhir yang diberikan"), required=False)
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Wajib bila bukan disetujui."),
    )  # fmt: skip
    over_minimum = forms.CharField(
        label=_("Mengapa tetap diberikan meski di bawah minimum"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila cuti diberikan; dicatat bersama nama Anda di catatan keputusan."),
    )  # fmt: skip
    consent = forms.CharField(
        label=_("Nomor persetujuan BKN"), max_length=100, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, request: LeaveRequest, is_short: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = request.period
        self.fields["first_day"].initial, self.fields["last_day"].initial = (
            days.start,
            days.last_day,
        )
        if LeaveKind(request.kind) not in BY_AUTHORITY:
            del self.fields["consent"]
        if not is_short and not self.is_bound:
            del self.fields["over_minimum"]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("answer") is Answer.CHANGED:
            self.set_period(self.cleaned_data)
        return self.cleaned_data

    @property
    def decision(self) -> Decision:
        values = self.cleaned_data
        return Decision(
            values["answer"], values["reason"], values.get("period"), values.get("over_minimum", ""),
            values.get("consent", ""),
        )  # fmt: skip


class AddHoliday(Form):
    day = forms.DateField(label=_("Tanggal"))
    name = forms.CharField(label=_("Nama"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=list(HOLIDAY_LABELS.items()))
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Berlaku untuk"))
    source = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Misalnya SKB 3 Menteri, keputusan gubernur.")
    )
    is_assumed = forms.BooleanField(label=_("Masih asumsi"), required=False)

    def __init__(self, *args: Any, agencies: Any, for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        field.required = not for_all
        field.empty_label = _("Semua pemerintah") if for_all else None


class SetOpening(Form):
    year = forms.IntegerField(label=_("Tahun"), min_value=2020, max_value=2100)
    days = forms.IntegerField(
        label=_("Sisa yang dibawa ke tahun itu, hari kerja"), min_value=0, max_value=12
    )
    source = forms.CharField(label=_("Dasar"), max_length=200, help_text=_("Misalnya kartu cuti 2024."))  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = today.year
