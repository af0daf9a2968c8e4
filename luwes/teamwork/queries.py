"""Reads of teams, opportunities and those who stand for a place; the same cost however many."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from luwes.accounts.models import User
from luwes.appointments import queries as appointments
from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency
from luwes.people import access as people_access
from luwes.people import searching
from luwes.people.homes import Post
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.places.rules import Level
from luwes.staffing import queries as staffing
from luwes.staffing.models import FILLING, Assignment, Need, Plan
from luwes.teamwork import access, fitting, rules
from luwes.teamwork.models import LIVE, Application, Opportunity, TaskTeam, TeamSeat
from luwes.teamwork.rules import ApplicationState as State
from luwes.teamwork.rules import Fit

MOST_FOUND = 10
NIP_DIGITS = 18


def unit_label(owned: TaskTeam | Opportunity, on: date) -> str:
    """The owner's name on a day."""
    return organisation.unit_names([owned.unit_id], on).get(owned.unit_id, owned.agency.name)


def kind_of(owned: TaskTeam | Opportunity) -> str:
    return rules.TEAM if isinstance(owned, TaskTeam) else rules.OPPORTUNITY


def areas_of(agency: Agency) -> list[tuple[str, list[Area]]]:
    """Where people of a government may work, by regency; its districts."""
    code = agency.area.code if agency.area else ""
    rows = Area.objects.filter(
        Q(code=code) | Q(code__startswith=f"{code}." if code else ""),
        level__in=[Level.REGENCY.value, Level.DISTRICT.value],
    )
    found: dict[str, list[Area]] = {}
    names: dict[str, str] = {}
    for area in rows.order_by("code"):
        if area.level == Level.REGENCY.value:
            names[area.code] = area.name
        found.setdefault(area.code[:5], []).append(area)
    return [(names.get(key, key), areas) for key, areas in found.items()]


# ── lists ────────────────────────────────────────────────────────────


def with_heads(rows: QuerySet[TaskTeam]) -> QuerySet[TaskTeam]:
    """Teams with the heads they ask and those who serve; running ones first, then the newest."""
    needs = Need.objects.filter(team_seat__team=OuterRef("pk"), is_cancelled=False).order_by()
    serving = Assignment.objects.filter(FILLING, need__team_seat__team=OuterRef("pk")).order_by()
    asked = needs.values("team_seat__team").annotate(n=Sum("desired")).values("n")
    filled = serving.values("need__team_seat__team").annotate(n=Count("pk")).values("n")
    counted = rows.annotate(
        heads=Coalesce(Subquery(asked), 0), serving=Coalesce(Subquery(filled), 0)
    )
    return counted.order_by("closed_at", "-made_at", "-pk")


def open_opportunities(rows: QuerySet[Opportunity], on: date) -> QuerySet[Opportunity]:
    """To which one may still apply; the nearest deadline first."""
    found = rows.filter(state=rules.OpportunityState.OPEN.value, apply_until__gte=on)
    return found.select_related("need", "unit", "agency", "area").order_by("apply_until", "pk")


def own_states(user: User, need_ids: Collection[int]) -> dict[int, Application]:
    """What one has put in for which need; the newest."""
    rows = access.own_applications(user).filter(need_id__in=need_ids).order_by("pk")
    return {row.need_id: row for row in rows}


def fits_of_person(
    employee: Employee, opportunities: Sequence[Opportunity], on: date
) -> dict[int, Fit]:
    """How one person fits several opportunities, by opportunity; a few are shown at once."""
    home = fitting.homes_of([employee.pk], on)
    if not home:
        return {}
    needs = staffing.needs_with_terms().filter(opportunity__in=opportunities)
    by_pk = {need.pk: need for need in needs.select_related("area__parent")}
    found = fitting.fits_of_one(home[employee.pk], list(by_pk.values()), on)
    return {row.pk: found[row.need_id] for row in opportunities if row.need_id in found}


