"""How things stand for whoever leads: answers, open places, drafts, roles. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    When,
)

from luwes.staffing import changes, joining, promising, queries, rules
from luwes.staffing.joint_rules import Key
from luwes.staffing.models import (
    Assignment,
    ChangedOrder,
    Need,
    Plan,
    Presence,
)
from luwes.staffing.owners import Named

Row = dict[str, Any]


@dataclass
class Answers:
    """
    `open_again`: places whose people declined or were called back, and nobody fills yet;
    `is_replanned`: a plan is under way while there are any.
    """

    silent: int = 0
    chased: int = 0
    oldest: datetime | None = None
    open_again: int = 0
    is_replanned: bool = False


def _of(owners: Iterable[Named], prefix: str = "") -> Q:
    """Rows of these owners."""
    parts = [Q(**{f"{prefix}owner_kind": o.kind, f"{prefix}owner_id": o.id}) for o in owners]
    return reduce(or_, parts, Q())


def answers(owners: Collection[Named], on: date) -> dict[Named, Answers]:
    """
    Of the people whom these owners' plans sent: for their own needs, planned alone or with others,
    and as help for the needs of who asked.
    """
    if not owners:
        return {}
    ordered = Q(state="ordered")
    is_help = When(plan__owner_kind=promising.KIND, then="plan__owner_kind")
    by_help = When(plan__owner_kind=promising.KIND, then="plan__owner_id")
    sent = Assignment.objects.filter(_sent(owners)).annotate(
        kind=Case(is_help, default="need__owner_kind"), of=Case(by_help, default="need__owner_id")
    )
    counted = (
        sent.values("kind", "of", "need_id", "need__desired", "need__period", "need__is_cancelled")
        .annotate(
            silent=Count("pk", filter=ordered),
            chased=Count("pk", filter=ordered & Q(chased_times__gt=0)),
            oldest=Min("ordered_at", filter=ordered),
            left=Count("pk", filter=queries.LEFT), again=Count("pk", filter=queries.REFILLED),
        )
        .order_by("need_id")
    )  # fmt: skip
    rows: list[Row] = [dict(row) for row in counted]
    by_key = {key: o for o in owners for key in joining.members(o.kind, o.id)}
    found = {o: Answers() for o in owners}
    for row in rows:
        one = found[by_key[row["kind"], row["of"]]]
        one.silent += row["silent"]
        one.chased += row["chased"]
        one.oldest = min(filter(None, [one.oldest, row["oldest"]]), default=None)
    _count_lost([row for row in rows if _lost(row, on)], by_key, found, on)
    return found


def _lost(row: Row, on: date) -> int:
    """Places that were given up and not taken again; of what may still be filled."""
    if row["need__is_cancelled"] or not rules.ahead(row["need__period"], on):
        return 0
    return max(0, int(row["left"] - row["again"]))


def _count_lost(
    rows: list[Row], by_key: dict[Key, Named], found: dict[Named, Answers], on: date
) -> None:
    """Into `found`: the places that nobody fills, and whether a plan for them is under way."""
    if not rows:
        return
    filled = queries.filled([row["need_id"] for row in rows], on)
    replanned = _under_way({(row["kind"], row["of"]) for row in rows})
    for row in rows:
        key = row["kind"], row["of"]
        room = row["need__desired"] - filled[row["need_id"]]
        found[by_key[key]].open_again += max(0, min(_lost(row, on), room))
        found[by_key[key]].is_replanned |= key in replanned


def _under_way(keys: Collection[Key]) -> set[Key]:
    """Those of these owners for which a plan is under way, alone or with others."""
    of = queries.all_under_way(keys).values_list("owner_kind", "owner_id")
    return {key for kind, pk in of for key in joining.members(kind, pk)}


def _sent(owners: Iterable[Named]) -> Q:
    return reduce(or_, (queries.sent_for(o.kind, o.id) for o in owners))


@dataclass
class Homecoming:
    """
    People whose duty is over: `unseen` by the head of their home unit, `unlettered` without a letter
    of return; `posts`: how many of these by need, and its name.
    """

    unseen: int = 0
    unlettered: int = 0
    posts: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def first(self) -> tuple[int, str] | None:
        """The post with the most of them: its need and name."""
        rows = sorted(self.posts.items(), key=lambda item: (-item[1][0], item[0]))
        return (rows[0][0], rows[0][1][1]) if rows else None


def homecoming(owners: Collection[Named]) -> dict[Named, Homecoming]:
    """Of whoever served the needs of these owners; one query."""
    if not owners:
        return {}
    returned = ChangedOrder.objects.filter(
        assignment=OuterRef("pk"), change__kind=changes.Kind.RETURN.value
    )
    unseen = Q(returned=None)
    unlettered = Q(~Exists(returned), letter__isnull=False)
    rows = Assignment.objects.filter(_of(owners, "need__"), state="completed")
    counted = (
        rows.filter(unseen | unlettered)
        .values("need_id", "need__owner_kind", "need__owner_id", "need__post", "need__area__name")
        .annotate(unseen=Count("pk", filter=unseen), unlettered=Count("pk", filter=unlettered))
        .order_by("need_id")
    )
    by_key = {(o.kind, o.id): o for o in owners}
    found: dict[Named, Homecoming] = defaultdict(Homecoming)
    for row in counted:
        one = found[by_key[row["need__owner_kind"], row["need__owner_id"]]]
        one.unseen += row["unseen"]
        one.unlettered += row["unlettered"]
        name = row["need__post"] or row["need__area__name"]
        one.posts[row["need_id"]] = (row["unlettered"] or row["unseen"], name)
    return dict(found)


def drafts(owners: Collection[tuple[str, int]]) -> QuerySet[Plan]:
    """Solved drafts of these owners, by (kind, id): to be submitted, mended, or given up."""
    if not owners:
        return Plan.objects.none()
    mine = reduce(or_, (Q(owner_kind=kind, owner_id=pk) for kind, pk in owners))
    rows = Plan.objects.filter(mine, state="draft", solved_at__isnull=False)
    return rows.order_by("made_at", "pk")


@dataclass
class Happened:
    """Counts since a moment, with the last time each happened."""

    accepted: tuple[int, datetime | None] = (0, None)
    arrived: tuple[int, datetime | None] = (0, None)


def happened(owners: Collection[Named], since: datetime) -> dict[Named, Happened]:
    if not owners:
        return {}
    by_key = {(o.kind, o.id): o for o in owners}
    found: dict[Named, Happened] = defaultdict(Happened)
    accepted = Assignment.objects.filter(
        _of(owners, "need__"), answered_at__gt=since, state__in=["accepted", "active", "completed"]
    ).values_list("need__owner_kind", "need__owner_id")
    counted = accepted.annotate(count=Count("pk"), last=Max("answered_at"))
    for kind, pk, count, last in counted.order_by():
        found[by_key[kind, pk]].accepted = (count, last)
    arrived = Presence.objects.filter(
        _of(owners, "assignment__need__"), at__gt=since, kind="in"
    ).values_list("assignment__need__owner_kind", "assignment__need__owner_id")
    people = arrived.annotate(count=Count("assignment", distinct=True), last=Max("at"))
    for kind, pk, count, last in people.order_by():
        found[by_key[kind, pk]].arrived = (count, last)
    return found


@dataclass
class RoleRow:
    """A role of one owner: heads needed, there, on their way, not answered, from outside."""

    role: str
    tier: int
    need: int
    here: int = 0
    coming: int = 0
    asked: int = 0
    outside: int = 0  # from outside the civil service

    @property
    def short(self) -> int:
        return self.need - self.here - self.coming - self.asked - self.outside


def by_role(owner: Named, on: date) -> list[RoleRow]:
    """Roles needed on or after a day, the most urgent first."""
    needs = list(
        Need.objects.filter(_of([owner]), is_cancelled=False, period__endswith__gt=on).order_by(
            "pk"
        )
    )
    used, rows = queries.used_outside(needs, on), dict[str, RoleRow]()
    for need in needs:
        row = rows.setdefault(need.role, RoleRow(need.role, need.tier, 0))
        row.tier = min(row.tier, need.tier)
        row.need += need.desired
        row.outside += used[need.pk]
    counts = (
        Assignment.objects.filter(
            _of([owner], "need__"), need__period__endswith__gt=on,
            state__in=["ordered", "accepted", "active"],
        )
        .values("need__role", "state", "is_present")
        .annotate(count=Count("pk"))
        .order_by()
    )  # fmt: skip
    for count in counts:
        found = rows.get(count["need__role"])
        if found is None:
            continue
        if count["state"] == "ordered":
            found.asked += count["count"]
        elif count["is_present"]:
            found.here += count["count"]
        else:
            found.coming += count["count"]
    return sorted(rows.values(), key=lambda row: (row.tier, -row.need, row.role))


def declined(owner: Named) -> QuerySet[Assignment]:
    """Who declined, with the reason; the latest first."""
    rows = Assignment.objects.filter(_sent([owner]), state="declined")
    rows = rows.select_related("employee", "need__area", "own_words")
    return rows.order_by("-answered_at", "-pk")


def missing(owner: Named, on: date) -> QuerySet[Assignment]:
    """Who accepted and has not come, though the duty has begun; the longest due first."""
    rows = Assignment.objects.filter(_sent([owner]), state="accepted", period__startswith__lte=on)
    return rows.select_related("employee", "need__area").order_by("period", "pk")
