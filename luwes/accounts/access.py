"""Who may do what where. The grants of a signed-in user are read once a request."""

from datetime import date

from luwes.accounts import rules
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Reach, Right
from luwes.core import clock


def held(user: User, on: date | None = None) -> list[rules.Held]:
    """The grants in force, remembered on the user object (one query a request)."""
    on = on or clock.today()
    memory: dict[date, list[rules.Held]] = user.__dict__.setdefault("_held", {})
    if on not in memory:
        rows = Grant.objects.filter(user_id=user.pk, period__contains=on).order_by("pk")
        memory[on] = [row.as_held() for row in rows]
    return memory[on]


def reach(user: User, right: Right) -> Reach:
    """Where this user has this right; nowhere for anyone not signed in or not active."""
    if not user.is_authenticated or not user.is_active:
        return Reach(False, {})
    return rules.reach(held(user), right)


def forget(user: User) -> None:
    """Read the grants of this user object afresh next time."""
    user.__dict__.pop("_held", None)


def has(user: User, right: Right) -> bool:
    """Whether the user has this right anywhere."""
    return bool(reach(user, right))


def can_manage_accounts(user: User) -> bool:
    return reach(user, Right.MANAGE_ACCOUNTS).everywhere
