"""Leave: recording it, taking it back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.appointments.models import LEAVE_LABELS
from luwes.appointments.rules import BY_LAW, PPPK_LEAVE, LeaveKind
from luwes.core.forms import Dated, Form
from luwes.people.models import Employee
from luwes.people.rules import Employment


class RecordLeave(Dated):
    """The kinds offered are those the person has a right to; the action checks again."""

    kind = forms.TypedChoiceField(label=_("Jenis cuti"), coerce=LeaveKind)
    first_day = forms.DateField(label=_("Hari pertama"))
    last_day = forms.DateField(label=_("Hari terakhir"))
    letter = forms.CharField(
        label=_("Nomor surat cuti"),
        max_length=100,
        required=False,
        help_text=_("Misalnya 800.1.11.4/42/VI.01/2026."),
    )
    over = forms.CharField(
        label=_("Alasan melebihi hitungan Luwes"),
        max_length=200,
        required=False,
        help_text=_("Hanya bila suratnya memberi lebih banyak daripada sisa yang terhitung."),
    )

    def __init__(self, *args: Any, employee: Employee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_pns = employee.employment == Employment.PNS.value
        offered = [kind for kind in BY_LAW if is_pns or kind in PPPK_LEAVE]
        options = [(kind.value, LEAVE_LABELS[kind.value]) for kind in offered]
        self.fields["kind"].choices = [("", "—"), *options]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data


class CancelLeave(Form):
    on = forms.DateField(
        label=_("Batal mulai"),
        help_text=_(
            "Cuti yang belum mulai dibatalkan seluruhnya; yang berjalan berakhir sehari sebelumnya."
        ),
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Misalnya: dipanggil bertugas, salah catat.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class LeaveFilter(Form):
    """The question of the list; the names of its fields are those of the address."""

    NOW, AHEAD, PAST = "kini", "akan", "lalu"

    saat = forms.ChoiceField(
        label=_("Saat"),
        required=False,
        choices=[(NOW, _("Sedang cuti")), (AHEAD, _("Akan cuti")), (PAST, _("Sudah selesai"))],
    )

    @property
    def when(self) -> str:
        values = self.cleaned_data if self.is_bound else {}
        return values.get("saat") or self.NOW
