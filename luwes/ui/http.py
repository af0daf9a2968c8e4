"""
What a page reads from a request: the day whose state it shows, from `?per=YYYY-MM-DD`, and whether
only a part of it is asked for, by htmx; and the answers that follow from it.
"""

from datetime import date
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from luwes.core import clock
from luwes.core.errors import Refused

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)
PARAMETER = "per"
_BY_HTMX = "HX-Request"
YEARS = range(1900, 2200)  # a page may count on from its day, and back


def as_of(request: HttpRequest) -> date:
    """The day a page shows: the one asked for, else today.

    A page that calls this gets the date form in its top bar.
    """
    today = clock.today()
    asked = day(request.GET.get(PARAMETER, "")) or today
    request.luwes_as_of = asked  # type: ignore[attr-defined]
    return asked


def past_or_today(request: HttpRequest) -> date:
    """As `as_of`, for a page that knows what was and not what will be: a day to come is today."""
    request.luwes_as_of = min(as_of(request), clock.today())  # type: ignore[attr-defined]
    return request.luwes_as_of  # type: ignore[attr-defined, no-any-return]


def asked_day(request: HttpRequest) -> date | None:
    """What `as_of` answered for this request; None if the page knows no dates."""
    return getattr(request, "luwes_as_of", None)


def wants_part(request: HttpRequest) -> bool:
    """Asked for by the page itself, not opened by a link, nor by going back to it."""
    asked = request.headers
    return bool(asked.get(_BY_HTMX)) and not asked.get("HX-History-Restore-Request")


def part_or_page(
    request: HttpRequest, part: str, page: str, context: dict[str, Any]
) -> HttpResponse:
    """The part alone where that is asked for, else the page with it."""
    return keep_apart(render(request, part if wants_part(request) else page, context))


def keep_apart(answer: HttpResponse) -> HttpResponse:
    """Tells caches that a part and its page have one address."""
    patch_vary_headers(answer, [_BY_HTMX])
    return answer


def form_page(request: HttpRequest, page: str, context: dict[str, Any]) -> HttpResponse:
    """The page of the context's `form`; 422 while something in it must be mended."""
    return render(request, page, context, status=form_status(context["form"]))


def form_status(*shown: BaseForm | None) -> int:
    """422 while something in any of a page's forms must be mended; one that is None is not there to be filled."""
    return 422 if any(form is not None and form.errors for form in shown) else 200


def tell_refused(request: HttpRequest, refused: Refused, level: int = messages.WARNING) -> None:
    """Each problem as a message on the page to which the answer leads."""
    for problem in refused.problems:
        messages.add_message(request, level, problem.message)


def private(answer: AnyResponse) -> AnyResponse:
    """Nobody keeps it, nobody finds it, and no other site hears of the address."""
    add_never_cache_headers(answer)
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def day(text: str) -> date | None:
    """A day out of an address; None where there is none that a page could show."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None
