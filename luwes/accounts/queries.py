"""Reads of grants. The grants of a signed-in user are read once a request."""

from datetime import date

from luwes.accounts import rules
from luwes.accounts.models import Grant, User
from luwes.core import clock


def held(user: User, on: date | None = None) -> list[rules.Held]:
    """The grants in force, remembered on the user object (one query a request)."""
    on = on or clock.today()
    memory: dict[date, list[rules.Held]] = user.__dict__.setdefault("_held", {})
    if on not in memory:
        rows = Grant.objects.filter(user_id=user.pk, period__contains=on).order_by("pk")
        memory[on] = [row.as_held() for row in rows]
    return memory[on]


def reach(user: User, right: rules.Right) -> rules.Reach:
    """Where this user has this right; nowhere for anyone not signed in or not active."""
    if not user.is_authenticated or not user.is_active:
        return rules.Reach(False, {})
    return rules.reach(held(user), right)


def holders(role: rules.Role, scope_kind: str, scope_ids: list[str], on: date) -> list[Grant]:
    """Who holds a role over any of these scopes on a day."""
    rows = Grant.objects.filter(
        role=role.value, scope_kind=scope_kind, scope_id__in=scope_ids, period__contains=on,
        user__is_active=True,
    )  # fmt: skip
    return list(rows.select_related("user").order_by("pk"))


def forget(user: User) -> None:
    """Read the grants of this user object afresh next time."""
    user.__dict__.pop("_held", None)