# ── one team ─────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Seat:
    """A place with how far it is filled, and how many stand for it in which state."""

    row: TeamSeat
    need: Need
    filled: int
    serving: list[Assignment]
    states: Counter[str]
    opportunity: Opportunity | None

    @property
    def waiting(self) -> int:
        return self.states[State.WAITING.value]

    @property
    def consented(self) -> int:
        return self.states[State.CONSENTED.value]

    @property
    def chosen(self) -> int:
        return max(0, self.states[State.CHOSEN.value] - self.filled)

    @property
    def free(self) -> int:
        return max(0, self.need.desired - self.filled - self.chosen)


def seats(team: TaskTeam) -> list[Seat]:
    rows = TeamSeat.objects.filter(team=team).select_related("need__opportunity")
    rows = rows.prefetch_related("need__skills__competency", "need__groups")
    found = list(rows.order_by("-is_leader", "need__role", "pk"))
    needs = [row.need_id for row in found]
    states: dict[int, Counter[str]] = {pk: Counter() for pk in needs}
    live = Application.objects.filter(need_id__in=needs, state__in=LIVE)
    for need, state in live.order_by("pk").values_list("need_id", "state"):
        states[need][state] += 1
    serving: dict[int, list[Assignment]] = {pk: [] for pk in needs}
    people = Assignment.objects.filter(FILLING, need_id__in=needs).select_related(
        "employee__agency"
    )
    for assignment in people.order_by("employee__name", "pk"):
        serving[assignment.need_id].append(assignment)
    return [
        Seat(
            row, row.need, len(serving[row.need_id]), serving[row.need_id], states[row.need_id],
            getattr(row.need, "opportunity", None),
        )
        for row in found
    ]  # fmt: skip


def plan_of(owned: TaskTeam | Opportunity) -> Plan | None:
    """The plan under way, else the last one that was issued."""
    kind = kind_of(owned)
    running = staffing.under_way(kind, owned.pk)
    if running:
        return running
    return staffing.plans_of(kind, owned.pk).filter(state="issued").order_by("-number").first()


# ── who stands for a place ───────────────────────────────────────────


@dataclass(frozen=True)
class Candidate:
    """Somebody who stands for a place; no fit for who holds no post any more."""

    row: Application
    fit: Fit | None
    post: Post | None
    order: Assignment | None


def candidates(need: Need, on: date) -> list[Candidate]:
    """Everybody who stands or stood for it, the live ones first, then the best."""
    rows = Application.objects.filter(need=need).select_related(
        "employee__agency", "consent_by", "decided_by"
    )
    found = list(rows.order_by("pk"))
    people = {row.employee_id for row in found}
    homes = fitting.homes_of(people, on)
    fits = fitting.fits(need, homes, on)
    posts = appointments.posts(people, on)
    orders = {a.employee_id: a for a in Assignment.objects.filter(need=need).order_by("pk")}
    made = [
        Candidate(
            row, fits.get(row.employee_id), posts.get(row.employee_id), orders.get(row.employee_id)
        )
        for row in found
    ]
    ranks = {State.CONSENTED.value: 0, State.WAITING.value: 1, State.CHOSEN.value: 2}
    return sorted(
        made, key=lambda c: (ranks.get(c.row.state, 3), -(c.fit.total if c.fit else 0), c.row.pk)
    )


@dataclass(frozen=True)
class Found:
    """Somebody who could be named for a place."""

    employee: Employee
    fit: Fit | None
    post: Post | None


def named(user: User, need: Need, agency_ids: Collection[int], text: str, on: date) -> list[Found]:
    """
    People of these governments by words of the name or a NIP, and how they fit; the nearest names.

    Digits that are no whole NIP find only people whose files this user opens: a NIP tells the birthday.
    """
    words = searching.read(text)
    if not words or len(text) < 3:
        return []
    rows = Employee.objects.filter(is_current=True, agency_id__in=agency_ids)
    if words.digits and len(words.digits) != NIP_DIGITS:
        rows = rows.filter(pk__in=people_access.visible(user, on).order_by().values("pk"))
    with searching.tolerant():
        keys = list(searching.nearest(rows, words, MOST_FOUND))
    people = Employee.objects.select_related("agency").in_bulk(keys)
    homes = fitting.homes_of(keys, on)
    fits, posts = fitting.fits(need, homes, on), appointments.posts(keys, on)
    return [Found(people[pk], fits.get(pk), posts.get(pk)) for pk in keys]
