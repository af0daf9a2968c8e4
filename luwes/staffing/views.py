import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.audit import queries as audit
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import access, forms, queries
from luwes.staffing.actions import answers, decisions, field, plans
from luwes.staffing.models import Assignment, Plan, PlanApproval, PlanLine

DECIDE_WITHIN = timedelta(hours=2)


@require_GET
def home(request: Request) -> HttpResponse:
    """What waits for me."""
    context = {
        "approvals": list(access.decidable(request.user)),
        "contestable": access.contestable(request.user).count(),
        "mine": list(queries.in_force(access.own(request.user))),
        "returns": list(queries.awaiting_return(access.away(request.user))[:20]),
    }
    return render(request, "staffing/home.html", context)


def _plan(request: Request, plan_id: int) -> Plan:
    plan = get_object_or_404(Plan, pk=plan_id)
    require(access.can_view(request.user, plan))
    return plan


@require_GET
def plan(request: Request, plan_id: int) -> HttpResponse:
    row = _plan(request, plan_id)
    context = {
        "plan": row, "lines": queries.lines(row)[:500], "shorts": queries.shorts(row),
        "approvals": list(access.decidable(request.user).filter(plan=row)),
        "can_plan": access.can_plan(request.user, row), "form": forms.Reason(),
        "entries": audit.about("staffing.plan", row.pk)[:50],
    }  # fmt: skip
    return render(request, "staffing/plan.html", context)


@require_POST
def submit(request: Request, plan_id: int) -> HttpResponse:
    row = _plan(request, plan_id)
    plans.submit(plan=row, decide_within=DECIDE_WITHIN, now=clock.now(), by=request.user)
    messages.success(request, _("Rencana diajukan."))
    return redirect("staffing:plan", plan_id=row.pk)


@require_POST
def decide(request: Request, approval_id: int) -> HttpResponse:
    """Approve, or send back with a reason; whoever comes second is told who was first."""
    approval = get_object_or_404(PlanApproval.objects.select_related("plan"), pk=approval_id)
    require(access.can_decide(request.user, approval))
    plan_id = approval.plan_id
    if request.POST.get("decision") == "approve":
        decisions.approve(approval=approval, now=clock.now(), by=request.user)
        messages.success(request, _("Rencana disetujui. Surat tugas diterbitkan."))
    else:
        reason = request.POST.get("reason", "")
        decisions.send_back(approval=approval, reason=reason, now=clock.now(), by=request.user)
        messages.success(request, _("Rencana dikembalikan."))
    return redirect("staffing:plan", plan_id=plan_id)


@require_http_methods(["GET", "POST"])
def objections(request: Request) -> HttpResponse:
    rows = access.contestable(request.user).select_related("employee", "need__area", "plan")
    if request.method == "POST":
        line: PlanLine = get_object_or_404(rows, pk=request.POST.get("line"))
        decisions.object_to(
            line=line, reason=request.POST.get("reason", ""), now=clock.now(), by=request.user
        )
        messages.success(request, _("Keberatan dicatat."))
        return redirect("staffing:objections")
    return render(request, "staffing/objections.html", {"lines": rows.order_by("pk")[:200]})


@require_GET
def mine(request: Request) -> HttpResponse:
    rows = access.own(request.user).exclude(state="proposed").select_related("need__area", "letter")
    return render(
        request, "staffing/mine.html", {"assignments": rows.order_by("-period", "-pk")[:50]}
    )


@require_POST
def answer(request: Request, assignment_id: int) -> HttpResponse:
    row = get_object_or_404(access.own(request.user), pk=assignment_id)
    if request.POST.get("answer") == "accept":
        answers.accept(assignment=row, now=clock.now(), by=request.user)
        messages.success(request, _("Terima kasih. Jawaban Anda sudah diterima."))
    else:
        reason = request.POST.get("reason", "")
        answers.decline(assignment=row, reason=reason, now=clock.now(), by=request.user)
        messages.success(request, _("Jawaban Anda sudah diterima."))
    return redirect("staffing:mine")


@require_POST
def check_in(request: Request, assignment_id: int) -> HttpResponse:
    row = get_object_or_404(Assignment.objects.select_related("need"), pk=assignment_id)
    require(access.can_check_in_at(request.user, row.need))
    field.check_in_by_officer(assignment=row, key=uuid.uuid4(), at=clock.now(), by=request.user)
    return redirect("staffing:post", need_id=row.need_id)


@require_GET
def post(request: Request, need_id: int) -> HttpResponse:
    """Who is expected at a post, for its officer."""
    rows = Assignment.objects.filter(need_id=need_id, state__in=["ordered", "accepted", "active"])
    found = list(rows.select_related("employee", "need__area").order_by("employee__name", "pk"))
    need = found[0].need if found else get_object_or_404(queries.any_need(), pk=need_id)
    require(access.can_check_in_at(request.user, need))
    return render(request, "staffing/post.html", {"need": need, "assignments": found})


@require_http_methods(["GET", "POST"])
def away(request: Request) -> HttpResponse:
    rows = access.away(request.user)
    if request.method == "POST":
        row = get_object_or_404(rows, pk=request.POST.get("assignment"))
        field.confirm_return(
            assignment=row, note=request.POST.get("note", ""), now=clock.now(), by=request.user
        )
        messages.success(request, _("Kembalinya pegawai dicatat."))
        return redirect("staffing:away")
    context = {"out": queries.in_force(rows)[:200], "returns": queries.awaiting_return(rows)[:200]}
    return render(request, "staffing/away.html", context)
