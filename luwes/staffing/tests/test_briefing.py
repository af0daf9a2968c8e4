"""What somebody sent is told and carries along: on the page and on one page of paper; whom to call."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from luwes.core.periods import Period
from luwes.mobilisation.reference import FLOOD as ROLES
from luwes.people.models import Employee
from luwes.staffing import briefing, briefs, duties
from luwes.staffing.actions import posts, shifts
from luwes.staffing.models import Assignment, Need, Shift, TeamLeader
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db


def test_lines_and_numbers_are_read_as_people_write_them() -> None:
    assert briefs.lines("- Sepatu bot\n\n • Senter \n") == ["Sepatu bot", "Senter"]
    found = briefs.numbers("Ambulans 119\nPMI Kota: 0721 555 0100\nPosko\n112")
    assert [(n.name, n.shown, n.dial) for n in found] == [
        ("Ambulans", "119", "119"), ("PMI Kota", "0721 555 0100", "+627215550100"), ("", "112", "112"),
    ]  # fmt: skip


def a_post(flood: Flood, **values: Any) -> Need:
    told = {
        "task": "Memeriksa pengungsi\nMerujuk yang gawat", "bring": "Sepatu bot\nSenter",
        "safety": "Jauhi kabel listrik", "emergency": "Ambulans 119",
    }  # fmt: skip
    Need.objects.filter(pk=flood.need.pk).update(**(told | values))
    flood.need.refresh_from_db()
    return flood.need


def told(flood: Flood, row: Assignment) -> briefing.Briefing:
    row = Assignment.objects.get(pk=row.pk)
    home = duties.home_of(row, flood.today)
    return briefing.briefing(
        row, [s.shift for s in duties.shifts(row)], home, on=flood.today, now=flood.now
    )


def on_shift(flood: Flood, row: Assignment, hours: int = 1) -> None:
    starts = flood.now + timedelta(hours=hours)
    ends = starts + timedelta(hours=8)
    Shift.objects.create(
        assignment=row, employee=row.employee, starts_at=starts, ends_at=ends,
        held=shifts.held(starts, ends, 660),
    )  # fmt: skip


def test_a_post_tells_its_own_and_else_what_its_template_tells() -> None:
    flood = Flood()
    draft = next(role for role in ROLES if role.role == "Evakuasi")
    assert draft.brief.task
    assert draft.brief.safety
    row = flood.sent("accepted", need=a_post(flood, bring=""))
    assert told(flood, row).task == ["Memeriksa pengungsi", "Merujuk yang gawat"]
    assert told(flood, row).bring == []
    posts.set_contact(
        need=flood.need, post="Masjid", report_to="", by=flood.coordinator, brief=briefs.Brief("Satu", "Dua", "Tiga"),
        emergency="Ambulans 118", lat=-5.1, lon=105.2,
    )  # fmt: skip
    found = told(flood, row)
    assert (found.task, found.bring, found.safety) == (["Satu"], ["Dua"], ["Tiga"])
    assert found.emergency[0].dial == "118"
    assert (found.point, found.is_exact) == ((-5.1, 105.2), True)


def test_contacts_are_officer_leader_mates_of_the_shift_and_the_head() -> None:
    flood = Flood()
    assert flood.officer
    assert flood.head
    me, leader = flood.sent("accepted", name="Rina"), flood.sent("active", name="Budi")
    mate, other = flood.sent("accepted", name="Dewi"), flood.sent("accepted", name="Made")
    gone = flood.sent("declined", name="Siti")
    for row in (me, mate, gone):
        on_shift(flood, row)
    on_shift(flood, other, hours=12)
    TeamLeader.objects.create(assignment=leader, by=flood.coordinator, at=flood.now)
    Employee.objects.filter(pk__in=[mate.employee_id]).update(shares_phone=True)
    for row in (mate, leader):
        person = Employee.objects.get(pk=row.employee_id)
        person.phone = "081234567890"
        person.save(update_fields=["phone"])
    found = [(c.name, c.role, c.phone) for c in told(flood, me).contacts]
    assert found == [
        ("Eko Wahyudi", "Petugas pos", ""), ("Budi", "Ketua regu", ""),
        ("Dewi", "Satu shift", "081234567890"), ("Ratih Kusuma", "Kepala unit asal", ""),
    ]  # fmt: skip


def test_who_has_not_agreed_to_come_or_is_done_sees_no_colleagues() -> None:
    flood = Flood()
    mate = flood.sent("active", name="Dewi")
    TeamLeader.objects.create(assignment=mate, by=flood.coordinator, at=flood.now)
    assert "Dewi" not in [c.name for c in told(flood, flood.sent("ordered")).contacts]
    assert told(flood, flood.sent("completed")).contacts == []


def test_a_number_no_longer_shared_is_gone(client: Any) -> None:
    flood = Flood()
    me, mate = flood.sent("accepted"), flood.sent("accepted", name="Dewi")
    TeamLeader.objects.create(assignment=mate, by=flood.coordinator, at=flood.now)
    person = mate.employee
    person.phone, person.shares_phone = "081234567890", True
    person.save(update_fields=["phone", "shares_phone"])
    page = reverse("staffing:duty", args=[me.pk])
    client.force_login(me.employee.user)
    assert 'href="tel:+6281234567890"' in client.get(page).content.decode()
    client.force_login(person.user)
    values = {"first_channel": "gateway", "deployability": "available", "phone": "081234567890"}
    assert client.post(reverse("people:declare", args=[person.pk]), values).status_code == 302
    client.force_login(me.employee.user)
    assert "81234567890" not in client.get(page).content.decode()


def words(client: Any, row: Assignment) -> list[str]:
    client.force_login(row.employee.user)
    answer = client.get(reverse("staffing:briefing_pdf", args=[row.pk]))
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_paper_says_it_all_on_one_page(client: Any) -> None:
    flood = Flood()
    a_post(flood)
    row = flood.sent("accepted", name="Rina Oktaviani", letter=flood.a_letter())
    on_shift(flood, row)
    (page,) = words(client, row)
    for wanted in (
        "Bekal tugas: Perawat", "Rina Oktaviani", "Masjid Al-Ikhlas", "6 menit dari RSUD Bandar Negara",
        "dr. Yuliana Sari", "Merujuk yang gawat", "Senter", "Jauhi kabel listrik", "Ambulans", "119",
        "Bukan surat tugas",
    ):  # fmt: skip
        assert wanted in page


def test_the_most_a_post_can_tell_still_fits_one_page(client: Any) -> None:
    flood = Flood()
    long = "\n".join(["panjang sekali " * 4] * 8)[: briefs.LONGEST]
    a_post(flood, task=long, bring=long, safety=long, emergency="\n".join(["Ambulans kota 0721 555 010"] * 8))  # fmt: skip
    row = flood.sent("active", name="Rina Oktaviani")
    Assignment.objects.filter(pk=row.pk).update(period=Period(flood.today, flood.today + timedelta(days=30)))  # fmt: skip
    for day in range(20):
        on_shift(flood, row, hours=24 * day + 1)
    for n in range(30):
        mate = flood.sent("accepted", name=f"Pegawai dengan nama yang panjang {n}")
        on_shift(flood, mate)
    assert len(words(client, row)) == 1


def test_nobody_else_gets_it(client: Any) -> None:
    flood = Flood()
    row = flood.sent("accepted")
    for user in (flood.coordinator, flood.head, flood.sent("accepted").employee.user):
        client.force_login(user)
        assert client.get(reverse("staffing:briefing_pdf", args=[row.pk])).status_code == 404


def test_the_officer_edits_what_the_post_tells(client: Any) -> None:
    flood = Flood()
    row = flood.sent("accepted")
    client.force_login(flood.officer)
    page = reverse("staffing:contact", args=[flood.need.pk])
    values = {"post": "Masjid", "task": "Mendata", "emergency": "SAR 115", "bring": "x" * 501}
    assert client.post(page, values).status_code == 422
    assert client.post(page, {**values, "bring": "Topi"}).status_code == 302
    client.force_login(row.employee.user)
    text = client.get(reverse("staffing:duty", args=[row.pk])).content.decode()
    assert 'href="tel:115"' in text
    assert "Mendata" in text
