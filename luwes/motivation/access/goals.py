"""
Who may read, agree and rate: oneself, the line of superiors, and who sees ratings. Evaluations of
people are closed to everybody else (UU 14/2008).

A plan belongs to the unit in which it was served: after a move the old superior rates the old part,
and has nothing to say about the new one. A unit that is no more counts where it last stood.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from luwes.accounts import access as accounts
from luwes.accounts import queries as grants
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Right, Role
from luwes.core import clock
from luwes.motivation.models import Evaluation, GoalChange, PerformancePlan, RatingObjection
from luwes.motivation.rules.evaluating import EvaluationKind, EvaluationState, ObjectionState
from luwes.organisation import access as organisation
from luwes.organisation import heading
from luwes.organisation.models import UnitShape
from luwes.organisation.queries import last_shapes
from luwes.people import access as people
from luwes.people import superiors
from luwes.people.models import Employee

_SEALED = [f"employee__{name}" for name in ("nik", "nik_hash", "phone", "address", "limits")]
_PLANS = PerformancePlan.objects.select_related("employee", "unit__agency").defer(*_SEALED)
_ASKED = ObjectionState.ASKED.value


def assesses(user: User) -> bool:
    """Heads of units, and who stands above a head above whom no head stands."""
    return accounts.has(user, Right.ASSESS) or accounts.has(user, Right.STAND_ABOVE)


def lists_people(user: User, on: date) -> bool:
    """Whether there is a list of people to assess; an authority has one where it answers for heads."""
    return accounts.has(user, Right.ASSESS) or bool(topmost_heads(user, on))


def sees_ratings(user: User) -> bool:
    return accounts.has(user, Right.SEE_RATINGS)


def only_sees_ratings(user: User) -> bool:
    """Without assessing: for the menu."""
    return sees_ratings(user) and not assesses(user)


def decides(user: User) -> bool:
    """Whether objections may come to this user: heads above, and whom the right was given."""
    return assesses(user) or accounts.has(user, Right.DECIDE_OBJECTIONS)


def reached_units(user: User, right: Right, on: date) -> QuerySet[UnitShape]:
    reach, rows = accounts.reach(user, right), last_shapes(on)
    if reach.everywhere:
        return rows
    found = Q(agency_id__in=organisation.scope_ids(reach, organisation.AGENCY))
    units = organisation.scope_ids(reach, organisation.UNIT)
    for path, period in organisation.stands(user, units):
        if on in period:
            found |= Q(path__under=path)
        elif period.start <= on:
            found |= Q(path__under=path) & ~Q(period__contains=on)
    return rows.filter(found)


def _in(user: User, right: Right, on: date, unit: str = "unit_id") -> Q:
    if accounts.reach(user, right).everywhere:
        return Q()
    units = reached_units(user, right, on).order_by().values("unit_id")
    return Q(**{f"{unit}__in": units})


# ── one's own ────────────────────────────────────────────────────────


def own_plans(user: User) -> QuerySet[PerformancePlan]:
    return _PLANS.filter(employee__user_id=user.pk).order_by("-period", "pk")


def is_own(user: User, plan: PerformancePlan) -> bool:
    return user.is_authenticated and plan.employee.user_id == user.pk


# ── the assessor ─────────────────────────────────────────────────────


def assessable(user: User, on: date) -> QuerySet[PerformancePlan]:
    """
    Plans served in units of this head, and of heads above whom nobody but this authority stands;
    never one's own, by whatever right, nor that of another head of the same unit.
    """
    if not assesses(user):
        return _PLANS.none()
    found = Q(employee__in=topmost_heads(user, on)) | _under(user, on)
    return _PLANS.filter(found).exclude(employee__user_id=user.pk)


def _under(user: User, on: date) -> Q:
    """Plans served where this user is head; where another heads the same unit, only from above."""
    if not accounts.has(user, Right.ASSESS):
        return Q(pk__in=[])
    return _in(user, Right.ASSESS, on) & ~_beside(user, on)


def _beside(user: User, on: date) -> Q:
    """Plans of others who head a unit that this user heads too, without standing above it."""
    reach = accounts.reach(user, Right.ASSESS)
    own = organisation.scope_ids(reach, organisation.UNIT)
    if reach.everywhere or not own:
        return Q(pk__in=[])
    lines = [path.split(".") for path in organisation.paths(user, own, on)]
    above = {int(line[-1]) for line in lines if {int(label) for label in line[:-1]} & {*own}}
    same = _heading(on).filter(
        user_id=OuterRef("employee__user_id"), scope_kind=organisation.UNIT,
        scope_id=Cast(OuterRef("unit_id"), CharField()),
    )  # fmt: skip
    agencies = organisation.scope_ids(reach, organisation.AGENCY)
    return Q(Exists(same), unit_id__in=set(own) - above) & ~Q(unit__agency_id__in=agencies)


def topmost_heads(user: User, on: date) -> set[int]:
    """
    The ids of heads above whom no head stands, with a plan or without: this authority answers for
    them. Looked up once for a page.
    """
    if not accounts.has(user, Right.STAND_ABOVE):
        return set()
    known: dict[date, set[int]] = accounts.memory(user, "topmost heads")
    if on not in known:
        known[on] = _topmost_heads(user, on)
    return known[on]


def _topmost_heads(user: User, on: date, *, with_paper: bool = False) -> set[int]:
    """`with_paper`: only those who were rated for a year, of whom there is a letter."""
    held = _heading(on).filter(user_id=OuterRef("user_id"))
    heads = Employee.objects.filter(Exists(held), is_current=True)
    if with_paper:
        papers = Evaluation.objects.filter(plan__employee=OuterRef("pk"), letter__isnull=False)
        heads = heads.filter(Exists(papers))
    return superiors.answered_for(user, heads, on, above_own=True)


def _heading(on: date) -> QuerySet[Grant]:
    return Grant.objects.filter(role=Role.UNIT_HEAD.value, period__contains=on).order_by()


def can_assess(user: User, plan: PerformancePlan, on: date) -> bool:
    """As `assessable`, without looking at all heads."""
    if is_own(user, plan) or not assesses(user):
        return False
    mine = PerformancePlan.objects.filter(_under(user, on), pk=plan.pk)
    return mine.exists() or stands_above(user, plan.employee, on)


def stands_above(user: User, head: Employee, on: date) -> bool:
    """Whether this one is among `topmost_heads`."""
    if not accounts.has(user, Right.STAND_ABOVE) or not head.is_current or head.user_id is None:
        return False
    heads = _heading(on).filter(user_id=head.user_id).exists()
    return heads and superiors.stands_above(user, head, on, above_own=True)


def assessed_people(user: User, on: date) -> QuerySet[Employee]:
    """Who serves today in units of this head, and heads for whom this authority answers."""
    rows = Employee.objects.filter(is_current=True)
    if not assesses(user):
        return rows.none()
    found = people.reached(user, Right.ASSESS, on).order_by().values("pk")
    mine = Q(pk__in=found) | Q(pk__in=topmost_heads(user, on))
    return rows.filter(mine).exclude(user_id=user.pk)


def assessable_changes(user: User, on: date) -> QuerySet[GoalChange]:
    plans = assessable(user, on).order_by().values("pk")
    rows = GoalChange.objects.filter(plan__in=plans)
    return rows.select_related("plan__employee__user", "plan__unit", "goal")


# ── reading ──────────────────────────────────────────────────────────


def readable(user: User, on: date) -> QuerySet[PerformancePlan]:
    return _readable(user, on, topmost_heads(user, on))


def _readable(user: User, on: date, topmost: Collection[int]) -> QuerySet[PerformancePlan]:
    found = Q(employee__user_id=user.pk) | Q(employee__in=topmost)
    for right in (Right.ASSESS, Right.SEE_RATINGS):
        if accounts.has(user, right):
            reached = people.reached(user, right, on).order_by().values("pk")
            found |= _in(user, right, on) | Q(employee__in=reached)
            if accounts.reach(user, right).everywhere:
                return _PLANS
    if accounts.has(user, Right.DECIDE_OBJECTIONS):
        found |= Q(pk__in=_objected(user, on).values("evaluation__plan"))
    return _PLANS.filter(found)


def _objected(user: User, on: date) -> QuerySet[RatingObjection]:
    """What this user's right to decide reaches; one's own is for others."""
    within = _in(user, Right.DECIDE_OBJECTIONS, on, "evaluation__plan__unit_id")
    rows = RatingObjection.objects.filter(within).order_by()
    return rows.exclude(evaluation__plan__employee__user_id=user.pk)


def readable_evaluations(user: User, on: date) -> QuerySet[Evaluation]:
    rows = Evaluation.objects.filter(plan__in=readable(user, on).order_by().values("pk"))
    return rows.select_related(
        "plan__employee__user", "plan__unit__agency", "rated_by", "letter", "objection__decided_by"
    )


def own_letters(user: User) -> Q:
    """The papers of evaluations that one may read today, and those that withdraw them."""
    on, heads = clock.today(), set[int]()
    if accounts.has(user, Right.STAND_ABOVE):
        heads = _topmost_heads(user, on, with_paper=True)
    plans = _readable(user, on, heads).order_by().values("pk")
    rows = Evaluation.objects.filter(plan__in=plans).exclude(letter=None).order_by()
    withdrawals = rows.exclude(letter__withdrawn_by=None).values("letter__withdrawn_by")
    return Q(pk__in=rows.values("letter")) | Q(pk__in=withdrawals)


def counted(user: User, on: date) -> QuerySet[Evaluation]:
    """The evaluations of years that this user counts: of units where ratings may be seen."""
    rows = Evaluation.objects.filter(kind=EvaluationKind.YEAR.value)
    if not sees_ratings(user):
        return rows.none()
    return rows.filter(_in(user, Right.SEE_RATINGS, on, "plan__unit_id"))


def heads_of_agency(plan: PerformancePlan, on: date) -> list[User]:
    """Whoever heads it as a whole; of a head's own plan else its authority. Nobody for oneself."""
    scopes = {organisation.AGENCY: [str(plan.unit.agency_id)], EVERYWHERE: [""]}
    held = grants.holders_over({Role.UNIT_HEAD: scopes}, on)[Role.UNIT_HEAD]
    found = {grant.user_id: grant.user for grant in held if grant.user_id != plan.employee.user_id}
    own = plan.employee.user_id
    if not found and own and _heading(on).filter(user_id=own).exists():
        return superiors.of(plan.employee, on, above_own=True)
    return [found[pk] for pk in sorted(found)]


