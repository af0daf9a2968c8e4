"""Modules are written in the browser: pages and questions one at a time, looked at, then published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.learning import access, reading
from luwes.learning.actions import modules as actions
from luwes.learning.actions import pages as parts
from luwes.learning.forms import authoring as forms
from luwes.learning.forms import picks
from luwes.learning.models import QUESTION_KIND_LABELS, Module, ModuleVersion
from luwes.learning.queries import classes, studying
from luwes.learning.queries import modules as queries
from luwes.learning.rules import writing
from luwes.learning.rules.states import QuestionKind
from luwes.ui.http import form_page, form_status, tell_refused
from luwes.ui.picking import answer


@require_GET
def manage(request: Request) -> HttpResponse:
    """Modules and courses that one keeps."""
    require(access.manages(request.user))
    today = clock.today()
    context = {
        "rows": queries.kept(access.managed_modules(request.user, today), today),
        "courses": list(classes.managed(request.user, today)),
    }
    return render(request, "learning/manage.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    form = forms.New(request.POST or None, units=picks.units(request.user, clock.today()))
    if form.is_valid():
        with form.showing_problems():
            made = actions.make(
                title=form.cleaned_data["title"], unit=form.cleaned_data["unit"], terms=form.terms,
                now=clock.now(), on=clock.today(), by=request.user,
            )  # fmt: skip
            return redirect("learning:write", module_id=made.pk)
    return form_page(request, "learning/new_module.html", {"form": form})


@require_GET
def find_units(request: Request) -> HttpResponse:
    """What the picker of a unit asks while somebody types."""
    require(access.manages(request.user))
    return answer(request, picks.units(request.user, clock.today()).search)


def _module(request: Request, module_id: int) -> Module:
    return get_object_or_404(access.managed_modules(request.user, clock.today()), pk=module_id)


def _draft(request: Request, module_id: int) -> ModuleVersion:
    draft = queries.draft_of(_module(request, module_id))
    if draft is None:
        raise Http404
    return draft


def _revision(request: Request) -> int:
    return whole(request.POST.get("revision", ""))


def _seen(request: Request, draft: ModuleVersion) -> int:
    """The revision that the writer looks at: also after an error, so that another's change is not run over."""
    return _revision(request) if request.method == "POST" else draft.revision


def _common(request: Request, draft: ModuleVersion) -> dict[str, Any]:
    """What an action on a draft takes beside its own."""
    return {
        "draft": draft, "revision": _revision(request), "on": clock.today(), "by": request.user,
    }  # fmt: skip


MOST_STUCK = 50


@require_http_methods(["GET", "POST"])
def write(request: Request, module_id: int) -> HttpResponse:
    """A module with its draft, or the version in force; its terms are set here."""
    module = _module(request, module_id)
    draft, in_force = queries.draft_of(module), queries.in_force(module)
    run = forms.Run.of(module, request.POST or None)
    if run.is_valid():
        with run.showing_problems():
            actions.set_terms(module=module, terms=run.terms, on=clock.today(), by=request.user)
            messages.success(request, _("Pengaturan tersimpan dan langsung berlaku."))
            return redirect("learning:write", module_id=module.pk)
    shown = draft or in_force
    context = {
        "module": module, "draft": draft, "in_force": in_force, "shown": shown, "run": run,
        "pages": list(shown.pages.order_by("place").prefetch_related("pictures")) if shown else [],
        "bank": _bank(shown) if shown else [], "versions": queries.versions(module),
        "problems": writing.problems(queries.as_written(draft)) if draft else [],
        "used_up": list(queries.used_up(module).exclude(employee__user=request.user)[:MOST_STUCK]),
        "is_first": draft is not None and draft.number == 1,
    }  # fmt: skip
    return render(request, "learning/write.html", context, status=form_status(run))


def _bank(version: ModuleVersion) -> list[tuple[Any, str]]:
    """Questions with their keys in words, for who writes them."""
    return [(question, studying.key(question)) for question in version.questions.order_by("pk")]


STEPS: dict[str, Callable[[dict[str, Any], int], object]] = {
    "up": lambda common, pk: parts.move_page(page_id=pk, step=-1, **common),
    "down": lambda common, pk: parts.move_page(page_id=pk, step=1, **common),
    "drop_page": lambda common, pk: parts.drop_page(page_id=pk, **common),
    "drop_picture": lambda common, pk: parts.drop_picture(picture_id=pk, **common),
    "drop_question": lambda common, pk: parts.drop_question(question_id=pk, **common),
}


