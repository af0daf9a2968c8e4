"""The demonstration empties its database: never one that holds anybody's own data."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from luwes.accounts.models import User
from luwes.accounts.tests.builders import a_user


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["demo", "demo_check"])
def test_a_database_with_real_accounts_is_left_alone(command: str) -> None:
    a_user("pengelola")
    with pytest.raises(CommandError, match="bukan contoh"):
        call_command(command)
    assert User.objects.filter(username="pengelola").exists()


@pytest.mark.django_db
def test_one_real_account_among_those_of_the_demo_is_enough() -> None:
    a_user("bpbd", is_demo=True)
    a_user("pengelola")
    with pytest.raises(CommandError, match="bukan contoh"):
        call_command("demo_check")


@pytest.mark.django_db
@pytest.mark.parametrize("people", ["abc", "3", "-5", "٦٠٠٠", "999999999"])
def test_a_number_nobody_can_play_with_empties_nothing(
    people: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_user("bpbd", is_demo=True)
    monkeypatch.setenv("PEOPLE", people)
    with pytest.raises(CommandError, match="tulis bilangan dari 50"):
        call_command("demo_check")
    assert User.objects.filter(username="bpbd").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["demo", "demo_check"])
def test_nothing_is_emptied_in_production(command: str) -> None:
    with override_settings(ENV="production"), pytest.raises(CommandError, match="produksi"):
        call_command(command)
