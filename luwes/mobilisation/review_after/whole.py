"""One reading of how an incident went: a constant number of queries, whatever its size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from luwes.mobilisation import lessons, queries
from luwes.mobilisation.models import Incident, Lesson
from luwes.mobilisation.review_after import growth, hourly, speeds, stays
from luwes.mobilisation.sitrep import people
from luwes.organisation.models import Agency
from luwes.staffing import outside
from luwes.staffing import queries as staffing
from luwes.staffing.models import DutyOverride, Need, PlanUnit, ShiftAbsence, ShiftSwap


@dataclass(frozen=True)
class Review:
    incident: Incident
    until: datetime  # when it was closed, or this moment
    hourly: hourly.Hourly
    asked: dict[tuple[int, str], int]  # heads by tier and role
    spans: Sequence[speeds.Span]
    responses: Sequence[speeds.Response]
    agencies: dict[int, str]
    units: dict[int, str]
    under: Sequence[people.Unit]
    load: stays.Load
    outside: Sequence[dict[str, Any]]  # by kind of body
    rota: dict[str, int]
    field: dict[str, int]
    growth: growth.Growth
    lessons: Sequence[Lesson]


def of(incident: Incident, now: datetime) -> Review:
    until = min(incident.closed_at or now, now)
    on = localdate(until)
    plans = list(staffing.plans_of(queries.OWNER_KIND, incident.pk))
    responses = speeds.responses(incident.pk, until)
    unit_ids = [row.unit_id for row in responses if row.unit_id]
    since = min([incident.declared_at, *(p.submitted_at for p in plans if p.submitted_at)])
    return Review(
        incident=incident, until=until, hourly=hourly.of(incident.pk, since, until),
        asked=_asked(incident.pk), spans=speeds.spans(incident, plans, until), responses=responses,
        agencies=dict(
            Agency.objects.filter(pk__in={row.agency_id for row in responses}).order_by("pk").values_list("pk", "name")
        ),
        units=staffing.unit_labels(unit_ids, on), under=_under(incident.pk, on),
        load=stays.load(incident.pk, until),
        outside=outside.by_body(queries.OWNER_KIND, incident.pk, on), rota=_rota(incident.pk),
        field=people.field_reports(incident.pk, incident.declared_at),
        growth=growth.growth(list(queries.figures(incident)), until),
        lessons=list(lessons.of(incident, localdate(now))),
    )  # fmt: skip


def _asked(incident_id: int) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    rows = Need.objects.filter(
        owner_kind=queries.OWNER_KIND, owner_id=incident_id, is_cancelled=False
    )
    for tier, role, desired in rows.order_by("pk").values_list("tier", "role", "desired"):
        found[tier, role] = found.get((tier, role), 0) + desired
    return found


def _under(incident_id: int, on: date) -> list[people.Unit]:
    """Units that an issued plan, also one with other incidents, left below their minimum, at the worst."""
    issued = staffing.plans_of(queries.OWNER_KIND, incident_id).filter(state="issued")
    rows = PlanUnit.objects.filter(
        plan__in=issued.order_by().values("pk"),
        present__lt=F("minimum") + F("taken"), taken__gt=0,
    ).annotate(room=F("present") - F("taken") - F("minimum"))  # fmt: skip
    worst = list(
        rows.order_by("unit_id", "group_id", "room", "pk")
        .distinct("unit_id", "group_id")
        .values_list("unit_id", "group__name", "present", "taken", "minimum")[:100]
    )
    names = staffing.unit_labels([row[0] for row in worst], on) if worst else {}
    found = [
        people.Unit(names.get(unit, ""), group or "", *numbers) for unit, group, *numbers in worst
    ]
    return sorted(found, key=lambda unit: (unit.left - unit.minimum, unit.name))


def _rota(incident_id: int) -> dict[str, int]:
    """Swaps asked for and made, absences and those somebody stood in for, orders beyond the policy."""

    def owner(path: str) -> dict[str, object]:
        return {f"{path}__need__owner_kind": queries.OWNER_KIND, f"{path}__need__owner_id": incident_id}  # fmt: skip

    swaps = ShiftSwap.objects.filter(**owner("asker"))
    absences = ShiftAbsence.objects.filter(**owner("shift__assignment"))
    return {
        **swaps.aggregate(swaps=Count("pk"), swapped=Count("pk", filter=Q(state="consented"))),
        **absences.aggregate(absences=Count("pk"), stood_in=Count("substitute")),
        "overrides": DutyOverride.objects.filter(**owner("assignment")).count(),
    }
