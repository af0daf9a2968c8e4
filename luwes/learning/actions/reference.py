"""The modules a deployment starts with are put in place; what is there already stays as it was changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock
from luwes.learning import access
from luwes.learning.actions import modules
from luwes.learning.actions.pages import Asking, hang
from luwes.learning.models import Module, ModulePage, ModuleVersion, Question
from luwes.learning.reference import basic_ict, serving
from luwes.learning.reference.standard import Ask, Lesson
from luwes.organisation import queries as organisation
from luwes.organisation.models import Competency, OrgUnit
from luwes.organisation.rules import AgencyKind, UnitKind

LESSONS = (basic_ict.LESSON, serving.LESSON)


@dataclass
class Loaded:
    """How many are new. `unknown`: competencies that the catalogue lacks; the module shows none then."""

    modules: int = 0
    unknown: list[str] = field(default_factory=list)
    has_unit: bool = True


@transaction.atomic
def load(*, now: datetime, on: date, by: User) -> Loaded:
    """Kept by the province's training agency, or by the top of the first government there is."""
    require(access.can_load(by))
    advisory_lock("learning.load")
    there = set(Module.objects.order_by().values_list("slug", flat=True))
    loaded = Loaded()
    for lesson in (one for one in LESSONS if one.slug not in there):
        unit = _keeper(lesson.units, on)
        if unit is None:
            return Loaded(has_unit=False)
        competency = Competency.objects.filter(code=lesson.competency).first()
        if competency is None:
            loaded.unknown.append(lesson.competency)
        _publish(lesson, unit, competency, now, by)
        loaded.modules += 1
    if loaded.modules:
        audit.record(by, "learning.modules_loaded", by, modules=loaded.modules)
    return loaded


def _keeper(names: Sequence[str], on: date) -> OrgUnit | None:
    """The first name counts before the second; the province before the others; the higher before the lower."""
    wanted = Q(parent=None)
    for name in names:
        wanted |= Q(name__holds=name)
    rows = organisation.shapes(on).filter(wanted).select_related("unit__agency")
    ranked = [
        (
            row.unit.agency.kind != AgencyKind.PROVINCE.value, _rank(row.name, names),
            row.kind != UnitKind.SECRETARIAT.value, row.path.count("."), row.pk, row.unit,
        )
        for row in rows
    ]  # fmt: skip
    return min(ranked, key=lambda row: row[:5])[5] if ranked else None


def _rank(name: str, names: Sequence[str]) -> int:
    found = [n for n, wanted in enumerate(names) if wanted.casefold() in name.casefold()]
    return min(found, default=len(names))


def _publish(
    lesson: Lesson, unit: OrgUnit, competency: Competency | None, now: datetime, by: User
) -> None:
    terms = modules.Terms(competency, lesson.level if competency else None, lesson.valid_months)
    module = modules.create(lesson.slug, unit, terms, now, by)
    version = ModuleVersion.objects.create(
        module=module, number=1, title=lesson.title, summary=lesson.summary, minutes=lesson.minutes,
        pass_percent=lesson.pass_percent, drawn=lesson.drawn, pause_hours=lesson.pause_hours,
        made_at=now, made_by=by,
    )  # fmt: skip
    rows = ModulePage.objects.bulk_create(
        ModulePage(version=version, place=place, title=page.title, text=page.text.strip())
        for place, page in enumerate(lesson.pages)
    )
    for row, page in zip(rows, lesson.pages, strict=True):
        if page.drawing is not None:
            hang(row, page.drawing.read(), page.drawing.alt)
    Question.objects.bulk_create(
        Question(version=version, **asking(ask).columns()) for ask in lesson.bank
    )
    modules.put_in_force(version, now, by)


def asking(ask: Ask) -> Asking:
    """As the bank keeps it."""
    if ask.wrong:
        return Asking(
            ask.kind, ask.text, (*ask.right, *ask.wrong), tuple(range(len(ask.right))), why=ask.why
        )
    return Asking(
        ask.kind, ask.text, number=ask.number, tolerance=ask.tolerance, words="\n".join(ask.right),
        why=ask.why,
    )  # fmt: skip
