"""Requests for help: who could be asked, what is short, who came of it. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.core.states import values
from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency
from luwes.organisation.rules import AgencyKind, Figures
from luwes.places.rules import km
from luwes.staffing import access, aid_rules, owners, promising, queries, rules
from luwes.staffing.aid_rules import AidState, Rung, Step
from luwes.staffing.models import (
    AID_OPEN,
    NATION,
    AidLine,
    AidRequest,
    Assignment,
    Need,
    Plan,
    PlanLine,
)
from luwes.staffing.owners import Named, Owner

KIND = promising.KIND
MOST_OPEN = 100  # on a first page
TRIED = ["submitted", "approved", "issued"]


# ── a request as the owner of plans ──────────────────────────────────


def _request(request_id: int) -> AidRequest:
    rows = AidRequest.objects.select_related("agency", "asked", "letter")
    return rows.get(pk=request_id)


def page_of(request_id: int) -> str:
    return reverse("staffing:aid_request", args=[request_id])


def _name(request: AidRequest, owner_name: str) -> str:
    return _("Bantuan %(number)d untuk %(owner)s") % {"number": request.number, "owner": owner_name}


def as_owner(request_id: int) -> Owner:
    """For the planner: the needs of who asked, by the people of who was asked alone."""
    request = _request(request_id)
    base = owners.owner_of(request.owner_kind, request.owner_id)
    asked_id = request.asked_id or 0
    return Owner(
        kind=KIND, id=request.pk, name=_name(request, base.name), agency_id=asked_id,
        agency_ids=(asked_id,), basis=(*base.basis, *_by_letter(request)), task=base.task,
        has_status=base.has_status, url=page_of(request.pk), lapses_on=base.lapses_on,
        is_closed=base.is_closed or request.state != AidState.ACCEPTED.value,
    )  # fmt: skip


def _by_letter(request: AidRequest) -> tuple[str, ...]:
    if request.letter is None:
        return ()
    letter = request.letter
    return (f"Surat permintaan bantuan {request.agency} Nomor {letter.number};",)


def agency_ids(request_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    rows = AidRequest.objects.filter(pk__in=request_ids).order_by("pk")
    return {pk: (asked,) for pk, asked in rows.values_list("pk", "asked_id") if asked}


def label(request_id: int) -> tuple[str, str]:
    found = named([request_id]).get(request_id)
    return (found.name, found.url) if found else ("", "")


def may_view(user: User, request_id: int) -> bool:
    """The plans that serve a request are the asked government's own matter."""
    request = AidRequest.objects.filter(pk=request_id).first()
    return request is not None and access.is_of_asked(user, request)


def may_plan(user: User, request_id: int) -> bool:
    request = AidRequest.objects.filter(pk=request_id).first()
    return request is not None and access.can_plan_aid(user, request)


def named(request_ids: Collection[int]) -> dict[int, Named]:
    rows = list(AidRequest.objects.filter(pk__in=request_ids).order_by("pk"))
    whose = owners.named({(row.owner_kind, row.owner_id) for row in rows})
    return {
        row.pk: Named(KIND, row.pk, _name(row, whose[row.owner_kind, row.owner_id].name), page_of(row.pk))
        for row in rows
    }  # fmt: skip


def led(user: User) -> list[Named]:
    """Granted requests for which this user plans, the newest first."""
    rows = [row for row in open_to(user) if row.state == AidState.ACCEPTED.value]
    planned = [row.pk for row in rows if access.can_plan_aid(user, row)]
    found = named(planned) if planned else {}
    return [found[pk] for pk in planned]


def open_to(user: User) -> list[AidRequest]:
    """Requests in force that this user sees, the newest first; remembered for the request."""
    if not access.has_aid(user):
        return []
    if "_aid" not in user.__dict__:
        rows = access.aid(user).filter(state__in=AID_OPEN)
        user.__dict__["_aid"] = list(rows[:MOST_OPEN])
    requests: list[AidRequest] = user.__dict__["_aid"]
    return requests


# ── what is short ────────────────────────────────────────────────────


@dataclass(frozen=True)
class Short:
    """
    A need that the own people do not fill. `pending`: asked elsewhere and not answered yet; they
    count as short, for two governments may be asked at once.
    """

    need: Need
    filled: int
    planned: int
    promised: int
    pending: int

    @property
    def short(self) -> int:
        return max(0, self.need.desired - self.filled - self.planned - self.promised)

    @property
    def proposed(self) -> int:
        return max(0, self.short - self.pending)


def shorts(owner_kind: str, owner_id: int, on: date, *, without: int | None = None) -> list[Short]:
    """Needs ahead that lack people after what is ordered, planned and promised; by tier."""
    needs = queries.ahead(queries.needs_of(owner_kind, owner_id), on)
    ids = [need.pk for need in needs]
    filled, promised = queries.filled(ids, on), promising.promised(needs, on, without=without)
    planned, pending = _planned(ids), _pending(ids, without)
    rows = [
        Short(need, filled[need.pk], planned[need.pk], promised[need.pk], pending[need.pk])
        for need in needs
    ]
    return [row for row in rows if row.short]


