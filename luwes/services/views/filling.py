"""From the first field to the receipt: for citizens, for officers who write it down, and to try a form."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused
from luwes.core.faults import point
from luwes.core.numbers import whole, wholes
from luwes.organisation import queries as organisation
from luwes.services import access, authority, documents
from luwes.services.actions import filling
from luwes.services.forms.filling import PREFIX, PageForm, Record
from luwes.services.models import CHANNEL_LABELS, FormDraft
from luwes.services.queries import forms as queries
from luwes.services.rules.asking import ABOUT_KEY, CASE_KEY, Kind, Question
from luwes.services.rules.states import Channel
from luwes.services.rules.tracking import spelled
from luwes.services.views import slowing
from luwes.ui.http import form_page, private
from luwes.ui.picking import answer as answer_picks

# So many a filing: presses of the last button, with what is mended; places searched while one types.
TRIES, LOOKS = 3, 20


def _page(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:  # fmt: skip
    """Nothing of it stays in a browser's store or a search engine."""
    answer = render(request, name, dict(context), status=status)
    private(answer)
    return answer


def _draft(request: HttpRequest, key: str) -> FormDraft:
    """What an officer began is that officer's alone."""
    draft = queries.draft_by_key(key)
    if draft is None or (draft.filed_by_id and draft.filed_by_id != request.user.pk):
        raise Http404
    return draft


def _context(draft: FormDraft, key: str) -> dict[str, Any]:
    return {
        "key": key, "draft": draft, "service": draft.service, "name": queries.name_of(draft.service),
        "channel": CHANNEL_LABELS.get(draft.channel) if draft.filed_by_id and not draft.is_test else "",
        "address": settings.LUWES_URL + reverse("services:fill", args=[key]),
    }  # fmt: skip


@login_not_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """What will be asked and why, before anything is typed."""
    service = get_object_or_404(access.public_services(), slug=slug)
    form = queries.in_force(service)
    about = queries.about(service, request.GET.get("tentang", ""))
    if request.method == "POST":
        if slower := slowing.came_too_often(request, "begin"):
            return slower
        given = {
            ABOUT_KEY: about.slug if about else "",
            CASE_KEY: request.GET.get("perkara", "")[:40],
        }
        key = filling.begin(service=service, form=form, now=clock.now(), given=given)
        return redirect("services:fill", key=key)
    asked = queries.asked_by(service, form)
    context = {
        "service": service, "name": queries.name_of(service), "asked": asked,
        "about": queries.name_of(about) if about else "",
        "kept": queries.kept(asked.keep_days),
    }  # fmt: skip
    return _page(request, "services/filling/begin.html", context)


@login_not_required
@require_GET
def fill(request: HttpRequest, key: str) -> HttpResponse:
    """Where one was."""
    draft = _draft(request, key)
    if draft.case_id:
        return redirect("services:receipt", key=key)
    pages = filling.read(draft).pages()
    if not pages:
        return redirect("services:fill_check", key=key)
    number = draft.page if draft.page in pages else pages[0]
    return redirect("services:fill_page", key=key, number=number + 1)


