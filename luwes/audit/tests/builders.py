"""People and grants for the tests of the log, and the one way around its guard."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.periods import Period

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
LONG = Period(date(2020, 1, 1))


def a_user(username: str = "sekda", **values: Any) -> User:
    return User.objects.create(
        **{"username": username, "name": "Hendra", "created_at": NOW} | values
    )


def an_auditor(scope_kind: str = EVERYWHERE, scope_id: str = "") -> User:
    user = a_user("pengawas", name="Ratna")
    Grant.objects.create(
        user=user, role=Role.AUDITOR.value, scope_kind=scope_kind, scope_id=scope_id, period=LONG
    )
    return user


@contextmanager
def guard_lifted() -> Iterator[None]:
    """What a superuser of the database can do, and the seal is there to show."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = origin")
