"""People with accounts and grants, and the codes their telephones show."""

import time
from datetime import UTC, date, datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.periods import Period

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
TODAY = date(2025, 2, 24)
LONG = Period(date(2020, 1, 1))
PASSWORD = "padi-menguning-9"


def a_user(username: str = "wulan", *, password: str = "", **values: Any) -> User:
    name = values.pop("name", username.title())
    user = User(username=username, name=name, created_at=NOW, **values)
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    return user


def signed_in(user: User | None) -> Client:
    """A browser in which this account is signed in."""
    assert user is not None
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def a_grant(user: User, role: Role, scope_kind: str = EVERYWHERE, scope_id: str = "") -> Grant:
    return Grant.objects.create(
        user=user, role=role.value, scope_kind=scope_kind, scope_id=scope_id, period=LONG
    )


def an_administrator(username: str = "kelola", **values: Any) -> User:
    user = a_user(username, **values)
    a_grant(user, Role.ADMINISTRATOR)
    return user


def code_now(secret: str) -> str:
    """What the authenticator shows; allauth remembers used codes, so they are forgotten here."""
    cache.clear()
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
