"""Changes to accounts and grants."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts import access, facts, queries
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period


def _add_user(*, username: str, name: str, email: str, password: str | None, now: datetime, is_demo: bool) -> User:
    user = User(username=username, name=name, email=email, created_at=now, is_demo=is_demo)
    problems = []
    if User.objects.filter(username=username).exists():
        problems.append(Problem(_("Nama pengguna sudah dipakai."), "username"))
    if password and not is_demo:
        try:
            validate_password(password, user)
        except ValidationError as error:
            problems += [Problem(message, "password") for message in error.messages]
    if is_demo and settings.ENV == "production":
        problems.append(Problem(_("Akun contoh tidak boleh dibuat di lingkungan produksi.")))
    refuse(problems)
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    return user


@transaction.atomic
def create_admin(*, username: str, name: str, email: str, password: str, now: datetime, on: date) -> User:
    """Make the first administrator; from the command line only."""
    user = _add_user(
        username=username, name=name, email=email, password=password, now=now, is_demo=False
    )
    _give(user, Role.ADMINISTRATOR, EVERYWHERE, "", Period(on), "create_admin", user)
    return user


@transaction.atomic
def create_user(
    *, username: str, name: str, email: str, password: str | None, now: datetime, by: User,
    is_demo: bool = False,
) -> User:  # fmt: skip
    """
    Make an account without any grant.

    :raises Refused: when the name is taken or the password too weak
    """
    require(access.can_manage_accounts(by))
    return _add_user(
        username=username, name=name, email=email, password=password, now=now, is_demo=is_demo
    )


@transaction.atomic
def grant(
    *, user: User, role: Role, scope_kind: str, scope_id: str, period: Period, reason: str, by: User
) -> Grant:
    """Give a role over a scope."""
    require(access.can_manage_accounts(by))
    return _give(user, role, scope_kind, scope_id, period, reason, by)


def _give(
    user: User, role: Role, scope_kind: str, scope_id: str, period: Period, reason: str, by: User
) -> Grant:
    given = Grant.objects.create(
        user=user, role=role.value, scope_kind=scope_kind, scope_id=scope_id, period=period,
        reason=reason,
    )  # fmt: skip
    queries.forget(user)
    announce(facts.Granted(given.pk, by.pk, True))
    return given


@transaction.atomic
def end_grant(*, grant: Grant, on: date, reason: str, by: User) -> None:
    """End a role from `on` on; one that would not have begun by then is taken back whole."""
    require(access.can_manage_accounts(by))
    announce(facts.Granted(grant.pk, by.pk, False))
    if grant.period.start >= on:
        grant.delete()
    else:
        grant.period = Period(grant.period.start, on)
        grant.reason = reason or grant.reason
        grant.save(update_fields=["period", "reason"])
    queries.forget(grant.user)
