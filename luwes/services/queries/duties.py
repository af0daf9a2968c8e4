"""Who looks after what, in words; areas that a duty can be about."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency
from luwes.places import queries as places
from luwes.places.models import Area
from luwes.places.rules import Level
from luwes.services.models import Responsibility, Subject
from luwes.ui.picking import Pick

MOST = 400
SMALL_FIRST = (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)


@dataclass(frozen=True)
class DutyShown:
    """`rivals`: other governments that say the same of all the subject in this very area."""

    row: Responsibility
    unit: str
    names: list[str]
    rivals: list[str]
    begins: date | None


@dataclass(frozen=True)
class SubjectShown:
    subject: Subject
    duties: list[DutyShown]


def by_subject(agencies: QuerySet[Agency], on: date, today: date) -> list[SubjectShown]:
    """
    Every subject with what these governments said of it, also from a later day; of a day that is
    past only what held then. Five queries.
    """
    mine = list(agencies.order_by("name", "pk").values_list("pk", flat=True))
    rows = Responsibility.objects.filter(
        Q(period__endswith=None) | Q(period__endswith__gt=on), agency__in=mine
    )
    if on < today:
        rows = rows.filter(period__contains=on)
    rows = rows.select_related("area", "agency").order_by("agency__name", "area__code", "pk")[:MOST]
    found = list(rows)
    units = organisation.unit_names([row.unit_id for row in found if row.unit_id], on)
    rivals = _rivals(mine, on)
    shown: dict[int, list[DutyShown]] = {}
    for row in found:
        shown.setdefault(row.subject_id, []).append(DutyShown(
            row, units.get(row.unit_id or 0, ""), [w.strip() for w in row.words.split(";") if w.strip()],
            [] if row.words else rivals.get((row.subject_id, row.area_id), []),
            row.period.start if row.period.start > on else None,
        ))  # fmt: skip
    subjects = Subject.objects.order_by("name", "pk")
    return [SubjectShown(subject, shown.get(subject.pk, [])) for subject in subjects]


def _rivals(mine: list[int], on: date) -> dict[tuple[int, int | None], list[str]]:
    rows = Responsibility.objects.filter(period__contains=on, words="").exclude(agency__in=mine)
    found: dict[tuple[int, int | None], list[str]] = {}
    for subject, area, name in rows.order_by("agency__name").values_list(
        "subject_id", "area_id", "agency__name"
    ):
        found.setdefault((subject, area), []).append(name)
    return found


def areas(text: str) -> list[Pick]:
    """Regencies first, then what lies in them."""
    wanted = text.partition(",")[0].strip()
    if len(wanted) < 2:
        return []
    rows = [
        area
        for level in SMALL_FIRST
        for area in places.search(wanted, level, 6).select_related("parent__parent")
    ]
    return [_pick(area) for area in rows[:12]]


def area(code: str) -> Pick | None:
    found = Area.objects.filter(code=code).select_related("parent__parent").first()
    return _pick(found) if found else None


def _pick(area: Area) -> Pick:
    above = ", ".join(a.name for a in (area.parent, area.parent and area.parent.parent) if a)
    return Pick(area.code, area.name, area, above)
