"""Who may see and do what with needs, plans and assignments."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Reach, Right
from luwes.core import clock
from luwes.letters.models import Letter
from luwes.organisation import access as organisation
from luwes.organisation.models import Agency, UnitShape
from luwes.staffing import joining, owners, rules
from luwes.staffing.models import (
    AidRequest,
    Assignment,
    ChangedOrder,
    JointMember,
    Need,
    Plan,
    PlanApproval,
    PlanLine,
)

EVERY = Q(pk__isnull=False)  # an empty Q would be lost beside `|`


def can_view(user: User, subject: Need | Plan) -> bool:
    return owners.kinds[subject.owner_kind].may_view(user, subject.owner_id)


def can_plan(user: User, subject: Need | Plan) -> bool:
    return owners.kinds[subject.owner_kind].may_plan(user, subject.owner_id)


def can_plan_for(user: User, owner_kind: str, owner_id: int) -> bool:
    return owners.kinds[owner_kind].may_plan(user, owner_id)


def can_direct(user: User, assignment: Assignment) -> bool:
    """Who plans for whom it serves: where several were planned as one, for the one whose need it is."""
    plan = assignment.plan
    return can_plan(user, assignment.need if plan.is_joint else plan)


def hidden_parts(user: User, plan: Plan) -> frozenset[tuple[str, int]]:
    """
    Of owners planned together, those of which this user sees nothing: the plan tells how many serve
    them, and not who. Where something is hidden, needs that a what-if assumes are too.
    """
    if not plan.is_joint:
        return frozenset()
    hidden = joining.hidden(user, plan.owner_id)
    return hidden | {(rules.ASSUMED, plan.pk)} if hidden and plan.what_if_of_id else hidden


def can_give_up(user: User, plan: Plan) -> bool:
    """Who makes it; of a draft for several owners who makes plans for any of them."""
    return can_plan(user, plan) or (plan.is_joint and joining.may_plan_a_part(user, plan.owner_id))


def can_ask_about_people(user: User, plan: Plan) -> bool:
    """Why somebody named is not sent: for who makes the plan, and who decides over people in it."""
    return can_plan(user, plan) or decides_for_some_of(user, plan)


def decides_for_some_of(user: User, plan: Plan) -> bool:
    """The authority of a government whose people the plan may take."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    own = reach.of("agency")
    agencies = owners.agency_ids(plan.owner_kind, plan.owner_id) if own else ()
    return reach.everywhere or any(str(pk) in own for pk in agencies)


def decides_somewhere(user: User) -> bool:
    """Whether this user approves plans for any government."""
    return bool(accounts.reach(user, Right.APPROVE_PLANS))


def decides_for(user: User) -> list[int]:
    """The agencies this user decides for."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    if reach.everywhere:
        return list(Agency.objects.order_by("pk").values_list("pk", flat=True))
    return sorted(int(pk) for pk in reach.of("agency"))


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


def can_decide_for_agency(user: User, agency_id: int) -> bool:
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    return reach.everywhere or str(agency_id) in reach.of("agency")


def decidable(user: User) -> QuerySet[PlanApproval]:
    """Approvals that wait for this user."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    rows = PlanApproval.objects.filter(state="waiting", plan__state="submitted")
    if not reach.everywhere:
        rows = rows.filter(agency_id__in=[int(i) for i in reach.of("agency")])
    return rows.select_related("plan", "agency").order_by("plan__decide_by", "pk")


def within(user: User, reach: Reach, unit: str) -> Q:
    """
    Rows whose `unit` (a field's name) lies within the reach as the units stand today; one that is
    no more stays where it stood last.
    """
    if reach.everywhere:
        return EVERY
    found = Q(**{f"{unit}__agency_id__in": [int(i) for i in reach.of("agency")]})
    roots = frozenset(int(i) for i in reach.of("unit"))
    if roots:
        found |= Q(**{f"{unit}_id__in": _units_under(user, roots)})
    return found


def _units_under(user: User, roots: frozenset[int]) -> QuerySet[UnitShape, Any]:
    """Ids of units at or below these."""
    shapes, today = organisation.stands(user, roots), clock.today()
    now, ever = [p for p, period in shapes if today in period], [p for p, _ in shapes]
    stands = Q(path__under=now, period__contains=today)
    newer = UnitShape.objects.filter(unit=OuterRef("unit"), period__fully_gt=OuterRef("period"))
    stood = Q(path__under=ever, period__endswith__lte=today) & ~Exists(newer)
    return UnitShape.objects.filter(stands | stood).order_by().values("unit_id")


def contestable(user: User) -> QuerySet[PlanLine]:
    """Lines of submitted plans whose person is of a unit this user heads."""
    return once_contestable(user).filter(plan__state="submitted")


