"""Reads of needs, and of the templates they are counted from."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luwes.staffing import joining, promising, rules
from luwes.staffing.models import (
    Need,
    NeedTemplate,
    Plan,
    TemplateRole,
)
from luwes.staffing.rules import PlanState


def template(code: str) -> NeedTemplate | None:
    """The newest version of a template."""
    return NeedTemplate.objects.filter(code=code).order_by("-version").first()


def newest_templates() -> QuerySet[NeedTemplate]:
    """The newest version of every template, by name."""
    newer = NeedTemplate.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
    return NeedTemplate.objects.filter(~Exists(newer)).order_by("name", "pk")


def with_roles(templates: QuerySet[NeedTemplate]) -> QuerySet[NeedTemplate]:
    """With how many roles each has, and how many of them rest on an assumption."""
    return templates.annotate(
        role_count=Count("roles"), assumed=Count("roles", filter=Q(roles__is_assumption=True))
    )


def template_versions(code: str) -> QuerySet[NeedTemplate]:
    return NeedTemplate.objects.filter(code=code).order_by("-version")


def template_roles(of: NeedTemplate) -> QuerySet[TemplateRole]:
    rows = TemplateRole.objects.filter(template=of).order_by("position", "pk")
    return rows.prefetch_related("groups", "skills__competency")


def needs_of(owner_kind: str, owner_id: int) -> QuerySet[Need]:
    """
    What an owner's plans may fill: its own needs, those of all its members, or those that a request
    was granted heads for.
    """
    if owner_kind == promising.KIND:
        return _with_terms(promising.needs_of(owner_id))
    return needs_of_each(joining.members(owner_kind, owner_id))


def needs_of_each(keys: Collection[tuple[str, int]]) -> QuerySet[Need]:
    """The needs of all these owners, by priority."""
    return _with_terms(Need.objects.filter(joining.rows_of(keys), is_cancelled=False))


def needs_planned(plan: Plan) -> QuerySet[Need]:
    """What a plan may fill; of a what-if the needs that it assumes too."""
    rows = needs_of(plan.owner_kind, plan.owner_id)
    if plan.what_if_of_id is None:
        return rows
    return rows | needs_of_each([(rules.ASSUMED, plan.pk)])


def _with_terms(rows: QuerySet[Need]) -> QuerySet[Need]:
    return (
        rows.select_related("area")
        .prefetch_related("groups", "skills__competency")
        .order_by("tier", "role", "area__name", "pk")
    )


def ahead(needs: Iterable[Need], on: date) -> list[Need]:
    """Those that are not over yet: only they can still be planned."""
    return [need for need in needs if rules.ahead(need.period, on)]


def terms_of(needs: Iterable[Need]) -> dict[str, list[Any]]:
    """What binds whoever serves these needs, by id: days, load, travel, groups and competencies."""
    return {
        str(need.pk): [
            str(need.period.start), str(need.period.end), need.load, need.max_minutes,
            sorted(group.code for group in need.groups.all()),
            sorted([skill.competency.code, skill.level] for skill in need.skills.all()),
        ]
        for need in needs
    }  # fmt: skip


def changed_since(plan: Plan, needs: Iterable[Need]) -> list[Need]:
    """Those whose terms are no longer what the plan was solved for."""
    known = plan.result.get("terms", {})
    now = terms_of(needs)
    return [
        need for need in needs if known.get(str(need.pk), now[str(need.pk)]) != now[str(need.pk)]
    ]


def bound_by(need: Need) -> Plan | None:
    """The submitted or approved plan that sends people to this need."""
    rows = Plan.objects.filter(
        lines__need=need, state__in=[PlanState.SUBMITTED.value, PlanState.APPROVED.value]
    )
    return rows.order_by("pk").first()


def needs_with_terms() -> QuerySet[Need]:
    """Needs with their area, groups and competencies."""
    return Need.objects.select_related("area").prefetch_related("groups", "skills__competency")


def any_need() -> QuerySet[Need]:
    return Need.objects.select_related("area")
