"""People from outside the civil service as pages and deeds read them. Nothing here changes data."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.audit.queries import entries
from luwes.core.periods import Period
from luwes.core.secrets import fingerprint
from luwes.people.models import Employee
from luwes.staffing import access, owners, rosters
from luwes.staffing import contingent_rules as rules
from luwes.staffing.contingent_rules import State
from luwes.staffing.models import (
    CONTINGENT_RUNNING,
    CONTINGENT_STANDING,
    Contingent,
    ContingentMember,
    ContingentPresence,
    ContingentPress,
    Need,
)
from luwes.staffing.rules import EARLY

MOST_SIGNS = 20
HOUR = timedelta(hours=1)


def standing(need: Need) -> QuerySet[Contingent]:
    """Those of a need that are not called off; who is there first."""
    rows = Contingent.objects.filter(need=need, state__in=CONTINGENT_STANDING)
    return rows.select_related("need").order_by("period", "pk")


def of_need(need: Need) -> QuerySet[Contingent]:
    """All of a need, with how many names each list has."""
    rows = Contingent.objects.filter(need=need).select_related("need__area", "recorded_by")
    return rows.annotate(listed=Count("members")).order_by("period", "pk")


def running(owner_kind: str, owner_id: int) -> QuerySet[Contingent]:
    """Who is to come or serves, of an owner's needs."""
    rows = any_of_them().filter(need__owner_kind=owner_kind, need__owner_id=owner_id)
    return rows.filter(state__in=CONTINGENT_RUNNING, need__is_cancelled=False)


def any_of_them() -> QuerySet[Contingent]:
    rows = Contingent.objects.select_related("need__area", "recorded_by", "aid_line__request")
    return rows.order_by("pk")


def by_link(link: str) -> Contingent | None:
    return any_of_them().filter(link=link).first() if link else None


def link_is_open(row: Contingent, on: date) -> bool:
    """From the day before they come until the day after their last, for whoever goes home at dawn."""
    ends = row.period.end
    return (
        row.link is not None
        and row.state in CONTINGENT_RUNNING
        and row.period.start - EARLY <= on
        and (ends is None or on <= ends)
    )


def may_press(row: Contingent, now: datetime) -> bool:
    """A link is pressed a few times an hour, not without end."""
    by_link = ContingentPresence.objects.filter(
        contingent=row, method__in=["link", "qr"], at__gt=now - HOUR
    )
    return by_link.count() < rules.LINK_PRESSES_AN_HOUR


def may_send_code(row: Contingent, now: datetime) -> bool:
    """Codes of one link, and of all links of a post together."""
    sent = ContingentPress.objects.filter(contingent__need=row.need_id, at__gt=now - HOUR)
    of_post = list(sent.order_by("pk").values_list("contingent", flat=True))
    return (
        of_post.count(row.pk) < rules.LINK_CODES_AN_HOUR and len(of_post) < rules.POST_CODES_AN_HOUR
    )


# ── what counts ──────────────────────────────────────────────────────


def fitting(row: Contingent) -> int:
    """How many of its heads meet what its need asks."""
    asked = list(row.need.skills.order_by("pk").values_list("competency_id", flat=True))
    listed = 0
    if len(asked) == 1 and row.pk:  # a list shows one competency a person
        shown = row.members.filter(competency_id=asked[0]).exclude(certificate="")
        listed = shown.count()
    return rules.fitting(
        row.heads, asks_groups=row.need.groups.exists(), asks_skills=bool(asked),
        says_so=row.says_so, listed=listed,
    )  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """A contingent with what of it is counted, and why no more is."""

    row: Contingent
    heads: int
    covered: int  # days of the need ahead that they are there, of `ahead`
    ahead: int
    is_late: bool

    @property
    def is_short_of_days(self) -> bool:
        return self.covered < self.ahead


def counted(rows: Collection[Contingent], now: datetime, on: date) -> list[Counted]:
    """No query a row; the policy of hours is read once."""
    hours = rosters.policy_on(on).shift_hours if rows else 0
    return [
        Counted(
            row,
            rules.counted(State(row.state), row.fitting, row.period, row.need.period, on),
            *rules.days_covered(row.period, row.need.period, on),
            rules.is_late(row.present_since, now, hours),
        )
        for row in rows
    ]


