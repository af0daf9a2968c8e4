"""Reads of plans, their lines and approvals, and of what stands against them."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luwes.core.numbers import whole
from luwes.people import searching
from luwes.people.models import Employee
from luwes.staffing import joining, owners, rules
from luwes.staffing.models import (
    Need,
    Objection,
    Plan,
    PlanApproval,
    PlanLine,
    PlanRule,
    PlanShort,
)
from luwes.staffing.queries.needs import any_need
from luwes.staffing.queries.units import unit_label
from luwes.staffing.rules import PlanState

MOST_FOUND, SHORTEST = 12, 3


def any_plan(plan_id: int) -> Plan | None:
    """For commands, which ask nobody's right."""
    return Plan.objects.filter(pk=plan_id).first()


def waiting_approvals(plan_ids: Collection[int]) -> QuerySet[PlanApproval]:
    """What governments have yet to decide about these plans."""
    rows = PlanApproval.objects.filter(plan_id__in=plan_ids, state="waiting")
    rows = with_going(rows.filter(plan__state=PlanState.SUBMITTED.value))
    return rows.select_related("plan", "agency").order_by("plan__decide_by", "agency__name", "pk")


def with_going(rows: QuerySet[PlanApproval]) -> QuerySet[PlanApproval]:
    """With `going`: how many of their people the plan still sends, without those kept home or returned."""
    kept = Objection.objects.filter(
        line__plan=OuterRef("plan"), line__agency=OuterRef("agency"), state="accepted"
    )
    count = kept.order_by().values("line__plan").annotate(count=Count("pk")).values("count")
    returned = F("returned_people")
    return rows.annotate(going=F("people") - returned - Coalesce(Subquery(count), 0))


def going(plan_id: int) -> QuerySet[PlanLine]:
    """Lines the plan sends: neither kept home by an objection, nor returned by who approved the rest."""
    rows = PlanLine.objects.filter(plan_id=plan_id).exclude(objections__state="accepted")
    parts = PlanApproval.objects.filter(plan_id=plan_id).exclude(returned_needs=[])
    for agency, needs in parts.order_by("pk").values_list("agency_id", "returned_needs"):
        rows = rows.exclude(agency_id=agency, need_id__in=needs)
    return rows


# What no letter tells of people, and who looks at them to order them does not read.
PRIVATE = tuple(f"employee__{name}" for name in ("nik", "phone", "address", "limits"))


def to_order(rows: QuerySet[PlanLine]) -> list[PlanLine]:
    """Lines with their people in order of employee; one `Need` a need, not one a line."""
    lines = list(rows.select_related("employee").defer(*PRIVATE).order_by("employee_id"))
    asked = any_need().in_bulk({line.need_id for line in lines})
    for line in lines:
        line.need = asked[line.need_id]
    return lines


def needs_in_part(approval: PlanApproval) -> list[tuple[Need, int]]:
    """The needs to which an approval's part sends people, and how many; by tier."""
    lines = going(approval.plan_id).filter(agency_id=approval.agency_id).order_by()
    counts = dict(lines.values_list("need_id").annotate(Count("pk")))
    needs = any_need().filter(pk__in=counts).order_by("tier", "role", "area__name", "pk")
    return [(need, counts[need.pk]) for need in needs]


def who_approved(plan: Plan) -> tuple[int, ...]:
    """Users who approved the plan or a part of it."""
    rows = PlanApproval.objects.filter(plan=plan, state="approved").exclude(decided_by=None)
    return tuple(rows.order_by("decided_by").values_list("decided_by", flat=True).distinct())


def reasons_by_role(plan: Plan) -> dict[str, str]:
    """Why a plan left heads of a role open: the planner's word for most of them."""
    rows = PlanShort.objects.filter(plan=plan).order_by("short", "pk")
    named = rows.values_list("need__role", "reason__kind")
    return {role: reason or "" for role, reason in named}


def plans_of(owner_kind: str, owner_id: int) -> QuerySet[Plan]:
    """Of an owner alone or together with others; the newest first."""
    rows = Plan.objects.filter(joining.own_and_joint(owner_kind, owner_id), what_if_of=None)
    return rows.order_by("-number")


def plans_touching(keys: Collection[tuple[str, int]]) -> QuerySet[Plan]:
    """Of these owners, alone or with whomever; of one owner no two have one number."""
    rows = Plan.objects.filter(joining.touching(keys), what_if_of=None)
    return rows.order_by("-number", "pk")


def under_way(owner_kind: str, owner_id: int) -> Plan | None:
    """The plan that must be decided before another for any of these needs may begin."""
    return under_way_among(joining.members(owner_kind, owner_id))


def under_way_among(keys: Collection[tuple[str, int]]) -> Plan | None:
    return all_under_way(keys).first()


