"""The list of people: find, filter, take along."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock, sheets
from luwes.core.access import require
from luwes.organisation import queries as organisation
from luwes.people import access, exports, queries
from luwes.people.forms.filter import Filter
from luwes.ui import paging
from luwes.ui.http import PARAMETER, as_of, part_or_page


@require_GET
def people(request: Request) -> HttpResponse:
    """Answers htmx with the rows alone."""
    require(access.can_list(request.user))
    on = as_of(request)
    form = _asked(request, on)
    wanted = form.wanted()
    context: dict[str, Any] = {
        "form": form,
        "wanted": wanted,
        "unit": organisation.shape_of(wanted.unit_id, on) if wanted.unit_id else None,
        "page": _page(request, wanted, on),
        "on": on,
        "day": "" if on == clock.today() else f"?{PARAMETER}={on.isoformat()}",
        "may_add": access.can_add(request.user),
    }
    return part_or_page(request, "people/parts/rows.html", "people/list.html", context)


def _page(request: Request, wanted: queries.Wanted, on: date) -> paging.Stretch[queries.Row]:
    """Of another day, whoever is out of reach today is named, and not opened."""
    page = queries.page(request.user, wanted, on, paging.asked(request))
    today = clock.today()
    return page if on == today else queries.openable(page, request.user, today)


def _asked(request: Request, on: date) -> Filter:
    form = Filter(request.GET, user=request.user, on=on)
    form.is_valid()
    return form


@require_GET
def download(request: Request, form: str) -> HttpResponseBase:
    """Exactly what is filtered, all of it."""
    require(access.can_list(request.user))
    on = as_of(request)
    wanted = _asked(request, on).wanted()
    rows = queries.all_rows(queries.found(request.user, wanted, on), wanted, on)
    name = f"pegawai-{on.isoformat()}"
    return sheets.download(name, form, _("Pegawai"), exports.head(), exports.lines(rows))
