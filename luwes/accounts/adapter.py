"""How allauth and axes sign people in here: closed doors, our words, sealed secrets."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luwes.accounts import second_factor
from luwes.core import secrets


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the administrator, never by signing up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("Nama pengguna atau kata sandi tidak cocok."),
        "email_password_mismatch": gettext_lazy("Alamat surel atau kata sandi tidak cocok."),
        "enter_current_password": gettext_lazy("Kata sandi sekarang tidak cocok."),
        "incorrect_password": gettext_lazy("Kata sandi tidak cocok."),
        "too_many_login_attempts": gettext_lazy("Terlalu banyak percobaan. Coba lagi nanti."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Axes counts failures, by name and network; a second count would only confuse."""
        self._login_failed_rl_usage = None

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("accounts:me")

    def pre_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        if user.is_demo and settings.ENV == "production":
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        if second_factor.is_advised(user) and not second_factor.is_enrolled(user):
            text = _("Peran Anda memerlukan faktor kedua. Pasanglah di halaman Akun saya.")
            messages.warning(request, text)
        return super().post_login(request, user, **kwargs)

    def add_message(self, request: Any, level: int, *args: Any, **kwargs: Any) -> None:
        """Nobody needs to be told that they signed in; the rest is said."""
        template = args[0] if args else kwargs.get("message_template") or ""
        if "logged_in" not in template:
            super().add_message(request, level, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keys of second factors lie encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """For axes: under which name somebody tried, user name and e-mail alike."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(name).strip().lower()[:250]
