"""One reading of an incident: a constant number of queries, whatever its size."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from luwes.accounts import queries as accounts
from luwes.accounts.rules import Role as AccountRole
from luwes.mobilisation import lifecycle, queries
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident
from luwes.mobilisation.situation import course, impact, needs, places
from luwes.places.models import Area
from luwes.staffing import queries as staffing
from luwes.staffing.models import Plan


@dataclass(frozen=True)
class Situation:
    incident: Incident
    status: EmergencyStatus | None
    day_number: int  # of the status in force
    days: int
    standing: lifecycle.Course
    impact: impact.Impact
    filling: needs.Filling
    map: places.Map
    plans: list[Plan]
    events: list[course.Event]
    open: list[course.Open]


def of(incident: Incident, now: datetime, *, with_names: bool = True) -> Situation:
    """`with_names`: who decides is a person; else only the government."""
    on = timezone.localdate(now)
    statuses = list(queries.statuses(incident))
    figures = list(queries.figures(incident))
    asked, heads = staffing.asked_with_heads(queries.OWNER_KIND, incident.pk, on)
    filling = needs.filling(asked, heads)
    plans = list(staffing.plans_of(queries.OWNER_KIND, incident.pk))
    told = impact.impact(figures)
    areas = _areas(incident, figures, {need.area_id for need in asked})
    status = in_force(statuses, on)
    return Situation(
        incident=incident, status=status, impact=told, filling=filling, plans=plans,
        day_number=(on - status.period.start).days + 1 if status else 0,
        days=(status.period.days or 0) if status else 0,
        standing=lifecycle.of(
            incident, statuses, on,
            people_out=filling.total.here + filling.total.coming + filling.total.asked,
        ),
        map=places.places(incident, areas, queries.by_area(figures), filling.at, on),
        events=course.events(incident, statuses, plans, now),
        open=_open(incident, filling, told, statuses, plans, asked, on, with_names),
    )  # fmt: skip


def _areas(incident: Incident, figures: list[AreaFigure], with_needs: set[int]) -> list[Area]:
    """Every area named at the declaration, by a figure or by a need."""
    known = {figure.area_id: figure.area for figure in figures}
    struck = Q(pk__in=incident.areas.order_by().values("pk"))
    others = Area.objects.filter(struck | Q(pk__in=with_needs - known.keys()))
    return [*known.values(), *others.exclude(pk__in=known).order_by("code")]


def in_force(statuses: list[EmergencyStatus], on: date) -> EmergencyStatus | None:
    """The newest of those that hold on a day."""
    found = [row for row in statuses if on in row.period]
    return max(found, key=lambda row: (row.period.start, row.pk), default=None)


def _open(
    incident: Incident, filling: needs.Filling, told: impact.Impact,
    statuses: list[EmergencyStatus], plans: list[Plan], asked: list[staffing.Asked], on: date,
    with_names: bool,
) -> list[course.Open]:  # fmt: skip
    approvals = list(staffing.waiting_approvals([plan.pk for plan in plans]))
    deciders: dict[int, str] = {}
    if approvals and with_names:
        ids = [str(row.agency_id) for row in approvals]
        for grant in accounts.holders(AccountRole.APPROVER, "agency", ids, on):
            deciders.setdefault(int(grant.scope_id), str(grant.user))
    newest = next((plan for plan in plans if plan.solved_at), None)
    reasons = staffing.reasons_by_role(newest) if newest and filling.short else {}
    return course.open_matters(
        incident, filling, told, statuses, plans, approvals, reasons, deciders, asked
    )
