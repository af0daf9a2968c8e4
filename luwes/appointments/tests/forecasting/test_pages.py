"""The forecast as people see it: figures, scope, filters, files."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.forecasting import shown
from luwes.appointments.forecasting.reading import Wanted
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.organisation.models import Establishment, OrgUnit
from luwes.organisation.rules import PositionKind as K
from luwes.organisation.tests.builders import (
    SINCE,
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)


class Town:
    """A department with two offices in two regencies; four people who go in different ways."""

    def __init__(self) -> None:
        self.agency = an_agency("Pemerintah Kota Rekaan")
        self.top = a_unit("Dinas Pendidikan Rekaan", agency=self.agency)
        first = an_area("Kota Rekaan", level="regency")
        self.school = a_unit("SMP Rekaan 1", parent=self.top, area=first)
        self.office = a_unit("UPTD Rekaan", parent=self.top)
        teachers = a_group("guru", "Guru")
        self.teacher = a_title("Guru", kind=K.EXPERT, career_level="pertama", group=teachers)
        self.clerk = a_title("Pengelola Data")
        teaching = a_position(unit=self.school, title=self.teacher, headcount=3)
        clerking = a_position(unit=self.office, title=self.clerk, headcount=1)
        self.posts = teaching, clerking
        self.retiring = an_employee("Ani Rekaan", agency=self.agency, birth_date=date(1968, 5, 2))
        an_appointment(self.retiring, teaching)  # 60: 1 June 2028
        contract = an_employee("Beni Rekaan", agency=self.agency, employment="pppk")
        an_appointment(contract, teaching, period=Period(date(2024, 1, 1), date(2029, 1, 1)))
        clerk = an_employee("Cici Rekaan", agency=self.agency, birth_date=date(1968, 5, 2))
        an_appointment(clerk, clerking)  # 58: should be gone since 1 June 2026
        an_appointment(
            an_employee(agency=self.agency), clerking, kind=Kind.ACTING,
            period=Period(date(2026, 11, 1), date(2027, 2, 1)),
        )  # fmt: skip

    def analyst(self) -> User:
        return a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=self.agency.pk)

    def head(self, unit: OrgUnit) -> User:
        return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)


def test_each_way_of_leaving_stands_in_its_year() -> None:
    town = Town()
    found = shown.forecast_of(town.analyst(), Wanted(), ON)
    assert (found.need, found.held, found.short) == (4, 3, 1)
    told = [(y.retirement, y.contract, y.term, y.mandates, y.held, y.short) for y in found.years]
    assert told == [
        (1, 0, 0, 0, 2, 2),  # who should be gone
        (0, 0, 0, 1, 2, 2),
        (1, 0, 0, 0, 1, 3),
        (0, 1, 0, 0, 0, 4),  # the last day of the contract is 31 December 2028
        (0, 0, 0, 0, 0, 4),
        (0, 0, 0, 0, 0, 4),
    ]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("unit", ["Dinas Pendidikan Rekaan"]),
        ("jabatan", ["Guru Pertama", "Pengelola Data"]),
        ("kelompok", ["Guru", "Umum"]),
    ],
)
def test_rows_add_up_to_the_whole_whatever_they_are_told_by(by: str, names: list[str]) -> None:
    town = Town()
    found = shown.forecast_of(town.analyst(), Wanted(by=by), ON)
    assert [row.name for row in found.rows] == names
    assert sum(row.need for row in found.rows) == found.need
    assert sum(row.short_then for row in found.rows) == found.last.short
    assert [sum(row.leaving[n] for row in found.rows) for n in range(6)] == [
        year.leaving for year in found.years
    ]


def test_by_region_a_unit_without_a_place_stands_where_the_one_above_does() -> None:
    town = Town()
    found = shown.forecast_of(town.analyst(), Wanted(by="wilayah"), ON)
    assert {row.key: row.name for row in found.rows} == {
        "18.71": "18.71", "": "Wilayah belum dicatat",
    }  # fmt: skip


def test_a_row_without_a_region_leads_nowhere(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    page = client.get("/proyeksi/", {"menurut": "wilayah"}).content.decode()
    assert "Wilayah belum dicatat</th>" in page
    inside = client.get("/proyeksi/", {"menurut": "wilayah", "wilayah": "18.71"}).content.decode()
    assert "Wilayah belum dicatat" not in inside


def test_inside_a_unit_its_parts_stand_beside_each_other() -> None:
    town = Town()
    found = shown.forecast_of(town.analyst(), Wanted(unit_id=town.top.pk), ON)
    assert {row.name: row.need for row in found.rows} == {"SMP Rekaan 1": 3, "UPTD Rekaan": 1}
    inside = shown.forecast_of(town.analyst(), Wanted(unit_id=town.school.pk), ON)
    assert [(row.name, row.need) for row in inside.rows] == [("SMP Rekaan 1", 3)]


def test_a_need_that_changes_by_decree_changes_from_its_year() -> None:
    town = Town()
    teaching, _clerking = town.posts
    row = Establishment.objects.get(position=teaching)
    row.period = Period(SINCE.start, date(2028, 1, 1))
    row.save()
    Establishment.objects.create(
        position=teaching, headcount=7, period=Period(date(2028, 1, 1)), basis="ABK 2027"
    )
    found = shown.forecast_of(town.analyst(), Wanted(), ON)
    assert [year.need for year in found.years] == [4, 4, 8, 8, 8, 8]


def test_a_post_that_ends_needs_nobody_afterwards() -> None:
    town = Town()
    _teaching, clerking = town.posts
    clerking.period = Period(SINCE.start, date(2027, 7, 1))
    clerking.save()
    found = shown.forecast_of(town.analyst(), Wanted(), ON)
    assert [year.need for year in found.years] == [4, 3, 3, 3, 3, 3]


def test_a_head_sees_the_own_unit_only() -> None:
    town = Town()
    a_position(unit=a_unit("Dinas Tetangga"), headcount=9)  # of another government
    found = shown.forecast_of(town.head(town.school), Wanted(), ON)
    assert [row.name for row in found.rows] == ["SMP Rekaan 1"]
    assert found.need == 3
    assert shown.forecast_of(town.head(town.school), Wanted(unit_id=town.office.pk), ON).need == 0
    assert shown.forecast_of(a_user(), Wanted(), ON).rows == []


def test_a_unit_out_of_sight_is_not_named(client: Client) -> None:
    town = Town()
    client.force_login(town.head(town.school))
    assert client.get("/proyeksi/", {"unit": town.office.pk}).status_code == 404


def test_the_page_says_what_it_found_and_links_into_it(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    page = client.get("/proyeksi/", {"per": ON.isoformat()}).content.decode()
    assert "3 orang meninggalkan jabatan sampai akhir 2031" in page
    assert "kekurangan berubah dari 1 menjadi 4 orang" in page
    assert f"unit={town.top.pk}" in page
    assert "UU 14/2005 ps. 30 ayat (4)" in page
    empty = client.get("/proyeksi/", {"kelompok": a_group("perawat").pk}).content.decode()
    assert "Tidak ada jabatan dalam pilihan ini" in empty


@pytest.mark.parametrize(
    "dirty",
    ["menurut=x", "instansi=x", "unit=x", "unit=999999999999999999999", "wilayah='", "jabatan=-1", "kelompok=0", "hal=x", "per=2026-13-01", "per=9999-12-31", "per=0001-01-01"],
)  # fmt: skip
def test_a_dirty_address_does_not_break_the_page(client: Client, dirty: str) -> None:
    client.force_login(Town().analyst())
    assert client.get(f"/proyeksi/?{dirty}").status_code in (200, 404)


def test_the_file_holds_what_the_page_shows(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    asked = {"per": ON.isoformat(), "menurut": "jabatan"}
    answer = client.get("/proyeksi.xlsx", asked)
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head[:5] == ["Jabatan", "Kebutuhan", "Terisi", "Kurang", "Keluar 2026"]
    assert rows[0] == ["Guru Pertama", 3, 2, 1, 0, 0, 1, 1, 0, 0, 3, 0, 3]
    text = b"".join(client.get("/proyeksi.csv", asked).streaming_content).decode()
    assert "Pengelola Data" in text
    assert client.get("/proyeksi.pdf", asked).status_code == 404


def test_the_number_of_questions_does_not_grow(
    client: Client, django_assert_max_num_queries
) -> None:
    town = Town()
    for n in range(30):
        unit = a_unit(f"SD Rekaan {n}", parent=town.top)
        post = a_position(unit=unit, title=town.teacher, headcount=2)
        an_appointment(an_employee(agency=town.agency), post)
    client.force_login(town.analyst())
    client.get("/proyeksi/")
    with django_assert_max_num_queries(20):
        assert client.get("/proyeksi/", {"menurut": "unit", "unit": town.top.pk}).status_code == 200
