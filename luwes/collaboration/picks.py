"""What pickers find: partners, and units in whose name somebody drafts agreements."""

from datetime import date

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import Partner
from luwes.collaboration.queries import partners as queries
from luwes.organisation.models import UnitShape
from luwes.organisation.queries import finding
from luwes.ui.picking import MOST, Pick


def partner_pick(row: Partner) -> Pick:
    return Pick(str(row.pk), row.name, row, str(row.get_kind_display()))


def partners(user: User, text: str, on: date) -> list[Pick]:
    """Of the governments whose secretariat this user belongs to."""
    rows = queries.listed(access.checked_by(user), queries.Wanted(words=text), on)
    return [partner_pick(row) for row in rows[:MOST]]


def partner(user: User, key: str) -> Pick | None:
    row = access.checked_by(user).filter(pk=int(key)).first() if key.isdecimal() else None
    return partner_pick(row) if row else None


def units(user: User, text: str, on: date) -> list[Pick]:
    rows = finding.units_named(access.drafting_units(user, on), text, on)
    return [_unit(shape) for shape in rows[:MOST]]


def unit(user: User, key: str, on: date) -> Pick | None:
    if not key.isdecimal():
        return None
    shape = access.drafting_units(user, on).filter(unit_id=int(key)).first()
    return _unit(shape) if shape else None


def first_unit(user: User, on: date) -> str:
    """With which a form begins."""
    shape = access.drafting_units(user, on).order_by("agency__name", "path").first()
    return str(shape.unit_id) if shape else ""


def _unit(shape: UnitShape) -> Pick:
    note = " · ".join(filter(None, [getattr(shape, "above", None), shape.agency.name]))
    return Pick(str(shape.unit_id), shape.name, shape.unit, note)
