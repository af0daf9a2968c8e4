"""Reads of needs, plans and assignments. Nothing here changes data."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from luwes.core.periods import Period
from luwes.organisation.models import UnitShape
from luwes.organisation.rules import UnitKind
from luwes.people import searching
from luwes.people.models import Employee
from luwes.staffing import joining, outside, owners, promising, rules
from luwes.staffing.models import (
    BINDING,
    FILLING,
    GONE,
    Assignment,
    Need,
    NeedTemplate,
    Objection,
    Plan,
    PlanApproval,
    PlanLine,
    PlanRule,
    PlanShort,
    TemplateRole,
)
from luwes.staffing.rules import AssignmentState, Heads, PlanState

MOST_FOUND, SHORTEST = 12, 3


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


def any_plan(plan_id: int) -> Plan | None:
    """For commands, which ask nobody's right."""
    return Plan.objects.filter(pk=plan_id).first()


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


# Parts of a unit: their names alone ("Instalasi Rawat Inap 1") say little.
_PARTS = [UnitKind.SECTION.value, UnitKind.OTHER.value]


def with_label(shapes: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Shapes with `label`: the name, and for a part of a unit the name of the unit above."""
    above = UnitShape.objects.filter(unit_id=OuterRef("parent_id"), period__contains=on)
    whole = Concat("name", Value(", "), Subquery(above.order_by("pk").values("name")[:1]))
    is_part = When(kind__in=_PARTS, parent__isnull=False, then=Coalesce(whole, F("name")))
    labelled: QuerySet[Any] = shapes.annotate(label=Case(is_part, default=F("name")))
    return labelled


def unit_label(unit: str, on: date) -> Subquery:
    """The name of the unit in field `unit`, as an annotation."""
    shapes = UnitShape.objects.filter(unit_id=OuterRef(unit), period__contains=on)
    return Subquery(with_label(shapes, on).order_by("pk").values("label")[:1])


def unit_labels(unit_ids: Collection[int], on: date) -> dict[int, str]:
    shapes = UnitShape.objects.filter(unit_id__in=set(unit_ids), period__contains=on)
    return dict(with_label(shapes, on).order_by("pk").values_list("unit_id", "label"))


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


def present_now(owner_kind: str, owner_id: int) -> Counter[int]:
    """People checked in and not out again, by need."""
    latest = Assignment.objects.filter(
        need__owner_kind=owner_kind, need__owner_id=owner_id, state="active", is_present=True
    )
    return Counter(dict(latest.values_list("need_id").annotate(Count("pk")).order_by("need_id")))


def in_force(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    rows = assignments.filter(state__in=["ordered", "accepted", "active"])
    return rows.select_related("employee", "need__area", "letter").order_by("period", "pk")


def unanswered(owner_kind: str, owner_id: int) -> QuerySet[Assignment]:
    """Of those whom plans of this owner sent: help from outside is asked by who sends it."""
    rows = Assignment.objects.filter(sent_for(owner_kind, owner_id), state="ordered")
    return rows.select_related("employee", "need__area").order_by("ordered_at", "pk")


def carrying(owner_kind: str, load: int) -> QuerySet[Assignment]:
    """
    Assignments in force whose load counts against another of such a load for such an owner.

    A duty interrupts what is beside the own work, as leave does: nobody stays away from a flood for a
    part in a task team, nor from a task team for a week at a flood. Who works elsewhere all the time
    does nothing beside it.
    """
    rows = Assignment.objects.filter(state__in=BINDING)
    if not owners.is_by_choice(owner_kind):
        return rows.filter(beside_work=False)
    if load < rules.FULL:
        return rows.filter(Q(beside_work=True) | Q(need__owner_kind__in=owners.by_choice()))
    return rows


def loads(rows: QuerySet[Assignment]) -> dict[int, list[rules.Load]]:
    """By employee; one query."""
    found: dict[int, list[rules.Load]] = defaultdict(list)
    for who, period, load in rows.order_by("pk").values_list("employee_id", "period", "load"):
        found[who].append(rules.Load(period, load))
    return found


def overlapping(employee_id: int, during: Period) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(
        employee_id=employee_id, state__in=BINDING, period__overlap=during
    )
    return rows.select_related("need__area").order_by("period", "pk")


def served(employee_id: int, on: date) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(employee_id=employee_id).exclude(state="proposed")
    return rows.select_related("need__area", "letter").order_by("-period", "-pk")


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
        return list(rows.filter(pk=int(employee_id))) if employee_id.isdecimal() else []
    words = searching.read(text)
    if words.digits and not words.names:
        return list(rows.filter(nip=words.digits))
    if len(text) < SHORTEST or not words:
        return []
    with searching.tolerant():
        found = searching.narrow(rows, searching.Words(words.names, ""))
        return list(searching.by_likeness(found, words)[:MOST_FOUND])


def needs_with_terms() -> QuerySet[Need]:
    """Needs with their area, groups and competencies."""
    return Need.objects.select_related("area").prefetch_related("groups", "skills__competency")


def any_need() -> QuerySet[Need]:
    return Need.objects.select_related("area")
