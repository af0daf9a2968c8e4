"""Asking for help, answering, and what a day costs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.forms import Form
from luwes.staffing import aid_rules
from luwes.staffing.actions.aid import Liaison
from luwes.staffing.actions.paper_answers import Paper as PaperAnswer
from luwes.staffing.aid import Short
from luwes.staffing.models import AidLine

NATION = "nasional"
MOST_HEADS = 100_000


def _heads(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_HEADS, initial=initial or None
    )


class Asking(Form):
    """Whom, for how many of each need, why, and until when an answer is waited for."""

    asked = forms.CharField(label=_("Pemerintah yang diminta"))
    reason = forms.CharField(
        label=_("Mengapa perlu bantuan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tertulis dalam surat. Contoh: perawat yang dapat ditugaskan sudah habis."),
    )  # fmt: skip
    skipped_because = forms.CharField(
        label=_("Mengapa melewati jenjang"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila jenjang yang lebih dekat belum diminta; tercatat di log keputusan."),
    )  # fmt: skip
    hours = forms.IntegerField(
        label=_("Jawaban ditunggu dalam berapa jam"), min_value=1, max_value=aid_rules.MOST_HOURS,
        initial=aid_rules.ANSWER_WITHIN // timedelta(hours=1),
    )  # fmt: skip

    def __init__(self, *args: Any, shorts: Iterable[Short], **more: Any) -> None:
        super().__init__(*args, **more)
        self._needs = [row.need.pk for row in shorts]
        for row in shorts:
            self.fields[f"orang-{row.need.pk}"] = _heads(
                _("Diminta untuk %s") % row.need, row.proposed
            )

    def clean_asked(self) -> int | None:
        text = self.cleaned_data["asked"]
        if text != NATION and not text.isdecimal():
            raise forms.ValidationError(_("Pilih pemerintah yang diminta."))
        return None if text == NATION else int(text)

    @property
    def values(self) -> dict[str, Any]:
        """As the action wants them."""
        data = self.cleaned_data
        return {
            "asked_id": data["asked"], "reason": data["reason"],
            "skipped_because": data["skipped_because"],
            "answer_within": timedelta(hours=data["hours"]),
            "heads": {need: data.get(f"orang-{need}") or 0 for need in self._needs},
        }  # fmt: skip


class Accepting(Form):
    """How many of each need can be sent, and who speaks for the asked government."""

    liaison = forms.ModelChoiceField(
        User.objects.none(), label=_("Penghubung yang berwenang memutuskan")
    )
    post = forms.CharField(label=_("Jabatan penghubung"), max_length=160)
    phone = forms.CharField(
        label=_("Telepon penghubung"), max_length=40,
        help_text=_("Hanya terlihat oleh koordinator peminta dan instansi Anda."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, lines: Iterable[AidLine], liaisons: Iterable[User], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._needs = [line.need_id for line in lines]
        for line in lines:
            self.fields[f"orang-{line.need_id}"] = _heads(
                _("Disanggupi untuk %s") % line.need, line.asked
            )
        field: Any = self.fields["liaison"]
        field.queryset = User.objects.filter(pk__in=[user.pk for user in liaisons]).order_by("name", "pk")  # fmt: skip
        field.label_from_instance = lambda user: user.name

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "granted": {need: data.get(f"orang-{need}") or 0 for need in self._needs},
            "liaison": Liaison(data["liaison"], data["post"], data["phone"]),
        }


class Declining(Form):
    reason = forms.CharField(
        label=_("Alasan menolak"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class Paper(Form):
    """The letter by which the nation answers, as who asked writes it down."""

    number = forms.CharField(label=_("Nomor surat jawaban"), max_length=100)
    day = forms.DateField(label=_("Tanggal surat"))

    @property
    def paper(self) -> PaperAnswer:
        data = self.cleaned_data
        told = {name: data.get(name, "") for name in ("liaison", "post", "phone")}
        return PaperAnswer(data["number"], data["day"], **told)


class PaperAccepting(Paper):
    liaison = forms.CharField(label=_("Nama penghubung"), max_length=160)
    post = forms.CharField(label=_("Jabatan penghubung"), max_length=160, required=False)
    phone = forms.CharField(
        label=_("Telepon penghubung"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Iterable[AidLine], **more: Any) -> None:
        super().__init__(*args, **more)
        self._needs = [line.need_id for line in lines]
        for line in lines:
            label = _("Disanggupi untuk %s") % line.need
            self.fields[f"orang-{line.need_id}"] = _heads(label, 0)

    @property
    def granted(self) -> dict[int, int]:
        return {need: self.cleaned_data.get(f"orang-{need}") or 0 for need in self._needs}


class PaperDeclining(Paper):
    reason = forms.CharField(
        label=_("Alasan menolak"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class Rating(Form):
    """The daily rate of each line, in rupiah; blank: not known yet."""

    def __init__(self, *args: Any, lines: Iterable[AidLine], **more: Any) -> None:
        super().__init__(*args, **more)
        for line in lines:
            self.fields[f"uang-{line.need_id}"] = forms.IntegerField(
                label=_("Uang harian %s (Rp)") % line.need, required=False, min_value=0,
                max_value=aid_rules.MOST_RATE, initial=line.daily_rate,
            )  # fmt: skip

    @property
    def rates(self) -> dict[int, int | None]:
        found: dict[int, int | None] = {}
        for name, value in self.cleaned_data.items():
            found[int(name.removeprefix("uang-"))] = value
        return found
