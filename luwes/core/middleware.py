"""Turns a Refused that no view caught into a page the user can read."""

from collections.abc import Callable
from urllib.parse import urlparse

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luwes.core.errors import Refused


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        return render(request, "ui/refused.html", {"problems": error.problems}, status=422)


class ContentSecurityMiddleware:
    """Everything from this server, nothing inline: a script in a name stays text."""

    POLICY = (
        "default-src 'self'; img-src 'self' data:{tiles}; style-src 'self'; script-src 'self'; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        tiles = urlparse(settings.LUWES_MAP_TILES)
        host = f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
        self.policy = self.POLICY.format(tiles=host)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response
