"""Somebody reads a module and sits its test, at the screens."""

import re

from django.test import Client
from django.urls import reverse

from luwes.learning.models import Certificate, Module, ModuleAttempt, Question
from luwes.learning.queries import studying
from luwes.learning.rules.states import QuestionKind
from tests.journeys.screens import Screen


def reads(screen: Screen, module: Module) -> None:
    """A module of three pages, from the first to the last."""
    screen.open(reverse("learning:module", args=[module.slug])).press("Mulai belajar")
    screen.press("Lanjut").press("Lanjut").press("Selesai membaca")


def passes(screen: Screen) -> None:
    screen.press("Mulai tes")
    attempt = ModuleAttempt.objects.get(handed_in_at=None)
    for asked in studying.paper(attempt):
        is_last = asked.number == len(attempt.drawn)
        right = _right(attempt, Question.objects.get(pk=asked.pk))
        screen.press("Periksa jawaban" if is_last else "Simpan dan lanjut", jawaban=right)
    screen.press("Kumpulkan")
    assert "100" in screen.text


def _right(attempt: ModuleAttempt, question: Question) -> str | list[str]:
    """As typed, or the options as they are shown."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            order = studying.order_of(attempt, question.pk, len(question.options))
            return [str(order.index(n)) for n in question.right]
        case QuestionKind.NUMBER:
            return str(int(question.number or 0))
        case _:
            return question.words.split("\n")[0]


def verdict(row: Certificate) -> str:
    """The first words of the page that a stranger reads."""
    page = Client().get(reverse("letters:verify_token", args=[row.letter.token])).content.decode()
    found = re.search(r"<h1>(.+?)</h1>", page)
    assert found
    return found[1]
