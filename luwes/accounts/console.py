"""On whose behalf a command acts."""

from django.core.management.base import CommandError

from luwes.accounts import queries
from luwes.accounts.models import User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core import clock


def acting(username: str) -> User:
    """
    The user of this name; without a name the first administrator.

    :raises CommandError: when there is none
    """
    if username:
        if user := User.objects.filter(username=username, is_active=True).first():
            return user
        raise CommandError(f"Tidak ada pengguna {username}.")
    grants = queries.holders(Role.ADMINISTRATOR, EVERYWHERE, [""], clock.today())
    if not grants:
        raise CommandError("Belum ada pengelola: jalankan luwes create_admin, atau beri --by.")
    return grants[0].user
