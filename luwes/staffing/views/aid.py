"""Help from other governments: asking, answering, following."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused
from luwes.core.sheets import download
from luwes.letters import access as letters
from luwes.staffing import access, aid, aid_costs, aid_forms, aid_rules, owners, queries, rules
from luwes.staffing.actions import aid as actions
from luwes.staffing.actions import paper_answers
from luwes.staffing.models import AidRequest, Assignment
from luwes.ui.http import form_page
from luwes.ui.tags.words import moment

A_PAGE = 30


@require_GET
def index(request: Request) -> HttpResponse:
    """Requests of both sides: what others ask of us first."""
    require(access.has_aid(request.user))
    rows = access.aid(request.user)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("hal"))
    heads = aid.heads([row.pk for row in page])
    names = owners.named({(row.owner_kind, row.owner_id) for row in page})
    shown = [
        (row, names[row.owner_kind, row.owner_id].name, heads[row.pk], _side(request, row))
        for row in page
    ]
    waiting = sum(row.state == "sent" and side == "asked" for row, _n, _h, side in shown)
    context = {
        "page": page, "rows": shown, "waiting": waiting, "now": clock.now(),
        "led": owners.with_needs(owners.led(request.user)),
    }  # fmt: skip
    return render(request, "staffing/aid_list.html", context)


def _side(request: Request, row: AidRequest) -> str:
    """Asked or asking; who stands on both sides sees a request as who asks."""
    return "asking" if access.is_of_asking(request.user, row) else "asked"


@require_http_methods(["GET", "POST"])
def ask(request: Request, owner_kind: str, owner_id: int) -> HttpResponse:
    """What the own people do not fill, whom to ask for it, and the letter that asks."""
    kind = owners.kinds.get(owner_kind)
    if kind is None or not kind.is_emergency:
        raise Http404
    require(kind.may_plan(request.user, owner_id))
    on = clock.today()
    shorts = aid.shorts(owner_kind, owner_id, on)
    form = aid_forms.Asking(request.POST or None, shorts=shorts)
    asked: int | None = 0
    if form.is_valid():
        asked = form.values["asked_id"]
        with form.showing_problems():
            row = actions.send(
                owner_kind=owner_kind, owner_id=owner_id, now=clock.now(), by=request.user,
                **form.values,
            )  # fmt: skip
            messages.success(request, _("Permintaan dikirim; suratnya sedang ditandatangani."))
            return redirect("staffing:aid_request", request_id=row.pk)
    waits = aid.waiting_at(owner_kind, owner_id).get(asked) if asked != 0 else None
    if waits and waits.sent_by_id == request.user.pk:  # a second press
        messages.info(request, _("Permintaan ini sudah dikirim dan menunggu jawaban."))
        return redirect("staffing:aid_request", request_id=waits.pk)
    owner = owners.owner_of(owner_kind, owner_id)
    context = _asking(owner, shorts, form) | {"form": form, "owner": owner}
    return form_page(request, "staffing/ask_aid.html", context)


def _asking(owner: owners.Owner, shorts: list[aid.Short], form: aid_forms.Asking) -> dict[str, Any]:
    on, ladder = clock.today(), aid.ladder(owner)
    shown = aid.nearest(ladder)
    others = [r.agency_id for r in shown if r.agency_id and r.step is not aid_rules.Step.OWN]
    free = aid.free(others, [row.need for row in shorts], on)
    waiting = aid.waiting_at(owner.kind, owner.id)
    asked = aid.asked_before(owner.kind, owner.id)
    tried = aid.own_tried(owner.kind, owner.id)
    return {
        "shorts": [(row, form[f"orang-{row.need.pk}"]) for row in shorts],
        "total": sum(row.short for row in shorts),
        "own": [rung.name for rung in ladder if rung.step is aid_rules.Step.OWN],
        "own_tried": tried, "law": aid_rules.LAW,
        "rungs": [
            {
                "rung": rung, "key": str(rung.agency_id or aid_forms.NATION),
                "free": free.get(rung.agency_id or 0, []), "waits": waiting.get(rung.agency_id),
                "was_asked": rung.agency_id in asked,
                "skips": bool(aid_rules.skipped(rung.step, ladder, asked, own_tried=tried)),
            }
            for rung in shown
            if rung.step is not aid_rules.Step.OWN
        ],
    }  # fmt: skip


def _visible(request: Request, request_id: int) -> AidRequest:
    rows = AidRequest.objects.select_related(
        "agency",
        "asked",
        "sent_by",
        "answered_by",
        "ended_by",
        "liaison",
        "letter",
        "answer_letter",
    )
    row = get_object_or_404(rows, pk=request_id)
    require(access.can_see_aid(request.user, row))
    return row


@require_GET
def page(request: Request, request_id: int) -> HttpResponse:
    return _page(request, _visible(request, request_id))


def _page(
    request: Request, row: AidRequest, problems: Sequence[Problem] = (), status: int = 200,
    rating: aid_forms.Rating | None = None,
) -> HttpResponse:  # fmt: skip
    """One request as both sides see it; plans are the asked government's own."""
    on, user = clock.today(), request.user
    sums = aid_costs.sums(row, on)
    asks = access.asks_for(user, row)
    of_asked = access.is_of_asked(user, row)
    rating = rating or aid_forms.Rating(lines=[r.line for r in sums.rows])
    name, url = owners.kinds[row.owner_kind].label(row.owner_id)
    sees_owner = owners.kinds[row.owner_kind].may_view(user, row.owner_id)
    plans = list(queries.plans_of(aid.KIND, row.pk)) if of_asked else []
    people = [person for r in sums.rows for person in r.people]
    context = {
        "row": row, "sums": sums, "asks": asks, "of_asked": of_asked, "problems": problems,
        "owner_name": name, "owner_url": url if sees_owner else "", "law": aid_rules.LAW,
        "may_answer": row.state == "sent" and access.can_answer_aid(user, row),
        "may_record": row.state == "sent" and row.asked_id is None and asks,
        "may_plan": row.state == "accepted" and access.can_plan_aid(user, row),
        "phone": row.liaison_phone if access.can_read_liaison(user, row) else "",
        "plans": plans, "running": next((p for p in plans if p.state in rules.PLANS_UNDER_WAY), None),
        "people": people, "is_late": row.state == "sent" and row.answer_by < clock.now(),
        "reads_letters": letters.readable(user).filter(pk__in=[row.letter_id, row.answer_letter_id]).exists(),
        "rates": [(r, rating[f"uang-{r.line.need_id}"]) for r in sums.rows], "rating": rating,
        "ceiling": aid_rules.RATE_CEILING, "left": sum(max(0, r.line.granted - r.sent) for r in sums.rows),
    }  # fmt: skip
    return render(request, "staffing/aid_request.html", context, status=status)


