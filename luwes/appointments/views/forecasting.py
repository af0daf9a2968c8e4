"""The forecast: a page, and the same as a file."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.appointments.forecasting import drawing, shown
from luwes.appointments.forecasting.reading import Wanted
from luwes.appointments.forms.forecast import BY, Filter
from luwes.appointments.views.days import reckonable
from luwes.core.access import require
from luwes.core.sheets import download
from luwes.organisation import access, queries
from luwes.organisation.models import POSITION_KIND_LABELS, JobTitle
from luwes.organisation.rules import LIMITS, Limit
from luwes.places.models import Area
from luwes.ui import paging

SIZE = 30


@dataclass(frozen=True)
class Chosen:
    """A part of the question that came by a link; the page offers to drop it."""

    field: str
    name: str


@dataclass(frozen=True)
class Line:
    row: shown.Row
    url: str  # looks into it


@dataclass(frozen=True)
class ShownLimit:
    age: int
    of: str
    law: str
    is_sure: bool


@require_GET
def page(request: Request) -> HttpResponse:
    require(access.can_look(request.user))
    on = reckonable(request)
    form = _asked(request, on)
    wanted = form.wanted()
    found = shown.forecast_of(request.user, wanted, on)
    stretch = Paginator(found.rows, SIZE).get_page(paging.asked(request))
    context = {
        "form": form, "wanted": wanted, "on": on, "found": found,
        "page": stretch, "chosen": _chosen(request, wanted, on),
        "lines": [Line(row, _looking_in(request, row.key, wanted)) for row in stretch],
        "by": dict(BY)[wanted.by], "wide": drawing.leaving(found.years, drawing.WIDE),
        "narrow": drawing.leaving(found.years, drawing.PHONE), "limits": _limits(on),
    }  # fmt: skip
    return render(request, "appointments/forecast.html", context)


@require_GET
def file(request: Request, form: str) -> HttpResponseBase:
    """Exactly what is filtered, all rows."""
    require(access.can_look(request.user))
    if form not in ("csv", "xlsx"):
        raise Http404
    on = reckonable(request)
    wanted = _asked(request, on).wanted()
    found = shown.forecast_of(request.user, wanted, on)
    years = [str(year.last.year) for year in found.years]
    head = [
        str(dict(BY)[wanted.by]), _("Kebutuhan"), _("Terisi"), _("Kurang"),
        *(_("Keluar %(year)s") % {"year": year} for year in years),
        *(f"{label} {years[-1]}" for label in (_("Kebutuhan"), _("Terisi"), _("Kurang"))),
    ]  # fmt: skip
    return download(f"proyeksi-{wanted.by}-{on}", form, _("Proyeksi"), head, shown.lines(found))


def _asked(request: Request, on: date) -> Filter:
    form = Filter(request.GET, user=request.user, on=on)
    form.is_valid()
    return form


def _looking_in(request: Request, key: str, wanted: Wanted) -> str:
    """The same question about one row, in finer parts; empty where there is nothing finer."""
    if not key:
        return ""
    asked = request.GET.copy()
    asked.pop(paging.PARAMETER, None)
    if wanted.by == "unit":
        if key == f"u{wanted.unit_id}":  # nothing below it any more
            asked["menurut"] = "jabatan"
        else:
            asked["unit" if key[0] == "u" else "instansi"] = key[1:]
    else:
        asked[wanted.by] = key
        is_regency = wanted.by == "wilayah" and not wanted.region
        asked["menurut"] = {"kelompok": "jabatan"}.get(wanted.by, "wilayah" if is_regency else "unit")  # fmt: skip
    return f"?{asked.urlencode()}"


def _chosen(request: Request, wanted: Wanted, on: date) -> list[Chosen]:
    found = []
    if wanted.unit_id and (shape := queries.shape_of(wanted.unit_id, on)):
        if not access.reaches(request.user, Right.VIEW_ORGANISATION, shape):
            raise Http404
        found.append(Chosen("unit", shape.name))
    if wanted.title_id and (title := JobTitle.objects.filter(pk=wanted.title_id).first()):
        found.append(Chosen("jabatan", str(title)))
    if wanted.region and (area := Area.objects.filter(code=wanted.region).first()):
        found.append(Chosen("wilayah", area.name))
    return found


def _limits(on: date) -> list[ShownLimit]:
    """The ages of retirement that the forecast uses, the general one first."""
    return [
        ShownLimit(row.age, _of(row), row.law, row.is_sure)
        for row in sorted(LIMITS, key=lambda row: row.weight)
        if row.period.end is None or row.period.end > on
    ]


def _of(row: Limit) -> str:
    if row.title:
        return row.title
    kinds = [str(POSITION_KIND_LABELS[kind.value]) for kind in sorted(row.kinds)]
    return " ".join([*kinds, *sorted(row.levels)]) or _("Jabatan lain")
