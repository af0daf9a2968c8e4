"""Load: what waits for a superior, one signal, one's own, and the counts."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import whole
from luwes.core.sheets import download as sheet
from luwes.motivation.access import care as access
from luwes.motivation.actions import load_answering
from luwes.motivation.forms.care import AnswerLoad, TooMuch, Words
from luwes.motivation.models import LoadSignal
from luwes.motivation.queries import load_lists
from luwes.motivation.rules.load import State
from luwes.motivation.views.common import own_file
from luwes.organisation import parts
from luwes.organisation.queries import tree
from luwes.organisation.queries.tree import Focus
from luwes.ui import paging
from luwes.ui.http import form_status

A_PAGE = 40


@require_GET
def index(request: Request) -> HttpResponse:
    """What waits for an answer, due first; or all that is not over."""
    user, on = request.user, clock.today()
    require(access.has_signals(user))
    shows_all = request.GET.get("lihat") == "semua"
    rows = load_lists.all_alive(user, on) if shows_all else load_lists.waiting(user, on)
    unit = whole(request.GET.get("unit", ""))
    place = parts.asked(request, Right.SEE_LOAD, on) if unit else None
    if place and place.shape:
        rows = load_lists.under(rows, place.shape.unit_id, on)
    page = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    context = {
        "page": page.holding(load_lists.as_rows(list(page.rows), on)), "shows_all": shows_all,
        "place": place, "title": _finding(page.total or 0, shows_all),
        "recoveries": list(access.waiting_offers(user, on)[:A_PAGE]) if access.records_leave(user) else [],
    }  # fmt: skip
    return render(request, "motivation/load.html", context)


def _finding(n: int, shows_all: bool) -> str:
    if shows_all:
        return _("Isyarat beban yang belum selesai")
    if not n:
        return _("Tidak ada isyarat beban yang menunggu Anda")
    return ngettext("%d isyarat beban menunggu jawaban Anda", "%d isyarat beban menunggu jawaban Anda", n) % n  # fmt: skip


@require_http_methods(["GET", "POST"])
def signal(request: Request, signal_id: int) -> HttpResponse:
    """One signal: the figure, its limit and source, what was said; and the answer."""
    user, on = request.user, clock.today()
    row = get_object_or_404(access.seen_signals(user, on).select_related("employee__agency"), pk=signal_id)  # fmt: skip
    may_answer = row.state == State.OPEN.value and access.can_answer(user, row, on)
    form = AnswerLoad(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(access.can_answer(user, row, on))
        if form.is_valid():
            with form.showing_problems():
                load_answering.answer(
                    signal=row, **form.cleaned_data, on=on, now=clock.now(), by=user
                )
                messages.success(request, _answered(row, form.cleaned_data["day"]))
                return redirect("motivation:load_signal", row.pk)
    answers = load_lists.answers_of([row]).get(row.pk, [])
    may_change = may_answer or any(answer.by_id == user.pk for answer in answers)
    [told] = load_lists.as_rows([row], on)
    context = {
        "row": told, "signal": row, "form": form, "may_answer": may_answer,
        "answers": answers, "posts": load_lists.posts_of(row, user, on) if may_change else [],
        "may_change": may_change,
        "shows_words": bool(row.own_words) and access.can_read_words(user, row, on),
    }  # fmt: skip
    shown = form if request.method == "POST" else None
    return render(request, "motivation/load_signal.html", context, status=form_status(shown))


def _answered(row: LoadSignal, day: date | None) -> str:
    if day is not None:
        return _("Jawaban disampaikan. Jadwal belum berubah: aturlah hari liburnya pada jadwalnya.")
    return _("Jawaban disampaikan kepada pegawai.")


# ── one's own ────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
def own(request: Request) -> HttpResponse:
    """What is known of one's load, what was answered; and saying that it is too much."""
    employee = own_file(request)
    form = TooMuch(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with form.showing_problems():
            load_answering.say_too_much(
                employee=employee, words=form.cleaned_data["words"], on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Disampaikan. Atasan Anda diminta menjawab."))
            return redirect("motivation:own_load")
    rows = load_lists.own(request.user)
    alive = [row for row in rows if row.signal.state != State.OVER.value]
    context = {
        "alive": alive, "over": [row for row in rows if row.signal.state == State.OVER.value],
        "form": form, "has_said": any(row.is_own_word for row in alive),
    }  # fmt: skip
    shown = form if request.method == "POST" else None
    return render(request, "motivation/own_load.html", context, status=form_status(shown))


@require_http_methods(["GET", "POST"])
def words(request: Request, signal_id: int) -> HttpResponse:
    """The person's words to a signal."""
    row = get_object_or_404(access.own_signals(request.user), pk=signal_id)
    given = request.POST if request.method == "POST" else None
    form = Words(given, initial={"words": row.own_words})
    if form.is_valid():
        with form.showing_problems():
            load_answering.add_words(signal=row, words=form.cleaned_data["words"], by=request.user)
            messages.success(request, _("Keterangan Anda disampaikan kepada atasan yang menjawab."))
            return redirect("motivation:own_load")
    return render(request, "motivation/load_words.html", {"signal": row, "form": form}, status=form_status(form if given is not None else None))  # fmt: skip


@require_POST
def take_back(request: Request, signal_id: int) -> HttpResponse:
    row = get_object_or_404(access.own_signals(request.user), pk=signal_id)
    load_answering.take_back(signal=row, on=clock.today(), by=request.user)
    messages.success(request, _("Ditarik kembali."))
    return redirect("motivation:own_load")


# ── counts ───────────────────────────────────────────────────────────


def _place(request: Request, on: date) -> tuple[Focus | None, list[Focus]]:
    require(access.has_signals(request.user))
    starts = tree.start(request.user, on, Right.SEE_LOAD)
    return parts.asked(request, Right.SEE_LOAD, on) or (starts[0] if len(starts) == 1 else None), starts  # fmt: skip


@require_GET
def overview(request: Request) -> HttpResponse:
    on = clock.today()
    place, starts = _place(request, on)
    if place is None:
        return render(request, "motivation/load_start.html", {"starts": starts})
    rows = load_lists.of_units(place.path, None if place.shape else place.agency.pk, on)
    own_id = place.shape.unit_id if place.shape else 0
    labels = load_lists.labels()
    used = [n for n in range(len(labels)) if any(row.cells[n] for row in rows)]
    context = {
        "place": place, "above": parts.above(request.user, Right.SEE_LOAD, place, on),
        "labels": [labels[n] for n in used],
        "rows": [(row, [(labels[n], row.cells[n]) for n in used], row.unit_id == own_id) for row in rows],
        "total": sum(row.total for row in rows), "waiting": sum(row.waiting for row in rows),
        "dangers": sum(row.dangers for row in rows),
    }  # fmt: skip
    return render(request, "motivation/load_overview.html", context)


@require_GET
def overview_sheet(request: Request) -> HttpResponseBase:
    on = clock.today()
    place, starts = _place(request, on)
    place = place or (starts[0] if starts else None)
    if place is None:
        raise Http404
    rows = load_lists.of_units(place.path, None if place.shape else place.agency.pk, on)
    head = [_("Unit"), _("Isyarat"), _("Berbahaya"), _("Menunggu jawaban"), *load_lists.labels()]
    lines = ([row.name, row.total, row.dangers, row.waiting, *row.cells] for row in rows)
    return sheet(f"beban-{on.isoformat()}", "xlsx", _("Beban kerja"), head, lines)
