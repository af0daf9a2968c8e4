"""In which language the pages speak: the reader's choice, not the browser's."""

import pytest
from django.test import Client

SIGN_IN = "/masuk/login/"
ENGLISH = {"Accept-Language": "en-US,en;q=0.9"}


@pytest.mark.django_db
def test_a_browser_that_was_never_set_up_gets_bahasa_indonesia(client: Client) -> None:
    shown = client.get(SIGN_IN, headers=ENGLISH)
    assert shown["Content-Language"] == "id"
    assert b'<html lang="id">' in shown.content


@pytest.mark.django_db
def test_who_chooses_english_keeps_it(client: Client) -> None:
    taken = client.post("/bahasa/", {"language": "en", "next": SIGN_IN})
    assert taken["Location"] == SIGN_IN
    assert taken.cookies["django_language"]["max-age"] > 30 * 24 * 3600
    assert b'<html lang="en">' in client.get(SIGN_IN).content


@pytest.mark.django_db
def test_a_language_we_do_not_speak_is_not_taken(client: Client) -> None:
    client.cookies["django_language"] = "xx'><script>"
    shown = client.get(SIGN_IN)
    assert shown["Content-Language"] == "id"
    assert b"<script>" not in shown.content
