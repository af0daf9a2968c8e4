"""Reads of awards: lists, what one person has to do, results."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from luwes.accounts.models import User
from luwes.motivation.access import recognition as access
from luwes.motivation.models import Award, AwardScore, AwardWinner, JudgeInterest, Nomination
from luwes.motivation.queries.judging import Table
from luwes.motivation.rules.awards import AwardState, Bar, NominationState
from luwes.notifications.models import Message
from luwes.organisation.models import UnitShape

MOST, MOST_WAITING = 60, 10


def names_of(awards: list[Award], on: date) -> dict[int, str]:
    """For whom each is: the unit's name, or the government's; one query."""
    units = {award.unit_id for award in awards if award.unit_id}
    shapes = UnitShape.objects.filter(unit_id__in=units, period__contains=on).order_by()
    names = dict(shapes.values_list("unit_id", "name")) if units else {}
    return {a.pk: names.get(a.unit_id or 0, "") or a.agency.name for a in awards}


def winners_of(awards: list[Award]) -> dict[int, list[AwardWinner]]:
    rows = AwardWinner.objects.filter(award__in=awards).select_related("nomination__nominee", "letter")  # fmt: skip
    found: dict[int, list[AwardWinner]] = {award.pk: [] for award in awards}
    for row in rows.order_by("pk")[: MOST * 20]:
        found[row.award_id].append(row)
    return found


def asked_of(user: User) -> QuerySet[Nomination]:
    """Nominations that wait for one's own answer."""
    rows = access.own_nominations(user).filter(state=NominationState.ASKED.value)
    return rows.filter(award__state=AwardState.OPEN.value)


@dataclass(frozen=True)
class ToJudge:
    """A nominee as one judge sees them."""

    nomination: Nomination
    bar: Bar | None
    is_scored: bool


def to_judge(table: Table, user: User) -> list[ToJudge]:
    return [
        ToJudge(
            row, table.bar(user.pk, row.pk),
            set(table.scores.get(row.pk, {}).get(user.pk, {})) >= set(table.weights),
        )
        for row in table.nominations
    ]  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """A nominee in the ranking, with what each judge gave and why."""

    nomination: Nomination
    points: str
    place: int
    is_tied: bool
    is_far_apart: bool
    sums: list[tuple[str, str]]
    scores: list[AwardScore]


def placed(table: Table) -> list[Placed]:
    """The ranking; one query for the reasons."""
    if not table.ranked:
        return []
    reasons: dict[int, list[AwardScore]] = {row.pk: [] for row in table.nominations}
    rows = AwardScore.objects.filter(nomination__in=list(reasons)).select_related("criterion", "judge")  # fmt: skip
    for row in rows.order_by("criterion__place", "judge__name", "pk"):
        if row.judge_id in table.free[row.nomination_id]:
            reasons[row.nomination_id].append(row)
    by_key = {row.pk: row for row in table.nominations}
    places = [row.place for row in table.ranked]
    users = table.users
    return [
        Placed(
            by_key[row.key], _points(row.points), row.place, places.count(row.place) > 1,
            row.is_far_apart, [(str(users[judge]), _points(own)) for judge, own in row.by],
            reasons[row.key],
        )
        for row in table.ranked
    ]  # fmt: skip


def _points(value: object) -> str:
    return f"{value:.2f}".replace(".", ",")


def interests(award: Award) -> QuerySet[JudgeInterest]:
    rows = JudgeInterest.objects.filter(nomination__award=award)
    return rows.select_related("user", "nomination__nominee").order_by("pk")


# ── what was told, and what waits ────────────────────────────────────


def told(users: Collection[User], kind: str, link: str, subject: str) -> set[int]:
    """Which of these accounts have this message already."""
    rows = Message.objects.filter(user__in=users, kind=kind, link=link, subject=subject).order_by()
    return {pk for pk in rows.values_list("user_id", flat=True) if pk}


def last_told(user: User, kind: str, link: str) -> Message | None:
    rows = Message.objects.filter(user=user, kind=kind, link=link)
    return rows.order_by("-created_at", "-pk").first()


@dataclass(frozen=True)
class Waiting:
    """An award that goes on only once this user acts."""

    award: Award
    decides: bool  # else: begins the judging


def waiting(user: User, on: date) -> list[Waiting]:
    """
    Nominations that are over, for who manages them; rankings that are complete, for who decides and
    was told so. Three queries at most.
    """
    over = access.managed_awards(user, on).filter(
        state=AwardState.OPEN.value, nominations__endswith__lte=on
    )
    found = [Waiting(row, decides=False) for row in over[:MOST_WAITING]]
    judged = access.signed_awards(user, on).filter(state=AwardState.JUDGING.value)
    rows = {reverse("motivation:decide_award", args=[row.pk]): row for row in judged[:MOST_WAITING]}
    if rows:
        ready = Message.objects.filter(user=user, link__in=rows).order_by()
        links = sorted(set(ready.values_list("link", flat=True)))
        found += [Waiting(rows[link], decides=True) for link in links]
    return found
