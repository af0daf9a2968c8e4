"""Who may form teams and offer opportunities, see them, apply, consent, and read what a leader says."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.letters.models import Letter
from luwes.organisation import access as organisation
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.people import access as people
from luwes.people import superiors
from luwes.people.models import Employee
from luwes.staffing.access import within
from luwes.staffing.models import FILLING, Assignment, Need
from luwes.teamwork import rules
from luwes.teamwork.models import LIVE, Application, MemberInput, Opportunity, TaskTeam

SERVING = ["ordered", "accepted", "active", "completed"]


def forms_teams(user: User) -> bool:
    return accounts.has(user, Right.FORM_TEAMS)


def units(user: User) -> QuerySet[UnitShape]:
    """The units in whose name this user forms teams and offers work."""
    rows = organisation.units_with_rights(user, Right.FORM_TEAMS, clock.today())
    return rows.filter(is_draft=False).select_related("agency__area", "unit")


def can_form(user: User, unit: OrgUnit) -> bool:
    return organisation.can(user, Right.FORM_TEAMS, unit, clock.today())


def can_manage(user: User, owned: TaskTeam | Opportunity) -> bool:
    return can_form(user, owned.unit)


def _managed(user: User) -> Q:
    reach = accounts.reach(user, Right.FORM_TEAMS)
    return within(user, reach, "unit") if reach else Q(pk__in=[])


def _decided(user: User) -> Q:
    """Of the governments for whose people this user decides."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    if reach.everywhere:
        return Q(pk__isnull=False)
    return Q(agencies__in=organisation.scope_ids(reach, organisation.AGENCY))


def managed_teams(user: User) -> QuerySet[TaskTeam]:
    return TaskTeam.objects.filter(_managed(user)).select_related("agency", "unit", "area")


def _mine(user: User, kind: str) -> QuerySet[Application, int]:
    """Owners of this kind for which the person behind the account stands, or serves."""
    me = Q(employee__user_id=user.pk)
    served = Assignment.objects.filter(me, need=OuterRef("pk"), state__in=SERVING)
    stands = Application.objects.filter(me, need=OuterRef("pk"), state__in=LIVE)
    rows = Need.objects.filter(Exists(served) | Exists(stands), owner_kind=kind)
    return rows.order_by().values_list("owner_id", flat=True)  # type: ignore[return-value]


def _overseen(user: User, drafted: str) -> Q:
    """Those one manages, and those over whose people one decides as soon as they are no draft."""
    return _managed(user) | _decided(user) & ~Q(state=drafted)


def oversees_team(user: User, pk: int) -> bool:
    """Whether plans and reports of this team, with their people, are this user's to read."""
    found = _overseen(user, rules.TeamState.DRAFTED.value)
    return TaskTeam.objects.filter(found, pk=pk).exists()


def oversees_opportunity(user: User, pk: int) -> bool:
    """The same for an opportunity; that it is offered to somebody shows no more than its page."""
    found = _overseen(user, rules.OpportunityState.DRAFTED.value)
    return Opportunity.objects.filter(found, pk=pk).exists()


def seen_teams(user: User) -> QuerySet[TaskTeam]:
    """Those one manages or decides over, and those one stands for or serves in."""
    found = _overseen(user, rules.TeamState.DRAFTED.value) | Q(pk__in=_mine(user, rules.TEAM))
    rows = TaskTeam.objects.filter(pk__in=TaskTeam.objects.filter(found).order_by().values("pk"))
    return rows.select_related("agency", "unit", "area")


def managed_opportunities(user: User) -> QuerySet[Opportunity]:
    rows = Opportunity.objects.filter(_managed(user))
    return rows.select_related("agency", "unit", "area", "team", "need")


def seen_opportunities(user: User) -> QuerySet[Opportunity]:
    """What was offered to the own government, or one manages or decides over."""
    drafted = rules.OpportunityState.DRAFTED.value
    found = _overseen(user, drafted)
    me = getattr(user, "employee", None)
    if me is not None:
        found |= Q(agencies=me.agency_id) & ~Q(state=drafted)
    keys = Opportunity.objects.filter(found).order_by().values("pk")
    rows = Opportunity.objects.filter(pk__in=keys)
    return rows.select_related("agency", "unit", "area", "team", "need")


def forms_or_decides(user: User) -> bool:
    """Whether the list of teams can concern this user; asks the database nothing new."""
    return forms_teams(user) or accounts.has(user, Right.APPROVE_PLANS)


def has_opportunities(user: User) -> bool:
    """The same for what is offered: every employee, and who offers."""
    return people.has_file(user) or forms_or_decides(user)