@require_POST
def step(request: Request, module_id: int) -> HttpResponse:
    """A button of a module's page: begin, move, remove, publish, discard."""
    module = _module(request, module_id)
    deed, _colon, key = request.POST.get("deed", "").partition(":")
    try:
        if deed == "begin":
            actions.begin(module=module, now=clock.now(), on=clock.today(), by=request.user)
        elif deed == "publish":
            actions.publish(now=clock.now(), **_common(request, _draft(request, module_id)))
            messages.success(request, _("Modul diberlakukan. Yang sudah mulai menyelesaikan versi lamanya."))  # fmt: skip
        elif deed == "discard":
            actions.discard(**_common(request, _draft(request, module_id)))
            messages.success(request, _("Rancangan dibuang. Yang berlaku tidak berubah."))
        elif deed == "chance":
            study = get_object_or_404(queries.used_up(module), pk=whole(key))
            actions.give_chance(study=study, now=clock.now(), on=clock.today(), by=request.user)
            messages.success(request, _("%s diberi tahu dan dapat mencoba lagi.") % study.employee.full_name)  # fmt: skip
        elif deed in STEPS:
            STEPS[deed](_common(request, _draft(request, module_id)), whole(key))
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("learning:write", module_id=module.pk)


@require_http_methods(["GET", "POST"])
def describe(request: Request, module_id: int) -> HttpResponse:
    """Title and summary, and how the test goes."""
    draft = _draft(request, module_id)
    form = forms.Describe.of(draft, request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.describe(text=form.description, **_common(request, draft))
            return redirect("learning:write", module_id=module_id)
    context = {"form": form, "draft": draft, "revision": _seen(request, draft)}
    return form_page(request, "learning/describe.html", context)


@require_http_methods(["GET", "POST"])
def page(request: Request, module_id: int, page_id: int | None = None) -> HttpResponse:
    """A page's title and text; a new page without an id."""
    draft = _draft(request, module_id)
    there = get_object_or_404(draft.pages, pk=page_id) if page_id is not None else None
    form = forms.PageText.of(there, request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            said = form.cleaned_data
            kept = parts.put_page(
                page_id=page_id, title=said["title"], text=said["text"], **_common(request, draft)
            )
            if "lihat" in request.POST:
                return redirect("learning:write_page", module_id=module_id, page_id=kept.pk)
            return redirect("learning:write", module_id=module_id)
    context = {"form": form, "draft": draft, "there": there, "revision": _seen(request, draft)}
    context |= _page_parts(there)
    return form_page(request, "learning/write_page.html", context)


def _page_parts(there: Any) -> dict[str, Any]:
    if there is None:
        return {"read": "", "pictures": [], "picture": None}
    pictures = list(there.pictures.order_by("pk"))
    return {
        "read": reading.rendered(there.text, heading=4), "pictures": pictures, "picture": forms.Picture(),
    }  # fmt: skip


@require_POST
def picture(request: Request, module_id: int, page_id: int) -> HttpResponse:
    """A picture put on a page; what is wrong is told on the page."""
    draft = _draft(request, module_id)
    there = get_object_or_404(draft.pages, pk=page_id)
    form = forms.Picture(request.POST, request.FILES)
    if form.is_valid():
        with form.showing_problems():
            parts.add_picture(
                page_id=page_id, data=form.cleaned_data["photos"].read(), alt=form.cleaned_data["alt"],
                **_common(request, draft),
            )  # fmt: skip
            return redirect("learning:write_page", module_id=module_id, page_id=page_id)
    text = forms.PageText.of(there, None)
    context = {"form": text, "draft": draft, "there": there, "revision": draft.revision}
    context |= _page_parts(there) | {"picture": form}
    return render(request, "learning/write_page.html", context, status=form_status(form))


@require_http_methods(["GET", "POST"])
def question(request: Request, module_id: int, question_id: int | None = None) -> HttpResponse:
    """A question of the bank with its key; a new one is first asked of which kind it is."""
    draft = _draft(request, module_id)
    there = get_object_or_404(draft.questions, pk=question_id) if question_id is not None else None
    kind = there.kind if there else request.GET.get("jenis", "")
    if kind not in QUESTION_KIND_LABELS:
        context = {"draft": draft, "kinds": QUESTION_KIND_LABELS.items()}
        return render(request, "learning/question_kinds.html", context)
    form = forms.QuestionForm(request.POST or None, kind=QuestionKind(kind), question=there)
    if form.is_valid():
        with form.showing_problems():
            parts.put_question(
                question_id=question_id, asking=form.asking, **_common(request, draft)
            )
            return redirect("learning:write", module_id=module_id)
    context = {
        "form": form, "draft": draft, "question": there, "kind": QUESTION_KIND_LABELS[kind],
        "revision": _seen(request, draft),
    }  # fmt: skip
    return form_page(request, "learning/write_question.html", context)


@require_GET
def preview(request: Request, module_id: int, number: int | None = None) -> HttpResponse:
    """All pages as they are read; an earlier version where its number is named."""
    module = _module(request, module_id)
    draft = queries.draft_of(module)
    version = draft or queries.in_force(module)
    if number is not None:
        version = get_object_or_404(module.versions, number=number)
    if version is None:
        raise Http404
    pages = [
        (page, reading.rendered(page.text, heading=3), sorted(page.pictures.all(), key=lambda p: p.pk))
        for page in version.pages.order_by("place").prefetch_related("pictures")
    ]  # fmt: skip
    context = {"module": module, "version": version, "pages": pages, "bank": _bank(version)}
    return render(request, "learning/preview.html", context)
