"""A plan under review, and its submission."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.audit import queries as audit
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import access, forms, queries
from luwes.staffing.actions import plans
from luwes.staffing.models import Plan

DECIDE_WITHIN = timedelta(hours=2)


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
