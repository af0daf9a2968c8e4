"""The list of requests: which, narrowed to what, with how many people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luwes.accounts.models import User
from luwes.appointments.models import MOVE_LABELS, RUNNING, Move, MoveRequest, MoveStep
from luwes.appointments.moving import access

OPEN = ("draft", "stopped", *RUNNING)
FEW = 3


def found(user: User, on: date, *, text: str, state: str, kind: str) -> QuerySet[MoveRequest]:
    """`state`: one, "" for those still going on, "semua" for all."""
    rows = access.visible(user, on)
    if state in ("", "semua"):
        rows = rows if state else rows.filter(state__in=OPEN)
    else:
        rows = rows.filter(state=state)
    moves = Move.objects.filter(request=OuterRef("pk"))
    if kind:
        rows = rows.filter(Exists(moves.filter(kind=kind)))
    for word in text.split():
        person = moves.filter(Q(employee__name__holds=word) | Q(employee__nip__startswith=word))
        rows = rows.filter(Q(title__holds=word) | Q(Exists(person)))
    return rows


@dataclass(frozen=True)
class Line:
    request: MoveRequest
    people: int
    kinds: str
    names: str
    more: int
    waits: str  # what the request waits for


def lines(rows: list[MoveRequest]) -> list[Line]:
    ids = [row.pk for row in rows]
    counts: dict[int, dict[str, int]] = {}
    told = Move.objects.filter(request_id__in=ids).order_by("request_id", "kind")
    for pk, kind, n in told.values_list("request_id", "kind").annotate(n=Count("pk")):
        counts.setdefault(pk, {})[kind] = n
    names: dict[int, list[str]] = {}
    first = Move.objects.filter(request_id__in=ids, order__lte=FEW).order_by("request_id", "order")
    for pk, name in first.values_list("request_id", "employee__name"):
        names.setdefault(pk, []).append(name)
    waits: dict[int, MoveStep] = {}
    steps = MoveStep.objects.filter(request_id__in=ids, decided_at=None).order_by("order", "pk")
    for step in steps:
        waits.setdefault(step.request_id, step)
    return [
        _line(row, counts.get(row.pk, {}), names.get(row.pk, []), waits.get(row.pk)) for row in rows
    ]


def _line(row: MoveRequest, kinds: dict[str, int], names: list[str], step: MoveStep | None) -> Line:
    people = sum(kinds.values())
    words = ", ".join(str(MOVE_LABELS[kind]) for kind in kinds)
    waits = str(step.get_kind_display()) if step and row.state == "submitted" else ""
    return Line(
        row, people, words, ", ".join(names[:FEW]), max(0, people - len(names[:FEW])), waits
    )
