"""What the pickers of our forms find: units in reach, titles, areas, competencies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.numbers import whole
from luwes.organisation import access
from luwes.organisation.models import JobTitle, UnitShape
from luwes.organisation.queries import finding
from luwes.places import queries as places
from luwes.places.models import Area
from luwes.ui.picking import MOST, Pick, PickField, Typed

Finder = Callable[[str], list[Pick]]


def _url(kind: str) -> str:
    return reverse("organisation:find", args=[kind])


@dataclass(frozen=True)
class Units:
    """
    A picker among `rows`, shapes that somebody reaches on the day. `url`: what it asks while somebody
    types; `first`: the unit with which a form begins. The field's value is an `OrgUnit`.
    """

    rows: QuerySet[UnitShape]
    on: date
    url: str
    first: int | None = None

    def search(self, text: str) -> list[Pick]:
        return [_unit(shape) for shape in finding.units_named(self.rows, text, self.on)[:MOST]]

    def shape(self, key: str) -> UnitShape | None:
        rows = self.rows.select_related("agency", "unit")
        return rows.filter(unit_id=whole(key)).first()

    def one(self, key: str) -> Pick | None:
        shape = self.shape(key)
        return _unit(shape) if shape else None

    def meant(self, typed: Typed) -> UnitShape | None:
        """The unit that was picked, or the only one to which the typed text can refer; else the first."""
        if typed.picked:
            found = self.shape(typed.picked)
        else:
            named = finding.units_named(self.rows, typed.text, self.on) if typed.text else ()
            known = list(named[:2])
            found = known[0] if len(known) == 1 else None
        return found or self._ordered().first()

    def _ordered(self) -> QuerySet[UnitShape]:
        return self.rows.select_related("agency", "unit").order_by("agency__name", "path")

    @property
    def begins(self) -> int | None:
        """The first of them."""
        return self._ordered().values_list("unit_id", flat=True).first()

    @property
    def only(self) -> int | None:
        """The one that can be meant, if there is just one."""
        found = self.rows.order_by().values_list("unit_id", flat=True)[:2]
        return found[0] if len(found) == 1 else None

    def offer(self, field: PickField) -> None:
        start = str(self.first) if self.first else ""
        field.offer(url=self.url, search=self.search, one=self.one, initial=start)


def offer_units(field: PickField, user: User, on: date, initial: int = 0) -> None:
    """Units that the user manages, as they are on the day."""
    Units(managed(user, on), on, _url("unit"), initial or None).offer(field)


def managed(user: User, on: date) -> QuerySet[UnitShape]:
    rows = access.units_with_rights(user, Right.MANAGE_ORGANISATION, on)
    return rows.select_related("agency", "unit").order_by("name", "pk")


def units(user: User, on: date) -> Finder:
    return Units(managed(user, on), on, _url("unit")).search


def _unit(shape: UnitShape) -> Pick:
    above = getattr(shape, "above", None)
    note = " · ".join(filter(None, [above, shape.agency.name]))
    return Pick(str(shape.unit_id), shape.name, shape.unit, note)


def offer_titles(field: PickField, initial: int = 0, *, settled: bool = False) -> None:
    """Titles of the catalogue; `settled` leaves out drafts. The field's value is a `JobTitle`."""

    def one(key: str) -> Pick | None:
        rows = JobTitle.objects.select_related("group")
        title = rows.filter(pk=whole(key)).first()
        return _title(title) if title and not (settled and title.is_draft) else None

    start = str(initial) if initial else ""
    search = settled_titles if settled else titles
    url = _url("nomenklatur-tetap" if settled else "nomenklatur")
    field.offer(url=url, search=search, one=one, initial=start)


def titles(text: str) -> list[Pick]:
    return [_title(title) for title in finding.titles(text)[:MOST]]


def settled_titles(text: str) -> list[Pick]:
    return [_title(title) for title in finding.titles(text).filter(is_draft=False)[:MOST]]


def _title(title: JobTitle) -> Pick:
    return Pick(
        str(title.pk), str(title), title, f"{title.get_kind_display()} · {title.group.name}"
    )


def units_like(user: User, shape: UnitShape, on: date) -> list[Pick]:
    """Units of the same agency whose names are nearest to a draft's."""
    rows = managed(user, on).filter(agency=shape.agency_id, is_draft=False)
    return [_unit(s) for s in finding.nearest(rows, shape.name)]


def titles_like(draft: JobTitle) -> list[Pick]:
    rows = JobTitle.objects.filter(is_draft=False).select_related("group")
    return [_title(title) for title in finding.nearest(rows, draft.name)]


def offer_areas(field: PickField, initial: int = 0) -> None:
    """Areas by name or code; the field's value is an `Area`."""

    def one(key: str) -> Pick | None:
        rows = Area.objects.select_related("parent")
        area = rows.filter(pk=whole(key)).first()
        return _area(area) if area else None

    start = str(initial) if initial else ""
    field.offer(url=_url("wilayah"), search=areas, one=one, initial=start)


def areas(text: str) -> list[Pick]:
    return [_area(area) for area in places.search(text, limit=MOST)]


def _area(area: Area) -> Pick:
    return Pick(str(area.pk), area.name, area, str(area.parent or area.code))


def finder(kind: str, user: User, on: date) -> Finder | None:
    """The search behind the address of a picker; None for a kind that is not."""
    known: dict[str, Finder] = {
        "unit": units(user, on),
        "nomenklatur": titles,
        "nomenklatur-tetap": settled_titles,
        "wilayah": areas,
    }
    return known.get(kind)
