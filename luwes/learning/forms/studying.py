"""One question of a test, as it is put to who learns."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from luwes.learning.actions.studying import LONGEST
from luwes.learning.queries.studying import Asked
from luwes.learning.rules.states import QuestionKind


class AnswerForm(forms.Form):
    """Takes whatever comes; what counts as right is decided at the end, and nowhere on the page."""

    use_required_attribute = False

    def __init__(self, asked: Asked) -> None:
        field: forms.Field
        if asked.is_choice:
            several = asked.kind == QuestionKind.MULTIPLE.value
            widget = forms.CheckboxSelectMultiple if several else forms.RadioSelect
            label = _("Pilih semua yang benar") if several else _("Pilih satu jawaban")
            known: Any = asked.chosen if several else "".join(asked.chosen[:1])
            field = forms.Field(label=label, widget=widget(choices=asked.shown))
        else:
            known, attrs = asked.answer, {"autocomplete": "off", "maxlength": str(LONGEST)}
            if asked.kind == QuestionKind.NUMBER.value:
                attrs |= {"inputmode": "decimal", "class": "input-short"}
            label = _("Tulis angkanya") if "inputmode" in attrs else _("Tulis jawabannya, singkat")
            field = forms.Field(label=label, widget=forms.TextInput(attrs=attrs))
        super().__init__(initial={"jawaban": known})
        self.fields["jawaban"] = field
