"""Files of people: opening one, putting it right, the person's own declaration."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.forms import Form
from luwes.notifications.rules import Channel
from luwes.people import access
from luwes.people.models import DEPLOYABILITY_LABELS, Employee

FIRST_CHANNEL = {
    Channel.GATEWAY.value: _("WhatsApp atau SMS dahulu"),
    Channel.EMAIL.value: _("Surel dahulu"),
}


class Purpose(Form):
    """For what somebody reads what is private."""

    purpose = forms.CharField(
        label=_("Untuk apa?"),
        max_length=60,
        help_text=_("Misalnya: menghubungi untuk tugas banjir."),
    )


class Account(Form):
    """Which account is this person's."""

    username = forms.CharField(
        label=_("Nama pengguna"), max_length=60, help_text=_("Seperti yang dipakai untuk masuk.")
    )


class _Person(Form):
    name = forms.CharField(label=_("Nama tanpa gelar"), max_length=200)
    title_before = forms.CharField(label=_("Gelar depan"), max_length=60, required=False)
    title_after = forms.CharField(label=_("Gelar belakang"), max_length=80, required=False)
    nip = forms.CharField(label="NIP", max_length=30, help_text=_("18 angka; spasi boleh."))
    grade = forms.CharField(label=_("Golongan"), max_length=6, help_text=_("PNS: III/c. PPPK: IX."))
    grade_since = forms.DateField(label=_("TMT golongan"), required=False)
    education = forms.CharField(label=_("Pendidikan"), max_length=120, required=False)

    def clean_nip(self) -> str:
        return re.sub(r"\s", "", str(self.cleaned_data["nip"]))


class NewEmployee(_Person):
    agency = forms.TypedChoiceField(label=_("Instansi"), coerce=int)

    field_order = ("agency", "nip", "name")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = access.agencies_to_fill(user)
        self.fields["agency"].choices = [(a.pk, a.name) for a in agencies]  # type: ignore[attr-defined]


class Correction(_Person):
    birth_date = forms.DateField(label=_("Tanggal lahir"))
    reason = forms.CharField(
        label=_("Dasar perbaikan"), max_length=200, help_text=_("Misalnya nomor SK atau surat BKN.")
    )

    def changes(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        values.pop("reason")
        return values

    @staticmethod
    def initial_of(employee: Employee) -> dict[str, Any]:
        names = (
            "name",
            "title_before",
            "title_after",
            "nip",
            "grade",
            "grade_since",
            "education",
            "birth_date",
        )
        return {name: getattr(employee, name) for name in names}


class Declaration(Form):
    """What only the person says: how to be reached, and what stands against being sent."""

    email = forms.EmailField(label=_("Surel"), required=False)
    phone = forms.CharField(
        label=_("Telepon (WhatsApp)"),
        max_length=30,
        required=False,
        help_text=_("Misalnya 0812 3456 7890."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    shares_phone = forms.BooleanField(
        label=_("Rekan di pos yang sama boleh melihat nomor saya"), required=False,
        help_text=_("Hanya selama bertugas bersama; dapat dicabut kapan saja."),
    )  # fmt: skip
    first_channel = forms.ChoiceField(
        label=_("Kabari saya lewat"), choices=list(FIRST_CHANNEL.items()), widget=forms.RadioSelect
    )
    address = forms.CharField(
        label=_("Alamat"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    languages = forms.CharField(
        label=_("Bahasa yang dikuasai"),
        required=False,
        max_length=200,
        help_text=_("Pisahkan dengan koma, misalnya: Indonesia, Lampung, Jawa."),
    )
    deployability = forms.ChoiceField(
        label=_("Kesiapan ditugaskan ke luar unit"),
        choices=list(DEPLOYABILITY_LABELS.items()),
        widget=forms.RadioSelect,
        help_text=_("Bila hanya di unit asal, rencana penugasan tidak mengirim Anda."),
    )
    limits = forms.CharField(
        label=_("Batasan penugasan"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cukup batasnya, misalnya: tidak malam hari. Jangan menulis penyakit."),
    )

    def clean_phone(self) -> str:
        text = re.sub(r"[\s().-]", "", str(self.cleaned_data["phone"]))
        if text and not re.fullmatch(r"\+?[0-9]{8,15}", text):
            raise forms.ValidationError(_("Nomor telepon terdiri atas 8 sampai 15 angka."))
        return text

    def clean_languages(self) -> list[str]:
        words = (word.strip() for word in str(self.cleaned_data["languages"]).split(","))
        found = [word for word in dict.fromkeys(words) if word]
        if any(len(word) > 40 for word in found):
            raise forms.ValidationError(_("Nama bahasa paling panjang 40 huruf."))
        return found

    def changes(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        first = values.pop("first_channel")
        order = [first, *(key for key in FIRST_CHANNEL if key != first)]
        return {**values, "channels": order}

    @staticmethod
    def initial_of(employee: Employee) -> dict[str, Any]:
        names = ("email", "phone", "shares_phone", "address", "deployability", "limits")
        first = next(iter(employee.channels), Channel.GATEWAY.value)
        return {
            **{name: getattr(employee, name) for name in names},
            "languages": ", ".join(employee.languages),
            "first_channel": first,
        }
