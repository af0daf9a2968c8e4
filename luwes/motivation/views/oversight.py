"""Sums of a government's performance cycle for auditors, on a page and as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.sheets import download
from luwes.motivation.access import oversight as access
from luwes.motivation.queries import oversight as queries
from luwes.motivation.rules.years import year_shown, years_offered
from luwes.organisation.models import Agency
from luwes.ui import paging

A_PAGE = 20


def _agencies(request: Request) -> list[Agency]:
    require(access.audits(request.user))
    return list(access.audited(request.user))


def _asked(request: Request, agencies: list[Agency]) -> Agency | None:
    """The government in the address, else the first."""
    text = request.GET.get("pemerintah", "")
    if not text:
        return agencies[0] if agencies else None
    found = next((row for row in agencies if str(row.pk) == text), None)
    if found is None:
        raise Http404
    return found


def _year(request: Request) -> int:
    return year_shown(request.GET.get("tahun", ""), clock.today().year)


@require_GET
def index(request: Request) -> HttpResponse:
    agencies, year, on = _agencies(request), _year(request), clock.today()
    agency = _asked(request, agencies)
    context: dict[str, Any] = {
        "agency": agency, "agencies": agencies, "year": year, "years": years_offered(year, on.year),
        "on": on, "sections": [], "page": None,
    }  # fmt: skip
    if agency:
        rows = queries.awards(agency.pk, year)
        context["sections"] = queries.of_year(agency.pk, year, on)
        context["page"] = paging.uncounted(
            lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE
        )
    return render(request, "motivation/oversight.html", context)


@require_GET
def file(request: Request) -> HttpResponseBase:
    """What the page shows, with every award of the year."""
    agency, year = _asked(request, _agencies(request)), _year(request)
    if agency is None:
        raise Http404
    head = [_("Kelompok"), _("Butir"), _("Jumlah"), _("Keterangan")]
    name = f"{_('pengawasan-kinerja')}-{year}"
    return download(name, "xlsx", _("Pengawasan kinerja"), head, _cells(agency, year))


def _cells(agency: Agency, year: int) -> Iterator[list[object]]:
    for section in queries.of_year(agency.pk, year, clock.today()):
        for one in section.sums:
            yield [section.title, one.label, one.number, section.note]
    for row in queries.awards(agency.pk, year).iterator():
        told = f"{row.get_state_display()}. {row.departs_because}".strip()
        yield [_("Penghargaan"), row.name, row.won, told]  # type: ignore[attr-defined]
