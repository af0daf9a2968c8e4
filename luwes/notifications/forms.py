"""The gateway's report, checked."""

from typing import Any

from django import forms

from luwes.notifications.rules import Delivery

# What gateways call it; ours on the right.
WORDS = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.READ,
    "failed": Delivery.FAILED,
    "undelivered": Delivery.FAILED,
}


class Report(forms.Form):
    reference = forms.CharField(max_length=60, required=False)
    id = forms.CharField(max_length=100, required=False)
    status = forms.TypedChoiceField(choices=[(w, w) for w in WORDS], coerce=WORDS.__getitem__)

    def clean(self) -> dict[str, Any]:
        if not (self.cleaned_data.get("reference") or self.cleaned_data.get("id")):
            raise forms.ValidationError("reference or id")
        return self.cleaned_data
