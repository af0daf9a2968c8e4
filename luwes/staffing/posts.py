"""A post: who is expected, on the way, there, gone again. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from luwes.accounts.models import User
from luwes.notifications import queries as notifications
from luwes.notifications.queries import Delivered
from luwes.organisation import queries as organisation
from luwes.staffing import access, belated, codes, outside, rules, telling
from luwes.staffing.models import (
    CONTINGENT_RUNNING,
    FILLING,
    Assignment,
    Contingent,
    FieldEntry,
    Need,
    Presence,
    PresencePlace,
    Shift,
)

AWAITED = ["ordered", "accepted"]
SHOWN = [*AWAITED, "active", "completed"]


@dataclass(frozen=True)
class Expected:
    """Who has not arrived yet at a post."""

    need_id: int
    post: str
    role: str
    people: int


def expected(user: User, on: date) -> list[Expected]:
    """The user's posts of a day where somebody has not arrived, most people first."""
    rows = (
        Assignment.objects.filter(
            need__in=access.posts(user), state__in=AWAITED, period__contains=on
        )
        .values("need_id", "need__post", "need__role", "need__area__name")
        .annotate(people=Count("pk"))
        .order_by("-people", "need_id")
    )
    return [
        Expected(
            r["need_id"], r["need__post"] or r["need__area__name"], r["need__role"], r["people"]
        )
        for r in rows
    ]


def mine(user: User, on: date) -> QuerySet[Need]:
    """
    The user's posts that run on a day or later, or where somebody is still to be let go, with how
    many of their people stand where, and whether people from outside serve there.
    """
    counted = {
        "here": Q(assignments__state="active", assignments__is_present=True),
        "out": Q(assignments__state="active", assignments__is_present=False),
        "coming": Q(assignments__state="accepted"),
        "asked": Q(assignments__state="ordered"),
    }
    rows = access.posts(user).annotate(
        **{name: Count("assignments", filter=which) for name, which in counted.items()}
    )
    others = Contingent.objects.filter(need=OuterRef("pk"), state__in=CONTINGENT_RUNNING)
    to_come = Q(coming__gt=0) | Q(asked__gt=0)
    busy = Q(here__gt=0) | Q(out__gt=0) | Exists(others)
    rows = rows.filter(busy | to_come & Q(period__endswith__gt=on))
    return rows.order_by("tier", "post", "pk")


@dataclass(frozen=True)
class Headcount:
    need: int
    here: int
    out: int  # arrived before, not at the post now
    coming: int
    asked: int
    done: int  # not those whose place is open again
    outside: int = 0  # people from outside the civil service who are counted, of whom
    outside_here: int = 0  # are at the post now

    @property
    def present(self) -> int:
        return self.here + self.outside_here

    @property
    def filled(self) -> int:
        return self.here + self.out + self.coming + self.asked + self.outside

    @property
    def short(self) -> int:
        return max(0, self.need - self.filled)


def headcount(need: Need, on: date) -> Headcount:
    """Two queries."""
    other = outside.of_needs([need.pk], on).get(need.pk, outside.Outside())
    found = Assignment.objects.filter(need=need).aggregate(
        here=Count("pk", filter=Q(state="active", is_present=True)),
        out=Count("pk", filter=Q(state="active", is_present=False)),
        coming=Count("pk", filter=Q(state="accepted")),
        asked=Count("pk", filter=Q(state="ordered")),
        done=Count("pk", filter=Q(state="completed") & FILLING),
    )
    return Headcount(need=need.desired, **found, outside=other.heads, outside_here=other.present)


