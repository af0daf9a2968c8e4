"""The workload of a unit and all below it over the years: sums by year, and the tasks that changed most."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Abs, Coalesce

from luwes.organisation.models import WorkloadAnalysis, WorkloadTask
from luwes.organisation.models.workload import IN_FORCE

BACK = 4  # years before the one shown
MOST_TASKS = 10


@dataclass(frozen=True)
class Year:
    """What the analyses of a year say together; `posts`: how many there are."""

    year: int
    posts: int
    in_force: int
    load: Decimal
    raw_need: Decimal
    headcount: int
    rounded: int  # posts whose whole number is set

    @property
    def hours(self) -> int:
        return round(self.load / 60)


@dataclass(frozen=True)
class Shift:
    """A task in all posts together, in hours of the year before and of this year."""

    task: str
    was: int
    now: int

    @property
    def change(self) -> int:
        return self.now - self.was


def by_year(unit_ids: Collection[int], year: int) -> list[Year]:
    """The newest first; years without an analysis are left out."""
    rows = WorkloadAnalysis.objects.filter(
        position__unit_id__in=unit_ids, year__range=(year - BACK, year)
    )
    sums = rows.order_by("-year").values_list("year").annotate(
        posts=Count("pk"), force=Count("pk", filter=Q(state=IN_FORCE)), work=Sum("load"),
        raw=Sum("raw_need"), heads=Sum("headcount", default=0), whole=Count("headcount"),
    )  # fmt: skip
    return [Year(*row) for row in sums]


def shifts(unit_ids: Collection[int], year: int) -> list[Shift]:
    """
    The tasks whose hours changed most since the year before; of posts that were analysed in both.

    A post that is new or not analysed yet would make every one of its tasks a change.
    """
    both = WorkloadAnalysis.objects.filter(position__unit_id__in=unit_ids)
    later = both.filter(year=year).values("position")
    earlier = both.filter(year=year - 1).values("position")
    minutes = F("volume") * F("norm_minutes")
    rows = WorkloadTask.objects.filter(
        Q(analysis__position__in=later) & Q(analysis__position__in=earlier),
        analysis__year__in=(year - 1, year),
    )
    found = (
        rows.values("key")
        .annotate(
            name=Max("task"),
            was=Coalesce(Sum(minutes, filter=Q(analysis__year=year - 1)), Decimal(0)),
            now=Coalesce(Sum(minutes, filter=Q(analysis__year=year)), Decimal(0)),
        )
        .annotate(change=Abs(F("now") - F("was")))
        .filter(change__gte=60)
        .order_by("-change", "key")
    )
    told = found.values_list("name", "was", "now")[:MOST_TASKS]
    return [Shift(name, round(was / 60), round(now / 60)) for name, was, now in told]
