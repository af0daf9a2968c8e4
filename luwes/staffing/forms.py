from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form

PIN, EXCLUDE, EXCLUDE_FROM_ALL = "pin", "exclude", "exclude_all"


def _reason(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=300, widget=area)


class Reason(Form):
    reason = _reason(_("Alasan"))


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
