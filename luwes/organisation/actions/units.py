"""Units and their place in the tree: made, changed, moved, closed, each from a day on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
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
from luwes.organisation.actions.dated import copy, cut
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.organisation.rules import UnitKind
from luwes.places.models import Area


@transaction.atomic
def create_unit(
    *, agency: Agency, code: str, name: str, kind: UnitKind, parent: OrgUnit | None,
    area: Area | None, first_day: date, by: User, is_draft: bool = False,
) -> OrgUnit:  # fmt: skip
    """
    Give an agency a unit from a day on, under `parent` or at the top.

    :raises Refused: when the code is taken or the parent is not there all that time
    """
    allowed = access.can_in_agency(by, Right.MANAGE_ORGANISATION, agency.pk) or (
        parent is not None and access.can(by, Right.MANAGE_ORGANISATION, parent, first_day)
    )
    require(allowed)
    lock(agency)
    problems = []
    if OrgUnit.objects.filter(agency=agency, code=code).exists():
        problems.append(Problem(_("ID unor ini sudah dipakai di instansi ini."), "code"))
    places = _places(parent, Period(first_day))
    refuse([*problems, *_parent_problems(parent, agency.pk, Period(first_day), places)])
    unit = OrgUnit.objects.create(agency=agency, code=code)
    UnitShape.objects.bulk_create(
        UnitShape(
            unit=unit, agency=agency, name=name, kind=kind.value, parent=parent, area=area,
            period=period, path=_join(path, unit.pk), is_draft=is_draft,
        )
        for period, path in places
    )  # fmt: skip
    audit.record(by, "organisation.unit_created", unit, chain=str(agency.pk), name=name)
    return unit


def rename_unit(*, unit: OrgUnit, name: str, first_day: date, reason: str, by: User) -> None:
    """Another name from `first_day` on, until the next change already known."""
    change_unit(unit=unit, changes={"name": name}, first_day=first_day, reason=reason, by=by)


def move_unit(
    *, unit: OrgUnit, parent: OrgUnit | None, first_day: date, reason: str, by: User
) -> None:
    """Another parent from `first_day` on; all below come along."""
    change_unit(unit=unit, changes={"parent": parent}, first_day=first_day, reason=reason, by=by)


@transaction.atomic
def change_unit(
    *, unit: OrgUnit, changes: Mapping[str, Any], first_day: date, reason: str, by: User
) -> None:
    """
    A new shape from `first_day` on. `changes`: any of name, kind, area, parent.

    :raises Refused: when the unit is not there that day, or the parent would form a circle
    """
    require(access.can(by, Right.MANAGE_ORGANISATION, unit, first_day))
    parent: OrgUnit | None = changes.get("parent")
    if parent is not None:
        require(access.can(by, Right.MANAGE_ORGANISATION, parent, first_day))
    lock(unit.agency)  # the tree of an agency changes one at a time
    shape = unit.shapes.filter(period__contains=first_day).first()
    if shape is None:
        return refuse([Problem(_("Unit ini tidak ada pada tanggal itu."), "first_day")])
    since = Period(first_day, shape.period.end)
    others = {name: value for name, value in changes.items() if name != "parent"}
    if "parent" in changes and (parent.pk if parent else None) != shape.parent_id:
        _move(shape, parent, since)
    for piece in _pieces(UnitShape.objects.filter(unit=unit), since):
        for name, value in others.items():
            setattr(piece, name, value)
        piece.save()
    audit.record(
        by, "organisation.unit_changed", unit, chain=str(unit.agency_id), reason=reason,
        first_day=first_day.isoformat(), **{name: str(value) for name, value in changes.items()},
    )  # fmt: skip
    return None


def _move(shape: UnitShape, parent: OrgUnit | None, since: Period) -> None:
    """Hang the unit and all below it elsewhere for this time."""
    places = _places(parent, since)
    problems = _parent_problems(parent, shape.agency_id, since, places)
    if any(str(shape.unit_id) in path.split(".") for _period, path in places):
        problems.append(Problem(_("Unit tidak dapat berada di bawah dirinya sendiri."), "parent"))
    refuse(problems)
    below = UnitShape.objects.filter(path__under=shape.path)
    for period, path in places:
        for piece in _pieces(below, period):
            rest = piece.path[len(shape.path) :]
            piece.path = _join(path, shape.unit_id) + rest
            if piece.unit_id == shape.unit_id:
                piece.parent = parent
            piece.save()


def _pieces(rows: models.QuerySet[UnitShape], during: Period) -> list[UnitShape]:
    """The shapes of these rows within `during`, cut so that each lies wholly inside."""
    inside = []
    for row in rows.filter(period__overlap=during).order_by("unit_id", "period"):
        before, after = row.period.start, row.period.end
        start = max(before, during.start)
        end = min(after or date.max, during.end or date.max)
        row.period = Period(start, None if end == date.max else end)
        row.save(update_fields=["period"])
        if before < start:
            copy(row, Period(before, start))
        if row.period.end and row.period.end != after:
            copy(row, Period(row.period.end, after))
        inside.append(row)
    return inside


def _places(parent: OrgUnit | None, during: Period) -> list[tuple[Period, str]]:
    """Where something under `parent` hangs, stretch by stretch of `during`."""
    if parent is None:
        return [(during, "")]
    found = []
    for row in parent.shapes.filter(period__overlap=during).order_by("period"):
        end = min(row.period.end or date.max, during.end or date.max)
        start = max(row.period.start, during.start)
        found.append((Period(start, None if end == date.max else end), row.path))
    return found


def _parent_problems(
    parent: OrgUnit | None, agency_id: int, during: Period, places: list[tuple[Period, str]]
) -> list[Problem]:
    if parent is None:
        return []
    problems = []
    if parent.agency_id != agency_id:
        problems.append(Problem(_("Unit atasan berada di instansi lain."), "parent"))
    whole = places and places[0][0].start == during.start and places[-1][0].end == during.end
    if not whole:
        problems.append(Problem(_("Unit atasan tidak berlaku sepanjang masa itu."), "parent"))
    return problems


def _join(path: str, unit_id: int) -> str:
    return f"{path}.{unit_id}" if path else str(unit_id)


@transaction.atomic
def close_unit(*, unit: OrgUnit, on: date, reason: str, by: User) -> None:
    """
    `on` is the first day without the unit; changes already planned for later go with it.

    :raises Refused: while units or positions hang on it on that day or later
    """
    require(access.can(by, Right.MANAGE_ORGANISATION, unit, on))
    lock(unit.agency)
    shapes = unit.shapes
    problems = []
    if not shapes.filter(period__contains=on).exists():
        problems.append(Problem(_("Unit ini tidak ada pada tanggal itu."), "on"))
    elif not shapes.filter(period__startswith__lt=on).exists():
        problems.append(
            Problem(
                _("Unit baru mulai pada tanggal itu; tutup paling cepat sehari sesudahnya."), "on"
            )
        )
    if UnitShape.objects.filter(parent=unit, period__overlap=Period(on)).exists():
        problems.append(
            Problem(_("Masih ada unit di bawahnya. Pindahkan atau tutup lebih dahulu."), "on")
        )
    if unit.positions.filter(period__overlap=Period(on)).exists():
        problems.append(
            Problem(_("Masih ada jabatan di unit ini. Tutup jabatannya lebih dahulu."), "on")
        )
    refuse(problems)
    shapes.filter(period__startswith__gte=on).delete()
    cut(shapes.filter(period__contains=on), on)
    announce(facts.UnitClosed(unit.pk, on))
    audit.record(
        by,
        "organisation.unit_closed",
        unit,
        chain=str(unit.agency_id),
        reason=reason,
        on=on.isoformat(),
    )
