from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.imports import access, actions, files, forms, report
from luwes.imports.models import Run
from luwes.imports.registry import Importer, importers, in_order
from luwes.imports.rules import RunState
from luwes.ui.formats import day, moment, number
from luwes.ui.http import form_page

RUNS_A_PAGE, PROBLEMS_A_PAGE, SAMPLES_SHOWN = 20, 50, 8


@require_GET
def runs(request: Request) -> HttpResponse:
    require(access.can_import(request.user))
    page = Paginator(access.runs(request.user), RUNS_A_PAGE).get_page(request.GET.get("hal"))
    labels = {importer.key: importer.label for importer in importers}
    shown = [(row, labels.get(row.importer, row.importer)) for row in page]
    return render(request, "imports/runs.html", {
        "importers": in_order(), "page": page, "shown": shown,
    })  # fmt: skip


def _importer(key: str) -> Importer:
    if found := importers.get(key):
        return found
    raise Http404


@require_http_methods(["GET", "POST"])
def start(request: Request, importer: str) -> HttpResponse:
    require(access.can_import(request.user))
    chosen = _importer(importer)
    form = forms.Upload(
        request.POST or None, request.FILES or None, importer=chosen,
        owners=access.owners(request.user, chosen), initial={"on": clock.today()},
        everywhere=access.can_import_everything(request.user),
    )  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        with form.showing_problems():
            run = actions.start(
                importer=chosen, owner=data["owner"], upload=data["file"], on=data["on"],
                partial_file=data["partial_file"], now=clock.now(), by=request.user,
            )  # fmt: skip
            return redirect("imports:run", run_id=run.pk)
    context = {
        "importer": chosen, "form": form,
        "required": [field for field in chosen.fields if field.required],
        "others": [field for field in chosen.fields if not field.required],
    }  # fmt: skip
    return form_page(request, "imports/start.html", context)


def _run(request: Request, run_id: int) -> Run:
    return get_object_or_404(access.runs(request.user), pk=run_id)


@require_GET
def run(request: Request, run_id: int) -> HttpResponse:
    return _page(request, _run(request, run_id))


def _page(
    request: Request,
    run: Run,
    columns: forms.Columns | None = None,
    accept: forms.Accept | None = None,
) -> HttpResponse:
    importer = _importer(run.importer)
    step, percent = files.progress_of(run)
    problems = Paginator(files.StoredProblems(run), PROBLEMS_A_PAGE).get_page(
        request.GET.get("hal")
    )
    context: dict[str, Any] = {
        "run": run, "importer": importer, "step": step, "percent": percent, "problems": problems,
        "shown": [(p, report.SEVERITY_WORDS[p.severity]) for p in problems],
        "figures": [(report.COUNT_WORDS[k], run.counts[k]) for k in report.MAIN_COUNTS if k in run.counts],
        "others": _named(run.counts, report.COUNT_WORDS), "mended": _named(run.mended, report.MEND_WORDS),
        "samples": _samples(run), "unused": _unused(run), "clean": _clean(run),
        "finding": _finding(run), "lead": _lead(run, importer),
        "notice_tone": "danger" if run.state == RunState.UNREADABLE.value else "warn",
        "can_cancel": (run.is_open and run.state != RunState.COMMITTING.value)
        or run.state == RunState.UNREADABLE.value,
        "columns": columns or forms.Columns(run=run, importer=importer),
        "accept": accept or forms.Accept(), "waits": run.state == RunState.CHECKED.value,
        "done": run.state == RunState.DONE.value, "unread": run.state == RunState.UNREADABLE.value,
        "has_result": files.result_file(run).is_file(),
    }  # fmt: skip
    failed = (columns and columns.errors) or (accept and accept.errors)
    return render(request, "imports/run.html", context, status=422 if failed else 200)


