"""Who can be picked for a post, while somebody types."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from luwes.accounts.models import User
from luwes.appointments import queries
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.ui.picking import MOST


def people_named(text: str) -> Q:
    """Near to the name, small slips forgiven; figures are the beginning of a NIP."""
    figures = text.replace(" ", "")
    if figures.isdigit():
        return Q(nip__startswith=figures)
    return Q(name__trigram_word_similar=text)


def people_found(user: User, on: date, text: str) -> list[Employee]:
    rows = people.visible(user, on).filter(people_named(text), is_current=True)
    return list(rows.order_by("name", "pk")[:MOST])


def person(user: User, on: date, key: str) -> list[Employee]:
    rows = people.visible(user, on).filter(is_current=True)
    return list(rows.filter(pk=int(key))) if key.isdigit() else []


def posts(rows: Collection[Employee], on: date) -> dict[int, str]:
    """Title and unit of the definitive post that each holds."""
    held = queries.posts([e.pk for e in rows], on)
    return {pk: f"{post.title}, {post.unit}" for pk, post in held.items()}
