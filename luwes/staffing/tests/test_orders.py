"""What the letters of an issued plan say, one a person or one a unit and post."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luwes.letters.models import Letter
from luwes.organisation.models import Agency
from luwes.organisation.rules import UnitKind
from luwes.organisation.tests.builders import a_minimum, a_unit, an_agency
from luwes.people.models import Employee
from luwes.staffing.models import Assignment
from luwes.staffing.tests.scene import Scene, a_scene

pytestmark = pytest.mark.django_db


def a_flood() -> Scene:
    scene = a_scene()
    Agency.objects.filter(pk=scene.agency.pk).update(
        name="Pemerintah Kota Rekaan", head_title="WALI KOTA REKAAN", seat="Rekaan",
        letter_code="IV.71",
    )  # fmt: skip
    scene.agency.refresh_from_db()
    scene.people(scene.unit(), 3)
    scene.need(minimum=3)
    return scene


def test_everybody_gets_a_letter_of_their_own_with_a_number_of_the_agencys_series() -> None:
    scene = a_flood()
    scene.issued()
    letters = list(Letter.objects.order_by("sequence"))
    assert [letter.number for letter in letters] == [
        f"800.1.11.1/{n}/IV.71/2025" for n in (1, 2, 3)
    ]
    assert {letter.series.key for letter in letters} == {f"{scene.agency.code}|IV.71|2025"}
    for row in Assignment.objects.select_related("letter", "employee"):
        (person,) = row.letter.payload["people"]
        assert person["nip"] == row.employee.nip
        assert row.letter.about_id == str(row.pk)


def test_a_letter_says_who_where_how_long_and_by_whose_word() -> None:
    scene = a_flood()
    user = scene.decider
    chief = Employee.objects.order_by("pk")[0]
    scene.issued()
    payload = Letter.objects.order_by("sequence")[0].payload
    assert payload["letterhead"]["government"] == "PEMERINTAH KOTA REKAAN"
    assert payload["place"] == "Rekaan"
    assert payload["signatory"]["on_behalf"] == ["a.n. WALI KOTA REKAAN"]
    assert payload["signatory"]["name"] == user.name
    assert "Bertugas mulai 25 Februari 2025 s.d. 3 Maret 2025." in payload["orders"]
    assert (payload["first_day"], payload["last_day"]) == ("2025-02-25", "2025-03-03")
    assert any("Pos rekaan" in order for order in payload["orders"])
    assert payload["people"][0]["name"] == chief.full_name
    assert payload["people"][0]["unit"] == "Dinas Rekaan"


def test_a_part_of_a_hospital_is_named_with_its_hospital(client: Client) -> None:
    scene = a_scene()
    hospital = a_unit("RSUD Rekaan", agency=scene.agency, area=scene.area)
    ward = a_unit(
        "Instalasi Gawat Darurat", agency=scene.agency, parent=hospital, kind=UnitKind.SECTION,
        area=scene.area,
    )  # fmt: skip
    for unit in (hospital, ward):
        a_minimum(unit, 0)
    (nurse,) = scene.people(ward, 1)
    scene.need()
    scene.issued()
    payload = Letter.objects.get().payload
    assert payload["people"][0]["unit"] == "Instalasi Gawat Darurat, RSUD Rekaan"
    assert nurse.user
    client.force_login(nurse.user)
    duty = Assignment.objects.get()
    page = client.get(reverse("staffing:duty", args=[duty.pk])).content.decode()
    assert "Instalasi Gawat Darurat, RSUD Rekaan" in page


def test_by_setting_one_letter_a_unit_and_post_names_all_its_people(settings: Any) -> None:
    settings.LUWES_LETTER_GROUPING = "unit"
    scene = a_flood()
    other = scene.unit()
    scene.people(other, 2)
    scene.need(minimum=2)
    scene.issued()
    sizes = sorted(len(letter.payload["people"]) for letter in Letter.objects.all())
    assert sum(sizes) == 5
    for letter in Letter.objects.all():
        rows = Assignment.objects.filter(letter=letter)
        assert rows.values("home_unit", "need").distinct().count() == 1
        assert rows.count() == len(letter.payload["people"])


def test_each_government_numbers_and_signs_for_its_own_people() -> None:
    scene = a_flood()
    neighbour = an_agency("Pemerintah Kabupaten Tetangga")
    scene.incident.agencies.add(neighbour)
    scene.people(scene.unit(agency=neighbour), 2)
    scene.need(minimum=2)
    scene.issued()
    by_chain = {
        chain: sorted(Letter.objects.filter(chain=chain).values_list("sequence", flat=True))
        for chain in (str(scene.agency.pk), str(neighbour.pk))
    }
    assert by_chain == {str(scene.agency.pk): [1, 2, 3], str(neighbour.pk): [1, 2]}
