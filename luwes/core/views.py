"""Pages of the installation itself: what is the matter with a broken request, whether it is well."""

import errno
import hmac
import sys
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_prometheus.exports import ExportToDjangoView

FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
# PostgreSQL's classes of errors (its manual, appendix A).
DISK_FULL, CONFLICT = ("53100",), ("40001", "40P01", "55P03")
LOST = ("08", "57P", "53")
RETRY_SECONDS = "15"


def server_error(request: HttpRequest) -> HttpResponse:
    """A lost database, a full disk and two who waited on each other pass; the rest is our fault."""
    kind = _kind(sys.exc_info()[1])
    if not kind:
        return HttpResponse(loader.render_to_string("500.html"), status=500)
    page = loader.render_to_string("ui/outage.html", {"kind": kind})
    status = 507 if kind == "full" else 503
    return HttpResponse(page, status=status, headers={"Retry-After": RETRY_SECONDS})


def _kind(error: BaseException | None) -> str:
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in FULL_DISK:
            return "full"
        if isinstance(cause, OperationalError | InterfaceError):
            return _of_database(str(getattr(cause.__cause__, "sqlstate", None) or ""))
    return ""


def _of_database(state: str) -> str:
    if state in DISK_FULL:
        return "full"
    if state in CONFLICT:
        return "busy"
    return "lost" if not state or state.startswith(LOST) else ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it arose from."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


@login_not_required
@require_GET
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 otherwise; for proxies and monitors."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("basis data tidak menjawab", status=503, content_type="text/plain")
    return HttpResponse("sehat", content_type="text/plain")


@login_not_required
@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, to whoever shows the monitor's token."""
    token = settings.LUWES_METRICS_TOKEN
    shown = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        raise Http404
    figures: HttpResponse = ExportToDjangoView(request)
    return figures
