"""Reads of letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from luwes.accounts.models import User
from luwes.letters import access
from luwes.letters.models import Letter
from luwes.letters.rules import State


@dataclass(frozen=True)
class Wanted:
    """What a list of letters is narrowed to; empty: not by that."""

    words: str = ""
    kind: str = ""
    state: str = ""
    first_day: date | None = None
    last_day: date | None = None


def letters(user: User, wanted: Wanted) -> QuerySet[Letter]:
    """
    Those the user may read, newest first; every word must stand in number, subject, or the
    people's names and NIP.
    """
    found = access.readable(user)
    for word in wanted.words.lower().split():
        found = found.filter(sought__contains=word)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.first_day:
        found = found.filter(day__gte=wanted.first_day)
    if wanted.last_day:
        found = found.filter(day__lte=wanted.last_day)
    return found.prefetch_related("amendments").order_by("-day", "-pk")


def about(kind: str, pk: str) -> QuerySet[Letter]:
    return Letter.objects.filter(about_kind=kind, about_id=pk).order_by("-day", "-pk")


def unsigned(ids: Sequence[int]) -> QuerySet[Letter]:
    return Letter.objects.filter(pk__in=ids, state=State.ISSUED.value).order_by("pk")


def by_token(token: str) -> Letter | None:
    return Letter.objects.filter(token=token).select_related("withdrawn_by", "amends").first()


def by_number(number: str, *, on: date | None = None) -> Letter | None:
    """The letter of this number, as people type it; without a day only when there is just one."""
    typed = "".join(number.split())
    found = Letter.objects.filter(number__in={typed, typed.upper()})
    if on:
        found = found.filter(day=on)
    rows = list(found.select_related("withdrawn_by", "amends").order_by("-pk")[:2])
    return rows[0] if len(rows) == 1 else None


def by_file(sha256: str) -> Letter | None:
    return Letter.objects.filter(pdf_sha256=sha256).select_related("withdrawn_by", "amends").first()