def _finding(run: Run) -> str:
    """The title of a run's page says what was found."""
    count = partial(number, lang=get_language() or "id")
    match RunState(run.state):
        case RunState.CHECKED if run.refused:
            words = _("%(refused)s dari %(rows)s baris ditolak")
        case RunState.CHECKED:
            words = _("%(rows)s baris siap dimasukkan")
        case RunState.DONE:
            words = _("%(taken)s baris sudah masuk")
        case RunState.UNREADABLE:
            words = _("Berkas tidak dapat dimasukkan")
        case RunState.CANCELLED | RunState.EXPIRED:
            words = _("Impor ini tidak jadi dimasukkan")
        case _:
            words = _("Berkas sedang dikerjakan")
    return words % {
        "rows": count(int(run.counts.get("rows", 0))), "refused": count(run.refused),
        "taken": count(_clean(run)),
    }  # fmt: skip


def _lead(run: Run, importer: Importer) -> str:
    lang = get_language() or "id"
    said = _("%(label)s, berlaku mulai %(day)s. Diunggah %(by)s, %(at)s.") % {
        "label": importer.label, "day": day(run.on, lang), "by": run.by, "at": moment(localtime(run.at), lang),
    }  # fmt: skip
    return f"{run.agency_label}. {said}" if run.agency_label else said


def _clean(run: Run) -> int:
    return int(run.counts.get("rows", 0)) - run.refused


def _named(
    counts: dict[str, int], words: Mapping[str, str | Promise]
) -> list[tuple[str | Promise, int]]:
    """What there is beyond the main counts, in the order of the words."""
    shown = [key for key in words if counts.get(key) and key not in report.MAIN_COUNTS]
    return [(words[key], counts[key]) for key in shown]


def _samples(run: Run) -> list[tuple[str | Promise, list[dict[str, Any]], int]]:
    """By kind of change: its name, the first few, and how many more there are."""
    found: list[tuple[str | Promise, list[dict[str, Any]], int]] = []
    for key, word in report.COUNT_WORDS.items():
        if key != "unchanged" and (rows := run.samples.get(key)):
            found.append((word, rows[:SAMPLES_SHOWN], max(0, run.counts[key] - SAMPLES_SHOWN)))
    return found


def _unused(run: Run) -> list[str]:
    used = set(run.mapping.values())
    return [header for header in run.headers if header not in used]


@require_GET
def progress(request: Request, run_id: int) -> HttpResponse:
    """The part that polls; when the job has ended it fetches the page's content, once."""
    run = _run(request, run_id)
    step, percent = files.progress_of(run)
    context = {"run": run, "step": step, "percent": percent}
    return render(request, "imports/parts/progress.html", context)


@require_POST
def columns(request: Request, run_id: int) -> HttpResponse:
    run = _run(request, run_id)
    form = forms.Columns(request.POST, run=run, importer=_importer(run.importer))
    if form.is_valid():
        with form.showing_problems():
            actions.remap(run=run, columns=form.cleaned_data, now=clock.now(), by=request.user)
            return redirect("imports:run", run_id=run_id)
    return _page(request, run, columns=form)


@require_POST
def accept(request: Request, run_id: int) -> HttpResponse:
    run = _run(request, run_id)
    form = forms.Accept(request.POST)
    if form.is_valid():
        with form.showing_problems():
            clean = form.cleaned_data["accept_clean"]
            actions.accept(run=run, accept_clean=clean, now=clock.now(), by=request.user)
            return redirect("imports:run", run_id=run_id)
    return _page(request, run, accept=form)


@require_POST
def cancel(request: Request, run_id: int) -> HttpResponse:
    run = _run(request, run_id)
    actions.cancel(run=run, now=clock.now(), by=request.user)
    messages.success(request, _("Impor dibatalkan; berkasnya dihapus."))
    return redirect("imports:runs")


@require_GET
def sample(request: Request, importer: str) -> HttpResponse:
    """An empty file with the right headers, to be filled in."""
    require(access.can_import(request.user))
    chosen = _importer(importer)
    content = report.blank(str(chosen.label), [field.label for field in chosen.fields])
    headers = {"Content-Disposition": f'attachment; filename="contoh-{importer}.xlsx"'}
    return HttpResponse(content, content_type=report.XLSX, headers=headers)


@require_GET
def result(request: Request, run_id: int) -> FileResponse:
    path = files.result_file(_run(request, run_id))
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"hasil-impor-{run_id}.xlsx")