def owner_of(need: Need) -> TaskTeam | Opportunity:
    """
    :raises TaskTeam.DoesNotExist: for a need of another kind of owner
    """
    if need.owner_kind == rules.OPPORTUNITY:
        return Opportunity.objects.select_related("unit", "agency", "area").get(pk=need.owner_id)
    rows = TaskTeam.objects.select_related("unit", "agency", "area")
    return rows.get(pk=need.owner_id if need.owner_kind == rules.TEAM else 0)


def is_of_teamwork(need: Need) -> bool:
    return need.owner_kind in {rules.TEAM, rules.OPPORTUNITY}


def can_apply(user: User, opportunity: Opportunity) -> bool:
    """Employees of the governments to whom it was offered; not who chooses."""
    me = getattr(user, "employee", None)
    if me is None or opportunity.need_id is None:
        return False
    return opportunity.agencies.filter(pk=me.agency_id).exists() and not can_manage(
        user, opportunity
    )


def own_applications(user: User) -> QuerySet[Application]:
    return Application.objects.filter(employee__user_id=user.pk)


def can_consent(user: User, employee: Employee) -> bool:
    """The superior, an authority where no head stands above; never for oneself."""
    if people.is_oneself(user, employee):
        return False
    if people.can(user, Right.CONSENT_TEAMS, employee, clock.today()):
        return True
    return superiors.stands_above(user, employee, clock.today())


def heads(user: User) -> bool:
    return accounts.has(user, Right.CONSENT_TEAMS)


def consents(user: User) -> bool:
    """Heads; and an authority, for those above whom no head stands."""
    return heads(user) or accounts.has(user, Right.STAND_ABOVE)


def awaiting_consent(user: User) -> QuerySet[Application]:
    """What waits for the superior, by the units that people serve today."""
    waiting = rules.ApplicationState.WAITING.value
    return consentable(user).filter(state=waiting, need__is_cancelled=False)


def consentable(user: User) -> QuerySet[Application]:
    """
    Applications of the own people, whatever became of them; of those above whom no head stands, for
    their authority, and what it has answered. Never one's own.
    """
    own = people.reached(user, Right.CONSENT_TEAMS, clock.today())
    found = Q(employee__in=own.values("pk"))
    if accounts.has(user, Right.STAND_ABOVE):
        waiting = Application.objects.filter(state=rules.ApplicationState.WAITING.value).order_by()
        among = Employee.objects.filter(pk__in=waiting.values("employee"))
        topmost = superiors.answered_for(user, among, clock.today())
        found |= Q(employee__in=topmost) | Q(consent_by=user)
    rows = Application.objects.filter(found).exclude(employee__user_id=user.pk)
    return rows.select_related("employee__agency", "need__area")


def leads(user: User, team: TaskTeam) -> bool:
    """Whether the person behind the account serves as its leader."""
    rows = Assignment.objects.filter(FILLING, employee__user_id=user.pk, state__in=SERVING[1:])
    return rows.filter(need__team_seat__team=team, need__team_seat__is_leader=True).exists()


def can_give_input(user: User, team: TaskTeam, assignment: Assignment) -> bool:
    """The leader of every other member; the owner of all, for a leader has one too."""
    me = getattr(user, "employee", None)
    if me is not None and me.pk == assignment.employee_id:
        return False
    return leads(user, team) or can_manage(user, team)


def readable_inputs(user: User) -> QuerySet[MemberInput]:
    """Of oneself, of the own people, those one wrote, and of teams one manages."""
    own = people.reached(user, Right.CONSENT_TEAMS, clock.today())
    teams = TaskTeam.objects.filter(_managed(user)).order_by()
    found = Q(assignment__employee__user_id=user.pk) | Q(by_id=user.pk)
    found |= Q(assignment__employee__in=own.values("pk"))
    found |= Q(assignment__need__team_seat__team__in=teams.values("pk"))
    rows = MemberInput.objects.filter(found)
    return rows.select_related("assignment__employee", "assignment__need__team_seat__team", "by")


def readable_letters(user: User) -> Q:
    """Letters of those who serve in what one manages, and what withdrew them."""
    if not forms_teams(user):
        return Q(pk__in=[])
    teams = TaskTeam.objects.filter(_managed(user)).order_by().values("pk")
    offers = Opportunity.objects.filter(_managed(user)).order_by().values("pk")
    rows = Assignment.objects.filter(
        Q(need__owner_kind=rules.TEAM, need__owner_id__in=teams)
        | Q(need__owner_kind=rules.OPPORTUNITY, need__owner_id__in=offers)
    )
    own = Q(pk__in=rows.exclude(letter=None).values("letter"))
    withdrawn = Letter.objects.filter(own).exclude(withdrawn_by=None)
    return own | Q(pk__in=withdrawn.values("withdrawn_by"))
