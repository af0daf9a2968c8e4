"""Heads that other governments have granted: promised until somebody is ordered. Reads only."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, QuerySet

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


def promised(need_ids: Collection[int], *, without: int | None = None) -> Counter[int]:
    """
    Heads granted by requests in force and not ordered yet, by need.

    `without`: a request that is left out, because it is the one that sends them.
    """
    rows = AidLine.objects.filter(
        need_id__in=need_ids, granted__gt=0, request__state=AidState.ACCEPTED.value
    ).exclude(request_id=without)
    granted = list(rows.order_by("pk").values_list("request_id", "need_id", "granted"))
    there = sent({request for request, _need, _heads in granted}) if granted else Counter()
    found: Counter[int] = Counter()
    for request, need, heads in granted:
        found[need] += max(0, heads - there[request, need])
    return found


def left(request_id: int) -> dict[int, int]:
    """Heads that a request may still send, by need."""
    rows = AidLine.objects.filter(request_id=request_id, request__state=AidState.ACCEPTED.value)
    there = sent([request_id])
    granted = rows.order_by("pk").values_list("need_id", "granted")
    return {need: max(0, heads - there[request_id, need]) for need, heads in granted}
