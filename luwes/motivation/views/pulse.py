"""The weekly question: answering it, what was told of earlier weeks, and the bank."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.motivation.access import care as access
from luwes.motivation.actions import pulsing
from luwes.motivation.forms.care import NewQuestion, Pulse
from luwes.motivation.models import ANSWER_LABELS, PulseQuestion, PulseRound
from luwes.motivation.queries import pulse
from luwes.motivation.queries.pulse import Node
from luwes.motivation.rules.pulse import LEAST
from luwes.motivation.views.common import own_file
from luwes.organisation import parts
from luwes.organisation.models import Agency
from luwes.organisation.queries import tree
from luwes.organisation.queries.tree import Focus
from luwes.ui.http import form_status, private, tell_refused


@sensitive_post_parameters("value")
@require_http_methods(["GET", "POST"])
def answer(request: Request) -> HttpResponse:
    """One tap. The page never tells what was answered: nobody knows it any more."""
    employee = own_file(request)
    on = clock.today()
    if request.method == "POST":
        return _answer(request, employee.agency_id, on)
    context = {"asked": pulse.asked(employee, on), "choices": choices()}
    return private(render(request, "motivation/answer_pulse.html", context))


def choices() -> list[tuple[int, str]]:
    return [(value, str(words)) for value, words in ANSWER_LABELS.items()]


def _answer(request: Request, agency_id: int, on: date) -> HttpResponse:
    form, back = Pulse(request.POST), _back(request)
    if not form.is_valid():
        messages.error(request, _("Pilih salah satu jawaban."))
        return redirect(back)
    round = get_object_or_404(PulseRound, pk=form.cleaned_data["round"], agency_id=agency_id)
    try:
        is_new = pulsing.answer(round=round, value=form.cleaned_data["value"], on=on, by=request.user)  # fmt: skip
        messages.success(request, _("Terima kasih, terhitung.") if is_new else _("Anda sudah menjawab pekan ini."))  # fmt: skip
    except Refused as refusal:
        tell_refused(request, refusal)
    return redirect(back)


def _back(request: Request) -> str:
    """To the page with the question on it; never to another site."""
    asked = request.POST.get("next", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("motivation:answer_pulse")


# ── results ──────────────────────────────────────────────────────────


@require_GET
def results(request: Request) -> HttpResponse:
    require(access.in_pulse_menu(request.user))
    on = clock.today()
    starts = tree.start(request.user, on, Right.SEE_PULSE)
    place = parts.asked(request, Right.SEE_PULSE, on) or (starts[0] if len(starts) == 1 else None)
    if place is None:
        return render(request, "motivation/pulse_start.html", {"starts": starts, "manages": access.manages_pulse(request.user)})  # fmt: skip
    node = _node(place, on)
    weeks = pulse.weeks_of(node)
    shown = _chosen(request, weeks)
    context = {
        "place": place, "node": node, "weeks": weeks, "shown": shown, "least": LEAST,
        "above": parts.above(request.user, Right.SEE_PULSE, place, on),
        "below": pulse.below(node, shown.round, on) if shown else [],
        "manages": access.manages_pulse(request.user),
    }  # fmt: skip
    return render(request, "motivation/pulse.html", context)


def _node(place: Focus, on: date) -> Node:
    if place.shape is None:
        return Node(place.agency.pk, name=place.agency.name)
    return pulse.node_of(place.shape, on)


def _chosen(request: Request, weeks: list[pulse.Week]) -> pulse.Week | None:
    asked = request.GET.get("pekan", "")
    found = (week for week in weeks if week.round.week.isoformat() == asked)
    return next(found, weeks[0] if weeks else None)


# ── the bank ─────────────────────────────────────────────────────────


def _agency(request: Request) -> tuple[Agency | None, list[Agency]]:
    require(access.manages_pulse(request.user))
    mine = list(access.agencies_of_bank(request.user))
    asked = whole(request.GET.get("instansi", ""))
    chosen = next((agency for agency in mine if agency.pk == asked), None)
    return chosen or (mine[0] if len(mine) == 1 else None), mine


@require_http_methods(["GET", "POST"])
def bank(request: Request) -> HttpResponse:
    agency, mine = _agency(request)
    form = NewQuestion(request.POST if request.method == "POST" else None)
    if agency and form.is_valid():
        with form.showing_problems():
            pulsing.add_question(agency=agency, **form.cleaned_data, by=request.user)
            messages.success(request, _("Pertanyaan ditambahkan; gilirannya tiba bila belum pernah ditanyakan."))  # fmt: skip
            return redirect(f"{request.path}?instansi={agency.pk}")
    context = {
        "agency": agency, "agencies": mine, "form": form,
        "rows": pulse.bank(agency.pk)[:200] if agency else [],
    }  # fmt: skip
    shown = form if request.method == "POST" else None
    return render(request, "motivation/pulse_bank.html", context, status=form_status(shown))


@require_POST
def set_asked(request: Request, question_id: int) -> HttpResponse:
    require(access.manages_pulse(request.user))
    mine = access.agencies_of_bank(request.user).order_by().values("pk")
    row = get_object_or_404(PulseQuestion.objects.filter(agency__in=mine), pk=question_id)
    try:
        pulsing.set_asked(
            question=row, is_asked=request.POST.get("deed") == "ask", now=clock.now(), by=request.user
        )  # fmt: skip
    except Refused as refusal:
        tell_refused(request, refusal)
    return redirect(f"{reverse('motivation:pulse_bank')}?instansi={row.agency_id}")
