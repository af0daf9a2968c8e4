"""The field by which pictures and documents come, from citizens and from officers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from luwes.core.errors import Problem, Refused, refuse
from luwes.services.documents import MOST_BYTES, MOST_FILES, Checked, checked


class Files(forms.FileField):
    """Any number of files with their names, looked through by content; not read where too large."""

    widget = type("Several", (forms.FileInput,), {"allow_multiple_selected": True})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": "image/*,application/pdf", "multiple": True}

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:
        if self.required and not data:
            raise forms.ValidationError(self.error_messages["required"])
        files = [super(Files, self).clean(file, initial) for file in data or [] if file]
        try:
            refuse(_too_much(files))
            return [checked(file.name, file.read()) for file in files]
        except Refused as refused:
            raise forms.ValidationError([p.message for p in refused.problems]) from refused


def _too_much(files: Sequence[Any]) -> Iterable[Problem]:
    if len(files) > MOST_FILES:
        yield Problem(_("Paling banyak %d berkas sekali kirim.") % MOST_FILES)
    for file in files:
        if file.size > MOST_BYTES:
            yield Problem(_("%s terlalu besar; paling besar 10 MB.") % file.name)
