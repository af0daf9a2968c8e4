"""A field that finds one thing among thousands: type, then pick. It works without scripts too.

The page shows what the typed text finds as radio buttons; htmx refreshes them while one types.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST = 12
Search = Callable[[str], "Iterable[Pick]"]
One = Callable[[str], "Pick | None"]


@dataclass(frozen=True)
class Pick:
    """One thing to choose: `value` is what the form hands on, `note` tells namesakes apart."""

    key: str
    label: str
    value: Any = None
    note: str = ""


@dataclass(frozen=True)
class Typed:
    """What came back: the chosen key counts only while its text is the one that was searched."""

    key: str
    text: str
    searched: str

    @property
    def picked(self) -> str:
        return self.key if self.text == self.searched else ""


def _clean(text: Any) -> str:
    return str(text).replace("\x00", "").strip()


class PickWidget(forms.Widget):
    template_name = "ui/widgets/pick.html"
    use_fieldset = True
    url = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.found: list[Pick] = []
        self.picked = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        texts = [_clean(data.get(key, "")) for key in (name, f"{name}_text", f"{name}_searched")]
        return Typed(*texts)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_text"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = value.text if isinstance(value, Typed) else ""
        picks = {
            "name": name, "found": self.found, "picked": self.picked, "text": text,
            "none": not self.is_required,
        }  # fmt: skip
        return context | {"picks": picks, "url": self.url}


class PickField(forms.Field):
    """`offer` says where to look; without it the field finds nothing."""

    default_error_messages = {"unknown": gettext_lazy("Pilihan ini tidak ada (lagi).")}

    widget: PickWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=PickWidget(), **kwargs)
        self._search: Search = lambda text: []
        self._one: One = lambda key: None

    def offer(self, *, url: str, search: Search, one: One, initial: str = "") -> None:
        """`search` finds by text, best first; `one` by key; `url` answers with `answer`."""
        self._search, self._one = search, one
        self.widget.url = url
        if initial:
            self._take(one(initial))

    def suggest(self, picks: Iterable[Pick]) -> None:
        """What to choose from before anything is typed."""
        self.widget.found = self.widget.found or list(picks)

    def _take(self, pick: Pick | None) -> None:
        self.widget.found = [pick] if pick else []
        self.widget.picked = pick.key if pick else ""

    def clean(self, value: Any) -> Any:
        typed = value if isinstance(value, Typed) else Typed("", "", "")
        if typed.picked:
            pick = self._one(typed.picked)
            self._take(pick)
            if pick is None:
                raise forms.ValidationError(self.error_messages["unknown"])
            return pick.value
        if not typed.text:
            self.widget.picked = ""
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        return self._only(typed.text)

    def _only(self, text: str) -> Any:
        """The one thing this text can mean; else the user picks among what was found."""
        found = list(self._search(text))[:MOST]
        self._take(found[0] if len(found) == 1 else None)
        self.widget.found = found
        if len(found) == 1:
            return found[0].value
        words = _("Pilih salah satu yang ditemukan.") if found else _("Tidak ada yang cocok.")
        raise forms.ValidationError(words)


def answer(request: HttpRequest, search: Search) -> HttpResponse:
    """The radio buttons for what is being typed; the field's name comes along as `nama`."""
    name = request.GET.get("nama", "")
    name = name if re.fullmatch(r"[a-z_0-9]{1,40}", name) else "pilihan"
    text = _clean(request.GET.get(f"{name}_text", ""))
    found = list(search(text))[:MOST] if len(text) > 1 else []
    picks = {"name": name, "found": found, "picked": "", "text": text, "none": False}
    return render(request, "ui/widgets/picks.html", {"picks": picks})
