"""What the picker of a unit finds: units in whose name somebody may offer services."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from luwes.accounts.models import User
from luwes.organisation.models import UnitShape
from luwes.organisation.queries import finding
from luwes.services import access
from luwes.ui.picking import MOST, Pick, PickField


@dataclass(frozen=True)
class Units:
    """Those in reach of this user on a day, and the one with which a form begins, if any."""

    user: User
    on: date
    first_id: int | None = None

    def search(self, text: str) -> list[Pick]:
        rows = access.offering_units(self.user, self.on)
        return [_pick(shape) for shape in finding.units_named(rows, text, self.on)[:MOST]]

    def one(self, key: str) -> Pick | None:
        if not key.isdecimal():
            return None
        shape = access.offering_units(self.user, self.on).filter(unit_id=int(key)).first()
        return _pick(shape) if shape else None


def offer_units(field: PickField, among: Units) -> None:
    """The field's value is an `OrgUnit`."""
    first = str(among.first_id) if among.first_id else ""
    field.offer(
        url=reverse("services:find_units"), search=among.search, one=among.one, initial=first
    )


def _pick(shape: UnitShape) -> Pick:
    note = " · ".join(filter(None, [getattr(shape, "above", None), shape.agency.name]))
    return Pick(str(shape.unit_id), shape.name, shape.unit, note)
