"""The page of areas: which districts lack a checked point."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.periods import Period
from luwes.places import actions
from luwes.places.sources import AreaRow
from luwes.places.tests.test_importing import TOP

pytestmark = pytest.mark.django_db


def signed_in(client: Client, role: Role | None) -> Client:
    user = User.objects.create(
        username="u", name="Wayan Sudarta", created_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    if role:
        Grant.objects.create(
            user=user,
            role=role.value,
            scope_kind=EVERYWHERE,
            scope_id="",
            period=Period(date(2000, 1, 1)),
        )
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_districts_without_a_checked_point_are_named(client: Client) -> None:
    actions.import_areas(rows=[*TOP, AreaRow("18.71.12", "Sukabumi", -6.92, 106.93)])
    page = signed_in(client, Role.STAFFING_ANALYST).get("/wilayah/")
    text = page.content.decode()
    assert "1 dari 2 kecamatan tanpa titik yang teruji" in text
    assert "Sukabumi" in text
    assert "Tanjungkarang Barat" not in text


def test_an_empty_register_says_how_to_fill_it(client: Client) -> None:
    text = signed_in(client, Role.STAFFING_ANALYST).get("/wilayah/").content.decode()
    assert "luwes import_areas" in text


def test_who_sees_no_organisation_sees_no_areas(client: Client) -> None:
    assert client.get("/wilayah/").status_code == 302
    assert signed_in(client, None).get("/wilayah/").status_code == 403


def test_the_page_costs_the_same_for_one_regency_and_for_many(client: Client) -> None:
    signed_in(client, Role.STAFFING_ANALYST)

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            assert client.get("/wilayah/").status_code == 200
        return len(log)

    actions.import_areas(rows=TOP)
    cost()  # the first request of a session reads it from the database
    one = cost()
    actions.import_areas(
        rows=[AreaRow(f"18.{n:02}", f"Kabupaten {n}", -5, 105) for n in range(20, 30)]
    )
    assert cost() == one
