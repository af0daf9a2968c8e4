"""The modules that come with Luwes: whole, readable, loaded once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from luwes.accounts.rules import Role
from luwes.learning import reading
from luwes.learning.actions import reference
from luwes.learning.models import Module, ModulePicture, ModuleVersion, Question
from luwes.learning.queries import modules as queries
from luwes.learning.reference import basic_ict
from luwes.learning.reference.standard import Lesson
from luwes.learning.rules import testing, writing
from luwes.learning.rules.states import QuestionKind
from luwes.learning.tests.builders import NOW, TODAY
from luwes.organisation.models import Agency
from luwes.organisation.reference import COMPETENCIES
from luwes.organisation.tests.builders import a_competency, a_unit, a_user, an_agency
from luwes.staffing import pictures

lessons = pytest.mark.parametrize("lesson", reference.LESSONS, ids=lambda lesson: lesson.slug)


@lessons
def test_a_lesson_is_whole(lesson: Lesson) -> None:
    assert 8 <= len(lesson.pages) <= 10
    assert len(lesson.bank) >= 20
    assert {ask.kind for ask in lesson.bank} == set(QuestionKind)
    assert lesson.competency in {entry.code for entry in COMPETENCIES}
    assert all(ask.why for ask in lesson.bank)
    drawings = [page.drawing for page in lesson.pages if page.drawing]
    assert len(drawings) >= 3
    assert all(len(one.alt) <= 200 and pictures.drawn(one.read()).width <= 800 for one in drawings)
    assert len({ask.text for ask in lesson.bank}) == len(lesson.bank)


@lessons
def test_every_page_is_a_few_minutes_of_plain_sentences(lesson: Lesson) -> None:
    for page in lesson.pages:
        words = len(page.text.split())
        assert 120 <= words <= 420, f"{page.title}: {words} words"
        shown = str(reading.rendered(page.text))
        assert "**" not in shown, page.title
        for sentence in re.split(r"[.!?:]\s|\n", page.text):
            assert len(sentence.split()) <= 30, sentence


@lessons
def test_every_question_can_be_answered_rightly(lesson: Lesson) -> None:
    for ask in lesson.bank:
        item = Question(**reference.asking(ask).columns()).as_item()
        assert not writing.of_question(item), ask.text
        right = {
            QuestionKind.SINGLE: "0", QuestionKind.MULTIPLE: [str(n) for n in range(len(ask.right))],
            QuestionKind.NUMBER: str(ask.number), QuestionKind.SHORT: ask.right[0] if ask.right else "",
        }[ask.kind]  # fmt: skip
        assert testing.earned(item, right) == item.points, ask.text


@pytest.mark.django_db
def test_they_are_loaded_once_and_stay_as_they_were_changed() -> None:
    a_unit("Dinas Pekerjaan Umum", agency=an_agency())
    province = Agency.objects.create(code="18", name="Provinsi", kind="province")
    a_unit("Sekretariat Daerah", agency=province)
    keeper = a_unit("Badan Pengembangan Sumber Daya Manusia Daerah", agency=province)
    a_competency("tik_dasar", "TIK dasar")
    analyst = a_user(Role.STAFFING_ANALYST)
    said = StringIO()
    call_command("load_modules", by=analyst.username, stdout=said)
    assert "2 modul yang baru" in said.getvalue()
    assert "pelayanan_digital" in said.getvalue()
    module = Module.objects.get(slug="tik-dasar-untuk-pelayanan")
    assert (module.unit, module.level) == (keeper, 1)
    version = queries.in_force(module)
    assert version
    assert not writing.problems(queries.as_written(version))
    shown = ModulePicture.objects.filter(page__version=version)
    assert {row.page.title for row in shown} == {
        page.title for page in basic_ict.PAGES if page.drawing
    }
    ModuleVersion.objects.filter(pk=version.pk).update(title="Judul kami")
    assert reference.load(now=NOW, on=TODAY, by=analyst).modules == 0
    assert ModuleVersion.objects.get(pk=version.pk).title == "Judul kami"


@pytest.mark.django_db
def test_without_a_unit_or_the_right_nothing_is_loaded() -> None:
    with pytest.raises(CommandError, match="Belum ada unit"):
        call_command("load_modules", by=a_user(Role.STAFFING_ANALYST).username)
    with pytest.raises(CommandError, match="tidak berwenang"):
        call_command("load_modules", by=a_user(Role.AUDITOR).username)
    assert not Module.objects.exists()
