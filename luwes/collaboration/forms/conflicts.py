"""An interest that is declared, and what the superior says of it."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.collaboration.actions.conflicts import Interest
from luwes.collaboration.models import (
    ANSWER_LABELS,
    CONFLICT_LABELS,
    ConflictDeclaration,
    Partner,
)
from luwes.collaboration.queries import conflicts
from luwes.collaboration.rules.states import (
    ConflictAnswer,
    ConflictKind,
    ConflictStrength,
    answers_to,
)
from luwes.core.forms import Form
from luwes.core.periods import through
from luwes.ui.picking import Pick, PickField

STRENGTHS = {
    ConflictStrength.ACTUAL.value: _("Aktual: kepentingan itu ada sekarang"),
    ConflictStrength.POTENTIAL.value: _("Potensial: dapat timbul kemudian"),
}


def found(text: str) -> list[Pick]:
    return [_pick(row) for row in conflicts.partners_named(text)[:12]]


def _one(key: str) -> Pick | None:
    row = conflicts.one_partner(key)
    return _pick(row) if row else None


def _pick(row: Partner) -> Pick:
    return Pick(str(row.pk), row.name, row, str(row.get_kind_display()))


class Declaration(Form):
    partner = PickField(label=_("Mitra"), help_text=_("Ketik sebagian namanya, lalu pilih."))
    kind = forms.TypedChoiceField(
        label=_("Hubungan Anda dengan mitra itu"), choices=CONFLICT_LABELS, coerce=ConflictKind,
        widget=forms.RadioSelect,
    )  # fmt: skip
    strength = forms.TypedChoiceField(
        label=_("Sifatnya"), choices=STRENGTHS, coerce=ConflictStrength, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Penjelasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Disandikan. Hanya Anda dan atasan Anda yang membacanya."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("Sejak"))
    last_day = forms.DateField(
        label=_("Sampai"), required=False, help_text=_("Kosong: belum diketahui.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        picker: PickField = self.fields["partner"]  # type: ignore[assignment]
        picker.offer(url=reverse("collaboration:find_partner"), search=found, one=_one)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if last and last < self.today:
            self.add_error("last_day", _("Sudah lewat: kepentingan yang berakhir tidak perlu dinyatakan."))  # fmt: skip
        elif first:
            try:
                data["period"] = through(first, last)
            except ValueError:
                self.add_error("last_day", _("Hari terakhir mendahului hari pertama."))
        return data

    @property
    def interest(self) -> Interest:
        data = self.cleaned_data
        return Interest(
            data["partner"], data["kind"], data["strength"], data["words"], data["period"]
        )


class Answer(Form):
    answer = forms.TypedChoiceField(
        label=_("Yang Anda putuskan"), coerce=ConflictAnswer, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Pengendalian atau alasan"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, declaration: ConflictDeclaration, **kwargs: Any) -> None:
        if declaration.answered_at:
            words = declaration.care or declaration.answer_words
            kwargs["initial"] = {"answer": declaration.answer, "words": words}
        super().__init__(*args, **kwargs)
        offered = answers_to(ConflictStrength(declaration.strength))
        self.fields["answer"].choices = [(a.value, ANSWER_LABELS[a.value]) for a in offered]  # type: ignore[attr-defined]
        self.fields["words"].help_text = (
            _("Untuk pengendalian: dibaca juga oleh pemimpin program, jadi jangan sebut kepentingannya. Alasan hanya dibaca pegawainya.")
            if ConflictAnswer.WITH_CARE in offered
            else _("Wajib bila bukan benturan kepentingan; hanya dibaca pegawainya.")
        )  # fmt: skip
