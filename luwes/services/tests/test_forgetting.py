"""What a citizen typed and sent goes after its time, with its files; what no row names too."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from luwes.audit import actions as audit
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.places.models import Area
from luwes.services.actions import filling, forgetting, nik, strays, talking
from luwes.services.models import Case, FormDraft, FormVersion, Service
from luwes.services.queries import forms as queries
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    an_officer,
    filed,
)
from luwes.services.tests.test_filling import a_form, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(settings: Any, tmp_path: Any) -> None:
    clock.set_to(NOW)
    settings.MEDIA_ROOT = tmp_path


def test_old_drafts_go_with_their_files(django_capture_on_commit_callbacks: Any) -> None:
    service = a_service()
    drafts = []
    for days in (31, 29):
        key = filling.begin(service=service, form=None, now=NOW - timedelta(days=days))
        draft = queries.draft_by_key(key)
        assert draft
        filling.save(
            draft=draft, page=0, typed={}, now=NOW - timedelta(days=days),
            files={"foto": [filling.Checked("a.jpg", "jpeg", b"x")]},
        )  # fmt: skip
        drafts.append(draft)
    path = drafts[0].files.get().file.path
    storage = drafts[0].files.get().file.storage
    with django_capture_on_commit_callbacks(execute=True):
        assert forgetting.drop_drafts(now=NOW) == 1
    assert list(FormDraft.objects.all()) == [drafts[1]]
    assert not storage.exists(path)


def test_a_file_that_no_row_names_is_deleted_after_a_day(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(strays, "AT_ONCE", 2)
    assert strays.drop(now=NOW) == 0  # before anything was sent
    photo = filling.Checked("a.jpg", "jpeg", b"x")
    case = filed(a_service(), files=[photo]).case
    draft = queries.draft_by_key(filling.begin(service=case.service, form=None, now=NOW))
    assert draft
    filling.save(draft=draft, page=0, typed={}, now=NOW, files={"foto": [photo]})
    named = [Path(row.file.path) for row in (*case.files.all(), *draft.files.all())]
    assert len(named) == 2
    stray = [named[0].with_name("stray.jpeg"), named[1].with_name("stray.pdf")]
    young = [path.with_name("young.jpeg") for path in named]
    others = tmp_path / "letters" / "2026" / "surat.pdf"
    others.parent.mkdir(parents=True)
    for path in (*stray, *young, others):
        path.write_bytes(b"x")
    for path, age in [(p, 25) for p in (*named, *stray, others)] + [(p, 23) for p in young]:
        at = (NOW - timedelta(hours=age)).timestamp()
        os.utime(path, (at, at))
    assert strays.drop(now=NOW) == 2
    assert [path.exists() for path in (*named, *young, others)] == [True] * 5
    assert not any(path.exists() for path in stray)


def test_a_receipt_can_be_opened_for_a_week(client: Client) -> None:
    service = a_service()
    a_form(service)
    key = sent(client, service)
    forgetting.drop_drafts(now=NOW + timedelta(days=6))
    assert client.get(reverse("services:receipt", args=[key])).status_code == 200
    forgetting.drop_drafts(now=NOW + timedelta(days=8))
    assert client.get(reverse("services:receipt", args=[key])).status_code == 404
    assert Case.objects.exists()


def test_what_a_citizen_wrote_is_erased_after_its_time_when_the_case_is_over() -> None:
    service = a_service()
    form = a_form(service)
    FormVersion.objects.filter(pk=form.pk).update(keep_days=100)
    photo = filling.Checked("a.jpg", "jpeg", b"x")
    who = filling.Citizen("Siti", "0812", "s@x.id", "1871014502900003")
    over, open_, fresh = (
        filed(service, form=form, answers={"parah": "putus"}, citizen=who, files=[photo]).case
        for _ in range(3)
    )
    closed = NOW - timedelta(days=101)
    Case.objects.filter(pk=over.pk).update(state="closed", closed_at=closed)
    Case.objects.filter(pk=fresh.pk).update(state="closed", closed_at=NOW - timedelta(days=99))
    assert forgetting.erase_answers(now=NOW) == 1
    over.refresh_from_db()
    assert [over.answers, over.text, over.name, over.phone, over.email, over.nik, over.nik_hash] == [""] * 7  # fmt: skip
    assert [entry.text for entry in over.entries.filter(by_citizen=True)] == [""]
    assert not over.files.exists()
    for kept in (open_, fresh):
        kept.refresh_from_db()
        assert kept.name == "Siti"
        assert kept.files.count() == 1
    log = Entry.objects.get(deed="services.forgotten")
    assert "Siti" not in json.dumps(log.details)
    assert queries.answers_of(over) == []
    assert forgetting.erase_answers(now=NOW) == 0


def long_over(service: Service, count: int, **values: Any) -> list[Case]:
    cases = [filed(service, **values).case for _ in range(count)]
    Case.objects.update(state="closed", closed_at=NOW - timedelta(days=6 * 365))
    return cases


def test_nothing_of_where_and_why_and_no_word_of_anybody_stays() -> None:
    service = a_service()
    officer = an_officer(service.unit).user
    district, village = a_place("18.71.01", "Kedaton"), a_place("18.71.01.1001", "Sidodadi")
    Area.objects.filter(pk=village.pk).update(parent=district)
    village.refresh_from_db()
    who = filling.Citizen("Siti", nik="1871014502900003")
    where = filling.Where(village, "Jalan Melati 3", filling.Point(-5.4, 105.2))
    case = filed(service, citizen=who, where=where).case
    talking.answer(case=case, text="Ibu Siti, sudah.", files=[filling.Checked("a.jpg", "jpeg", b"x")], now=NOW, on=TODAY, by=officer)  # fmt: skip
    nik.read(case=case, why="KK Siti", now=NOW, on=TODAY, by=officer)
    Case.objects.update(state="closed", closed_at=NOW - timedelta(days=6 * 365))
    assert forgetting.erase_answers(now=NOW) == 1
    case.refresh_from_db()
    assert (case.place, case.lat, case.lon, case.area) == ("", None, None, district)
    assert {entry.text for entry in case.entries.all()} == {""}
    assert {reading.why for reading in case.nik_readings.all()} == {""}
    assert not case.files.exists()


def test_all_that_is_due_goes_in_one_night_and_one_that_fails_keeps_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    cases = long_over(a_service(), 5)
    first = Case.objects.filter(pk=cases[0].pk)
    with connection.cursor() as cursor:  # it can't be unsealed any more: it goes all the same
        cursor.execute("UPDATE services_case SET name = 'rusak' WHERE id = %s", [cases[0].pk])
    real = audit.record

    def fails(*args: Any, **more: Any) -> Any:
        if more["number"] == cases[1].number:
            raise OSError("disk")
        return real(*args, **more)

    monkeypatch.setattr(forgetting.audit, "record", fails)
    assert forgetting.erase_answers(now=NOW) == 4
    assert first.get().name == ""
    assert list(Case.objects.exclude(answers="")) == [cases[1]]
    monkeypatch.undo()
    assert forgetting.erase_answers(now=NOW) == 1
