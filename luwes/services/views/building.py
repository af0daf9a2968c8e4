"""Officers make a form without code: pages and questions one at a time, tried out, then published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.services import access
from luwes.services.actions import filling
from luwes.services.actions import forms as actions
from luwes.services.forms.building import (
    KIND_LABELS,
    KINDS_OF_MEANINGS,
    MEANINGS,
    PageWords,
    QuestionForm,
    Words,
)
from luwes.services.forms.filling import PageForm
from luwes.services.models import FormVersion, Service
from luwes.services.queries import forms as queries
from luwes.services.rules import asking
from luwes.services.rules.asking import Definition, Kind, Question
from luwes.ui.http import form_status, tell_refused


def _service(request: Request, service_id: int) -> Service:
    return get_object_or_404(access.managed_services(request.user, clock.today()), pk=service_id)


def _draft(request: Request, service_id: int) -> tuple[Service, FormVersion, Definition]:
    service = _service(request, service_id)
    form = queries.being_drafted(service)
    if form is None:
        raise Http404
    return service, form, asking.read(form.definition)


def _revision(request: Request) -> int:
    return whole(request.POST.get("revision", ""))


def _page(request: Request, name: str, service: Service, context: dict[str, Any], bound: Any = None) -> HttpResponse:  # fmt: skip
    context |= {"service": service, "name": queries.name_of(service)}
    return render(request, name, context, status=form_status(bound))


@require_GET
def form(request: Request, service_id: int) -> HttpResponse:
    """The draft with all that is in it, or the form in force and a button to begin."""
    service = _service(request, service_id)
    draft, in_force = queries.being_drafted(service), queries.in_force(service)
    asked = queries.asked_by(service, draft or in_force)
    context = {
        "draft": draft, "in_force": in_force, "asked": asked, "versions": queries.versions(service),
        "pages": [(n, page, [(q, KIND_LABELS[q.kind], _condition(q, asked.definition)) for q in page.questions])
                  for n, page in enumerate(asked.definition.pages)],
        "problems": asking.problems(asked.definition) if draft else [],
        "kept": queries.kept(asked.keep_days),
    }  # fmt: skip
    return _page(request, "services/building/form.html", service, context)


def _condition(question: Question, definition: Definition) -> str:
    """When it is asked, in words; empty where it always is."""
    if question.when is None:
        return ""
    asked = definition.by_key.get(question.when.key)
    if asked is None:
        return question.when.key
    labels = {option.key: option.label for option in asked.options} | {"ya": _("dicentang")}
    return f"{asked.label} → {', '.join(labels.get(v, v) for v in question.when.values)}"


@require_POST
def change(request: Request, service_id: int) -> HttpResponse:
    """A button of the form's page: begin, move, remove, try, publish, discard."""
    service = _service(request, service_id)
    deed, _colon, rest = request.POST.get("deed", "").partition(":")
    try:
        if deed == "begin":
            actions.begin(service=service, now=clock.now(), on=clock.today(), by=request.user)
        elif deed in {"publish", "discard", "try"}:
            return _whole(request, service, deed)
        else:
            _step(request, service, deed, rest)
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("services:form", service_id=service.pk)


def _whole(request: Request, service: Service, deed: str) -> HttpResponse:
    _same, draft, _definition = _draft(request, service.pk)
    if deed == "try":
        key = filling.begin(service=service, form=draft, now=clock.now(), is_test=True, by=request.user)  # fmt: skip
        return redirect("services:fill", key=key)
    on, revision = clock.today(), _revision(request)
    if deed == "publish":
        actions.publish(form=draft, revision=revision, now=clock.now(), on=on, by=request.user)
        messages.success(request, _("Formulir diberlakukan. Yang sedang mengisi tetap memakai versi sebelumnya."))  # fmt: skip
    else:
        actions.discard(form=draft, revision=revision, on=on, by=request.user)
        messages.success(request, _("Rancangan dibuang. Formulir yang berlaku tidak berubah."))
    return redirect("services:form", service_id=service.pk)


STEPS: dict[str, Callable[[int, str], actions.Change]] = {
    "page_up": lambda place, key: actions.move_page(place, -1),
    "page_down": lambda place, key: actions.move_page(place, 1),
    "page_drop": lambda place, key: actions.drop_page(place),
    "up": lambda place, key: actions.move_question(place, key, -1),
    "down": lambda place, key: actions.move_question(place, key, 1),
    "drop": actions.drop_question,
}


