"""The post's code scanned in the app or typed: good at the time of the scan, and of one's own post only."""

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from luwes.audit.models import Entry
from luwes.core import clock
from luwes.staffing import codes, rules
from luwes.staffing.models import Assignment, CodeTry, FieldEntry, PostCode, Presence
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


def _type(row: Assignment, figures: str) -> Any:
    client = Client()
    client.force_login(row.employee.user)
    url = reverse("staffing:arrive_by_code", args=[row.pk])
    return client.post(url, {"code": figures, "key": str(uuid4())})


def _wrong(code: PostCode) -> str:
    """Figures that are of no minute near this one."""
    minutes = (codes.short(code, clock.now() + n * MINUTE) for n in range(-12, 13))
    near = set(minutes)
    return next(text for text in map("{:08d}".format, range(99)) if text not in near)


def test_wrong_figures_end_the_typing_for_a_while_and_the_scan_goes_on() -> None:
    _flood, row, code = a_duty()
    wrong, right = _wrong(code), codes.short(code, clock.now())
    for _ in range(5):
        assert "sudah lewat waktunya" in _type(row, wrong).content.decode()
    locked = _type(row, right)
    assert locked.status_code == 422
    assert "Terlalu banyak kode yang salah" in locked.content.decode()
    assert Entry.objects.filter(deed="staffing.code_tries", by=row.employee.user).count() == 1
    assert not Presence.objects.exists()
    assert _type(row, codes.make(code, clock.now())).status_code == 302
    CodeTry.objects.update(at=clock.now() - 16 * MINUTE)
    assert _type(row, codes.short(code, clock.now())).status_code == 302
    assert Presence.objects.filter(assignment=row).count() == 2


def test_what_a_phone_keeps_and_sends_later_is_counted_too_whatever_hour_it_tells() -> None:
    _flood, row, code = a_duty()
    key = uuid4()
    for n in range(4):
        send(row.employee.user, "scan", row.pk, ago=n * HOUR, code=_wrong(code))
    for _ in range(3):  # the same one, sent again, is one try
        send(row.employee.user, "scan", row.pk, key=key, code=_wrong(code))
    assert CodeTry.objects.filter(user=row.employee.user).count() == 5
    answer = send(row.employee.user, "scan", row.pk, code=codes.short(code, clock.now())).json()
    assert answer["outcome"] == "refused"
    assert "Terlalu banyak" in answer["words"]


def test_many_people_do_not_guess_together_and_other_posts_go_on(monkeypatch: Any) -> None:
    monkeypatch.setattr(rules, "TRIES_A_POST", 3)
    flood, row, code = a_duty()
    for _ in range(3):
        _type(flood.sent("accepted"), _wrong(code))
    assert _type(row, codes.short(code, clock.now())).status_code == 422
    there = flood.a_need("Logistik")
    other = flood.sent("accepted", need=there)
    assert (
        _type(other, codes.short(PostCode.objects.get(need=there), clock.now())).status_code == 302
    )


@pytest.mark.django_db(transaction=True)
def test_a_dozen_tries_at_once_are_five() -> None:
    _flood, row, code = a_duty()
    wrong = _wrong(code)

    def press() -> None:
        try:
            _type(row, wrong)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert CodeTry.objects.count() == 5
