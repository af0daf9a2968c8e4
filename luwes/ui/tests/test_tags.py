"""What the components draw: wired for assistive tools, escaped, readable."""

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from luwes.core.forms import Form
from luwes.core.periods import Period
from luwes.ui import keyset, paging


def draw(source: str, **values: Any) -> str:
    with translation.override("id"):
        return Template(source).render(Context(values))


def an_attribute(html: str, tag: str, name: str) -> str:
    found = re.search(rf"<{tag}\b[^>]*\b{name}=\"([^\"]*)\"", html)
    assert found, f"<{tag}> has no {name} in {html}"
    return found[1]


class Appoint(Form):
    name = forms.CharField(label="Nama", help_text="Seperti di SK.")
    first_day = forms.DateField(label="TMT")
    kind = forms.ChoiceField(
        label="Jenis", choices=[("d", "Definitif"), ("p", "Plt.")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    secret = forms.BooleanField(label="Rahasiakan", required=False)


def test_a_field_is_labelled_and_described_by_its_hint() -> None:
    html = draw("{% field form.name %}", form=Appoint())
    assert an_attribute(html, "label", "for") == an_attribute(html, "input", "id")
    assert an_attribute(html, "input", "aria-describedby") == an_attribute(html, "p", "id")
    assert "aria-invalid" not in html


def test_a_wrong_field_says_so_beside_itself() -> None:
    html = draw("{% field form.name %}", form=Appoint({}))
    described = an_attribute(html, "input", "aria-describedby").split()
    assert all(f'id="{one}"' in html for one in described)
    assert len(described) == 2
    assert an_attribute(html, "input", "aria-invalid") == "true"
    assert "is-wrong" in html


def test_the_number_of_a_letter_breaks_after_its_slashes_only() -> None:
    html = draw("{{ number|letter_number }}", number="800.1.11.1/3/<b>/2025")
    assert html == "800.1.11.1/<wbr>3/<wbr>&lt;b&gt;/<wbr>2025"


def test_a_date_gets_the_browsers_picker_with_an_iso_value() -> None:
    html = draw(
        "{% field form.first_day %}", form=Appoint(initial={"first_day": date(2026, 11, 24)})
    )
    assert an_attribute(html, "input", "type") == "date"
    assert an_attribute(html, "input", "value") == "2026-11-24"


def test_what_the_picker_sends_is_understood() -> None:
    with translation.override("id"):
        form = Appoint({"name": "x", "first_day": "2026-11-24", "kind": "d"})
        assert form.is_valid()
    assert form.cleaned_data["first_day"] == date(2026, 11, 24)


def test_a_choice_of_radios_is_a_fieldset_with_a_legend() -> None:
    html = draw("{% field form.kind %}", form=Appoint({}))
    assert "<legend>Jenis</legend>" in html
    assert html.count('type="radio"') == 2
    assert an_attribute(html, "fieldset", "aria-describedby").split() == ["id_kind_error"]


def test_only_what_may_be_left_out_is_marked() -> None:
    form = Appoint()
    assert "boleh dikosongkan" in draw("{% field form.note %}", form=form)
    assert "boleh dikosongkan" not in draw("{% field form.name %}", form=form)
    assert "boleh dikosongkan" not in draw("{% field form.secret %}", form=form)


def test_the_error_summary_links_to_fields_that_exist() -> None:
    form = Appoint({})
    form.add_error(None, "Jabatan ini sudah terisi.")
    html = draw("{% form_errors form %}{% all_fields form %}", form=form)
    links = re.findall(r'href="#([^"]+)"', html)
    assert links == ["id_name", "id_first_day", "id_kind_0"]
    assert all(f'id="{link}"' in html for link in links)
    assert "Jabatan ini sudah terisi." in html
    assert "Ada 4 hal yang perlu diperbaiki" in html
    assert ">TMT: " in html, "a line of the summary says which field it means"


def test_a_form_without_errors_has_no_summary() -> None:
    assert draw("{% form_errors form %}", form=Appoint()) == ""


def test_what_was_typed_is_still_there_after_an_error() -> None:
    html = draw("{% all_fields form %}", form=Appoint({"name": "Rina", "note": "a < b"}))
    assert an_attribute(html, "input", "value") == "Rina"
    assert "a &lt; b" in html


EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "source",
    [
        "{% person evil evil %}",
        "{% person evil '' '/x' %}",
        "{% state evil 'good' %}",
        "{% badge evil %}",
        "{% fact evil evil evil %}",
        "{% page_head evil evil %}{% endpage_head %}",
        "{% section evil 'a' %}{{ evil }}{% endsection %}",
        "{% table evil note=evil %}<tr><td>{{ evil }}</td></tr>{% endtable %}",
        "{% timeline %}{% event evil %}{{ evil }}{% endevent %}{% endtimeline %}",
        "{% notice %}{{ evil }}{% endnotice %}",
        "{% decide evil %}{{ evil }}{% enddecide %}",
        "{% empty_state evil %}{{ evil }}{% endempty_state %}",
        "{% dialog 'a' evil evil %}{{ evil }}{% enddialog %}",
        "{% crumb %}{{ evil }}{% endcrumb %}",
        "{% luwes_map data evil %}{{ evil }}{% endluwes_map %}",
    ],
)
def test_a_script_in_a_name_stays_text(source: str) -> None:
    html = draw(source, evil=EVIL, data={"bubbles": [{"name": EVIL}]})
    assert "<script>alert" not in html
    assert "alert(1)" in html


def test_content_of_a_block_keeps_its_markup() -> None:
    html = draw('{% page_head "Judul" %}<a class="btn" href="/x">Isi</a>{% endpage_head %}')
    assert '<a class="btn" href="/x">Isi</a>' in html


def test_an_icon_nobody_drew_is_a_mistake_told_early() -> None:
    with pytest.raises(TemplateSyntaxError, match="unicorn"):
        draw('{% icon "unicorn" %}')


def test_a_bar_writes_what_is_missing() -> None:
    assert "kurang 18" in draw("{% bar need=56 here=24 coming=10 asked=4 most=84 %}")
    assert "kurang" not in draw("{% bar need=14 here=14 most=84 %}")


def test_a_period_is_shown_to_its_last_day() -> None:
    period = Period(date(2025, 2, 25), date(2025, 3, 2))
    assert "25 Februari s.d. 1 Maret 2025" in draw("{% period period %}", period=period)


def test_words_follow_the_language() -> None:
    with translation.override("en"):
        html = Template("{{ n|number }} {{ d|day }}").render(
            Context({"n": 1234.5, "d": date(2026, 11, 24)})
        )
    assert html == "1,234.5 24 November 2026"


def test_nothing_to_show_is_nothing_shown() -> None:
    assert draw("{{ n|number }}{{ n|day }}{{ n|moment }}{{ n|nip }}", n=None) == ""


def test_the_pager_keeps_the_filter_in_the_address() -> None:
    request = RequestFactory().get("/?q=perawat&hal=2")
    page = Paginator(range(60), 25).get_page(2)
    html = draw("{% pager page %}", page=page, request=request)
    assert 'href="?q=perawat&amp;hal=1"' in html
    assert 'href="?q=perawat&amp;hal=3"' in html
    assert "26–50 dari 60" in html


def test_one_page_needs_no_pager() -> None:
    request = RequestFactory().get("/")
    page = Paginator(range(3), 25).get_page(1)
    assert draw("{% pager page %}", page=page, request=request).strip() == ""


def test_one_pager_serves_every_kind_of_page() -> None:
    request = RequestFactory().get("/?q=a&mulai=abc&hal=2")
    by_row = draw("{% pager page %}", page=keyset.Slice([], "xyz"), request=request)
    assert 'href="?q=a&amp;hal=2"' in by_row
    assert 'href="?q=a&amp;hal=2&amp;mulai=xyz"' in by_row
    uncounted = paging.uncounted(lambda first, end: list(range(60))[first:end], 1)
    html = draw("{% pager page %}", page=uncounted, request=request)
    assert "hal=2" in html
    assert " dari " not in html
    floor = paging.stretch(lambda first, end: list(range(900))[first:end], 2)
    html = draw("{% pager page %}", page=floor, request=request)
    assert "51–100 dari lebih dari 500" in html


def test_a_sorted_head_turns_round_when_pressed_again() -> None:
    source = '{% sort_head "name" "Nama" %}'
    first = draw(source, request=RequestFactory().get("/?hal=3&q=a"))
    assert 'href="?q=a&amp;urut=name"' in first
    assert "aria-sort" not in first
    again = draw(source, request=RequestFactory().get("/?urut=name"))
    assert 'href="?urut=-name"' in again
    assert 'aria-sort="ascending"' in again


def test_two_tables_of_a_page_have_stable_names() -> None:
    html = draw('{% table "Kebutuhan" %}{% endtable %}')
    assert an_attribute(html, "div", "aria-labelledby") == an_attribute(html, "span", "id")
    assert html == draw('{% table "Kebutuhan" %}{% endtable %}')
