"""People from outside in the search box, by the name of their body; nobody by their own name."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.staffing import contingents
from luwes.ui.search import Hit, Searcher


def outside() -> Searcher:
    return Searcher("outside", 45, _("Unsur luar ASN"), "users", _find)


def _find(user: Any, text: str, on: date, most: int) -> list[Hit]:
    return [
        Hit(str(row), str(row.need), reverse("staffing:outside", args=[row.need_id]))
        for row in contingents.named(user, text)[:most]
    ]
