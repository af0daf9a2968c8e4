"""Open reports of the same thing: near on the map, or alike in words in the same village."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, F, QuerySet

from luwes.core.states import values
from luwes.places.models import Area
from luwes.services.models import Case, Subject
from luwes.services.rules.nearness import ALIKE, AROUND_M, DAYS, SAME_M, Point
from luwes.services.rules.states import OPEN

SHOWN = 5
_OPEN = values(OPEN)


@dataclass(frozen=True)
class Near:
    """An open report; `metres` where both have a point. Nothing of what its citizen wrote."""

    case: Case
    metres: int | None
    followers: int

    @property
    def is_same(self) -> bool:
        return self.metres is not None and self.metres <= SAME_M


def point_of(case: Case) -> Point | None:
    return None if case.lat is None or case.lon is None else Point(case.lat, case.lon)


def is_near(case: Case, other: Case) -> bool:
    """Within sight of each other; in the same area where a point is missing."""
    here, there = point_of(case), point_of(other)
    if here is not None and there is not None:
        return here.metres(there) <= AROUND_M
    return case.area_id is not None and case.area_id == other.area_id


def near(
    subject: Subject, point: Point | None, area: Area | None, place: str, now: datetime
) -> list[Near]:
    """
    The nearest first, then those without a point that are alike in words; five at most, and three
    queries however many reports there are.
    """
    rows = Case.objects.filter(
        subject=subject, head=None, state__in=_OPEN, received_at__gte=now - timedelta(days=DAYS)
    ).select_related("area")
    found = _around(rows, point) if point is not None else []
    if area is not None and place.strip():
        without = rows.filter(lat=None) if point is not None else rows
        found = [*found, *_alike(without, area, place)][:SHOWN]
    if not found:
        return []
    counts = dict(
        Case.objects.filter(head__in=[case.pk for case, _m in found]).order_by()
        .values_list("head_id").annotate(n=Count("pk"))
    )  # fmt: skip
    return [Near(case, metres, counts.get(case.pk, 0) + 1) for case, metres in found]


def _around(rows: QuerySet[Case], point: Point) -> list[tuple[Case, int | None]]:
    south, north, west, east = point.box(AROUND_M)
    rows = rows.filter(lat__range=(south, north), lon__range=(west, east))
    up, side = F("lat") - point.lat, (F("lon") - point.lon) * cos(radians(point.lat))
    rows = rows.order_by(up * up + side * side, "pk")  # flat enough within so little
    found = [
        (case, round(point.metres(Point(case.lat, case.lon))))
        for case in rows[:SHOWN]
        if case.lat is not None and case.lon is not None
    ]
    return [(case, metres) for case, metres in found if metres <= AROUND_M]


def _alike(rows: QuerySet[Case], area: Area, place: str) -> list[tuple[Case, int | None]]:
    rows = rows.filter(area=area).annotate(alike=TrigramSimilarity("place", place))
    return [(case, None) for case in rows.filter(alike__gte=ALIKE).order_by("-alike", "pk")[:SHOWN]]
