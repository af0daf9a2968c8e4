"""Heads that others have granted: promised until somebody is ordered, or has come. Reads only."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from luwes.staffing import outside
from luwes.staffing.aid_rules import AidState
from luwes.staffing.models import BINDING, GONE_EARLY, AidLine, Assignment, Need

KIND = "aid"  # of an owner whose plans serve a request: the needs stay those of who asked


def needs_of(request_id: int) -> QuerySet[Need]:
    """The needs for which a request was granted heads."""
    granted = AidLine.objects.filter(request_id=request_id, granted__gt=0)
    return Need.objects.filter(pk__in=granted.values("need_id"), is_cancelled=False)


def sent(request_ids: Collection[int]) -> Counter[tuple[int, int]]:
    """
    Heads that came of these requests, by (request, need): who left early is none, who served until
    the use ended is one.
    """
    rows = Assignment.objects.filter(~GONE_EARLY, state__in=BINDING).filter(
        plan__owner_kind=KIND, plan__owner_id__in=request_ids
    )
    counted = rows.order_by().values_list("plan__owner_id", "need_id").annotate(Count("pk"))
    return Counter({(request, need): count for request, need, count in counted})


def promised(needs: Collection[Need], on: date, *, without: int | None = None) -> Counter[int]:
    """
    Heads granted by requests in force, by need: without those who are ordered, and without those whom
    the nation sent and who are counted as people from outside.

    `without`: a request that is left out, because it is the one that sends them.
    """
    rows = AidLine.objects.filter(
        need_id__in=[need.pk for need in needs], granted__gt=0,
        request__state=AidState.ACCEPTED.value,
    ).exclude(request_id=without)  # fmt: skip
    granted = list(rows.order_by("pk").values_list("pk", "request_id", "need_id", "granted"))
    if not granted:
        return Counter()
    there = sent({request for _line, request, _need, _heads in granted})
    came = outside.by_line(needs, on)
    found: Counter[int] = Counter()
    for line, request, need, heads in granted:
        found[need] += max(0, heads - there[request, need] - came[line])
    return found


class Promise(NamedTuple):
    """What a letter of the nation grants a need, and how many of them have not come yet."""

    line: AidLine
    left: int


def by_letter(need: Need, on: date, *, also: int | None = None) -> list[Promise]:
    """
    The nation's promises in force for a need, the newest first.

    `also`: a line that is shown though its request is over, because somebody came of it.
    """
    open_now = Q(request__state=AidState.ACCEPTED.value, granted__gt=0)
    rows = AidLine.objects.filter(open_now | Q(pk=also), need=need, request__asked=None)
    came = outside.by_line([need], on)
    return [
        Promise(line, max(0, line.granted - came[line.pk]))
        for line in rows.select_related("request").order_by("-request__answered_at", "-pk")
    ]


def left(request_id: int) -> dict[int, int]:
    """Heads that a request may still send, by need."""
    rows = AidLine.objects.filter(request_id=request_id, request__state=AidState.ACCEPTED.value)
    there = sent([request_id])
    granted = rows.order_by("pk").values_list("need_id", "granted")
    return {need: max(0, heads - there[request_id, need]) for need, heads in granted}
