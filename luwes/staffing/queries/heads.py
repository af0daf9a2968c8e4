"""How far needs are filled, and how many heads plans may still fill. Reads only."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luwes.staffing import joining, outside, owners, promising
from luwes.staffing.models import (
    FILLING,
    GONE,
    Assignment,
    Need,
    PlanLine,
    PlanRule,
)
from luwes.staffing.rules import AssignmentState, Heads, PlanState


def assigned(need_ids: list[int]) -> Counter[int]:
    """Civil servants in force by need: ordered, accepted, serving, or served to the end."""
    rows = Assignment.objects.filter(FILLING, need_id__in=need_ids)
    return Counter(dict(rows.values_list("need_id").annotate(Count("pk")).order_by("need_id")))


def filled(need_ids: list[int], on: date) -> Counter[int]:
    """Heads by need that are filled: by civil servants, and by people from outside."""
    return assigned(need_ids) + outside.heads(need_ids, on)


class Asked(NamedTuple):
    """What sums must know of a need."""

    pk: int
    tier: int
    role: str
    area_id: int


def heads_of(need_ids: Collection[int], on: date) -> dict[int, Heads]:
    """How far each of these needs is filled; two queries."""
    return _with_heads(Need.objects.filter(pk__in=need_ids), on)[1]


def heads_by_need(owner_kind: str, owner_id: int, on: date) -> dict[int, Heads]:
    """How far every need of an owner is filled; two queries."""
    return asked_with_heads(owner_kind, owner_id, on)[1]


def asked_of(owner_kind: str, owner_id: int) -> list[Asked]:
    rows = Need.objects.filter(owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False)
    return [Asked(*row) for row in rows.order_by("pk").values_list(*Asked._fields)]


def asked_with_heads(
    owner_kind: str, owner_id: int, on: date
) -> tuple[list[Asked], dict[int, Heads]]:
    """Every need of an owner, and how far it is filled; two queries."""
    rows = Need.objects.filter(owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False)
    return _with_heads(rows, on)


def _with_heads(needs: QuerySet[Need], on: date) -> tuple[list[Asked], dict[int, Heads]]:
    """
    Assignments are counted apart from what comes from outside: together, the database would add the
    people from outside up anew for each assignment.
    """
    rows = needs.annotate(
        outside=outside.of_need("pk", on), outside_at_post=outside.of_need("pk", on, "here")
    ).order_by("pk")
    asked, others = [], {}
    for *own, desired, filling, present in rows.values_list(
        *Asked._fields, "desired", "outside", "outside_at_post"
    ):
        asked.append(Asked(*own))
        others[asked[-1].pk] = desired, filling, present
    counted = _counted(list(others))
    return asked, {
        pk: Heads(desired, *counted.get(pk, NOBODY), filling, present)
        for pk, (desired, filling, present) in others.items()
    }


Numbers = tuple[int, int, int, int, int]
NOBODY: Numbers = (0, 0, 0, 0, 0)


def _counted(need_ids: list[int]) -> dict[int, Numbers]:
    """By need: who serves, is on the way, is silent, has served, and is at the post."""

    def of(state: AssignmentState, **more: bool) -> Count:
        return Count("pk", filter=Q(state=state.value, **more))

    rows = Assignment.objects.filter(need_id__in=need_ids).order_by().values("need_id")
    counted = rows.annotate(
        here=of(AssignmentState.ACTIVE), coming=of(AssignmentState.ACCEPTED),
        silent=of(AssignmentState.ORDERED),
        done=of(AssignmentState.COMPLETED, left_early=False, help_ended=False),
        at_post=of(AssignmentState.ACTIVE, is_present=True),
    )  # fmt: skip
    names = ("need_id", "here", "coming", "silent", "done", "at_post")
    return {row[0]: row[1:] for row in counted.values_list(*names)}


def open_heads(needs: list[Need], on: date) -> dict[int, tuple[int, int]]:
    """(minimum, desired) heads of each need that nobody fills, on the days the needs have in memory."""
    have = assigned([need.pk for need in needs]) + outside.heads_on_days_of(needs, on)
    return {
        need.pk: (max(0, need.minimum - have[need.pk]), max(0, need.desired - have[need.pk]))
        for need in needs
    }


def used_outside(needs: Collection[Need], on: date) -> Counter[int]:
    """
    Heads from outside by need, no more of each than its own people leave free: what one place has too
    many of fills no other.
    """
    have, others = assigned([need.pk for need in needs]), outside.heads_on_days_of(needs, on)
    return Counter({
        need.pk: min(others[need.pk], max(0, need.desired - have[need.pk])) for need in needs
    })  # fmt: skip


def open_to(
    owner_kind: str, owner_id: int, needs: list[Need], *, on: date, counts_promised: bool = True
) -> dict[int, tuple[int, int]]:
    """
    (minimum, desired) heads that plans of this owner may fill.

    Who asked for help leaves to others what they promised, unless it counts on nobody; who helps
    sends no more than was granted.
    """
    heads = open_heads(needs, on)
    if owner_kind == promising.KIND:
        granted = promising.left(owner_id)
        most = {pk: min(desired, granted.get(pk, 0)) for pk, (_minimum, desired) in heads.items()}
        return {pk: (min(minimum, most[pk]), most[pk]) for pk, (minimum, _d) in heads.items()}
    elsewhere = promising.promised(needs, on) if counts_promised else Counter[int]()
    return {
        pk: (max(0, minimum - elsewhere[pk]), max(0, desired - elsewhere[pk]))
        for pk, (minimum, desired) in heads.items()
    }


LEFT = Q(state__in=[AssignmentState.DECLINED.value, AssignmentState.WITHDRAWN.value]) | GONE
REFILLED = Q(plan__refills__isnull=False)


def sent_for(owner_kind: str, owner_id: int) -> Q:
    """
    Lines and assignments of an owner: those of its needs, planned alone or with others; help from
    outside is of the request that brought it.
    """
    if owner_kind == promising.KIND:
        return Q(plan__owner_kind=owner_kind, plan__owner_id=owner_id)
    outside = Q(plan__owner_kind=promising.KIND)
    return joining.whose(owner_kind, owner_id, "need__") & ~outside


def lost_heads(owner_kind: str, owner_id: int) -> Counter[int]:
    """
    Places, by need, that an issued plan had filled and that nobody took up again.

    Lost are those who declined, were called back or stopped before their time, and whoever was left
    out when it was issued.
    """
    planned = PlanLine.objects.filter(
        sent_for(owner_kind, owner_id), plan__refills=None,
        plan__state=PlanState.ISSUED.value, stands_in=False,
    )  # fmt: skip
    sent = Assignment.objects.filter(sent_for(owner_kind, owner_id))
    counted = sent.order_by().values_list("need_id").annotate(
        first=Count("pk", filter=~REFILLED), left=Count("pk", filter=LEFT),
        again=Count("pk", filter=REFILLED),
    )  # fmt: skip
    lost = Counter(dict(planned.order_by().values_list("need_id").annotate(Count("pk"))))
    for need, first, left, again in counted:
        lost[need] = max(0, lost[need] - first) + left - again
    return lost


def heads_to_fill(
    owner_kind: str, owner_id: int, needs: list[Need], *, refills: int | None,
    on: date, counts_promised: bool = True,
) -> dict[int, tuple[int, int]]:  # fmt: skip
    """(minimum, desired) heads that a plan may fill; a refill only those that were lost."""
    heads = open_to(owner_kind, owner_id, needs, on=on, counts_promised=counts_promised)
    if owners.is_by_choice(owner_kind):
        return _chosen_heads(owner_kind, owner_id, heads)
    if refills is None or not needs:
        return heads
    lost = lost_heads(owner_kind, owner_id)
    most = {pk: max(0, min(desired, lost[pk])) for pk, (_minimum, desired) in heads.items()}
    return {pk: (min(minimum, most[pk]), most[pk]) for pk, (minimum, _desired) in heads.items()}


def _chosen_heads(
    owner_kind: str, owner_id: int, heads: dict[int, tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """As many as were chosen by name and have no order yet."""
    pins = PlanRule.objects.filter(owner_kind=owner_kind, owner_id=owner_id, rule="pin")
    has_order = Assignment.objects.filter(
        FILLING, employee=OuterRef("employee"), need=OuterRef("need")
    )
    waiting = Counter(pins.exclude(Exists(has_order)).values_list("need_id", flat=True))
    chosen = {pk: min(desired, waiting[pk]) for pk, (_minimum, desired) in heads.items()}
    return {pk: (count, count) for pk, count in chosen.items()}


def present_now(owner_kind: str, owner_id: int) -> Counter[int]:
    """People checked in and not out again, by need."""
    latest = Assignment.objects.filter(
        need__owner_kind=owner_kind, need__owner_id=owner_id, state="active", is_present=True
    )
    return Counter(dict(latest.values_list("need_id").annotate(Count("pk")).order_by("need_id")))
