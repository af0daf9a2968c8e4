"""Learning alone: pages in order, a test saved as one goes, handed in once, its key kept till then."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts import access as accounts
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import a_grant
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core import clock, facts
from luwes.core.errors import Refused
from luwes.core.tests.racing import at_once
from luwes.learning.actions import studying as actions
from luwes.learning.facts import Passed
from luwes.learning.models import Module, ModuleAttempt, Question, Study
from luwes.learning.queries import studying as queries
from luwes.learning.tests.builders import (
    NOW,
    SECRETS,
    TODAY,
    a_learner,
    a_module,
    a_study,
    a_version,
)
from luwes.learning.urls import urlpatterns
from luwes.organisation.models import PositionRequirement
from luwes.organisation.tests.builders import a_competency, a_position, a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record, an_employee
from luwes.services.tests.builders import a_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(settings: Any) -> None:
    clock.set_to(NOW)


@pytest.fixture
def module() -> Module:
    return a_module()


@pytest.fixture
def learner() -> Employee:
    return a_learner()


@pytest.fixture
def window(learner: Employee) -> Client:
    return signed_in(learner)


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> list[Passed]:
    """What was announced."""
    heard: list[Passed] = []
    monkeypatch.setitem(facts._handlers, Passed, [heard.append])
    return heard


def signed_in(person: Employee) -> Client:
    client = Client()
    assert person.user
    client.force_login(person.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def at(name: str, module: Module, *args: object) -> str:
    return reverse(f"learning:{name}", args=[module.slug, *args])


def opened(learner: Employee, module: Module) -> ModuleAttempt:
    """A test that was begun after all pages were read."""
    return begun(a_study(learner, module, page=3))


def begun(study: Study, hours: int = 0) -> ModuleAttempt:
    assert study.employee.user
    now = NOW + timedelta(hours=hours)
    return actions.begin_test(study=study, now=now, on=TODAY, by=study.employee.user)


def right(question: Question, attempt: ModuleAttempt) -> dict[str, Any]:
    """What one posts to answer rightly, as places in the order that is shown."""
    if question.kind == "number":
        return {"jawaban": "4.711"}
    if question.kind == "short":
        return {"jawaban": " KATA kunci! "}
    order = queries.order_of(attempt, question.pk, len(question.options))
    return {"jawaban": [str(order.index(index)) for index in question.right]}


def answer_all(window: Client, module: Module, attempt: ModuleAttempt, *, wrong: int = 0) -> None:
    for number, pk in enumerate(attempt.drawn, 1):
        question = Question.objects.get(pk=pk)
        said = {"jawaban": "9"} if number <= wrong else right(question, attempt)
        window.post(
            at("question_of", module, number), {"percobaan": attempt.pk, "soal": pk, **said}
        )


def hand_in(window: Client, module: Module, attempt: ModuleAttempt) -> Any:
    return window.post(at("hand_in", module), {"percobaan": attempt.pk}, follow=True)


def test_a_module_is_read_in_order_and_gone_on_with(window: Client, module: Module) -> None:
    first = window.post(at("begin", module), follow=True)
    assert "Halaman 1 dari 3" in first.content.decode()
    assert "Isi <strong>1</strong>." in first.content.decode()
    window.post(at("read", module, 1))
    far = window.get(at("read", module, 3), follow=True)
    assert far.redirect_chain[-1][0] == at("read", module, 2)  # no page is skipped
    again = window.post(at("begin", module), follow=True)
    assert again.redirect_chain[-1][0] == at("read", module, 2)
    window.post(at("read", module, 1))  # read once more: nothing is lost
    window.post(at("read", module, 2))
    done = window.post(at("read", module, 3), follow=True)
    assert "Mulai tes" in done.content.decode()
    assert Study.objects.get().page == 3


def test_the_test_opens_only_after_the_last_page(window: Client, learner: Employee, module: Module) -> None:  # fmt: skip
    a_study(learner, module, page=2)
    answer = window.post(at("begin_test", module), follow=True)
    assert "Baca dulu semua halaman" in answer.content.decode()
    assert not ModuleAttempt.objects.exists()


def test_who_answers_all_rightly_passes_once(window: Client, learner: Employee, module: Module, passed: list[Passed]) -> None:  # fmt: skip
    attempt = opened(learner, module)
    answer_all(window, module, attempt)
    shown = hand_in(window, module, attempt).content.decode()
    assert "Anda lulus dengan nilai 100" in shown
    hand_in(window, module, attempt)
    attempt.refresh_from_db()
    assert passed == [
        Passed(learner.pk, "Bekerja dengan tenang", ("module_attempt", str(attempt.pk)), attempt.handed_in_at)
    ]  # fmt: skip
    assert Entry.objects.filter(deed="learning.module_passed").count() == 1


def test_who_fails_sees_what_was_wrong_and_tries_other_questions(window: Client, learner: Employee, module: Module, passed: list[Passed]) -> None:  # fmt: skip
    attempt = opened(learner, module)
    answer_all(window, module, attempt, wrong=2)
    shown = hand_in(window, module, attempt).content.decode()
    assert "Belum lulus: nilai 50" in shown
    assert SECRETS[0] in shown
    assert "Yang benar" not in shown
    assert SECRETS[2] not in shown
    assert not passed
    again = window.post(at("begin_test", module), follow=True)
    assert "Soal 1 dari 4" in again.content.decode()
    assert ModuleAttempt.objects.filter(handed_in_at=None).get().seed != attempt.seed


def test_answers_are_kept_and_gone_on_with_after_a_lost_network(window: Client, learner: Employee, module: Module) -> None:  # fmt: skip
    attempt = opened(learner, module)
    question = Question.objects.get(pk=attempt.drawn[0])
    window.post(
        at("question_of", module, 1),
        {"percobaan": attempt.pk, "soal": question.pk, **right(question, attempt)},
    )
    again = signed_in(learner).post(at("begin_test", module), follow=True)
    assert again.redirect_chain[-1][0] == at("question_of", module, 2)
    assert ModuleAttempt.objects.count() == 1
    assert list(queries.paper(ModuleAttempt.objects.get())[0].chosen or ["x"])


def test_after_handing_in_nothing_changes_any_more(window: Client, learner: Employee, module: Module) -> None:  # fmt: skip
    attempt = opened(learner, module)
    answer_all(window, module, attempt, wrong=4)
    hand_in(window, module, attempt)
    assert learner.user
    with pytest.raises(Refused, match="sudah dikumpulkan"):
        actions.answer(attempt=attempt, question_id=attempt.drawn[0], said="4711", chosen=["0"], by=learner.user)  # fmt: skip
    other = window.post(at("begin_test", module), follow=True)  # the next try, and an old window
    assert "Soal 1" in other.content.decode()
    old = window.post(at("question_of", module, 1), {"percobaan": attempt.pk, "soal": attempt.drawn[0], "jawaban": "1"}, follow=True)  # fmt: skip
    assert "dari tes sebelumnya" in old.content.decode()
    assert ModuleAttempt.objects.get(handed_in_at=None).answers == {}
    assert ModuleAttempt.objects.get(pk=attempt.pk).percent == 0


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_hand_in_once(passed: list[Passed]) -> None:
    learner, module = a_learner(), a_module()
    attempt = opened(learner, module)
    user = learner.user
    assert user
    question = Question.objects.get(kind="number")
    for pk in attempt.drawn:
        row = Question.objects.get(pk=pk)
        said = right(row, attempt)["jawaban"]
        actions.answer(
            attempt=attempt, question_id=pk, said=said if isinstance(said, str) else "",
            chosen=said if isinstance(said, list) else [], by=user,
        )  # fmt: skip

    def press() -> None:
        actions.hand_in(attempt=ModuleAttempt.objects.select_related("study__version__module", "study__employee").get(pk=attempt.pk), now=NOW, by=user)  # fmt: skip

    assert at_once(press, press, press) == ["", "", ""]
    assert len(passed) == 1
    assert question.pk in attempt.drawn


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_begin_one_study_and_one_test() -> None:
    learner, module = a_learner(), a_module()
    user = learner.user
    assert user
    assert at_once(*[lambda: actions.begin(module=module, employee=learner, now=NOW, by=user)] * 3) == ["", "", ""]  # fmt: skip
    study = Study.objects.get()
    Study.objects.update(page=3)

    def press() -> None:
        begun(Study.objects.select_related("version__module", "employee__user").get(pk=study.pk))

    assert at_once(press, press, press) == ["", "", ""]
    assert ModuleAttempt.objects.count() == 1


def test_the_key_is_at_no_address_before_the_test_is_handed_in(window: Client, learner: Employee, module: Module) -> None:  # fmt: skip
    attempt = opened(learner, module)
    colleague = opened(a_learner(), module)
    values = {
        "slug": [module.slug], "place": [1, 2, 3], "number": [1, 2, 3, 4], "picture_id": [1],
        "attempt_id": [attempt.pk, colleague.pk], "module_id": [module.pk],
        "page_id": list(module.versions.get().pages.values_list("pk", flat=True)),
        "question_id": attempt.drawn,
    }  # fmt: skip
    asked = 0
    for pattern in urlpatterns:
        for address in _addresses(pattern, values):
            for extra in ({}, {"headers": {"HX-Request": "true"}}, {"headers": {"Accept": "application/json"}}):  # fmt: skip
                answer = window.get(address, **extra)  # type: ignore[arg-type]
                asked += 1
                told = answer.content.decode() if not answer.streaming else ""
                assert not any(secret in told for secret in SECRETS), address
    assert asked > 60


def _addresses(pattern: Any, values: dict[str, list[Any]]) -> list[str]:
    found: list[dict[str, Any]] = [{}]
    for name in pattern.pattern.regex.groupindex:
        found = [{**one, name: value} for one in found for value in values.get(name, [1])]
    return [reverse(f"learning:{pattern.name}", kwargs=one) for one in found]


def test_what_is_posted_for_an_option_tells_nothing_of_its_place_in_the_bank(window: Client, learner: Employee, module: Module) -> None:  # fmt: skip
    """The bank names the right one first; the page counts places in its own order."""
    attempt = opened(learner, module)
    orders = set()
    for number, pk in enumerate(attempt.drawn, 1):
        question = Question.objects.get(pk=pk)
        if question.kind == "single":
            page = window.get(at("question_of", module, number)).content.decode()
            assert re.findall(r'name="jawaban" value="(\d)"', page) == ["0", "1", "2"]
    for n in range(12):
        attempt.seed = str(n)
        orders.add(queries.order_of(attempt, 1, 3))
    assert len(orders) > 3


def test_a_colleagues_test_is_closed(learner: Employee, module: Module) -> None:
    attempt = opened(learner, module)
    answer_all(signed_in(learner), module, attempt)
    hand_in(signed_in(learner), module, attempt)
    stranger = a_learner()
    client = signed_in(stranger)
    assert client.get(reverse("learning:result", args=[attempt.pk])).status_code == 404
    assert client.post(at("hand_in", module), {"percobaan": attempt.pk}).status_code == 404
    assert stranger.user
    with pytest.raises(PermissionDenied):
        actions.hand_in(attempt=attempt, now=NOW, by=stranger.user)


def test_tries_and_the_pause_between_them_are_kept(window: Client, learner: Employee) -> None:
    module = a_module(attempts=2, pause_hours=24)
    attempt = opened(learner, module)
    hand_in(window, module, attempt)
    early = window.post(at("begin_test", module), follow=True).content.decode()
    assert "Tes berikutnya belum terbuka" in early
    assert "Terbuka besok 10.00" in early
    study = Study.objects.get()
    second = begun(study, hours=25)
    assert learner.user
    actions.hand_in(attempt=second, now=NOW + timedelta(hours=26), by=learner.user)
    with pytest.raises(Refused, match="Semua kesempatan"):
        begun(study, hours=100)


def test_who_knows_the_key_does_not_sit_the_test(learner: Employee) -> None:
    assert learner.user
    own = a_study(learner, a_module(by=learner.user), page=3)
    with pytest.raises(Refused, match="untuk orang lain"):
        begun(own)
    managed = a_study(learner, a_module(), page=3)
    a_grant(learner.user, Role.TRAINING_MANAGER)
    accounts.forget(learner.user)
    with pytest.raises(Refused, match="untuk orang lain"):
        begun(managed)


def test_the_key_is_told_when_no_try_is_left(window: Client, learner: Employee) -> None:
    module = a_module(attempts=1)
    attempt = opened(learner, module)
    answer_all(window, module, attempt, wrong=2)
    assert "Yang benar" in hand_in(window, module, attempt).content.decode()


def test_one_who_passed_tries_again_only_when_it_ends(learner: Employee) -> None:
    study = a_study(learner, a_module(valid_months=12), page=3)
    study.passed_at = NOW
    study.save()
    with pytest.raises(Refused, match="sudah lulus"):
        begun(study)
    assert learner.user
    later = NOW + timedelta(days=310)
    assert actions.begin_test(study=study, now=later, on=later.date(), by=learner.user).pk


def test_one_finishes_the_version_one_began_or_changes_to_the_new(window: Client, learner: Employee, module: Module) -> None:  # fmt: skip
    study = a_study(learner, module, page=1)
    module.versions.update(state="retired")
    a_version(module, title="Bekerja lebih tenang", state="published", number=2)
    page = window.get(at("module", module)).content.decode()
    assert "Bekerja dengan tenang" in page
    assert "Ada versi baru" in page
    assert "Isi <strong>2</strong>" in window.get(at("read", module, 2)).content.decode()
    window.post(at("begin", module))
    assert "Bekerja lebih tenang" in window.get(at("module", module)).content.decode()
    assert Study.objects.filter(pk=study.pk, page=1).exists()


def test_a_closed_module_is_finished_but_not_begun(learner: Employee, module: Module) -> None:
    a_study(learner, module)
    module.is_open = False
    module.save()
    assert signed_in(learner).get(at("read", module, 1)).status_code == 200
    other = signed_in(a_learner())
    assert other.get(at("module", module)).status_code == 404
    assert other.post(at("begin", module)).status_code == 404


def test_the_shelf_names_first_what_the_own_post_asks(window: Client, learner: Employee) -> None:
    unit = a_unit()
    position = a_position(unit=unit)
    an_appointment(learner, position)
    digital, other = a_competency("digital", "Digital"), a_competency("lain", "Lain")
    PositionRequirement.objects.create(position=position, competency=digital, level=3)
    PositionRequirement.objects.create(position=position, competency=other, level=1)
    a_record(learner, other, level=1)
    a_module(title="Untuk jabatan", competency=digital, level=2)
    a_module(title="Sudah dikuasai", competency=other, level=1)
    page = window.get(reverse("learning:mine")).content.decode()
    shelf = page[page.index("Modul yang menutup kekurangan Anda") :]
    assert shelf.index("Untuk jabatan") < shelf.index("Modul lain")
    assert page.index("Modul lain") < page.index("Sudah dikuasai")
    assert "Jabatan Anda meminta tingkat 3" in page
    found = window.get(reverse("learning:mine"), {"q": "DIKUASAI\x00"}).content.decode()
    assert "Sudah dikuasai" in found
    assert "Untuk jabatan" not in found


def test_what_ran_out_leads_back_to_the_module_that_renews_it(window: Client, learner: Employee) -> None:  # fmt: skip
    unit = a_unit()
    an_appointment(learner, a_position(unit=unit))
    digital = a_competency("digital", "Digital")
    a_service(unit, name="Aduan", skills={digital: 2})
    study = a_study(learner, a_module(title="Pernah lulus", competency=digital, level=2), page=3)
    study.passed_at = NOW
    study.save()
    page = window.get(reverse("learning:mine")).content.decode()
    assert "Modul yang menutup kekurangan Anda" in page
    assert "Jabatan Anda meminta" not in page
    assert "Aduan: tingkat 2 diminta" in page
    a_record(learner, digital, level=2)
    assert "Sudah lulus" in window.get(reverse("learning:mine")).content.decode()


def test_many_modules_cost_no_more_queries_than_one(window: Client, learner: Employee) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            window.get(reverse("learning:mine"))
        return len(asked)

    a_study(learner, a_module())
    a_module()
    cost()  # what a session asks once
    few = cost()
    for n in range(12):
        module = a_module(title=f"Modul ke-{n}")
        if n % 2:
            a_study(learner, module)
    assert cost() == few


@pytest.mark.parametrize("said", ["", "9", "-1", "0x0", "²", "\x00", "a" * 5000, ["0", "0", "7"], ["1"] * 50])  # fmt: skip
def test_whatever_is_posted_is_an_answer_or_none(window: Client, learner: Employee, module: Module, said: Any) -> None:  # fmt: skip
    attempt = opened(learner, module)
    for number, pk in enumerate(attempt.drawn, 1):
        answer = window.post(at("question_of", module, number), {"percobaan": attempt.pk, "soal": pk, "jawaban": said})  # fmt: skip
        assert answer.status_code == 302
    assert hand_in(window, module, attempt).status_code == 200


def test_who_has_left_or_has_no_file_learns_nothing(module: Module) -> None:
    gone = an_employee(user=a_user(), is_current=False)
    client = signed_in(gone)
    assert client.get(reverse("learning:mine")).status_code == 403
    assert client.get(at("module", module)).status_code == 403
