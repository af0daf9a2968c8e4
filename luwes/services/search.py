"""Cases in the search box, by their number alone."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.services import access, wording
from luwes.services.rules import tracking
from luwes.ui.search import Hit, Searcher


def cases() -> Searcher:
    return Searcher("cases", 42, _("Perkara"), "talk", _find)


def _find(user: Any, text: str, on: date, most: int) -> list[Hit]:
    """Asks the database only for what looks like a number."""
    if not access.has_desk(user) or not any(c.isdigit() for c in text):
        return []
    rows = access.seen_cases(user, on).select_related("subject", "area")
    rows = rows.filter(number__holds=tracking.read_number(text)).order_by("-pk")
    found = list(rows.defer("answers", "text", "name", "phone", "email", "nik")[:most])
    services = wording.service_names({case.service_id for case in found if case.service_id})
    return [
        Hit(
            case.number, wording.about(case, services),
            reverse("services:case", args=[case.pk]),
        )
        for case in found
    ]  # fmt: skip
