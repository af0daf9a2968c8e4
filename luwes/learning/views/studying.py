"""Learning alone: the shelf, a module page by page, its test, the result."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.learning import access, reading
from luwes.learning.actions import studying as actions
from luwes.learning.forms.studying import AnswerForm
from luwes.learning.models import Module, ModuleAttempt, ModuleVersion, Study
from luwes.learning.queries import modules, studying
from luwes.people.models import Employee
from luwes.ui import files
from luwes.ui.http import tell_refused


def _learner(request: Request) -> Employee:
    employee = access.learner(request.user)
    require(employee is not None)
    assert employee is not None
    return employee


@require_GET
def mine(request: Request) -> HttpResponse:
    """What one learns, what the own post asks, what else there is."""
    employee = _learner(request)
    text = request.GET.get("q", "").strip()[:80]
    shelf = studying.shelf(request.user, employee, clock.today(), text)
    return render(request, "learning/mine.html", {"shelf": shelf, "q": text})


def _module(request: Request, slug: str) -> tuple[Module, Study | None]:
    """One that is open, or that one has begun."""
    _learner(request)
    module = get_object_or_404(Module.objects.select_related("competency"), slug=slug)
    study = studying.current(request.user, module)
    if study is None and not (access.can_begin(request.user, module) and modules.in_force(module)):
        raise Http404
    return module, study


def _study(request: Request, slug: str) -> Study:
    study = _module(request, slug)[1]
    if study is None:
        raise Http404
    return study


@require_GET
def module(request: Request, slug: str) -> HttpResponse:
    """What it is about, how far one is, and the one thing to do next."""
    module, study = _module(request, slug)
    in_force = modules.in_force(module)
    version = study.version if study else in_force
    if version is None:
        raise Http404
    context: dict[str, Any] = {
        "module": module, "study": study, "version": version,
        "pages": list(version.pages.order_by("place")), "questions": version.drawn,
        "newer": in_force if study and in_force != version and access.can_begin(request.user, module) else None,
    }  # fmt: skip
    return render(request, "learning/module.html", context | _test_state(study))


def _test_state(study: Study | None) -> dict[str, Any]:
    if study is None:
        return {"problems": [], "attempts": [], "open": None, "opens_at": None, "is_read": False}
    attempts = list(study.attempts.order_by("-number"))
    progress = studying.progress(study)
    tries = progress.tries
    opens_at = tries.opens_at(study.version.pause_hours) if tries.last else None
    return {
        "problems": actions.problems_of_test(study, clock.now(), clock.today(), progress),
        "attempts": [one for one in attempts if one.handed_in_at], "is_read": progress.is_read,
        "open": next((one for one in attempts if not one.handed_in_at), None),
        "opens_at": opens_at if opens_at and opens_at > clock.now() else None,
        "left": tries.left(study.version.attempts),
    }  # fmt: skip


@require_POST
def begin(request: Request, slug: str) -> HttpResponse:
    module, _study = _module(request, slug)
    try:
        study = actions.begin(
            module=module, employee=_learner(request), now=clock.now(), by=request.user
        )
    except Refused as refused:
        return _told(request, slug, refused)
    return redirect("learning:read", slug=slug, place=min(study.page, _last(study.version)) + 1)


def _last(version: ModuleVersion) -> int:
    """The place of the last page."""
    return max(0, version.pages.count() - 1)


def _told(request: Request, slug: str, refused: Refused) -> HttpResponse:
    tell_refused(request, refused)
    return redirect("learning:module", slug=slug)


@require_http_methods(["GET", "POST"])
def read(request: Request, slug: str, place: int) -> HttpResponse:
    """One page, counted from 1; pressing *Lanjut* notes that it was read."""
    study = _study(request, slug)
    pages = list(study.version.pages.order_by("place"))
    if not 1 <= place <= len(pages):
        raise Http404
    if place - 1 > study.page:
        return redirect("learning:read", slug=slug, place=study.page + 1)
    if request.method == "POST":
        actions.read(study=study, place=place - 1, now=clock.now(), by=request.user)
        if place == len(pages):
            return redirect("learning:module", slug=slug)
        return redirect("learning:read", slug=slug, place=place + 1)
    shown = pages[place - 1]
    context = {
        "version": study.version, "module": study.version.module, "shown": shown,
        "read": reading.rendered(shown.text), "pictures": list(shown.pictures.order_by("pk")),
        "place": place, "last": len(pages),
    }  # fmt: skip
    return render(request, "learning/read.html", context)


@require_GET
def picture(request: Request, picture_id: int) -> FileResponse:
    row = get_object_or_404(access.seen_pictures(request.user, clock.today()), pk=picture_id)
    try:
        return files.picture(row.file)
    except FileNotFoundError as gone:
        raise Http404 from gone


@require_POST
def begin_test(request: Request, slug: str) -> HttpResponse:
    study = _study(request, slug)
    try:
        attempt = actions.begin_test(
            study=study, now=clock.now(), on=clock.today(), by=request.user
        )
    except Refused as refused:
        return _told(request, slug, refused)
    return redirect("learning:question_of", slug=slug, number=_first_open(attempt))


def _first_open(attempt: ModuleAttempt) -> int:
    """The first question that was not answered yet, else the first."""
    rows = studying.paper(attempt)
    return next((asked.number for asked in rows if not asked.is_answered), 1)


def _open_attempt(request: Request, slug: str) -> ModuleAttempt | None:
    study = _study(request, slug)
    rows = access.own_attempts(request.user).filter(study=study, handed_in_at=None)
    return rows.first()


@require_http_methods(["GET", "POST"])
@never_cache
def question_of(request: Request, slug: str, number: int) -> HttpResponse:
    """One question of the test; each button keeps the answer before it leads on."""
    attempt = _open_attempt(request, slug)
    if attempt is None:
        return redirect("learning:module", slug=slug)
    paper = studying.paper(attempt)
    if not 1 <= number <= len(paper):
        raise Http404
    asked = paper[number - 1]
    if request.method == "POST":
        return _answered(request, slug, attempt, asked, len(paper))
    context = {
        "module": attempt.study.version.module, "version": attempt.study.version, "asked": asked,
        "form": AnswerForm(asked), "last": len(paper), "attempt": attempt, "paper": paper,
    }  # fmt: skip
    return render(request, "learning/question.html", context)


def _answered(
    request: Request, slug: str, attempt: ModuleAttempt, asked: studying.Asked, last: int
) -> HttpResponse:
    """What was posted for another try, from a window left open, is not kept as an answer to this one."""
    if request.POST.get("percobaan") != str(attempt.pk) or request.POST.get("soal") != str(asked.pk):  # fmt: skip
        messages.warning(request, _("Halaman itu dari tes sebelumnya; jawabannya tidak disimpan."))
        return redirect("learning:module", slug=slug)
    try:
        actions.answer(
            attempt=attempt, question_id=asked.pk, said=request.POST.get("jawaban", ""),
            chosen=request.POST.getlist("jawaban"), by=request.user,
        )  # fmt: skip
    except Refused as refused:
        return _told(request, slug, refused)
    number = asked.number + (-1 if request.POST.get("arah") == "kembali" else 1)
    if request.POST.get("arah") == "periksa" or number > last:
        return redirect("learning:check", slug=slug)
    return redirect("learning:question_of", slug=slug, number=max(1, number))


@require_GET
@never_cache
def check(request: Request, slug: str) -> HttpResponse:
    """What was answered and what was not, before handing in."""
    attempt = _open_attempt(request, slug)
    if attempt is None:
        return redirect("learning:module", slug=slug)
    paper = studying.paper(attempt)
    version = attempt.study.version
    context = {
        "module": version.module, "version": version, "attempt": attempt, "paper": paper,
        "open": sum(not asked.is_answered for asked in paper),
    }  # fmt: skip
    return render(request, "learning/check.html", context)


@require_POST
def hand_in(request: Request, slug: str) -> HttpResponse:
    """Also where it was handed in already: the same result."""
    key = request.POST.get("percobaan", "")
    rows = access.own_attempts(request.user).filter(study__version__module__slug=slug)
    attempt = get_object_or_404(rows, pk=whole(key))
    actions.hand_in(attempt=attempt, now=clock.now(), by=request.user)
    return redirect("learning:result", attempt_id=attempt.pk)


@require_GET
@never_cache
def result(request: Request, attempt_id: int) -> HttpResponse:
    """What came of it, with what was wrong and why; not before it is handed in."""
    rows = access.own_attempts(request.user).filter(handed_in_at__isnull=False)
    attempt = get_object_or_404(rows, pk=attempt_id)
    version = attempt.study.version
    marked = sorted(studying.marked(attempt), key=lambda row: row.share == "all")
    context = {
        "attempt": attempt, "version": version, "module": version.module, "marked": marked,
        "faults": sum(row.share != "all" for row in marked), **_test_state(attempt.study),
    }  # fmt: skip
    return render(request, "learning/result.html", context)
