"""What imports made up: taken as it is, or merged into what was meant. Merging is remembered."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.organisation import access, facts, queries
from luwes.organisation.actions.positions import set_establishment
from luwes.organisation.models import (
    JobTitle,
    OrgUnit,
    Position,
    TitleAlias,
    UnitAlias,
    UnitShape,
)
from luwes.organisation.rules import MANAGERIAL, PositionKind
from luwes.places.rules import name_key


@transaction.atomic
def replace_unit(*, unit: OrgUnit, by_unit: OrgUnit, on: date, by: User) -> None:
    """
    Merge a draft unit into the one that was meant: its positions and their holders go there.

    :raises Refused: when it is no draft, has units below, or is spoken of elsewhere
    """
    require(access.can(by, Right.MANAGE_ORGANISATION, unit, on))
    require(access.can(by, Right.MANAGE_ORGANISATION, by_unit, on))
    lock(unit, by_unit)
    refuse(_unit_problems(unit, by_unit))
    names = {unit.code, *(name_key(shape.name) for shape in unit.shapes.all())}
    for position in unit.positions.order_by("pk"):
        _rehouse(position, by_unit)
    agency_id, label = unit.agency_id, str(queries.history(unit.pk).first())
    for written in names:
        UnitAlias.objects.update_or_create(
            agency_id=agency_id, written=written[:240], defaults={"unit": by_unit}
        )
    try:
        with transaction.atomic():
            unit.delete()
    except ProtectedError:
        words = _("Unit ini sudah dipakai dalam penugasan atau rencana; terima saja sebagai unit.")
        refuse([Problem(words, "unit")])
    audit.record(
        by, "organisation.draft_merged", by_unit, chain=str(agency_id), draft=label
    )  # fmt: skip


def _unit_problems(unit: OrgUnit, by_unit: OrgUnit) -> list[Problem]:
    problems = []
    if not unit.shapes.filter(is_draft=True).exists():
        problems.append(Problem(_("Unit ini bukan rancangan."), "unit"))
    if unit.agency_id != by_unit.agency_id:
        problems.append(Problem(_("Unit tujuan berada di instansi lain."), "unit"))
    if unit.pk == by_unit.pk:
        problems.append(Problem(_("Pilih unit lain, bukan rancangan ini sendiri."), "unit"))
    if UnitShape.objects.filter(parent=unit).exists():
        problems.append(Problem(_("Masih ada unit di bawah rancangan ini."), "unit"))
    return problems


def _rehouse(position: Position, unit: OrgUnit) -> None:
    """Into another unit; where that has a position of this title, into that one."""
    same = unit.positions.filter(title=position.title, period__overlap=position.period).first()
    if same:
        _merge(position, same)
        return
    if unit.positions.filter(number=position.number).exists():
        position.number = queries.next_number(unit.pk)
    position.unit = unit
    position.save(update_fields=["unit", "number"])
    announce(facts.PositionReplaced(position.pk, position.pk))


def _merge(position: Position, into: Position) -> None:
    announce(facts.PositionReplaced(position.pk, into.pk))
    try:
        with transaction.atomic():
            position.delete()
    except ProtectedError:
        refuse(
            [
                Problem(_("Jabatan ini sudah dipakai di tempat lain.")),
            ]
        )


@transaction.atomic
def replace_title(*, title: JobTitle, by_title: JobTitle, by: User) -> None:
    """
    Merge a draft title into the one that was meant; its positions become positions of that title.

    :raises Refused: when it is no draft, or a holder stands in the way
    """
    require(access.can_edit_catalogue(by))
    lock(title, by_title)
    problems = []
    if not title.is_draft:
        problems.append(Problem(_("Nomenklatur ini bukan rancangan."), "title"))
    if title.pk == by_title.pk or by_title.is_draft:
        problems.append(Problem(_("Pilih nomenklatur yang sudah tetap."), "title"))
    refuse(problems)
    for position in title.positions.select_related("unit").order_by("pk"):
        _retitle(position, by_title)
    written = name_key(f"{title.name} {title.career_level}")
    TitleAlias.objects.update_or_create(written=written[:240], defaults={"title": by_title})
    label = str(title)
    title.delete()
    audit.record(by, "organisation.draft_merged", by_title, draft=label)


def _retitle(position: Position, title: JobTitle) -> None:
    rows = position.unit.positions.filter(title=title, period__overlap=position.period)
    same = rows.exclude(pk=position.pk).first()
    if same:
        _merge(position, same)
        return
    position.title = title
    position.job_class = position.job_class or title.job_class
    position.single_holder = PositionKind(title.kind) in MANAGERIAL
    position.save(update_fields=["title", "job_class", "single_holder"])
    announce(facts.PositionReplaced(position.pk, position.pk))


@transaction.atomic
def replace_position(*, position: Position, by_position: Position, on: date, by: User) -> None:
    """
    Merge a draft position into another of the same unit; its holders go there.

    :raises Refused: when it is no draft, or the other is of another unit
    """
    require(access.can(by, Right.MANAGE_ORGANISATION, position.unit, on))
    lock(position, by_position)
    problems = []
    if not position.is_draft:
        problems.append(Problem(_("Jabatan ini bukan rancangan."), "existing"))
    if position.unit_id != by_position.unit_id or position.pk == by_position.pk:
        problems.append(Problem(_("Pilih jabatan lain di unit yang sama."), "existing"))
    refuse(problems)
    label, chain = str(position), str(position.unit.agency_id)
    _merge(position, by_position)
    audit.record(by, "organisation.draft_merged", by_position, chain=chain, draft=label)


@transaction.atomic
def accept_position(
    *, position: Position, number: str, headcount: int | None, basis: str, on: date, by: User
) -> None:
    """
    A draft becomes a line of the position map; with a headcount, its establishment too.

    :raises Refused: when it is no draft, or the number is taken
    """
    require(access.can(by, Right.MANAGE_ORGANISATION, position.unit, on))
    lock(position)
    problems = []
    if not position.is_draft:
        problems.append(Problem(_("Jabatan ini bukan rancangan."), "number"))
    others = Position.objects.filter(unit=position.unit_id, number=number).exclude(pk=position.pk)
    if others.exists():
        problems.append(Problem(_("Nomor jabatan ini sudah dipakai di unit ini."), "number"))
    refuse(problems)
    position.number, position.is_draft = number, False
    position.save(update_fields=["number", "is_draft"])
    if headcount is not None:
        set_establishment(
            position=position,
            headcount=headcount,
            first_day=position.period.start,
            basis=basis,
            by=by,
        )
    audit.record(
        by, "organisation.draft_accepted", position, chain=str(position.unit.agency_id)
    )  # fmt: skip


@transaction.atomic
def accept_positions(*, positions: Collection[Position], on: date, by: User) -> int:
    """Several drafts at once, under the numbers they have; how many."""
    for position in positions:
        accept_position(
            position=position, number=position.number, headcount=None, basis="", on=on, by=by
        )
    return len(positions)