@require_http_methods(["GET", "POST"])
def answer(request: Request, request_id: int) -> HttpResponse:
    """The asked government grants all or part and names its liaison, or declines."""
    row = _visible(request, request_id)
    require(access.can_answer_aid(request.user, row))
    lines, on = list(aid.lines_of(row)), clock.today()
    liaisons = aid.could_be_liaison(row, on)
    declines = request.POST.get("deed") == "decline"
    me = request.user.pk if request.user in liaisons else None
    accepting = aid_forms.Accepting(
        request.POST if request.method == "POST" and not declines else None, lines=lines,
        liaisons=liaisons, initial={"liaison": me},
    )  # fmt: skip
    declining = aid_forms.Declining(request.POST if declines else None, auto_id="tolak-%s")
    form = declining if declines else accepting
    if form.is_valid():
        with form.showing_problems():
            if declines:
                actions.decline(request=row, **declining.cleaned_data, now=clock.now(), by=request.user)  # fmt: skip
                messages.success(request, _("Penolakan dikirim kepada peminta."))
                return redirect("staffing:aid_request", request_id=row.pk)
            actions.accept(request=row, **accepting.values, now=clock.now(), by=request.user)
            messages.success(request, _("Kesanggupan dikirim. Susun rencana dari pegawai Anda sendiri."))  # fmt: skip
            return redirect("staffing:aid_request", request_id=row.pk)
    row.refresh_from_db()
    if row.state != "sent":
        messages.info(request, _("Permintaan ini tidak menunggu jawaban lagi."))
        return redirect("staffing:aid_request", request_id=row.pk)
    asked = {line.need: line.short for line in actions.asked_and_short(row, lines, on)}
    context = {
        "row": row, "accepting": accepting, "declining": declining, "declines": declines,
        "lines": [(line, asked[line.need_id], accepting[f"orang-{line.need_id}"]) for line in lines],
        "people": sum(line.asked for line in lines), "form": form, "law": aid_rules.LAW,
        "owner_name": owners.kinds[row.owner_kind].label(row.owner_id)[0],
    }  # fmt: skip
    return form_page(request, "staffing/answer_aid.html", context)