# ── who decides an objection ─────────────────────────────────────────


def headed_unit(user: User, unit_id: int, on: date) -> int | None:
    """The lowest unit that the user heads, of this one and those above it."""
    line = _lines([unit_id], on).get(unit_id, [])
    heads = heading.of_each(line, on)
    return next((pk for pk in line if user.pk in heads.get(pk, {})), None)


def deciders(evaluations: Iterable[Evaluation], on: date) -> dict[int, list[User]]:
    """
    Of each evaluation the nearest heads above its assessor; none where nobody stands above. Never
    the person, never who rated. Two queries for all.
    """
    rows = list(evaluations)
    return _heads(rows, _lines([row.plan.unit_id for row in rows], on), on)


def _heads(
    rows: Collection[Evaluation], lines: dict[int, list[int]], on: date
) -> dict[int, list[User]]:
    above = {row.pk: _above(row, lines.get(row.plan.unit_id, [])) for row in rows}
    heads = heading.of_each({pk for line in above.values() for pk in line}, on)
    found = {}
    for row in rows:
        barred = {row.plan.employee.user_id, row.rated_by_id}
        levels = heading.rising(above[row.pk], heads, barred)
        found[row.pk] = levels[0] if levels else []
    return found


def _lines(unit_ids: Collection[int], on: date) -> dict[int, list[int]]:
    """By unit, itself and those above it, from below; of one that is no more as it last stood."""
    rows = last_shapes(on).filter(unit_id__in=set(unit_ids)).values_list("unit_id", "path")
    return {pk: [int(label) for label in reversed(path.split("."))] for pk, path in rows}


