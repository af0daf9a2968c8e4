from datetime import date, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.appointments import finding
from luwes.appointments.models import KIND_LABELS
from luwes.appointments.rules import Kind
from luwes.core.forms import Form
from luwes.core.periods import through
from luwes.people.models import Employee
from luwes.ui.picking import Pick, PickField


class Appoint(Form):
    employee = PickField(
        label=_("Pegawai"), help_text=_("Ketik sebagian nama, atau awal NIP."),
    )  # fmt: skip
    kind = forms.TypedChoiceField(
        label=_("Jenis"),
        coerce=Kind,
        widget=forms.RadioSelect,
        choices=[row for row in KIND_LABELS.items() if row[0] != Kind.SECONDED.value],
    )
    first_day = forms.DateField(label=_("Berlaku mulai (TMT)"))
    last_day = forms.DateField(
        label=_("Sampai dengan"), required=False,
        help_text=_("Wajib untuk Plt. (paling lama 3 bulan) dan Plh. (paling lama 30 hari)."),
    )  # fmt: skip
    decree = forms.CharField(label=_("Nomor SK atau surat perintah"), max_length=100)
    reason = forms.CharField(
        label=_("Mengapa tidak lewat usul mutasi"), max_length=200,
        help_text=_("Misalnya SK terbit sebelum Luwes dipakai."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: PickField = self.fields["employee"]  # type: ignore[assignment]
        field.offer(
            url=reverse("appointments:find_people"),
            search=lambda text: picks(finding.people_found(user, on, text), on),
            one=lambda key: next(iter(picks(finding.person(user, on, key), on)), None),
        )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.pop("first_day", None), data.pop("last_day", None)
        if first:
            try:
                data["period"] = through(first, last)
            except ValueError:
                self.add_error("last_day", _("Tanggal akhir mendahului tanggal mulai."))
        return data


def picks(rows: list[Employee], on: date) -> list[Pick]:
    """People with what tells namesakes apart: NIP, grade, the post they hold."""
    posts = finding.posts(rows, on)
    return [Pick(str(e.pk), e.full_name, e, _note(e, posts.get(e.pk, ""))) for e in rows]


def _note(employee: Employee, post: str) -> str:
    return " · ".join(filter(None, [employee.nip, employee.grade, post]))


class End(Form):
    last_day = forms.DateField(label=_("Hari terakhir menjabat"))
    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Misalnya pensiun, mutasi, atau nomor SK.")
    )

    def clean(self) -> dict[str, Any]:
        """The action wants the first day without the post."""
        data = self.cleaned_data
        last = data.pop("last_day", None)
        return data | ({"on": last + timedelta(days=1)} if last else {})
