"""Staff lists and the catalogue of titles: which title a text means, and when nobody can tell."""

from pathlib import Path
from typing import Any

import pytest

from luwes.appointments.models import Appointment
from luwes.appointments.tests.offices import Office
from luwes.imports.tests.builders import state_of_data, told
from luwes.organisation.models import JobTitle
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import a_position, a_title
from luwes.people.models import Employee


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    return Office(tmp_path)


def an_expert(name: str, level: str) -> JobTitle:
    return a_title(name, kind=PositionKind.EXPERT, career_level=level)


def test_the_name_as_it_stands_goes_before_a_name_with_its_level_added(office: Office) -> None:
    an_expert("Bidan", "muda")
    exact = an_expert("Bidan Ahli Muda", "muda")
    row = office.row(1, JABATAN_NAMA="Bidan Ahli Muda", JENIS_JABATAN_ID="2")
    outcome = office.take(row)
    assert outcome.problems == []
    assert Appointment.objects.get().position.title == exact
    before = state_of_data()
    assert office.take(row).counts["unchanged"] == 1
    assert state_of_data() == before


def test_the_post_that_the_unit_has_goes_before_another_writing_of_its_title(
    office: Office,
) -> None:
    apart = an_expert("Bidan", "muda")
    an_expert("Bidan Ahli Muda", "muda")
    position = a_position(unit=office.unit, title=apart)
    office.take(office.row(1, JABATAN_NAMA="Bidan Ahli Muda"))
    assert Appointment.objects.get().position == position


@pytest.mark.parametrize(
    "written",
    [
        {"JABATAN_NAMA": "Bidan Muda"},
        {"JABATAN_NAMA": "Bidan", "JENJANG": "Ahli Muda"},
        {"JABATAN_NAMA": "BIDAN AHLI MUDA", "JENJANG": "Muda"},
    ],
)
def test_a_title_is_found_however_its_level_is_written(
    written: dict[str, Any], office: Office
) -> None:
    an_expert("Bidan", "pertama")
    meant = an_expert("Bidan", "muda")
    outcome = office.take(office.row(1, **written))
    assert outcome.problems == []
    assert Appointment.objects.get().position.title == meant


def test_a_title_at_several_levels_and_none_said_is_told_and_not_drafted(office: Office) -> None:
    for level in ("pertama", "muda"):
        an_expert("Bidan", level)
    outcome = office.take(office.row(1, JABATAN_NAMA="Bidan"))
    (problem,) = outcome.problems
    said = "jenjang jabatan tidak disebut; pegawai belum ditempatkan"
    assert told(problem) == ("warned", 2, "JABATAN NAMA", said, "Bidan")
    assert problem.expected == "jenjang: pertama, muda"
    assert Employee.objects.count() == 1
    assert not Appointment.objects.exists()
    assert not JobTitle.objects.filter(is_draft=True).exists()


def test_whoever_holds_one_of_several_levels_keeps_it_where_the_list_says_none(
    office: Office,
) -> None:
    for level in ("pertama", "muda"):
        a_position(unit=office.unit, title=an_expert("Bidan", level))
    office.take(office.row(1, JABATAN_NAMA="Bidan", JENJANG="muda"))
    held = Appointment.objects.get()
    outcome = office.take(office.row(1, JABATAN_NAMA="Bidan"))
    assert [p.expected for p in outcome.problems] == ["jenjang: pertama, muda"]
    assert Appointment.objects.get() == held


def test_the_level_that_the_unit_has_is_meant_where_none_is_said(office: Office) -> None:
    an_expert("Bidan", "pertama")
    position = a_position(unit=office.unit, title=an_expert("Bidan", "muda"))
    outcome = office.take(office.row(1, JABATAN_NAMA="Bidan"))
    assert outcome.problems == []
    assert Appointment.objects.get().position == position


def test_a_level_that_is_said_is_not_taken_for_another(office: Office) -> None:
    an_expert("Bidan", "pertama")
    office.take(office.row(1, JABATAN_NAMA="Bidan", JENJANG="Muda"))
    title = Appointment.objects.get().position.title
    assert (title.name, title.kind, title.career_level, title.is_draft) == (
        "Bidan", "expert", "muda", True,
    )  # fmt: skip


def test_an_unknown_title_written_two_ways_is_one_draft(office: Office) -> None:
    outcome = office.take(
        office.row(1, JABATAN_NAMA="Bidan Ahli Muda"),
        office.row(2, JABATAN_NAMA="Bidan", JENJANG="Muda"),
    )
    assert outcome.counts["draft_titles"] == 1
    assert Appointment.objects.count() == 2
