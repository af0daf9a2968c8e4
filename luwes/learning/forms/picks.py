"""What the picker of a unit finds: units in whose name somebody may offer something to learn."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from luwes.accounts.models import User
from luwes.learning import access
from luwes.organisation.models import UnitShape
from luwes.organisation.queries import finding
from luwes.ui.picking import MOST, Pick, PickField


@dataclass(frozen=True)
class Units:
    """Those in reach of this user on a day."""

    user: User
    on: date

    def search(self, text: str) -> list[Pick]:
        rows = access.offering_units(self.user, self.on)
        return [_pick(shape) for shape in finding.units_named(rows, text, self.on)[:MOST]]

    def one(self, key: str) -> Pick | None:
        if not key.isdecimal():
            return None
        shape = access.offering_units(self.user, self.on).filter(unit_id=int(key)).first()
        return _pick(shape) if shape else None

    @property
    def only(self) -> str:
        """The key of the one that can be meant, if there is just one."""
        found = access.offering_units(self.user, self.on).values_list("unit_id", flat=True)[:2]
        return str(found[0]) if len(found) == 1 else ""


def offer_units(field: PickField, among: Units) -> None:
    """The field's value is an `OrgUnit`."""
    field.offer(
        url=reverse("learning:find_units"), search=among.search, one=among.one, initial=among.only
    )


def _pick(shape: UnitShape) -> Pick:
    note = " · ".join(filter(None, [getattr(shape, "above", None), shape.agency.name]))
    return Pick(str(shape.unit_id), shape.name, shape.unit, note)
