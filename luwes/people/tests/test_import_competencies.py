"""Competency lists: who has what, at which level, until when."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.imports.tests.builders import ON, Desk, state_of_data, told
from luwes.organisation.models import Competency
from luwes.organisation.tests.builders import a_competency, a_user, an_agency
from luwes.people.importing.competencies import CompetencyImporter
from luwes.people.models import CompetencyRecord, Employee
from luwes.people.tests.builders import a_nip, a_record, an_employee

LATER = ON + timedelta(days=30)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    a_competency("p3k", "Pertolongan pertama")
    a_competency("air", "Penyelamatan di air")
    return Desk(CompetencyImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


@pytest.fixture
def person(desk: Desk) -> Employee:
    return an_employee(agency=desk.agency)


def row(person: Employee, **changes: Any) -> dict[str, Any]:
    return {
        "NIP": person.nip, "KOMPETENSI": "Pertolongan pertama", "TINGKAT": 3,
        "BERLAKU SAMPAI": "31-12-2026", "BERLAKU MULAI": "01-01-2024", "BUKTI": "Sertifikat 12",
    } | {header.replace("_", " "): value for header, value in changes.items()}  # fmt: skip


def records() -> list[tuple[str, int, date, date | None]]:
    rows = CompetencyRecord.objects.order_by("competency__code", "level", "period")
    return [(r.competency.code, r.level, r.period.start, r.period.last_day) for r in rows]


def test_a_row_is_a_record_to_its_last_day(desk: Desk, person: Employee) -> None:
    outcome = desk.take(
        row(person), row(person, KOMPETENSI="air", BERLAKU_SAMPAI="", BERLAKU_MULAI="")
    )
    assert (outcome.counts["new"], outcome.problems) == (2, [])
    assert records() == [
        ("air", 3, ON, None),
        ("p3k", 3, date(2024, 1, 1), date(2026, 12, 31)),
    ]
    assert CompetencyRecord.objects.get(competency__code="p3k").evidence == "Sertifikat 12"


def test_without_an_end_in_the_list_the_catalogues_counts(desk: Desk, person: Employee) -> None:
    Competency.objects.filter(code="p3k").update(valid_months=24)
    for on in (ON, LATER):
        desk.take(row(person, BERLAKU_SAMPAI=""), on=on)
        assert records() == [("p3k", 3, date(2024, 1, 1), date(2025, 12, 31))]


def test_the_same_list_twice_changes_nothing(desk: Desk, person: Employee) -> None:
    rows = (row(person), row(person, KOMPETENSI="air", BERLAKU_SAMPAI="", BERLAKU_MULAI=""))
    desk.take(*rows)
    before = state_of_data()
    for on in (ON, LATER):
        outcome = desk.take(*rows, on=on)
        assert outcome.counts["unchanged"] == 2
        assert state_of_data() == before


def test_a_certificate_that_is_renewed_lasts_longer(desk: Desk, person: Employee) -> None:
    desk.take(row(person))
    outcome = desk.take(row(person, BERLAKU_SAMPAI="31-12-2028"), on=LATER)
    assert outcome.counts["changed"] == 1
    assert records() == [("p3k", 3, date(2024, 1, 1), date(2028, 12, 31))]


def test_a_certificate_after_a_gap_is_a_record_of_its_own(desk: Desk, person: Employee) -> None:
    desk.take(row(person))
    desk.take(row(person, BERLAKU_MULAI="01-06-2027", BERLAKU_SAMPAI="31-12-2028"))
    assert len(records()) == 2


def test_other_records_of_people_stay(desk: Desk, person: Employee) -> None:
    a_record(person, a_competency("air"))
    outcome = desk.take(row(person))
    assert outcome.counts["vanished"] == 0
    assert CompetencyRecord.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "column", "message", "found", "expected"),
    [
        ({"NIP": a_nip(800)}, "NIP", "pegawai tidak dikenal", a_nip(800), "NIP pegawai yang ada"),
        ({"NIP": "12345"}, "NIP", "NIP harus 18 angka", "12345", "18 angka"),
        ({"NIP": ""}, "NIP", "NIP kosong", "", "18 angka"),
        ({"KOMPETENSI": "Terbang"}, "KOMPETENSI", "kompetensi tidak dikenal", "Terbang",
         "kompetensi dalam katalog"),
        ({"KOMPETENSI": ""}, "KOMPETENSI", "kompetensi tidak dikenal", "", "kompetensi dalam katalog"),
        ({"TINGKAT": 6}, "TINGKAT", "di luar batas", "6", "1–5"),
        ({"TINGKAT": 0}, "TINGKAT", "di luar batas", "0", "1–5"),
        ({"TINGKAT": ""}, "TINGKAT", "tingkat kosong", "", "1–5"),
        ({"TINGKAT": "mahir"}, "TINGKAT", "bukan bilangan bulat", "mahir", "1–5"),
        ({"BERLAKU_SAMPAI": "31-12-2023"}, "BERLAKU SAMPAI", "berakhir sebelum mulai", "31-12-2023",
         "01-01-2024 atau sesudahnya"),
        ({"BERLAKU_SAMPAI": "31-12-2023", "BERLAKU_MULAI": ""}, "BERLAKU SAMPAI",
         "masa berlaku sudah lewat", "31-12-2023", "24-02-2025 atau sesudahnya"),
        ({"BERLAKU_SAMPAI": "31-02-2026"}, "BERLAKU SAMPAI", "tanggal mustahil", "31-02-2026",
         "tanggal"),
    ],
)  # fmt: skip
def test_a_row_is_refused_with_its_place_and_what_is_expected(
    changes: dict[str, Any], column: str, message: str, found: str, expected: str, desk: Desk,
    person: Employee,
) -> None:  # fmt: skip
    outcome = desk.check(row(person, KOMPETENSI="air"), row(person, **changes))
    (problem,) = outcome.problems
    assert told(problem) == ("refused", 3, column, message, found)
    assert expected in problem.expected
    assert (outcome.counts["new"], outcome.counts["refused"]) == (1, 1)


def test_a_competency_twice_at_one_level_refuses_both_rows(desk: Desk, person: Employee) -> None:
    outcome = desk.check(row(person), row(person, KOMPETENSI="P3K"), row(person, TINGKAT=4))
    assert [(p.row, p.column, p.found) for p in outcome.problems] == [
        (2, "KOMPETENSI", "Pertolongan pertama"),
        (3, "KOMPETENSI", "P3K"),
    ]


def test_people_of_another_agency_are_unknown(desk: Desk) -> None:
    foreign = an_employee(agency=an_agency("Pemerintah Kabupaten Rekaan"))
    assert [p.message for p in desk.check(row(foreign)).problems] == ["pegawai tidak dikenal"]


def test_a_time_over_two_records_on_file_is_refused(desk: Desk, person: Employee) -> None:
    competency = a_competency("p3k")
    for first, last in ((2020, 2021), (2024, 2026)):
        a_record(person, competency, period=Period(date(first, 1, 1), date(last, 1, 1)))
    outcome = desk.take(row(person, BERLAKU_MULAI="01-06-2020"), accept_clean=True)
    assert [told(p)[1:4] for p in outcome.problems] == [
        (2, "KOMPETENSI", "masa berlaku menutupi catatan lain")
    ]
    assert CompetencyRecord.objects.count() == 2


def test_a_list_read_again_after_a_record_expired_changes_nothing(
    desk: Desk, person: Employee
) -> None:
    rows = (row(person, BERLAKU_MULAI="", BERLAKU_SAMPAI="31-03-2025"),)
    desk.take(*rows)
    before = state_of_data()
    outcome = desk.take(*rows, on=ON + timedelta(days=300))
    assert (outcome.counts["unchanged"], outcome.problems) == (1, [])
    assert state_of_data() == before


def test_an_expired_record_that_is_not_on_file_is_still_refused(
    desk: Desk, person: Employee
) -> None:
    desk.take(row(person, BERLAKU_MULAI="", BERLAKU_SAMPAI="31-03-2025"))
    outcome = desk.check(
        row(person, BERLAKU_MULAI="", BERLAKU_SAMPAI="30-03-2025"), on=ON + timedelta(days=300)
    )
    assert [p.message for p in outcome.problems] == ["masa berlaku sudah lewat"]


def test_an_expired_record_stays_beside_the_one_that_followed_it(
    desk: Desk, person: Employee
) -> None:
    old = row(person, BERLAKU_MULAI="", BERLAKU_SAMPAI="31-03-2025")
    desk.take(old)
    desk.take(row(person, BERLAKU_MULAI="01-06-2025", BERLAKU_SAMPAI="31-12-2027"))
    before = state_of_data()
    outcome = desk.take(old, on=ON + timedelta(days=300))
    assert (outcome.counts["unchanged"], outcome.problems) == (1, [])
    assert state_of_data() == before
