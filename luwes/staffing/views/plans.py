"""A plan solved again, submitted, given up or refilled."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.staffing import access, owners, queries, rules
from luwes.staffing.actions import answers, plans
from luwes.staffing.models import Plan
from luwes.staffing.views import review


def planned(request: Request, plan_id: int) -> Plan:
    """A plan that this user may change."""
    plan = get_object_or_404(Plan, pk=plan_id)
    require(access.can_plan(request.user, plan))
    return plan


@require_POST
def submit(request: Request, plan_id: int) -> HttpResponse:
    row = planned(request, plan_id)
    if row.state == "submitted" and row.submitted_by_id == request.user.pk:
        return redirect("staffing:plan", plan_id=row.pk)  # a second press
    chosen = owners.is_by_choice(row.owner_kind)
    by_day = owners.is_ordinary(row.owner_kind)
    within = rules.DECIDE_CHOICE_WITHIN if by_day else rules.DECIDE_WITHIN
    try:
        plans.submit(plan=row, decide_within=within, now=clock.now(), by=request.user)
    except Refused as refused:
        return review.page(request, row, problems=refused.problems, status=422)
    messages.success(
        request,
        _("Rencana diajukan. Pemutusnya diberi tahu.")
        if chosen
        else _("Rencana diajukan. Kepala unit asal dan pemutusnya diberi tahu."),
    )
    return redirect("staffing:plan", plan_id=row.pk)


@require_POST
def resolve(request: Request, plan_id: int) -> HttpResponse:
    """Solve again from today's data."""
    row = planned(request, plan_id)
    try:
        plans.resolve(plan=row, now=clock.now(), by=request.user)
    except Refused as refused:
        return review.page(request, row, problems=refused.problems, status=422)
    return redirect("staffing:plan", plan_id=row.pk)


@require_POST
def discard(request: Request, plan_id: int) -> HttpResponse:
    """Give a draft up; the next plan may begin."""
    row = get_object_or_404(Plan, pk=plan_id)
    require(access.can_give_up(request.user, row))
    if row.state == "superseded":
        return redirect("staffing:plan", plan_id=row.pk)  # a second press
    try:
        plans.discard(plan=row, reason=request.POST.get("reason", ""), by=request.user)
    except Refused as refused:
        return review.page(request, row, problems=refused.problems, status=422)
    if row.what_if_of_id:
        messages.success(request, _("%s dibuang.") % row)
        return redirect("staffing:compare", plan_id=row.what_if_of_id)
    messages.success(request, _("%s dibuang; rencana baru dapat disusun.") % row)
    return redirect("staffing:make", owner_kind=row.owner_kind, owner_id=row.owner_id)


@require_POST
def refill(request: Request, plan_id: int) -> HttpResponse:
    """A new plan for the places of an issued one that are open again."""
    row = planned(request, plan_id)
    try:
        new = answers.refill(plan=row, now=clock.now(), by=request.user)
    except Refused as refused:
        running = queries.under_way(row.owner_kind, row.owner_id)
        if running and running.refills_id == row.pk:
            return redirect("staffing:plan", plan_id=running.pk)
        return review.page(request, row, problems=refused.problems, status=422)
    return redirect("staffing:plan", plan_id=new.pk)
