from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form


class Reason(Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea)
