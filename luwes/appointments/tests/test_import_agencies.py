"""Staff lists that name governments: another's people do not come in as ours."""

from pathlib import Path

import pytest

from luwes.appointments.tests.offices import STAFF, Office
from luwes.imports.tests.builders import take_in, told
from luwes.organisation.importing.agencies import government_key
from luwes.organisation.models import Agency
from luwes.people.models import Employee

OURS, METRO = "A5EB03E23BFBF6A0E040640A040252AD", "A5EB03E23CABF6A0E040640A040252AD"


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    made = Office(tmp_path)
    Agency.objects.filter(pk=made.agency.pk).update(name="Pemerintah Provinsi Lampung", code="18")
    made.agency.refresh_from_db()
    return made


@pytest.mark.parametrize(
    "name",
    ["pemprov lampung", "PROVINSI  LAMPUNG", "Pemerintah Daerah Provinsi Lampung", "18",
     "Prov. Lampung", ""],
)  # fmt: skip
def test_our_own_name_in_any_writing_is_ours(name: str, office: Office) -> None:
    row = office.row(1, INSTANSI_INDUK_NAMA=name, INSTANSI_INDUK_ID=OURS)
    assert office.take(row).problems == []
    assert Employee.objects.get().agency == office.agency


def test_a_city_is_not_the_regency_of_the_same_name() -> None:
    assert government_key("Pemkot Bogor") == government_key("Pemerintah Kota Bogor")
    assert government_key("Pemkot Bogor") != government_key("Pemkab Bogor")


def test_a_row_of_a_government_that_nobody_knows_is_refused(office: Office) -> None:
    outcome = office.take(
        office.row(1, INSTANSI_INDUK_NAMA="Pemerintah Provinsi Lampung"),
        office.row(2, INSTANSI_INDUK_NAMA="Pemerintah Kota Metro"),
        office.row(3, INSTANSI_INDUK_NAMA=""),
        accept_clean=True,
    )
    (problem,) = outcome.problems
    assert told(problem) == (
        "refused", 3, "INSTANSI INDUK NAMA", "milik instansi lain", "Pemerintah Kota Metro",
    )  # fmt: skip
    assert problem.expected == "Pemerintah Provinsi Lampung"
    assert Employee.objects.count() == 2


def test_a_row_with_another_id_than_rows_that_name_us_is_refused(office: Office) -> None:
    outcome = office.check(
        office.row(1, INSTANSI_INDUK_NAMA="Provinsi Lampung", INSTANSI_INDUK_ID=OURS),
        office.row(2, INSTANSI_INDUK_NAMA="", INSTANSI_INDUK_ID=METRO),
        office.row(3, INSTANSI_INDUK_NAMA="", INSTANSI_INDUK_ID=OURS),
    )
    said = ("refused", 3, "INSTANSI INDUK ID", "milik instansi lain", METRO)
    assert [told(p) for p in outcome.problems] == [said]


def test_ids_alone_whose_meaning_nobody_knows_refuse_nothing(office: Office) -> None:
    assert office.check(office.row(1, INSTANSI_INDUK_ID=METRO)).problems == []


def test_one_unknown_name_in_every_row_is_warned_of_once(office: Office) -> None:
    outcome = office.take(
        *(office.row(n, INSTANSI_INDUK_NAMA="Lampung (Sai Bumi Ruwa Jurai)") for n in (1, 2, 3))
    )
    (problem,) = outcome.problems
    assert (problem.severity, problem.row, problem.expected) == (
        "warned", 2, "Pemerintah Provinsi Lampung",
    )  # fmt: skip
    assert "belum dikenal" in problem.message
    assert Employee.objects.count() == 3


def test_where_the_rows_say_their_agency_other_writings_of_it_are_understood(
    office: Office,
) -> None:
    rows = [office.row(1, INSTANSI_INDUK_NAMA="Pemprov Lampung")]
    outcome = take_in(STAFF, office.file(*rows), agency=None, by=office.by)
    assert outcome.problems == []
    assert Employee.objects.get().agency == office.agency
