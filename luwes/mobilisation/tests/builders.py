"""A flood with figures, needs and people, straight into the tables."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.tests.builders import a_group, a_unit, a_user, an_agency
from luwes.people.tests.builders import an_employee
from luwes.places.models import Area
from luwes.staffing.models import Assignment, Need, NeedTemplate, Plan, TemplateRole

BEGAN = datetime(2025, 2, 21, 12, 0, tzinfo=UTC)
NOW = datetime(2025, 2, 24, 8, 40, tzinfo=UTC)
DUTY = Period(date(2025, 2, 24), date(2025, 3, 10))


def a_place(code: str, name: str, *, level: str = "district", point: bool = True) -> Area:
    """An area with its true code, so that a city holds its districts; once."""
    where = {"lat": -5.4, "lon": 105.26} if point else {"lat": None, "lon": None}
    return Area.objects.get_or_create(
        code=code,
        defaults={
            "level": level, "name": name, "name_key": name.lower().replace(" ", ""), **where,
            "parent": Area.objects.filter(code=code.rpartition(".")[0]).first(),
        },
    )[0]  # fmt: skip


def a_city() -> Area:
    return a_place("18.71", "Kota Bandar Lampung", level="regency")


def an_incident(
    *, agency: Agency | None = None, areas: list[Area] | None = None, **values: Any
) -> Incident:
    agency = agency or an_agency()
    defaults = {
        "hazard": "flood", "name": "Banjir Bandar Lampung", "area": a_city(), "started_at": BEGAN,
        "declared_at": BEGAN + timedelta(hours=3), "declared_by": a_user(),
    }  # fmt: skip
    incident = Incident.objects.create(agency=agency, **(defaults | values))
    incident.agencies.add(agency)
    incident.areas.set(areas or [])
    return incident


def a_status(incident: Incident, *, decree: str = "300/1/2025", **values: Any) -> EmergencyStatus:
    defaults = {"status": "response", "authority": "Gubernur Lampung", "period": DUTY}
    return EmergencyStatus.objects.create(incident=incident, decree=decree, **(defaults | values))


def a_figure(
    incident: Incident, area: Area, kind: str, value: int, *, source: str = "BPBD", **values: Any
) -> AreaFigure:
    defaults = {"reported_at": BEGAN, "entered_at": BEGAN, "entered_by": incident.declared_by}
    return AreaFigure.objects.create(
        incident=incident, area=area, kind=kind, value=value, source=source, **(defaults | values)
    )


def a_template(code: str = "banjir", *, version: int = 1) -> NeedTemplate:
    """Shelter by the displaced, rapid assessment by the district."""
    template = NeedTemplate.objects.create(code=code, version=version, name="Banjir")
    shelter = TemplateRole.objects.create(
        template=template, role="Pengungsian", basis="displaced", per=50, times=1, shifts=3,
        minimum_percent=80, tier=2, source="asumsi: 1 petugas per 50 pengungsi per shift",
        is_assumption=True,
    )  # fmt: skip
    survey = TemplateRole.objects.create(
        template=template, position=1, role="Kaji cepat", basis="area", per=1, times=3, tier=1,
        source="Perka BNPB 7/2008",
    )  # fmt: skip
    for role in (shelter, survey):
        role.groups.set([a_group()])
    return template


def a_need(
    incident: Incident, area: Area, *, role: str = "Perawat", desired: int = 4, **values: Any
) -> Need:
    defaults = {"period": DUTY, "minimum": 1, "tier": 1, "post": "Posko"}
    need = Need.objects.create(
        owner_kind="incident", owner_id=incident.pk, role=role, area=area, desired=desired,
        **(defaults | values),
    )  # fmt: skip
    need.groups.set([a_group()])
    return need


def a_plan(incident: Incident, *, number: int = 1, state: str = "issued", **values: Any) -> Plan:
    defaults = {"made_at": BEGAN, "made_by": incident.declared_by, "agency": incident.agency}
    return Plan.objects.create(
        owner_kind="incident", owner_id=incident.pk, number=number, state=state,
        **(defaults | values),
    )  # fmt: skip


def an_assignment(
    need: Need, plan: Plan, *, state: str = "accepted", unit: OrgUnit | None = None, **values: Any
) -> Assignment:
    unit = unit or a_unit(agency=plan.agency)
    defaults = {"period": need.period, "load": 100, "ordered_at": BEGAN}
    return Assignment.objects.create(
        employee=an_employee(agency=unit.agency), need=need, plan=plan, home_unit=unit, state=state,
        **(defaults | values),
    )  # fmt: skip


def a_coordinator(agency: Agency | None = None) -> User:
    if agency is None:
        return a_user(Role.COORDINATOR, name="Andri Saputra")
    return a_user(Role.COORDINATOR, scope_kind="agency", scope_id=agency.pk)
