"""What phones send: once or twice, late, by a wrong clock, for a duty that is no more."""

import json
import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing.models import Assignment, FieldEntry, Presence, ReturnReport
from luwes.staffing.tests.field import Flood

HOUR = timedelta(hours=1)


def send(
    user: User, kind: str, subject: int, *, key: UUID | None = None, ago: timedelta = HOUR * 0,
    off: timedelta = HOUR * 0, **data: Any,
) -> Any:  # fmt: skip
    """As the phone does: written `ago`, by a clock that is `off`."""
    client, now = Client(), clock.now()
    client.force_login(user)
    entry = {
        "key": str(key or uuid4()), "kind": kind, "subject": subject,
        "data": {name: value if isinstance(value, list) else [value] for name, value in data.items()},
        "written_at": (now - ago + off).isoformat(), "sent_at": (now + off).isoformat(),
        "met_server": None, "met_phone": None,
    }  # fmt: skip
    return client.post("/lapangan/kirim/", {"entry": json.dumps(entry)})


def again(row: Assignment) -> Assignment:
    row.refresh_from_db()
    return row


@pytest.mark.django_db
def test_the_same_key_is_done_once_and_answered_alike() -> None:
    row = Flood().sent("accepted")
    key = uuid4()
    first = send(row.employee.user, "arrive", row.pk, key=key)
    second = send(row.employee.user, "arrive", row.pk, key=key)
    assert first.json() == second.json()
    assert first.json()["outcome"] == "done"
    assert Presence.objects.filter(assignment=row).count() == 1
    assert again(row).is_present


@pytest.mark.django_db
def test_a_key_of_somebody_else_is_refused() -> None:
    flood = Flood()
    one, other = flood.sent("accepted"), flood.sent("accepted")
    key = uuid4()
    assert send(one.employee.user, "arrive", one.pk, key=key).status_code == 200
    assert send(other.employee.user, "arrive", other.pk, key=key).status_code == 403
    assert not again(other).is_present


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["answer", "arrive", "leave", "back"])
def test_nobody_sends_for_somebody_else(kind: str) -> None:
    flood = Flood()
    row = flood.sent("accepted")
    answer = send(flood.a_person().user, kind, row.pk, answer="accept", condition="well")
    assert answer.status_code == 404
    assert again(row).state == "accepted"
    assert not FieldEntry.objects.exists()


@pytest.mark.django_db
def test_what_was_written_three_hours_ago_by_a_clock_two_hours_fast_happened_then() -> None:
    row = Flood().sent("accepted")
    send(row.employee.user, "arrive", row.pk, ago=3 * HOUR, off=2 * HOUR)
    presence = Presence.objects.get(assignment=row)
    assert abs(presence.at - (clock.now() - 3 * HOUR)) < timedelta(minutes=1)
    assert FieldEntry.objects.get().is_clock_off


@pytest.mark.django_db
def test_late_news_does_not_undo_what_was_written_of_a_later_hour() -> None:
    flood = Flood()
    row = flood.sent("accepted")
    send(flood.officer, "roll", flood.need.pk, deed="in", who=[str(row.pk)])
    assert again(row).is_present
    send(row.employee.user, "leave", row.pk, ago=2 * HOUR)
    assert again(row).is_present
    assert Presence.objects.filter(assignment=row).count() == 2


@pytest.mark.django_db
def test_a_duty_taken_back_meanwhile_refuses_in_words_and_the_post_sees_it() -> None:
    flood = Flood()
    row = flood.sent("withdrawn")
    answer = send(row.employee.user, "arrive", row.pk, ago=HOUR).json()
    assert answer["outcome"] == "refused"
    assert "sudah ditarik" in answer["words"]
    assert not Presence.objects.exists()
    client = Client()
    client.force_login(flood.officer)
    assert "sudah ditarik" in client.get(f"/pos/{flood.need.pk}/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"lat": "-5.3590", "lon": "105.2751", "accuracy": "20"}, "dari pos (± 20 m)"),
        ({"lat": "-5.3071", "lon": "105.3043", "accuracy": "20"}, "pastikan"),
        ({"lat": "-5.3071", "lon": "105.3043", "accuracy": "90000"}, "pastikan"),
        ({"lat": "500", "lon": "105.3043", "accuracy": "20"}, "letak tidak diketahui"),
        ({"lat": "NaN", "lon": "105.3043", "accuracy": "20"}, "letak tidak diketahui"),
        ({}, "letak tidak diketahui"),
    ],
)
def test_a_position_is_taken_and_the_post_sees_what_it_is_worth(
    told: dict[str, str], words: str
) -> None:
    flood = Flood()
    flood.need.post_lat, flood.need.post_lon = -5.3588, 105.2751
    flood.need.save()
    row = flood.sent("accepted")
    assert send(row.employee.user, "arrive", row.pk, **told).json()["outcome"] == "done"
    assert again(row).is_present
    client = Client()
    client.force_login(flood.officer)
    assert words in client.get(f"/pos/{flood.need.pk}/").content.decode()


@pytest.mark.django_db
def test_a_form_left_unfinished_is_told_field_by_field() -> None:
    row = Flood().sent()
    answer = send(row.employee.user, "answer", row.pk, answer="decline").json()
    assert answer == {
        "outcome": "refused", "words": "Pilih alasannya.", "next": f"/tugas-saya/{row.pk}/"
    }  # fmt: skip
    assert again(row).state == "ordered"


@pytest.mark.django_db
def test_answer_and_return_arrive_as_from_the_page() -> None:
    flood = Flood()
    asked, done = flood.sent(), flood.sent("completed")
    send(asked.employee.user, "answer", asked.pk, answer="accept", ago=HOUR)
    assert again(asked).state == "accepted"
    send(done.employee.user, "back", done.pk, condition="tired", note="Senin masuk")
    assert ReturnReport.objects.get(assignment=done).condition == "tired"


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["", "{}", "[]", '{"key": "x"}', '{"key": 5, "subject": "a"}'])
def test_nonsense_is_turned_away(broken: str) -> None:
    row = Flood().sent("accepted")
    client = Client()
    client.force_login(row.employee.user)
    assert client.post("/lapangan/kirim/", {"entry": broken}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_the_same_key_sent_twice_in_one_moment_is_done_once() -> None:
    row = Flood().sent("accepted")
    user, key = row.employee.user, uuid4()
    start, said = threading.Barrier(4), []

    def phone() -> None:
        start.wait(60)
        try:
            said.append(send(user, "arrive", row.pk, key=key).json()["outcome"])
        finally:
            connection.close()

    threads = [threading.Thread(target=phone) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert said == ["done"] * 4
    assert Presence.objects.filter(assignment=row).count() == 1


def test_the_worker_and_the_manifest_need_no_account(client: Client, db: None) -> None:
    worker = client.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    manifest = client.get("/luwes.webmanifest").json()
    assert manifest["start_url"] == "/tugas-saya/"
