"""Half a year of goals, thanks, awards and care under the first head, by the actions that pages use."""

from datetime import date, datetime

from django.db.models import Q

from luwes.accounts import actions as accounts
from luwes.appointments.queries import definitive
from luwes.core import clock
from luwes.demo import assessing, caring, lives, loading, rewarding
from luwes.demo.season import Season, season_of
from luwes.motivation.models import Award, Evaluation, LoadSignal, PerformancePlan, Thanks
from luwes.motivation.papers import awards, goals
from luwes.motivation.queries import plans
from luwes.motivation.rules.goals import PlanState
from luwes.people.models import Employee

OURS = Q(about_kind__in=[goals.ABOUT, awards.ABOUT])


def load(world: loading.World, now: datetime, on: date) -> dict[str, int]:
    """
    All of it side by side, letters signed on their day; the clock follows and is set back at the end.
    Where the first head is missing or alone, nothing happens.
    """
    before = clock.now()
    season = season_of(world, now, on)
    if season is not None:
        _can_sign_in(season)
        living = [*assessing.lives(season), *rewarding.lives(season), *caring.lives(season)]
        lives.play(living, season.began, now, lambda: lives.sign(OURS))
    clock.set_to(before)
    return _figures(season)


def _can_sign_in(season: Season) -> None:
    """Whoever has the most on the own page."""
    user = season.account(season.staff[0], season.began)
    accounts.set_password(user=user, password=loading.PASSWORD, by=season.world.admin)


def proposed(world: loading.World, person: Employee, now: datetime, on: date) -> None:
    """The goals of the year of one more, waiting for the head; nothing where nobody is above."""
    season = season_of(world, now, on)
    if season is not None and definitive(on).filter(employee=person).exists():
        plan = assessing.begun(season, person, now)
        if plan.state == PlanState.DRAFT.value and plans.has_assessor(plan, on):
            assessing.written(season, person, plan, now)
            assessing.proposed(season, person, plan, now)


def _figures(season: Season | None) -> dict[str, int]:
    return {
        "plans": PerformancePlan.objects.count(), "ratings": Evaluation.objects.count(),
        "thanks": Thanks.objects.count(), "awards": Award.objects.count(),
        "signals": LoadSignal.objects.count(), "answers": season.answers if season else 0,
    }  # fmt: skip
