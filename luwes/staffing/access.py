"""Who may see and do what with needs, plans and assignments."""

from django.db.models import Q, QuerySet

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Reach, Right
from luwes.letters.models import Letter
from luwes.organisation.models import UnitShape
from luwes.staffing import owners
from luwes.staffing.models import Assignment, Need, Plan, PlanApproval, PlanLine


def can_view(user: User, subject: Need | Plan) -> bool:
    return owners.kinds[subject.owner_kind].may_view(user, subject.owner_id)


def can_plan(user: User, subject: Need | Plan) -> bool:
    return owners.kinds[subject.owner_kind].may_plan(user, subject.owner_id)


def can_plan_for(user: User, owner_kind: str, owner_id: int) -> bool:
    return owners.kinds[owner_kind].may_plan(user, owner_id)


def can_ask_about_people(user: User, plan: Plan) -> bool:
    """Why somebody named is not sent: for who makes the plan, and who decides over people in it."""
    return can_plan(user, plan) or decides_for_some_of(user, plan)


def decides_for_some_of(user: User, plan: Plan) -> bool:
    """The authority of a government whose people the plan may take."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    own = reach.of("agency")
    agencies = owners.owner_of(plan.owner_kind, plan.owner_id).agency_ids if own else ()
    return reach.everywhere or any(str(pk) in own for pk in agencies)


def can_view_templates(user: User) -> bool:
    """Ratios and their sources are no secret to anybody who sees what they led to."""
    return bool(accounts.reach(user, Right.VIEW_INCIDENTS))


def can_define_templates(user: User) -> bool:
    """A template serves every incident of the deployment."""
    return accounts.reach(user, Right.PLAN).everywhere


def can_decide(user: User, approval: PlanApproval) -> bool:
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    return reach.everywhere or str(approval.agency_id) in reach.of("agency")


def can_decide_over(user: User, line: PlanLine) -> bool:
    """The authority of the government from which a plan takes this person."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    return reach.everywhere or str(line.agency_id) in reach.of("agency")


def can_decide_for(user: User, assignment: Assignment) -> bool:
    """The authority of the government that employs this person."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    return reach.everywhere or str(assignment.home_unit.agency_id) in reach.of("agency")


def decidable(user: User) -> QuerySet[PlanApproval]:
    """Approvals that wait for this user."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    rows = PlanApproval.objects.filter(state="waiting", plan__state="submitted")
    if not reach.everywhere:
        rows = rows.filter(agency_id__in=[int(i) for i in reach.of("agency")])
    return rows.select_related("plan", "agency").order_by("plan__decide_by", "pk")


def _within(user: User, reach: Reach, unit: str) -> Q:
    """Rows whose `unit` (a field's name) lies within the reach, in any shape the unit had."""
    if reach.everywhere:
        return Q()
    found = Q(**{f"{unit}__agency_id__in": [int(i) for i in reach.of("agency")]})
    paths = _paths(user, frozenset(int(i) for i in reach.of("unit")))
    if paths:
        below = UnitShape.objects.filter(path__under=paths).values("unit_id")
        found |= Q(**{f"{unit}_id__in": below})
    return found


def _paths(user: User, roots: frozenset[int]) -> list[str]:
    """Where these units stand or stood in the tree; remembered for the request."""
    memory: dict[frozenset[int], list[str]] = user.__dict__.setdefault("_paths", {})
    if roots and roots not in memory:
        rows = UnitShape.objects.filter(unit_id__in=roots).order_by("pk")
        memory[roots] = list(rows.values_list("path", flat=True))
    return memory.get(roots, [])


def contestable(user: User) -> QuerySet[PlanLine]:
    """Lines of submitted plans whose person is of a unit this user heads."""
    reach = accounts.reach(user, Right.OBJECT)
    rows = PlanLine.objects.filter(plan__state="submitted")
    return rows.filter(_within(user, reach, "unit")) if reach else rows.none()


def heads_units(user: User) -> bool:
    """Whether this user sees people off and back somewhere."""
    return bool(accounts.reach(user, Right.CONFIRM_RETURNS))


def away(user: User) -> QuerySet[Assignment]:
    """Assignments of people whose home unit this user heads."""
    reach = accounts.reach(user, Right.CONFIRM_RETURNS)
    return (
        Assignment.objects.filter(_within(user, reach, "home_unit"))
        if reach
        else Assignment.objects.none()
    )


def own(user: User) -> QuerySet[Assignment]:
    """The assignments of the person behind this account."""
    return Assignment.objects.filter(employee__user_id=user.pk)


def can_check_in_at(user: User, need: Need) -> bool:
    """The officers of this post, of this owner, or of everything."""
    reach = accounts.reach(user, Right.CHECK_IN_OTHERS)
    return (
        reach.everywhere
        or str(need.pk) in reach.of("need")
        or str(need.owner_id) in reach.of(need.owner_kind)
    )


def has_posts(user: User) -> bool:
    """Whether this user takes people in at some post."""
    return bool(accounts.reach(user, Right.CHECK_IN_OTHERS))


def posts(user: User) -> QuerySet[Need]:
    """The posts at which this user may take people in."""
    reach = accounts.reach(user, Right.CHECK_IN_OTHERS)
    rows = Need.objects.filter(is_cancelled=False).select_related("area")
    if reach.everywhere:
        return rows
    found = Q(pk__in=[int(i) for i in reach.of("need")])
    for kind in owners.kinds:
        ids = [int(i) for i in reach.of(kind.key)]
        found |= Q(owner_kind=kind.key, owner_id__in=ids)
    return rows.filter(found)


def can_read_letter(user: User, letter: Letter) -> bool:
    """Letters about oneself, and about people of units that this user heads."""
    about = Assignment.objects.filter(letter=letter)
    if about.filter(employee__user_id=user.pk).exists():
        return True
    return heads_units(user) and away(user).filter(letter=letter).exists()
