"""Changes to accounts and grants."""

import re
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts import access, facts, queries, rules, scopes
from luwes.accounts.models import Grant, Session, Tally, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period


def _add_user(
    *, username: str, name: str, email: str, password: str | None, now: datetime, is_demo: bool
) -> User:
    user = User(username=username, name=name, email=email, created_at=now, is_demo=is_demo)
    problems = _form_problems(user) or _identity_problems(user)
    if password and not is_demo:
        problems += _password_problems(user, password)
    if is_demo and settings.ENV == "production":
        problems.append(Problem(_("Akun contoh tidak boleh dibuat di lingkungan produksi.")))
    refuse(problems)
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    return user


def _identity_problems(user: User) -> list[Problem]:
    """Sign-in is by either name, whatever its case, so each belongs to one person."""
    others = User.objects.exclude(pk=user.pk)
    problems = []
    if others.filter(username__iexact=user.username).exists():
        problems.append(Problem(_("Nama pengguna sudah dipakai."), "username"))
    if "@" in user.username:
        problems.append(Problem(_("Nama pengguna tidak boleh memuat @."), "username"))
    if user.email and others.filter(email__iexact=user.email).exists():
        problems.append(Problem(_("Alamat surel ini sudah dipakai akun lain."), "email"))
    return problems


def _form_problems(user: User) -> list[Problem]:
    """What no form has looked at when a command asks: lengths, the address, a name in one piece."""
    try:
        user.clean_fields(exclude=["password", "created_at"])
    except ValidationError as error:
        return [
            Problem(message, field)
            for field, messages in error.message_dict.items()
            for message in messages
        ]
    if not re.fullmatch(r"[\w.@+-]+", user.username):
        words = _("Nama pengguna: huruf, angka, titik, dan tanda hubung, tanpa spasi.")
        return [Problem(words, "username")]
    return []


def _password_problems(user: User, password: str) -> list[Problem]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Problem(message, "password") for message in error.messages]
    return []


@transaction.atomic
def create_admin(
    *, username: str, name: str, email: str, password: str, now: datetime, on: date,
    is_demo: bool = False,
) -> User:  # fmt: skip
    """Make the first administrator; from the command line only."""
    user = _add_user(
        username=username, name=name, email=email, password=password, now=now, is_demo=is_demo
    )
    announce(facts.AccountChanged(user.pk, user.pk, "user_added"))
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
    return let_in(
        username=username, name=name, email=email, password=password, now=now, by=by,
        is_demo=is_demo,
    )  # fmt: skip


@transaction.atomic
def let_in(
    *, username: str, name: str, email: str, password: str | None, now: datetime, by: User,
    is_demo: bool = False,
) -> User:  # fmt: skip
    """
    The same as part of a deed whose right the caller has checked, such as naming who speaks for a
    partner: the account can do nothing but what that deed opens to it.

    :raises Refused: when the name is taken or the password too weak
    """
    user = _add_user(
        username=username, name=name, email=email, password=password, now=now, is_demo=is_demo
    )
    announce(facts.AccountChanged(user.pk, by.pk, "user_added"))
    return user


@transaction.atomic
def change_user(*, user: User, name: str, email: str, is_active: bool, by: User) -> None:
    """Mend an account, or close it: it then signs in no more, and its history stays."""
    require(access.can_manage_accounts(by))
    wanted = {"name": name, "email": email, "is_active": is_active}
    lock(user)
    changed = tuple(field for field, value in wanted.items() if getattr(user, field) != value)
    for field in changed:
        setattr(user, field, wanted[field])
    problems = _identity_problems(user) if "email" in changed else []
    if user.pk == by.pk and not is_active:
        problems.append(Problem(_("Anda tidak dapat menutup akun Anda sendiri."), "is_active"))
    refuse(problems)
    if "email" in changed:  # allauth keeps its own list, and lets people in by it
        EmailAddress.objects.filter(user=user).delete()
    if changed:
        user.save(update_fields=list(changed))
        announce(facts.AccountChanged(user.pk, by.pk, "user_changed", changed))
    if not user.is_active:
        Session.objects.filter(user=user).delete()


def forget_sessions(*, now: datetime) -> None:
    """Sessions whose time is over are of use to nobody."""
    Session.objects.filter(expire_date__lt=now).delete()


@transaction.atomic
def rename(*, name: str, by: User) -> None:
    """One's own name, as others see it."""
    if name != by.name:
        by.name = name
        by.save(update_fields=["name"])
        announce(facts.AccountChanged(by.pk, by.pk, "user_changed", ("name",)))


@transaction.atomic
def set_password(*, user: User, password: str, by: User) -> None:
    """A new password for somebody who lost theirs; every session of that account ends."""
    require(access.can_manage_accounts(by))
    refuse(_password_problems(user, password))
    user.set_password(password)
    user.save(update_fields=["password"])
    announce(facts.AccountChanged(user.pk, by.pk, "password_reset"))


@transaction.atomic
def remove_second_factor(*, user: User, by: User) -> None:
    """For somebody who lost telephone and recovery codes; they enrol anew at the next sign-in."""
    require(access.can_manage_accounts(by))
    gone, _by_model = Authenticator.objects.filter(user=user).delete()
    if gone:
        announce(facts.AccountChanged(user.pk, by.pk, "second_factor_removed"))


@transaction.atomic
def grant(
    *, user: User, role: Role, scope_kind: str, scope_id: str, period: Period, reason: str, by: User
) -> Grant:
    """
    Give a role over a scope.

    :raises Refused: when nobody registered this kind of scope, or the scope is missing
    """
    require(access.can_manage_accounts(by))
    refuse(rules.scope_problems(scope_kind, scope_id, {kind.key for kind in scopes.kinds}))
    return _give(user, role, scope_kind, scope_id, period, reason, by)


def _give(
    user: User, role: Role, scope_kind: str, scope_id: str, period: Period, reason: str, by: User
) -> Grant:
    given = Grant.objects.create(
        user=user, role=role.value, scope_kind=scope_kind, scope_id=scope_id, period=period,
        reason=reason,
    )  # fmt: skip
    queries.forget(user)
    announce(facts.Granted(given.pk, by.pk, True, reason))
    return given


@transaction.atomic
def end_grant(*, grant: Grant, on: date, reason: str, by: User) -> None:
    """End a role from `on` on; one that would not have begun by then is taken back whole."""
    require(access.can_manage_accounts(by))
    advisory_lock("accounts.administrators")
    is_key = grant.role == Role.ADMINISTRATOR.value and grant.scope_kind == EVERYWHERE
    if is_key and on in grant.period and not queries.other_administrators(grant, on):
        refuse(
            [Problem(_("Harus selalu ada seorang pengelola sistem. Tunjuk penggantinya dahulu."))]
        )
    announce(facts.Granted(grant.pk, by.pk, False, reason))
    if grant.period.start >= on:
        grant.delete()
    else:
        grant.period = Period(grant.period.start, on)
        grant.reason = reason or grant.reason
        grant.save(update_fields=["period", "reason"])
    queries.forget(grant.user)


def forget_tallies(*, now: datetime) -> None:
    """How often strangers came is kept for a day."""
    Tally.objects.filter(since__lt=now - timedelta(days=1)).delete()
