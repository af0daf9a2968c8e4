"""Workload analyses: units with their progress, the posts of one unit, and the deeds over them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.organisation import access, actions, exports, parts, queries
from luwes.organisation.forms import workload as forms
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.organisation.queries import tree, workload, years
from luwes.organisation.queries.workload import Progress
from luwes.organisation.rules.workload import YEARS, first_day
from luwes.organisation.views.common import (
    Crumb,
    FormPage,
    crumbs_to,
    focus_of,
    seen_shape,
    unit_url,
)
from luwes.ui import paging
from luwes.ui.http import form_page

HELP = "organisation/bantuan/workload.html"


def year_asked(request: Request) -> int:
    """The year in the address; next year, which is the one to prepare, where there is none."""
    year = whole(request.GET.get("tahun", ""), clock.today().year + 1)
    return year if year in YEARS else clock.today().year + 1


@require_GET
def overview(request: Request) -> HttpResponse:
    """Units with posts and how far their analyses are."""
    require(access.can_look(request.user))
    year = year_asked(request)
    starts = tree.start(request.user, first_day(year))
    focus = parts.asked(request, Right.VIEW_ORGANISATION, first_day(year)) or (
        starts[0] if len(starts) == 1 else None
    )
    shared = {
        "year": year,
        "years": range(year - 2, year + 3),
        "working": workload.working_time(first_day(year)),
    }
    if focus is None:
        return render(request, "organisation/workload_start.html", shared | {"starts": starts})
    text = request.GET.get("cari", "").strip()
    shapes = workload.units(focus, year, text)
    page = paging.uncounted(lambda first, end: list(shapes[first:end]), paging.asked(request))
    whole_of = workload.total(focus, year)
    context = shared | {
        "focus": focus, "text": text, "page": page, "lines": workload.lines(page.rows, year),
        "total": whole_of, "title": _finding(focus.name, year, whole_of),
        "keep": [(k, request.GET[k]) for k in ("unit", "instansi") if k in request.GET],
    }  # fmt: skip
    return render(request, "organisation/workload.html", context)


def _finding(name: str, year: int, progress: Progress) -> str:
    values = {"name": name, "year": year, "done": progress.in_force, "posts": progress.posts}
    if not progress.posts:
        return _("%(name)s belum mempunyai jabatan pada %(year)s") % values
    if progress.in_force == progress.posts:
        return _("ABK %(year)s %(name)s berlaku untuk semua jabatan") % values
    if progress.missing:
        values["missing"] = progress.missing
        return (
            _("ABK %(year)s %(name)s: %(missing)s dari %(posts)s jabatan belum dianalisis") % values
        )
    return _("ABK %(year)s %(name)s: %(done)s dari %(posts)s jabatan sudah berlaku") % values


@require_GET
def unit(request: Request, unit_id: int, year: int) -> HttpResponse:
    return _unit_page(request, _shape(request, unit_id, year), year)


def _shape(request: Request, unit_id: int, year: int) -> UnitShape:
    if year not in YEARS:
        raise Http404
    return seen_shape(request, unit_id, first_day(year))


def _unit_page(
    request: Request, shape: UnitShape, year: int, problems: tuple[Any, ...] = ()
) -> HttpResponse:  # fmt: skip
    """The posts of the unit and all below it."""
    day = first_day(year)
    units = queries.subtree_ids([shape.unit_id], day)
    positions = workload.positions_under(units, year)
    page = paging.stretch(lambda first, end: list(positions[first:end]), paging.asked(request))
    progress = workload.total(focus_of(shape), year)
    user = request.user
    context = {
        "shape": shape, "year": year, "years": range(year - 2, year + 3), "progress": progress,
        "title": _finding(shape.name, year, progress), "page": page, "problems": problems,
        "lines": workload.posts(page.rows, year, clock.today()),
        "crumbs": [*crumbs_to(request, shape, "", day), Crumb(shape.name, unit_url(shape.unit_id))],
        "working": workload.working_time(day), "by_year": years.by_year(units, year),
        "shifts": years.shifts(units, year),
        "can_sign": access.reaches(user, Right.SIGN_WORKLOAD, shape),
        "can_check": access.reaches(user, Right.CHECK_WORKLOAD, shape),
    }  # fmt: skip
    return render(
        request, "organisation/workload_unit.html", context, status=422 if problems else 200
    )


def _unit_for(request: Request, unit_id: int, year: int, right: Right) -> tuple[OrgUnit, UnitShape]:
    shape = _shape(request, unit_id, year)
    require(access.reaches(request.user, right, shape))
    return get_object_or_404(OrgUnit.objects.select_related("agency"), pk=unit_id), shape


@require_POST
def sign(request: Request, unit_id: int, year: int) -> HttpResponse:
    found, shape = _unit_for(request, unit_id, year, Right.SIGN_WORKLOAD)

    def deed() -> int:
        return actions.sign_unit(unit=found, year=year, now=clock.now(), by=request.user)

    return _done(request, shape, year, deed, _("ditandatangani"))


@require_POST
def check(request: Request, unit_id: int, year: int) -> HttpResponse:
    found, shape = _unit_for(request, unit_id, year, Right.CHECK_WORKLOAD)

    def deed() -> int:
        return actions.check_unit(unit=found, year=year, now=clock.now(), by=request.user)

    return _done(request, shape, year, deed, _("diperiksa"))


def _done(
    request: Request, shape: UnitShape, year: int, deed: Callable[[], int], word: str
) -> HttpResponse:  # fmt: skip
    try:
        count = deed()
    except Refused as refusal:
        return _unit_page(request, shape, year, refusal.problems)
    said = ngettext("%(n)s analisis %(word)s.", "%(n)s analisis %(word)s.", count)
    messages.success(request, said % {"n": count, "word": word})
    return redirect("organisation:workload_unit", unit_id=shape.unit_id, year=year)


@require_http_methods(["GET", "POST"])
def put_in_force(request: Request, unit_id: int, year: int) -> HttpResponse:
    found, shape = _unit_for(request, unit_id, year, Right.CHECK_WORKLOAD)
    form = forms.Decree(request.POST or None)
    back = reverse("organisation:workload_unit", args=[unit_id, year])
    if form.is_valid():
        with form.showing_problems():
            count = actions.put_in_force(
                unit=found, year=year, decree=form.cleaned_data["decree"], by=request.user
            )
            said = ngettext(
                "Formasi %(n)s jabatan mengikuti ABK.",
                "Formasi %(n)s jabatan mengikuti ABK.",
                count,
            )
            messages.success(request, said % {"n": count})
            return redirect(back)
    ready = workload.total(focus_of(shape), year).checked
    lead = ngettext(
        "Formasi %(n)s jabatan yang sudah diperiksa berlaku mulai 1 Januari %(year)s.",
        "Formasi %(n)s jabatan yang sudah diperiksa berlaku mulai 1 Januari %(year)s.", ready,
    ) % {"n": ready, "year": year}  # fmt: skip
    crumbs = [*crumbs_to(request, shape, "", first_day(year)), Crumb(f"ABK {year}", back)]
    page = FormPage(
        _("Berlakukan ABK %(year)s %(name)s") % {"year": year, "name": shape.name}, _("Berlakukan"),
        back, _("Berlakukan"), crumbs, f"abk-{unit_id}-{year}", HELP, lead,
    )  # fmt: skip
    return page.render(request, form)


@require_GET
def template(request: Request, unit_id: int, year: int) -> HttpResponseBase:
    """The sheet to fill in: what is known of the posts of the unit and all below it."""
    return exports.workload(_shape(request, unit_id, year), year)


@require_http_methods(["GET", "POST"])
def working_time(request: Request) -> HttpResponse:
    require(access.can_look(request.user))
    may = access.can_everywhere(request.user, Right.MANAGE_ORGANISATION)
    if request.method == "POST":
        require(may)
    form = forms.WorkingTime(
        request.POST or None, initial={"first_day": first_day(clock.today().year + 1)}
    )
    if form.is_valid():
        with form.showing_problems():
            actions.set_working_time(**form.cleaned_data, by=request.user)
            messages.success(request, _("Waktu kerja efektif disimpan."))
            return redirect("organisation:working_time")
    context = {
        "form": form, "may": may, "rows": list(workload.working_times()), "now": workload.working_time(clock.today()),
    }  # fmt: skip
    return form_page(request, "organisation/working_time.html", context)
