"""The list of units: a tree in any order of rows, and what the next list changes of it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from luwes.accounts.rules import Role
from luwes.imports.tests.builders import ON, Desk, state_of_data, told
from luwes.organisation.importing import UnitImporter
from luwes.organisation.models import UnitShape
from luwes.organisation.tests.builders import a_user, an_agency, an_area

LATER = ON + timedelta(days=30)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    return Desk(UnitImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


def row(code: str, name: str = "", above: str = "", **more: Any) -> dict[str, Any]:
    return {"ID": code, "NAMA_UNOR": name or f"Bidang {code}", "ID_ATASAN": above, **more}


TREE = (row("1", "Dinas Kesehatan"), row("2", above="1"), row("3", above="2"))


def shapes(code: str) -> list[tuple[str, str, date, date | None]]:
    """Name and line of codes from the top, by period."""
    codes = dict(UnitShape.objects.values_list("unit_id", "unit__code"))
    found = UnitShape.objects.filter(unit__code=code).order_by("period")
    return [
        (s.name, "/".join(codes[int(link)] for link in s.path.split(".")), s.period.start,
         s.period.end)
        for s in found
    ]  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_rows_stand_in_any_order(order: tuple[int, ...], desk: Desk) -> None:
    outcome = desk.take(*(TREE[place] for place in order))
    assert (outcome.counts["new"], outcome.problems) == (3, [])
    assert shapes("3") == [("Bidang 3", "1/2/3", ON, None)]


def test_the_same_list_twice_changes_nothing(desk: Desk) -> None:
    desk.take(*TREE)
    before = state_of_data()
    for on in (ON, LATER):
        outcome = desk.take(*TREE, on=on)
        assert outcome.counts["unchanged"] == 3
        assert state_of_data() == before


def test_a_rename_is_a_new_shape_and_the_old_name_stays_in_history(desk: Desk) -> None:
    desk.take(*TREE)
    outcome = desk.take(row("1", "Dinas Kesehatan dan KB"), *TREE[1:], on=LATER)
    assert (outcome.counts["changed"], outcome.counts["unchanged"]) == (1, 2)
    assert outcome.plan.samples["changed"][0]["detail"] == "Dinas Kesehatan"
    assert shapes("1") == [
        ("Dinas Kesehatan", "1", ON, LATER),
        ("Dinas Kesehatan dan KB", "1", LATER, None),
    ]
    assert shapes("3") == [("Bidang 3", "1/2/3", ON, None)]


def test_a_move_takes_along_all_that_hangs_below(desk: Desk) -> None:
    desk.take(*TREE, row("9", "Dinas Sosial"))
    outcome = desk.take(TREE[0], row("2", above="9"), TREE[2], row("9", "Dinas Sosial"), on=LATER)
    assert (outcome.counts["moved"], outcome.counts["unchanged"]) == (1, 3)
    assert shapes("2") == [("Bidang 2", "1/2", ON, LATER), ("Bidang 2", "9/2", LATER, None)]
    assert shapes("3") == [("Bidang 3", "1/2/3", ON, LATER), ("Bidang 3", "9/2/3", LATER, None)]


def test_a_correction_on_the_same_day_leaves_one_shape(desk: Desk) -> None:
    desk.take(*TREE)
    desk.take(row("1", "Dinas Kesehatan dan KB"), *TREE[1:])
    assert shapes("1") == [("Dinas Kesehatan dan KB", "1", ON, None)]


def test_a_list_without_the_column_of_parents_moves_nothing(desk: Desk) -> None:
    desk.take(*TREE)
    before = state_of_data()
    outcome = desk.take(*({k: v for k, v in line.items() if k != "ID_ATASAN"} for line in TREE))
    assert outcome.counts["unchanged"] == 3
    assert state_of_data() == {**before, "imports_mapping": state_of_data()["imports_mapping"]}


def test_an_unknown_parent_is_refused_and_all_below_it(desk: Desk) -> None:
    outcome = desk.check(row("1", above="77"), row("2", above="1"), row("3", above="2"), row("4"))
    assert [told(p) for p in outcome.problems] == [
        ("refused", 2, "ID_ATASAN", "unit atasan tidak dikenal", "77"),
        ("refused", 3, "ID_ATASAN", "unit atasan ditolak", "1"),
        ("refused", 4, "ID_ATASAN", "unit atasan ditolak", "2"),
    ]
    assert outcome.problems[0].expected == "ID unit dalam berkas ini atau yang sudah ada"
    assert outcome.counts["new"] == 1


def test_a_parent_may_be_on_file_and_not_in_the_list(desk: Desk) -> None:
    desk.take(*TREE)
    desk.take(row("4", above="3"))
    assert shapes("4") == [("Bidang 4", "1/2/3/4", ON, None)]


def test_a_circle_is_refused_in_every_row_of_it(desk: Desk) -> None:
    outcome = desk.check(row("1", above="3"), row("2", above="1"), row("3", above="2"), row("4"))
    assert [told(p)[1:4] for p in outcome.problems] == [
        (2, "ID_ATASAN", "atasan berputar"),
        (3, "ID_ATASAN", "atasan berputar"),
        (4, "ID_ATASAN", "atasan berputar"),
    ]


def test_a_unit_is_not_its_own_parent(desk: Desk) -> None:
    assert [p.message for p in desk.check(row("1", above="1")).problems] == ["atasan berputar"]


def test_a_circle_over_units_on_file_is_refused(desk: Desk) -> None:
    desk.take(*TREE)
    outcome = desk.check(row("1", "Dinas Kesehatan", above="3"))
    assert [p.message for p in outcome.problems] == ["atasan berputar"]


def test_a_circle_that_only_a_refused_row_would_have_avoided_is_refused(desk: Desk) -> None:
    """Row 2 stays below 1, for its new parent is unknown; so 1 cannot go below 2."""
    desk.take(*TREE)
    rows = (row("2", above="77"), row("1", "Dinas Kesehatan", above="2"), TREE[2])
    before = state_of_data()
    outcome = desk.take(*rows, accept_clean=True)
    assert [(p.row, p.message) for p in outcome.problems] == [
        (2, "unit atasan tidak dikenal"),
        (3, "atasan berputar"),
    ]
    assert state_of_data() == before


def test_an_id_twice_refuses_both_rows(desk: Desk) -> None:
    outcome = desk.check(row("1"), row("2"), row("1", "Lain"))
    assert [told(p)[1:4] for p in outcome.problems] == [
        (2, "ID", "ID unit lebih dari satu kali (lihat baris 4)"),
        (4, "ID", "ID unit lebih dari satu kali (lihat baris 2)"),
    ]


@pytest.mark.parametrize(
    ("changes", "column", "message"),
    [
        ({"ID": ""}, "ID", "ID unit kosong"),
        ({"ID": 1.9e17}, "ID", "rusak oleh format angka"),
        ({"NAMA_UNOR": " "}, "NAMA_UNOR", "nama unit kosong"),
        ({"ID": "x" * 41}, "ID", "ID terlalu panjang"),
    ],
)
def test_a_row_without_id_or_name_is_refused(
    changes: dict[str, Any], column: str, message: str, desk: Desk
) -> None:
    (problem,) = desk.check(row("1") | changes, row("2")).problems
    assert (problem.severity, problem.row, problem.column, problem.message) == (
        "refused", 2, column, message,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("Puskesmas", "Unit A", "health_centre"),
        ("RSUD", "Unit A", "hospital"),
        ("school", "Unit A", "school"),
        ("", "UPTD Puskesmas Rajabasa", "health_centre"),
        ("", "SMP Negeri 4", "school"),
        ("", "Badan Penanggulangan Bencana Daerah", "disaster_agency"),
        ("", "Kelurahan Rajabasa", "village_office"),
        ("", "Antah", "other"),
    ],
)
def test_the_kind_is_read_or_guessed_from_the_name(
    written: str, name: str, kind: str, desk: Desk
) -> None:
    outcome = desk.take(row("1", name, JENIS=written))
    assert outcome.problems == []
    assert UnitShape.objects.get().kind == kind


def test_an_unknown_kind_is_warned_of_and_the_name_tells(desk: Desk) -> None:
    outcome = desk.take(row("1", "Puskesmas Rajabasa", JENIS="Lembaga"))
    assert [told(p) for p in outcome.problems] == [
        ("warned", 2, "JENIS", "tidak dikenal", "Lembaga")
    ]
    assert UnitShape.objects.get().kind == "health_centre"


def test_areas_are_found_by_code_and_by_name(desk: Desk) -> None:
    area = an_area("Rajabasa")
    rows = (
        row("1", WILAYAH=area.code), row("2", WILAYAH="Kecamatan Rajabasa"), row("3", WILAYAH="Antah")
    )  # fmt: skip
    outcome = desk.take(*rows)
    assert [told(p) for p in outcome.problems] == [
        ("warned", 4, "WILAYAH", "wilayah tidak dikenal", "Antah")
    ]
    found = UnitShape.objects.order_by("unit__code").values_list("area", flat=True)
    assert list(found) == [area.pk, area.pk, None]


def test_a_blank_area_keeps_the_one_on_file(desk: Desk) -> None:
    area = an_area("Rajabasa")
    desk.take(row("1", WILAYAH=area.code))
    outcome = desk.take(row("1", WILAYAH=""), on=LATER)
    assert outcome.counts["unchanged"] == 1
    assert UnitShape.objects.get().area == area


def test_units_that_are_not_in_the_list_are_told_and_stay(desk: Desk) -> None:
    desk.take(*TREE)
    before = state_of_data()
    outcome = desk.take(*TREE[:2], on=LATER)
    assert [s["label"] for s in outcome.plan.samples["vanished"]] == ["Bidang 3"]
    assert state_of_data() == before


def test_a_refused_row_is_not_told_as_vanished(desk: Desk) -> None:
    desk.take(*TREE)
    outcome = desk.check(*TREE[:2], row("3", " ", above="2"))
    assert (outcome.counts["refused"], outcome.counts["vanished"]) == (1, 0)


def test_a_draft_unit_is_adopted_in_its_place(desk: Desk) -> None:
    desk.take(*TREE)
    UnitShape.objects.filter(unit__code="3").update(is_draft=True, name="Bidang 3 ?")
    outcome = desk.take(*TREE, on=LATER)
    assert outcome.counts["changed"] == 1
    (shape,) = UnitShape.objects.filter(unit__code="3")
    assert (shape.name, shape.is_draft, shape.period.start) == ("Bidang 3", False, ON)


def test_two_agencies_may_use_the_same_ids(desk: Desk, tmp_path: Path) -> None:
    neighbour = Desk(desk.importer, tmp_path, an_agency("Pemerintah Kabupaten Rekaan"), desk.by)
    desk.take(*TREE)
    outcome = neighbour.take(*TREE)
    assert outcome.counts["new"] == 3
    assert UnitShape.objects.count() == 6
