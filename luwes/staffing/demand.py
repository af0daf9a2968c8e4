"""What emergencies ask of a government's people: open needs, and the roles it must be able to fill."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef

from luwes.organisation.models import OrgUnit
from luwes.people.demand import Demand
from luwes.staffing import owners
from luwes.staffing.models import Need, NeedSkill, NeedTemplate, TemplateSkill

NEEDS = "needs"


def of_units(unit_ids: Collection[int], on: date) -> list[Demand]:
    """
    Asked of a whole government, for a need takes people from any of its units:

    - an open need asks its minimum of each government whose people its owner may plan;
    - a role of a template asks of each government as many as one unit of its ratio takes ("2 per
      500"): whoever has none of them could not even begin.
    """
    rows = OrgUnit.objects.filter(pk__in=set(unit_ids)).order_by()
    agencies = set(rows.values_list("agency_id", flat=True).distinct())
    return [*_of_needs(agencies, on), *_of_templates(agencies)] if agencies else []


def _of_needs(agencies: set[int], on: date) -> list[Demand]:
    asking = [kind.key for kind in owners.kinds if not kind.by_choice]
    open_needs = Need.objects.filter(is_cancelled=False, period__contains=on, owner_kind__in=asking)
    skills = NeedSkill.objects.filter(need__in=open_needs).select_related("need")
    asked = list(skills.order_by("need_id", "competency_id"))
    reach = owners.agencies({(skill.need.owner_kind, skill.need.owner_id) for skill in asked})
    return [
        Demand(
            skill.competency_id, skill.level, agency, None, max(1, skill.need.minimum), NEEDS,
            skill.need.role,
        )
        for skill in asked
        for agency in sorted(agencies.intersection(reach[skill.need.owner_kind, skill.need.owner_id]))
    ]  # fmt: skip


def _of_templates(agencies: set[int]) -> list[Demand]:
    newer = NeedTemplate.objects.filter(
        code=OuterRef("role__template__code"), version__gt=OuterRef("role__template__version")
    )
    rows = TemplateSkill.objects.filter(~Exists(newer.order_by())).select_related("role")
    return [
        Demand(
            row.competency_id, row.level, agency, None, max(1, row.role.times), NEEDS, row.role.role
        )
        for row in rows.order_by("role_id", "pk")
        for agency in sorted(agencies)
    ]
