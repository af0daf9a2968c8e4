"""Who may see areas: everyone who sees an organisation somewhere."""

from luwes.accounts import access
from luwes.accounts.models import User
from luwes.accounts.rules import Right


def can_view(user: User) -> bool:
    return access.has(user, Right.VIEW_ORGANISATION)
