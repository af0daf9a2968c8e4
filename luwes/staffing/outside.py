"""Heads that people from outside the civil service fill, as `contingent_rules` says. Reads only."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Least

from luwes.staffing import contingent_rules as rules
from luwes.staffing.models import CONTINGENT_STANDING, Contingent, Need


def counts(on: date) -> Q:
    """Contingents whose fitting heads fill their need: `contingent_rules.counted`, for the database."""
    need = "need__period"
    begins = Q(period__startswith__lte=F(f"{need}__startswith")) | Q(period__startswith__lte=on)
    return begins & Q(
        state__in=CONTINGENT_STANDING, period__endswith__gte=F(f"{need}__endswith"),
        period__overlap=F(need),
    )  # fmt: skip


class Outside(NamedTuple):
    """Heads of a need that are counted, and how many of those are at the post now."""

    heads: int = 0
    present: int = 0


def of_needs(need_ids: Collection[int], on: date) -> dict[int, Outside]:
    """One query; a need without anybody is left out."""
    rows = Contingent.objects.filter(counts(on), need_id__in=need_ids, fitting__gt=0)
    summed = rows.order_by().values_list("need_id").annotate(
        heads=Sum("fitting"), here=Sum(Least("fitting", "present"))
    )  # fmt: skip
    return {need: Outside(heads, here) for need, heads, here in summed}


def by_body(owner_kind: str, owner_id: int, on: date) -> list[dict[str, Any]]:
    """What every kind of body sent to an owner's needs: heads, those counted, who came, who is there."""
    rows = Contingent.objects.filter(
        need__owner_kind=owner_kind, need__owner_id=owner_id, need__is_cancelled=False,
        state__in=CONTINGENT_STANDING,
    )  # fmt: skip
    summed = rows.order_by("body").values("body").annotate(
        groups=Count("pk"), heads=Sum("heads"), counted=Coalesce(Sum("fitting", filter=counts(on)), 0),
        came=Sum("came"), present=Sum("present"),
    )  # fmt: skip
    return [dict(row) for row in summed]


def of_need(need: str, on: date, which: str = "heads") -> Coalesce:
    """
    As an annotation of rows whose field `need` is a need: its `heads`, or those `here` now.

    Not beside an aggregate: the database would group by it, and sum anew for each joined row.
    """
    summed = {"heads": Sum("fitting"), "here": Sum(Least("fitting", "present"))}[which]
    rows = Contingent.objects.filter(counts(on), need=OuterRef(need)).order_by()
    return Coalesce(Subquery(rows.values("need").annotate(sum=summed).values("sum")), 0)


def _on_days_of(needs: Iterable[Need], on: date) -> list[tuple[int, int | None, int]]:
    """(need, line of aid that promised them, counted heads), by the needs' days as they stand in memory."""
    periods = {need.pk: need.period for need in needs}
    rows = Contingent.objects.filter(
        need_id__in=periods, state__in=CONTINGENT_STANDING, fitting__gt=0
    )
    named = rows.order_by("pk").values_list("need_id", "aid_line_id", "state", "fitting", "period")
    return [
        (need, line, rules.counted(rules.State(state), fitting, period, periods[need], on))
        for need, line, state, fitting, period in named
    ]


def heads_on_days_of(needs: Iterable[Need], on: date) -> Counter[int]:
    """As `heads`, for needs whose days may be assumed ones; one query."""
    found: Counter[int] = Counter()
    for need, _line, heads in _on_days_of(needs, on):
        found[need] += heads
    return found


def by_line(needs: Iterable[Need], on: date) -> Counter[int]:
    """Counted heads by the line of aid that promised them; one query."""
    found: Counter[int] = Counter()
    for _need, line, heads in _on_days_of(needs, on):
        if line:
            found[line] += heads
    return found


def heads(need_ids: Collection[int], on: date) -> Counter[int]:
    return Counter({need: row.heads for need, row in of_needs(need_ids, on).items()})
