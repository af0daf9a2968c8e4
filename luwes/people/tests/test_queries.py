from datetime import date

import pytest

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.organisation.models import PositionRequirement
from luwes.organisation.tests.builders import (
    a_competency,
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)
from luwes.people import queries
from luwes.people.queries import Wanted
from luwes.people.tests.builders import a_record, an_employee

pytestmark = pytest.mark.django_db
ON = date(2025, 2, 21)


def analyst() -> User:
    return a_user(Role.STAFFING_ANALYST)


def names(wanted: Wanted, *, user: User | None = None, on: date = ON) -> list[str]:
    return [row.employee.name for row in queries.page(user or analyst(), wanted, on, 1).rows]


@pytest.mark.parametrize(
    "typed",
    ["Sitti Rahmawaty", "sitti", "rahmawati", "rahma", "SITI RAHMA", "rahmawati siti", "Rahmawaty"],
)
def test_a_mistyped_name_finds_its_owner(typed: str) -> None:
    an_employee("Siti Rahmawati")
    an_employee("Budi Santoso")
    assert names(Wanted(text=typed)) == ["Siti Rahmawati"]


def test_the_nearest_name_comes_first() -> None:
    for name in ("Siti Rahmawaty Lestari", "Sitti Rahmawati", "Siti Rahmawati"):
        an_employee(name)
    assert names(Wanted(text="Siti Rahmawati"))[0] == "Siti Rahmawati"
    assert len(names(Wanted(text="Siti Rahmawati"))) == 3


def nearest(text: str, most: int = 10) -> list[str]:
    return [row.employee.name for row in queries.nearest(analyst(), text, ON, most)]


def test_the_search_box_tells_just_these_words_first_and_then_what_is_like_them() -> None:
    for name in ("Sitinjak Hutapea", "Sitti Aminah", "Zulfa Siti", "Budi Santoso", "Siti Aisyah"):
        an_employee(name)
    found = nearest("siti")
    assert found[:2] == ["Siti Aisyah", "Zulfa Siti"]
    assert "Sitti Aminah" in found
    assert "Budi Santoso" not in found
    assert len(found) == len(set(found))
    assert nearest("siti", 2) == ["Siti Aisyah", "Zulfa Siti"]


@pytest.mark.parametrize("typed", ["O'Brien", "a.b", "(", "[x", "\\", "siti\\", "*", "Ny. Siti+"])
def test_signs_in_the_search_box_mean_themselves(typed: str) -> None:
    an_employee("Anna O'Brien")
    assert nearest(typed) == (["Anna O'Brien"] if typed == "O'Brien" else [])


@pytest.mark.parametrize(
    "typed", ["198701052010121004", "19870105 201012 1 004", "201012 1", "0105"]
)
def test_a_nip_is_found_whole_in_part_and_with_spaces(typed: str) -> None:
    an_employee("Budi Santoso", nip="198701052010121004")
    an_employee("Dewi Lestari", nip="199002022015022003")
    assert names(Wanted(text=typed)) == ["Budi Santoso"]


def test_words_and_digits_are_asked_together() -> None:
    an_employee("Budi Santoso", nip="198701052010121004")
    an_employee("Budi Santoso", nip="199002022015021003")
    assert len(names(Wanted(text="budi 1987"))) == 1


def test_what_is_no_name_finds_nobody_and_breaks_nothing() -> None:
    an_employee("Budi Santoso")
    for typed in ("' OR 1=1 --", "%", "\x00", "<script>"):
        assert names(Wanted(text=typed)) in ([], ["Budi Santoso"])


def test_filters_are_joined() -> None:
    nurse = a_title(group=a_group("perawat"))
    unit = a_unit("RSUD Rekaan")
    post = a_position(unit=unit, title=nurse)
    able, other = (
        an_appointment(an_employee(n, agency=unit.agency), post).employee for n in ("Ani", "Ben")
    )
    clerk = an_appointment(an_employee("Citra", employment="pppk", grade="IX")).employee
    aid = a_competency()
    a_record(able, aid, level=3, period=Period(date(2024, 1, 1), date(2025, 6, 1)))
    a_record(clerk, aid, level=5)
    other.missing_since = date(2025, 2, 1)
    other.save()
    group = nurse.group_id
    assert names(Wanted(group_id=group)) == ["Ani", "Ben"]
    assert names(Wanted(group_id=group, competency_id=aid.pk)) == ["Ani"]
    assert names(Wanted(competency_id=aid.pk, level=4)) == ["Citra"]
    assert names(Wanted(competency_id=aid.pk, group_id=group), on=date(2025, 7, 1)) == []
    assert names(Wanted(employment="pppk")) == ["Citra"]
    assert names(Wanted(vanished=True)) == ["Ben"]
    assert names(Wanted(unit_text="rsud")) == ["Ani", "Ben"]
    assert names(Wanted(unit_text="tidak ada unit ini")) == []
    assert names(Wanted(agency_id=unit.agency_id)) == ["Ani", "Ben"]
    assert names(Wanted(text="ani", vanished=True)) == []


