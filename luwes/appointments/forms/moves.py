"""Requests to move people: the request, one person of it, answers, steps, corrections, the calendar."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.appointments import finding
from luwes.appointments.forms.appointing import picks
from luwes.appointments.models import (
    DOCUMENT_LABELS,
    FREEZE_LABELS,
    GROUND_LABELS,
    MOVE_LABELS,
    REQUEST_STATE_LABELS,
    Move,
)
from luwes.appointments.moving import access
from luwes.appointments.rules.moves import FreezeKind, Ground, MoveKind
from luwes.core.forms import Dated, Form
from luwes.core.numbers import whole
from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency, Position
from luwes.ui.picking import MOST, Pick, PickField


class Request(Form):
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Instansi pengusul"), empty_label=None
    )
    title = forms.CharField(
        label=_("Perihal"), max_length=160, help_text=_("Misalnya: Penataan pejabat pengawas, April 2026.")
    )  # fmt: skip
    effective_on = forms.DateField(
        label=_("Berlaku mulai (TMT)"), help_text=_("Semua orang dalam usul ini pindah pada hari ini, atau tidak seorang pun.")
    )  # fmt: skip
    basis = forms.CharField(label=_("Dasar"), max_length=300, help_text=_("Misalnya: Rapat tim penilai kinerja 12 Maret 2026."))  # fmt: skip
    late_reason = forms.CharField(
        label=_("Alasan berlaku surut"), max_length=300, required=False,
        help_text=_("Hanya bila TMT sudah lewat."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = access.agencies_to_prepare(user)
        if is_new:
            self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
            if len(agencies) == 1:
                self.fields["agency"].widget = forms.HiddenInput()
                self.initial.setdefault("agency", agencies[0].pk)
        else:
            del self.fields["agency"]


class AddMove(Form):
    employee = PickField(
        label=_("Pegawai"), help_text=_("Ketik sebagian nama, atau awal NIP. Dari instansi lain: NIP lengkap."),
    )  # fmt: skip
    kind = forms.TypedChoiceField(
        label=_("Jenis"), choices=list(MOVE_LABELS.items()), coerce=MoveKind
    )
    to_position = PickField(
        label=_("Jabatan tujuan"), required=False,
        help_text=_("Ketik nama jabatan atau unitnya. Kosongkan untuk kembali dari penugasan dan pemberhentian."),
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("Sampai dengan"), required=False, help_text=_("Wajib untuk Plt., Plh., dan penugasan.")
    )  # fmt: skip
    ground = forms.TypedChoiceField(label=_("Alasan"), choices=list(GROUND_LABELS.items()), coerce=Ground)  # fmt: skip
    ground_paper = forms.CharField(
        label=_("Nomor surat dasar"), max_length=100, required=False,
        help_text=_("Wajib untuk demosi: keputusan hukuman atau surat permohonan."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: User, on: date, person: str = "", post: str = "", **kwargs: Any
    ) -> None:
        """`person` and `post`: keys of whom and what a link has named already."""
        super().__init__(*args, **kwargs)
        who: PickField = self.fields["employee"]  # type: ignore[assignment]
        who.offer(
            url=reverse("appointments:move_find_people"), initial=person,
            search=lambda text: people(user, on, text),
            one=lambda key: person_of(user, on, key),
        )  # fmt: skip
        to: PickField = self.fields["to_position"]  # type: ignore[assignment]
        to.offer(
            url=reverse("appointments:move_find_posts"), initial=post,
            search=lambda text: posts(user, on, text), one=lambda key: post_of(user, on, key),
        )  # fmt: skip


OUTSIDE = "n"  # before the NIP in the key of somebody out of sight: to pick needs the whole NIP


def people(user: User, on: date, text: str) -> list[Pick]:
    found = picks(finding.people_found(user, on, text), on)
    return found or [_outside(pick) for pick in picks(finding.by_nip(text), on)]


def _outside(pick: Pick) -> Pick:
    return Pick(f"{OUTSIDE}{pick.value.nip}", pick.label, pick.value, pick.note)


def person_of(user: User, on: date, key: str) -> Pick | None:
    if key.startswith(OUTSIDE):
        return next((_outside(p) for p in picks(finding.by_nip(key[1:]), on)), None)
    return next(iter(picks(finding.person(user, on, key), on)), None)


def posts(user: User, on: date, text: str) -> list[Pick]:
    return _as_picks(list(finding.targets(user, on, text)[:MOST]), on)


def post_of(user: User, on: date, key: str) -> Pick | None:
    return next(
        iter(_as_picks(list(finding.targets(user, on, "").filter(pk=whole(key))), on)), None
    )


def _as_picks(rows: list[Position], on: date) -> list[Pick]:
    names = organisation.unit_names([row.unit_id for row in rows], on)
    return [
        Pick(
            str(row.pk), str(row), row,
            " · ".join([names.get(row.unit_id, row.unit.code), row.unit.agency.name]),
        )
        for row in rows
    ]  # fmt: skip


class Documents(Form):
    """The numbers of the papers of a move between agencies."""

    def __init__(self, *args: Any, move: Move, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in DOCUMENT_LABELS.items():
            self.fields[key] = forms.CharField(
                label=label, max_length=100, required=False, initial=move.documents.get(key, "")
            )


class Reason(Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea({"rows": 3}))


class Answer(Form):
    reason = forms.CharField(
        label=_("Jawaban dan dasarnya"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=_("Nama Anda dan jawaban ini ikut tersimpan bersama usul dan dalam log."),
    )  # fmt: skip


class Decide(Form):
    paper = forms.CharField(label=_("Nomor surat"), max_length=100, required=False)
    paper_day = forms.DateField(label=_("Tanggal surat"), required=False)
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, is_outside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_outside:
            del self.fields["paper"], self.fields["paper_day"]


class Correct(Form):
    effective_on = forms.DateField(label=_("TMT yang benar"))
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class Freeze(Dated):
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Instansi"), empty_label=None)
    kind = forms.TypedChoiceField(
        label=_("Jenis"), choices=list(FREEZE_LABELS.items()), coerce=FreezeKind
    )
    first_day = forms.DateField(
        label=_("Hari pertama"), help_text=_("Pemilihan: enam bulan sebelum penetapan calon. Kepala daerah baru: hari pelantikan."),
    )  # fmt: skip
    last_day = forms.DateField(label=_("Hari terakhir"))
    basis = forms.CharField(label=_("Dasar"), max_length=200)
    consent = forms.CharField(label=_("Nomor persetujuan Menteri"), max_length=100, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = access.agencies_to_prepare(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self.set_period(data)
        data.pop("first_day", None)
        data.pop("last_day", None)
        return data


class Consent(Form):
    consent = forms.CharField(label=_("Nomor persetujuan Menteri"), max_length=100)


class AddRule(Form):
    """The numbers of one rule; only those are asked that can be changed by hand."""

    first_day = forms.DateField(label=_("Berlaku mulai"))
    law = forms.CharField(
        label=_("Peraturan"), max_length=200, help_text=_("Misalnya: Peraturan BKN 3/2026 pasal 5.")
    )
    is_hard = forms.BooleanField(label=_("Tidak dapat dikesampingkan"), required=False)

    def __init__(self, *args: Any, numbers: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = list(numbers)
        for name, value in numbers.items():
            self.fields[f"n_{name}"] = forms.IntegerField(
                label=NUMBER_LABELS.get(name, name), min_value=0, max_value=1000, initial=value
            )

    @property
    def parameters(self) -> dict[str, int]:
        return {name: self.cleaned_data[f"n_{name}"] for name in self.numbers}


NUMBER_LABELS = {
    "years": _("Tahun"), "months": _("Bulan"), "days": _("Hari"), "extensions": _("Kali perpanjangan"),
    "most": _("Usia paling tinggi"), "months_left": _("Bulan sebelum pensiun"),
}  # fmt: skip
RUNNING, ALL = "berjalan", "semua"


class Filter(Form):
    """The question of the list; the names of its fields are those of the address."""

    cari = forms.CharField(label=_("Cari nama, NIP, atau perihal"), max_length=100, required=False)
    keadaan = forms.ChoiceField(
        label=_("Keadaan"), required=False,
        choices=[("", _("Masih berjalan")), (ALL, _("Semua")), *REQUEST_STATE_LABELS.items()],
    )  # fmt: skip
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=[("", _("Semua")), *MOVE_LABELS.items()]
    )

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "") if self.is_bound else ""
