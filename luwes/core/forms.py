"""Form base: dates in, refusals out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from luwes.core.errors import Refused
from luwes.core.periods import through


class Form(forms.Form):
    @contextmanager
    def showing_problems(self) -> Iterator[None]:
        """Run an action; if it is refused, show each problem beside its field."""
        try:
            yield
        except Refused as refusal:
            for problem in refusal.problems:
                field = problem.field if problem.field in self.fields else None
                self.add_error(field, problem.message)


class Dated(Form):
    """Fields `first_day` and `last_day`, which become `period`."""

    def set_period(self, data: dict[str, Any]) -> None:
        first, last = data.get("first_day"), data.get("last_day")
        if first and last:
            try:
                data["period"] = through(first, last)
            except ValueError:
                self.add_error("last_day", _("Hari terakhir mendahului hari pertama."))
