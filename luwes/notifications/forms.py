"""The gateway's report, checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.notifications.rules import ORDERS, Channel, Delivery

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


def code_of(channels: tuple[Channel, ...]) -> str:
    return ",".join(channels)


ORDER_WORDS = {
    code_of(ORDERS[0]): _("WhatsApp/SMS dulu, surel bila gagal"),
    code_of(ORDERS[1]): _("Surel dulu, WhatsApp/SMS bila gagal"),
    code_of(ORDERS[2]): _("WhatsApp/SMS saja"),
    code_of(ORDERS[3]): _("Surel saja"),
}


class Order(Form):
    """By which channel first; every message stands in the app as well."""

    order = forms.ChoiceField(
        label=_("Urutan saluran"), choices=list(ORDER_WORDS.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu urutan.")},
    )  # fmt: skip

    @property
    def channels(self) -> tuple[Channel, ...]:
        return tuple(Channel(word) for word in self.cleaned_data["order"].split(","))
