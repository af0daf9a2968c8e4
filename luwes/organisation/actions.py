"""Changes to the organisation. Each function is one transaction and leaves one audit entry.

A change holds from a first day on: what was before stays readable by its date.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q
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
from luwes.organisation.models import (
    Agency,
    Competency,
    Establishment,
    JobTitle,
    MinimumPresence,
    OrgUnit,
    Position,
    PositionRequirement,
    PresencePolicy,
    StaffGroup,
    UnitShape,
)
from luwes.organisation.rules import CAREER_LEVELS, MANAGERIAL, AgencyKind, PositionKind, UnitKind
from luwes.places.models import Area

Dated = TypeVar("Dated", bound=models.Model)


# ── agencies and units ───────────────────────────────────────────────


@transaction.atomic
def create_agency(*, code: str, name: str, kind: AgencyKind, area: Area | None, by: User) -> Agency:
    require(access.can_everywhere(by, Right.MANAGE_ORGANISATION))
    if Agency.objects.filter(code=code).exists():
        refuse([Problem(_("Kode instansi ini sudah dipakai."), "code")])
    agency = Agency.objects.create(code=code, name=name, kind=kind.value, area=area)
    audit.record(by, "organisation.agency_created", agency, chain=str(agency.pk))
    return agency


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
            _copy(row, Period(before, start))
        if row.period.end and row.period.end != after:
            _copy(row, Period(row.period.end, after))
        inside.append(row)
    return inside


def _copy(row: UnitShape, period: Period) -> None:
    values = {
        f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key
    }
    UnitShape.objects.create(**(values | {"period": period}))


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
    _cut(shapes.filter(period__contains=on), on)
    announce(facts.UnitClosed(unit.pk, on))
    audit.record(
        by,
        "organisation.unit_closed",
        unit,
        chain=str(unit.agency_id),
        reason=reason,
        on=on.isoformat(),
    )


# ── positions ────────────────────────────────────────────────────────


@transaction.atomic
def create_title(
    *, name: str, kind: PositionKind, career_level: str, job_class: int | None, group: StaffGroup,
    by: User, is_draft: bool = False,
) -> JobTitle:  # fmt: skip
    """Add a title to the catalogue that all agencies share."""
    require(access.can_edit_catalogue(by))
    problems = []
    if career_level not in {*CAREER_LEVELS[kind], ""}:
        problems.append(
            Problem(_("Jenjang ini tidak ada pada jenis jabatan tersebut."), "career_level")
        )
    if JobTitle.objects.filter(name=name, career_level=career_level).exists():
        problems.append(Problem(_("Nomenklatur dengan jenjang ini sudah ada."), "name"))
    refuse(problems)
    title = JobTitle.objects.create(
        name=name, kind=kind.value, career_level=career_level, job_class=job_class, group=group,
        is_draft=is_draft,
    )  # fmt: skip
    audit.record(by, "organisation.title_created", title)
    return title


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
    _cut(position.establishments.filter(period__contains=on), on)
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
    row = _put(
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


# ── minimum presence ─────────────────────────────────────────────────


@transaction.atomic
def set_minimum(
    *, unit: OrgUnit, group: StaffGroup | None, minimum: int, first_day: date, reason: str, by: User
) -> MinimumPresence:
    """
    The least of a group (None: of everyone) who stay, from `first_day` until the next one set.

    What held before stays as history.
    """
    require(access.can(by, Right.SET_PRESENCE, unit, first_day))
    lock(unit)
    problems = []
    if not unit.shapes.filter(period__contains=first_day).exists():
        problems.append(Problem(_("Unit ini tidak ada pada tanggal itu."), "first_day"))
    if not reason.strip():
        problems.append(
            Problem(_("Tuliskan alasannya; ia dibaca saat orang dibutuhkan."), "reason")
        )
    refuse(problems)
    row = _put(
        MinimumPresence.objects.filter(unit=unit, group=group),
        MinimumPresence(unit=unit, group=group, minimum=minimum, reason=reason, set_by=str(by)),
        first_day,
    )
    announce(facts.MinimumSet(unit.pk, group.pk if group else None))
    audit.record(
        by, "organisation.minimum_set", unit, chain=str(unit.agency_id), reason=reason,
        group=group.code if group else "", minimum=minimum, first_day=first_day.isoformat(),
    )  # fmt: skip
    return row


@transaction.atomic
def end_minimum(*, rule: MinimumPresence, on: date, reason: str, by: User) -> None:
    """From `on` the policy's default holds again for everyone; nothing special for a group."""
    require(access.can(by, Right.SET_PRESENCE, rule.unit, on))
    lock(rule)
    if on not in rule.period:
        refuse([Problem(_("Aturan ini tidak berlaku pada tanggal itu."), "on")])
    unit = rule.unit
    if on == rule.period.start:
        rule.delete()
    else:
        rule.period = Period(rule.period.start, on)
        rule.save(update_fields=["period"])
    announce(facts.MinimumSet(unit.pk, rule.group_id))
    audit.record(
        by, "organisation.minimum_ended", unit, chain=str(unit.agency_id), reason=reason,
        on=on.isoformat(),
    )  # fmt: skip


