"""More areas in a what-if: needs like those of an area that is struck already. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from luwes.accounts.models import User
from luwes.places.models import Area
from luwes.staffing import owners, promising, queries, rules
from luwes.staffing.assumptions import Assumptions
from luwes.staffing.joint_rules import Key, key_of, name_of
from luwes.staffing.models import Need, Plan

KIND = rules.ASSUMED


@dataclass(frozen=True)
class Pattern:
    """What an owner asks at one area that is struck: another area may be struck like it."""

    owner: Key
    area: Area
    needs: tuple[Need, ...]

    @property
    def key(self) -> str:
        return f"{name_of(self.owner)}/{self.area.pk}"

    @property
    def heads(self) -> int:
        return sum(need.desired for need in self.needs)


def patterns(plan: Plan, on: date) -> list[Pattern]:
    """
    The areas for which the plan plans, by name.

    None where more areas can't be thought of: a helping government fills the needs of others, and a
    refill only what was lost.
    """
    if plan.owner_kind == promising.KIND or plan.refills_id:
        return []
    chosen = set(plan.need_ids)
    found: dict[tuple[Key, int], list[Need]] = {}
    for need in queries.ahead(queries.needs_of(plan.owner_kind, plan.owner_id), on):
        if not chosen or need.pk in chosen:
            owner = need.owner_kind, need.owner_id
            found.setdefault((owner, need.area_id), []).append(need)
    made = [Pattern(owner, needs[0].area, tuple(needs)) for (owner, _area), needs in found.items()]
    return sorted(made, key=lambda pattern: (pattern.area.name, pattern.owner))


def asked_at(plan: Plan, area: Area) -> bool:
    """Whether an owner of the plan asks for people at this area already."""
    return queries.needs_of(plan.owner_kind, plan.owner_id).filter(area=area).exists()


def owners_by_area(assumed: Assumptions) -> dict[int, Key]:
    """Whose the needs of each assumed area would be."""
    keys = {spread.area: key_of(spread.owner) for spread in assumed.areas}
    return {area: key for area, key in keys.items() if key}


def needs_of(what_if: Plan) -> list[Need]:
    return list(queries.needs_of_each([(KIND, what_if.pk)]))


def owned(needs: list[Need], assumed: Assumptions) -> None:
    """Give assumed needs to those whose they would be; in memory only, for the planner."""
    whose = owners_by_area(assumed)
    for need in needs:
        if need.owner_kind == KIND and need.area_id in whose:
            need.owner_kind, need.owner_id = whose[need.area_id]


# ── as an owner that nobody may see or plan for: its needs are of no page and of no order ──


def as_owner(plan_id: int) -> owners.Owner:
    plan = Plan.objects.get(pk=plan_id)
    return owners.owner_of(plan.owner_kind, plan.owner_id)


def agency_ids(plan_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    rows = Plan.objects.filter(pk__in=plan_ids).order_by("pk")
    whose = {pk: (kind, owner) for pk, kind, owner in rows.values_list("pk", "owner_kind", "owner_id")}  # fmt: skip
    helping = owners.agencies(set(whose.values()))
    return {pk: helping[key] for pk, key in whose.items()}


def label(plan_id: int) -> tuple[str, str]:
    plan = Plan.objects.filter(pk=plan_id).first()
    return owners.kinds[plan.owner_kind].label(plan.owner_id) if plan else ("", "")


def kind() -> owners.OwnerKind:
    def nobody(_user: User, _plan: int) -> bool:
        return False

    return owners.OwnerKind(
        KIND, load=as_owner, agency_ids=agency_ids, label=label, may_view=nobody, may_plan=nobody,
        named=lambda _ids: {}, serves_others=True,
    )  # fmt: skip
