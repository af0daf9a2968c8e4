"""The doors of leave: what is shown to whom, links that end, papers known by their content."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments.models import CalendarLink, Holiday, Leave, LeaveRequest
from luwes.appointments.rules import LeaveKind
from luwes.appointments.tests.builders import a_leave, a_request, an_appointment
from luwes.appointments.tests.test_leave_requests import Office
from luwes.appointments.tests.test_leave_views import signed_in
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def office() -> Office:
    return Office()


def page(name: str, *args: object) -> str:
    return reverse(f"appointments:{name}", args=args)


def ahead(first: int = 14, days: int = 3) -> Period:
    """Days that begin on a Monday."""
    day = timezone.localdate() + timedelta(days=first)
    day += timedelta(days=-day.weekday() % 7)
    return Period(day, day + timedelta(days=days))


def wish(**other: object) -> dict[str, object]:
    period = ahead()
    values: dict[str, object] = {
        "first_day": period.start.isoformat(), "last_day": period.last_day.isoformat(),
        "reason": "Menengok orang tua", "address": "Metro",
    }  # fmt: skip
    return values | other


def user_of(employee: Employee) -> User:
    assert employee.user
    return employee.user


def test_an_employee_asks_and_sees_the_answer(office: Office) -> None:
    me = signed_in(user_of(office.rina))
    answer = me.post(page("ask_leave", "annual"), wish())
    row = LeaveRequest.objects.get()
    assert answer.headers["Location"] == page("leave_request", row.pk)
    assert "menunggu keputusan" in me.get(page("my_leave")).content.decode()
    head = signed_in(office.head)
    assert head.post(page("decide_request", row.pk), {"answer": "approved"}).status_code == 302
    assert "Cuti tahunan: disetujui" in me.get(page("leave_request", row.pk)).content.decode()


def test_what_is_wrong_is_told_beside_its_field_and_kept(office: Office) -> None:
    me = signed_in(user_of(office.rina))
    answer = me.post(page("ask_leave", "sick"), wish(certificate=""))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "memerlukan surat keterangan dokter" in text
    assert "Menengok orang tua" in text
    assert not LeaveRequest.objects.exists()


def test_a_pppk_is_offered_only_its_kinds(office: Office) -> None:
    Employee.objects.filter(pk=office.rina.pk).update(employment="pppk", grade="IX")
    me = signed_in(user_of(office.rina))
    assert "Cuti besar" not in me.get(page("my_leave")).content.decode()
    assert me.get(page("ask_leave", "long")).status_code == 404
    assert me.get(page("ask_leave", "rest")).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("surat.pdf", PDF, 302),
        ("surat.exe", PDF, 302),
        ("surat.pdf", b"MZ\x90\x00 not a paper", 422),
        ("surat.pdf", b"%PDF-1.4 cut off", 422),
        ("foto.png", b"\x89PNG\r\n\x1a\n broken", 422),
        ("besar.pdf", b"%PDF-" + b"0" * (3 * 1024 * 1024) + b"%%EOF", 422),
    ],
    ids=["pdf", "wrong name", "program", "half", "broken picture", "too large"],
)
def test_an_attachment_is_known_by_its_content(
    office: Office, name: str, data: bytes, status: int
) -> None:
    me = signed_in(user_of(office.rina))
    file = SimpleUploadedFile(name, data, content_type="application/pdf")
    answer = me.post(page("ask_leave", "sick"), wish(certificate="doctor", attachment=file))
    assert answer.status_code == status


def test_an_attachment_is_read_by_the_person_and_the_head_only(office: Office) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    me = signed_in(user_of(office.rina))
    file = SimpleUploadedFile("x.png", picture.getvalue())
    me.post(page("ask_leave", "sick"), wish(certificate="doctor", attachment=file))
    row = LeaveRequest.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM appointments_leaveattachment")
        assert "iVBOR" not in cursor.fetchone()[0]
    for client in (me, signed_in(office.head)):
        answer = client.get(page("request_attachment", row.pk))
        assert (answer.content, answer["Content-Type"]) == (picture.getvalue(), "image/png")
        assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in(office.analyst).get(page("request_attachment", row.pk)).status_code == 403
    stranger = signed_in(a_user())
    assert stranger.get(page("request_attachment", row.pk)).status_code == 404


def test_the_staffing_office_sees_the_days_but_no_private_words(office: Office) -> None:
    row = a_request(office.rina, ahead(), reason="Operasi", address="RS Rekaan")
    text = signed_in(office.analyst).get(page("leave_request", row.pk)).content.decode()
    assert "Rina Rekaan" in text
    assert "Operasi" not in text
    assert "RS Rekaan" not in text
    assert (
        signed_in(user_of(office.people[1])).get(page("leave_request", row.pk)).status_code == 404
    )


def test_a_month_names_who_is_away_and_never_why(office: Office) -> None:
    today = timezone.localdate()
    a_leave(office.rina, Period(today, today + timedelta(days=1)), kind=LeaveKind.MATERNITY)
    text = signed_in(office.head).get(page("unit_leave", office.unit.pk)).content.decode()
    assert "Rina Rekaan" in text
    assert "melahirkan" not in text.lower()
    for bad in ("abc", "2025-13", "0001-01", "9999-12", "2025-1x"):
        assert signed_in(office.head).get(page("unit_leave", office.unit.pk), {"bulan": bad}).status_code == 200  # fmt: skip


def feed_of(client: Client, unit: int | None = None) -> str:
    client.post(page("calendar_link"), {"deed": "make", "unit": unit or ""})
    return str(client.session["calendar_secret"]).removeprefix("http://testserver")


def test_a_units_feed_holds_names_and_days_without_the_kind(office: Office) -> None:
    days = ahead()
    a_leave(office.rina, days, kind=LeaveKind.SICK)
    url = feed_of(signed_in(office.head), office.unit.pk)
    answer = Client().get(url)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Rina Rekaan tidak di tempat"
    assert (event.start, event.end) == (days.start, days.end)
    assert b"sakit" not in answer.content.lower()
    assert b"sick" not in answer.content.lower()


def test_the_own_feed_says_leave_and_nothing_of_colleagues(office: Office) -> None:
    a_leave(office.rina, ahead(), kind=LeaveKind.SICK)
    a_leave(office.people[1], ahead())
    answer = Client().get(feed_of(signed_in(user_of(office.rina))))
    assert [str(e["SUMMARY"]) for e in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        "Cuti"
    ]


def test_a_link_ends_when_it_is_made_anew_revoked_or_the_right_is_gone(office: Office) -> None:
    head = signed_in(office.head)
    first = feed_of(head, office.unit.pk)
    second = feed_of(head, office.unit.pk)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    Grant.objects.filter(user=office.head).delete()
    assert Client().get(second).status_code == 404
    mine = feed_of(head)
    head.post(page("calendar_link"), {"deed": "drop"})
    assert Client().get(mine).status_code == 404
    assert Client().get(page("calendar_feed", "tebakan")).status_code == 404
    assert CalendarLink.objects.count() == 1


def test_nobody_makes_a_link_of_a_unit_of_others(office: Office) -> None:
    other = a_unit("Lain")
    head = signed_in(office.head)
    assert head.post(page("calendar_link"), {"unit": other.pk}).status_code == 403
    assert not CalendarLink.objects.exists()


def test_a_stranger_decides_nothing_by_a_guessed_address(office: Office) -> None:
    row = a_request(office.rina, ahead())
    stranger = signed_in(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=a_unit("Lain").pk))
    for name in ("decide_request", "view_request", "withdraw_request"):
        assert stranger.post(page(name, row.pk), {"answer": "approved"}).status_code == 404
    assert signed_in(user_of(office.rina)).post(page("decide_request", row.pk), {"answer": "approved"}).status_code == 403  # fmt: skip
    assert not Leave.objects.exists()


def test_what_waits_stands_on_the_first_page_of_who_decides(office: Office) -> None:
    row = a_request(office.rina, ahead())
    words = "Rina Rekaan meminta cuti"
    assert words in signed_in(office.head).get("/").content.decode()
    assert words not in signed_in(office.authority).get("/").content.decode()
    signed_in(office.head).post(page("view_request", row.pk), {"view": "approved"})
    assert words in signed_in(office.authority).get("/").content.decode()
    assert words not in signed_in(office.head).get("/").content.decode()


def test_a_holiday_is_kept_on_its_page(office: Office) -> None:
    keeper = signed_in(office.analyst)
    values = {"day": "2026-07-01", "name": "Hari jadi", "kind": "national", "source": "Pergub"}
    assert keeper.post(page("holidays"), values).headers["Location"].endswith("?tahun=2026")
    assert keeper.post(page("holidays"), values).status_code == 422
    row = Holiday.objects.get()
    assert "Hari jadi" in keeper.get(page("holidays"), {"tahun": "2026"}).content.decode()
    keeper.post(page("drop_holiday", row.pk))
    assert not Holiday.objects.exists()


def test_lists_and_months_cost_the_same_for_more_people(office: Office) -> None:
    head = signed_in(office.head)
    today = timezone.localdate()
    urls = [page("leave_requests"), page("unit_leave", office.unit.pk), "/"]

    def add(count: int) -> None:
        for _ in range(count):
            person = an_appointment(
                an_employee(agency=office.unit.agency), unit=office.unit
            ).employee
            a_leave(person, Period(today, today + timedelta(days=2)))
            a_request(person, ahead(40))

    def cost(url: str) -> int:
        head.get(url)
        with CaptureQueriesContext(connection) as caught:
            head.get(url)
        return len(caught)

    add(5)
    few = [cost(url) for url in urls]
    add(7)
    assert [cost(url) for url in urls] == few
    assert max(few[:2]) <= 25


def test_a_long_leave_is_judged_at_the_cost_of_a_short_one(office: Office) -> None:
    head = signed_in(office.head)
    short, long = a_request(office.rina, ahead()), a_request(office.people[1], ahead(days=90), kind=LeaveKind.LONG)  # fmt: skip

    def cost(row: LeaveRequest) -> int:
        head.get(page("leave_request", row.pk))
        with CaptureQueriesContext(connection) as caught:
            assert head.get(page("leave_request", row.pk)).status_code == 200
        return len(caught)

    assert cost(long) <= cost(short) <= 50
