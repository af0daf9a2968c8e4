"""A post's rota: who serves when, composed, looked at, kept, and taken along as a table."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.core.sheets import download
from luwes.staffing import access, grids, hours, queries, rosters, shift_forms, swaps, teams
from luwes.staffing.actions import absences, shifts
from luwes.staffing.models import Assignment, Need, NeedShift, ShiftAbsence
from luwes.ui.http import form_page, tell_refused

A_PAGE = 100


def _need(request: Request, need_id: int) -> Need:
    need = get_object_or_404(queries.any_need(), pk=need_id)
    require(access.can_roster(request.user, need))
    return need


def _shown(request: Request, need_id: int) -> tuple[Need, bool]:
    """The post, for its team leaders too, and whether the user sets its shifts."""
    need = get_object_or_404(queries.any_need(), pk=need_id)
    sets = access.can_roster(request.user, need)
    require(sets or access.leads_at(request.user, need))
    return need, sets


def _first_of(need: Need, asked: str | None) -> date:
    """The first day shown: the one asked for, else today, within the need's days."""
    day, period = shift_forms.day_of(asked) or clock.today(), need.period
    if period.last_day and day > period.last_day:
        day = period.last_day
    return day if day in period else period.start


@require_GET
def rota(request: Request, need_id: int) -> HttpResponse:
    """A week of the post; with days asked for, a rota that is not kept yet."""
    (need, sets), form = _shown(request, need_id), None
    if sets and "first_day" in request.GET:
        form = shift_forms.Days(request.GET)
    draft = _drafted(need, form) if form else None
    asked = str(draft.first_day) if draft and "dari" not in request.GET else request.GET.get("dari")
    first = _first_of(need, asked)
    last = first + timedelta(days=grids.DAYS - 1)
    last = min(last, need.period.last_day or last)
    people = list(rosters.crew(need))
    duties = grids.drafted(draft) if draft else grids.stored(need, first, last)
    grid = grids.grid(
        need, people, duties, first_day=first, last_day=last, now=clock.now(),
        absent=() if draft else teams.absent_days(need, first, last),
    )  # fmt: skip
    page = Paginator(grid.lines, A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "need": need, "sets": sets, "grid": grid, "page": page, "draft": draft, "any": any(duties.values()),
        "is_officer": access.can_check_in_at(request.user, need), "first": first, "last": last,
        "before": first - timedelta(days=grids.DAYS) if first > need.period.start else None,
        "after": last + timedelta(days=1) if last + timedelta(days=1) in need.period else None,
        "policy": rosters.policy_on(first), "form": form or shift_forms.Days(initial=_initial(need)),
        "swaps": list(swaps.open_of_need(need)), **_now(need, people),
        "silent": need.assignments.filter(state="ordered").count(),
    }  # fmt: skip
    return form_page(request, "staffing/rota.html", context)


def _now(need: Need, people: list[Assignment]) -> dict[str, Any]:
    """What the officer does about today: who did not come, who stands in, whose hours are too many."""
    near = list(teams.near(need, clock.now()))
    return {
        "absent": shift_forms.Absent(near=near) if near else None,
        "gaps": teams.gaps(need, people, clock.now()), "overrides": list(teams.overrides(need)),
        "overworked": teams.overworked(people, clock.now()),
    }  # fmt: skip


@require_POST
def absent(request: Request, need_id: int) -> HttpResponse:
    """First tap: somebody does not come; who may stand in is shown at once."""
    need, _sets = _shown(request, need_id)
    near = list(teams.near(need, clock.now()))
    form = shift_forms.Absent(request.POST, near=near)
    if not form.is_valid():
        messages.warning(request, _("Pilih orang dan alasannya."))
        return redirect("staffing:rota", need_id=need.pk)
    shift = next(row for row in near if row.pk == form.cleaned_data["shift"])
    try:
        absences.mark_absent(
            shift=shift, reason=form.cleaned_data["reason"], now=clock.now(), by=request.user
        )
    except Refused as refusal:
        tell_refused(request, refusal, messages.ERROR)
    return redirect(f"{reverse('staffing:rota', args=[need.pk])}#kosong")


@require_POST
def stand_in(request: Request, need_id: int) -> HttpResponse:
    """Second tap: this one stands in; beyond the policy of hours with a reason."""
    need, _sets = _shown(request, need_id)
    gap, _dash, who = request.POST.get("choice", "").partition("-")
    if whole(gap) and whole(who):
        absence = get_object_or_404(ShiftAbsence, pk=whole(gap), shift__assignment__need=need)
        row = get_object_or_404(rosters.crew(need), pk=whole(who))
        reason = request.POST.get("override_reason", "")
        try:
            absences.stand_in(
                absence=absence, assignment=row, now=clock.now(), by=request.user,
                override_reason=reason,
            )  # fmt: skip
        except Refused as refusal:
            tell_refused(request, refusal, messages.ERROR)
        else:
            text = _("%s menggantikan dan sudah diberi tahu.")
            messages.success(request, text % row.employee.full_name)
    return redirect(f"{reverse('staffing:rota', args=[need.pk])}#kosong")


