"""Accounts are made by the administrator, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        if user.is_demo and settings.ENV == "production":
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)
