"""Letters in the search box."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from luwes.letters import access, queries
from luwes.ui.search import Hit, Searcher


def letters() -> Searcher:
    return Searcher("letters", 50, _("Surat"), "doc", _find, _all_url)


def _find(user: Any, text: str, on: date, most: int) -> list[Hit]:
    if not access.can_list(user):
        return []
    return [
        Hit(
            letter.number,
            letter.payload.get("subject", ""),
            reverse("letters:letter", args=[letter.pk]),
        )
        for letter in queries.letters(user, queries.Wanted(words=text))[:most]
    ]


def _all_url(text: str) -> str:
    return f"{reverse('letters:list')}?{urlencode({'q': text})}"
