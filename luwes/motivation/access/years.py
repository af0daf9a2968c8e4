"""
Who may open somebody's year: oneself, who assesses (of heads above whom no head stands the authority),
and who sees ratings.
"""

from datetime import date

from django.db.models import Q, QuerySet

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.motivation.access.goals import topmost_heads
from luwes.motivation.models import Contribution, Goal
from luwes.motivation.rules.goals import PlanState
from luwes.people import access as people
from luwes.people.models import Employee

_ENDED = {PlanState.RATED, PlanState.CLOSED}
CHANGEABLE = [state.value for state in PlanState if state not in _ENDED]


def with_year(user: User, on: date) -> QuerySet[Employee]:
    """The people whose year this user may open."""
    sees = people.reached(user, Right.SEE_RATINGS, on).values("pk")
    assesses = people.reached(user, Right.ASSESS, on).values("pk")
    found = Q(user_id=user.pk) | Q(pk__in=sees) | Q(pk__in=assesses)
    found |= Q(pk__in=topmost_heads(user, on))
    return Employee.objects.filter(found).select_related("agency").order_by("pk")


def own(user: User) -> QuerySet[Contribution]:
    """What counts, and nobody else puts beside a goal."""
    rows = Contribution.objects.filter(employee__user_id=user.pk, withdrawn_at=None)
    return rows.select_related("employee", "goal__plan").order_by("-on", "-pk")


def goals_for(contribution: Contribution) -> QuerySet[Goal]:
    """The person's own goals of that day, as long as the plan is neither rated nor put away."""
    rows = Goal.objects.filter(
        plan__employee_id=contribution.employee_id, plan__period__contains=contribution.on,
        plan__state__in=CHANGEABLE, dropped_at=None,
    )  # fmt: skip
    return rows.select_related("plan").order_by("place", "pk")


def own_goals(user: User) -> QuerySet[Goal]:
    """Of the own plans that are neither rated nor put away."""
    rows = Goal.objects.filter(
        plan__employee__user_id=user.pk, plan__state__in=CHANGEABLE, dropped_at=None
    )
    return rows.select_related("plan").order_by("place", "pk")