def once_contestable(user: User) -> QuerySet[PlanLine]:
    """Those, and lines of plans decided or sent back since: a page may be older than a decision."""
    reach = accounts.reach(user, Right.OBJECT)
    rows = PlanLine.objects.exclude(plan__submitted_at=None)
    return rows.filter(within(user, reach, "unit")) if reach else rows.none()


def may_object(user: User) -> bool:
    """Whether this user answers for people of some unit."""
    return bool(accounts.reach(user, Right.OBJECT))


def heads_units(user: User) -> bool:
    """Whether this user sees people off and back somewhere."""
    return bool(accounts.reach(user, Right.CONFIRM_RETURNS))


def away(user: User) -> QuerySet[Assignment]:
    """Assignments of people whose home unit this user heads."""
    reach = accounts.reach(user, Right.CONFIRM_RETURNS)
    return (
        Assignment.objects.filter(within(user, reach, "home_unit"))
        if reach
        else Assignment.objects.none()
    )


def own(user: User) -> QuerySet[Assignment]:
    """The assignments of the person behind this account."""
    return Assignment.objects.filter(employee__user_id=user.pk)


def is_own(user: User, assignment: Assignment) -> bool:
    """As `own` says, of an assignment at hand."""
    me = getattr(user, "employee", None)  # read with the account
    return me is not None and me.pk == assignment.employee_id


def can_check_in_at(user: User, need: Need) -> bool:
    """
    The officers of this post, of this owner, or of everything; nobody where nobody checks in: at an
    assumed post, and at work outside emergencies.
    """
    if need.owner_kind in (rules.ASSUMED, *owners.ordinary()):
        return False
    reach = accounts.reach(user, Right.CHECK_IN_OTHERS)
    return (
        reach.everywhere
        or str(need.pk) in reach.of("need")
        or str(need.owner_id) in reach.of(need.owner_kind)
    )


def can_roster(user: User, need: Need) -> bool:
    """Who says when people serve at a post: its officers, and who plans for its owner."""
    return can_check_in_at(user, need) or can_plan(user, need)


def can_record_outside(user: User, need: Need) -> bool:
    """Who writes down people from outside: the officers of the post, and who plans for its owner."""
    return can_check_in_at(user, need) or can_plan(user, need)


def can_see_outside(user: User, need: Need) -> bool:
    """Their numbers; names and telephones are for who may record them."""
    return can_record_outside(user, need) or can_view(user, need)


def leads_at(user: User, need: Need) -> bool:
    """Whether the user serves there now and may lead a team."""
    rows = own(user).filter(need=need, state__in=["accepted", "active"])
    return rows.exclude(team_leader=None).exists()


def has_posts(user: User) -> bool:
    """Whether this user takes people in at some post."""
    return bool(accounts.reach(user, Right.CHECK_IN_OTHERS))


def posts(user: User) -> QuerySet[Need]:
    """The posts at which this user may take people in."""
    reach = accounts.reach(user, Right.CHECK_IN_OTHERS)
    nowhere = (rules.ASSUMED, *owners.ordinary())
    rows = Need.objects.filter(is_cancelled=False).exclude(owner_kind__in=nowhere)
    rows = rows.select_related("area")
    if reach.everywhere:
        return rows
    found = Q(pk__in=[int(i) for i in reach.of("need")])
    for kind in owners.kinds:
        ids = [int(i) for i in reach.of(kind.key)]
        found |= Q(owner_kind=kind.key, owner_id__in=ids)
    return rows.filter(found)


def readable_letters(user: User) -> Q:
    """
    Letters about oneself, about people of units that this user heads or whose letters the user
    reads, and of plans that the user leads; each with those that changed or withdrew it.
    """
    found = Q(employee__user_id=user.pk)
    for right in (Right.CONFIRM_RETURNS, Right.VIEW_LETTERS):
        if reach := accounts.reach(user, right):
            found |= within(user, reach, "home_unit")
    rows = Assignment.objects.filter(found | _led(user))
    letters = rows.exclude(letter=None).values("letter")
    changed = ChangedOrder.objects.filter(assignment__in=rows.values("pk")).exclude(letter=None)
    own = Q(pk__in=letters) | Q(pk__in=changed.values("letter"))
    withdrawals = Letter.objects.filter(own).exclude(withdrawn_by=None)
    return own | Q(pk__in=withdrawals.values("withdrawn_by"))


