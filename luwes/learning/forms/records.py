"""Certificates and hours: revoking, telling, answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.learning.models import METHOD_LABELS
from luwes.learning.rules.hours import MOST_CLAIMED
from luwes.learning.rules.states import Method


class Revoke(Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=_("Terbaca oleh pemilik sertifikat dan oleh siapa pun yang memeriksanya dengan kode QR."),
    )  # fmt: skip


class Claim(Form):
    words = forms.CharField(
        label=_("Kegiatan"), max_length=200, help_text=_("Misalnya: Webinar data terbuka, Kominfo.")
    )
    on = forms.DateField(label=_("Hari terakhir"))
    jp = forms.IntegerField(
        label=_("Lama (JP)"), min_value=1, max_value=MOST_CLAIMED,
        help_text=_("1 JP = 45 menit, seperti tertulis pada sertifikatnya."),
    )  # fmt: skip
    method = forms.TypedChoiceField(
        label=_("Cara"), coerce=Method, choices=list(METHOD_LABELS.items())
    )
    evidence = forms.CharField(
        label=_("Bukti"), max_length=200,
        help_text=_("Penyelenggara dan nomor sertifikat atau surat tugasnya."),
    )  # fmt: skip


class Answer(Form):
    deed = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    reason = forms.CharField(max_length=300, required=False)
