"""Partners and agreements in the search box."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from luwes.collaboration import access
from luwes.collaboration.queries import agreements, partners
from luwes.ui.search import Hit, Searcher


def partner_searcher() -> Searcher:
    return Searcher("partners", 44, _("Mitra"), "users", _find_partners, _all("partners"))


def agreement_searcher() -> Searcher:
    return Searcher("agreements", 46, _("Perjanjian"), "doc", _find_agreements, _all("agreements"))


def _find_partners(user: Any, text: str, on: date, most: int) -> list[Hit]:
    if not access.can_see_some(user, on):
        return []
    rows = partners.listed(access.seen_partners(user, on), partners.Wanted(words=text), on)
    return [
        Hit(
            row.name, f"{row.get_kind_display()} · {row.get_state_display()}",
            reverse("collaboration:partner", args=[row.pk]),
        )
        for row in rows[:most]
    ]  # fmt: skip


def _find_agreements(user: Any, text: str, on: date, most: int) -> list[Hit]:
    if not access.can_see_some(user, on):
        return []
    rows = agreements.listed(access.seen_agreements(user, on), agreements.Wanted(words=text), on)
    return [
        Hit(
            row.title, f"{row.partner.name} · {row.get_state_display()}",
            reverse("collaboration:agreement", args=[row.pk]),
        )
        for row in rows[:most]
    ]  # fmt: skip


def _all(name: str) -> Any:
    return lambda text: f"{reverse(f'collaboration:{name}')}?{urlencode({'q': text})}"
