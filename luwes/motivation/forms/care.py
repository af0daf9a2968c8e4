"""Load, recovery and pulse: what superiors answer, what people pick and say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.motivation.models import ANSWER_LABELS, LOAD_ANSWER_LABELS, TOPIC_LABELS
from luwes.motivation.rules.load import Answer
from luwes.motivation.rules.pulse import Topic
from luwes.ui.tags.words import weekday


class AnswerLoad(Form):
    kind = forms.TypedChoiceField(
        label=_("Yang Anda putuskan"), coerce=Answer, choices=list(LOAD_ANSWER_LABELS.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    day = forms.DateField(
        label=_("Hari libur"), required=False, help_text=_("Bila Anda memberi hari libur.")
    )
    until = forms.DateField(
        label=_("Diterima sampai"), required=False,
        help_text=_("Bila diterima untuk sementara; paling lama 14 hari (kebijakan Luwes)."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), required=False, max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text=_("Wajib bila diterima atau dibagi; pegawai membacanya. Jangan tulis keadaan kesehatan."),
    )  # fmt: skip


class Words(Form):
    words = forms.CharField(
        label=_("Keterangan Anda"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Dibaca atasan yang menjawab, tersimpan tersandi. Keadaan kesehatan tidak perlu ditulis."),
    )  # fmt: skip


class TooMuch(Words):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Apa yang terlalu berat?")
        self.fields["words"].required = False


def _days(days: Iterable[date]) -> list[tuple[str, str]]:
    return [(day.isoformat(), weekday(day)) for day in days]


def _to_day(text: str) -> date:
    return date.fromisoformat(text)


class PickDays(Form):
    days = forms.TypedMultipleChoiceField(
        label=_("Hari istirahat"), coerce=_to_day, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = _days(days)  # type: ignore[attr-defined]


class AnswerRecovery(Form):
    answer = forms.ChoiceField(
        label=_("Jawaban Anda"), widget=forms.RadioSelect,
        choices=[("yes", _("Setuju dengan hari pilihannya")), ("other", _("Tetapkan hari lain"))],
    )  # fmt: skip
    days = forms.TypedMultipleChoiceField(
        label=_("Hari lain"), coerce=_to_day, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Sama banyaknya dengan yang dipilih pegawai."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan memindahkan"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}), help_text=_("Wajib bila Anda menetapkan hari lain."),
    )  # fmt: skip

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = _days(days)  # type: ignore[attr-defined]


class Pulse(Form):
    """The round is named, so that an old page answers no other week's question."""

    round = forms.IntegerField(min_value=1)
    value = forms.TypedChoiceField(coerce=int, choices=[(str(n), w) for n, w in ANSWER_LABELS.items()])  # fmt: skip


class NewQuestion(Form):
    topic = forms.TypedChoiceField(
        label=_("Pokok"), coerce=Topic, choices=list(TOPIC_LABELS.items())
    )
    words = forms.CharField(
        label=_("Kalimat"), max_length=160,
        help_text=_("Kalimat yang dapat disetujui atau tidak, setuju berarti baik. Misalnya: Rekan-rekan saya dan saya saling membantu."),
    )  # fmt: skip
