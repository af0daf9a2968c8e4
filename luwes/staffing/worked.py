"""Needs worked out from a template and figures, before anybody states them. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from luwes.places.models import Area
from luwes.staffing import queries, rules
from luwes.staffing.models import Need, NeedTemplate, TemplateRole

Amounts = dict[rules.Basis, int]


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
    template: NeedTemplate, owner_kind: str, owner_id: int, amounts: dict[int, Amounts],
    role_ids: Collection[int] | None = None,
) -> list[WorkedNeed]:  # fmt: skip
    """Every need that the template makes of these figures, by role and then by area code."""
    areas = sorted(Area.objects.filter(pk__in=list(amounts)), key=lambda area: area.code)
    kept = _kept(owner_kind, owner_id)
    found = []
    for role in queries.template_roles(template):
        if role_ids is not None and role.pk not in role_ids:
            continue
        ratio = role.as_ratio()
        for area in areas:
            working = rules.work_out(rules.amount_of(ratio.basis, amounts[area.pk]), ratio)
            if working.headcount:
                found.append(WorkedNeed(role, area, working, kept.get((role.role, area.pk))))
    return found


def replaceable(owner_kind: str, owner_id: int) -> QuerySet[Need]:
    """What a template stated, nobody serves and nobody changed by hand."""
    rows = Need.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False, assignments=None
    )
    return rows.filter(changed_because="").exclude(working="")


def _kept(owner_kind: str, owner_id: int) -> dict[tuple[str, int], Need]:
    rows = Need.objects.filter(owner_kind=owner_kind, owner_id=owner_id, is_cancelled=False)
    standing = rows.exclude(pk__in=replaceable(owner_kind, owner_id).values("pk"))
    return {(need.role, need.area_id): need for need in standing.exclude(working="").order_by("pk")}