def _above(evaluation: Evaluation, line: list[int]) -> list[int]:
    """Units strictly above the one that the assessor headed."""
    if evaluation.rated_unit_id not in line:
        return []
    return line[line.index(evaluation.rated_unit_id) + 1 :]


def decidable_among(user: User, rows: Collection[RatingObjection], on: date) -> set[int]:
    """
    Which of these the user may decide: the nearest head above the assessor. Where there is none, or
    the days are over (kebijakan Luwes), whoever has the right to decide over that unit, and any head
    above. The same few queries for one and for many.
    """
    if not decides(user) or not user.is_active:
        return set()
    lines = _lines([row.evaluation.plan.unit_id for row in rows], on)
    nearest = _heads([row.evaluation for row in rows], lines, on)
    reached = _reached(user, rows, on)
    mine = {
        int(held.scope_id) for held in accounts.held(user)
        if held.role == Role.UNIT_HEAD and held.scope_kind == organisation.UNIT
    }  # fmt: skip
    found = set()
    for row in rows:
        evaluation = row.evaluation
        if user.pk in {evaluation.plan.employee.user_id, evaluation.rated_by_id}:
            continue
        heads = {head.pk for head in nearest[evaluation.pk]}
        is_late = row.state == _ASKED and row.due < on
        above = set(_above(evaluation, lines.get(evaluation.plan.unit_id, [])))
        is_open = is_late or not heads
        if user.pk in heads or (is_open and row.pk in reached) or (is_late and above & mine):
            found.add(row.pk)
    return found


