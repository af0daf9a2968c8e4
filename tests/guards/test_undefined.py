"""The tests themselves: a variable that no view gave is seen."""

from pathlib import Path

import pytest
from django.template import Context, engines
from django.template.base import Origin, Template

OURS = str(Path(__file__).resolve().parents[2] / "luwes/ui/templates/ui/made_up.html")


def rendered(source: str, name: str) -> str:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return Template(source, Origin(name), engine=engine).render(Context({"given": "ya"}))


@pytest.mark.parametrize("source", ["{{ gvien }}", "{{ given.nothing }}", "{{ gvien|upper }}"])
def test_an_undefined_variable_in_our_templates_fails(source: str) -> None:
    with pytest.raises(AssertionError, match="undefined template variable"):
        rendered(source, OURS)


@pytest.mark.parametrize("source", ["{% if gvien %}a{% endif %}", "{% firstof gvien '' %}"])
def test_asking_whether_a_variable_is_there_does_not_fail(source: str) -> None:
    assert rendered(source, OURS) == ""


def test_an_undefined_variable_in_others_templates_is_empty() -> None:
    assert rendered("{{ gvien }}", "/elsewhere/page.html") == ""
