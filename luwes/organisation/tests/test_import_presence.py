"""Minimum presence by unit and group."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from luwes.accounts.rules import Role
from luwes.imports.tests.builders import ON, Desk, state_of_data, told
from luwes.organisation.importing import PresenceImporter
from luwes.organisation.models import MinimumPresence, OrgUnit
from luwes.organisation.tests.builders import a_group, a_unit, a_user, an_agency

LATER = ON + timedelta(days=30)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    a_group("perawat", "Perawat")
    return Desk(PresenceImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


@pytest.fixture
def unit(desk: Desk) -> OrgUnit:
    return a_unit("Puskesmas Rajabasa", agency=desk.agency)


def row(unit: OrgUnit, group: str = "Perawat", minimum: Any = 3, **more: Any) -> dict[str, Any]:
    return {"UNOR ID": unit.code, "KELOMPOK": group, "MINIMUM": minimum, **more}


def minimums() -> list[tuple[str, int, Any, Any]]:
    rows = MinimumPresence.objects.order_by("period", "group")
    return [
        (kept.group.code if kept.group else "", kept.minimum, kept.period.start, kept.period.end)
        for kept in rows
    ]


def test_a_row_sets_a_minimum_of_a_group_or_of_everyone(desk: Desk, unit: OrgUnit) -> None:
    outcome = desk.take(row(unit), row(unit, "", 5, **{"DITETAPKAN OLEH": "Kepala Puskesmas"}))
    assert (outcome.counts["new"], outcome.problems) == (2, [])
    assert minimums() == [("perawat", 3, ON, None), ("", 5, ON, None)]
    assert MinimumPresence.objects.get(group=None).set_by == "Kepala Puskesmas"
    assert MinimumPresence.objects.exclude(group=None).get().set_by == str(desk.by)


@pytest.mark.parametrize("word", ["", "Semua", "SEMUA PEGAWAI", "-"])
def test_everyone_has_several_names(word: str, desk: Desk, unit: OrgUnit) -> None:
    assert desk.take(row(unit, word)).problems == []
    assert MinimumPresence.objects.get().group is None


def test_the_same_list_twice_changes_nothing(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit), row(unit, "", 5))
    before = state_of_data()
    for on in (ON, LATER):
        outcome = desk.take(row(unit), row(unit, "", 5), on=on)
        assert outcome.counts["unchanged"] == 2
        assert state_of_data() == before


def test_another_minimum_counts_from_the_day_on(desk: Desk, unit: OrgUnit) -> None:
    desk.take(row(unit))
    outcome = desk.take(row(unit, minimum=2), on=LATER)
    assert outcome.plan.samples["changed"][0]["detail"] == "3 → 2"
    assert minimums() == [("perawat", 3, ON, LATER), ("perawat", 2, LATER, None)]


@pytest.mark.parametrize(
    ("changes", "column", "message", "found"),
    [
        ({"KELOMPOK": "Juru Ramal"}, "KELOMPOK", "kelompok tidak dikenal", "Juru Ramal"),
        ({"UNOR ID": "77"}, "UNOR ID", "unit tidak dikenal", "77"),
        ({"MINIMUM": ""}, "MINIMUM", "minimum kosong", ""),
        ({"MINIMUM": -1}, "MINIMUM", "bukan bilangan bulat", "-1"),
        ({"MINIMUM": "tiga"}, "MINIMUM", "bukan bilangan bulat", "tiga"),
        ({"MINIMUM": 2.5}, "MINIMUM", "bukan bilangan bulat", "2.5"),
    ],
)
def test_a_row_is_refused_with_its_place(
    changes: dict[str, Any], column: str, message: str, found: str, desk: Desk, unit: OrgUnit
) -> None:
    outcome = desk.check(row(unit, ""), row(unit) | changes)
    (problem,) = outcome.problems
    assert told(problem) == ("refused", 3, column, message, found)
    assert problem.expected
    assert (outcome.counts["new"], outcome.counts["refused"]) == (1, 1)


def test_a_unit_and_group_twice_refuses_both_rows(desk: Desk, unit: OrgUnit) -> None:
    outcome = desk.check(row(unit), row(unit, "perawat", 2), row(unit, ""))
    assert [(p.row, p.column, p.found) for p in outcome.problems] == [
        (2, "KELOMPOK", "Perawat"),
        (3, "KELOMPOK", "perawat"),
    ]


def test_without_a_column_of_groups_a_unit_twice_is_refused_as_well(
    desk: Desk, unit: OrgUnit
) -> None:
    rows = [{"UNOR ID": unit.code, "MINIMUM": n} for n in (2, 3)]
    assert [p.row for p in desk.check(*rows).problems] == [2, 3]


def test_units_of_another_agency_are_unknown(desk: Desk, unit: OrgUnit) -> None:
    foreign = a_unit(agency=an_agency("Pemerintah Kabupaten Rekaan"))
    assert [p.message for p in desk.check(row(foreign)).problems] == ["unit tidak dikenal"]
