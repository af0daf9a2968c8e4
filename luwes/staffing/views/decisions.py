"""Objections of home units, approval, sending back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import access
from luwes.staffing.actions import decisions
from luwes.staffing.models import PlanApproval, PlanLine


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