def test_a_unit_is_asked_with_all_below_it() -> None:
    top = a_unit("Dinas Kesehatan")
    below = a_unit("Puskesmas", parent=top)
    an_appointment(an_employee("Ani"), unit=below)
    an_appointment(an_employee("Ben"))
    assert names(Wanted(unit_id=top.pk)) == ["Ani"]


def test_the_list_shows_the_day_asked_for() -> None:
    unit = a_unit("RSUD Rekaan")
    person = an_employee("Ani", agency=unit.agency)
    an_appointment(person, unit=unit, period=Period(date(2020, 1, 1), date(2024, 1, 1)))
    wanted = Wanted(unit_id=unit.pk)
    assert names(wanted, on=date(2023, 5, 1)) == ["Ani"]
    assert names(wanted) == []
    assert names(Wanted(agency_id=unit.agency_id)) == ["Ani"]  # without a post: the own agency


@pytest.mark.parametrize("sort", ["name", "-name", "nip", "-nip"])
def test_the_list_is_sorted_as_asked_also_where_words_are_sought(sort: str) -> None:
    for name, nip in (
        ("Siti B", "199001012015011001"),
        ("Siti A", "198001012015011001"),
        ("Siti C", "200001012020011001"),
    ):
        an_employee(name, nip=nip)
    order = {"name": "ABC", "-name": "CBA", "nip": "ABC", "-nip": "CBA"}[sort]
    for text in ("", "siti"):
        assert names(Wanted(text=text, sort=sort)) == [f"Siti {letter}" for letter in order]


def test_people_who_left_for_good_are_not_listed() -> None:
    an_employee("Ani", is_current=False)
    assert names(Wanted()) == []


def test_everybody_finds_only_whom_they_may_see() -> None:
    here, there = a_unit("Dinas Kesehatan"), a_unit("Dinas Sosial")
    seen = an_appointment(an_employee("Siti Rahmawati", agency=here.agency), unit=here).employee
    an_appointment(an_employee("Siti Rahmawati", agency=there.agency), unit=there)
    idle = an_employee("Siti Rahmawati", agency=here.agency)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=here.pk)
    clerk = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=here.agency_id)
    for user, expected in ((head, {seen.pk}), (clerk, {seen.pk, idle.pk}), (a_user(), set())):
        rows = queries.found(user, Wanted(text="siti"), ON)
        assert set(rows.values_list("pk", flat=True)) == expected


def test_pages_follow_each_other_without_gap_or_twin() -> None:
    agency = an_agency()
    for n in range(120):
        an_employee(f"Rekaan {n % 7}", agency=agency)
    user, wanted, seen = analyst(), Wanted(), []
    for number in (1, 2, 3):
        page = queries.page(user, wanted, ON, number)
        seen += [row.employee.pk for row in page.rows]
    assert len(seen) == len(set(seen)) == 120
    assert not page.has_next
    assert (page.first, page.last, page.total) == (101, 120, 120)


def test_skills_tell_what_is_short_ends_soon_and_has_ended() -> None:
    post = a_position()
    person = an_appointment(position=post).employee
    first, second, third = (a_competency(f"k{n}", f"Kompetensi {n}") for n in range(3))
    PositionRequirement.objects.create(position=post, competency=first, level=3)
    PositionRequirement.objects.create(position=post, competency=third, level=1)
    a_record(person, first, level=2, period=Period(date(2024, 1, 1), date(2025, 4, 1)))
    a_record(person, first, level=4, period=Period(date(2022, 1, 1), date(2024, 1, 1)))
    a_record(person, second, level=5, period=Period(date(2024, 1, 1)))
    skills = queries.skills_of(person.pk, post.pk, ON)
    shown = [(s.competency, s.level, s.needed, s.is_short, s.ends_soon) for s in skills.now]
    assert shown == [
        (first, 2, 3, True, True), (third, 0, 1, True, False), (second, 5, 0, False, False),
    ]  # fmt: skip
    assert (skills.valid, skills.short, skills.ending) == (2, 2, 1)
    assert [r.level for r in skills.ended] == [4]


def test_the_history_of_grades_comes_from_the_rows_own_history() -> None:
    person = an_employee(grade="III/b", grade_since=date(2019, 4, 1))
    person.grade, person.grade_since = "III/c", date(2023, 4, 1)
    person.save()
    assert [(s.grade, s.since) for s in queries.grades_of(person)] == [
        ("III/c", date(2023, 4, 1)), ("III/b", date(2019, 4, 1)),
    ]  # fmt: skip
