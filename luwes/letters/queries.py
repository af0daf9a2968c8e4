"""Reads of letters."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from luwes.letters.models import Letter
from luwes.letters.rules import State


def letters(*, words: str = "", kind: str = "", state: str = "") -> QuerySet[Letter]:
    """Newest first; `words` are looked for in number, subject and names."""
    found = Letter.objects.order_by("-day", "-pk")
    if words:
        found = found.filter(
            Q(number__icontains=words)
            | Q(payload__subject__icontains=words)
            | Q(payload__people__0__name__icontains=words)
        )
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    return found


def about(kind: str, pk: str) -> QuerySet[Letter]:
    return Letter.objects.filter(about_kind=kind, about_id=pk).order_by("-day", "-pk")


def unsigned(ids: Sequence[int]) -> QuerySet[Letter]:
    return Letter.objects.filter(pk__in=ids, state=State.ISSUED.value).order_by("pk")


def by_token(token: str) -> Letter | None:
    return Letter.objects.filter(token=token).select_related("withdrawn_by").first()


def by_number(number: str, *, on: date | None = None) -> Letter | None:
    """The letter of this number, as people type it; without a day only when there is just one."""
    typed = "".join(number.split())
    found = Letter.objects.filter(number__in={typed, typed.upper()})
    if on:
        found = found.filter(day=on)
    rows = list(found.select_related("withdrawn_by").order_by("-pk")[:2])
    return rows[0] if len(rows) == 1 else None


def by_file(sha256: str) -> Letter | None:
    return Letter.objects.filter(pdf_sha256=sha256).select_related("withdrawn_by").first()
