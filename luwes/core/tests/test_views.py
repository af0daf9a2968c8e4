"""What monitors ask an installation."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

TOKEN = "rahasia-pemantau"


@pytest.mark.django_db
def test_a_monitor_is_told_whether_the_database_answers(client: Client) -> None:
    assert client.get("/sehat/").status_code == 200
    with patch("luwes.core.views.connection.cursor", side_effect=OperationalError("gone")):
        assert client.get("/sehat/").status_code == 503


@pytest.mark.django_db
def test_figures_are_for_whoever_shows_the_token(client: Client, settings) -> None:
    assert client.get("/ukuran/", headers={"Authorization": "Bearer "}).status_code == 404
    settings.LUWES_METRICS_TOKEN = TOKEN
    assert client.get("/ukuran/").status_code == 404
    assert client.get("/ukuran/", headers={"Authorization": "Bearer lain"}).status_code == 404
    shown = client.get("/ukuran/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert shown.status_code == 200
    assert b"django_http_requests" in shown.content
