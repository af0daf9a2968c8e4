"""Many people of Indonesia have one name: it is found, sorted, ranked, written and drawn like any other."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from luwes.accounts.rules import Role
from luwes.appointments.tests.moves.scene import Scene
from luwes.appointments.tests.offices import Office
from luwes.appointments.tests.ranking.test_pages import Town
from luwes.letters.models import Letter
from luwes.letters.tests.builders import a_person, a_signed_letter
from luwes.letters.tests.test_papers import _bytes, _words
from luwes.organisation.rules import PositionKind as K
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.ui import formats

pytestmark = pytest.mark.django_db


def read(path: str, **query: str) -> str:
    client = Client()
    client.force_login(a_user(Role.STAFFING_ANALYST), backend=settings.AUTHENTICATION_BACKENDS[-1])
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_brings_one_word_names_without_complaint(tmp_path: Path) -> None:
    office = Office(tmp_path)
    outcome = office.take(*(office.row(n, NAMA=name) for n, name in enumerate(("Sukarno", "Ö", "O'o"), 1)))  # fmt: skip
    assert outcome.problems == []
    assert list(Employee.objects.order_by("pk").values_list("name", flat=True)) == ["Sukarno", "Ö", "O'o"]  # fmt: skip


def test_the_list_of_people_and_the_search_box_find_the_one_word() -> None:
    for name in ("Sutrisno", "Sutrisno Hadi", "Budi Santoso"):
        an_employee(name)
    for path, key in (("/pegawai/", "cari"), ("/cari/", "q")):
        page = read(path, **{key: "sutrisno"})
        assert page.index(">Sutrisno<") < page.index("Sutrisno Hadi")
        assert "Budi Santoso" not in page
    assert "Sutrisno" in read("/pegawai/", cari="sutrisn")  # one letter short


def test_one_word_names_stand_where_the_alphabet_puts_them() -> None:
    for name in ("Sutrisno", "Sutrisno Hadi", "Sari Dewi", "Suyanto"):
        an_employee(name)
    page = read("/pegawai/", urut="name")
    places = [page.index(f">{name}<") for name in ("Sari Dewi", "Sutrisno", "Sutrisno Hadi", "Suyanto")]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Sutrisno", "S"), ("sutrisno", "S"), ("Sutrisno, S.H.", "S"), ("H. Sutrisno", "S"), ("A", "A"), ("Ö", "Ö"), ("'Aisyah", "A")],
)  # fmt: skip
def test_the_round_face_has_one_letter(name: str, letters: str) -> None:
    assert formats.initials(name) == letters


def test_the_page_of_a_person_and_its_titles() -> None:
    person = an_employee("Sutrisno", title_before="Drs.", title_after="M.Si.")
    assert "Drs. Sutrisno, M.Si." in read(f"/pegawai/{person.pk}/")


def test_a_letter_names_somebody_with_one_name() -> None:
    (page,) = _words(_bytes(a_signed_letter(people=[a_person(name="Sutrisno")])))
    assert "Sutrisno" in page


def test_a_decree_names_somebody_with_one_name() -> None:
    scene = Scene()
    scene.decreed(scene.rotate((scene.holder(scene.post(), "Sutrisno"), scene.post())))
    (row,) = Letter.objects.get(kind="move_decree").as_content()["people"]
    assert row["name"] == "Sutrisno"


def test_one_word_names_are_ranked_by_what_they_can_do() -> None:
    town = Town()
    town.person("Sutrisno", "Kepala Seksi Tamu", K.SUPERVISOR, level=3, birth_date=date(1980, 1, 1))
    assert town.names().index("Sutrisno") < town.names().index("Wulandari Tersembunyi")