# ── catalogue ────────────────────────────────────────────────────────


@transaction.atomic
def load_catalogue(
    *, groups: Collection[tuple[str, str]], competencies: Collection[tuple[str, str, bool]],
    policies: Collection[tuple[str, int, date, str]], by: User,
) -> None:  # fmt: skip
    """
    Reference rows by their codes; what is there already keeps its id, loading twice changes nothing.

    Groups: code, name. Competencies: code, name, needs a certificate. Policies: kind of unit
    (empty: all others), percent, first day, source.
    """
    require(access.can_everywhere(by, Right.MANAGE_ORGANISATION))
    StaffGroup.objects.bulk_create(
        [StaffGroup(code=code, name=name) for code, name in groups],
        update_conflicts=True, unique_fields=["code"], update_fields=["name"],
    )  # fmt: skip
    Competency.objects.bulk_create(
        [Competency(code=code, name=name, needs_certificate=c) for code, name, c in competencies],
        update_conflicts=True, unique_fields=["code"], update_fields=["name", "needs_certificate"],
    )  # fmt: skip
    for kind, percent, first_day, source in policies:
        same = PresencePolicy.objects.filter(unit_kind=kind, period__contains=first_day)
        if not same.filter(percent=percent, source=source).exists():
            _put(
                PresencePolicy.objects.filter(unit_kind=kind),
                PresencePolicy(unit_kind=kind, percent=percent, source=source), first_day,
            )  # fmt: skip
    first = StaffGroup.objects.order_by("pk").first()
    if first:
        audit.record(
            by,
            "organisation.catalogue_loaded",
            first,
            groups=len(groups),
            competencies=len(competencies),
        )


# ── dated rows ───────────────────────────────────────────────────────


def _put(
    rows: models.QuerySet[Dated], new: Dated, first_day: date, last: date | None = None
) -> Dated:
    """Let `new` hold from `first_day` until the next row begins; the row before ends there."""
    later = rows.filter(period__startswith__gt=first_day).order_by("period").first()
    end = later.period.start if later else last  # type: ignore[attr-defined]
    rows.filter(period__startswith=first_day).delete()
    _cut(rows.filter(period__contains=first_day), first_day)
    new.period = Period(first_day, end)  # type: ignore[attr-defined]
    new.save()
    return new


def _cut(rows: models.QuerySet[Any], on: date) -> None:
    """End the rows in force on `on` so that their last day is the one before."""
    for row in rows.filter(Q(period__startswith__lt=on)):
        row.period = Period(row.period.start, on)
        row.save(update_fields=["period"])


@transaction.atomic
def set_letterhead(
    *, agency: Agency, head_title: str, seat: str, address: str, letter_code: str, by: User
) -> None:
    """What stands on an agency's letters: whose word, where, and the unit's code in the number."""
    require(access.can_everywhere(by, Right.MANAGE_ORGANISATION))
    agency.head_title, agency.seat = head_title, seat
    agency.address, agency.letter_code = address, letter_code
    agency.save(update_fields=["head_title", "seat", "address", "letter_code"])
    audit.record(by, "organisation.letterhead_set", agency, chain=str(agency.pk), code=letter_code)
