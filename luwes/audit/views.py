from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.audit import access, exports, forms, queries
from luwes.core import clock
from luwes.core.access import require
from luwes.ui import keyset


@require_GET
def log(request: Request) -> HttpResponse:
    require(access.can_read(request.user))
    form = forms.Filter(request.GET)
    form.is_valid()
    token = request.GET.get(keyset.PARAMETER, "")
    rows = queries.found(access.readable(request.user), form.wanted())
    page = keyset.cut(rows, by=("-at", "-pk"), token=token)
    context = {"page": page, "form": form, "unsealed": queries.unsealed()}
    return render(request, "audit/log.html", context)


@require_GET
def download(request: Request, form: str) -> HttpResponseBase:
    """Exactly what is filtered, all of it."""
    require(access.can_read(request.user))
    asked = forms.Filter(request.GET)
    asked.is_valid()
    rows = queries.found(access.readable(request.user), asked.wanted())
    return exports.download(rows, form, clock.now())
