"""What the picker of an owning unit finds: units in whose name somebody forms teams."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from luwes.accounts.models import User
from luwes.organisation.models import UnitShape
from luwes.organisation.queries import finding
from luwes.teamwork import access
from luwes.ui.picking import MOST, Pick, PickField, Typed


@dataclass(frozen=True)
class Units:
    """Those in reach of this user on a day, and the one with which a form begins."""

    user: User
    on: date
    first: UnitShape

    def search(self, text: str) -> list[Pick]:
        return units(self.user, text, self.on)

    def one(self, key: str) -> Pick | None:
        shape = shape_of(self.user, key)
        return _pick(shape) if shape else None


def units(user: User, text: str, on: date) -> list[Pick]:
    return [_pick(s) for s in finding.units_named(access.units(user), text, on)[:MOST]]


def shape_of(user: User, key: str) -> UnitShape | None:
    return access.units(user).filter(unit_id=int(key)).first() if key.isdecimal() else None


def meant(user: User, typed: Typed, on: date) -> UnitShape | None:
    """The unit that was picked, or the only one to which the typed text can refer."""
    if typed.picked:
        return shape_of(user, typed.picked)
    if not typed.text:
        return None
    found = list(finding.units_named(access.units(user), typed.text, on)[:2])
    return found[0] if len(found) == 1 else None


def offer_units(field: PickField, among: Units) -> None:
    """The field's value is an `OrgUnit`."""
    field.offer(
        url=reverse("teamwork:find_units"), search=among.search, one=among.one,
        initial=str(among.first.unit_id),
    )  # fmt: skip


def _pick(shape: UnitShape) -> Pick:
    note = " · ".join(filter(None, [getattr(shape, "above", None), shape.agency.name]))
    return Pick(str(shape.unit_id), shape.name, shape.unit, note)
