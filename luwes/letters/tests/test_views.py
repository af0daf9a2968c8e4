"""The list, the letter and its withdrawal as their readers see them."""

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.letters import actions
from luwes.letters.models import Letter
from luwes.letters.tests.builders import (
    DAY,
    NOW,
    a_draft,
    a_letter,
    a_person,
    a_signed_letter,
    a_user,
)

pytestmark = pytest.mark.django_db
LIST = "/surat/"


def _enter(client: Client, user: User) -> Client:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def reader(client: Client) -> Client:
    return _enter(client, a_user("pembaca", Role.AUDITOR))


def test_letters_are_found_by_number_name_kind_state_and_day(reader: Client) -> None:
    by = a_user()
    rina = a_signed_letter(by)
    budi = a_letter(by, people=[a_person(name="Budi Santoso", nip="198001012005011001")])
    actions.withdraw(
        letter=rina, reason="Salah", day=DAY, now=NOW, by=a_user("cabut", Role.APPROVER)
    )
    for query, wanted in (
        ({"q": "budi sant"}, {budi.number}),
        ({"q": "19800101"}, {budi.number}),
        ({"q": "/2/vi.09"}, {budi.number}),
        ({"keadaan": "withdrawn"}, {rina.number}),
        ({"jenis": "withdrawal"}, {"800.1.11.1/3/VI.09/2025"}),
        ({"dari": "2025-02-25"}, set()),
        ({"sampai": "2025-02-24", "q": "budi"}, {budi.number}),
    ):  # fmt: skip
        shown = _text(reader.get(LIST, query))
        found = {
            n for n in (f"800.1.11.1/{i}/VI.09/2025" for i in (1, 2, 3)) if f">{n}</a>" in shown
        }
        assert found == wanted, query


def test_a_wrong_filter_is_told_and_not_applied(reader: Client) -> None:
    letter = a_letter()
    shown = _text(reader.get(LIST, {"dari": "2025-02-20", "sampai": "2025-02-01"}))
    assert "Tanggal akhir mendahului tanggal awal." in shown
    assert f">{letter.number}</a>" in shown


def test_twice_the_letters_ask_no_more_of_the_database(reader: Client) -> None:
    by, counts = a_user(), []
    reader.get(LIST)
    for _round in range(2):
        actions.issue_many([a_draft(about_id=str(n)) for n in range(8)], now=NOW, by=by)
        with CaptureQueriesContext(connection) as asked:
            reader.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_the_next_page_goes_on_where_the_first_ended(reader: Client) -> None:
    actions.issue_many([a_draft(about_id=str(n)) for n in range(31)], now=NOW, by=a_user())
    first = _text(reader.get(LIST))
    assert "Berikutnya" in first
    assert ">800.1.11.1/1/VI.09/2025<" not in first


def test_a_letter_shows_what_it_says_and_what_it_is_worth(reader: Client) -> None:
    letter = a_signed_letter(people=[a_person(name="Budi"), a_person(name="Sari")])
    shown = _text(reader.get(reverse("letters:letter", args=[letter.pk])))
    for wanted in (letter.number, "Masa berlakunya selesai 1 Maret 2025", "Budi", "Sari", "Unduh PDF", "SEKRETARIS DAERAH"):  # fmt: skip
        assert wanted in shown
    assert "Cabut surat" not in shown


def test_the_pdf_is_the_signed_file(reader: Client) -> None:
    letter = a_signed_letter()
    answer = reader.get(reverse("letters:pdf", args=[letter.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == letter.pdf.read()  # type: ignore[attr-defined]
    assert "800.1.11.1-1-VI.09-2025.pdf" in answer.headers["Content-Disposition"]


def test_a_letter_without_its_pdf_says_that_it_waits(reader: Client) -> None:
    answer = reader.get(reverse("letters:pdf", args=[a_letter().pk]))
    assert answer.status_code == 404
    assert "Menunggu tanda tangan" in _text(answer)


def test_withdrawing_by_the_page(client: Client) -> None:
    letter = a_signed_letter()
    _enter(client, a_user("pejabat", Role.APPROVER))
    url = reverse("letters:withdraw", args=[letter.pk])
    assert "Cabut 800.1.11.1/1/VI.09/2025?" in _text(client.get(url))
    assert client.post(url, {"reason": ""}).status_code == 422
    done = _text(client.post(url, {"reason": "Salah pos"}, follow=True))
    number = Letter.objects.get(kind="withdrawal").number
    assert number.endswith(f"/VI.09/{clock.today().year}")
    assert f"Surat dicabut dengan {number}" in done
    assert "Salah pos" in done
    again = _text(client.post(url, {"reason": "Salah pos"}, follow=True))
    assert f"sudah dicabut dengan {number}" in again


def test_strangers_read_no_letter(client: Client) -> None:
    letter = a_signed_letter()
    _enter(client, a_user("lain"))
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("letters:letter", args=[letter.pk])).status_code == 403


def test_letters_of_another_government_are_not_shown_nor_withdrawn(client: Client) -> None:
    by = a_user()
    own = actions.issue_many([a_draft(chain="7")], now=NOW, by=by)[0]
    other = actions.issue_many([a_draft(chain="8")], now=NOW, by=by)[0]
    approver = a_user("sekda", Role.APPROVER, agency="7")
    _enter(client, approver)
    shown = _text(client.get(LIST))
    assert f">{own.number}</a>" in shown
    assert other.number not in shown
    found = _text(client.get("/cari/", {"q": "VI.09"}))
    assert own.number in found
    assert other.number not in found
    for letter, status in ((own, 200), (other, 403)):
        for name in ("letter", "withdraw"):
            url = reverse(f"letters:{name}", args=[letter.pk])
            assert client.get(url).status_code == status, url
    with pytest.raises(PermissionDenied):
        actions.withdraw(letter=other, reason="Keliru", day=DAY, now=NOW, by=approver)
