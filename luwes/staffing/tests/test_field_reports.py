"""What posts tell: with photos that tell nothing more, and words on health that few read."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.staffing import pictures
from luwes.staffing.models import Assignment, FieldPhoto, FieldReport
from luwes.staffing.tests.field import Flood

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def a_photo(width: int = 3000, height: int = 2000, kind: str = "JPEG") -> bytes:
    """With the place where it was taken, as phones write it."""
    exif = Image.Exif()
    exif[0x010F] = "Ponsel Anu"
    exif.get_ifd(0x8825)[2] = (5.0, 21.0, 30.0)
    out = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(out, kind, exif=exif)
    return out.getvalue()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tell(row: Assignment, *photos: bytes, **data: Any) -> Any:
    files = [SimpleUploadedFile(f"{n}.jpg", photo, "image/jpeg") for n, photo in enumerate(photos)]
    told = {"kind": "news", "text": "Air surut 20 cm.", "key": str(uuid4())} | data
    return client_of(row.employee.user).post(
        f"/tugas-saya/{row.pk}/lapor/", told | {"photos": files}
    )


def test_a_photo_is_kept_small_and_without_where_and_by_what_it_was_taken() -> None:
    row = Flood().sent("active")
    assert tell(row, a_photo()).status_code == 302
    photo = FieldPhoto.objects.get()
    assert (photo.width, photo.height) == (1600, 1067)
    kept = photo.image.read()
    assert b"Ponsel Anu" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"GIF89a", b"\xff\xd8\xff\xe0"])
def test_what_is_no_photo_is_refused_by_its_content(content: bytes) -> None:
    with pytest.raises(Refused, match="bukan foto"):
        pictures.drawn(content)


def test_a_picture_of_too_many_points_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused, match="terlalu besar"):
        pictures.drawn(a_photo(9000, 6000))


def test_five_photos_an_empty_text_and_a_foreign_file_are_told_on_the_page() -> None:
    row = Flood().sent("active")
    assert tell(row, text="").status_code == 422
    assert "Paling banyak 4 foto" in tell(row, *[a_photo(10, 10)] * 5).content.decode()
    assert "bukan foto" in tell(row, b"MZ no picture").content.decode()
    assert not FieldReport.objects.exists()


def test_the_same_press_twice_is_told_once() -> None:
    row, key = Flood().sent("active"), str(uuid4())
    for _ in range(2):
        assert tell(row, a_photo(50, 50), key=key).status_code == 302
    assert FieldReport.objects.count() == FieldPhoto.objects.count() == 1


def test_who_is_hurt_is_sealed_and_read_by_few(client: Client) -> None:
    flood = Flood()
    row = flood.sent("active")
    tell(row, kind="hurt", text="Kaki Budi terkilir")
    report = FieldReport.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("select text, own_words from staffing_fieldreport")
        text, sealed = cursor.fetchone()
    assert text == ""
    assert "Budi" not in sealed
    assert report.words == "Kaki Budi terkilir"
    page = f"/laporan-lapangan/incident/{flood.incident.pk}/"
    assert "Kaki Budi" in client_of(flood.coordinator).get(page).content.decode()
    auditor = client_of(a_user(Role.AUDITOR)).get(page)
    assert auditor.status_code == 200
    assert "Kaki Budi" not in auditor.content.decode()


def test_a_photo_of_who_is_hurt_is_no_more_open_than_the_words() -> None:
    flood = Flood()
    row = flood.sent("active")
    tell(row, a_photo(50, 50), kind="hurt", text="Terkilir")
    photo = FieldPhoto.objects.get()
    page = f"/laporan-lapangan/foto/{photo.pk}/"
    assert client_of(flood.coordinator).get(page).status_code == 200
    assert client_of(row.employee.user).get(page).status_code == 200
    assert client_of(a_user(Role.AUDITOR)).get(page).status_code == 403
    assert client_of(flood.a_person().user).get(page).status_code == 403


def test_what_is_short_reaches_the_maker_of_the_plan_until_somebody_has_read_it() -> None:
    flood = Flood()
    row = flood.sent("active")
    tell(row, kind="more", text="Kurang perawat", heads=4)
    assert Message.objects.filter(
        user=flood.coordinator, subject__contains="meminta tambahan"
    ).exists()
    client = client_of(flood.coordinator)
    assert "1 laporan pos menunggu dibaca" in client.get("/").content.decode()
    report = FieldReport.objects.get()
    client.post(f"/laporan-lapangan/{report.pk}/dibaca/")
    report.refresh_from_db()
    assert report.seen_by == flood.coordinator
    assert "menunggu dibaca" not in client.get("/").content.decode()
    assert (
        "dibaca" in client.get(f"/laporan-lapangan/incident/{flood.incident.pk}/").content.decode()
    )


def test_nobody_reports_for_a_duty_that_is_not_theirs_or_is_over() -> None:
    flood = Flood()
    row, over = flood.sent("active"), flood.sent("completed")
    stranger = client_of(flood.a_person().user)
    assert (
        stranger.post(f"/tugas-saya/{row.pk}/lapor/", {"kind": "news", "text": "x"}).status_code
        == 404
    )
    assert tell(over).status_code == 422
    assert not FieldReport.objects.exists()


def test_the_page_of_reports_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    flood = Flood()
    row = flood.sent("active")
    for _ in range(12):
        tell(row, a_photo(20, 20), text="Air surut.")
    client = client_of(flood.coordinator)
    with django_assert_max_num_queries(20):
        client.get(f"/laporan-lapangan/incident/{flood.incident.pk}/")
