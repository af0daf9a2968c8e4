"""Half a year of goals, thanks, awards and care under the first head, by the actions that pages use."""

from datetime import date, datetime

from django.db.models import Q

from luwes.core import clock
from luwes.demo import assessing, caring, lives, loading, rewarding
from luwes.demo.season import Season, season_of
from luwes.motivation.models import Award, Evaluation, LoadSignal, PerformancePlan, Thanks
from luwes.motivation.papers import awards, goals

OURS = Q(about_kind__in=[goals.ABOUT, awards.ABOUT])


def load(world: loading.World, now: datetime, on: date) -> dict[str, int]:
    """
    All of it side by side, letters signed on their day; the clock follows and is set back at the end.
    Where the first head is missing or alone, nothing happens.
    """
    before = clock.now()
    season = season_of(world, now, on)
    if season is not None:
        living = [*assessing.lives(season), *rewarding.lives(season), *caring.lives(season)]
        lives.play(living, season.began, now, lambda: lives.sign(OURS))
    clock.set_to(before)
    return _figures(season)


def _figures(season: Season | None) -> dict[str, int]:
    return {
        "plans": PerformancePlan.objects.count(), "ratings": Evaluation.objects.count(),
        "thanks": Thanks.objects.count(), "awards": Award.objects.count(),
        "signals": LoadSignal.objects.count(), "answers": season.answers if season else 0,
    }  # fmt: skip
