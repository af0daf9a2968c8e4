"""Reports from the field, as those who lead read them. Reads only."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from luwes.accounts.models import User
from luwes.staffing import access, belated
from luwes.staffing.models import FieldPhoto, FieldReport, Need

URGENT = [belated.Report.MORE.value, belated.Report.HURT.value]


def of_owner(owner_kind: str, owner_id: int) -> QuerySet[FieldReport]:
    """The latest first, with photos and who wrote them."""
    rows = FieldReport.objects.filter(need__owner_kind=owner_kind, need__owner_id=owner_id)
    return _whole(rows)


def of_post(need: Need) -> QuerySet[FieldReport]:
    return _whole(FieldReport.objects.filter(need=need))


def _whole(rows: QuerySet[FieldReport]) -> QuerySet[FieldReport]:
    rows = rows.select_related("need__area", "by", "seen_by").prefetch_related("photos")
    return rows.order_by("-at", "-pk")


def may_read_words(user: User, report: FieldReport) -> bool:
    """What tells of health is for the writer, the post's officer, and whoever plans."""
    return (
        not report.own_words
        or report.by_id == user.pk
        or access.can_plan(user, report.need)
        or access.can_check_in_at(user, report.need)
    )


def may_see_photo(user: User, photo: FieldPhoto) -> bool:
    report = photo.report
    if report.own_words:
        return may_read_words(user, report)
    return (
        report.by_id == user.pk
        or access.can_view(user, report.need)
        or access.can_check_in_at(user, report.need)
    )


def unread(
    led: Collection[tuple[str, int]],
) -> Iterator[tuple[tuple[str, int], int, datetime]]:
    """Of these owners: how many urgent reports nobody has read, and when the oldest came."""
    if not led:
        return
    own = Q()
    for kind, owner_id in led:
        own |= Q(need__owner_kind=kind, need__owner_id=owner_id)
    rows = FieldReport.objects.filter(own, kind__in=URGENT, seen_at=None)
    counted = rows.values("need__owner_kind", "need__owner_id").annotate(
        n=Count("pk"), oldest=Min("at")
    )
    for row in counted.order_by("oldest"):
        yield (row["need__owner_kind"], row["need__owner_id"]), row["n"], row["oldest"]
