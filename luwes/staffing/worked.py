"""Needs worked out from a template and figures, before anybody states them. Reads only."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from luwes.places.models import Area
from luwes.staffing import queries, rules
from luwes.staffing.models import AID_OPEN, CONTINGENT_STANDING, Need, PlanLine, TemplateRole

Amounts = dict[rules.Basis, int]
Estimates = Collection[tuple[int, rules.Basis]]  # area ids and what of them was only estimated


def post_name(role: str, area: Area) -> str:
    """How a post is called until somebody names it."""
    return f"Pos {role.lower()} {area.name}"


@dataclass(frozen=True)
class WorkedNeed:
    """One role at one area with its sum; `kept` is the need that already stands for it."""

    role: TemplateRole
    area: Area
    working: rules.Working
    kept: Need | None

    @property
    def is_new(self) -> bool:
        return self.kept is None

    @property
    def desired(self) -> int:
        return self.working.headcount

    @property
    def minimum(self) -> int:
        return -(-self.desired * self.role.minimum_percent // 100)

    @property
    def post(self) -> str:
        return post_name(self.role.role, self.area)


def drafts(
    roles: Iterable[TemplateRole], owner_kind: str, owner_id: int, amounts: dict[int, Amounts],
    estimates: Estimates = (),
) -> list[WorkedNeed]:  # fmt: skip
    """
    Every need that these roles make of the figures, by role and then by area code.

    Leaders come last: they are counted from the other roles of their place, those that stay too.
    """
    areas = sorted(Area.objects.filter(pk__in=list(amounts)), key=lambda area: area.code)
    standing = _standing(owner_kind, owner_id)
    kept = {(need.role, need.area_id): need for need in standing if need.working}
    known = {area: dict(found) for area, found in amounts.items()}
    rows: list[WorkedNeed] = []
    by_rank = sorted(roles, key=lambda role: role.basis == rules.Basis.PEOPLE)
    for role in by_rank:
        ratio = role.as_ratio()
        if ratio.basis is rules.Basis.PEOPLE and not any(
            rules.Basis.PEOPLE in found for found in known.values()
        ):
            _count_people(rows, standing, known)
        for area in areas:
            amount = rules.amount_of(ratio.basis, known[area.pk])
            guessed = (area.pk, rules.counts(ratio.basis)) in estimates
            working = rules.work_out(amount, ratio, is_estimate=guessed)
            if working.headcount:
                rows.append(WorkedNeed(role, area, working, kept.get((role.role, area.pk))))
    return rows


def _count_people(rows: list[WorkedNeed], standing: list[Need], known: dict[int, Amounts]) -> None:
    """Into `known`: heads of all roles but leaders, as far as they are drafted or stand."""
    people = _people_at(standing)
    for row in rows:
        if row.is_new:
            people[row.area.pk] += row.desired
    for area, found in known.items():
        found[rules.Basis.PEOPLE] = people[area]


@dataclass(frozen=True)
class Proposal:
    """What a need's own ratio makes of the figures of today, against what is asked."""

    need: Need
    working: rules.Working
    have: int  # people it has already

    @property
    def desired(self) -> int:
        return self.working.headcount

    @property
    def minimum(self) -> int:
        role = self.need.template_role
        return -(-self.desired * (role.minimum_percent if role else 100) // 100)

    @property
    def because(self) -> str:
        return rules.changed_words(
            self.working.ratio.basis, self.need.amount or 0, self.working.amount
        )

    @property
    def is_possible(self) -> bool:
        """Whether it can be asked at once: not fewer than are there."""
        return self.desired >= self.have

    @property
    def key(self) -> str:
        """The need with the number that was shown, so that nobody accepts another one unseen."""
        return f"{self.need.pk}:{self.desired}"


def proposals(
    owner_kind: str, owner_id: int, amounts: dict[int, Amounts], estimates: Estimates = (),
) -> list[Proposal]:  # fmt: skip
    """
    Needs worked out from figures that have changed since, where the sum now asks another number.

    A count that was looked at and left is proposed no more, until it changes again.
    """
    every = Need.objects.filter(owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False)
    needs = list(
        every.select_related("template_role", "area").order_by("tier", "role", "area__code", "pk")
    )
    people = _people_at(needs)
    found = []
    for need in needs:
        if need.template_role is None or need.amount is None:
            continue
        ratio = need.template_role.as_ratio()
        amount = rules.amount_of(ratio.basis, amounts.get(need.area_id, {}))
        if ratio.basis is rules.Basis.PEOPLE:
            amount = people.get(need.area_id, 0)
        guessed = (need.area_id, rules.counts(ratio.basis)) in estimates
        working = rules.work_out(amount, ratio, is_estimate=guessed)
        if amount in (need.amount, need.left_amount) or working.headcount == need.desired:
            continue
        found.append((need, working))
    have = queries.assigned([need.pk for need, _working in found])
    return [Proposal(need, working, have[need.pk]) for need, working in found]


def _people_at(needs: Iterable[Need]) -> Counter[int]:
    """Heads asked at each place, leaders apart."""
    found: Counter[int] = Counter()
    for need in needs:
        if need.template_role is None or need.template_role.basis != rules.Basis.PEOPLE:
            found[need.area_id] += need.desired
    return found


def replaceable(owner_kind: str, owner_id: int) -> QuerySet[Need]:
    """What a template stated, nobody serves, no plan, help or people from outside are for, and nobody changed."""
    rows = Need.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False, assignments=None
    )
    decided = PlanLine.objects.filter(
        need__owner_kind=owner_kind,
        need__owner_id=owner_id,
        plan__state__in=["submitted", "approved"],
    )
    rows = rows.exclude(pk__in=decided.values("need_id"))
    rows = rows.exclude(aid_lines__request__state__in=AID_OPEN)
    rows = rows.exclude(contingents__state__in=CONTINGENT_STANDING)
    return rows.filter(changed_because="").exclude(working="")


def _standing(owner_kind: str, owner_id: int) -> list[Need]:
    """What stays when the template states its needs anew."""
    rows = Need.objects.filter(owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False)
    standing = rows.exclude(pk__in=replaceable(owner_kind, owner_id).values("pk"))
    return list(standing.select_related("template_role").order_by("pk"))
