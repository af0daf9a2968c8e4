"""Needs worked out from a template and figures, before anybody states them. Reads only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from luwes.places.models import Area
from luwes.staffing import rules
from luwes.staffing.models import Need, PlanLine, TemplateRole

Amounts = dict[rules.Basis, int]
Estimates = Collection[tuple[int, rules.Basis]]  # area ids and what of them was only estimated


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
        return f"Pos {self.role.role.lower()} {self.area.name}"


def drafts(
    roles: Iterable[TemplateRole], owner_kind: str, owner_id: int, amounts: dict[int, Amounts],
    estimates: Estimates = (),
) -> list[WorkedNeed]:  # fmt: skip
    """Every need that these roles make of the figures, by role and then by area code."""
    areas = sorted(Area.objects.filter(pk__in=list(amounts)), key=lambda area: area.code)
    kept = _kept(owner_kind, owner_id)
    found = []
    for role in roles:
        ratio = role.as_ratio()
        for area in areas:
            amount = rules.amount_of(ratio.basis, amounts[area.pk])
            guessed = (area.pk, rules.counts(ratio.basis)) in estimates
            working = rules.work_out(amount, ratio, is_estimate=guessed)
            if working.headcount:
                found.append(WorkedNeed(role, area, working, kept.get((role.role, area.pk))))
    return found


def replaceable(owner_kind: str, owner_id: int) -> QuerySet[Need]:
    """What a template stated, nobody serves, no plan on its way sends people to, and nobody changed."""
    rows = Need.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False, assignments=None
    )
    decided = PlanLine.objects.filter(
        plan__owner_kind=owner_kind,
        plan__owner_id=owner_id,
        plan__state__in=["submitted", "approved"],
    )
    rows = rows.exclude(pk__in=decided.values("need_id"))
    return rows.filter(changed_because="").exclude(working="")


def _kept(owner_kind: str, owner_id: int) -> dict[tuple[str, int], Need]:
    rows = Need.objects.filter(owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False)
    standing = rows.exclude(pk__in=replaceable(owner_kind, owner_id).values("pk"))
    return {(need.role, need.area_id): need for need in standing.exclude(working="").order_by("pk")}
