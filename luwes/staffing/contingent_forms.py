"""People from outside: what is recorded of them, their names, what their leader says."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luwes.core.forms import Dated, Form
from luwes.staffing import contingent_rules as rules
from luwes.staffing.models import BODY_LABELS, Contingent
from luwes.staffing.promising import Promise


class Recording(Dated):
    """Who is sent, how many, for how long; whether they meet what the need asks, where it asks."""

    body = forms.ChoiceField(label=_("Jenis"), choices=list(BODY_LABELS.items()))
    name = forms.CharField(
        label=_("Satuan atau organisasi"), max_length=160,
        help_text=_("Contoh: Kodim 0421/Lampung Selatan"),
    )  # fmt: skip
    heads = forms.IntegerField(label=_("Jumlah orang"), min_value=1, max_value=rules.MOST_HEADS)
    first_day = forms.DateField(label=_("Bertugas mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"))
    fits = forms.BooleanField(
        label=_("Cocok dengan syarat kebutuhan ini"), required=False,
        help_text=_("Tanpa ini mereka tercatat sebagai tenaga bantu dan tidak dihitung mengisi kebutuhan."),
    )  # fmt: skip
    promise = forms.TypedChoiceField(
        label=_("Dari janji bantuan"), required=False, coerce=int, empty_value=None,
        help_text=_("Yang dihitung mengurangi orang yang masih ditunggu dari janji itu."),
    )  # fmt: skip
    leader = forms.CharField(label=_("Ketua rombongan"), max_length=120, required=False)
    leader_phone = forms.CharField(
        label=_("Telepon ketua"), max_length=40, required=False,
        help_text=_("Disandikan; hanya terlihat petugas pos dan koordinator."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Dasar"), max_length=160, required=False,
        help_text=_("Nomor surat, atau kosongkan bila lisan."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, asks: bool, promises: Sequence[Promise] = (), **more: Any
    ) -> None:
        """`asks`: whether the need asks for groups or competencies; `promises`: who is awaited there."""
        super().__init__(*args, **more)
        if not asks:
            del self.fields["fits"]
        if promises:
            field: Any = self.fields["promise"]
            field.choices = [*map(_choice, promises), ("", _("Bukan dari janji itu"))]
            newest = next((found.line.pk for found in promises if found.left), None)
            self.initial.setdefault("promise", newest)
        else:
            del self.fields["promise"]

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    def draft(self) -> rules.Draft:
        data = self.cleaned_data
        return rules.Draft(
            body=rules.Body(data["body"]), name=data["name"], heads=data["heads"],
            period=data["period"], leader=data["leader"], leader_phone=data["leader_phone"],
            basis=data["basis"], fits=data.get("fits", False), promise=data.get("promise"),
        )  # fmt: skip

    @staticmethod
    def values_of(row: Contingent) -> dict[str, Any]:
        return {
            "body": row.body, "name": row.name, "heads": row.heads, "first_day": row.period.start,
            "last_day": row.period.last_day, "fits": row.says_so, "leader": row.leader,
            "leader_phone": row.leader_phone, "basis": row.basis, "promise": row.aid_line_id,
        }  # fmt: skip


def _choice(found: Promise) -> tuple[int, str]:
    request = found.line.request
    words = ngettext(
        "Permintaan %(number)d, surat %(letter)s: %(left)d orang ditunggu",
        "Permintaan %(number)d, surat %(letter)s: %(left)d orang ditunggu", found.left,
    )  # fmt: skip
    told = {"number": request.number, "letter": request.answer_number, "left": found.left}
    return found.line.pk, words % told


class Names(Form):
    """Pasted, or from a sheet that is shown here first."""

    names = forms.CharField(
        label=_("Satu orang satu baris"), required=False, strip=False, max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        help_text=_("Nama; nomor anggota; kompetensi; nomor sertifikat. Cukup namanya; nomor mencegah orang yang sama tercatat di dua tempat."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Atau dari berkas"), required=False, max_length=200,
        help_text=_("xlsx, xls, ods, atau csv dengan kolom NAMA. Isinya ditunjukkan dulu di kotak di atas."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"empty": _("Berkas kosong.")},
    )  # fmt: skip


class Counting(Form):
    """How many are at the post now."""

    present = forms.IntegerField(label=_("Yang ada di pos sekarang"), min_value=0)

    def __init__(self, *args: Any, row: Contingent, **more: Any) -> None:
        more["initial"] = {"present": row.present or row.heads}
        super().__init__(*args, **more)
        field: Any = self.fields["present"]
        field.max_value = row.heads
        field.widget.attrs["max"] = row.heads


class Keeping(Form):
    heads = forms.IntegerField(label=_("Yang tetap bertugas"), min_value=1)
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class LeaderSays(Form):
    """From the leader's page: how many came or go, and what the post's screen shows."""

    people = forms.IntegerField(label=_("Berapa orang"), min_value=1, max_value=rules.MOST_HEADS)
    code = forms.CharField(
        label=_("Kode di layar pos"), required=False, max_length=600,
        help_text=_("Delapan angka, bila layarnya ada."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
