"""The page of a case for the citizen: found by number and secret, no account, nothing of it kept by others."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.access import require
from luwes.core.forms import Form
from luwes.services import access, tracking
from luwes.services.actions import bundling, ending, rating, talking
from luwes.services.forms import citizens as forms
from luwes.services.models import Case, Satisfaction
from luwes.services.rules.states import REOPEN_DAYS, CaseState
from luwes.services.rules.tracking import read_secret
from luwes.services.views import slowing
from luwes.ui.files import sent
from luwes.ui.http import form_page, form_status, private

View = Callable[..., HttpResponseBase]


def by_secret(view: View) -> View:
    """The case of the address, for who knows its secret; only wrong guesses are counted and slowed."""

    @wraps(view)
    def answer(request: HttpRequest, number: str, secret: str, **rest: Any) -> HttpResponseBase:
        case = tracking.by_secret(number, secret)
        if case is None:
            if slower := slowing.guessed_too_often(request):
                return slower
            raise Http404
        if request.method == "POST":  # nobody confirms, reopens or rates in a citizen's place
            user = cast(User, request.user)
            require(not access.can_see(user, case, clock.today()))
        return private(view(request, case, secret, **rest))

    return login_not_required(answer)


@login_not_required
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponseBase:
    """By number and secret, as they stand on the receipt."""
    form = forms.Find(request.POST or None)
    if form.is_valid():
        case = tracking.by_secret(form.cleaned_data["number"], form.cleaned_data["secret"])
        if case is not None:
            secret = read_secret(form.cleaned_data["secret"])
            return redirect("services:case_public", number=case.number, secret=secret)
        if slower := slowing.guessed_too_often(request):
            return slower
        form.add_error(None, _("Nomor dan kode itu tidak cocok. Periksa lagi tanda terima Anda."))
    return private(form_page(request, "services/track.html", {"form": form}))


@by_secret
@require_GET
def case(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    return page(request, case, secret)


def page(request: HttpRequest, case: Case, secret: str, **typed: Form | None) -> HttpResponse:
    """With what was typed and could not be taken."""
    now = clock.now()
    found = tracking.followed(case, now)
    closed = found.shown.state == CaseState.CLOSED.value
    context = {
        "case": case, "secret": secret, "found": found, "title": tracking.finding(case, now),
        "closed": closed,
        "may_reopen": not found.is_bundled and bundling.may_reopen(found.shown, now),
        "may_take_out": bundling.may_take_out(case, now),
        "reopen_days": REOPEN_DAYS, "say": forms.Say(answers=found.question is not None), "reopen": forms.Reopen(),
        "thank": forms.Thank(), "survey": forms.Survey(),
        "rated": Satisfaction.objects.filter(case=case).exists(),
        "complaints": None if access.is_complaint(case) else access.complaint_service(case.agency),
        "thanked": any(n.entry.kind == "thanks" for n in found.news),
    } | typed  # fmt: skip
    status = form_status(*typed.values())
    return render(request, "services/case_public.html", context, status=status)


@by_secret
@require_POST
def say(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    waits = case.state == CaseState.WAITING.value
    form = forms.Say(request.POST, request.FILES, answers=waits)
    if form.is_valid():
        with form.showing_problems():
            talking.citizen_says(
                case=case,
                text=form.cleaned_data["text"],
                files=form.cleaned_data["attached"],
                now=clock.now(),
            )
            return _back(request, case, secret, _("Keterangan Anda terkirim."))
    return page(request, case, secret, say=form)


@by_secret
@require_POST
def confirm(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """One tap."""
    ending.confirm(case=case, now=clock.now())
    return _back(request, case, secret, _("Terima kasih. Ini kami anggap beres."))


@by_secret
@require_POST
def reopen(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    form = forms.Reopen(request.POST, request.FILES)
    if form.is_valid():
        with form.showing_problems():
            ending.reopen(
                case=case,
                text=form.cleaned_data["text"],
                files=form.cleaned_data["attached"],
                now=clock.now(),
            )
            return _back(request, case, secret, _("Dibuka kembali. Atasan petugas memeriksanya."))
    return page(request, case, secret, reopen=form)


@by_secret
@require_POST
def withdraw(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    ending.withdraw(case=case, now=clock.now())
    return _back(request, case, secret, _("Sudah ditarik."))


@by_secret
@require_POST
def take_out(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """Out of the bundle: the citizen says that theirs is another matter, or not done."""
    form = Form(request.POST)
    if form.is_valid():
        with form.showing_problems():
            bundling.take_out(case=case, now=clock.now(), on=clock.today())
            return _back(request, case, secret, _("Laporan Anda sekarang ditangani sendiri."))
    return page(request, case, secret, alone=form)


@by_secret
@require_POST
def rate(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    form = forms.Survey(request.POST)
    if form.is_valid():
        with form.showing_problems():
            rating.rate(
                case=case, scores=form.scores, words=form.cleaned_data["words"], now=clock.now()
            )
            return _back(request, case, secret, _("Terima kasih atas penilaian Anda."))
    return page(request, case, secret, survey=form)


@by_secret
@require_POST
def thank(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    form = forms.Thank(request.POST)
    if form.is_valid():
        with form.showing_problems():
            rating.thank(case=case, words=form.cleaned_data["words"], now=clock.now())
            return _back(request, case, secret, _("Ucapan Anda sampai kepada petugasnya."))
    return page(request, case, secret, thank=form)


@by_secret
@require_GET
def file(request: HttpRequest, case: Case, secret: str, file_id: int) -> HttpResponseBase:
    """What the citizen sent, and what the office shows."""
    row = get_object_or_404(tracking.seen_files(case), pk=file_id)
    return sent(row.file, row.name, row.kind, is_shown=True)


def _back(request: HttpRequest, case: Case, secret: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("services:case_public", number=case.number, secret=secret)