def _planned(need_ids: list[int]) -> Counter[int]:
    """Heads of plans under way of the needs' own owner: those of helpers are promised already."""
    rows = PlanLine.objects.filter(
        need_id__in=need_ids, plan__state__in=rules.PLANS_UNDER_WAY, plan__what_if_of=None
    ).exclude(plan__owner_kind=KIND)
    rows = rows.exclude(objections__state="accepted")
    return Counter(dict(rows.order_by().values_list("need_id").annotate(Count("pk"))))


def _pending(need_ids: list[int], without: int | None) -> Counter[int]:
    rows = AidLine.objects.filter(need_id__in=need_ids, request__state=AidState.SENT.value)
    found: Counter[int] = Counter()
    for need, heads in rows.exclude(request_id=without).order_by("pk").values_list("need_id", "asked"):  # fmt: skip
        found[need] += heads
    return found


# ── whom to ask ──────────────────────────────────────────────────────


def ladder(owner: Owner) -> list[Rung]:
    """Every government by step and distance, the own people first and the nation last."""
    agencies = list(Agency.objects.select_related("area").order_by("name", "pk"))
    lead = next(agency for agency in agencies if agency.pk == owner.agency_id)
    rungs = [
        Rung(_step(agency, owner), agency.pk, agency.name, _distance(lead, agency))
        for agency in agencies
    ]
    return sorted([*rungs, Rung(Step.NATION, None, NATION)], key=lambda rung: rung.place)


def _step(agency: Agency, owner: Owner) -> Step:
    if agency.pk == owner.agency_id or agency.pk in owner.agency_ids:
        return Step.OWN
    is_province = agency.kind == AgencyKind.PROVINCE.value
    return Step.PROVINCE if is_province else Step.NEIGHBOUR


def _distance(one: Agency, other: Agency) -> int | None:
    a, b = one.area, other.area
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return round(km(a.lat, a.lon, b.lat, b.lon))


def own_tried(owner_kind: str, owner_id: int) -> bool:
    """Whether the own people were planned first."""
    return queries.plans_of(owner_kind, owner_id).filter(state__in=TRIED).exists()


def asked_before(owner_kind: str, owner_id: int) -> set[int]:
    """Governments asked for this owner already, whatever they said."""
    rows = AidRequest.objects.filter(owner_kind=owner_kind, owner_id=owner_id, asked__isnull=False)
    rows = rows.exclude(state=AidState.WITHDRAWN.value)
    return {pk for pk in rows.order_by("pk").values_list("asked_id", flat=True) if pk}


MOST_SHOWN = {Step.NEIGHBOUR: 20, Step.PROVINCE: 5}  # the nearest, on a page


def nearest(rungs: Iterable[Rung]) -> list[Rung]:
    """A ladder short enough for a page."""
    seen: Counter[Step] = Counter()
    found = []
    for rung in rungs:
        seen[rung.step] += 1
        if seen[rung.step] <= MOST_SHOWN.get(rung.step, seen[rung.step]):
            found.append(rung)
    return found


def waiting_at(owner_kind: str, owner_id: int) -> dict[int | None, AidRequest]:
    """Requests that wait for an answer, by the government asked."""
    rows = AidRequest.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id, state=AidState.SENT.value
    )
    return {row.asked_id: row for row in rows.order_by("pk")}


@dataclass(frozen=True)
class Free:
    """Of one staff group: so many, or fewer than `aid_rules.COARSE`, are above the minimums."""

    group: str
    people: int


def free(agency_ids: Collection[int], needs: Iterable[Need], on: date) -> dict[int, list[Free]]:
    """
    About how many of the groups asked each government could free today; by group, coarse.

    Each unit is looked at by itself: the plan that follows keeps every minimum exactly.
    """
    groups = {group.pk: group.name for need in needs for group in need.groups.all()}
    if not groups or not agency_ids:
        return {}
    by_unit: dict[int, Counter[int]] = defaultdict(Counter)
    homes: dict[int, int] = {}
    for agency, unit, group, people in _strength(agency_ids, on):
        by_unit[unit][group] += people
        homes[unit] = agency
    units = [unit for unit, counts in by_unit.items() if groups.keys() & counts.keys()]
    strength = {unit: Figures(filled=sum(by_unit[unit].values())) for unit in units}
    minimums = organisation.minimums(units, on, strength=strength)
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for unit in units:
        stated = {rule.group_id: rule.minimum for rule in minimums[unit]}
        room = max(0, strength[unit].filled - stated.get(None, 0))
        for group in groups.keys() & by_unit[unit].keys():
            own = max(0, by_unit[unit][group] - stated.get(group, 0))
            found[homes[unit]][group] += min(room, own)
    return {
        agency: [Free(groups[g], aid_rules.coarse(n)) for g, n in sorted(of.items(), key=lambda i: groups[i[0]])]
        for agency, of in found.items()
    }  # fmt: skip


