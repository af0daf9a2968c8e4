"""A module is made, described, run; its draft becomes the version in force."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.learning import access, facts
from luwes.learning.actions.drafting import forget_files, hold, keep
from luwes.learning.models import Module, ModulePage, ModulePicture, ModuleVersion, Question, Study
from luwes.learning.queries import modules as queries
from luwes.learning.rules import limits, writing
from luwes.learning.rules.states import VersionState
from luwes.organisation.models import Competency, OrgUnit

PUBLISHED, RETIRED = VersionState.PUBLISHED.value, VersionState.RETIRED.value


@dataclass(frozen=True)
class Terms:
    """What passing shows and for how long, and whether it may be begun: in force at once."""

    competency: Competency | None = None
    level: int | None = None
    valid_months: int | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Description:
    """What a draft says of itself and of its test."""

    title: str
    summary: str = ""
    minutes: int = 45
    pass_percent: int = 70
    drawn: int = 10
    attempts: int = 0
    pause_hours: int = 1


@transaction.atomic
def make(*, title: str, unit: OrgUnit, terms: Terms, now: datetime, on: date, by: User) -> Module:
    """
    A new module with an empty draft: nobody sees it before that is in force.

    :raises Refused: without a title, or where a competency comes without its level
    """
    require(access.can_offer(by, unit, on))
    refuse([*_title_problems(title), *_terms_problems(terms, on)])
    module = create(free_slug(title), unit, terms, now, by)
    ModuleVersion.objects.create(
        module=module, number=1, made_at=now, made_by=by, **vars(Description(title.strip()))
    )
    _log(by, "learning.module_made", module)
    return module


def create(slug: str, unit: OrgUnit, terms: Terms, now: datetime, by: User) -> Module:
    """The row alone; called by other actions."""
    return Module.objects.create(
        agency=unit.agency, unit=unit, slug=slug, competency=terms.competency, level=terms.level,
        valid_months=terms.valid_months, is_open=terms.is_open, made_at=now, made_by=by,
    )  # fmt: skip


def free_slug(title: str) -> str:
    advisory_lock("learning.slug")
    base = slugify(title)[:70].strip("-") or "modul"
    taken = set(
        Module.objects.filter(slug__startswith=base).order_by().values_list("slug", flat=True)
    )
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _title_problems(title: str) -> list[Problem]:
    return [] if title.strip() else [Problem(_("Beri modul ini judul."), "title")]


def _terms_problems(terms: Terms, on: date) -> list[Problem]:
    problems = []
    if terms.competency and terms.level not in range(1, 6):
        words = _("Pilih tingkat 1 sampai 5 untuk kompetensi ini.")
        problems.append(Problem(words, "level", "PermenPANRB 38/2017"))
    elif terms.competency and terms.level:
        problems += limits.alone_problems(terms.level, terms.competency.needs_certificate, on)
    if terms.level and not terms.competency:
        problems.append(Problem(_("Pilih kompetensinya, atau kosongkan tingkatnya."), "competency"))
    if terms.valid_months is not None and not 1 <= terms.valid_months <= 120:
        problems.append(Problem(_("Antara 1 dan 120 bulan, atau kosongkan."), "valid_months"))
    return problems


@transaction.atomic
def set_terms(*, module: Module, terms: Terms, on: date, by: User) -> None:
    """:raises Refused: where a competency and its level do not come together"""
    require(access.can_manage(by, module, on))
    refuse(_terms_problems(terms, on))
    lock(module)
    module.competency, module.level = terms.competency, terms.level
    module.valid_months, module.is_open = terms.valid_months, terms.is_open
    module.save(update_fields=["competency", "level", "valid_months", "is_open"])
    _log(by, "learning.module_set", module)


@transaction.atomic
def begin(*, module: Module, now: datetime, on: date, by: User) -> ModuleVersion:
    """A draft like the version in force; the draft that is there already is taken up."""
    require(access.can_manage(by, module, on))
    lock(module)
    there = queries.draft_of(module)
    if there is not None:
        return there
    old = queries.in_force(module)
    last = module.versions.order_by("-number").values_list("number", flat=True).first() or 0
    text = described(old) if old else Description(title=module.slug)
    draft = ModuleVersion.objects.create(
        module=module, number=last + 1, made_at=now, made_by=by, **vars(text)
    )
    if old is not None:
        _copy(old, draft)
    _log(by, "learning.draft_begun", module, version=draft.number)
    return draft


def described(version: ModuleVersion) -> Description:
    return Description(
        **{name: getattr(version, name) for name in Description.__dataclass_fields__}
    )


def _copy(old: ModuleVersion, new: ModuleVersion) -> None:
    """Pages, their pictures (one file for both), questions."""
    rows = list(old.pages.prefetch_related("pictures").order_by("place"))
    made = ModulePage.objects.bulk_create(
        ModulePage(version=new, place=row.place, title=row.title, text=row.text) for row in rows
    )
    ModulePicture.objects.bulk_create(
        ModulePicture(
            page=page, file=one.file.name, alt=one.alt, width=one.width, height=one.height
        )
        for row, page in zip(rows, made, strict=True)
        for one in sorted(row.pictures.all(), key=lambda picture: picture.pk)
    )
    questions = list(old.questions.order_by("pk"))
    for question in questions:
        question.pk, question.version = None, new
    Question.objects.bulk_create(questions)


@transaction.atomic
def describe(*, draft: ModuleVersion, revision: int, text: Description, on: date, by: User) -> None:
    """:raises Refused: without a title, or when somebody else wrote meanwhile"""
    hold(draft, revision, on, by)
    refuse(_title_problems(text.title))
    for name, value in vars(text).items():
        setattr(draft, name, value)
    keep(draft, list(vars(text)), _("Uraian dan tes"), by)


@transaction.atomic
def publish(
    *, draft: ModuleVersion, revision: int, now: datetime, on: date, by: User
) -> None:  # fmt: skip
    """
    In force for whoever begins from now on; those who began the version before finish that one.

    :raises Refused: with everything that is wrong with it
    """
    lock(draft.module)
    hold(draft, revision, on, by)
    refuse(writing.problems(queries.as_written(draft)))
    put_in_force(draft, now, by)
    _log(by, "learning.module_published", draft.module, version=draft.number)


def put_in_force(draft: ModuleVersion, now: datetime, by: User) -> None:
    """Called by other actions, which have checked it."""
    ModuleVersion.objects.filter(module_id=draft.module_id, state=PUBLISHED).update(state=RETIRED)
    draft.state, draft.published_at, draft.published_by = PUBLISHED, now, by
    draft.save(update_fields=["state", "published_at", "published_by"])


@transaction.atomic
def discard(*, draft: ModuleVersion, revision: int, on: date, by: User) -> None:
    """
    The draft goes; the version in force stays.

    :raises Refused: where the module has no other version
    """
    hold(draft, revision, on, by)
    if not draft.module.versions.exclude(pk=draft.pk).exists():
        refuse([Problem(_("Ini versi pertama: tutup modulnya bila tidak jadi dipakai."))])
    forget_files(ModulePicture.objects.filter(page__version=draft))
    _log(by, "learning.draft_discarded", draft.module, version=draft.number)
    draft.delete()


@transaction.atomic
def give_chance(*, study: Study, now: datetime, on: date, by: User) -> None:
    """
    Tries begin anew for one who has used them all up; nobody gives it to oneself. Pressed again,
    nothing happens.
    """
    module = study.version.module
    require(access.can_manage(by, module, on) and study.employee.user_id != by.pk)
    lock(study)
    if not queries.used_up(module).filter(pk=study.pk).exists():
        return
    study.tries_from = now
    study.save(update_fields=["tries_from"])
    announce(facts.ChanceGiven(study.pk, now))
    _log(by, "learning.chance_given", module, employee=study.employee_id)


def _log(by: User, deed: str, module: Module, **told: Any) -> None:
    audit.record(by, deed, module, chain=str(module.agency_id), **told)
