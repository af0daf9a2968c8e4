"""Measured drawings: their lengths are true, and no inline style is needed."""

import re
from datetime import date

import pytest

from luwes.ui import figures


def widths(svg: str, name: str) -> str:
    found = re.search(rf'class="{name}"[^>]*width="([^"]+)"', svg)
    return found[1] if found else ""


def test_a_bar_is_as_long_as_its_need_and_its_parts_add_up() -> None:
    svg = figures.bar(need=56, here=24, coming=10, asked=4, most=84)
    assert 'width="66.67%" aria-hidden' in svg
    shares = [widths(svg, part) for part in ("here", "coming", "asked", "short")]
    assert shares == ["42.86%", "17.86%", "7.14%", "32.14%"]
    assert 'class="short" x="67.86%"' in svg


def test_a_filled_need_has_no_missing_part() -> None:
    assert "short" not in figures.bar(need=14, here=11, coming=3, asked=0, most=84)


def test_more_people_than_needed_do_not_burst_the_bar() -> None:
    svg = figures.bar(need=2, here=4, coming=0, asked=0, most=2)
    assert widths(svg, "here") == "100%"


def test_people_from_outside_are_a_part_of_their_own() -> None:
    svg = figures.bar(need=10, here=2, coming=0, asked=0, outside=5, most=10)
    assert [widths(svg, part) for part in ("here", "outside", "short")] == ["20%", "50%", "30%"]


def test_a_need_of_nought_draws_nothing() -> None:
    assert "rect" not in figures.bar(need=0, here=0, coming=0, asked=0, most=0)


def test_before_and_after_stand_on_one_line_with_the_minimum() -> None:
    svg = figures.before_after(was=96, now=82, minimum=82, most=100)
    assert '<circle class="was" cx="96%"' in svg
    assert '<circle class="now" cx="82%"' in svg
    assert '<line class="min" x1="82%" x2="82%"' in svg


def test_a_unit_without_a_minimum_has_no_tick() -> None:
    assert "min" not in figures.before_after(was=9, now=8, minimum=None, most=10)


@pytest.mark.parametrize(
    ("reached", "needed", "squares"), [(2, 3, "on on aim - -"), (3, 2, "on on on - -")]
)
def test_levels_show_what_is_reached_and_what_is_aimed_at(
    reached: int, needed: int, squares: str
) -> None:
    svg = figures.level(reached=reached, needed=needed)
    assert [c or "-" for c in re.findall(r'<i(?: class="(\w+)")?>', svg)] == squares.split()


def test_no_drawing_needs_an_inline_style() -> None:
    drawings = [
        figures.bar(need=9, here=1, coming=1, asked=1, most=9),
        figures.before_after(was=3, now=2, minimum=1, most=4),
        figures.unit_fill(filled=1, need=2),
        figures.level(reached=1, needed=2),
    ]
    assert not any("style" in drawing for drawing in drawings)


def test_years_are_drawn_up_to_the_day_and_longer_names_are_cut() -> None:
    long = "Perawat Ahli Muda di rumah sakit yang bernama sangat panjang sekali"
    drawing = figures.years(
        [
            ("Jabatan", [(long, date(2015, 1, 1), date(2016, 1, 1), "past"), ("Kini", date(2016, 1, 1), None, "now")]),
            ("Penugasan", [("Banjir", date(2025, 2, 1), date(2025, 2, 9), "duty")]),
        ],
        date(2025, 12, 31),
    )  # fmt: skip
    assert f"<title>{long}</title>" in drawing
    assert ">Kini</text>" in drawing
    assert 'class="c-bar"' in drawing
    assert "style" not in drawing
    assert all(str(year) in drawing for year in (2015, 2017, 2025))


def test_a_script_in_a_posts_name_stays_text_in_the_drawing() -> None:
    spans = [("<script>", date(2024, 1, 1), None, "now")]
    assert "<script>" not in figures.years([("Jabatan", spans)], date(2025, 1, 1))
