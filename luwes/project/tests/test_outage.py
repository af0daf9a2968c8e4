"""A lost database, a full disk, two who wait on each other: a page with words, and nothing lost."""

import errno
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.core.views import server_error
from luwes.imports.models import Run
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.letters.tests.builders import NOW, a_letter
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.project.tests.databases import lost_database


def answer_to(error: BaseException, cause: BaseException | None = None) -> Any:
    try:
        raise error from cause
    except BaseException:
        return server_error(RequestFactory().get("/"))


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("error", "cause", "status", "words"),
    [
        (OperationalError(), psycopg.OperationalError(), 503, "terputus dari basis datanya"),
        (OperationalError(), psycopg.errors.AdminShutdown(), 503, "terputus dari basis datanya"),
        (OperationalError(), psycopg.errors.TooManyConnections(), 503, "terputus"),
        (OperationalError(), psycopg.errors.DeadlockDetected(), 503, "sedang diubah orang lain"),
        (OperationalError(), psycopg.errors.DiskFull(), 507, "Ruang simpan server penuh"),
        (OSError(errno.ENOSPC, "No space left"), None, 507, "Ruang simpan server penuh"),
        (OSError(errno.EDQUOT, "Quota"), None, 507, "Ruang simpan server penuh"),
        (OSError(errno.EACCES, "Denied"), None, 500, "kesalahan di sisi kami"),
        (DatabaseError(), psycopg.errors.UndefinedTable(), 500, "kesalahan di sisi kami"),
        (ValueError("?"), None, 500, "kesalahan di sisi kami"),
    ],
)
def test_what_is_said_when_something_breaks(
    error: BaseException, cause: BaseException | None, status: int, words: str
) -> None:
    response = answer_to(error, cause)
    assert response.status_code == status
    assert words in text(response)
    assert 'name="luwes-failed"' in text(response)  # so that the browser keeps what was typed
    assert "Traceback" not in text(response)
    assert ("Retry-After" in response) == (status != 500)


def test_a_full_disk_behind_another_error_is_still_told() -> None:
    assert answer_to(RuntimeError(), OSError(errno.ENOSPC, "")).status_code == 507


# ── a lost database ──────────────────────────────────────────────────


def ask(address: str, cookie: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Cookie": f"sessionid={cookie}"})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.django_db(transaction=True)
def test_a_lost_database_gives_a_page_with_words_and_comes_back(live_server: Any) -> None:
    client = Client()
    client.force_login(a_user(Role.COORDINATOR))
    cookie = client.cookies["sessionid"].value
    address = live_server.url + reverse("staffing:mine")
    assert ask(address, cookie)[0] == 200
    with lost_database():
        status, said = ask(address, cookie)
        assert status == 503
        assert "Luwes sedang terputus dari basis datanya" in said
        assert "OperationalError" not in said
    assert ask(address, cookie)[0] == 200


# ── a full disk ──────────────────────────────────────────────────────


open_as_ever, ROOMY = open, Path.open


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class Full:
    """A file on a disk without room."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> "Full":
        return self

    def __exit__(self, *args: object) -> None:
        self.file.close()

    def write(self, data: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    writelines = write


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Callable[[], None]:
    """From the call on, nothing more can be written below the folder of files."""
    settings.MEDIA_ROOT = tmp_path

    def opened(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        file = open_as_ever(path, mode, *args, **kwargs)
        inside = str(path).startswith(str(tmp_path))
        return Full(file) if inside and "r" not in mode else file

    def fill() -> None:
        monkeypatch.setattr("builtins.open", opened)
        monkeypatch.setattr(
            Path, "open", lambda path, mode="r", *a, **k: opened(path, mode, *a, **k)
        )

    return fill


@pytest.mark.django_db
def test_a_full_disk_refuses_an_upload_in_words_and_keeps_no_half_file(
    full_disk: Callable[[], None], tmp_path: Path
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(a_user(Role.STAFFING_ANALYST))
    agency = an_agency()
    full_disk()
    response = client.post(
        reverse("imports:start", args=["staff"]),
        {
            "file": SimpleUploadedFile("pegawai.csv", b"NIP,NAMA\n1,A\n"), "owner": str(agency.pk),
            "on": "2025-02-24",
        },
    )  # fmt: skip
    assert response.status_code in (422, 507)
    assert "Ruang simpan server penuh" in text(response)
    assert not Run.objects.exists()
    assert not files_below(tmp_path)


@pytest.mark.django_db
def test_a_full_disk_leaves_a_letter_unsigned_and_signs_it_when_there_is_room(
    full_disk: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = a_letter()
    full_disk()
    with pytest.raises(OSError, match="No space left"):
        letters.produce(letter=letter, now=NOW)
    assert Letter.objects.get().state == "issued"
    assert not files_below(tmp_path)
    monkeypatch.setattr(Path, "open", ROOMY)
    monkeypatch.setattr("builtins.open", open_as_ever)
    assert letters.produce(letter=letter, now=NOW)
    assert files_below(tmp_path) == [Path(Letter.objects.get().pdf.path)]
