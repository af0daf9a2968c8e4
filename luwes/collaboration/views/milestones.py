"""Milestones: the page of one with its claims; added, changed, moved, dropped."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.actions import milestones as actions
from luwes.collaboration.forms import programmes as forms
from luwes.collaboration.owning import CLOSED
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.rules.states import ClaimState
from luwes.collaboration.views.common import managed, managed_milestone, page, seen_milestone
from luwes.core import clock
from luwes.core.forms import Reason


@require_GET
def milestone(request: Request, milestone_id: int) -> HttpResponse:
    row, today = seen_milestone(request, milestone_id), clock.today()
    stand = access.stand(request.user, row.programme, today)
    shown = next(
        s for s in queries.milestones(row.programme, clock.now(), stand, request.user)
        if s.row.pk == row.pk
    )  # fmt: skip
    claims = queries.claims_of(row)
    waiting = ClaimState.WAITING.value
    is_over = row.programme.state in CLOSED
    context = {
        "programme": row.programme, "milestone": row, "shown": shown, "claims": claims,
        "may_withdraw": stand.may_claim(row) and not is_over, "waiting": waiting,
        "waits_for": list(row.waits_for.order_by("order", "pk")),
        "may_change": stand.leads and not is_over and not row.dropped_because,
        "is_claimed": any(told.row.state != ClaimState.WITHDRAWN.value for told in claims),
        "may_drop": stand.leads and not is_over and not row.dropped_because and not shown.is_waiting and row.verified < 100,
    }  # fmt: skip
    return page(request, "collaboration/milestone.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request, programme_id: int) -> HttpResponse:
    row = managed(request, programme_id)
    form = forms.MilestoneForm(
        request.POST or None, programme=row, initial={"due": row.period.last_day}
    )
    if form.is_valid():
        with form.showing_problems():
            actions.add(programme=row, draft=form.draft, on=clock.today(), by=request.user)
            messages.success(request, _("Tonggak ditambahkan."))
            return redirect("collaboration:programme", row.pk)
    context = {"form": form, "programme": row, "milestone": None}
    return page(request, "collaboration/milestone_form.html", context, form)


@require_http_methods(["GET", "POST"])
def edit(request: Request, milestone_id: int) -> HttpResponse:
    row = managed_milestone(request, milestone_id)
    initial = forms.MilestoneForm.values_of(row)
    form = forms.MilestoneForm(request.POST or None, programme=row.programme, row=row, initial=initial)  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            actions.change(milestone=row, draft=form.draft, on=clock.today(), by=request.user)
            messages.success(request, _("Tonggak diubah."))
            return redirect("collaboration:milestone", row.pk)
    context = {"form": form, "programme": row.programme, "milestone": row}
    return page(request, "collaboration/milestone_form.html", context, form)


@require_POST
def move(request: Request, milestone_id: int) -> HttpResponse:
    row = managed_milestone(request, milestone_id)
    actions.move(
        milestone=row, up=request.POST.get("to") == "up", on=clock.today(), by=request.user
    )
    return redirect("collaboration:programme", row.programme_id)


@require_http_methods(["GET", "POST"])
def drop(request: Request, milestone_id: int) -> HttpResponse:
    row = managed_milestone(request, milestone_id)
    form = Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.drop(milestone=row, on=clock.today(), by=request.user, **form.cleaned_data)
            messages.success(request, _("Tonggak dibatalkan."))
            return redirect("collaboration:programme", row.programme_id)
    context = {"form": form, "programme": row.programme, "milestone": row}
    return page(request, "collaboration/drop_milestone.html", context, form)
