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
@pytest.mark.parametrize("command", ["demo", "demo_check"])
def test_nothing_is_emptied_in_production(command: str) -> None:
    with override_settings(ENV="production"), pytest.raises(CommandError, match="produksi"):
        call_command(command)
