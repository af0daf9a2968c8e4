"""The page of a request that broke: what is the matter, and that nothing typed is lost."""

import errno
import sys
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

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
