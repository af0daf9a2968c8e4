"""What every request passes: its language, its address, the limit of what is sent, what a browser may run, refusals."""

from collections.abc import Callable
from urllib.parse import urlparse

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from luwes.core.errors import Problem, Refused


class LanguageMiddleware:
    """
    Bahasa Indonesia until somebody chooses otherwise.

    Browsers of offices here often ask for English because nobody ever set them up: their word is
    not taken for the reader's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        translation.activate(language)  # not for the call alone: files are still written after it
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """Turns a Refused that no view caught into a page the user can read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        return render(request, "ui/refused.html", {"problems": error.problems}, status=422)


class AddressMiddleware:
    """
    No text in the database can hold a NUL: a path with one names nothing, and what is asked for behind
    the path is read without it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.get_response(request)


class UploadLimitMiddleware:
    """A body larger than any upload may be is refused by its announced length, and never stored."""

    ROOM_FOR_FIELDS = 1 << 20  # bytes of a form around its file
    MOST_DRAINED = 1 << 30  # bytes; what is sent beyond meets a closed door

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length, most = _announced(request), settings.LUWES_UPLOAD_MAX_BYTES
        if length <= most + self.ROOM_FOR_FIELDS:
            return self.get_response(request)
        self._drain(request)
        words = _("Berkas %(size)d MB terlalu besar; paling besar %(most)d MB.")
        problem = Problem(words % {"size": length >> 20, "most": most >> 20})
        return render(request, "ui/refused.html", {"problems": [problem]}, status=413)

    def _drain(self, request: HttpRequest) -> None:
        """Browsers show an answer only after they have sent everything."""
        left = self.MOST_DRAINED
        while left > 0 and (chunk := request.read(1 << 18)):
            left -= len(chunk)


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


class ContentSecurityMiddleware:
    """Everything from this server, nothing inline: a script in a name stays text."""

    POLICY = (
        "default-src 'self'; img-src 'self' data:{tiles}; style-src 'self'; script-src 'self'; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    )

    PERMISSIONS = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        tiles = urlparse(settings.LUWES_MAP_TILES)
        host = f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
        self.policy = self.POLICY.format(tiles=host)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", self.PERMISSIONS)
        return response
