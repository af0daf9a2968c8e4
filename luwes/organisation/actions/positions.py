"""Positions, how many should hold them, and what they ask."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.organisation import access, facts
from luwes.organisation.actions.dated import cut, put
from luwes.organisation.models import (
    Competency,
    Establishment,
    JobTitle,
    OrgUnit,
    Position,
    PositionRequirement,
)
from luwes.organisation.rules import MANAGERIAL, PositionKind


@transaction.atomic
def create_position(
    *, unit: OrgUnit, title: JobTitle, number: str, first_day: date, by: User,
    job_class: int | None = None, headcount: int | None = None, basis: str = "",
    is_draft: bool = False,
) -> Position:  # fmt: skip
    """
    One line of the position map; with a headcount, its establishment too.

    :raises Refused: when the unit is not there or already has this title or number
    """
    require(access.can(by, Right.MANAGE_ORGANISATION, unit, first_day))
    lock(unit)
    problems = []
    if not unit.shapes.filter(period__contains=first_day).exists():
        problems.append(Problem(_("Unit ini tidak ada pada tanggal itu."), "first_day"))
    if unit.positions.filter(number=number).exists():
        problems.append(Problem(_("Nomor jabatan ini sudah dipakai di unit ini."), "number"))
    if unit.positions.filter(title=title, period__overlap=Period(first_day)).exists():
        problems.append(Problem(_("Unit ini sudah memiliki jabatan tersebut."), "title"))
    refuse(problems)
    position = Position.objects.create(
        unit=unit, title=title, number=number, job_class=job_class or title.job_class,
        single_holder=PositionKind(title.kind) in MANAGERIAL, period=Period(first_day),
        is_draft=is_draft,
    )  # fmt: skip
    if headcount is not None:
        Establishment.objects.create(
            position=position, headcount=headcount, period=Period(first_day), basis=basis
        )
    audit.record(by, "organisation.position_created", position, chain=str(unit.agency_id))
    return position


@transaction.atomic
def close_position(*, position: Position, on: date, reason: str, by: User) -> None:
    """
    `on` is the first day without the position.

    :raises Refused: while somebody holds it on that day or later
    """
    require(access.can(by, Right.MANAGE_ORGANISATION, position.unit, on))
    lock(position)
    if on <= position.period.start or on not in position.period:
        refuse([Problem(_("Jabatan ini tidak berlaku pada tanggal itu."), "on")])
    announce(facts.PositionClosed(position.pk, on))
    position.period = Period(position.period.start, on)
    position.save(update_fields=["period"])
    position.establishments.filter(period__startswith__gte=on).delete()
    cut(position.establishments.filter(period__contains=on), on)
    audit.record(
        by, "organisation.position_closed", position, chain=str(position.unit.agency_id),
        reason=reason, on=on.isoformat(),
    )  # fmt: skip


@transaction.atomic
def set_establishment(
    *, position: Position, headcount: int, first_day: date, basis: str, by: User
) -> Establishment:
    """The headcount from `first_day` until the next one already set."""
    require(access.can(by, Right.MANAGE_ORGANISATION, position.unit, first_day))
    lock(position)
    if first_day not in position.period:
        refuse([Problem(_("Jabatan ini tidak berlaku pada tanggal itu."), "first_day")])
    row = put(
        Establishment.objects.filter(position=position),
        Establishment(position=position, headcount=headcount, basis=basis),
        first_day, last=position.period.end,
    )  # fmt: skip
    audit.record(
        by, "organisation.establishment_set", position, chain=str(position.unit.agency_id),
        reason=basis, headcount=headcount, first_day=first_day.isoformat(),
    )  # fmt: skip
    return row


@transaction.atomic
def set_requirements(
    *, position: Position, levels: Mapping[Competency, int], on: date, by: User
) -> None:
    """Which competencies the position asks, instead of those before."""
    require(access.can(by, Right.MANAGE_ORGANISATION, position.unit, on))
    lock(position)
    if any(level not in range(1, 6) for level in levels.values()):
        refuse([Problem(_("Tingkat kompetensi 1 sampai 5."), "level")])
    position.requirements.all().delete()
    PositionRequirement.objects.bulk_create(
        PositionRequirement(position=position, competency=c, level=n) for c, n in levels.items()
    )
    audit.record(
        by, "organisation.requirements_set", position, chain=str(position.unit.agency_id),
        levels={c.code: n for c, n in levels.items()},
    )  # fmt: skip