def _initial(need: Need) -> dict[str, date]:
    """From today or the need's first day on, as long as one tour lasts."""
    first = _first_of(need, None)
    last = need.period.last_day or first
    return {"first_day": first, "last_day": min(last, first + timedelta(days=hours.MOST_DAYS - 1))}


def _drafted(need: Need, form: shift_forms.Days) -> rosters.Draft | None:
    draft = None
    if form.is_valid():
        with form.showing_problems():
            draft = shifts.preview(need=need, now=clock.now(), **form.cleaned_data)
    return draft


@require_POST
def keep(request: Request, need_id: int) -> HttpResponse:
    need = _need(request, need_id)
    form = shift_forms.Days(request.POST)
    if form.is_valid():
        try:
            draft = shifts.set_rota(
                need=need, seal=request.POST.get("seal", ""), now=clock.now(), by=request.user,
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as refusal:
            tell_refused(request, refusal, messages.ERROR)
        else:
            people = len(draft.rota.tours)
            text = ngettext(
                "Jadwal disimpan. %d orang diberi tahu.", "Jadwal disimpan. %d orang diberi tahu.", people
            )  # fmt: skip
            messages.success(request, text % people)
    return redirect("staffing:rota", need_id=need.pk)


@require_http_methods(["GET", "POST"])
def pattern(request: Request, need_id: int) -> HttpResponse:
    """How many shifts a day has, from what hour, with how many people each."""
    need = _need(request, need_id)
    rows = list(NeedShift.objects.filter(need=need).order_by("position"))
    initial: dict[str, Any] = {"count": len(rows) or 1, "first": rows[0].starts if rows else None}
    if any(row.heads for row in rows):
        initial["heads"] = ", ".join(str(row.heads or 0) for row in rows)
    form = shift_forms.Pattern(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            shifts.set_pattern(need=need, on=clock.today(), by=request.user, **form.cleaned_data)
            messages.success(request, _("Pola shift disimpan. Jadwal yang ada tidak berubah."))
            return redirect("staffing:rota", need_id=need.pk)
    context = {"form": form, "need": need, "policy": rosters.policy_on(clock.today())}
    return form_page(request, "staffing/shift_pattern.html", context)


@require_http_methods(["GET", "POST"])
def leaders(request: Request, need_id: int) -> HttpResponse:
    """Who may lead a team at the post."""
    need = _need(request, need_id)
    people = list(rosters.crew(need))
    known = [str(row.pk) for row in people if hasattr(row, "team_leader")]
    data = request.POST if request.method == "POST" else None
    form = shift_forms.Leaders(data, people=people, initial={"leaders": known})
    if form.is_valid():
        with form.showing_problems():
            shifts.set_leaders(need=need, assignment_ids=form.ids, now=clock.now(), by=request.user)
            messages.success(request, _("Pemimpin regu disimpan."))
            return redirect("staffing:rota", need_id=need.pk)
    context = {"form": form, "need": need, "people": people}
    return form_page(request, "staffing/team_leaders.html", context)


@require_GET
def sheet(request: Request, need_id: int) -> HttpResponseBase:
    """The kept rota of all days of the post, as xlsx or csv."""
    need = _need(request, need_id)
    first = need.period.start
    last = min(need.period.last_day or first, first + timedelta(days=2 * hours.MOST_DAYS))
    people = list(rosters.crew(need))
    grid = grids.grid(
        need, people, grids.stored(need, first, last), first_day=first, last_day=last,
        now=clock.now(), absent=teams.absent_days(need, first, last),
    )  # fmt: skip
    head = [_("Nama"), _("NIP"), _("Memimpin regu"), *(f"{d.day:%d-%m-%Y}" for d in grid.days)]
    form = "csv" if request.GET.get("bentuk") == "csv" else "xlsx"
    head += [_("Malam"), _("Jam")]
    return download(f"jadwal-{need.pk}", form, _("Jadwal shift"), head, _sheet_rows(grid))


def _sheet_rows(grid: grids.Grid) -> Iterator[list[Any]]:
    for line in grid.lines:
        person = line.assignment.employee
        cells = [f"{cell.word}*" if cell.leads else cell.word for cell in line.cells]
        leads = _("ya") if line.may_lead else ""
        yield [person.full_name, person.nip, leads, *cells, line.nights, line.hours]
    for slot, row in grid.by_slot:
        yield [_("Kurang, %s") % slot.name, "", "", *(team.lack or "" for team in row), "", ""]