def _reached(user: User, rows: Collection[RatingObjection], on: date) -> set[int]:
    if not accounts.has(user, Right.DECIDE_OBJECTIONS):
        return set()
    found = _objected(user, on).filter(pk__in=[row.pk for row in rows])
    return set(found.values_list("pk", flat=True))


def can_decide(user: User, objection: RatingObjection, on: date) -> bool:
    return objection.pk in decidable_among(user, [objection], on)


def others_who_decide(evaluation: Evaluation, on: date) -> list[User]:
    """Whoever has the right to decide objections over the unit; never the person nor the assessor."""
    plan = evaluation.plan
    scopes = {
        organisation.AGENCY: [str(plan.unit.agency_id)],
        organisation.UNIT: [str(pk) for pk in _lines([plan.unit_id], on).get(plan.unit_id, [])],
        EVERYWHERE: [""],
    }
    held = grants.holders_over({Role.APPROVER: scopes}, on)[Role.APPROVER]
    barred = {plan.employee.user_id, evaluation.rated_by_id}
    found = {grant.user_id: grant.user for grant in held if grant.user_id not in barred}
    return [found[pk] for pk in sorted(found)]


def open_objections(user: User, on: date, most: int) -> list[RatingObjection]:
    """Those that wait for this user, the oldest first."""
    if not decides(user):
        return []
    found = Q(pk__in=[])
    if assesses(user):
        found |= _in(user, Right.ASSESS, on, "evaluation__plan__unit_id")
        if accounts.reach(user, Right.ASSESS).everywhere:
            found = Q()
    if accounts.has(user, Right.DECIDE_OBJECTIONS) and found != Q():
        found |= Q(pk__in=_objected(user, on).values("pk"))
    rows = RatingObjection.objects.filter(found, state=_ASKED)
    rows = rows.exclude(evaluation__plan__employee__user_id=user.pk)
    rows = rows.exclude(evaluation__rated_by=user).select_related(
        "evaluation__plan__employee__user", "evaluation__plan__unit", "evaluation__rated_by"
    )
    held = list(rows.order_by("made_at", "pk")[:most])
    mine = decidable_among(user, held, on)
    return [row for row in held if row.pk in mine]


def can_withdraw(user: User, evaluation: Evaluation, on: date) -> bool:
    """Take a paper back that proved wrong: whoever would have decided about it."""
    return evaluation.pk in withdrawable_among(user, [evaluation], on)


def withdrawable_among(user: User, rows: Collection[Evaluation], on: date) -> set[int]:
    """The same few queries for one and for many."""
    others = [row for row in rows if user.pk not in {row.plan.employee.user_id, row.rated_by_id}]
    nearest = deciders(others, on)
    found = {pk for pk, heads in nearest.items() if user.pk in {head.pk for head in heads}}
    alone = [pk for pk, heads in nearest.items() if not heads]
    if not alone or not decides_by_right(user):
        return found
    within = _in(user, Right.DECIDE_OBJECTIONS, on, "plan__unit_id")
    reached = Evaluation.objects.filter(within, pk__in=alone).order_by()
    return found | set(reached.values_list("pk", flat=True))


def decides_by_right(user: User) -> bool:
    """Where nobody heads above the assessor."""
    return accounts.has(user, Right.DECIDE_OBJECTIONS)


def standing_evaluations(user: User, on: date) -> QuerySet[Evaluation]:
    """Papers of years in reach of who decides by right; which of them may be opened, is asked of each."""
    rows = Evaluation.objects.filter(
        kind=EvaluationKind.YEAR.value, state=EvaluationState.FINAL.value, letter__isnull=False
    )
    if not decides_by_right(user):
        return rows.none()
    rows = rows.filter(_in(user, Right.DECIDE_OBJECTIONS, on, "plan__unit_id"))
    rows = rows.select_related(
        "plan__employee__user", "plan__unit__agency", "rated_by", "letter", "objection__decided_by"
    )
    return rows.order_by("plan__employee__name", "-period", "pk")
