"""What the pickers of our forms find: units in reach, titles, areas, competencies."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access
from luwes.organisation.models import JobTitle, UnitShape
from luwes.organisation.queries import finding
from luwes.places import queries as places
from luwes.places.models import Area
from luwes.ui.picking import MOST, Pick, PickField

Finder = Callable[[str], list[Pick]]


def _url(kind: str) -> str:
    return reverse("organisation:find", args=[kind])


def offer_units(field: PickField, user: User, on: date, initial: int = 0) -> None:
    """Units that the user manages, as they are on the day; the field's value is an `OrgUnit`."""
    rows = managed(user, on)

    def one(key: str) -> Pick | None:
        shape = rows.filter(unit_id=int(key)).first() if key.isdigit() else None
        return _unit(shape) if shape else None

    start = str(initial) if initial else ""
    field.offer(url=_url("unit"), search=units(user, on), one=one, initial=start)


def managed(user: User, on: date) -> QuerySet[UnitShape]:
    rows = access.units_with_rights(user, Right.MANAGE_ORGANISATION, on)
    return rows.select_related("agency", "unit").order_by("name", "pk")


def units(user: User, on: date) -> Finder:
    def search(text: str) -> list[Pick]:
        return [_unit(s) for s in finding.units_named(managed(user, on), text, on)[:MOST]]

    return search


def _unit(shape: UnitShape) -> Pick:
    above = getattr(shape, "above", None)
    note = " · ".join(filter(None, [above, shape.agency.name]))
    return Pick(str(shape.unit_id), shape.name, shape.unit, note)


def offer_titles(field: PickField, initial: int = 0, *, settled: bool = False) -> None:
    """Titles of the catalogue; `settled` leaves out drafts. The field's value is a `JobTitle`."""

    def one(key: str) -> Pick | None:
        rows = JobTitle.objects.select_related("group")
        title = rows.filter(pk=key).first() if key.isdigit() else None
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
        area = rows.filter(pk=key).first() if key.isdigit() else None
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
