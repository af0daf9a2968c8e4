"""Reads for who learns: the shelf, a module, a test without its key, a result with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luwes.accounts.models import User
from luwes.learning import access
from luwes.learning.models import (
    Module,
    ModuleAttempt,
    ModulePage,
    ModuleVersion,
    Question,
    Study,
)
from luwes.learning.queries import gaps
from luwes.learning.rules import testing
from luwes.learning.rules.states import QuestionKind, VersionState
from luwes.learning.rules.testing import Item, Tries
from luwes.people.models import Employee

CHOICES = (QuestionKind.SINGLE.value, QuestionKind.MULTIPLE.value)
MOST_ON_SHELF = 200


def current(user: User, module: Module) -> Study | None:
    """The one last begun."""
    return access.own_studies(user).filter(version__module=module).first()


@dataclass(frozen=True)
class OnShelf:
    """A module as it stands before somebody: `study` None where it was not begun."""

    version: ModuleVersion
    study: Study | None
    pages: int
    gap: gaps.Gap | None = None  # that passing it narrows

    @property
    def needed(self) -> int:
        """The level that is asked and the person lacks."""
        return self.gap.asked if self.gap else 0

    @property
    def has_passed(self) -> bool:
        return bool(self.study and self.study.passed_at)

    @property
    def read(self) -> int:
        return min(self.study.page, self.pages) if self.study else 0


@dataclass(frozen=True)
class Shelf:
    """
    `going` begun and not passed, `needed` against an open gap (also what was passed and holds no more), `others`
    the rest, `done` passed; `gaps`
    of the person against the own post and what the unit offers.
    """

    going: list[OnShelf]
    needed: list[OnShelf]
    others: list[OnShelf]
    done: list[OnShelf]
    gaps: list[gaps.Gap]


def shelf(user: User, employee: Employee, on: date, text: str = "") -> Shelf:
    """A handful of queries, however many modules there are."""
    rows = ModuleVersion.objects.filter(
        state=VersionState.PUBLISHED.value, module__in=access.open_modules().order_by().values("pk")
    )
    if text:
        rows = rows.filter(title__holds=text)
    offered = rows.select_related("module__competency").annotate(page_count=_pages_of("pk"))
    open_gaps = gaps.of_person(employee.pk, on)
    lacking = {gap.competency.pk: gap for gap in open_gaps}
    mine: dict[int, OnShelf] = {}
    for study in access.own_studies(user).annotate(page_count=_pages_of("version_id")):
        version = study.version
        row = OnShelf(version, study, study.page_count, _helps(version.module, lacking))
        mine.setdefault(version.module_id, row)
    new = [
        OnShelf(version, None, version.page_count, _helps(version.module, lacking))
        for version in offered.order_by("title", "pk")[:MOST_ON_SHELF]
        if version.module_id not in mine
    ]
    passed = [row for row in mine.values() if row.has_passed]
    return Shelf(
        [row for row in mine.values() if not row.has_passed],
        [row for row in [*passed, *new] if row.needed],
        [row for row in new if not row.needed], [row for row in passed if not row.needed],
        open_gaps,
    )  # fmt: skip


def _pages_of(version: str) -> Coalesce:
    """How many pages a version has: places begin at 0 and leave none out."""
    last = ModulePage.objects.filter(version=OuterRef(version)).order_by("-place", "pk")
    return Coalesce(Subquery(last.values("place")[:1]) + 1, 0)


def _helps(module: Module, lacking: dict[int, gaps.Gap]) -> gaps.Gap | None:
    """The gap towards which passing this module raises the person."""
    gap = lacking.get(module.competency_id or 0)
    return gap if gap and gap.level < (module.level or 0) else None


def tries(study: Study) -> Tries:
    """Since one last passed, or was given another chance."""
    rows = study.attempts.filter(handed_in_at__isnull=False)
    if since := max(filter(None, (study.passed_at, study.tries_from)), default=None):
        rows = rows.filter(handed_in_at__gt=since)
    times = list(rows.order_by("-handed_in_at").values_list("handed_in_at", flat=True))
    return Tries(len(times), times[0] if times else None)


@dataclass(frozen=True)
class Progress:
    """How far somebody is in a module: what is read of it, and how often its test was tried."""

    pages: int
    is_read: bool
    tries: Tries


def progress(study: Study) -> Progress:
    pages = study.version.pages.count()
    return Progress(pages, study.page >= pages, tries(study))


@dataclass(frozen=True)
class Asked:
    """A question as it is put to somebody: nothing here tells which answer is right."""

    pk: int
    number: int
    kind: str
    text: str
    options: tuple[str, ...]
    order: tuple[int, ...]  # places of the options as shown, each the index in the bank
    answer: Any

    @property
    def is_choice(self) -> bool:
        return self.kind in CHOICES

    @property
    def shown(self) -> list[tuple[str, str]]:
        return [(str(place), self.options[index]) for place, index in enumerate(self.order)]

    @property
    def chosen(self) -> list[str]:
        """What was answered, as places in the shown order."""
        kept = self.answer if isinstance(self.answer, list) else [self.answer]
        return [str(place) for place, index in enumerate(self.order) if str(index) in kept]

    @property
    def is_answered(self) -> bool:
        return bool(self.answer)

    def indexes(self, chosen: Sequence[str]) -> list[str]:
        """Shown places back into indexes of the bank; what is no place falls out."""
        return [str(index) for place, index in enumerate(self.order) if str(place) in chosen]


def _safe(attempt: ModuleAttempt) -> QuerySet[Question, Any]:
    """The columns that hold no key; the others are not even read."""
    rows = Question.objects.filter(pk__in=attempt.drawn, version_id=attempt.study.version_id)
    return rows.order_by("pk").values("pk", "kind", "text", "options")


def paper(attempt: ModuleAttempt) -> list[Asked]:
    """The test as it was drawn. One query."""
    rows = {row["pk"]: row for row in _safe(attempt)}
    return [
        Asked(
            pk, number, rows[pk]["kind"], rows[pk]["text"], tuple(rows[pk]["options"]),
            order_of(attempt, pk, len(rows[pk]["options"])), attempt.answers.get(str(pk), ""),
        )
        for number, pk in enumerate(attempt.drawn, 1) if pk in rows
    ]  # fmt: skip


def asked(attempt: ModuleAttempt, question_id: int) -> Asked | None:
    return next((one for one in paper(attempt) if one.pk == question_id), None)


def order_of(attempt: ModuleAttempt, question_id: int, options: int) -> tuple[int, ...]:
    return tuple(testing.shuffled(options, f"{attempt.seed}:{question_id}"))


def items(attempt: ModuleAttempt) -> list[Item]:
    """With the key: for the marking alone."""
    return [question.as_item() for question in _drawn(attempt)]


def _drawn(attempt: ModuleAttempt) -> list[Question]:
    found = Question.objects.filter(version_id=attempt.study.version_id).in_bulk(attempt.drawn)
    return [found[pk] for pk in attempt.drawn if pk in found]


@dataclass(frozen=True)
class Marked:
    """A question after the test: what one said, what is right, and why."""

    number: int
    text: str
    said: str
    right: str
    why: str
    share: str  # "all", "some" or "none" of its points


def shows_key(attempt: ModuleAttempt) -> bool:
    """Once one has passed, or no try is left: before that the next try would be no test."""
    return bool(attempt.passed) or tries(attempt.study).left(attempt.study.version.attempts) == 0


def marked(attempt: ModuleAttempt) -> list[Marked]:
    """
    What is right is told only where `shows_key`.

    :raises ValueError: before the test is handed in
    """
    if attempt.handed_in_at is None:
        raise ValueError("not handed in")
    found, is_open = [], shows_key(attempt)
    for number, question in enumerate(_drawn(attempt), 1):
        said = attempt.answers.get(str(question.pk), "")
        points = testing.earned(question.as_item(), said)
        share = "all" if points == question.points else "some" if points else "none"
        found.append(
            Marked(number, question.text, _in_words(question, said), key(question) if is_open else "", question.why, share)
        )  # fmt: skip
    return found


def _in_words(question: Question, said: Any) -> str:
    if question.kind not in CHOICES:
        return str(said)
    kept = said if isinstance(said, list) else [said]
    return "; ".join(text for index, text in enumerate(question.options) if str(index) in kept)


def key(question: Question) -> str:
    """What is right, in words: for who wrote it, and for others after their test."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return "; ".join(t for n, t in enumerate(question.options) if n in question.right)
        case QuestionKind.NUMBER:
            number = testing.written(question.number)
            within = testing.written(question.tolerance)
            return number if within in {"", "0"} else f"{number} (± {within})"
        case _:
            return question.words.split("\n")[0].strip()
