"""Thanks and medals: what people type."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Dated, Form
from luwes.core.numbers import whole
from luwes.motivation.access import recognition as access
from luwes.motivation.models import BREAK_LABELS, MEDAL_LABELS, SEEN_LABELS, VALUE_LABELS
from luwes.motivation.queries import thanks as queries
from luwes.motivation.queries.thanks import Colleague, Duty
from luwes.motivation.rules.medals import BreakKind
from luwes.motivation.rules.thanks import MOST_WORDS, Seen
from luwes.motivation.rules.values import CoreValue
from luwes.people.models import Employee
from luwes.ui.picking import Pick, PickField


def as_pick(one: Colleague) -> Pick:
    return Pick(str(one.employee.pk), one.employee.full_name, one.employee, one.note)


def find_colleagues(giver: Employee, text: str, on: date) -> list[Pick]:
    found = queries.colleagues_named(access.colleagues(giver), text, on)
    return [as_pick(one) for one in found]


def one_colleague(giver: Employee, key: str, on: date) -> Pick | None:
    keys = list(access.colleagues(giver).filter(pk=whole(key)).values_list("pk", flat=True))
    return next((as_pick(one) for one in queries.with_posts(keys, on)), None)


class Give(Form):
    receiver = PickField(
        label=_("Kepada siapa?"), help_text=_("Ketik nama rekan dari pemerintah Anda, lalu pilih.")
    )
    words = forms.CharField(
        label=_("Ucapan Anda"), max_length=MOST_WORDS, widget=forms.Textarea({"rows": 4}),
        help_text=_("Sebut apa yang dilakukannya dan apa artinya. Paling banyak 300 karakter."),
    )  # fmt: skip
    duty = forms.ChoiceField(
        label=_("Tentang tugas bersama"), required=False,
        help_text=_("Bila ucapan ini tentang penugasan atau tim yang Anda jalani berdua."),
    )  # fmt: skip
    value = forms.TypedChoiceField(
        label=_("Nilai BerAKHLAK yang ditunjukkan"), required=False, coerce=CoreValue, empty_value=None,
        choices=[("", _("Tidak disebut")), *VALUE_LABELS.items()],
    )  # fmt: skip

    def __init__(
        self, *args: Any, giver: Employee, on: date, duties: list[Duty], person: str = "",
        suggested: list[Colleague] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        who: PickField = self.fields["receiver"]  # type: ignore[assignment]
        who.offer(
            url=reverse("motivation:find_colleagues"), initial=person,
            search=lambda text: find_colleagues(giver, text, on),
            one=lambda key: one_colleague(giver, key, on),
        )  # fmt: skip
        who.suggest(as_pick(one) for one in suggested or [])
        told = [("", _("Bukan tentang tugas tertentu")), *((d.key, d.words) for d in duties)]
        self.fields["duty"].choices = told  # type: ignore[attr-defined]
        if not duties:
            del self.fields["duty"]


class Place(Form):
    seen = forms.TypedChoiceField(coerce=Seen, choices=list(SEEN_LABELS.items()))


class Report(Form):
    because = forms.CharField(
        label=_("Apa yang tidak pantas?"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=_("Terbaca oleh pengelola penghargaan yang memeriksa. Pengirim tidak membacanya."),
    )  # fmt: skip


class AnswerReport(Form):
    deed = forms.ChoiceField(choices=[("hide", ""), ("leave", "")])
    because = forms.CharField(label=_("Alasan keputusan"), max_length=300)


class Check(Form):
    joined = forms.DateField(
        label=_("TMT CPNS menurut SK"), required=False,
        help_text=_("Kosongkan bila sama dengan bulan pada NIP."),
    )  # fmt: skip
    looked = forms.BooleanField(
        label=_("Arsip hukuman disiplin dan cuti di luar tanggungan negara sudah saya periksa hari ini"),
        required=False,
    )  # fmt: skip
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)


class Break(Dated):
    kind = forms.TypedChoiceField(label=_("Jenis"), coerce=BreakKind, choices=list(BREAK_LABELS.items()))  # fmt: skip
    first_day = forms.DateField(label=_("Hari pertama"))
    last_day = forms.DateField(label=_("Hari terakhir"))
    letter = forms.CharField(label=_("Nomor keputusan"), max_length=100)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self.set_period(data)
        return data


class Receive(Form):
    medal = forms.ChoiceField(label=_("Tanda jasa"), choices=list(MEDAL_LABELS.items()))
    received_on = forms.DateField(label=_("Diterima pada"))
    decree = forms.CharField(
        label=_("Nomor keputusan"), max_length=100,
        help_text=_("Misalnya: Keputusan Presiden 85/TK/2024."),
    )  # fmt: skip


class Reason(Form):
    reason = forms.CharField(max_length=300)

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
