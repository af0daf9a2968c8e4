"""Incidents that want the same people: seen before, while and after they are planned. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.staffing import joining, owners, queries, rules
from luwes.staffing.joint_rules import MOST, Key, Ranks, name_of
from luwes.staffing.models import Need, Plan, PlanLine
from luwes.staffing.owners import Named
from luwes.staffing.review import NeedRow, Review
from luwes.ui.tags.words import number

MOST_TOLD = 5  # plans that propose the same people, and needs that lack them
Names = dict[Key, Named]


# ── before: who else asks for the same people ────────────────────────


@dataclass(frozen=True)
class Offer:
    """Another owner that this user plans for, and how many heads it asks of the same people."""

    owner: Named
    heads: int

    @property
    def name(self) -> str:
        """As a form writes it."""
        return name_of((self.owner.kind, self.owner.id))


def offers(user: User, key: Key, needs: Iterable[Need], on: date) -> list[Offer]:
    """Those whose open needs ask the same groups of the same governments on the same days."""
    led = [o for o in owners.with_needs(owners.led(user)) if (o.kind, o.id) != key][: 2 * MOST]
    mine = list(needs)
    if not led or not mine:
        return []
    keys = [(o.kind, o.id) for o in led]
    theirs = queries.ahead(queries.needs_of_each(keys), on)
    open_heads = queries.open_to(joining.KIND, 0, theirs, on=on)
    heads: Counter[Key] = Counter()
    for need in theirs:
        if any(_asks_the_same(need, own) for own in mine):
            heads[need.owner_kind, need.owner_id] += open_heads[need.pk][1]
    asked = [Offer(o, heads[o.kind, o.id]) for o in led if heads[o.kind, o.id]][:MOST]
    if not asked:
        return []
    helping = owners.agencies({key, *((o.owner.kind, o.owner.id) for o in asked)})
    own = set(helping[key])
    return [o for o in asked if own & set(helping[o.owner.kind, o.owner.id])]


def _asks_the_same(one: Need, other: Need) -> bool:
    a, b = ({group.pk for group in need.groups.all()} for need in (one, other))
    same_group = not a or not b or bool(a & b)
    return same_group and bool(one.period.overlaps(other.period))


# ── a plan over several ──────────────────────────────────────────────


@dataclass
class Cell:
    """Heads of one owner at one priority; `tier` is None for all of them."""

    tier: int | None
    asked: int = 0
    filled: int = 0

    @property
    def short(self) -> int:
        return self.asked - self.filled

    def add(self, row: NeedRow) -> None:
        self.asked += row.wanted
        self.filled += row.filled


@dataclass(frozen=True)
class Part:
    """One owner in a joint plan. `rank` is 0 where all are equal."""

    owner: Named
    rank: int
    cells: list[Cell]
    whole: Cell


@dataclass(frozen=True)
class Joint:
    """
    Owners by priority; and whose people went to a more urgent need of another, in sentences.
    `rows`: the needs of the plan, each with `whose` it is.
    """

    rows: list[NeedRow]
    parts: list[Part]
    drawn: list[tuple[int, str, str]]  # need, what it lacks, who serves where

    @property
    def is_ranked(self) -> bool:
        return any(part.rank for part in self.parts)


def joint(plan: Plan, shown: Review) -> Joint:
    names = owners.named(joining.members(plan.owner_kind, plan.owner_id))
    cells: dict[Key, dict[int, Cell]] = {key: {} for key in names}
    for row in shown.needs:
        row.need.whose = names[row.need.owner_kind, row.need.owner_id].name  # type: ignore[attr-defined]
        tiers = cells[row.need.owner_kind, row.need.owner_id]
        tiers.setdefault(row.tier, Cell(row.tier)).add(row)
    parts = [
        Part(
            names[key], plan.ranking.get(name_of(key), 0), [tiers[t] for t in sorted(tiers)],
            Cell(None, sum(c.asked for c in tiers.values()), sum(c.filled for c in tiers.values())),
        )
        for key, tiers in sorted(cells.items())
    ]  # fmt: skip
    parts.sort(key=lambda part: part.rank)
    return Joint(shown.needs, parts, list(_drawn(plan, shown, names))[:MOST_TOLD])


def _drawn(plan: Plan, shown: Review, names: Names) -> Iterator[tuple[int, str, str]]:
    """Of each need that lacks heads: who fits and serves a need of another that comes first."""
    rows = {row.need.pk: row for row in shown.needs}
    told = set()
    for short in queries.shorts(plan):
        if short.need_id in told or short.need_id not in rows:
            continue
        told.add(short.need_id)
        row = rows[short.need_id]
        before = [
            words
            for place, words in _elsewhere(short.reason, row, rows, names, Ranks(plan.ranking))
            if place in {"urgent", "first"}
        ]
        if before:
            lack = ngettext("%(need)s kurang %(short)s orang", "%(need)s kurang %(short)s orang", row.short)  # fmt: skip
            yield short.need_id, lack % {"need": row.need, "short": number(row.short)}, " ".join(before)  # fmt: skip


def elsewhere(plan: Plan, shown: Review, row: NeedRow, reason: dict[str, Any]) -> list[str]:
    """Where those who fit a need serve another owner instead, a sentence each."""
    names = owners.named(joining.members(plan.owner_kind, plan.owner_id))
    rows = {other.need.pk: other for other in shown.needs}
    return [words for _place, words in _elsewhere(reason, row, rows, names, Ranks(plan.ranking))]


def _elsewhere(
    reason: dict[str, Any], row: NeedRow, rows: dict[int, NeedRow], names: Names, ranks: Ranks
) -> Iterator[tuple[str, str]]:
    """
    (how it stands to the need, words). The numbers are the planner's: people with group and
    competencies, each counted where it serves.
    """
    mine = row.need.owner_kind, row.need.owner_id
    people: Counter[tuple[str, Key]] = Counter()
    tiers: dict[tuple[str, Key], set[int]] = defaultdict(set)
    for need_id, heads in reason.get("serving_at", []):
        other = rows.get(int(need_id))
        key = (other.need.owner_kind, other.need.owner_id) if other else mine
        if other is None or key == mine:
            continue
        place = _place(row.tier, mine, other.tier, key, ranks)
        people[place, key] += heads
        tiers[place, key].add(other.tier)
    order = ("urgent", "first", "equal", "after")
    for place, key in sorted(people, key=lambda found: (order.index(found[0]), found[1])):
        values = {
            "people": number(people[place, key]), "owner": names[key].name,
            "tiers": ", ".join(map(str, sorted(tiers[place, key]))),
        }  # fmt: skip
        yield place, _words(place, people[place, key]) % values


def _place(tier: int, mine: Key, other: int, key: Key, ranks: Ranks) -> str:
    if other != tier:
        return "urgent" if other < tier else "after"
    ahead = ranks.tier(other, key) - ranks.tier(tier, mine)
    return "first" if ahead < 0 else "equal" if ahead == 0 else "after"


def _words(place: str, people: int) -> str:
    if place == "urgent":
        return ngettext(
            "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s yang lebih mendesak (prioritas %(tiers)s).",
            "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s yang lebih mendesak (prioritas %(tiers)s).",
            people,
        )  # fmt: skip
    if place == "first":
        return ngettext(
            "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s, yang didahulukan dalam prioritas %(tiers)s.",
            "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s, yang didahulukan dalam prioritas %(tiers)s.",
            people,
        )  # fmt: skip
    if place == "equal":
        return ngettext(
            "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s yang sama mendesaknya (prioritas %(tiers)s).",
            "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s yang sama mendesaknya (prioritas %(tiers)s).",
            people,
        )  # fmt: skip
    return ngettext(
        "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s prioritas %(tiers)s.",
        "%(people)s orang yang memenuhi syarat bertugas di kebutuhan %(owner)s prioritas %(tiers)s.",
        people,
    )  # fmt: skip


# ── planned apart: the same people in two plans ──────────────────────


@dataclass(frozen=True)
class Clash:
    """
    People of a plan whom another plan under way proposes for the same days. `owner` is None where
    the reader sees nothing of that owner; `together` are owners to plan with this one.
    """

    plan: Plan
    people: int
    owner: Named | None
    together: list[str]


def clashes(user: User, plan: Plan) -> list[Clash]:
    """The same few queries however many people are in the plans."""
    if plan.state not in rules.PLANS_UNDER_WAY or plan.what_if_of_id:
        return []
    own = PlanLine.objects.filter(
        plan=plan, employee=OuterRef("employee"), need__period__overlap=OuterRef("need__period"),
        need__load__gt=100 - OuterRef("need__load"),
    )  # fmt: skip
    rows = PlanLine.objects.filter(plan__state__in=rules.PLANS_UNDER_WAY, plan__what_if_of=None)
    rows = rows.exclude(plan=plan).filter(Exists(own)).exclude(objections__state="accepted")
    counted = rows.order_by().values(pk=F("plan_id")).annotate(people=Count("employee", distinct=True))  # fmt: skip
    people = {row["pk"]: row["people"] for row in counted.order_by("-people", "pk")[:MOST_TOLD]}
    if not people:
        return []
    others = Plan.objects.defer("result").in_bulk(people)
    names = owners.named({(p.owner_kind, p.owner_id) for p in others.values()})
    return [_clash(user, plan, others[pk], count, names) for pk, count in people.items()]


def _clash(user: User, plan: Plan, other: Plan, people: int, names: Names) -> Clash:
    key = other.owner_kind, other.owner_id
    if not owners.kinds[key[0]].may_view(user, key[1]):
        return Clash(other, people, None, [])
    keys = {*joining.members(plan.owner_kind, plan.owner_id), *joining.members(*key)}
    may_join = len(keys) <= MOST and all(
        owners.kinds[kind].is_emergency and owners.kinds[kind].may_plan(user, pk)
        for kind, pk in keys
    )
    mine = plan.owner_kind, plan.owner_id
    return Clash(other, people, names[key], _others(keys, mine) if may_join else [])


def _others(keys: Collection[Key], mine: Key) -> list[str]:
    return [name_of(key) for key in sorted(keys) if key != mine]