def _strength(agency_ids: Collection[int], on: date) -> list[tuple[int, int, int, int]]:
    """(agency, unit, group, people) in a definitive post who could go and are not sent already."""
    out = Assignment.objects.filter(employee=OuterRef("employee"), state__in=values(rules.RUNNING))
    rows = Appointment.objects.filter(
        kind="definitive", period__contains=on, employee__agency_id__in=agency_ids,
        employee__is_current=True, employee__deployability="available",
    ).exclude(Exists(out))  # fmt: skip
    counted = rows.order_by().values_list(
        "employee__agency_id", "unit_id", "position__title__group_id"
    )
    return list(counted.annotate(Count("pk")))


# ── one request and its people ───────────────────────────────────────


def lines_of(request: AidRequest) -> QuerySet[AidLine]:
    rows = AidLine.objects.filter(request=request).select_related("need__area")
    rows = rows.prefetch_related("need__groups", "need__skills__competency")
    return rows.order_by("need__tier", "need__role", "need__area__name", "pk")


def people(request: AidRequest, on: date) -> QuerySet[Assignment]:
    """Who was sent, as both sides see them: name, post title, home unit, duty, answer, presence."""
    posts = Appointment.objects.filter(
        employee=OuterRef("employee"), kind="definitive", period__contains=on
    ).order_by("pk")
    rows = Assignment.objects.filter(plan__owner_kind=KIND, plan__owner_id=request.pk)
    rows = rows.select_related("employee", "need__area", "returned").only(
        "need__role", "need__area__name", "need__post", "period", "state", "is_present", "load",
        "employee__name", "employee__title_before", "employee__title_after", "returned__at",
    )  # fmt: skip
    return rows.annotate(
        title=Subquery(posts.values("position__title__name")[:1]),
        unit_name=queries.unit_label("home_unit_id", on),
    ).order_by("need__tier", "need__role", "employee__name", "pk")


def plans_under_way(request_ids: Collection[int]) -> set[int]:
    """Those of these requests that a plan of the asked government serves right now."""
    rows = Plan.objects.filter(
        owner_kind=KIND, owner_id__in=request_ids, state__in=rules.PLANS_UNDER_WAY, what_if_of=None
    )
    return set(rows.order_by().values_list("owner_id", flat=True))


def open_of(owner_kind: str, owner_id: int) -> QuerySet[AidRequest]:
    rows = AidRequest.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    return rows.filter(state__in=AID_OPEN).order_by("number")


def of_owner(owner_kind: str, owner_id: int) -> QuerySet[AidRequest]:
    rows = AidRequest.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    return rows.select_related("agency", "asked").order_by("-number")


def heads(request_ids: Collection[int]) -> dict[int, tuple[int, int, int]]:
    """(asked, granted, sent) of each request."""
    rows = AidLine.objects.filter(request_id__in=request_ids).order_by("pk")
    asked: Counter[int] = Counter()
    granted: Counter[int] = Counter()
    for request, one, other in rows.values_list("request_id", "asked", "granted"):
        asked[request] += one
        granted[request] += other
    out: Counter[int] = Counter()
    for (request, _need), count in promising.sent(request_ids).items():
        out[request] += count
    return {pk: (asked[pk], granted[pk], out[pk]) for pk in request_ids}


def with_returns() -> QuerySet[Assignment, Any]:
    """Ids of requests of which somebody has come back."""
    rows = Assignment.objects.filter(plan__owner_kind=KIND, returned__isnull=False)
    return rows.order_by().values("plan__owner_id")


def standing(request: AidRequest, on: date) -> dict[str, int]:
    """What `aid_rules.is_over` asks."""
    rows = Assignment.objects.filter(plan__owner_kind=KIND, plan__owner_id=request.pk)
    completed = Q(state=rules.AssignmentState.COMPLETED.value)
    counts = rows.aggregate(
        running=Count("pk", filter=Q(state__in=values(rules.RUNNING))),
        served=Count("pk", filter=completed),
        unreturned=Count("pk", filter=completed & Q(returned=None)),
    )
    needs = queries.ahead(promising.needs_of(request.pk), on)
    left = promising.left(request.pk)
    return {**counts, "promised_ahead": sum(left.get(need.pk, 0) for need in needs)}


def could_answer(request: AidRequest, on: date) -> list[User]:
    """Who leads and who decides at the asked government, by name."""
    return _holders(request, (Role.COORDINATOR, Role.APPROVER), on)


def could_be_liaison(request: AidRequest, on: date) -> list[User]:
    """Who leads, decides or keeps the staff of the asked government, by name."""
    roles = (Role.COORDINATOR, Role.APPROVER, Role.STAFFING_ANALYST)
    return _holders(request, roles, on)


def _holders(request: AidRequest, roles: Iterable[Role], on: date) -> list[User]:
    if request.asked_id is None:
        return []
    found = {
        grant.user_id: grant.user
        for role in roles
        for grant in accounts.holders(role, "agency", [str(request.asked_id)], on)
    }
    return sorted(found.values(), key=lambda user: (user.name, user.pk))
