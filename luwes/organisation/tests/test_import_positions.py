"""The position map: titles, groups and establishments by unit."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from luwes.accounts.rules import Role
from luwes.imports.tests.builders import ON, Desk, state_of_data, told
from luwes.organisation.importing import PositionImporter
from luwes.organisation.models import Establishment, JobTitle, OrgUnit, Position, StaffGroup
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import a_group, a_title, a_unit, a_user, an_agency

LATER = ON + timedelta(days=30)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    a_group("perawat", "Perawat")
    a_group("umum", "Umum")
    return Desk(PositionImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


@pytest.fixture
def unit(desk: Desk) -> OrgUnit:
    return a_unit("Puskesmas Rajabasa", agency=desk.agency)


def row(unit: OrgUnit, **changes: Any) -> dict[str, Any]:
    return {
        "UNOR ID": unit.code, "JABATAN": "Perawat", "JENIS JABATAN": "Fungsional keahlian",
        "JENJANG": "Muda", "KELAS": 9, "KELOMPOK": "Perawat", "FORMASI": 4,
    } | {header.replace("_", " "): value for header, value in changes.items()}  # fmt: skip


def establishments() -> list[tuple[int, Any, Any]]:
    rows = Establishment.objects.order_by("period")
    return [(kept.headcount, kept.period.start, kept.period.end) for kept in rows]


def test_a_row_is_a_title_a_position_and_its_establishment(desk: Desk, unit: OrgUnit) -> None:
    outcome = desk.take(row(unit))
    assert (outcome.counts["new"], outcome.problems) == (1, [])
    position, title = Position.objects.get(), JobTitle.objects.get()
    assert (title.name, title.kind, title.career_level, title.group.code) == (
        "Perawat", "expert", "muda", "perawat",
    )  # fmt: skip
    assert (position.unit, position.job_class, position.number) == (unit, 9, "1")
    assert (position.single_holder, position.is_draft) == (False, False)
    assert establishments() == [(4, ON, None)]


def test_the_same_map_twice_changes_nothing(desk: Desk, unit: OrgUnit) -> None:
    rows = (row(unit), row(unit, JABATAN="Kepala Puskesmas", JENIS_JABATAN="Pengawas", JENJANG="",
                           KELOMPOK="umum", FORMASI=1))  # fmt: skip
    desk.take(*rows)
    before = state_of_data()
    for on in (ON, LATER):
        outcome = desk.take(*rows, on=on)
        assert outcome.counts["unchanged"] == 2
        assert state_of_data() == before


@pytest.mark.parametrize(
    ("changes", "column", "message", "found", "expected"),
    [
        ({"KELOMPOK": "Juru Ramal"}, "KELOMPOK", "kelompok tidak dikenal", "Juru Ramal",
         "kelompok yang sudah ada"),
        ({"KELOMPOK": ""}, "KELOMPOK", "kelompok kosong", "", "kelompok yang sudah ada"),
        ({"UNOR_ID": "77"}, "UNOR ID", "unit tidak dikenal", "77", "ID atau nama unor yang ada"),
        ({"UNOR_ID": ""}, "UNOR ID", "unit kosong", "", "ID atau nama unor yang ada"),
        ({"JABATAN": ""}, "JABATAN", "nama jabatan kosong", "", "nama jabatan"),
        ({"JENIS_JABATAN": "Ajaib"}, "JENIS JABATAN", "tidak dikenal", "Ajaib", "Pelaksana"),
        ({"JENIS_JABATAN": ""}, "JENIS JABATAN", "jenis jabatan kosong", "", "Pelaksana"),
        ({"JENJANG": "Terampil"}, "JENJANG", "jenjang tidak cocok dengan jenis jabatan", "terampil",
         "pertama, muda, madya, utama"),
        ({"JENJANG": "Agung"}, "JENJANG", "tidak dikenal", "Agung", "jenjang jabatan"),
        ({"KELAS": 18}, "KELAS", "di luar batas", "18", "1–17"),
        ({"FORMASI": -1}, "FORMASI", "bukan bilangan bulat", "-1", "0–100000"),
        ({"FORMASI": "٤"}, "FORMASI", "bukan bilangan bulat", "٤", "0–100000"),
        ({"FORMASI": "empat"}, "FORMASI", "bukan bilangan bulat", "empat", "0–100000"),
    ],
)  # fmt: skip
def test_a_row_is_refused_with_its_place_and_what_is_expected(
    changes: dict[str, Any], column: str, message: str, found: str, expected: str, desk: Desk,
    unit: OrgUnit,
) -> None:  # fmt: skip
    good = row(unit, JABATAN="Bidan")
    outcome = desk.check(good, row(unit, **changes))
    (problem,) = outcome.problems
    assert (problem.severity, problem.sheet, problem.row) == ("refused", "Data", 3)
    assert (problem.column, problem.message, problem.found) == (column, message, found)
    assert expected in problem.expected
    assert (outcome.counts["new"], outcome.counts["refused"]) == (1, 1)


def test_an_unknown_group_makes_no_group(desk: Desk, unit: OrgUnit) -> None:
    before = state_of_data()
    desk.take(row(unit, KELOMPOK="Juru Ramal"), accept_clean=True)
    assert state_of_data() == {**before, "imports_mapping": state_of_data()["imports_mapping"]}
    assert set(StaffGroup.objects.values_list("code", flat=True)) == {"perawat", "umum"}


def test_a_title_twice_in_a_unit_refuses_both_rows(desk: Desk, unit: OrgUnit) -> None:
    outcome = desk.check(row(unit), row(unit, JENJANG="Madya"), row(unit, FORMASI=2))
    assert [told(p)[1:] for p in outcome.problems] == [
        (2, "JABATAN", "jabatan lebih dari satu kali dalam unit (lihat baris 4)", "Perawat"),
        (4, "JABATAN", "jabatan lebih dari satu kali dalam unit (lihat baris 2)", "Perawat"),
    ]


def test_one_title_in_two_groups_is_refused(desk: Desk, unit: OrgUnit) -> None:
    other = a_unit("RSUD Rekaan", agency=desk.agency)
    outcome = desk.check(row(unit), row(other, KELOMPOK="umum"))
    assert [told(p)[1:4] for p in outcome.problems] == [
        (3, "KELOMPOK", "jabatan ini sudah masuk kelompok lain (baris 2)")
    ]


def test_a_unit_may_be_named_instead_of_coded(desk: Desk, unit: OrgUnit) -> None:
    a_unit("Subbagian Umum", parent=unit)
    a_unit("Subbagian Umum", agency=desk.agency)
    named = row(unit, UNOR_NAMA="puskesmas  rajabasa", UNOR_ID="")
    twice = row(unit, UNOR_NAMA="Subbagian Umum", UNOR_ID="")
    outcome = desk.take(named, twice, accept_clean=True)
    assert [told(p)[1:4] for p in outcome.problems] == [
        (3, "UNOR NAMA", "nama unor ada di beberapa tempat")
    ]
    assert Position.objects.get().unit == unit


def test_a_new_establishment_counts_from_the_day_on(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit))
    outcome = desk.take(row(unit, FORMASI=6), on=LATER)
    assert outcome.counts["changed"] == 1
    assert Position.objects.count() == 1
    assert establishments() == [(4, ON, LATER), (6, LATER, None)]


def test_a_blank_establishment_and_class_change_nothing(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit))
    before = state_of_data()
    assert desk.take(row(unit, FORMASI="", KELAS=""), on=LATER).counts["unchanged"] == 1
    assert state_of_data() == before


def test_another_class_corrects_the_position_in_place(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit))
    desk.take(row(unit, KELAS=10), on=LATER)
    position = Position.objects.get()
    assert (position.job_class, position.period.start) == (10, ON)


def test_positions_that_are_not_in_the_map_are_counted_and_stay(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit), row(unit, JABATAN="Bidan"))
    outcome = desk.take(row(unit), on=LATER)
    assert outcome.counts["vanished"] == 1
    assert Position.objects.count() == 2


def test_a_refused_row_is_not_counted_as_vanished(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit), row(unit, JABATAN="Bidan"))
    outcome = desk.check(row(unit), row(unit, JABATAN="Bidan", KELOMPOK="Juru Ramal"))
    assert (outcome.counts["refused"], outcome.counts["vanished"]) == (1, 0)


def test_a_managerial_post_has_one_holder(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit, JABATAN="Kepala Puskesmas", JENIS_JABATAN="Pengawas", JENJANG=""))
    assert Position.objects.get().single_holder


def test_a_drafted_title_is_adopted_with_its_kind_and_group(desk: Desk, unit: OrgUnit) -> None:
    draft = a_title("Perawat", career_level="muda")
    JobTitle.objects.filter(pk=draft.pk).update(is_draft=True)
    outcome = desk.take(row(unit))
    assert outcome.counts["titles_changed"] == 1
    draft.refresh_from_db()
    assert (draft.is_draft, draft.kind, draft.group.code) == (False, "expert", "perawat")


def test_positions_of_a_unit_are_numbered_on(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit), row(unit, JABATAN="Bidan", NOMOR="7"))
    desk.take(row(unit), row(unit, JABATAN="Bidan"), row(unit, JABATAN="Apoteker"))
    numbers = Position.objects.order_by("pk").values_list("title__name", "number")
    assert list(numbers) == [("Perawat", "1"), ("Bidan", "7"), ("Apoteker", "8")]


def test_a_title_written_two_ways_is_one_title(desk: Desk, unit: OrgUnit) -> None:
    other = a_unit("RSUD Rekaan", agency=desk.agency)
    rows = (row(unit), row(other, JABATAN="Perawat Ahli Muda"))
    outcome = desk.take(*rows)
    assert (outcome.counts["new"], outcome.problems) == (2, [])
    title = JobTitle.objects.get()
    assert set(Position.objects.values_list("unit", "title")) == {
        (unit.pk, title.pk), (other.pk, title.pk),
    }  # fmt: skip
    before = state_of_data()
    assert desk.take(*rows).counts["unchanged"] == 2
    assert state_of_data() == before


@pytest.mark.parametrize("level", ["pertama", ""])
def test_no_second_title_beside_one_on_file_that_is_written_otherwise(
    desk: Desk, unit: OrgUnit, level: str
) -> None:
    held = a_title("Dokter Ahli Pertama", kind=PositionKind.EXPERT, career_level=level)
    outcome = desk.take(row(unit, JABATAN="Dokter", JENJANG="Pertama"))
    assert outcome.problems == []
    assert Position.objects.get().title == held
    assert JobTitle.objects.count() == 1


def test_a_title_written_two_ways_in_one_unit_refuses_both_rows(desk: Desk, unit: OrgUnit) -> None:
    outcome = desk.check(row(unit), row(unit, JABATAN="Perawat Ahli Muda", JENJANG=""))
    assert [p.row for p in outcome.problems] == [2, 3]


def test_two_titles_that_were_on_file_already_each_keep_their_posts(
    desk: Desk, unit: OrgUnit
) -> None:
    for name in ("Perawat", "Perawat Ahli Muda"):
        a_title(name, kind=PositionKind.EXPERT, career_level="muda")
    other = a_unit("RSUD Rekaan", agency=desk.agency)
    rows = (row(unit), row(other, JABATAN="Perawat Ahli Muda"))
    desk.take(*rows)
    assert [p.title.name for p in Position.objects.order_by("pk")] == [
        "Perawat", "Perawat Ahli Muda",
    ]  # fmt: skip
    assert desk.take(*rows).counts["unchanged"] == 2


def test_the_level_of_a_leader_is_no_career_level(desk: Desk, unit: OrgUnit) -> None:
    desk.take(
        row(unit, JABATAN="Sekretaris Utama", JENIS_JABATAN="Pimpinan tinggi", JENJANG=""),
        row(unit, JABATAN="Sekretaris", JENIS_JABATAN="Administrator", JENJANG=""),
    )
    assert JobTitle.objects.count() == 2
