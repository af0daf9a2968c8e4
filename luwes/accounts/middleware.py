"""What a session must keep to while it lasts: not idle for hours, second factor where required."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from luwes.accounts import second_factor
from luwes.core import clock
from luwes.ui.http import wants_part

SEEN, STRONG = "luwes_seen", "luwes_second_factor"
TOUCH_EVERY = timedelta(minutes=5)  # so that not every request writes the session
# What somebody may still do who has to set up a second factor first.
ENROLMENT = ("mfa_", "account_logout", "account_reauthenticate", "account_login", "set_language")


class SessionCareMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if request.user.is_demo and settings.ENV == "production":
                logout(request)
            elif _idle(request, clock.now()):
                return _sign_out(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or match is None:
            return None
        if match.view_name.startswith(ENROLMENT) or request.session.get(STRONG):
            return None
        if not second_factor.is_required(request.user):
            return None
        if second_factor.is_enrolled(request.user):
            request.session[STRONG] = True  # asked once a session
            return None
        return _go(request, reverse("mfa_activate_totp"))


def _idle(request: HttpRequest, now: datetime) -> bool:
    """Whether the last request of this session is too long ago; notes this one if not."""
    limit = timedelta(minutes=settings.LUWES_IDLE_MINUTES)
    last = request.session.get(SEEN)
    seen = datetime.fromisoformat(last) if last else now
    if now - seen > limit:
        return True
    if last is None or now - seen >= TOUCH_EVERY:
        request.session[SEEN] = now.isoformat()
    return False


def _sign_out(request: HttpRequest) -> HttpResponse:
    """To sign-in, and from there back to the page; what was typed stays in the browser."""
    back = request.get_full_path() if request.method == "GET" else _page_before(request)
    logout(request)
    messages.info(request, _("Anda dikeluarkan karena lama tidak aktif. Masuklah lagi."))
    return _go(request, f"{reverse('account_login')}?{urlencode({'next': back})}")


def _page_before(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/"
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if wants_part(request):
        return HttpResponse(status=200, headers={"HX-Redirect": address})
    return redirect(address)
