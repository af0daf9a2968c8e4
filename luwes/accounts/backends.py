"""Signing in by allauth; each request then loads the person with what other areas ask of them."""

from dataclasses import dataclass
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from luwes.accounts.models import User
from luwes.core.registry import Registry


@dataclass(frozen=True)
class Companion:
    """A one-to-one row beside the account, by the name of its field seen from the account."""

    key: str


companions: Registry[Companion] = Registry("companions of the account")


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """One query a request for the person and their companions."""

    def get_user(self, user_id: Any) -> User | None:
        names = [companion.key for companion in companions]
        user = User.objects.select_related(*names).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