@login_not_required
@require_http_methods(["GET", "POST"])
def fill_page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One page; `number` from 1."""
    draft, place = _draft(request, key), number - 1
    if draft.case_id:
        return redirect("services:receipt", key=key)
    before = filling.read(draft)
    if place not in before.pages():
        return redirect("services:fill", key=key)
    questions = before.cleaned.shows(before.page(place))
    if request.method == "POST":
        return _take(request, draft, key, place, questions)
    form = PageForm(questions, before.answers, before.files)
    if "salah" in request.GET:
        form.tell(before.cleaned.problems)
    return _show(request, draft, key, before, place, form)


def _take(
    request: HttpRequest, draft: FormDraft, key: str, place: int, questions: list[Question]
) -> HttpResponse:
    """Kept first, whatever it is; then what is wrong, what it asks for besides, or the next page."""
    typed = PageForm(questions, {}, posted=request.POST).typed()
    files, refused = _files(request, questions)
    dropped = wholes(request.POST.getlist("hapus"))
    refused += filling.save(
        draft=draft, page=place, typed=typed, files=files, dropped=dropped, now=clock.now()
    )
    after = filling.read(draft)
    if request.POST.get("arah") == "kembali" and not refused:
        back = after.before(place)
        return redirect("services:fill_page", key=key, number=(place if back is None else back) + 1)
    asked = {question.key for question in questions}
    more = [question for question in after.cleaned.shows(after.page(place)) if question.key not in asked]  # fmt: skip
    wrong = {k: p for k, p in after.cleaned.problems.items() if k in asked}
    if wrong or refused:
        form = PageForm(after.cleaned.shows(after.page(place)), after.answers, after.files)
        form.tell(wrong)
        form.tell_of(refused)
        return _show(request, draft, key, after, place, form, status=422)
    here = reverse("services:fill_page", args=[key, place + 1])
    if more:
        return redirect(f"{here}?lanjutan=1#id_{PREFIX}{more[0].key}")
    onward = after.after(place)
    if onward is None or request.POST.get("arah") == "periksa":
        return redirect("services:fill_check", key=key)
    return redirect("services:fill_page", key=key, number=onward + 1)


def _files(request: HttpRequest, questions: list[Question]) -> tuple[dict[str, list[documents.Checked]], list[Problem]]:  # fmt: skip
    """Looked at one by one: a bad one does not take the good ones along."""
    found: dict[str, list[documents.Checked]] = {}
    problems: list[Problem] = []
    for question in questions:
        sent = request.FILES.getlist(PREFIX + question.key) if question.kind is Kind.FILE else []
        for one in sent[: documents.MOST_FILES]:
            if (one.size or 0) > documents.MOST_BYTES:
                words = _("%s terlalu besar; paling besar 10 MB.")
                problems.append(Problem(words % (one.name or "")[-120:], question.key))
                continue
            try:
                checked = documents.checked(one.name or "", one.read(), field=question.key)
            except Refused as refused:
                problems += [Problem(p.message, question.key) for p in refused.problems]
            else:
                found.setdefault(question.key, []).append(checked)
        if len(sent) > documents.MOST_FILES:
            words = _("Paling banyak %d berkas; yang lain tidak disimpan.")
            problems.append(Problem(words % documents.MOST_FILES, question.key))
    return found, problems


def _show(
    request: HttpRequest, draft: FormDraft, key: str, filled: queries.Filled, place: int,
    form: PageForm, status: int = 200,
) -> HttpResponse:  # fmt: skip
    pages = filled.pages()
    context = _context(draft, key) | {
        "form": form, "page": filled.page(place), "step": pages.index(place) + 1,
        "steps": len(pages) + 1, "is_last": filled.after(place) is None,
        "is_first": filled.before(place) is None, "more": "lanjutan" in request.GET,
        "has_files": any(q.kind is Kind.FILE for q in form.questions),
        "has_point": any(q.kind is Kind.POINT for q in form.questions),
    }  # fmt: skip
    return _page(request, "services/filling/page.html", context, status)


@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, key: str) -> HttpResponse:
    """Everything answered, whose it is, what is reported nearby already; then it is sent."""
    draft = _draft(request, key)
    if draft.case_id:
        return redirect("services:receipt", key=key)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        slower = None if draft.filed_by_id else slowing.came_too_often(request, "send", TRIES)
        if slower:
            return slower
        same = request.POST.get("same", "")
        try:
            filling.send(
                draft=draft, agrees="consent" in request.POST, now=clock.now(),
                same_as=whole(same) or None,
                is_other=same == "other", by=_officer(request, draft),
            )  # fmt: skip
            point("filing.committed")
            return redirect("services:receipt", key=key)
        except Refused as refused:
            problems = refused.problems
    filled = filling.read(draft)
    wrong = filled.first_wrong()
    if wrong is not None:
        here = reverse("services:fill_page", args=[key, wrong + 1])
        return redirect(f"{here}?salah=1")
    context = _context(draft, key) | _checked(request, draft, filled, problems)
    return _page(request, "services/filling/check.html", context, 422 if problems else 200)


def _officer(request: HttpRequest, draft: FormDraft) -> Any:
    return request.user if draft.filed_by_id else None


def _checked(
    request: HttpRequest, draft: FormDraft, filled: queries.Filled, problems: tuple[Problem, ...]
) -> dict[str, Any]:
    values, where = filled.cleaned.values, filling.where_of(filled)
    subject, whose = draft.service.subject, None
    if subject is not None and where.area is not None:
        text = f"{where.place} {values.get('uraian', '')}"
        whose = authority.whose(subject, where.area, text, clock.today())
    about = queries.about(draft.service, filled.answers.get(ABOUT_KEY))
    own = about or draft.service
    unit = (whose.service.unit if whose.service else whose.unit) if whose else own.unit
    agency = whose.agency if whose else own.agency
    names = organisation.unit_names([unit.pk], clock.today()) if unit else {}
    told = {problem.field: problem.message for problem in problems}
    return {
        "asked": filled.asked, "warnings": filled.cleaned.warnings, "whose": whose, "about": about,
        "rows": queries.told(filled.asked.definition, values, filled.cleaned.shown, filled.files),
        "office": names.get(unit.pk, "") if unit else "", "agency": agency,
        "is_forwarded": agency.pk != draft.service.agency_id,
        "near": filling.near_of(draft, filled, clock.now()),
        "picked": request.POST.get("same", ""), "agrees": "consent" in request.POST,
        "problems": problems, "told": told, "kept": queries.kept(filled.asked.keep_days),
    }  # fmt: skip


@login_not_required
@require_GET
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """The number and the secret; a reload shows the same."""
    draft = _draft(request, key)
    if draft.case is None:
        return redirect("services:fill", key=key)
    context = _context(draft, key) | {
        "case": draft.case, "secret": draft.secret, "spelled": spelled(draft.secret),
        "head": draft.case.head, "site": settings.LUWES_URL,
    }  # fmt: skip
    return _page(request, "services/filling/receipt.html", context)


@login_not_required
@require_GET
def find_area(request: HttpRequest) -> HttpResponse:
    """What the area's field asks while somebody types."""
    slower = slowing.came_too_often(request, "area", LOOKS)
    return slower or answer_picks(request, queries.areas)


@require_http_methods(["GET", "POST"])
def record(request: Request) -> HttpResponse:
    """An officer writes down what a citizen asks for: the service, how they came; then the same pages."""
    require(access.can_file_for(request.user))
    today = clock.today()
    services = access.fileable_services(request.user, today)
    form = Record(request.POST or None, services, today)
    if form.is_valid():
        service = form.cleaned_data["service"]
        key = filling.begin(
            service=service, form=queries.in_force(service), now=clock.now(), by=request.user,
            channel=Channel(form.cleaned_data["channel"]),
        )  # fmt: skip
        return redirect("services:fill", key=key)
    context = {"form": form, "has_services": services.exists()}
    return form_page(request, "services/filling/record.html", context)
