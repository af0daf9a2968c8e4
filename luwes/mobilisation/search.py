"""Incidents in the search box."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from luwes.mobilisation import access
from luwes.ui.formats import day
from luwes.ui.search import Hit, Searcher


def incidents() -> Searcher:
    return Searcher("incidents", 40, _("Kejadian"), "wave", _find)


def _find(user: Any, text: str, on: date, most: int) -> list[Hit]:
    rows = access.visible(user)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(area__name__icontains=word))
    return [
        Hit(
            i.name, f"{i.area.name}, {day(localdate(i.started_at))}",
            reverse("mobilisation:board", args=[i.pk]),
        )
        for i in rows.order_by("-started_at", "pk")[:most]
    ]  # fmt: skip
