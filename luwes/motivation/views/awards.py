"""Awards: the list, one award by role, writing one down, its committee, nominations."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.motivation.access import recognition as access
from luwes.motivation.access.own import takes_part
from luwes.motivation.actions import awards as deeds
from luwes.motivation.actions import nominating
from luwes.motivation.forms import awards as forms
from luwes.motivation.models import BAR_LABELS, Award, Nomination
from luwes.motivation.queries import awards as queries
from luwes.motivation.queries import judging
from luwes.motivation.rules.awards import LEAST_JUDGES, AwardState, NominationState
from luwes.ui import paging
from luwes.ui.http import form_page, form_status, tell_refused
from luwes.ui.picking import Pick
from luwes.ui.picking import answer as picks

A_PAGE = 20
MOST_EVIDENCE = 30
MOST_MADE = 10


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.in_menu(request.user) or access.judged_awards(request.user).exists())
    user, today = request.user, clock.today()
    rows = access.seen_awards(user, today)
    page = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    shown = list(page.rows)
    names, winners = queries.names_of(shown, today), queries.winners_of(shown)
    judged = set(access.judged_awards(user).filter(state="judging").values_list("pk", flat=True))
    context = {
        "page": page.holding([(a, names[a.pk], winners[a.pk], a.pk in judged) for a in shown]),
        "asked": list(queries.asked_of(user)[:MOST_MADE]), "manages": access.manages(user),
        "made": list(access.made_nominations(user)[:MOST_MADE]),
        "waiting": queries.waiting(user, today),
        "takes_part": takes_part(user),
    }  # fmt: skip
    return render(request, "motivation/awards.html", context)


def _award(request: Request, award_id: int) -> Award:
    return get_object_or_404(access.seen_awards(request.user, clock.today()), pk=award_id)


def _managed(request: Request, award_id: int) -> Award:
    return get_object_or_404(access.managed_awards(request.user, clock.today()), pk=award_id)


@require_GET
def one(request: Request, award_id: int) -> HttpResponse:
    return _page(request, _award(request, award_id))


def _page(
    request: Request, award: Award, judge_form: forms.NameJudge | None = None,
    cancel_form: forms.CancelAward | None = None, let_go: tuple[int, forms.LetGo] | None = None,
) -> HttpResponse:  # fmt: skip
    user, today = request.user, clock.today()
    manages = access.can_manage(user, award, today)
    judges = access.judged_awards(user).filter(pk=award.pk).exists()
    signs = access.can_sign(user, award, today)
    context: dict[str, Any] = {
        "award": award, "for_whom": queries.names_of([award], today)[award.pk],
        "manages": manages, "judges": judges, "signs": signs,
        "criteria": list(award.criteria.order_by("place")), "least": LEAST_JUDGES,
        "winners": queries.winners_of([award])[award.pk],
        "mine": access.own_nominations(user).filter(award=award).first(),
        "made": list(access.made_nominations(user).filter(award=award)[:MOST_MADE]),
        "may_nominate": takes_part(user) and _is_open(award, today),
    }  # fmt: skip
    if manages or judges or signs:
        context |= _behind(award, user, today, judges=judges)
    if manages:
        context["committee"] = [
            (row, left, let_go[1] if let_go and let_go[0] == row.user_id else _let_go_form(row.user_id))
            for row, left in context["committee"]
        ]  # fmt: skip
        context["judge_form"] = judge_form or forms.NameJudge(award=award, on=today)
        context["cancel_form"] = cancel_form or forms.CancelAward()
        context["all_nominations"] = list(_all(award)[: judging.MOST_NOMINATIONS])
        context["over"] = award.nominations.end is not None and award.nominations.end <= today
    if manages or signs:
        context["interests"] = list(queries.interests(award)[: judging.MOST_NOMINATIONS])
    status = form_status(judge_form, cancel_form, let_go[1] if let_go else None)
    return render(request, "motivation/award.html", context, status=status)


def _let_go_form(user_id: int, data: QueryDict | None = None) -> forms.LetGo:
    """One of several on a page."""
    return forms.LetGo(data, auto_id=f"keluar-{user_id}-%s")


def _is_open(award: Award, on: date) -> bool:
    return award.state == AwardState.OPEN.value and on in award.nominations


def _all(award: Award) -> Any:
    rows = Nomination.objects.filter(award=award).select_related("nominee", "nominator")
    return rows.order_by("nominee__name", "pk")


def _behind(award: Award, user: User, on: date, *, judges: bool) -> dict[str, Any]:
    """What committee, managers and who signs see."""
    table = judging.table_of(award, on)
    is_judging = award.state == AwardState.JUDGING.value
    is_stopped = award.state == AwardState.STOPPED.value
    missing = table.missing if is_judging else {}
    return {
        "committee": [(row, len(missing.get(row.user_id, ()))) for row in table.committee],
        "to_judge": _to_judge(table, user) if judges and is_judging else [],
        "lacking": [
            (row.nominee.full_name, table.lacking[row.pk], _barred(table, row))
            for row in table.nominations
            if row.pk in table.lacking and not is_stopped
        ],
        "placed": [] if is_stopped else queries.placed(table),
        "may_change_committee": award.state in {"draft", "open"} or (is_judging and not table.is_complete),
    }  # fmt: skip


def _to_judge(table: judging.Table, user: User) -> list[tuple[queries.ToJudge, str]]:
    rows = queries.to_judge(table, user)
    return [(row, str(BAR_LABELS[row.bar.value]) if row.bar else "") for row in rows]


def _barred(table: judging.Table, row: Nomination) -> list[str]:
    return [f"{user.name}: {BAR_LABELS[bar.value]}" for user, bar in table.barred(row.pk)]


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    today = clock.today()
    form = forms.AwardForm(request.POST or None, user=request.user, on=today)
    if form.is_valid():
        agency, unit = form.scope
        with form.showing_problems():
            made = deeds.make(
                agency=agency, unit=unit, draft=form.draft, on=today, now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Rancangan disimpan. Tunjuk panitianya, lalu buka pencalonan."))  # fmt: skip
            return redirect("motivation:award", made.pk)
    return form_page(request, "motivation/award_form.html", {"form": form, "award": None})


@require_http_methods(["GET", "POST"])
def edit(request: Request, award_id: int) -> HttpResponse:
    award, today = _managed(request, award_id), clock.today()
    known = forms.AwardForm.values_of(award, award.criteria.order_by("place"))
    form = forms.AwardForm(
        request.POST or None, user=request.user, on=today, award=award, initial=known
    )
    if form.is_valid():
        with form.showing_problems():
            deeds.edit(award=award, draft=form.draft, on=today, by=request.user)
            messages.success(request, _("Rancangan diubah."))
            return redirect("motivation:award", award.pk)
    return form_page(request, "motivation/award_form.html", {"form": form, "award": award})


@require_GET
def find_units(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    return picks(request, forms.units(request.user, clock.today()).search)


@require_POST
def step(request: Request, award_id: int) -> HttpResponse:
    """Opening it, or handing it to the committee."""
    award = _managed(request, award_id)
    do = deeds.judge if request.POST.get("langkah") == "nilai" else deeds.open_up
    try:
        do(award=award, on=clock.today(), now=clock.now(), by=request.user)
        messages.success(request, _("Sekarang: %s.") % award.get_state_display().lower())
    except Refused as refusal:
        tell_refused(request, refusal)
    return redirect("motivation:award", award.pk)


@require_POST
def cancel(request: Request, award_id: int) -> HttpResponse:
    award = _managed(request, award_id)
    form = forms.CancelAward(request.POST)
    if form.is_valid():
        with form.showing_problems():
            deeds.cancel(
                award=award, because=form.cleaned_data["because"], on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Penghargaan dibatalkan."))
            return redirect("motivation:award", award.pk)
    return _page(request, award, cancel_form=form)


# ── the committee ────────────────────────────────────────────────────


@require_POST
def name_judge(request: Request, award_id: int) -> HttpResponse:
    award, today = _managed(request, award_id), clock.today()
    form = forms.NameJudge(request.POST, award=award, on=today)
    if form.is_valid():
        with form.showing_problems():
            deeds.name_judge(
                award=award, user=form.cleaned_data["user"], on=today, now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Anggota panitia ditunjuk."))
            return redirect("motivation:award", award.pk)
    return _page(request, award, judge_form=form)


@require_GET
def find_judges(request: Request, award_id: int) -> HttpResponse:
    award = _managed(request, award_id)
    return picks(request, lambda text: forms.find_judges(award, text, clock.today()))


@require_POST
def let_judge_go(request: Request, award_id: int) -> HttpResponse:
    award = _managed(request, award_id)
    key = request.POST.get("user", "")
    user = get_object_or_404(User, pk=whole(key))
    form = _let_go_form(user.pk, request.POST)
    if form.is_valid():
        with form.showing_problems():
            deeds.let_judge_go(
                award=award, user=user, because=form.cleaned_data["because"], on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("%s keluar dari panitia.") % user.name)
            return redirect("motivation:award", award.pk)
    return _page(request, award, let_go=(user.pk, form))


# ── nominations ──────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
def nominate(request: Request, award_id: int) -> HttpResponse:
    require(takes_part(request.user))
    award, today, user = _award(request, award_id), clock.today(), request.user
    if not _is_open(award, today):
        messages.info(request, _("Penghargaan ini tidak sedang menerima pencalonan."))
        return redirect("motivation:award", award.pk)
    nominee = forms.one_nominee(award, user, request.GET.get("calon", ""), today)
    if nominee is None:
        return _whom(request, award, today)
    evidence = access.shared_evidence(user, nominee.value, today)[:MOST_EVIDENCE]
    form = forms.Nominate(request.POST or None, evidence=list(evidence))
    if form.is_valid():
        with form.showing_problems():
            nominating.nominate(
                award=award, nominee=nominee.value, nominator=user.employee,
                reasons=form.cleaned_data["reasons"], evidence=_ids(form), on=today,
                now=clock.now(), by=user,
            )  # fmt: skip
            messages.success(request, _("Terima kasih. Rekan Anda ditanya kesediaannya."))
            return redirect("motivation:award", award.pk)
    return _nominate_page(request, award, form, nominee)


def _whom(request: Request, award: Award, on: date) -> HttpResponse:
    """The first step: the address of the second names the person."""
    form = forms.Whom(request.POST or None, award=award, user=request.user, on=on)
    if form.is_valid():
        chosen = form.cleaned_data["nominee"]
        return redirect(f"{request.path}?{urlencode({'calon': chosen.pk})}")
    return _nominate_page(request, award, form, None)


def _nominate_page(
    request: Request, award: Award, form: forms.Whom | forms.Nominate, nominee: Pick | None
) -> HttpResponse:
    context = {
        "form": form, "award": award, "nominee": nominee,
        "criteria": list(award.criteria.order_by("place")),
    }  # fmt: skip
    return form_page(request, "motivation/nominate.html", context)


def _ids(form: forms.Nominate | forms.Stand) -> list[int]:
    return [int(key) for key in form.cleaned_data.get("evidence", [])]


@require_GET
def find_nominees(request: Request, award_id: int) -> HttpResponse:
    require(takes_part(request.user))
    award = _award(request, award_id)
    return picks(request, lambda text: forms.find_nominees(award, request.user, text, clock.today()))  # fmt: skip


@require_http_methods(["GET", "POST"])
def nomination(request: Request, nomination_id: int) -> HttpResponse:
    """What was said of somebody; the nominee answers here."""
    today, user = clock.today(), request.user
    row = get_object_or_404(access.seen_nominations(user, today), pk=nomination_id)
    if access.reads_as_judge(user, row, today) and judging.is_barred(user, row, today):
        raise Http404
    is_own = row.nominee.user_id == user.pk
    by_oneself = row.nominator.user_id == user.pk  # reads no work that the nominee added
    own = list(access.own_evidence(row.nominee)[:MOST_EVIDENCE]) if is_own else []
    form = forms.Stand(request.POST or None, evidence=own)
    if request.method == "POST":
        require(is_own)
        if form.is_valid():
            with form.showing_problems():
                _answer(request, row, form)
                return redirect("motivation:nomination", row.pk)
    context = {
        "row": row, "form": form, "is_own": is_own, "evidence": [] if by_oneself else list(access.shown_evidence(row)),
        "may_answer": is_own and row.state == "asked" and row.award.state == "open",
        "may_step_back": is_own and row.state == "standing" and row.award.state in {"open", "judging"},
    }  # fmt: skip
    return form_page(request, "motivation/nomination.html", context)


def _answer(request: Request, row: Nomination, form: forms.Stand) -> None:
    today, now, user = clock.today(), clock.now(), request.user
    if request.POST.get("jawab") == "ya":
        nominating.agree(nomination=row, evidence=_ids(form), on=today, now=now, by=user)
        messages.success(request, _("Terima kasih. Anda ikut dinilai."))
    else:
        nominating.decline(nomination=row, on=today, now=now, by=user)
        told = _("Anda mundur dari penilaian.") if row.state == NominationState.WITHDRAWN.value else _("Anda tidak ikut dinilai.")  # fmt: skip
        messages.success(request, told)
