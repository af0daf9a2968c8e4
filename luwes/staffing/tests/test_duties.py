"""The person who is sent: who may look, what the page tells, answers, check-in, the way back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.core.errors import Refused
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.staffing import codes, duties, rules
from luwes.staffing.actions import field, issue
from luwes.staffing.models import (
    AnswerWords,
    Assignment,
    PlanLine,
    Presence,
    ReturnReport,
    Shift,
)
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def as_person(client: Client, row: Assignment) -> Client:
    assert row.employee.user
    client.force_login(row.employee.user)
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"staffing:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def state_of(row: Assignment) -> str:
    row.refresh_from_db()
    return row.state


def test_the_page_tells_why_this_person_was_chosen(client: Client, flood: Flood) -> None:
    row = flood.sent(name="Rina Oktaviani")
    flood.reasons_for(row)
    flood.sent("accepted")
    text = page(as_person(client, row), "duty", row.pk)
    assert "Gawat darurat tingkat 4 Anda berlaku sampai" in text
    assert "Perjalanan Anda ke sana 6 menit; yang lain di pos ini rata-rata 6 menit." in text
    assert "Anda belum bertugas dalam setahun terakhir." in text
    assert "RSUD Bandar Negara Husada tetap punya 53 orang; minimumnya 40." in text
    assert 'href="tel:+62811' in text
    assert "geo:-5.3588,105.2751" in text


def test_a_certificate_that_runs_out_during_the_duty_is_no_reason(flood: Flood) -> None:
    row = flood.sent()
    flood.reasons_for(row)
    row.employee.competencies.update(period=(flood.today - timedelta(days=9), flood.today))
    told = duties.reasons(row, unit="")
    assert not any("Gawat darurat" in reason for reason in told)


def test_days_that_were_counted_are_those_before_this_duty(client: Client, flood: Flood) -> None:
    row = flood.sent("active", is_present=True)
    assert (row.period.start, duties.days_served(row.employee_id, flood.today)) == (flood.today, 1)
    assert "Sebelum tugas ini, Anda belum bertugas" in page(as_person(client, row), "duty", row.pk)
    lines = PlanLine.objects.filter(plan=row.plan, employee=row.employee)
    lines.update(days_served=3)
    assert "Sebelum tugas ini, Anda bertugas 3 hari" in page(client, "duty", row.pk)
    lines.delete()
    assert "Sebelum tugas ini, Anda belum bertugas" in page(client, "duty", row.pk)


def test_nobody_else_opens_or_answers_it(client: Client, flood: Flood) -> None:
    row = flood.sent()
    for user in (flood.coordinator, flood.head, a_user()):
        client.force_login(user)
        assert client.get(reverse("staffing:duty", args=[row.pk])).status_code == 404
        posted = client.post(reverse("staffing:answer", args=[row.pk]), {"answer": "accept"})
        assert posted.status_code == 404
    assert state_of(row) == "ordered"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("ordered", "Anda diminta bertugas sebagai perawat"),
        ("accepted", "Anda bertugas sebagai perawat"),
        ("active", "Anda sedang bertugas sebagai perawat"),
        ("completed", "selesai"),
        ("declined", "Anda tidak bertugas sebagai perawat"),
        ("withdrawn", "ditarik"),
    ],
)
def test_every_state_has_its_heading(client: Client, flood: Flood, state: str, words: str) -> None:
    row = flood.sent(state)
    assert words in page(as_person(client, row), "duty", row.pk)


def test_declining_needs_a_reason_and_keeps_what_was_chosen(client: Client, flood: Flood) -> None:
    row = flood.sent()
    url = reverse("staffing:answer", args=[row.pk])
    as_person(client, row)
    assert client.post(url, {"answer": "decline"}).status_code == 422
    half = client.post(url, {"answer": "decline", "reason": "other"})
    assert half.status_code == 422
    assert "Tulis alasan Anda." in half.content.decode()
    assert state_of(row) == "ordered"
    client.post(url, {"answer": "decline", "reason": "home"})
    assert (state_of(row), row.answer_reason) == ("declined", rules.UNABLE)
    assert AnswerWords.objects.get(assignment=row).words == "Rumah atau keluarga saya terdampak"


def test_an_answer_after_another_is_refused(client: Client, flood: Flood) -> None:
    row = flood.sent("declined")
    answer = as_person(client, row).post(
        reverse("staffing:answer", args=[row.pk]), {"answer": "accept"}
    )
    assert answer.status_code == 422
    assert state_of(row) == "declined"


def test_the_list_holds_what_runs_and_what_was(client: Client, flood: Flood) -> None:
    row = flood.sent("completed", period=flood.period)
    text = page(as_person(client, row), "mine")
    assert "Anda sedang tidak ditugaskan" in text
    assert "Yang sudah lewat" in text


def test_shifts_show_the_rest_between_them(flood: Flood) -> None:
    row = flood.sent("accepted")
    for start in (0, 24):
        begins = flood.now + timedelta(hours=start)
        ends = begins + timedelta(hours=8)
        Shift.objects.create(
            assignment=row, employee=row.employee, starts_at=begins, ends_at=ends,
            held=(begins, ends + timedelta(minutes=660)),
        )  # fmt: skip
    assert [(s.hours, s.rest) for s in duties.shifts(row)] == [(8, 16), (8, None)]


def test_the_page_costs_the_same_however_much_one_served(client: Client, flood: Flood) -> None:
    row = flood.sent("accepted")
    flood.reasons_for(row)
    as_person(client, row)

    def cost(name: str, *args: int) -> int:
        with CaptureQueriesContext(connection) as log:
            page(client, name, *args)
        return len(log)

    cost("duty", row.pk)  # the session's first page writes it
    once, listed = cost("duty", row.pk), cost("mine")
    for _ in range(4):
        flood.sent("declined", employee=row.employee, need=flood.a_need())
        flood.sent("accepted")
    assert cost("duty", row.pk) == once <= 15
    assert cost("mine") == listed <= 15


# ── the post's code ──────────────────────────────────────────────────


def a_code(flood: Flood, row: Assignment, minutes_old: int = 0) -> str:
    return codes.make(row.need.post_code, flood.now - timedelta(minutes=minutes_old))


def arrive(client: Client, code: str, key: str = "") -> Any:
    return client.post(reverse("staffing:arrive", args=[code]), {"key": key})


def test_scanning_the_code_takes_the_person_in_once(client: Client, flood: Flood) -> None:
    row = flood.sent("accepted")
    as_person(client, row)
    key = str(uuid4())
    for _ in range(2):
        assert arrive(client, a_code(flood, row), key).status_code == 302
    assert (state_of(row), row.is_present) == ("active", True)
    assert Presence.objects.get(assignment=row).method == "qr"


def test_an_old_code_a_strangers_and_another_posts_are_turned_away_kindly(
    client: Client, flood: Flood
) -> None:
    row = flood.sent("accepted")
    elsewhere = flood.sent("accepted", need=flood.a_need(post="Balai Kelurahan"))
    as_person(client, row)
    old = arrive(client, a_code(flood, row, minutes_old=11))
    assert old.status_code == 410
    assert "lewat waktunya" in old.content.decode()
    wrong = arrive(client, a_code(flood, elsewhere))
    assert wrong.status_code == 409
    assert "Pos Anda bukan di sini" in wrong.content.decode()
    assert arrive(client, "ngawur").status_code == 404
    client.force_login(a_user())
    assert arrive(client, a_code(flood, row)).status_code == 403
    assert not Presence.objects.exists()


def test_a_code_is_of_no_use_once_the_posts_secret_changed(client: Client, flood: Flood) -> None:
    row = flood.sent("accepted")
    code = a_code(flood, row)
    code_row = row.need.post_code
    code_row.token = "baru"
    code_row.save()
    assert arrive(as_person(client, row), code).status_code == 404


def test_a_code_that_was_tampered_with_is_not_ours(flood: Flood) -> None:
    code = a_code(flood, flood.sent("accepted"))
    assert codes.read(code) is not None
    assert codes.read("9" + code) is None
    assert codes.read("") is None


def test_the_action_asks_again_for_post_freshness_and_day(flood: Flood) -> None:
    row = flood.sent("accepted")
    other = flood.sent("accepted", need=flood.a_need())
    values = {
        "key": uuid4(),
        "at": flood.now,
        "on": flood.today,
        "now": flood.now,
        "by": row.employee.user,
    }
    for code, on in (
        (a_code(flood, other), flood.today),
        (a_code(flood, row, minutes_old=30), flood.today),
        (a_code(flood, row), flood.today + timedelta(days=30)),
    ):
        with pytest.raises(Refused):
            field.check_in_by_code(assignment=row, code=code, **(values | {"on": on}))
    assert state_of(row) == "accepted"


def test_a_duty_that_is_over_takes_nobody_in(client: Client, flood: Flood) -> None:
    row = flood.sent("completed")
    turned = arrive(as_person(client, row), a_code(flood, row))
    assert turned.status_code == 409
    assert "sudah tidak berjalan" in turned.content.decode()


def test_leaving_the_post_is_said_by_the_person(client: Client, flood: Flood) -> None:
    row = flood.sent("active", is_present=True)
    as_person(client, row).post(reverse("staffing:leave_post", args=[row.pk]))
    row.refresh_from_db()
    assert not row.is_present


# ── back again ───────────────────────────────────────────────────────


def test_a_report_of_the_return_reaches_the_head_and_stays_sealed(
    client: Client, flood: Flood
) -> None:
    assert flood.head
    row = flood.sent("completed")
    as_person(client, row)
    url = reverse("staffing:report_back", args=[row.pk])
    assert client.post(url, {"note": "x"}).status_code == 422
    client.post(url, {"condition": "hurt", "note": "Kaki terkilir"})
    assert ReturnReport.objects.get(assignment=row).note == "Kaki terkilir"
    message = Message.objects.get(user=flood.head, kind="staffing.back")
    assert "terkilir" not in message.subject + message.body
    with connection.cursor() as cursor:
        cursor.execute("SELECT condition, note FROM staffing_returnreport")
        assert "terkilir" not in str(cursor.fetchone())
    assert client.post(url, {"condition": "well"}).status_code == 422


def test_whoever_is_called_back_hears_of_it(flood: Flood) -> None:
    row = flood.sent("accepted")
    issue.withdraw(assignment=row, reason="Pos ditutup", now=flood.now, by=flood.coordinator)
    told = Message.objects.get(user=row.employee.user, kind="staffing.withdrawn")
    assert told.body == "Pos ditutup"
