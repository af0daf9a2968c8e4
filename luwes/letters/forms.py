from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form


class ByNumber(Form):
    number = forms.CharField(label=_("Nomor surat"), max_length=80)
    day = forms.DateField(label=_("Tanggal surat"), widget=forms.DateInput(attrs={"type": "date"}))


class ByFile(Form):
    file = forms.FileField(label=_("Berkas PDF"))


class Withdraw(Form):
    reason = forms.CharField(label=_("Alasan pencabutan"), max_length=300, widget=forms.Textarea)
