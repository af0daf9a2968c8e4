"""Who can be picked for a post, while somebody types."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts.models import User
from luwes.appointments import queries
from luwes.core.numbers import whole
from luwes.organisation import access as organisation
from luwes.organisation.models import Position, UnitShape
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.ui.picking import MOST


def people_named(text: str) -> Q:
    """Near to the name, small slips forgiven; figures are the beginning of a NIP."""
    figures = text.replace(" ", "")
    if figures.isdecimal():
        return Q(nip__startswith=figures)
    return Q(name__trigram_word_similar=text)


def people_found(user: User, on: date, text: str) -> list[Employee]:
    rows = people.visible(user, on).filter(people_named(text), is_current=True)
    return list(rows.order_by("name", "pk")[:MOST])


def person(user: User, on: date, key: str) -> list[Employee]:
    rows = people.visible(user, on).filter(is_current=True)
    return list(rows.filter(pk=whole(key)))


def posts(rows: Collection[Employee], on: date) -> dict[int, str]:
    """Title and unit of the definitive post that each holds."""
    held = queries.posts([e.pk for e in rows], on)
    return {pk: f"{post.title}, {post.unit}" for pk, post in held.items()}


def by_nip(text: str) -> list[Employee]:
    """By the whole NIP anybody: a government proposes whom it wants to receive."""
    figures = text.replace(" ", "")
    if len(figures) != 18 or not figures.isdecimal():
        return []
    return list(Employee.objects.filter(nip=figures, is_current=True).order_by("pk")[:1])


def targets(user: User, on: date, text: str) -> QuerySet[Position]:
    """Posts in force whose title or unit holds every word."""
    rows = organisation.visible_positions(user, on).filter(period__contains=on, is_draft=False)
    for word in text.split():
        unit = UnitShape.objects.filter(
            unit=OuterRef("unit"), period__contains=on, name__holds=word
        )
        rows = rows.filter(Q(title__name__holds=word) | Q(Exists(unit)))
    return rows.select_related("unit__agency")
