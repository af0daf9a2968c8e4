from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.organisation.forms import picks
from luwes.organisation.models import Competency, PositionRequirement
from luwes.ui.picking import PickField

BASIS_HINT = _("Misalnya analisis beban kerja 2026.")
SPARE = 3  # empty lines of requirements beyond those on file


class NewPosition(Form):
    title = PickField(label=_("Nomenklatur jabatan"))
    number = forms.CharField(
        label=_("Nomor"),
        max_length=40,
        help_text=_("Nomor urut di unit ini; tidak dipakai dua kali."),
    )
    job_class = forms.IntegerField(
        label=_("Kelas"), required=False, min_value=1, max_value=17,
        help_text=_("Kosongkan untuk mengikuti nomenklatur."),
    )  # fmt: skip
    headcount = forms.IntegerField(
        label=_("Kebutuhan"), required=False, min_value=0, max_value=100_000,
        help_text=_("Berapa orang yang seharusnya memegang jabatan ini."),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Dasar formasi"), required=False, max_length=200, help_text=BASIS_HINT
    )
    first_day = forms.DateField(label=_("Berlaku mulai"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picks.offer_titles(self.fields["title"])  # type: ignore[arg-type]


class SetEstablishment(Form):
    headcount = forms.IntegerField(label=_("Kebutuhan"), min_value=0, max_value=100_000)
    first_day = forms.DateField(label=_("Berlaku mulai"))
    basis = forms.CharField(label=_("Dasar"), max_length=200, help_text=BASIS_HINT)


class ClosePosition(Form):
    on = forms.DateField(label=_("Hari pertama tanpa jabatan ini"))
    reason = forms.CharField(label=_("Alasan"), max_length=200)


class Requirements(Form):
    """A competency and its level a line; an empty line asks nothing."""

    def __init__(self, *args: Any, known: Iterable[PositionRequirement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: list[PositionRequirement | None] = [*known, *[None] * SPARE]
        choices = Competency.objects.order_by("name", "pk")
        self.lines = len(rows)
        for n, row in enumerate(rows):
            self.fields[f"competency_{n}"] = forms.ModelChoiceField(
                choices, label=_("Kompetensi"), required=False,
                initial=row.competency_id if row else None, empty_label=str(_("(tidak ada)")),
            )  # fmt: skip
            self.fields[f"level_{n}"] = forms.TypedChoiceField(
                label=_("Tingkat"), required=False, coerce=int, empty_value=None,
                choices=[("", "–"), *((i, str(i)) for i in range(1, 6))],
                initial=row.level if row else "",
            )  # fmt: skip

    def pairs(self) -> Iterator[tuple[Any, Any]]:
        """The bound fields of each line."""
        for n in range(self.lines):
            yield self[f"competency_{n}"], self[f"level_{n}"]

    def clean(self) -> dict[str, Any]:
        data, levels = self.cleaned_data, {}
        for n in range(self.lines):
            competency, level = data.get(f"competency_{n}"), data.get(f"level_{n}")
            if competency and not level:
                self.add_error(f"level_{n}", _("Pilih tingkatnya."))
            elif competency and competency in levels:
                self.add_error(f"competency_{n}", _("Kompetensi ini sudah ada di baris lain."))
            elif competency:
                levels[competency] = level
        return {"levels": levels}
