"""A question of a module's test is answered in the browser."""

from luwes.learning.models import ModuleAttempt, Question
from luwes.learning.queries import studying
from tests.browser.conftest import Visit


def answer(window: Visit, attempt: ModuleAttempt, question: Question, *, rightly: bool) -> None:
    """By what one sees; a wrong answer is one that nobody offers as right."""
    page = window.page
    if not question.options:
        said = str(question.number.normalize()) if question.number is not None else question.words.split("\n")[0]  # fmt: skip
        page.get_by_role("textbox").last.fill(said if rightly else "entah")
        return
    order = studying.order_of(attempt, question.pk, len(question.options))
    chosen = question.right if rightly else [n for n in order if n not in question.right][:1]
    role = "radio" if question.kind == "single" else "checkbox"
    for index in chosen:
        page.get_by_role(role, name=question.options[index], exact=True).check()  # type: ignore[arg-type]