def _step(request: Request, service: Service, deed: str, rest: str) -> None:
    place, _colon, key = rest.partition(":")
    if deed not in STEPS or not place.isdecimal() or len(place) > 4:
        return  # no button of ours
    _same, draft, _definition = _draft(request, service.pk)
    actions.change(
        form=draft, revision=_revision(request), what=key or _("Halaman %d") % (int(place) + 1),
        to=STEPS[deed](int(place), key), on=clock.today(), by=request.user,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def words(request: Request, service_id: int) -> HttpResponse:
    """Purpose, consent, and how long answers are kept."""
    service, draft, _definition = _draft(request, service_id)
    written = Words.of(draft, request.POST or None)
    if written.is_valid():
        with written.showing_problems():
            actions.set_words(
                form=draft, revision=_revision(request), on=clock.today(), by=request.user,
                **written.cleaned_data,
            )  # fmt: skip
            return redirect("services:form", service_id=service.pk)
    context = {"form": written, "draft": draft, "revision": _seen(request, draft)}
    return _page(request, "services/building/words.html", service, context, written)


def _seen(request: Request, draft: FormVersion) -> int:
    """The revision that the officer looks at: also after an error, so that another's change is not run over."""
    return _revision(request) if request.method == "POST" else draft.revision


@require_http_methods(["GET", "POST"])
def page(request: Request, service_id: int, place: int | None = None) -> HttpResponse:
    """A page's title; a new page without a place."""
    service, draft, definition = _draft(request, service_id)
    if place is not None and place >= len(definition.pages):
        raise Http404
    there = definition.pages[place] if place is not None else None
    written = PageWords.of(there, request.POST or None)
    if written.is_valid():
        with written.showing_problems():
            said = written.cleaned_data
            actions.change(
                form=draft, revision=_revision(request), what=said["title"], on=clock.today(),
                to=actions.put_page(place, said["title"], said["hint"]), by=request.user,
            )  # fmt: skip
            return redirect("services:form", service_id=service.pk)
    context = {"form": written, "draft": draft, "page": there, "revision": _seen(request, draft)}
    return _page(request, "services/building/page.html", service, context, written)


@require_http_methods(["GET", "POST"])
def question(
    request: Request, service_id: int, place: int, question_key: str | None = None
) -> HttpResponse:
    """One question; a new one first asks of which kind."""
    service, draft, definition = _draft(request, service_id)
    if place >= len(definition.pages):
        raise Http404
    there = definition.by_key.get(question_key) if question_key else None
    if question_key and there not in definition.pages[place].questions:
        raise Http404
    kind, key = (there.kind, there.key) if there else _new(request, definition)
    if kind is None:
        left = [(key, label) for key, label in MEANINGS.items() if key not in definition.by_key]
        context = {"draft": draft, "place": place, "kinds": KIND_LABELS.items(), "meanings": left}
        return _page(request, "services/building/kinds.html", service, context)
    before = _before(definition, place, there)
    written = QuestionForm(request.POST or None, kind=kind, key=key, before=before, question=there)
    if written.is_valid():
        with written.showing_problems():
            new = written.question(definition)
            actions.change(
                form=draft, revision=_revision(request), what=new.label, on=clock.today(),
                to=actions.put_question(place, there.key if there else None, new), by=request.user,
            )  # fmt: skip
            return redirect("services:form", service_id=service.pk)
    context = {
        "form": written, "draft": draft, "question": there, "place": place,
        "kind": MEANINGS.get(key, KIND_LABELS[kind]), "revision": _seen(request, draft),
    }  # fmt: skip
    return _page(request, "services/building/question.html", service, context, written)


def _new(request: Request, definition: Definition) -> tuple[Kind | None, str]:
    """What kind the address asks for; a meaning that the form has already is not had twice."""
    meaning, kind = request.GET.get("arti", ""), request.GET.get("jenis", "")
    if meaning in KINDS_OF_MEANINGS and meaning not in definition.by_key:
        return KINDS_OF_MEANINGS[meaning], meaning
    return (Kind(kind), "") if kind in list(Kind) else (None, "")


def _before(definition: Definition, place: int, there: Question | None) -> list[Question]:
    """What is asked before it, so that it can be a condition."""
    found = [q for page in definition.pages[:place] for q in page.questions]
    for one in definition.pages[place].questions:
        if there is not None and one.key == there.key:
            break
        found.append(one)
    return found


@require_GET
def preview(request: Request, service_id: int) -> HttpResponse:
    """All pages as citizens see them, conditions named."""
    service = _service(request, service_id)
    draft = queries.being_drafted(service)
    asked = queries.asked_by(service, draft or queries.in_force(service))
    pages = [
        (page, zip(PageForm(page.questions, {}), (_condition(q, asked.definition) for q in page.questions), strict=True))
        for page in asked.definition.pages
    ]  # fmt: skip
    return _page(
        request,
        "services/building/preview.html",
        service,
        {"pages": pages, "asked": asked, "draft": draft},
    )
