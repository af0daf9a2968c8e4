"""The frame: who sees what of it, and the time machine."""

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from luwes.core import clock
from luwes.core.errors import Problem
from luwes.ui import menu, views
from luwes.ui.http import as_of

NOBODY = SimpleNamespace(is_authenticated=False)
SOMEBODY = SimpleNamespace(is_authenticated=True, name="Rina <b>Oktaviani</b>")


@pytest.fixture(autouse=True)
def a_frame_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu.ENTRIES, "_entries", {})
    monkeypatch.setattr(menu, "_bell", menu.Bell())
    monkeypatch.setattr(menu, "_me", None)


def a_request(address: str = "/", user: Any = NOBODY) -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = user
    return request


def page(request: HttpRequest, name: str = "ui/base.html", **values: Any) -> str:
    with translation.override("id"):
        return render_to_string(name, values, request)


def test_a_page_shows_today_unless_another_day_is_asked_for() -> None:
    assert as_of(a_request()) == clock.today()
    assert as_of(a_request("/?per=2025-02-24")) == date(2025, 2, 24)


@pytest.mark.parametrize("text", ["kemarin", "2025-13-01", "2025-02-30", "", "<script>"])
def test_a_day_that_is_none_means_today(text: str) -> None:
    assert as_of(a_request(f"/?per={text}")) == clock.today()


def test_only_pages_that_know_dates_offer_the_date_form() -> None:
    plain, dated = a_request("/?q=a"), a_request("/?q=a")
    as_of(dated)
    assert 'name="per"' not in page(plain)
    html = page(dated)
    assert 'name="per"' in html
    assert '<input type="hidden" name="q" value="a">' in html


def test_a_page_of_another_day_says_so_and_leads_back() -> None:
    request = a_request("/?per=2025-02-24")
    as_of(request)
    html = page(request)
    assert "Anda melihat keadaan per 24 Feb 2025" in html
    today = a_request(f"/?per={clock.today().isoformat()}")
    as_of(today)
    assert "Anda melihat keadaan" not in page(today)


def test_the_person_is_named_and_their_name_stays_text() -> None:
    html = page(a_request(user=SOMEBODY))
    assert "Rina &lt;b&gt;Oktaviani&lt;/b&gt;" in html
    assert "bottombar" in html


def test_without_sign_in_there_is_no_place_of_anybody() -> None:
    html = page(a_request())
    assert "bottombar" not in html
    assert "<li><a" not in html


def test_the_frame_needs_no_inline_style_or_script() -> None:
    html = page(a_request(user=SOMEBODY))
    assert "style=" not in html
    assert "<script>" not in html
    assert "onclick" not in html


def test_a_refusal_lists_every_rule_with_its_law() -> None:
    problems = [Problem("Golongan di bawah syarat.", law="PP 11/2017"), Problem("Sudah terisi.")]
    html = page(a_request(), "ui/refused.html", problems=problems)
    assert "2 aturan menghalanginya" in html
    assert "PP 11/2017" in html
    assert "Sudah terisi." in html


@pytest.mark.parametrize("name", ["404.html", "403.html", "500.html", "403_csrf.html"])
def test_error_pages_stand_without_any_context(name: str) -> None:
    with translation.override("id"):
        assert "Ke beranda" in render_to_string(name)


def test_tomorrow_can_be_asked_for_too() -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert as_of(a_request(f"/?per={tomorrow.isoformat()}")) == tomorrow


def test_the_style_guide_draws_every_component() -> None:
    html = views.components(a_request("/ui/", SOMEBODY)).content.decode()
    for part in (
        "facts",
        "bar",
        "span-bar",
        "timeline",
        "decide",
        "empty",
        "pager",
        "field",
        "help",
    ):
        assert re.search(rf'class="{part}[ "]', html), part
    assert "style=" not in html


def test_the_style_guides_form_answers_422_when_something_is_missing() -> None:
    request = RequestFactory().post("/ui/", {"place": "Jalan Ratu"})
    request.user = NOBODY
    answer = views.components(request)
    assert answer.status_code == 422
    assert "Jalan Ratu" in answer.content.decode()