def _led(user: User) -> Q:
    """Assignments by plans of owners, running or not, that this user leads."""
    reach = accounts.reach(user, Right.PLAN)
    if reach.everywhere:
        return EVERY
    joint = Q(plan__owner_kind=joining.KIND)
    agencies = [int(i) for i in reach.of("agency")]
    ordinary = Q(plan__owner_kind__in=owners.ordinary())
    found = Q(plan__agency_id__in=agencies) & ~joint & ~ordinary
    member = JointMember.objects.filter(
        joint_id=OuterRef("plan__owner_id"), owner_kind=OuterRef("need__owner_kind"),
        owner_id=OuterRef("need__owner_id"), agency_id__in=agencies,
    )  # fmt: skip
    found |= joint & Q(Exists(member))
    for kind in owners.kinds:
        ids = [int(i) for i in reach.of(kind.key)]
        found |= Q(plan__owner_kind=kind.key, plan__owner_id__in=ids)
        found |= joint & Q(need__owner_kind=kind.key, need__owner_id__in=ids)
    return found


# ── help from other governments ──────────────────────────────────────


def _at(user: User, agency_id: int | None, *rights: Right) -> bool:
    """Whether the user has one of these rights over a whole government."""
    if agency_id is None:
        return False
    reaches = [accounts.reach(user, right) for right in rights]
    return any(reach.everywhere or str(agency_id) in reach.of("agency") for reach in reaches)


def _is_liaison(user: User, request: AidRequest) -> bool:
    """As long as the one named still has a role at the asked government."""
    named = request.liaison_id is not None and request.liaison_id == user.pk
    return named and _at(user, request.asked_id, Right.VIEW_INCIDENTS)


def asks_for(user: User, request: AidRequest) -> bool:
    """Who plans for the needs, and so asks, withdraws and ends."""
    return can_plan_for(user, request.owner_kind, request.owner_id)


def can_answer_aid(user: User, request: AidRequest) -> bool:
    """Who leads or decides at the asked government, and the liaison it named."""
    if request.asked_id is None:
        return False
    return _is_liaison(user, request) or _at(
        user, request.asked_id, Right.PLAN, Right.APPROVE_PLANS
    )


def can_plan_aid(user: User, request: AidRequest) -> bool:
    """Who chooses among the asked government's people: its coordinator, its analyst, its liaison."""
    if request.asked_id is None:
        return False
    return _is_liaison(user, request) or _at(
        user, request.asked_id, Right.PLAN, Right.MANAGE_PEOPLE
    )


def is_of_asked(user: User, request: AidRequest) -> bool:
    """Who sees a request and its people from the side that was asked."""
    may_see = _at(user, request.asked_id, Right.VIEW_INCIDENTS)
    return may_see or can_answer_aid(user, request) or can_plan_aid(user, request)


def is_of_asking(user: User, request: AidRequest) -> bool:
    """Who sees a request and the people it brought from the side that asked."""
    return _at(user, request.agency_id, Right.VIEW_INCIDENTS) or asks_for(user, request)


def can_see_aid(user: User, request: AidRequest) -> bool:
    return is_of_asking(user, request) or is_of_asked(user, request)


def can_read_liaison(user: User, request: AidRequest) -> bool:
    """The liaison's telephone: for who asked and may have to call, and the own side."""
    return asks_for(user, request) or can_answer_aid(user, request) or can_plan_aid(user, request)


def aid(user: User) -> QuerySet[AidRequest]:
    """Requests this user sees, of either side; the newest first."""
    rows = AidRequest.objects.select_related("agency", "asked").order_by("-sent_at", "-pk")
    found = Q(pk__in=[])
    for right in (Right.VIEW_INCIDENTS, Right.PLAN):
        reach = accounts.reach(user, right)
        if reach.everywhere:
            return rows
        agencies = [int(pk) for pk in reach.of("agency")]
        found |= Q(agency_id__in=agencies) | Q(asked_id__in=agencies)
    plan = accounts.reach(user, Right.PLAN)
    for kind in owners.kinds:
        found |= Q(owner_kind=kind.key, owner_id__in=[int(pk) for pk in plan.of(kind.key)])
    return rows.filter(found)


def has_aid(user: User) -> bool:
    """Whether the list of requests can concern this user."""
    view = accounts.reach(user, Right.VIEW_INCIDENTS)
    return view.everywhere or bool(view.of("agency")) or bool(accounts.reach(user, Right.PLAN))


def readable_aid_letters(user: User) -> Q:
    """Letters of requests and their answers, for both sides, and what withdrew them."""
    rows = aid(user).order_by()
    letters = Q(pk__in=rows.values("letter")) | Q(pk__in=rows.values("answer_letter"))
    withdrawn = Letter.objects.filter(letters).exclude(withdrawn_by=None)
    return letters | Q(pk__in=withdrawn.values("withdrawn_by"))
