"""Who may read letters and withdraw them."""

from collections.abc import Callable
from dataclasses import dataclass

from luwes.accounts.access import has
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.registry import Registry
from luwes.letters.models import Letter


@dataclass(frozen=True)
class Reader:
    """Who may read one letter beside those who read all; areas that know the people register it."""

    key: str
    allows: Callable[[User, Letter], bool]


readable_by: Registry[Reader] = Registry("letter readers")


def can_list(user: User) -> bool:
    return has(user, Right.VIEW_LETTERS)


def can_read(user: User, letter: Letter) -> bool:
    return can_list(user) or any(reader.allows(user, letter) for reader in readable_by)


def can_withdraw(user: User) -> bool:
    return has(user, Right.WITHDRAW_LETTERS)
