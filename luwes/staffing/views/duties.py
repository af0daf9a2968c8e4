"""The pages of the person who is sent."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.states import values
from luwes.people import queries as people
from luwes.staffing import (
    access,
    amending,
    briefing,
    briefing_paper,
    crediting,
    duties,
    forms,
    owners,
    rules,
    swaps,
)
from luwes.staffing.actions import answers, field
from luwes.staffing.models import Assignment
from luwes.staffing.views.outbox import position_of
from luwes.staffing.views.pressed import pressed

HISTORY = 50
SERVES = values([*rules.SERVING, rules.AssignmentState.ORDERED])


@require_GET
def mine(request: Request) -> HttpResponse:
    """What is to be answered and served, then what was."""
    today = clock.today()
    rows = list(duties.own(request.user)[:HISTORY])
    running = [row for row in rows if rules.AssignmentState(row.state) in rules.RUNNING]
    context = {
        "running": [(row, duties.answer_by(row)) for row in reversed(running)],
        "past": [row for row in rows if row not in running],
        "served": duties.days_served(rows[0].employee_id, today) if rows else 0,
        "now": clock.now(), "employee_id": rows[0].employee_id if rows else people.own_file(request.user),
    }  # fmt: skip
    return render(request, "staffing/mine.html", context)


@require_GET
def duty(request: Request, assignment_id: int) -> HttpResponse:
    """One assignment: what, why me, where, when, whom to report to."""
    row = get_object_or_404(duties.one(request.user), pk=assignment_id)
    return render(request, "staffing/duty.html", _shown(row))


def _shown(row: Assignment, **forms_with_errors: Any) -> dict[str, Any]:
    today = clock.today()
    rest = crediting.of_assignment(row) if row.state == "completed" else None
    home = duties.home_of(row, today)
    home_name = duties.name_of(home)
    shifts = duties.shifts(row)
    owner = owners.named({(row.need.owner_kind, row.need.owner_id)})
    said = getattr(row, "own_words", None)
    can_decline = rules.may_become(rules.AssignmentState(row.state), rules.AssignmentState.DECLINED)
    return {
        "assignment": row, "need": row.need, "owner": next(iter(owner.values()), None),
        "reasons": duties.reasons(row, unit=home_name),
        "home_name": home_name, "map": duties.map_of(row, home),
        "told": briefing.briefing(row, [s.shift for s in shifts], home, on=today, now=clock.now()),
        "swaps": _swaps(row), "leads": hasattr(row, "team_leader"), "shifts": shifts, "answer_by": duties.answer_by(row), "now": clock.now(),
        "starts_in": (row.period.start - today).days, "can_decline": can_decline,
        "is_ordinary": owners.is_ordinary(row.need.owner_kind),
        "opens_owner": owners.kinds[row.need.owner_kind].opens_to_members and row.state in SERVES,
        "can_arrive": rules.may_check_in(row.period, today),
        "phone": rules.phone_in(row.need.report_to),
        "report_to": rules.without_phone(row.need.report_to),
        "reason": said.words if said else row.answer_reason,
        "changed": [order for order in amending.of_assignments([row.pk]).get(row.pk, []) if order.letter],
        "rest": rest, "rest_left": crediting.left(rest) if rest else 0,
        "report": getattr(row, "return_report", None), "returned": getattr(row, "returned", None),
        "scan": forms.PostCode(), "decline": forms.Decline(), "back": forms.ReturnReport(), "key": uuid.uuid4(),
    } | forms_with_errors  # fmt: skip


@require_GET
def briefing_pdf(request: Request, assignment_id: int) -> HttpResponse:
    """All of it on one page of paper; kept by the phone as the page is."""
    row = get_object_or_404(duties.one(request.user), pk=assignment_id)
    today, now = clock.today(), clock.now()
    owner = owners.named({(row.need.owner_kind, row.need.owner_id)})
    home = duties.home_of(row, today)
    shifts = duties.shifts(row)
    told = briefing.briefing(row, [s.shift for s in shifts], home, on=today, now=now)
    data = briefing_paper.pdf(
        row, told, shifts,
        home=duties.name_of(home), owner=next((o.name for o in owner.values()), ""),
        now=now,
    )  # fmt: skip
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="bekal-{row.pk}.pdf"'
    return answer


def _swaps(row: Assignment) -> list[dict[str, Any]]:
    """Swaps that wait on this page, each with what one may do about it."""
    return [
        {
            "swap": swap, "asked": swap.other_id == row.pk and swap.state == "asked",
            "mine": swap.asker_id == row.pk, "decides": row.pk not in (swap.asker_id, swap.other_id),
        }
        for swap in swaps.open_of(row)
    ]  # fmt: skip


@require_POST
def answer(request: Request, assignment_id: int) -> HttpResponse:
    """Accept, or decline with a reason; a reason left out is asked for on the same page."""
    row = get_object_or_404(duties.one(request.user), pk=assignment_id)
    if request.POST.get("answer") == "accept":
        answers.accept(assignment=row, now=clock.now(), by=request.user)
        messages.success(request, _("Terima kasih. Jawaban Anda sudah diterima."))
        return redirect("staffing:duty", assignment_id=row.pk)
    form = forms.Decline(request.POST)
    if not form.is_valid():
        return render(request, "staffing/duty.html", _shown(row, decline=form), status=422)
    answers.decline(assignment=row, reason=form.words, now=clock.now(), by=request.user)
    messages.success(
        request, _("Jawaban Anda sudah diterima. Tempat Anda ditawarkan kepada orang lain.")
    )
    return redirect("staffing:duty", assignment_id=row.pk)


@require_POST
def arrive_here(request: Request, assignment_id: int) -> HttpResponse:
    """Report present without the post's code; where the phone is, if it said so, goes along."""
    row = get_object_or_404(duties.one(request.user), pk=assignment_id)
    field.check_in_by_position(
        assignment=row, position=position_of(request.POST), key=pressed(request), at=clock.now(),
        by=request.user,
    )  # fmt: skip
    messages.success(request, _("Terima kasih. Kehadiran Anda tercatat."))
    return redirect("staffing:duty", assignment_id=row.pk)