def late(now: datetime) -> list[Contingent]:
    """Those with somebody at the post for longer than the policy allows, and nobody told of it."""
    hours = rosters.policy_on(localdate(now)).shift_hours
    rows = Contingent.objects.filter(
        state=State.HERE.value, present__gt=0, alarmed_at=None,
        present_since__lt=now - timedelta(hours=hours),
    )  # fmt: skip
    return list(rows.select_related("need__area").order_by("pk"))


def there_since(row: Contingent) -> datetime | None:
    signs = ContingentPresence.objects.filter(contingent=row).order_by("at", "pk")
    return rules.longest_stay_since(signs.values_list("at", "change"))


# ── names ────────────────────────────────────────────────────────────


def names_of(row: Contingent) -> QuerySet[ContingentMember]:
    rows = ContingentMember.objects.filter(contingent=row).select_related("competency")
    return rows.order_by("name", "pk")


def listed_elsewhere(
    marks: Collection[str], period: Period, *, but: int
) -> QuerySet[ContingentMember]:
    """Who of these numbers is on another list on these days."""
    rows = ContingentMember.objects.filter(mark__in=marks, binds=True, period__overlap=period)
    rows = rows.exclude(contingent_id=but)
    return rows.select_related("contingent__need__area").order_by("name", "pk")


def plain(number: str) -> str:
    return re.sub(r"\D", "", number)


def may_be_civil_servants(numbers: Collection[str]) -> bool:
    """Whether any is as long as a NIP or a NIK."""
    return any(len(plain(number)) in {rules.NIK, rules.NIP} for number in numbers)


def servants_told(by: User, now: datetime) -> int:
    """How many numbers this user was told within a day to be a civil servant's."""
    rows = entries().filter(
        by=by, deed="staffing.outside_civil_servants", at__gt=now - timedelta(days=1)
    )
    return sum(rows.values_list("details__people", flat=True))


def civil_servants(numbers: Collection[str]) -> set[str]:
    """Which of these, as plain figures, are a NIP or a NIK of somebody who is a civil servant here."""
    figures = {plain(number) for number in numbers}
    niks = {fingerprint(text): text for text in figures if len(text) == rules.NIK}
    nips = {text for text in figures if len(text) == rules.NIP}
    if not niks and not nips:
        return set()
    rows = Employee.objects.filter(Q(nip__in=nips) | Q(nik_hash__in=niks), is_current=True)
    known = set()
    for nip, mark in rows.order_by("pk").values_list("nip", "nik_hash"):
        known |= {nip} & nips
        known |= {niks[mark]} if mark in niks else set()
    return known


# ── for the search box, the first page and the posts ─────────────────────────────────


@dataclass(frozen=True)
class Awaited:
    """Who from outside was to be at a need today and is not."""

    need: Need
    names: tuple[str, ...]
    heads: int


def named(user: User, text: str) -> QuerySet[Contingent]:
    """Whose body's name holds these words, of running owners and posts that the user sees."""
    seen = [(owner.kind, owner.id) for owner in owners.seen(user)]
    rows = any_of_them().filter(_in_reach(user, seen), need__is_cancelled=False)
    for word in text.split():
        rows = rows.filter(name__icontains=word)
    return rows.order_by("-recorded_at", "pk")


def _in_reach(user: User, found: Collection[tuple[str, int]]) -> Q:
    """Of needs of these owners (kind, id), or of posts that the user looks after."""
    mine = Q(need__in=access.posts(user).order_by()) if access.has_posts(user) else Q(pk__in=[])
    for kind, pk in found:
        mine |= Q(need__owner_kind=kind, need__owner_id=pk)
    return mine


def awaited(user: User, led: Collection[tuple[str, int]], on: date) -> list[Awaited]:
    """By need: of the owners that the user leads (kind, id), and the posts the user looks after."""
    rows = Contingent.objects.filter(
        _in_reach(user, led), state=State.EXPECTED.value,
        period__contains=on, need__is_cancelled=False,
    )  # fmt: skip
    found: dict[int, list[Contingent]] = {}
    for row in rows.select_related("need__area").order_by("need_id", "pk"):
        found.setdefault(row.need_id, []).append(row)
    return [
        Awaited(same[0].need, tuple(str(row) for row in same), sum(row.heads for row in same))
        for same in found.values()
    ]


def signs_of(row: Contingent) -> QuerySet[ContingentPresence]:
    """The latest comings and goings."""
    rows = ContingentPresence.objects.filter(contingent=row).select_related("by", "member")
    return rows.order_by("-at", "-pk")[:MOST_SIGNS]
