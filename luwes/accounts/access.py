"""Who may do what where. The grants of a signed-in user are read once a request."""

from datetime import date
from typing import Any

from luwes.accounts import rules
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Reach, Right
from luwes.core import clock


def memory(user: User, of: str) -> dict[Any, Any]:
    """What was read for this user object, which is made anew for each request; until `forget`."""
    told: dict[str, dict[Any, Any]] = user.__dict__.setdefault("_memory", {})
    return told.setdefault(of, {})


def held(user: User, on: date | None = None) -> list[rules.Held]:
    """The grants in force, remembered on the user object (one query a request)."""
    on = on or clock.today()
    known: dict[date, list[rules.Held]] = memory(user, "held")
    if on not in known:
        rows = Grant.objects.filter(user_id=user.pk, period__contains=on).order_by("pk")
        known[on] = [row.as_held() for row in rows]
    return known[on]


def reach(user: User, right: Right) -> Reach:
    """Where this user has this right; nowhere for anyone not signed in or not active."""
    if not user.is_authenticated or not user.is_active:
        return Reach(False, {})
    return rules.reach(held(user), right)


def forget(user: User) -> None:
    """Read the grants of this user object, and what follows from them, afresh next time."""
    user.__dict__.pop("_memory", None)


def has(user: User, right: Right) -> bool:
    """Whether the user has this right anywhere."""
    return bool(reach(user, right))


def can_manage_accounts(user: User) -> bool:
    return reach(user, Right.MANAGE_ACCOUNTS).everywhere
