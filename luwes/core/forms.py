"""Form base: dates in, refusals out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from luwes.core.errors import Refused


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
