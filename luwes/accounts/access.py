"""Who may manage accounts."""

from luwes.accounts import queries
from luwes.accounts.models import User
from luwes.accounts.rules import Reach, Right


def has(user: User, right: Right) -> bool:
    """Whether the user has this right anywhere."""
    return bool(queries.reach(user, right))


def where(user: User, right: Right) -> Reach:
    return queries.reach(user, right)


def can_manage_accounts(user: User) -> bool:
    return queries.reach(user, Right.MANAGE_ACCOUNTS).everywhere
