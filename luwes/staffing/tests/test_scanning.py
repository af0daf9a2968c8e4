"""The post's code scanned in the app or typed: good at the time of the scan, and of one's own post only."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from luwes.core import clock
from luwes.staffing import codes
from luwes.staffing.models import Assignment, FieldEntry, PostCode, Presence
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.test_outbox import send

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def a_duty() -> tuple[Flood, Assignment, PostCode]:
    flood = Flood()
    row = flood.sent("accepted")
    return flood, row, PostCode.objects.get(need=row.need)


def test_figures_are_of_one_post_and_some_minutes() -> None:
    flood, _row, code = a_duty()
    now = clock.now()
    figures = codes.short(code, now)
    assert len(figures) == 8
    read = codes.scanned(f" {figures[:4]} {figures[4:]} ", code)
    assert read
    assert read.is_fresh(now + 9 * MINUTE)
    assert not read.is_fresh(now + 12 * MINUTE)
    other = PostCode.objects.create(need=flood.a_need("Logistik"), token="lain")
    elsewhere = codes.scanned(figures, other)
    assert elsewhere
    assert not elsewhere.is_fresh(now)


@pytest.mark.parametrize(
    "text", ["", "1234", "ⅧⅧⅧⅧ0000", "https://contoh.id/hadir/", "x" * 300, "../.."]
)
def test_anything_else_is_no_code(text: str) -> None:
    _flood, _row, code = a_duty()
    assert codes.scanned(text, code) is None


def test_the_address_on_the_screen_is_read_whole_or_by_its_code() -> None:
    _flood, row, code = a_duty()
    text = codes.make(code, clock.now())
    for scanned in (text, f"https://luwes.example{reverse('staffing:arrive', args=[text])}"):
        read = codes.scanned(scanned, None)
        assert read
        assert read.need_id == row.need_id


def test_a_scan_without_a_signal_counts_by_the_hour_of_the_scan() -> None:
    _flood, row, code = a_duty()
    then = clock.now() - 3 * HOUR
    answer = send(row.employee.user, "scan", row.pk, ago=3 * HOUR, code=codes.make(code, then))
    assert answer.json()["outcome"] == "done"
    presence = Presence.objects.get(assignment=row)
    assert presence.method == "qr"
    assert abs(presence.at - then) < MINUTE
    row.refresh_from_db()
    assert (row.state, row.is_present) == ("active", True)


def test_typed_figures_count_by_the_hour_of_the_typing_too() -> None:
    _flood, row, code = a_duty()
    figures = codes.short(code, clock.now() - 3 * HOUR)
    assert send(row.employee.user, "scan", row.pk, ago=3 * HOUR, code=figures).json()["outcome"] == "done"  # fmt: skip


def test_a_code_older_than_its_minutes_at_the_scan_is_refused_and_shown_at_the_post() -> None:
    _flood, row, code = a_duty()
    old = codes.make(code, clock.now() - 4 * HOUR)
    answer = send(row.employee.user, "scan", row.pk, ago=3 * HOUR, code=old).json()
    assert answer["outcome"] == "refused"
    assert "lewat waktunya" in answer["words"]
    assert FieldEntry.objects.get().need == row.need
    assert not Presence.objects.exists()


def test_a_code_of_the_time_to_come_is_refused() -> None:
    _flood, row, code = a_duty()
    ahead = codes.make(code, clock.now() + HOUR)
    assert send(row.employee.user, "scan", row.pk, code=ahead).json()["outcome"] == "refused"


def test_a_strangers_phone_gains_nothing_by_the_code() -> None:
    flood, row, code = a_duty()
    text = codes.make(code, clock.now())
    assert send(flood.a_person().user, "scan", row.pk, code=text).status_code == 404
    other = flood.sent("accepted", need=flood.a_need("Logistik"))
    answer = send(other.employee.user, "scan", other.pk, code=text).json()
    assert "bukan kode pos tugas Anda" in answer["words"]
    assert not Presence.objects.exists()


def test_a_secret_that_was_changed_opens_nothing() -> None:
    _flood, row, code = a_duty()
    text, figures = codes.make(code, clock.now()), codes.short(code, clock.now())
    PostCode.objects.filter(pk=code.pk).update(token="baru")
    for told in (text, figures):
        assert send(row.employee.user, "scan", row.pk, code=told).json()["outcome"] == "refused"


def test_sent_twice_it_is_written_once() -> None:
    _flood, row, code = a_duty()
    key, text = uuid4(), codes.make(code, clock.now())
    for _twice in range(2):
        assert send(row.employee.user, "scan", row.pk, key=key, code=text).json()["outcome"] == "done"  # fmt: skip
    assert Presence.objects.count() == 1


def test_it_works_without_scripts_and_says_what_is_wrong(client: Any) -> None:
    _flood, row, code = a_duty()
    client.force_login(row.employee.user)
    page = reverse("staffing:arrive_by_code", args=[row.pk])
    assert client.post(page, {"code": ""}).status_code == 422
    assert client.post(page, {"code": "00000000"}).status_code == 422
    assert client.post(page, {"code": codes.short(code, clock.now())}).status_code == 302
    row.refresh_from_db()
    assert row.is_present


def test_the_screen_of_the_post_shows_the_figures(client: Any) -> None:
    flood, _row, code = a_duty()
    client.force_login(flood.officer)
    figures = codes.short(code, clock.now())
    text = client.get(reverse("staffing:post_code", args=[code.need_id])).content.decode()
    assert f"{figures[:4]} {figures[4:]}" in text


def test_only_our_own_pages_may_ask_for_the_camera(client: Any) -> None:
    answer = client.get("/surat/periksa/")
    assert "camera=(self)" in answer["Permissions-Policy"]
    assert "microphone=()" in answer["Permissions-Policy"]
