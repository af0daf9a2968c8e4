from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from luwes.accounts import access, actions, facts, queries
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Right, Role
from luwes.accounts.tests.builders import (
    LONG,
    NOW,
    PASSWORD,
    TODAY,
    a_grant,
    a_user,
    an_administrator,
)
from luwes.core import facts as core_facts
from luwes.core.errors import Refused
from luwes.core.periods import Period


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    got: list[Any] = []
    for fact in (facts.Granted, facts.AccountChanged):
        core_facts.listen(fact, got.append)
    yield got
    for fact in (facts.Granted, facts.AccountChanged):
        core_facts._handlers[fact].remove(got.append)


def create(by: User, **values: Any) -> User:
    asked = {"username": "baru", "name": "Baru", "email": "", "password": PASSWORD, "now": NOW}
    return actions.create_user(**asked | values, by=by)


@pytest.mark.django_db
def test_an_administrator_makes_an_account_that_may_nothing_yet(heard: list[Any]) -> None:
    by = an_administrator()
    user = create(by)
    assert user.check_password(PASSWORD)
    assert heard == [facts.AccountChanged(user.pk, by.pk, "user_added")]
    assert not any(access.has(user, right) for right in Right)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"username": "WULAN"}, "username"),
        ({"username": "a@b"}, "username"),
        ({"email": "Wulan@contoh.go.id"}, "email"),
        ({"password": "pendek"}, "password"),
    ],
)
def test_an_account_that_would_confuse_or_endanger_is_refused(
    values: dict[str, str], field: str
) -> None:
    by = an_administrator()
    a_user(email="wulan@contoh.go.id")
    with pytest.raises(Refused) as refusal:
        create(by, **values)
    assert refusal.value.problems[0].field == field


@pytest.mark.django_db
def test_demo_accounts_are_not_made_in_production(settings: Any) -> None:
    by = an_administrator()
    create(by, username="contoh", is_demo=True)
    settings.ENV = "production"
    with pytest.raises(Refused):
        create(by, username="contoh2", is_demo=True)


@pytest.mark.django_db
def test_nobody_else_touches_accounts() -> None:
    outsider, user = a_user("luar"), a_user("sasaran")
    a_grant(outsider, Role.AUDITOR)
    grant = a_grant(user, Role.UNIT_HEAD)
    attempts = [
        lambda: create(outsider),
        lambda: actions.change_user(user=user, name="x", email="", is_active=False, by=outsider),
        lambda: actions.set_password(user=user, password=PASSWORD, by=outsider),
        lambda: actions.remove_second_factor(user=user, by=outsider),
        lambda: actions.grant(
            user=outsider, role=Role.ADMINISTRATOR, scope_kind=EVERYWHERE, scope_id="", period=LONG,
            reason="", by=outsider,
        ),
        lambda: actions.end_grant(grant=grant, on=TODAY, reason="", by=outsider),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.django_db
def test_a_grant_gives_its_rights_for_its_days_and_is_told(heard: list[Any]) -> None:
    by, user = an_administrator(), a_user()
    period = Period(date(2025, 1, 1), date(2025, 3, 1))
    given = actions.grant(
        user=user, role=Role.COORDINATOR, scope_kind=EVERYWHERE, scope_id="", period=period,
        reason="SK 1", by=by,
    )  # fmt: skip
    assert [h.role for h in queries.held(user, TODAY)] == [Role.COORDINATOR]
    assert queries.held(user, date(2025, 3, 1)) == []
    actions.end_grant(grant=given, on=TODAY, reason="pindah", by=by)
    given.refresh_from_db()
    assert given.period == Period(date(2025, 1, 1), TODAY)
    assert heard == [
        facts.Granted(given.pk, by.pk, True, "SK 1"),
        facts.Granted(given.pk, by.pk, False, "pindah"),
    ]


@pytest.mark.django_db
def test_a_grant_over_an_unknown_kind_of_scope_is_refused() -> None:
    by = an_administrator()
    with pytest.raises(Refused):
        actions.grant(
            user=by, role=Role.COORDINATOR, scope_kind="planet", scope_id="3", period=LONG,
            reason="", by=by,
        )  # fmt: skip


@pytest.mark.django_db
def test_the_last_administrator_cannot_be_removed() -> None:
    by = an_administrator()
    own = Grant.objects.get(user=by)
    with pytest.raises(Refused):
        actions.end_grant(grant=own, on=TODAY, reason="pensiun", by=by)
    an_administrator("kedua")
    actions.end_grant(grant=own, on=TODAY, reason="pensiun", by=by)
    assert not access.can_manage_accounts(User.objects.get(pk=by.pk))


@pytest.mark.django_db
def test_a_closed_account_keeps_its_history_and_has_no_rights() -> None:
    by, user = an_administrator(), a_user()
    a_grant(user, Role.AUDITOR)
    actions.change_user(user=user, name="Wulan", email="", is_active=False, by=by)
    assert Grant.objects.filter(user=user).exists()
    assert not access.has(user, Right.VIEW_LOG)
    with pytest.raises(Refused):
        actions.change_user(user=by, name="x", email="", is_active=False, by=by)
    by.refresh_from_db()
    assert by.is_active


@pytest.mark.django_db
def test_the_first_administrator_comes_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LUWES_ADMIN_PASSWORD", PASSWORD)
    call_command("create_admin", "kelola", name="Ibu Kelola")
    assert access.can_manage_accounts(User.objects.get(username="kelola"))
    with pytest.raises(CommandError, match="sudah dipakai"):
        call_command("create_admin", "kelola")
    monkeypatch.setenv("LUWES_ADMIN_PASSWORD", "123")
    with pytest.raises(CommandError):
        call_command("create_admin", "lain")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "more"),
    [
        ("", {}), ("a b<c>", {}), ("x" * 61, {}), ("kelola", {"email": "bukan-surel"}),
        ("kelola", {"name": "x" * 201}),
    ],
)  # fmt: skip
def test_an_administrator_whose_names_no_form_would_take_is_refused(
    username: str, more: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUWES_ADMIN_PASSWORD", PASSWORD)
    with pytest.raises(CommandError):
        call_command("create_admin", username, **more)
    assert not User.objects.exists()