@require_http_methods(["GET", "POST"])
def record_answer(request: Request, request_id: int) -> HttpResponse:
    """What the nation's letter says, written down by who asked."""
    row = _visible(request, request_id)
    require(access.asks_for(request.user, row))
    lines = list(aid.lines_of(row))
    declines = request.POST.get("deed") == "decline"
    accepting = aid_forms.PaperAccepting(
        request.POST if request.method == "POST" and not declines else None, lines=lines
    )
    declining = aid_forms.PaperDeclining(request.POST if declines else None, auto_id="tolak-%s")
    form = declining if declines else accepting
    if form.is_valid():
        paper, now, by = form.paper, clock.now(), request.user
        with form.showing_problems():
            if declines:
                reason = form.cleaned_data["reason"]
                paper_answers.declined(request=row, reason=reason, paper=paper, now=now, by=by)
            else:
                granted = accepting.granted
                paper_answers.accepted(request=row, granted=granted, paper=paper, now=now, by=by)
            messages.success(request, _("Jawaban suratnya dicatat atas nama Anda."))
            return redirect("staffing:aid_request", request_id=row.pk)
    row.refresh_from_db()
    if row.state != "sent" or row.asked_id is not None:
        messages.info(request, _("Permintaan ini tidak menunggu jawaban surat."))
        return redirect("staffing:aid_request", request_id=row.pk)
    context = {
        "row": row, "accepting": accepting, "declining": declining, "declines": declines,
        "lines": [(line, accepting[f"orang-{line.need_id}"]) for line in lines], "form": form,
        "people": sum(line.asked for line in lines),
    }  # fmt: skip
    return form_page(request, "staffing/record_aid_answer.html", context)


@require_POST
def withdraw(request: Request, request_id: int) -> HttpResponse:
    thanks = _("Permintaan ditarik; instansi yang diminta diberi tahu.")
    return _closed(request, request_id, "withdrawn", actions.withdraw, thanks)


@require_POST
def end(request: Request, request_id: int) -> HttpResponse:
    """The use is over: who serves goes home after today."""
    thanks = _("Penggunaan bantuan selesai; orangnya diberi tahu.")
    return _closed(request, request_id, "ended", actions.end, thanks)


def _closed(
    request: Request, request_id: int, state: str, close: Callable[..., None], thanks: str
) -> HttpResponse:
    row = _visible(request, request_id)
    if row.state != state or row.ended_by_id != request.user.pk:  # else a second press
        reason = request.POST.get("reason", "")
        try:
            close(request=row, reason=reason, now=clock.now(), by=request.user)
        except Refused as refused:
            return _page(request, _visible(request, request_id), refused.problems, 422)
        messages.success(request, thanks)
    return redirect("staffing:aid_request", request_id=row.pk)


@require_POST
def rates(request: Request, request_id: int) -> HttpResponse:
    row = _visible(request, request_id)
    require(access.asks_for(request.user, row))
    form = aid_forms.Rating(request.POST, lines=list(aid.lines_of(row)))
    if form.is_valid():
        with form.showing_problems():
            actions.set_rates(request=row, rates=form.rates, by=request.user)
            messages.success(request, _("Uang harian dicatat; biayanya dihitung ulang."))
            return redirect("staffing:aid_request", request_id=row.pk)
    return _page(request, row, status=422, rating=form)


@require_GET
def sheet(request: Request, request_id: int) -> HttpResponseBase:
    """People, days and cost, as xlsx or csv, for both sides."""
    row = _visible(request, request_id)
    sums = aid_costs.sums(row, clock.today())
    head = [
        _("Nama"), _("Jabatan"), _("Unit asal"), _("Peran"), _("Tempat"), _("Keadaan"),
        _("Hari pertama"), _("Hari terakhir"), _("Hari bertugas"), _("Hari hadir"),
        _("Uang harian (Rp)"), _("Biaya (Rp)"),
    ]  # fmt: skip
    form = "csv" if request.GET.get("bentuk") == "csv" else "xlsx"
    return download(f"bantuan-{row.pk}", form, _("Biaya bantuan"), head, _sheet_rows(sums))


def _sheet_rows(sums: aid_costs.Sums) -> Iterator[list[Any]]:
    for row in sums.rows:
        rate, need = row.line.daily_rate, row.line.need
        for person in row.people:
            one: Assignment = person.assignment
            yield [
                one.employee.full_name, one.title or "", one.unit_name or "",  # type: ignore[attr-defined]
                need.role, need.post or need.area.name, one.get_state_display(), one.period.start,
                one.period.last_day, person.days, person.present, rate, aid_rules.cost(person.days, rate),
            ]  # fmt: skip
    yield [_("Jumlah"), *[""] * 7, sums.days, sums.present, "", sums.cost]
    if kept := sums.kept:
        words = _("Ditetapkan %s") % moment(kept.at)
        yield [words, *[""] * 7, kept.days, kept.present, "", kept.cost]
        days, present = sums.days - kept.days, sums.present - kept.present
        yield [_("Selisih"), *[""] * 7, days, present, "", sums.difference]