@require_POST
def arrive_by_code(request: Request, assignment_id: int) -> HttpResponse:
    """Report present with the post's code, scanned in the app or typed."""
    row = get_object_or_404(duties.one(request.user), pk=assignment_id)
    form = forms.PostCode(request.POST)
    if form.is_valid():
        with form.showing_problems():
            field.check_in_by_code(
                assignment=row, code=form.cleaned_data["code"], key=pressed(request),
                at=clock.now(), on=clock.today(), now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Terima kasih. Kehadiran Anda tercatat."))
            return redirect("staffing:duty", assignment_id=row.pk)
    return render(request, "staffing/duty.html", _shown(row, scan=form), status=422)


@require_POST
def leave_post(request: Request, assignment_id: int) -> HttpResponse:
    row = get_object_or_404(access.own(request.user), pk=assignment_id)
    field.check_out(assignment=row, key=pressed(request), at=clock.now(), by=request.user)
    messages.success(request, _("Tercatat: Anda meninggalkan pos. Selamat beristirahat."))
    return redirect("staffing:duty", assignment_id=row.pk)


@require_POST
def report_back(request: Request, assignment_id: int) -> HttpResponse:
    row = get_object_or_404(duties.one(request.user), pk=assignment_id)
    form = forms.ReturnReport(request.POST)
    if form.is_valid():
        with form.showing_problems():
            field.report_return(
                assignment=row, condition=form.cleaned_data["condition"],
                note=form.cleaned_data["note"], now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Laporan Anda sudah sampai kepada atasan."))
            return redirect("staffing:duty", assignment_id=row.pk)
    return render(request, "staffing/duty.html", _shown(row, back=form), status=422)
