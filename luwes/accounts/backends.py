"""Signing in by allauth; each request then loads the person with what other areas ask of them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from luwes.accounts.companions import names
from luwes.accounts.models import User
from luwes.accounts.sessions import account_at_hand


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """One query a request for the session, the person and their companions."""

    def get_user(self, user_id: Any) -> User | None:
        user = account_at_hand(user_id)
        if user is None:
            user = User.objects.select_related(*names()).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
