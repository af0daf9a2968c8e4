"""People in the search box."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from luwes.people import access, queries
from luwes.people.queries import Row
from luwes.ui.formats import nip
from luwes.ui.search import Hit, Searcher


def people() -> Searcher:
    return Searcher("people", 10, _("Orang"), "user", _find, _all_url)


def _find(user: Any, text: str, on: date, most: int) -> list[Hit]:
    if not (access.can_list(user) or access.has_file(user)):
        return []
    return [_hit(row) for row in queries.nearest(user, text, on, most)]


def _hit(row: Row) -> Hit:
    post = f"{row.post.title}, {row.post.unit}" if row.post else nip(row.employee.nip)
    return Hit(row.employee.full_name, post, reverse("people:profile", args=[row.employee.pk]))


def _all_url(text: str) -> str:
    return f"{reverse('people:list')}?{urlencode({'cari': text})}"
