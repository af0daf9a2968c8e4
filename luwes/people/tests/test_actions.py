from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.core.secrets import fingerprint
from luwes.organisation.tests.builders import a_competency, a_position, a_unit, a_user, an_agency
from luwes.people import access, actions
from luwes.people.models import Employee, PrivateReading
from luwes.people.tests.builders import a_nip, a_record, an_employee

pytestmark = pytest.mark.django_db
ON, NOW = date(2025, 2, 21), datetime(2025, 2, 21, 3, tzinfo=UTC)


def analyst():
    return a_user(Role.STAFFING_ANALYST)


def test_a_file_is_opened_from_what_the_nip_tells() -> None:
    done = actions.add_employee(
        agency=an_agency(),
        nip="198701052010121004",
        name="Budi Rekaan",
        grade="III/a",
        by=analyst(),
    )
    assert (done.birth_date, done.sex, done.employment) == (date(1987, 1, 5), "m", "pns")


def test_everything_wrong_with_a_new_file_is_told_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_employee(
            agency=an_agency(), nip="19870105", name=" ", grade="III/a", by=analyst()
        )
    assert [p.field for p in refusal.value.problems] == ["nip", "name"]
    assert not Employee.objects.exists()


def test_a_nip_belongs_to_one_current_person() -> None:
    taken = an_employee()
    person = an_employee()
    with pytest.raises(Refused) as refusal:
        actions.correct_employee(
            employee=person, changes={"nip": taken.nip}, reason="", on=ON, by=analyst()
        )
    assert [p.field for p in refusal.value.problems] == ["nip"]


def test_a_corrected_nip_keeps_the_person() -> None:
    person = an_employee(phone="0812")
    fresh = a_nip(5000)
    actions.correct_employee(
        employee=person, changes={"nip": fresh, "phone": "0813", "nik": "1871"}, reason="SK BKN", on=ON,
        by=analyst(),
    )  # fmt: skip
    person.refresh_from_db()
    assert (person.nip, person.phone, person.nik_hash) == (fresh, "0813", fingerprint("1871"))
    entry = Entry.objects.get()
    assert entry.details == {"fields": ["nik", "nip", "phone"]}
    assert "0813" not in str(entry.as_sealed())


def test_private_data_is_not_readable_in_the_table() -> None:
    person = an_employee(phone="081234567", nik="1871010101900001")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(e)::text FROM people_employee e WHERE id = %s", [person.pk]
        )
        stored = cursor.fetchone()[0]
    assert "081234567" not in stored
    assert "1871010101900001" not in stored


def test_an_unknown_grade_is_refused_with_an_example() -> None:
    person = an_employee()
    with pytest.raises(Refused, match="III/a"):
        actions.correct_employee(
            employee=person, changes={"grade": "IIIa"}, reason="", on=ON, by=analyst()
        )


def test_the_same_level_is_on_file_once_at_a_time() -> None:
    person, first_aid = an_employee(), a_competency()
    by = analyst()
    year = Period(date(2025, 1, 1), date(2026, 1, 1))
    actions.add_competency(
        employee=person, competency=first_aid, level=3, evidence="Sertifikat", period=year, by=by
    )
    with pytest.raises(Refused) as refusal:
        actions.add_competency(
            employee=person, competency=first_aid, level=3, evidence="", period=Period(ON), by=by
        )
    assert [p.field for p in refusal.value.problems] == ["level"]
    assert Entry.objects.get().deed == "people.competency_added"


def test_an_ended_record_stays_as_history() -> None:
    record = a_record(an_employee())
    actions.end_competency(record=record, on=ON, reason="dicabut", by=analyst())
    record.refresh_from_db()
    assert record.period.end == ON


def test_reading_private_data_leaves_a_trace_that_the_person_sees() -> None:
    mine = a_user()
    person = an_employee(user=mine, phone="0812")
    by = analyst()
    told = actions.read_private(employee=person, what="kontak", on=ON, now=NOW, by=by)
    assert told["phone"] == "0812"
    assert [(r.by, r.what) for r in PrivateReading.objects.all()] == [(by, "kontak")]
    actions.read_private(employee=person, what="kontak", on=ON, now=NOW, by=mine)
    assert PrivateReading.objects.count() == 1  # one's own reading is no news


def test_a_head_sees_people_but_not_their_private_data() -> None:
    unit = a_unit()
    person = an_appointment(unit=unit).employee
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    assert person in access.visible(head, ON)
    with pytest.raises(PermissionDenied):
        actions.read_private(employee=person, what="kontak", on=ON, now=NOW, by=head)
    assert not PrivateReading.objects.exists()


def test_a_moved_person_is_seen_by_each_head_for_the_own_time() -> None:
    agency = an_agency()
    old, new = a_unit("Lama", agency=agency), a_unit("Baru", agency=agency)
    person = an_employee(agency=agency)
    moved = date(2025, 1, 1)
    an_appointment(person, a_position(unit=old), period=Period(date(2020, 1, 1), moved))
    an_appointment(person, a_position(unit=new), period=Period(moved))
    before, after = (a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=u.pk) for u in (old, new))
    assert person in access.visible(before, date(2024, 12, 31))
    assert person not in access.visible(before, moved)
    assert person not in access.visible(after, date(2024, 12, 31))
    assert person in access.visible(after, moved)


def test_everyone_sees_the_own_file_and_nobody_elses() -> None:
    user = a_user()
    mine = an_employee(user=user)
    an_employee()
    assert set(access.visible(user, ON)) == {mine}


def test_people_without_a_post_are_reached_by_their_agency() -> None:
    unplaced = an_employee()
    user = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=unplaced.agency_id)
    lent = an_appointment(an_employee(agency=unplaced.agency), a_position()).employee
    assert set(access.visible(user, ON)) == {unplaced}
    assert lent.agency_id == unplaced.agency_id
