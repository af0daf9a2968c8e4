"""Refusals speak the reader's language."""

from django.utils.translation import override

from luwes.core.errors import Problem


def test_a_problem_of_pure_rules_is_told_in_the_readers_language() -> None:
    told = {"days": 30}
    with override("id"):
        assert Problem("Penugasan Plh. paling lama %(days)d hari.", values=told).message == (
            "Penugasan Plh. paling lama 30 hari."
        )
    with override("en"):
        assert "at most 30 days" in Problem(
            "Penugasan Plh. paling lama %(days)d hari.", values=told
        ).message  # fmt: skip


def test_words_with_signs_of_percent_stay_as_they_are() -> None:
    assert Problem("Beban di atas 100 %.").message == "Beban di atas 100 %."
