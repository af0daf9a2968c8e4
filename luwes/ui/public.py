"""Pages for everybody, without an account: no session, no cookie; caches ask each time whether they still hold.

Draw them without the request, so that nothing of who asks is in them.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe


def for_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open without an account; drawn and kept like every public page, also where there is nothing."""

    @wraps(view)
    def answer(request: HttpRequest, **where: int | str) -> HttpResponse:
        try:
            response = view(request, **where)
        except Http404:
            response = HttpResponseNotFound(render_to_string("404.html"))
        return _kept(request, response)

    return login_not_required(require_safe(answer))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Anybody may keep it, and must ask each time whether it still holds; so it carries no cookie."""
    request.session.modified = False  # of somebody signed in, whose time was noted on the way
    patch_cache_control(response, public=True, no_cache=True)
    response["Vary"] = "Cookie"  # the language that somebody chose
    set_response_etag(response)
    answer = get_conditional_response(request, response["ETag"], None, response)
    return answer if isinstance(answer, HttpResponse) else response
