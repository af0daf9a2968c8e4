"""Units and positions in the search box."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luwes.accounts.rules import Right
from luwes.organisation import access, queries
from luwes.organisation.models import JobTitle, Position, UnitShape
from luwes.ui.context import url_or_blank
from luwes.ui.search import Hit, Searcher


def units() -> Searcher:
    return Searcher("units", 30, _("Unit"), "building", _units)


def positions() -> Searcher:
    return Searcher("positions", 20, _("Jabatan"), "work", _positions)


def _units(user: Any, text: str, on: date, most: int) -> list[Hit]:
    rows = access.units_with_rights(user, Right.VIEW_ORGANISATION, on)
    for word in text.split():
        rows = rows.filter(Q(name__holds=word) | Q(name__trigram_word_similar=word))
    rows = rows.select_related("agency").order_by("path", "pk")
    return [
        Hit(s.name, s.agency.name, url_or_blank("organisation:unit", s.unit_id))
        for s in rows[:most]
    ]


def _positions(user: Any, text: str, on: date, most: int) -> list[Hit]:
    """Each word stands in the title or in the unit's name, one at least in the title."""
    titled = Q()
    rows = _seen(user, on)
    for word in text.split():
        titles = JobTitle.objects.filter(name__holds=word).values("pk")
        units = UnitShape.objects.filter(name__holds=word, period__contains=on)
        rows = rows.filter(Q(title_id__in=titles) | Q(unit_id__in=units.values("unit_id")))
        titled |= Q(name__holds=word)
    # Few titles hold a word: the positions are found from them, not the other way round.
    rows = rows.filter(title_id__in=JobTitle.objects.filter(titled).values("pk"))
    rows = rows.order_by("-single_holder", "title__name", "pk")
    found = list(rows[:most])
    names = queries.unit_names([p.unit_id for p in found], on)
    return [
        Hit(
            str(p),
            names.get(p.unit_id, p.unit.code),
            url_or_blank("organisation:position", p.pk),
        )
        for p in found
    ]


def _seen(user: Any, on: date) -> QuerySet[Position]:
    return access.visible_positions(user, on).filter(period__contains=on)
