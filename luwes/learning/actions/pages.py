"""What a draft holds: pages with pictures, and the bank of questions, changed one at a time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from secrets import token_urlsafe
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.errors import Problem, Refused, refuse
from luwes.learning.actions.drafting import changed, forget_files, hold, keep
from luwes.learning.models import ModulePage, ModulePicture, ModuleVersion, Question
from luwes.learning.rules import writing
from luwes.learning.rules.states import QuestionKind
from luwes.staffing import pictures

MOST_PICTURES = 6  # on a page


@transaction.atomic
def put_page(
    *, draft: ModuleVersion, revision: int, page_id: int | None, title: str, text: str, on: date,
    by: User,
) -> ModulePage:  # fmt: skip
    """A page changed, or a new one at the end."""
    hold(draft, revision, on, by)
    if page_id is None:
        count = draft.pages.count()
        if count >= writing.MOST_PAGES:
            refuse([Problem(_("Paling banyak %d halaman.") % writing.MOST_PAGES)])
        page = ModulePage.objects.create(version=draft, place=count, title=title, text=text)
    else:
        page = _page(draft, page_id)
        page.title, page.text = title, text
        page.save(update_fields=["title", "text"])
    keep(draft, [], title, by)
    return page


@transaction.atomic
def move_page(
    *, draft: ModuleVersion, revision: int, page_id: int, step: int, on: date, by: User
) -> None:
    """One place up (-1) or down (1); at the end it stays."""
    hold(draft, revision, on, by)
    page = _page(draft, page_id)
    other = draft.pages.filter(place=page.place + step).first()
    if other is None:
        return
    page.place, other.place = other.place, page.place
    page.save(update_fields=["place"])
    other.save(update_fields=["place"])
    keep(draft, [], page.title, by)


@transaction.atomic
def drop_page(*, draft: ModuleVersion, revision: int, page_id: int, on: date, by: User) -> None:
    hold(draft, revision, on, by)
    page = _page(draft, page_id)
    forget_files(page.pictures.all())
    place, title = page.place, page.title
    page.delete()
    draft.pages.filter(place__gt=place).update(place=F("place") - 1)
    keep(draft, [], title, by)


@transaction.atomic
def add_picture(
    *, draft: ModuleVersion, revision: int, page_id: int, data: bytes, alt: str, on: date, by: User
) -> None:
    """
    Drawn anew, so that nothing but the picture is kept.

    :raises Refused: where it is no picture, nobody says what it shows, or the page is full of them
    """
    hold(draft, revision, on, by)
    page = _page(draft, page_id)
    if page.pictures.count() >= MOST_PICTURES:
        refuse([Problem(_("Paling banyak %d gambar di satu halaman.") % MOST_PICTURES, "photos")])
    if not alt.strip():
        refuse([Problem(_("Tulis apa yang terlihat, untuk yang tidak dapat melihatnya."), "alt")])
    hang(page, data, alt.strip())
    keep(draft, [], page.title, by)


def hang(page: ModulePage, data: bytes, alt: str) -> None:
    """:raises Refused: where it is no picture"""
    drawn = pictures.drawn(data)
    row = ModulePicture(page=page, alt=alt, width=drawn.width, height=drawn.height)
    row.file.save(f"{token_urlsafe(12)}.jpg", ContentFile(drawn.jpeg), save=False)
    row.save()


@transaction.atomic
def drop_picture(
    *, draft: ModuleVersion, revision: int, picture_id: int, on: date, by: User
) -> None:
    hold(draft, revision, on, by)
    rows = ModulePicture.objects.filter(page__version=draft, pk=picture_id)
    if not rows.exists():
        raise Refused(changed())
    forget_files(rows)
    keep(draft, [], _("Gambar"), by)


def _page(draft: ModuleVersion, page_id: int) -> ModulePage:
    """:raises Refused: when the page is gone"""
    page = draft.pages.filter(pk=page_id).first()
    if page is None:
        raise Refused(changed())
    return page


@dataclass(frozen=True)
class Asking:
    """A question with its key, as it is written; only what its kind has."""

    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    number: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    words: str = ""
    points: int = 1
    why: str = ""

    def columns(self) -> dict[str, Any]:
        return vars(self) | {
            "kind": self.kind.value, "options": list(self.options), "right": list(self.right),
        }  # fmt: skip


@transaction.atomic
def put_question(
    *, draft: ModuleVersion, revision: int, question_id: int | None, asking: Asking, on: date,
    by: User,
) -> None:  # fmt: skip
    """
    A question of the bank changed, or a new one.

    :raises Refused: with all that is wrong with it
    """
    hold(draft, revision, on, by)
    question = Question(version=draft)
    if question_id is not None:
        found = draft.questions.filter(pk=question_id).first()
        if found is None:
            raise Refused(changed())
        question = found
    elif draft.questions.count() >= writing.MOST_QUESTIONS:
        refuse([Problem(_("Paling banyak %d soal.") % writing.MOST_QUESTIONS)])
    for name, value in asking.columns().items():
        setattr(question, name, value)
    refuse(writing.of_question(question.as_item()))
    question.save()
    keep(draft, [], _("Bank soal"), by)


@transaction.atomic
def drop_question(
    *, draft: ModuleVersion, revision: int, question_id: int, on: date, by: User
) -> None:
    hold(draft, revision, on, by)
    found = draft.questions.filter(pk=question_id).first()
    if found is None:
        raise Refused(changed())
    found.delete()
    keep(draft, [], _("Bank soal"), by)
