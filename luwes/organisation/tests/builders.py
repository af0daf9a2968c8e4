"""Small organisations for tests, straight into the tables."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.periods import Period
from luwes.organisation.models import (
    Agency,
    Competency,
    Establishment,
    JobTitle,
    MinimumPresence,
    MinimumProposal,
    OrgUnit,
    Position,
    StaffGroup,
    UnitShape,
    WorkloadAnalysis,
    WorkloadTask,
)
from luwes.organisation.rules import MANAGERIAL, PositionKind, UnitKind
from luwes.places.models import Area

SINCE = Period(date(2000, 1, 1))
_next = count(1)


def an_area(
    name: str = "Rajabasa",
    *,
    level: str = "district",
    parent: Area | None = None,
    lat: float | None = -5.37,
    lon: float | None = 105.24,
) -> Area:
    return Area.objects.create(
        code=f"18.71.{next(_next):06}", level=level, name=name, lat=lat, lon=lon, parent=parent,
        name_key=name.lower().replace(" ", ""),
    )  # fmt: skip


def a_user(
    role: Role | None = None,
    *,
    scope_kind: str = EVERYWHERE,
    scope_id: object = "",
    name: str = "Wayan Sudarta",
    period: Period = SINCE,
) -> User:
    """Somebody signed up; with a role over a scope where one is named."""
    user = User.objects.create(
        username=f"u{next(_next)}", name=name, created_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    if role:
        Grant.objects.create(
            user=user, role=role.value, scope_kind=scope_kind, scope_id=str(scope_id), period=period
        )
    return user


def an_agency(name: str = "Pemerintah Kota Bandar Lampung", *, kind: str = "city") -> Agency:
    return Agency.objects.create(code=f"A{next(_next)}", name=name, kind=kind)


def a_unit(
    name: str = "Dinas Kesehatan",
    *,
    agency: Agency | None = None,
    parent: OrgUnit | None = None,
    kind: UnitKind = UnitKind.DEPARTMENT,
    area: Area | None = None,
    period: Period = SINCE,
) -> OrgUnit:
    """A unit with one shape, under the parent's first shape."""
    agency = agency or (parent.agency if parent else an_agency())
    unit = OrgUnit.objects.create(agency=agency, code=f"U{next(_next)}")
    above = (
        parent
        and UnitShape.objects.filter(unit=parent)
        .order_by("period")
        .values_list("path", flat=True)[0]
    )
    UnitShape.objects.create(
        unit=unit, agency=agency, name=name, kind=kind.value, parent=parent, area=area,
        path=f"{above}.{unit.pk}" if above else str(unit.pk), period=period,
    )  # fmt: skip
    return unit


def a_group(code: str = "umum", name: str = "") -> StaffGroup:
    return StaffGroup.objects.get_or_create(
        code=code, defaults={"name": name or code.capitalize()}
    )[0]


def a_competency(code: str = "p3k", name: str = "Pertolongan pertama") -> Competency:
    return Competency.objects.get_or_create(code=code, defaults={"name": name})[0]


def a_title(
    name: str = "",
    *,
    kind: PositionKind = PositionKind.EXECUTIVE,
    group: StaffGroup | None = None,
    career_level: str = "",
) -> JobTitle:
    return JobTitle.objects.create(
        name=name or f"Pengelola Layanan {next(_next)}", kind=kind.value, group=group or a_group(),
        career_level=career_level,
    )  # fmt: skip


def a_position(
    *,
    unit: OrgUnit | None = None,
    title: JobTitle | None = None,
    headcount: int | None = None,
    period: Period = SINCE,
) -> Position:
    title = title or a_title()
    position = Position.objects.create(
        unit=unit or a_unit(), title=title, number=f"J{next(_next)}", period=period,
        single_holder=PositionKind(title.kind) in MANAGERIAL,
    )  # fmt: skip
    if headcount is not None:
        Establishment.objects.create(position=position, headcount=headcount, period=period)
    return position


def a_minimum(
    unit: OrgUnit, minimum: int, *, group: StaffGroup | None = None, period: Period = SINCE
) -> MinimumPresence:
    return MinimumPresence.objects.create(
        unit=unit, group=group, minimum=minimum, period=period, set_by="Kepala dinas"
    )


def a_proposal(
    unit: OrgUnit,
    minimum: int | None,
    *,
    by: User,
    group: StaffGroup | None = None,
    period: Period = SINCE,
) -> MinimumProposal:
    """One that waits."""
    return MinimumProposal.objects.create(
        unit=unit, group=group, minimum=minimum, period=period, reason="Layanan 24 jam",
        proposed_by=by, proposed_at=datetime(2025, 2, 20, 3, tzinfo=UTC),
    )  # fmt: skip


def a_workload(position: Position, *, year: int = 2027, people: int = 2) -> WorkloadTask:
    """An open analysis with one task that so many people can do in a year."""
    minutes = people * 75_000
    analysis = WorkloadAnalysis.objects.create(
        position=position, year=year, effective_minutes=75_000, minutes_source="PermenPANRB 1/2020",
        load=minutes, raw_need=Decimal(people),
    )  # fmt: skip
    return WorkloadTask.objects.create(
        analysis=analysis, key="menyusunlaporan", task="Menyusun laporan", output="laporan",
        volume=minutes // 100, norm_minutes=100, evidence="register 2026",
    )  # fmt: skip
