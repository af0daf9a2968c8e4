"""From having passed to a certificate that counts, and its end."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.learning import access
from luwes.learning.actions import certifying
from luwes.learning.models import Certificate, LearningHours
from luwes.learning.tests.achieving import DAY, NOW, a_module, passing, passing_class
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.organisation.tests.builders import a_competency, a_unit, a_user
from luwes.people import queries as people
from luwes.people.models import CompetencyRecord, Employee
from luwes.people.tests.builders import a_record, an_employee

pytestmark = pytest.mark.django_db


def a_learner(unit: OrgUnit | None = None) -> Employee:
    return an_employee("Rina Rekaan", agency=(unit or a_unit()).agency, user=a_user())


def a_manager(unit: OrgUnit) -> User:
    return a_user(Role.TRAINING_MANAGER, scope_kind="unit", scope_id=unit.pk, name="Made Pelatih")


def test_passing_a_module_gives_letter_record_and_hours_once() -> None:
    unit = a_unit("Dinas Kominfo")
    person, version = a_learner(unit), a_module(unit)
    fact = passing(person, version)
    announce(fact)
    announce(fact)
    row = Certificate.objects.get()
    assert row.period == Period(DAY, date(2027, 3, 3))
    assert row.letter.number.startswith("SERT/1/")
    assert row.letter.payload["letterhead"]["agency"] == "DINAS KOMINFO"
    assert row.letter.payload["achievement"]["shown"] == [
        ["Kompetensi", "Pertolongan pertama, tingkat 2"], ["Lama belajar", "3 jam pelajaran (JP)"],
        ["Berlaku", "sampai 2 Maret 2027"],
    ]  # fmt: skip
    record = CompetencyRecord.objects.get()
    assert (record.level, record.period, record.evidence) == (
        2,
        row.period,
        f"Sertifikat {row.letter.number}",
    )
    assert list(row.records.all()) == [record]
    hours = LearningHours.objects.get()
    assert (hours.minutes, hours.method, hours.on) == (135, "self_paced", DAY)
    assert Message.objects.get(kind="learning.certified").user == person.user
    assert (
        Entry.objects.get(deed="learning.certificate_issued").details["number"] == row.letter.number
    )


def test_a_class_counts_the_sessions_attended_and_the_catalogues_expiry() -> None:
    unit = a_unit()
    skill = a_competency()
    skill.valid_months = 12
    skill.save()
    announce(passing_class(a_learner(unit), unit))
    row = Certificate.objects.get()
    assert row.period.end == date(2026, 3, 3)
    hours = LearningHours.objects.order_by("on").values_list("on", "minutes")
    assert list(hours) == [(DAY - timedelta(days=2), 180), (DAY - timedelta(days=1), 180)]
    assert "pelatihan" in row.letter.payload["achievement"]["verb"]


def test_a_longer_record_of_the_level_stays_and_a_shorter_one_goes_on() -> None:
    person = a_learner()
    a_record(person, level=2, period=Period(date(2020, 1, 1)))
    announce(passing(person, a_module()))
    assert CompetencyRecord.objects.count() == 1
    assert not Certificate.objects.get().records.exists()
    other = a_learner()
    a_record(other, level=2, period=Period(date(2024, 1, 1), date(2025, 6, 1)))
    announce(passing(other, a_module()))
    new = other.competencies.order_by("period").last()
    assert new
    assert new.period == Period(date(2025, 6, 1), date(2027, 3, 3))
    third = a_learner()
    a_record(third, level=4, period=Period(date(2024, 1, 1), date(2025, 6, 1)))
    announce(passing(third, a_module()))
    skill = people.skills_of(third.pk, None, DAY).now[0]
    assert skill.level == 4  # the higher one counts while it lasts
    assert people.skills_of(third.pk, None, date(2025, 6, 1)).now[0].level == 2


def test_a_renewal_lengthens_what_the_first_showed() -> None:
    person, version = a_learner(), a_module(months=12)
    announce(passing(person, version))
    announce(
        passing(person, version, NOW + timedelta(days=3))
    )  # another version, say: no hours again
    later = NOW + timedelta(days=310)
    announce(passing(person, version, later))
    first, *_between, second = person.competencies.order_by("period")
    assert first.period.end == date(2026, 3, 3)
    assert second.period.end == date(2027, 1, 7)
    assert Certificate.objects.count() == 3
    assert LearningHours.objects.count() == 2


def test_revoking_withdraws_the_letter_and_ends_the_level_that_day() -> None:
    unit = a_unit()
    person, boss = a_learner(unit), a_manager(unit)
    announce(passing(person, a_module(unit)))
    row, on = Certificate.objects.get(), DAY + timedelta(days=10)
    with pytest.raises(Refused, match="alasan"):
        certifying.revoke(certificate=row, reason=" ", on=on, now=NOW, by=boss)
    certifying.revoke(certificate=row, reason="Tes dikerjakan orang lain", on=on, now=NOW, by=boss)
    row.refresh_from_db()
    assert row.letter.state == "withdrawn"
    assert (row.revoked_by, row.revoked_because) == (boss, "Tes dikerjakan orang lain")
    assert CompetencyRecord.objects.get().period == Period(DAY, on)
    told = Message.objects.get(kind="learning.revoked")
    assert told.user == person.user
    assert "orang lain" in told.body
    with pytest.raises(Refused, match="sudah dicabut"):
        certifying.revoke(certificate=row, reason="Lagi", on=on, now=NOW, by=boss)
    assert Message.objects.filter(kind="learning.revoked").count() == 1
    announce(passing(person, a_module(unit), NOW + timedelta(days=20)))  # may be earned anew
    assert people.skills_of(person.pk, None, on + timedelta(days=20)).now[0].level == 2


def test_withdrawing_the_letter_where_letters_are_revokes_it_too() -> None:
    unit = a_unit()
    announce(passing(a_learner(unit), a_module(unit)))
    row = Certificate.objects.get()
    boss = a_user(Role.APPROVER)
    letters.withdraw(letter=row.letter, reason="Salah nama", day=DAY, now=NOW, by=boss)
    row.refresh_from_db()
    assert row.revoked_because == "Salah nama"
    assert not CompetencyRecord.objects.exists()  # it never counted a day


def test_only_who_manages_the_units_learning_may_revoke(client: Client) -> None:
    unit = a_unit()
    person = a_learner(unit)
    announce(passing(person, a_module(unit)))
    row = Certificate.objects.get()
    address = f"/kelola-pelatihan/sertifikat/{row.pk}/cabut/"
    client.force_login(a_manager(a_unit("Lain")))
    assert client.post(address, {"reason": "x"}).status_code == 404
    client.force_login(person.user)  # type: ignore[arg-type]
    assert client.post(address, {"reason": "x"}).status_code == 404
    client.force_login(a_manager(unit))
    assert "Rina Rekaan" in client.get("/kelola-pelatihan/sertifikat/?cari=rina").content.decode()
    assert (
        "Rina Rekaan" not in client.get("/kelola-pelatihan/sertifikat/?cari=budi").content.decode()
    )
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Tes dikerjakan orang lain"}).status_code == 302
    assert client.post(address, {"reason": "Lagi"}).status_code == 302  # a second press
    assert Letter.objects.filter(kind="withdrawal").count() == 1


def test_a_manager_cannot_revoke_the_own() -> None:
    unit = a_unit()
    boss = a_manager(unit)
    announce(passing(an_employee(agency=unit.agency, user=boss), a_module(unit)))
    with pytest.raises(PermissionDenied):
        certifying.revoke(
            certificate=Certificate.objects.get(), reason="x", on=DAY, now=NOW, by=boss
        )


def signed(person: Employee, months: int | None = 24) -> Letter:
    announce(passing(person, a_module(months=months)))
    letter = Letter.objects.filter(kind="certificate").latest("pk")
    letters.produce(letter=letter, now=NOW)
    letter.refresh_from_db()
    return letter


def test_anybody_may_verify_it_and_reads_what_it_is_worth(client: Client) -> None:
    lasting, over = signed(a_learner(), None), signed(a_learner(), 1)
    address = f"/surat/periksa/{lasting.token}/"
    page = client.get(address).content.decode()
    assert "<h1>Sah</h1>" in page
    assert "Sertifikat TIK dasar untuk pelayanan" in page
    assert "<h1>Kedaluwarsa</h1>" in client.get(f"/surat/periksa/{over.token}/").content.decode()
    row = Certificate.objects.get(letter=lasting)
    boss = a_user(Role.TRAINING_MANAGER)
    certifying.revoke(certificate=row, reason="Curang", on=clock.today(), now=clock.now(), by=boss)
    page = client.get(address).content.decode()
    assert "<h1>Dicabut</h1>" in page
    assert "Curang" in page


def test_the_paper_is_one_landscape_page(client: Client) -> None:
    letter = signed(a_learner())
    data = letter.pdf.read()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") + data.count(b"/Type/Page\n") <= 1


def test_its_owner_opens_the_letter_and_nobody_else(client: Client) -> None:
    person = a_learner()
    letter = signed(person)
    client.force_login(person.user)  # type: ignore[arg-type]
    page = client.get("/belajar/sertifikat/").content.decode()
    assert letter.number in page
    assert "Sah" in page
    shown = client.get(f"/surat/{letter.pk}/")
    assert "TIK dasar untuk pelayanan" in shown.content.decode()
    client.force_login(a_user())
    assert client.get(f"/surat/{letter.pk}/").status_code == 403
    assert "Belum ada sertifikat" in client.get("/belajar/sertifikat/").content.decode()


def test_its_owner_reads_why_it_was_withdrawn(client: Client) -> None:
    person = a_learner()
    unit = a_unit()
    announce(passing(person, a_module(unit)))
    row = Certificate.objects.get()
    manager = a_user(Role.TRAINING_MANAGER, scope_kind="agency", scope_id=unit.agency_id)
    certifying.revoke(certificate=row, reason="Curang", on=DAY, now=NOW, by=manager)
    row.letter.refresh_from_db()
    assert person.user
    own = Letter.objects.filter(access.own_letters(person.user))
    assert set(own) == {row.letter, row.letter.withdrawn_by}


def test_a_head_does_not_sign_the_own_certificate() -> None:
    top = a_unit("Badan Rekaan")
    unit = a_unit("Bidang Rekaan", parent=top)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name="Kepala Bidang")
    person = an_employee(user=head, agency=unit.agency)
    announce(passing(person, a_module(unit)))
    assert Letter.objects.get().payload["signatory"]["name"] == ""
    a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=top.pk, name="Kepala Badan")
    announce(passing(person, a_module(unit, title="Lain")))
    assert Letter.objects.latest("pk").payload["signatory"]["name"] == "Kepala Badan"


def test_without_a_head_the_title_of_the_governments_head_stands_there() -> None:
    unit = a_unit()
    unit.agency.head_title = "Wali Kota Rekaan"
    unit.agency.save()
    announce(passing(a_learner(), a_module(unit)))
    assert Letter.objects.get().payload["signatory"]["title"] == "Wali Kota Rekaan"


def test_what_a_dissolved_unit_gave_is_still_managed() -> None:
    unit = a_unit()
    announce(passing(a_learner(), a_module(unit)))
    UnitShape.objects.filter(unit=unit).update(period=Period(date(2020, 1, 1), DAY))
    manager = a_user(Role.TRAINING_MANAGER, scope_kind="agency", scope_id=unit.agency_id)
    assert access.managed_certificates(manager, DAY).count() == 1
    assert access.managed_modules(manager, DAY).count() == 1
    stranger = a_user(Role.TRAINING_MANAGER, scope_kind="agency", scope_id=a_unit().agency_id)
    assert not access.managed_certificates(stranger, DAY).exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_pass_told_twice_at_once_certifies_once() -> None:
    fact = passing(a_learner(), a_module())

    def tell() -> None:
        try:
            with transaction.atomic():
                announce(fact)
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Certificate.objects.count() == 1
    assert Letter.objects.filter(kind="certificate").count() == 1
