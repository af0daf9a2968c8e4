"""Objections of home units, approval, sending back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.staffing import access, explaining, forms, owners, queries, wording
from luwes.staffing.actions import decisions
from luwes.staffing.models import Objection, Plan, PlanApproval, PlanLine
from luwes.staffing.views import review
from luwes.ui.http import form_page
from luwes.ui.tags.words import moment


@require_POST
def decide(request: Request, approval_id: int) -> HttpResponse:
    """Approve, or send back with a reason; whoever comes second is told who was first."""
    rows = PlanApproval.objects.select_related("plan", "decided_by")
    approval = rows.filter(pk=approval_id).first()
    if approval is None:
        return _gone(request)
    require(access.can_decide(request.user, approval))
    plan = approval.plan
    try:
        if request.POST.get("decision") == "approve":
            decisions.approve(approval=approval, now=clock.now(), by=request.user)
            messages.success(request, _approved(plan))
        else:
            reason = request.POST.get("reason", "")
            decisions.send_back(approval=approval, reason=reason, now=clock.now(), by=request.user)
            messages.success(request, _("Rencana dikembalikan kepada penyusunnya."))
    except PlanApproval.DoesNotExist:
        return _gone(request)
    except Refused as refused:
        approval, plan = rows.get(pk=approval_id), Plan.objects.get(pk=plan.pk)
        if approval.state == "waiting":
            return review.page(request, plan, problems=refused.problems, status=422)
        messages.info(request, _already(approval))
    return redirect("staffing:plan", plan_id=plan.pk)


@require_http_methods(["GET", "POST"])
def approve_part(request: Request, approval_id: int) -> HttpResponse:
    """Approve the part of an agency without its people at some needs."""
    rows = PlanApproval.objects.select_related("plan", "agency", "decided_by")
    approval = get_object_or_404(rows, pk=approval_id)
    require(access.can_decide(request.user, approval))
    if approval.state != "waiting":
        messages.info(request, _already(approval))
        return redirect("staffing:plan", plan_id=approval.plan_id)
    needs = queries.needs_in_part(approval)
    form = forms.ApprovingPart(request.POST if request.method == "POST" else None, needs=needs)
    if form.is_bound and form.is_valid():
        with form.showing_problems():
            decisions.approve(approval=approval, **form.cleaned_data, now=clock.now(), by=request.user)  # fmt: skip
            messages.success(request, _approved(approval.plan))
            return redirect("staffing:plan", plan_id=approval.plan_id)
    context = {"approval": approval, "plan": approval.plan, "form": form, "needs": needs}
    return form_page(request, "staffing/approve_part.html", context)


def _approved(plan: Plan) -> str:
    plan.refresh_from_db()
    if plan.state == "submitted":
        return _("Bagian Anda disetujui. Surat terbit setelah semua instansi memutuskan.")
    return _("Rencana disetujui. Surat tugas sedang diterbitkan.")


def _already(approval: PlanApproval) -> str:
    values = {
        "state": approval.get_state_display(), "at": moment(approval.decided_at),
        "who": approval.decided_by.name if approval.decided_by else _("orang lain"),
    }  # fmt: skip
    told = _("Rencana ini sudah %(state)s oleh %(who)s, %(at)s. Tidak ada yang perlu Anda lakukan.")
    return told % values


def _gone(request: Request) -> HttpResponse:
    """The plan was sent back, or submitted anew, while this page stood open."""
    plan = Plan.objects.filter(pk=whole(request.POST.get("plan", ""))).first()
    if plan is None or not access.can_view(request.user, plan):
        raise Http404
    messages.info(request, _("Rencana ini sudah berubah sejak Anda membukanya. Tinjau lagi sebelum memutuskan."))  # fmt: skip
    return redirect("staffing:plan", plan_id=plan.pk)


@require_http_methods(["GET", "POST"])
def objections(request: Request) -> HttpResponse:
    """The people of my units whom submitted plans would take."""
    if request.method == "GET":
        return _objections(request, None)
    line = _line_of(request)
    told = _instead(line) if line and request.POST.get("instead") else {}
    form = forms.Objecting(request.POST, auto_id=_ids(line), instead=told)
    if line is None:
        form.add_error(None, _("Rencana ini sudah dikembalikan dan disusun ulang."))
    elif form.is_valid():
        with form.showing_problems():
            decisions.object_to(line=line, **form.cleaned_data, now=clock.now(), by=request.user)  # fmt: skip
            messages.success(request, _("Keberatan dicatat. Pemutusnya melihatnya sebelum memutuskan."))  # fmt: skip
            return redirect("staffing:objections")
    return _objections(request, form, line)


def _instead(line: PlanLine) -> dict[int, str]:
    """Who of the unit could go instead, with the price in words."""
    found = explaining.stand_ins(line.plan, line)
    return {int(swap.person): wording.exchange(swap, None) for swap in found}


def _line_of(request: Request) -> PlanLine | None:
    """
    The line objected to; None where solving the plan afresh has taken it away meanwhile.

    :raises Http404: for a line of somebody else's people
    """
    pk = whole(request.POST.get("line", ""))
    rows = access.once_contestable(request.user).select_related("employee", "need__area", "plan")
    line = rows.filter(pk=pk).first()
    if line is None and (not access.may_object(request.user) or _is_known(pk)):
        raise Http404
    return line


def _is_known(line_id: int) -> bool:
    return not line_id or PlanLine.objects.filter(pk=line_id).exists()


def _ids(line: PlanLine | None) -> str:
    """Many such forms stand on one page."""
    return f"keberatan-{line.pk if line else 0}-%s"


def _objections(
    request: Request, refused: forms.Objecting | None, about: PlanLine | None = None
) -> HttpResponse:
    """A `refused` form comes back at the line it is about, with what was typed."""
    mine = access.contestable(request.user)
    rows = queries.proposed(mine, clock.today())
    page = Paginator(rows, 30).get_page(request.GET.get("hal"))
    is_here = about is not None and any(row.pk == about.pk for row in page)
    named = owners.named(queries.owners_in(mine))
    _tell_time(page)
    picked = _picked(request, page.object_list) if refused is None else None
    context = {
        "picked": picked,
        "picking": forms.Objecting(auto_id="usul-%s", instead=_instead(picked)) if picked else None,
        "people": queries.people_in(mine), "are_several": len(named) > 1,
        "refused": refused, "about": about, "is_stale": bool(refused) and not is_here,
        "lines": [
            (
                row, named[row.plan.owner_kind, row.plan.owner_id],
                refused if about and row.pk == about.pk else forms.Objecting(auto_id=_ids(row)),
            )
            for row in page
        ],
        "page": page,
    }  # fmt: skip
    return render(request, "staffing/objections.html", context, status=422 if refused else 200)


def _tell_time(rows: Iterable[Any]) -> None:
    """Gives each line `is_late`: whether its time to contest is over; then it is open no more."""
    for row in rows:
        until = row.plan.contest_until
        row.is_late = until is not None and clock.now() > until
        row.is_open = row.is_open and not row.is_late


def _picked(request: Request, rows: Iterable[PlanLine]) -> PlanLine | None:
    """The line for which somebody else of the unit is to be proposed."""
    asked = request.GET.get("baris", "")
    return next((row for row in rows if str(row.pk) == asked and row.is_open and not row.objections.all()), None)  # type: ignore[attr-defined]  # fmt: skip


@require_POST
def answer_objection(request: Request, objection_id: int) -> HttpResponse:
    """The authority keeps the person at home, or overrules with a reason."""
    rows = Objection.objects.select_related("line__plan", "line__employee")
    objection = get_object_or_404(rows, pk=objection_id)
    accept = request.POST.get("decision") == "accept"
    plan = objection.line.plan
    try:
        decisions.answer_objection(
            objection=objection,
            accept=accept,
            answer=request.POST.get("answer", ""),
            now=clock.now(),
            by=request.user,
        )
    except Refused as refused:
        return review.page(request, plan, problems=refused.problems, status=422)
    words = _("%s tetap di unit asalnya.") if accept else _("Keberatan atas %s ditolak.")
    messages.success(request, words % objection.line.employee)
    return redirect("staffing:plan", plan_id=plan.pk)