def all_under_way(keys: Collection[tuple[str, int]]) -> QuerySet[Plan]:
    """More than one where each of these owners has a plan of its own."""
    return plans_touching(keys).filter(state__in=rules.PLANS_UNDER_WAY)


def need_ids_of(plan: Plan) -> set[int]:
    """The needs to which it sends people."""
    rows = PlanLine.objects.filter(plan=plan).order_by()
    return set(rows.values_list("need_id", flat=True).distinct())


def what_ifs_of(plan: Plan) -> QuerySet[Plan]:
    """What was tried under assumptions, and not given up."""
    rows = Plan.objects.filter(what_if_of=plan, state=PlanState.WHAT_IF.value)
    return rows.select_related("what_if_of", "made_by").order_by("number")


def pairs_of(plan: Plan) -> list[tuple[int, int]]:
    """(employee, need) of every line that the planner made."""
    return list(
        PlanLine.objects.filter(plan=plan, stands_in=False).values_list("employee_id", "need_id")
    )


def rules_of(plan: Plan) -> QuerySet[PlanRule]:
    """Pins and exclusions that the plans of this owner keep to."""
    rows = PlanRule.objects.filter(joining.whose(plan.owner_kind, plan.owner_id))
    return rows.select_related("employee", "need__area", "by").order_by("-rule", "pk")


def lines(plan: Plan) -> QuerySet[PlanLine]:
    rows = PlanLine.objects.filter(plan=plan).select_related("employee", "need__area", "agency")
    return rows.order_by("need__tier", "need__role", "employee__name", "pk")


def lines_of(plan: Plan, employee_ids: Collection[int]) -> QuerySet[PlanLine]:
    """Where these people serve in the plan."""
    rows = PlanLine.objects.filter(plan=plan, employee_id__in=employee_ids)
    return rows.select_related("need__area").order_by("pk")


def solved_on(plan: Plan) -> date:
    """The day of the data a plan was solved from."""
    return date.fromisoformat(plan.result["on"])


def shorts(plan: Plan) -> QuerySet[PlanShort]:
    rows = PlanShort.objects.filter(plan=plan).select_related("need__area")
    return rows.order_by("need__tier", "-short", "pk")


def with_waiting(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with how many governments have yet to decide."""
    waiting = Count("approvals", filter=Q(approvals__state="waiting"))
    return plans.select_related("made_by", "refills").annotate(waiting=waiting)


def in_time(now: datetime) -> Q:
    """Lines of plans whose time to contest is not over."""
    return Q(plan__contest_until=None) | Q(plan__contest_until__gte=now)


def may_be_contested() -> Exists:
    """Whether a line's own government has yet to decide: only then is an objection read."""
    return Exists(
        PlanApproval.objects.filter(
            plan=OuterRef("plan"), agency=OuterRef("agency"), state="waiting"
        )
    )


def proposed(lines: QuerySet[PlanLine], on: date) -> QuerySet[PlanLine]:
    """
    Lines with person, need, plan and home unit, the objection raised if any, and `is_open`: whether
    one may still be raised.
    """
    return (
        lines.select_related("employee", "need__area", "plan")
        .prefetch_related("objections")
        .annotate(unit_name=unit_label("unit_id", on), is_open=may_be_contested())
        .order_by("plan_id", "unit_name", "employee__name", "pk")
    )


def people_in(lines: QuerySet[PlanLine]) -> int:
    """Everybody once, in however many plans."""
    return lines.order_by().values("employee").distinct().count()


def owners_in(lines: QuerySet[PlanLine]) -> set[tuple[str, int]]:
    """(kind, id) of whatever these lines are planned for."""
    rows = lines.order_by().values_list("plan__owner_kind", "plan__owner_id")
    return set(rows.distinct())


def planned_from(plan: Plan) -> QuerySet[Employee]:
    """The people of the governments whose people the plan may take."""
    agencies = owners.owner_of(plan.owner_kind, plan.owner_id).agency_ids
    return Employee.objects.filter(is_current=True, agency_id__in=agencies)


def people_named(plan: Plan, text: str, employee_id: str = "") -> list[Employee]:
    """
    People whom a plan could have thought of: by id, else by words of the name or a whole NIP; a few.
    """
    rows = planned_from(plan)
    if employee_id:
        return list(rows.filter(pk=whole(employee_id)))
    words = searching.read(text)
    if words.digits and not words.names:
        return list(rows.filter(nip=words.digits))
    if len(text) < SHORTEST or not words:
        return []
    with searching.tolerant():
        found = searching.narrow(rows, searching.Words(words.names, ""))
        return list(searching.by_likeness(found, words)[:MOST_FOUND])
