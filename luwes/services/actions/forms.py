"""A form is made by officers: a draft changed one step at a time, published as a new version."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.services import access
from luwes.services.actions.filling import remove_files
from luwes.services.models import DraftFile, FormDraft, FormVersion, Service
from luwes.services.queries import forms as queries
from luwes.services.rules import asking
from luwes.services.rules.asking import Definition, Page, Question
from luwes.services.rules.states import VersionState

Change = Callable[[Definition], Definition]
Row = TypeVar("Row")
LEAST_DAYS, MOST_DAYS = 30, 30 * 365


@transaction.atomic
def begin(*, service: Service, now: datetime, on: date, by: User) -> FormVersion:
    """A draft of the form in force, or of the built-in one; the draft that is there already is taken up."""
    require(access.can_manage(by, service, on))
    lock(service)
    there = queries.being_drafted(service)
    if there is not None:
        return there
    asked = queries.asked_by(service, queries.in_force(service))
    last = FormVersion.objects.filter(service=service).order_by("-number").first()
    form = FormVersion.objects.create(
        service=service, number=last.number + 1 if last else 1, purpose=asked.purpose,
        definition=asking.stored(asked.definition), consent=asked.consent,
        keep_days=asked.keep_days, made_at=now, made_by=by,
    )  # fmt: skip
    _log(by, "services.form_begun", form)
    return form


@transaction.atomic
def change(*, form: FormVersion, revision: int, what: str, to: Change, on: date, by: User) -> None:
    """
    One step on the draft that the officer saw: `to` makes the new definition of the old.

    :raises Refused: when another has changed it since, or it is no draft any more
    """
    _hold(form, revision, on, by)
    try:
        definition = to(asking.read(form.definition))
    except (IndexError, StopIteration) as gone:
        raise Refused(_changed()) from gone
    form.definition = asking.stored(definition)
    _keep(form, ["definition"], what, by)


@transaction.atomic
def set_words(
    *, form: FormVersion, revision: int, purpose: str, consent: str, keep_days: int, on: date,
    by: User,
) -> None:  # fmt: skip
    """
    Why it is asked, to what one agrees, how long it is kept.

    :raises Refused: where one of them is empty, or no time that makes sense
    """
    _hold(form, revision, on, by)
    refuse(_word_problems(purpose, consent, keep_days))
    form.purpose, form.consent, form.keep_days = purpose.strip(), consent.strip(), keep_days
    _keep(form, ["purpose", "consent", "keep_days"], _("Tujuan dan persetujuan"), by)


def _word_problems(purpose: str, consent: str, keep_days: int) -> list[Problem]:
    problems = []
    if not purpose.strip():
        problems.append(Problem(_("Tulis untuk apa data ini diminta."), "purpose"))
    if not consent.strip():
        problems.append(Problem(_("Tulis kalimat yang disetujui warga."), "consent"))
    if not LEAST_DAYS <= keep_days <= MOST_DAYS:
        words = _("Antara %(least)d dan %(most)d hari.")
        problems.append(Problem(words % {"least": LEAST_DAYS, "most": MOST_DAYS}, "keep_days"))
    return problems


@transaction.atomic
def publish(*, form: FormVersion, revision: int, now: datetime, on: date, by: User) -> None:
    """
    In force from now on; drafts begun with the version before keep it.

    :raises Refused: with everything that is wrong with it
    """
    lock(form.service)
    _hold(form, revision, on, by)
    problems = asking.problems(asking.read(form.definition))
    refuse([*problems, *_word_problems(form.purpose, form.consent, form.keep_days)])
    FormVersion.objects.filter(
        service=form.service, state=VersionState.PUBLISHED.value
    ).update(state=VersionState.RETIRED.value)  # fmt: skip
    form.state, form.published_at, form.published_by = VersionState.PUBLISHED.value, now, by
    form.save(update_fields=["state", "published_at", "published_by"])
    _log(by, "services.form_published", form)


@transaction.atomic
def discard(*, form: FormVersion, revision: int, on: date, by: User) -> None:
    """The draft goes, with what was tried with it."""
    _hold(form, revision, on, by)
    tried = FormDraft.objects.filter(form=form)
    remove_files(DraftFile.objects.filter(draft__in=tried).order_by("pk"))
    tried.delete()
    _log(by, "services.form_discarded", form)
    form.delete()


def _hold(form: FormVersion, revision: int, on: date, by: User) -> None:
    require(access.can_manage(by, form.service, on))
    try:
        lock(form)
    except FormVersion.DoesNotExist as gone:
        raise Refused(_changed()) from gone
    if form.state != VersionState.DRAFT.value:
        refuse([Problem(_("Versi ini sudah diberlakukan; mulai rancangan baru."))])
    if form.revision != revision:
        refuse([_changed()])


def _changed() -> Problem:
    return Problem(_("Rancangan ini baru saja diubah orang lain. Lihat yang terbaru, lalu ulangi."))


def _keep(form: FormVersion, fields: list[str], what: str, by: User) -> None:
    form.revision += 1
    form.save(update_fields=[*fields, "revision"])
    _log(by, "services.form_changed", form, what=what)


def _log(by: User, deed: str, form: FormVersion, **told: str) -> None:
    audit.record(by, deed, form.service, chain=str(form.service.agency_id), version=form.number, **told)  # fmt: skip


# What `change` may be given.


def put_page(number: int | None, title: str, hint: str) -> Change:
    """A page changed, or a new one at the end."""

    def to(definition: Definition) -> Definition:
        if number is None:
            return Definition((*definition.pages, Page(title, hint)))
        return definition.with_page(number, replace(definition.pages[number], title=title, hint=hint))  # fmt: skip

    return to


def drop_page(number: int) -> Change:
    return lambda definition: Definition(
        tuple(page for n, page in enumerate(definition.pages) if n != number)
    )


def move_page(number: int, by: int) -> Change:
    """One place up (-1) or down (1); at the end it stays."""
    return lambda definition: Definition(_moved(definition.pages, number, by))


def put_question(number: int, key: str | None, question: Question) -> Change:
    """A question changed, where its key is named, or a new one at the end of the page."""

    def to(definition: Definition) -> Definition:
        page = definition.pages[number]
        if key is None:
            return definition.with_page(number, replace(page, questions=(*page.questions, question)))  # fmt: skip
        place = _place(page, key)
        rows = [*page.questions]
        rows[place] = question
        return definition.with_page(number, replace(page, questions=tuple(rows)))

    return to


def drop_question(number: int, key: str) -> Change:
    def to(definition: Definition) -> Definition:
        page = definition.pages[number]
        rows = tuple(question for question in page.questions if question.key != key)
        return definition.with_page(number, replace(page, questions=rows))

    return to


def move_question(number: int, key: str, by: int) -> Change:
    """One place up or down; beyond the end of its page onto the next one."""

    def to(definition: Definition) -> Definition:
        page = definition.pages[number]
        place, other = _place(page, key), number + by
        if 0 <= place + by < len(page.questions):
            return definition.with_page(number, replace(page, questions=_moved(page.questions, place, by)))  # fmt: skip
        if not 0 <= other < len(definition.pages):
            return definition
        question, target = page.questions[place], definition.pages[other]
        rest = tuple(one for one in page.questions if one is not question)
        rows = (question, *target.questions) if by > 0 else (*target.questions, question)
        left = definition.with_page(number, replace(page, questions=rest))
        return left.with_page(other, replace(target, questions=rows))

    return to


def _place(page: Page, key: str) -> int:
    return next(n for n, question in enumerate(page.questions) if question.key == key)


def _moved(rows: tuple[Row, ...], place: int, by: int) -> tuple[Row, ...]:
    found = [*rows]
    one = found.pop(place)
    found.insert(max(0, place + by), one)
    return tuple(found)
