"""Drafts of imports: accepted, or merged into what was meant and remembered."""

from datetime import date

import pytest

from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation import actions
from luwes.organisation.importing import lookups
from luwes.organisation.models import JobTitle, OrgUnit, Position, UnitShape
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import (
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)
from luwes.organisation.tests.test_views import analyst, read

pytestmark = pytest.mark.django_db
ON = date(2025, 2, 21)


def a_draft_unit(name: str, **values: object) -> OrgUnit:
    unit = a_unit(name, **values)  # type: ignore[arg-type]
    UnitShape.objects.filter(unit=unit).update(is_draft=True)
    return unit


def a_draft_title(name: str) -> JobTitle:
    title = a_title(name)
    title.is_draft = True
    title.save()
    return title


def a_draft_position(**values: object) -> Position:
    position = a_position(**values)  # type: ignore[arg-type]
    position.is_draft = True
    position.save()
    return position


def test_a_draft_unit_is_merged_with_its_people_and_remembered() -> None:
    agency = an_agency()
    meant = a_unit("Puskesmas Rajabasa", agency=agency)
    draft = a_draft_unit("PKM Raja Basa", agency=agency)
    shared, own = a_title("Perawat"), a_title("Bidan")
    target = a_position(unit=meant, title=shared)
    first = an_appointment(position=a_position(unit=draft, title=shared))
    second = an_appointment(position=a_position(unit=draft, title=own))
    code = draft.code
    answer = analyst().post(f"/organisasi/{draft.pk}/rancangan/", {"gabung": "1", "unit": meant.pk})
    assert answer.headers["Location"] == f"/organisasi/{meant.pk}/"
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.position, first.unit) == (target, meant)
    assert (second.position.title, second.unit, second.position.unit) == (own, meant, meant)
    assert not OrgUnit.objects.filter(pk=draft.pk).exists()
    book = lookups.unit_book([agency.pk], ON)
    assert book.find(agency.pk, code, "") == meant.pk
    assert book.find(agency.pk, "", "pkm raja basa") == meant.pk
    assert Entry.objects.filter(deed="organisation.draft_merged").exists()


def test_a_unit_that_is_no_draft_or_of_another_agency_is_not_merged() -> None:
    unit, other = a_unit(), a_unit()
    with pytest.raises(Refused) as refusal:
        actions.replace_unit(unit=unit, by_unit=other, on=ON, by=a_user(Role.STAFFING_ANALYST))
    assert len(refusal.value.problems) == 2


def test_a_draft_unit_is_accepted_where_it_belongs() -> None:
    agency = an_agency()
    top, draft = a_unit("Dinas Kesehatan", agency=agency), a_draft_unit("PKM Baru", agency=agency)
    client = analyst()
    assert "PKM Baru" in read(client, "/organisasi/rancangan/")
    client.post(
        f"/organisasi/{draft.pk}/rancangan/",
        {"name": "Puskesmas Baru", "kind": "health_centre", "parent": top.pk},
    )
    shape = draft.shapes.get()
    assert (shape.name, shape.parent, shape.is_draft) == ("Puskesmas Baru", top, False)
    assert "PKM Baru" not in read(client, "/organisasi/rancangan/")


def test_a_draft_title_is_merged_and_remembered() -> None:
    meant, draft = a_title("Perawat Terampil"), a_draft_title("Perawat Trampil")
    unit = a_unit()
    target = a_position(unit=unit, title=meant)
    first = an_appointment(position=a_position(unit=unit, title=draft))
    second = an_appointment(position=a_position(title=draft))
    client = analyst()
    page = read(client, f"/organisasi/nomenklatur/{draft.pk}/")
    assert "Perawat Terampil" in page  # offered before anything is typed
    client.post(f"/organisasi/nomenklatur/{draft.pk}/", {"gabung": "1", "title": meant.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.position == target
    assert second.position.title == meant
    assert lookups.title_book().find("PERAWAT TRAMPIL").sure == [meant.pk]


def test_a_draft_is_not_merged_where_two_would_sit_on_one_seat() -> None:
    head, draft = a_title("Camat", kind=PositionKind.ADMINISTRATOR), a_draft_title("Bp. Camat")
    unit = a_unit()
    an_appointment(position=a_position(unit=unit, title=head))
    late = an_appointment(position=a_position(unit=unit, title=draft))
    answer = analyst().post(
        f"/organisasi/nomenklatur/{draft.pk}/", {"gabung": "1", "title": head.pk}
    )
    assert answer.status_code == 422
    assert "hanya untuk satu orang" in answer.content.decode()
    late.refresh_from_db()
    assert late.position.title == draft
    assert Appointment.objects.count() == 2


def test_holders_of_a_draft_sit_alone_once_its_title_is_managerial() -> None:
    head, draft = a_title("Camat", kind=PositionKind.ADMINISTRATOR), a_draft_title("Bp. Camat")
    held = an_appointment(position=a_position(title=draft))
    actions.replace_title(title=draft, by_title=head, by=a_user(Role.STAFFING_ANALYST))
    held.refresh_from_db()
    assert held.single_holder
    assert held.position.single_holder


def test_a_draft_title_is_accepted_by_mending_it() -> None:
    draft = a_draft_title("perawat")
    data = {"name": "Perawat", "kind": "skilled", "career_level": "mahir", "group": a_group().pk}
    client = analyst()
    client.post(f"/organisasi/nomenklatur/{draft.pk}/", data)
    draft.refresh_from_db()
    assert (str(draft), draft.is_draft) == ("Perawat Mahir", False)
    a_position(title=draft)
    answer = client.post(
        f"/organisasi/nomenklatur/{draft.pk}/", data | {"kind": "supervisor", "career_level": ""}
    )
    assert "manajerial atau tidaknya tetap" in answer.content.decode()


def test_draft_positions_are_accepted_together_or_one_by_one() -> None:
    unit = a_unit()
    first, second, third = (a_draft_position(unit=unit) for _ in range(3))
    client = analyst()
    assert str(third) in read(client, "/organisasi/rancangan/?jenis=jabatan")
    client.post("/organisasi/rancangan/", {"jabatan": [first.pk, second.pk]})
    path = f"/jabatan/{third.pk}/rancangan/"
    taken = client.post(path, {"number": first.number})
    assert "sudah dipakai" in taken.content.decode()
    client.post(path, {"number": "7", "headcount": "3", "basis": "ABK"})
    third.refresh_from_db()
    assert (third.number, third.is_draft) == ("7", False)
    assert third.establishments.get().headcount == 3
    assert not Position.objects.filter(is_draft=True).exists()


def test_a_draft_position_is_merged_into_another_of_its_unit() -> None:
    unit = a_unit()
    meant, draft = a_position(unit=unit), a_draft_position(unit=unit)
    held = an_appointment(position=draft)
    analyst().post(f"/jabatan/{draft.pk}/rancangan/", {"existing": meant.pk})
    held.refresh_from_db()
    assert held.position == meant
    late = a_draft_position(unit=unit)
    an_appointment(position=late, period=Period(date(2019, 1, 1)))
    after = a_position(unit=unit, period=Period(date(2024, 1, 1)))
    answer = analyst().post(f"/jabatan/{late.pk}/rancangan/", {"existing": after.pk})
    assert "mulai sesudah pemegangnya" in answer.content.decode()
