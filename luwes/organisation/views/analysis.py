"""The analysis of one post in one year: its tasks, its need, the years before."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.organisation import access, actions, occupancy, queries
from luwes.organisation.forms import workload as forms
from luwes.organisation.models import Position, UnitShape, WorkloadAnalysis, WorkloadTask
from luwes.organisation.queries import workload
from luwes.organisation.rules import workload as rules
from luwes.organisation.views.common import Crumb, FormPage, crumbs_to, seen_shape
from luwes.ui.tags.words import number

HELP = "organisation/bantuan/workload.html"


def _found(request: Request, analysis_id: int) -> tuple[WorkloadAnalysis, UnitShape]:
    """
    :raises Http404: for a unit out of sight
    """
    rows = WorkloadAnalysis.objects.select_related(
        "position__title", "position__unit__agency", "signed_by", "checked_by"
    )
    analysis = get_object_or_404(rows, pk=analysis_id)
    day = rules.first_day(analysis.year)
    return analysis, seen_shape(request, analysis.position.unit_id, day)


def _may_analyse(request: Request, shape: UnitShape) -> bool:
    rights = (Right.SIGN_WORKLOAD, Right.CHECK_WORKLOAD)
    return any(access.reaches(request.user, right, shape) for right in rights)


def _to_change(request: Request, analysis_id: int) -> tuple[WorkloadAnalysis, UnitShape]:
    analysis, shape = _found(request, analysis_id)
    require(_may_analyse(request, shape))
    return analysis, shape


def _crumbs(request: Request, analysis: WorkloadAnalysis, shape: UnitShape) -> list[Crumb]:
    here = reverse("organisation:workload_unit", args=[shape.unit_id, analysis.year])
    above = crumbs_to(request, shape, "", rules.first_day(analysis.year))
    return [*above, Crumb(f"ABK {analysis.year} {shape.name}", here)]


@require_GET
def analysis(request: Request, analysis_id: int) -> HttpResponse:
    found, shape = _found(request, analysis_id)
    today = clock.today()
    years = workload.history(found.position_id)
    before = next((a for a in years if a.year < found.year), None)
    held = occupancy.source().filled([found.position_id], today).get(found.position_id, 0)
    efficiency = rules.efficiency(found.load, held, found.effective_minutes)
    context = {
        "analysis": found, "shape": shape, "tasks": list(found.tasks.order_by("pk")),
        "filled": held, "efficiency": efficiency, "grade": rules.grade(efficiency) if efficiency is not None else "",
        "proposed": rules.rounded(found.raw_need), "years": years, "before": before,
        "compared": workload.comparison(before, found), "on": today,
        "establishment": queries.establishments_on([found.position_id], today).get(found.position_id, 0),
        "older": rules.OLDER_MINUTES.get(found.effective_minutes, ""),
        "can_change": found.is_open and _may_analyse(request, shape),
        "can_return": found.state in ("signed", "checked") and access.reaches(request.user, Right.CHECK_WORKLOAD, shape),
        "crumbs": _crumbs(request, found, shape), "title": _finding(found),
    }  # fmt: skip
    return render(request, "organisation/analysis.html", context)


def _finding(found: WorkloadAnalysis) -> str:
    values = {"post": found.position, "year": found.year, "raw": number(found.raw_need, 4)}
    if not found.load:
        return _("%(post)s %(year)s: belum ada uraian tugas") % values
    if found.headcount is None:
        return _("%(post)s %(year)s: hitungan %(raw)s orang, belum ditetapkan") % values
    values["heads"] = number(found.headcount)
    return _("%(post)s %(year)s: %(heads)s orang, dari hitungan %(raw)s") % values


@require_POST
def begin(request: Request, position_id: int, year: int) -> HttpResponse:
    if year not in rules.YEARS:
        raise Http404
    rows = Position.objects.select_related("unit__agency", "title")
    position = get_object_or_404(rows, pk=position_id)
    shape = seen_shape(request, position.unit_id, rules.first_day(year))
    require(_may_analyse(request, shape))
    made = actions.begin_analysis(position=position, year=year, by=request.user)
    return redirect("organisation:analysis", analysis_id=made.pk)


@require_http_methods(["GET", "POST"])
def new_task(request: Request, analysis_id: int) -> HttpResponse:
    found, shape = _to_change(request, analysis_id)
    form = forms.Task(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.put_task(analysis=found, **form.cleaned_data, by=request.user)
            messages.success(request, _("Uraian tugas disimpan."))
            return redirect("organisation:analysis", analysis_id=found.pk)
    return _page(
        request, found, shape, _("Tambah uraian tugas"), _("Simpan tugas"), "tugas-baru", form
    )


@require_http_methods(["GET", "POST"])
def task(request: Request, task_id: int) -> HttpResponse:
    row = get_object_or_404(WorkloadTask, pk=task_id)
    found, shape = _to_change(request, row.analysis_id)
    initial = {name: getattr(row, name) for name in forms.Task.base_fields}
    form = forms.Task(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.put_task(analysis=found, old=row, **form.cleaned_data, by=request.user)
            messages.success(request, _("Uraian tugas disimpan."))
            return redirect("organisation:analysis", analysis_id=found.pk)
    return _page(
        request, found, shape, _("Ubah uraian tugas"), _("Simpan tugas"), f"tugas-{task_id}", form
    )


@require_POST
def remove_task(request: Request, task_id: int) -> HttpResponse:
    row = get_object_or_404(WorkloadTask, pk=task_id)
    found, _shape = _to_change(request, row.analysis_id)
    row.analysis = found
    actions.remove_task(task=row, by=request.user)
    messages.success(request, _("Uraian tugas dihapus."))
    return redirect("organisation:analysis", analysis_id=found.pk)


@require_http_methods(["GET", "POST"])
def set_headcount(request: Request, analysis_id: int) -> HttpResponse:
    found, shape = _to_change(request, analysis_id)
    proposed = rules.rounded(found.raw_need)
    initial = {
        "headcount": proposed if found.headcount is None else found.headcount,
        "reason": found.rounding_reason,
    }
    form = forms.Headcount(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.set_headcount(analysis=found, **form.cleaned_data, by=request.user)
            messages.success(request, _("Kebutuhan ditetapkan."))
            return redirect("organisation:analysis", analysis_id=found.pk)
    lead = _("Hitungan memberi %(raw)s orang; pembulatan biasa %(n)s.") % {
        "raw": number(found.raw_need, 4), "n": proposed,
    }  # fmt: skip
    title = _("Tetapkan kebutuhan %(post)s") % {"post": found.position}
    return _page(request, found, shape, title, _("Tetapkan"), "bulat", form, lead)


@require_http_methods(["GET", "POST"])
def send_back(request: Request, analysis_id: int) -> HttpResponse:
    found, shape = _found(request, analysis_id)
    require(access.reaches(request.user, Right.CHECK_WORKLOAD, shape))
    form = forms.SendBack(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.send_back(analysis=found, **form.cleaned_data, by=request.user)
            messages.success(request, _("Analisis dikembalikan ke kepala unit."))
            return redirect("organisation:analysis", analysis_id=found.pk)
    return _page(request, found, shape, _("Kembalikan analisis"), _("Kembalikan"), "kembali", form)


def _page(
    request: Request, found: WorkloadAnalysis, shape: UnitShape, title: str, button: str, keep: str,
    form: forms.Task | forms.Headcount | forms.SendBack, lead: str = "",
) -> HttpResponse:  # fmt: skip
    back = reverse("organisation:analysis", args=[found.pk])
    crumbs = [*_crumbs(request, found, shape), Crumb(str(found.position), back)]
    page = FormPage(
        title, button, back, title, crumbs, f"abk-{keep}-{found.pk}", HELP, lead or str(found)
    )
    return page.render(request, form)
