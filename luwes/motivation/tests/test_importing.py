"""Recognitions received and discipline from a sheet: what goes in, once, and what dirty rows are told."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.imports.tests.builders import Desk, state_of_data
from luwes.motivation.importing import RecognitionImporter
from luwes.motivation.models import MedalRecord, ServiceBreak
from luwes.motivation.rules.medals import of_years
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    return Desk(RecognitionImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


@pytest.fixture
def person(desk: Desk) -> Employee:
    return an_employee(agency=desk.agency)


def medal(person: Employee, **changes: Any) -> dict[str, Any]:
    return {
        "NIP": person.nip, "JENIS": "SLKS X Tahun", "TANGGAL": "17-08-2019", "SAMPAI": "", "TAHUN": "",
        "NOMOR KEPUTUSAN": "Keppres 85/TK/2019",
    } | changes  # fmt: skip


def discipline(person: Employee, **changes: Any) -> dict[str, Any]:
    return medal(
        person, JENIS="Hukuman disiplin sedang", TANGGAL="01-02-2018", SAMPAI="31-01-2019",
        **{"NOMOR KEPUTUSAN": "800/12/2018"},
    ) | changes  # fmt: skip


def said(outcome: Any) -> list[str]:
    return [problem.message for problem in outcome.problems]


def test_a_recognition_and_a_discipline_go_in_as_from_the_page(desk: Desk, person: Employee) -> None:  # fmt: skip
    outcome = desk.take(medal(person), discipline(person))
    assert (outcome.counts["new"], said(outcome)) == (2, [])
    row = MedalRecord.objects.get()
    assert (row.employee, row.medal, row.state) == (person, of_years(10), "received")
    assert (row.received_on, row.decree) == (date(2019, 8, 17), "Keppres 85/TK/2019")
    found = ServiceBreak.objects.get()
    assert (found.kind, found.letter) == ("medium", "800/12/2018")
    assert found.period == Period(date(2018, 2, 1), date(2019, 2, 1))


def test_the_same_sheet_twice_changes_nothing(desk: Desk, person: Employee) -> None:
    desk.take(medal(person), discipline(person))
    before = state_of_data()
    outcome = desk.take(medal(person), discipline(person))
    assert outcome.counts["unchanged"] == 2
    assert state_of_data() == before


@pytest.mark.parametrize(
    "written", ["2019-08-17", "17/08/2019", "17 Agustus 2019", 43694, datetime(2019, 8, 17)]
)
def test_days_are_read_however_they_are_written(desk: Desk, person: Employee, written: Any) -> None:
    desk.take(medal(person, TANGGAL=written))
    assert MedalRecord.objects.get().received_on == date(2019, 8, 17)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Satyalancana Karya Satya XX Tahun", 20), ("satya lancana karya satya xxx", 30), ("SLKS 10", 10),
        ("X tahun", 10),
    ],
)  # fmt: skip
def test_kinds_are_read_however_they_are_written(
    desk: Desk, person: Employee, written: str, kind: int
) -> None:
    desk.take(medal(person, JENIS=written))
    assert MedalRecord.objects.get().medal == of_years(kind)


def test_a_year_alone_counts_as_its_last_day_and_is_told(desk: Desk, person: Employee) -> None:
    outcome = desk.take(medal(person, TANGGAL="", TAHUN=2015))
    assert MedalRecord.objects.get().received_on == date(2015, 12, 31)
    assert said(outcome) == ["tanggal kosong: dicatat hari terakhir tahunnya"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"NIP": "199001012015011999"}, "pegawai tidak dikenal"),
        ({"JENIS": "Piagam lomba"}, "tidak dikenal"),
        ({"JENIS": ""}, "jenis kosong"),
        ({"TANGGAL": "", "TAHUN": ""}, "tanggal dan tahun kosong"),
        ({"TANGGAL": "31-02-2019"}, "tanggal mustahil"),
        ({"TANGGAL": "17-08-2099"}, "tanggal di masa depan"),
        ({"NOMOR KEPUTUSAN": "-"}, "nomor keputusan kosong"),
    ],
)
def test_what_is_wrong_with_a_recognition_is_told_and_stays_out(
    desk: Desk, person: Employee, changes: dict[str, Any], message: str
) -> None:
    outcome = desk.take(medal(person, **changes))
    assert message in said(outcome)
    assert not MedalRecord.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"SAMPAI": ""}, "tanggal kosong"),
        ({"SAMPAI": "31-01-2017"}, "berakhir sebelum mulai"),
        ({"TANGGAL": "01-01-1970", "SAMPAI": "01-02-1970"}, "sebelum menjadi CPNS"),
        ({"TANGGAL": "01-01-2099", "SAMPAI": "01-02-2099"}, "tanggal di masa depan"),
    ],
)
def test_what_is_wrong_with_a_discipline_is_told_and_stays_out(
    desk: Desk, person: Employee, changes: dict[str, Any], message: str
) -> None:
    outcome = desk.take(discipline(person, **changes))
    assert said(outcome) == [message]
    assert not ServiceBreak.objects.exists()


def test_twins_in_the_sheet_stay_out_both(desk: Desk, person: Employee) -> None:
    outcome = desk.take(medal(person), medal(person, TANGGAL="17-08-2020"), discipline(person), discipline(person))  # fmt: skip
    assert outcome.counts["refused"] == 4
    assert not MedalRecord.objects.exists()
    assert not ServiceBreak.objects.exists()


def test_what_is_on_file_otherwise_is_not_written_over(desk: Desk, person: Employee) -> None:
    desk.take(medal(person), discipline(person))
    outcome = desk.take(medal(person, TANGGAL="17-08-2020"), discipline(person, SAMPAI="28-02-2019"))  # fmt: skip
    assert set(said(outcome)) == {
        "sudah dicatat diterima", "keputusan ini sudah dicatat dengan masa yang lain",
    }  # fmt: skip
    assert MedalRecord.objects.get().received_on == date(2019, 8, 17)


def test_nobody_brings_in_what_another_keeps_nor_the_own(tmp_path: Path, db: None) -> None:
    here, far = an_agency(), an_agency()
    a_unit(agency=here)
    analyst: User = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=here.pk)
    own, other = an_employee(agency=here, user=analyst), an_employee(agency=far)
    desk = Desk(RecognitionImporter(), tmp_path, here, analyst)
    outcome = desk.take(medal(own), medal(other))
    assert said(outcome) == ["pegawai tidak dikenal"] * 2
    without = a_user(Role.ADMINISTRATOR)  # may import, but keeps nobody's archive
    outcome = Desk(RecognitionImporter(), tmp_path, here, without).take(medal(an_employee(agency=here)))  # fmt: skip
    assert said(outcome) == ["pegawai tidak dikenal"]
    assert not MedalRecord.objects.exists()
