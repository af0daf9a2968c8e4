"""What is asked against what is there, of a person and as a map."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.learning.queries import gaps
from luwes.learning.queries.gaps import Part
from luwes.learning.rules.gaps import Cell, of_heads
from luwes.organisation.models import OrgUnit, Position, PositionRequirement, UnitShape
from luwes.organisation.tests.builders import SINCE, a_competency, a_position, a_unit, a_user
from luwes.people import demand
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record, an_employee
from luwes.services.demand import heads
from luwes.services.tests.builders import a_service
from luwes.staffing.models import NeedTemplate, TemplateRole, TemplateSkill

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 3)


def a_post(unit: OrgUnit, level: int = 3, code: str = "p3k") -> Position:
    post = a_position(unit=unit)
    PositionRequirement.objects.create(position=post, competency=a_competency(code), level=level)
    return post


def a_holder(post: Position, level: int = 0, until: date | None = None) -> Employee:
    person = an_employee(agency=post.unit.agency)
    an_appointment(person, post)
    if level:
        a_record(person, a_competency(), level=level, period=Period(date(2020, 1, 1), until))
    return person


def part_of(unit: OrgUnit) -> Part:
    return Part("unit", unit.pk, UnitShape.objects.get(unit=unit).path)


def test_heads_beyond_those_asked_are_spare() -> None:
    assert of_heads(2, 5, 0) == Cell(2, 2, 0)
    assert of_heads(2, 5, 4) == Cell(2, 2, 1)
    assert of_heads(3, 1, 1) == Cell(3, 1, 1)
    assert Cell(1000, 999).percent == 99


def test_the_map_counts_holders_by_the_row_they_stand_under() -> None:
    top = a_unit("Dinas")
    left, right = a_unit("Bidang A", parent=top), a_unit("Bidang B", parent=top)
    deep = a_unit("Seksi A1", parent=left)
    a_holder(a_post(top), 3)
    a_holder(a_post(left), 2)
    a_holder(a_post(deep), 4, ON + timedelta(days=30))
    a_holder(a_post(right), 3, date(2025, 3, 3))  # lapsed that very day
    heat = gaps.heat(part_of(top), ON)
    skill = a_competency().pk
    told = {row.name: row.cells[skill] for row in heat.rows}
    assert told == {"Dinas": Cell(1, 1), "Bidang A": Cell(2, 1, 1), "Bidang B": Cell(1, 0)}
    whole = gaps.heat(Part("all"), ON)
    assert [row.cells[skill] for row in whole.rows] == [Cell(4, 2, 1)]
    of_agency = gaps.heat(Part("agency", top.agency_id), ON)
    assert [(row.name, row.cells[skill]) for row in of_agency.rows] == [("Dinas", Cell(4, 2, 1))]


def test_services_ask_as_many_as_their_standard_promises() -> None:
    unit = a_unit("Dinas Kependudukan")
    service = a_service(unit, skills={a_competency(): 2})
    service.versions.update(components={"staff": "Petugas loket: 3 orang"})
    a_service(unit, name="Akta", skills={a_competency(): 2})  # the same people answer it
    a_holder(a_position(unit=unit), 2)
    [row] = gaps.heat(part_of(unit), ON, key="services").rows
    assert row.cells == {a_competency().pk: Cell(3, 1)}
    assert (heads(""), heads("tiga"), heads("12 orang")) == (1, 1, 12)


def test_emergencies_ask_the_whole_government_and_no_single_unit() -> None:
    unit = a_unit("BPBD")
    template = NeedTemplate.objects.create(code="banjir", name="Banjir")
    role = TemplateRole.objects.create(
        template=template, role="Juru mudi", basis="boats", tier=1, times=2, source="uji"
    )
    TemplateSkill.objects.create(role=role, competency=a_competency(), level=3)
    a_holder(a_position(unit=unit), 3)
    [row] = gaps.heat(Part("agency", unit.agency_id), ON).rows
    assert (row.is_whole, row.cells) == (True, {a_competency().pk: Cell(2, 1)})
    assert gaps.heat(part_of(unit), ON).rows == []
    newer = NeedTemplate.objects.create(code="banjir", name="Banjir", version=2)
    assert gaps.heat(Part("agency", unit.agency_id), ON).rows == []
    assert newer.roles.count() == 0


def test_the_map_costs_the_same_for_more_people() -> None:
    top = a_unit("Dinas")
    a_service(top, skills={a_competency(): 2})

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            gaps.heat(part_of(top), ON)
        return len(found)

    a_holder(a_post(top), 3)
    few = cost()
    for n in range(5):
        a_holder(a_post(a_unit(f"Bidang {n}", parent=top)), 1)
    assert cost() == few <= 8


def test_ones_own_gap_puts_the_post_before_the_units_services() -> None:
    unit = a_unit()
    post = a_post(unit, 3)
    radio = a_competency("radio", "Radio")
    a_service(unit, name="Aduan", skills={radio: 1})
    person = a_holder(post, 2)
    [own, services] = gaps.of_person(person.pk, ON)
    assert (own.level, own.asked, own.is_post) == (2, 3, True)
    assert (services.competency, services.why, services.is_post) == (radio, "Aduan", False)
    a_record(a_holder(a_position(unit=unit)), radio, level=1)  # one is enough
    assert len(gaps.of_person(person.pk, ON)) == 1
    assert gaps.of_person(an_employee().pk, ON) == []


def test_ones_own_gap_ends_with_what_emergencies_ask_of_the_government() -> None:
    unit = a_unit("BPBD")
    person = a_holder(a_post(unit, 3), 2)
    template = NeedTemplate.objects.create(code="banjir", name="Banjir")
    role = TemplateRole.objects.create(
        template=template, role="Juru mudi", basis="boats", tier=1, times=1, source="uji"
    )
    boats = a_competency("perahu", "Perahu")
    TemplateSkill.objects.create(role=role, competency=boats, level=2)
    assert [(g.is_post, g.why) for g in gaps.of_person(person.pk, ON)][1:] == [(False, "Juru mudi")]
    a_record(a_holder(a_position(unit=unit)), boats, level=2)
    assert len(gaps.of_person(person.pk, ON)) == 1


def test_holders_count_once_for_each_demand_above_them() -> None:
    top = a_unit("Dinas")
    below = a_unit("Bidang", parent=top)
    skill = a_competency()
    for unit in (top, below):
        a_service(unit, name=str(unit.pk), skills={skill: 2})
    person = a_holder(a_position(unit=below), 2, ON + timedelta(days=9))
    a_record(person, skill, level=3, period=Period(date(2020, 1, 1), ON + timedelta(days=400)))
    cells = [row.cells[skill.pk] for row in gaps.heat(part_of(top), ON, key="services").rows]
    assert cells == [Cell(1, 1), Cell(1, 1)]


def test_a_head_sees_the_own_unit_only(client: Client) -> None:
    unit, other = a_unit("Dinas Kesehatan"), a_unit("Dinas Lain")
    near = a_holder(a_post(unit, 3), 2)
    a_holder(a_post(other, 3), 2)
    client.force_login(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk))
    page = client.get("/kompetensi/kesenjangan/").content.decode()
    assert "Dinas Kesehatan kekurangan 1 dari 1; terbanyak Pertolongan pertama" in page
    assert "0/1" in page
    assert client.get(f"/kompetensi/kesenjangan/?unit={other.pk}").status_code == 404
    assert client.get(f"/kompetensi/kesenjangan/?instansi={unit.agency_id}").status_code == 404
    soon = client.get(f"/kompetensi/kesenjangan/{a_competency().pk}/?unit={unit.pk}&tingkat=3")
    assert near.full_name in soon.content.decode()
    assert (
        client.get(f"/kompetensi/kesenjangan/{a_competency().pk}/?tingkat=9999999999").status_code
        == 200
    )
    client.force_login(a_user())
    assert client.get("/kompetensi/kesenjangan/").status_code == 403


def test_a_cell_leads_to_the_level_asked_and_the_day_chosen_stays(client: Client) -> None:
    top = a_unit("Dinas Kesehatan")
    a_holder(a_post(a_unit("Bidang A", parent=top), 4), 2)
    client.force_login(a_user(Role.STAFFING_ANALYST))
    page = client.get(f"/kompetensi/kesenjangan/?unit={top.pk}&per=2024-05-06").content.decode()
    skill = a_competency().pk
    [cell] = {link for link in re.findall(r'href="([^"]+)"', page) if f"/{skill}/?unit=" in link and f"unit={top.pk}&" not in link}  # fmt: skip
    assert cell.endswith("&amp;per=2024-05-06&amp;tingkat=4")
    assert '<input type="hidden" name="per" value="2024-05-06">' in page
    assert page.count("per=2024-05-06") >= 5
    today = client.get(f"/kompetensi/kesenjangan/?unit={top.pk}").content.decode()
    assert "per=" not in today.split("<main")[1]


def test_the_sheet_holds_what_the_map_shows(client: Client) -> None:
    unit = a_unit("Dinas Kesehatan")
    a_holder(a_post(unit, 3), 3, clock.today() + timedelta(days=9))
    client.force_login(a_user(Role.STAFFING_ANALYST))
    answer = client.get(f"/kompetensi/kesenjangan/unduh.xlsx?unit={unit.pk}")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1:] == [["Dinas Kesehatan sendiri", "Pertolongan pertama", 1, 1, 0, 100, 1]]


def test_an_unknown_source_or_competency_filters_nothing_away(client: Client) -> None:
    unit = a_unit()
    a_holder(a_post(unit, 3), 2)
    client.force_login(a_user(Role.STAFFING_ANALYST))
    page = client.get(f"/kompetensi/kesenjangan/?unit={unit.pk}&diminta=xx&kompetensi=²")
    assert "0/1" in page.content.decode()
    other = a_competency("radio", "Radio")
    none = client.get(f"/kompetensi/kesenjangan/?unit={unit.pk}&kompetensi={other.pk}")
    assert "Belum ada kompetensi yang diminta" in none.content.decode()


def test_posts_services_and_needs_tell_what_they_ask() -> None:
    assert {source.key for source in demand.sources} >= {"posts", "services", "needs"}
    assert SINCE.start < ON