def roll(need: Need, *, name: str = "") -> QuerySet[Assignment]:
    """Everybody of a post: who is awaited, who is there, who is out, who is done; by name."""
    rows = Assignment.objects.filter(need=need, state__in=SHOWN).select_related("employee")
    for word in name.split():
        rows = rows.filter(employee__name__icontains=word)
    place = Case(
        When(state__in=AWAITED, then=Value(0)),
        When(state="active", is_present=True, then=Value(1)),
        When(state="active", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return rows.annotate(place=place).order_by("place", "employee__name", "pk")


def people(need: Need, ids: Collection[int]) -> list[Assignment]:
    """Those of a post that somebody chose, ready to be written down."""
    rows = roll(need).filter(pk__in=ids)
    return list(rows.select_related("need", "home_unit", "employee"))


@dataclass(frozen=True)
class Attendant:
    """A person of the post, as its officer sees them."""

    assignment: Assignment
    unit: str
    last: Presence | None  # check-in or -out
    told: Delivered | None
    over: int = 0  # days since the last day of a duty that nobody has ended
    late: datetime | None = None  # end of the shift from which nobody checked them out

    @property
    def since(self) -> datetime | None:
        return self.last.at if self.last else None

    @property
    def place(self) -> PresencePlace | None:
        return getattr(self.last, "place", None)

    @property
    def nearness(self) -> belated.Nearness | None:
        """Of a check-in by the phone's position; None where somebody or the post's code saw them."""
        if self.last is None or self.last.method != "position":
            return None
        place = self.place
        return (
            belated.nearness(place.distance, place.accuracy) if place else belated.Nearness.UNKNOWN
        )


def attendants(rows: Collection[Assignment], on: date) -> list[Attendant]:
    """With the last sign of each and what reached them; five queries for any number."""
    units = organisation.unit_names({row.home_unit_id for row in rows}, on)
    last = _last_signs(rows)
    late = _late([row.pk for row in rows if row.is_present])
    silent = [telling.key_of(row.employee_id) for row in rows if row.state == "ordered"]
    told = notifications.latest_by_recipient(silent, kinds=telling.ORDERS) if silent else {}
    return [
        Attendant(
            row,
            units.get(row.home_unit_id, ""),
            last.get(row.pk),
            told.get(telling.key_of(row.employee_id)),
            rules.days_over(row.period, on) if row.state == "active" else 0,
            _if_after(late.get(row.pk), last.get(row.pk)),
        )
        for row in rows
    ]


def _late(present: Collection[int]) -> dict[int, datetime]:
    """The latest shift of each whose missing check-out was told of."""
    rows = Shift.objects.filter(assignment__in=present).exclude(alarmed_at=None)
    return dict(rows.order_by("ends_at", "pk").values_list("assignment_id", "ends_at"))


def _if_after(end: datetime | None, last: Presence | None) -> datetime | None:
    """The end, unless the person came in again since."""
    return end if end and last and last.at < end else None


def _last_signs(rows: Collection[Assignment]) -> dict[int, Presence]:
    signs = Presence.objects.filter(assignment__in=[row.pk for row in rows])
    newest = signs.order_by("assignment_id", "-at", "-pk").distinct("assignment_id")
    return {sign.assignment_id: sign for sign in newest.select_related("place")}


def refused_entries(need: Need) -> QuerySet[FieldEntry]:
    """What phones sent for this post and the rules refused, the latest first."""
    rows = FieldEntry.objects.filter(need=need, outcome="refused").select_related("user")
    return rows.order_by("-at", "pk")


# ── who scans the post's code ────────────────────────────────────────


def by_code(read: codes.Read) -> Need | None:
    """The post whose code was scanned, if its secret still is this one."""
    rows = Need.objects.filter(pk=read.need_id, post_code__token=read.secret)
    return rows.select_related("area").first()


def own_at(user: User, need: Need) -> Assignment | None:
    """The user's own assignment at a post, the latest."""
    rows = access.own(user).filter(need=need).exclude(state="proposed")
    return rows.select_related("need__area").order_by("-period", "-pk").first()


def running_of(user: User, on: date) -> Assignment | None:
    """Where the user is to be on a day, or next."""
    rows = access.own(user).filter(state__in=[*AWAITED, "active"], period__endswith__gt=on)
    return rows.select_related("need__area").order_by("period", "pk").first()
