"""Making a plan, solving it again, submitting it."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused
from luwes.staffing import access, outside, owners, promising, queries
from luwes.staffing.actions import answers, plans
from luwes.staffing.models import Plan
from luwes.staffing.views import review

DECIDE_WITHIN = timedelta(hours=2)


@require_http_methods(["GET", "POST"])
def make(request: Request, owner_kind: str, owner_id: int) -> HttpResponse:
    """The plans of an owner, and a new one for needs chosen here."""
    kind = owners.kinds.get(owner_kind)
    if kind is None:
        raise Http404
    can_plan = kind.may_plan(request.user, owner_id)
    require(can_plan or (request.method == "GET" and kind.may_view(request.user, owner_id)))
    if request.method == "POST":
        return _begin(request, owner_kind, owner_id)
    return _making(request, owner_kind, owner_id, can_plan)


def _begin(request: Request, owner_kind: str, owner_id: int) -> HttpResponse:
    chosen = [int(pk) for pk in request.POST.getlist("kebutuhan") if pk.isdigit()]
    if not chosen:
        problems = [Problem(_("Pilih paling sedikit satu kebutuhan."), "kebutuhan")]
        return _making(request, owner_kind, owner_id, True, problems, chosen)
    try:
        row = plans.make(
            owner_kind=owner_kind, owner_id=owner_id, need_ids=chosen,
            counts_promised="tanpa-janji" not in request.POST, now=clock.now(), by=request.user,
        )  # fmt: skip
    except Refused as refused:
        running = queries.under_way(owner_kind, owner_id)
        if running:  # a second press, or a colleague was quicker
            messages.info(request, _("Rencana %d sudah berjalan.") % running.number)
            return redirect("staffing:plan", plan_id=running.pk)
        return _making(request, owner_kind, owner_id, True, refused.problems, chosen)
    return redirect("staffing:plan", plan_id=row.pk)


def _making(
    request: Request, owner_kind: str, owner_id: int, can_plan: bool,
    problems: Sequence[Problem] = (), ticked: Collection[int] | None = None,
) -> HttpResponse:  # fmt: skip
    """`ticked` are the needs chosen before a refusal; at first all are."""
    kind = owners.kinds[owner_kind]
    name, url = kind.label(owner_id)
    if not name:
        raise Http404
    needs = queries.ahead(queries.needs_of(owner_kind, owner_id), clock.today())
    promised = sum(promising.promised([need.pk for need in needs]).values())
    if kind.serves_others:
        promised = 0
    heads = queries.open_to(owner_kind, owner_id, needs, on=clock.today(), counts_promised=False)
    rows = list(queries.with_waiting(queries.plans_of(owner_kind, owner_id)))
    context = {
        "owner_name": name, "owner_url": url, "can_plan": can_plan, "problems": problems,
        "needs": [(need, *heads[need.pk]) for need in needs if heads[need.pk][1]],
        "open": sum(desired for _minimum, desired in heads.values()), "plans": rows,
        "running": next((p for p in rows if p.state in {"draft", "submitted", "approved"}), None),
        "has_needs": bool(needs), "promised": promised,
        "outside": outside.of_owner(owner_kind, owner_id, clock.today()),
        "ticked": {need.pk for need in needs} if ticked is None else ticked,
    }  # fmt: skip
    return render(request, "staffing/make.html", context, status=422 if problems else 200)


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
    try:
        plans.submit(plan=row, decide_within=DECIDE_WITHIN, now=clock.now(), by=request.user)
    except Refused as refused:
        return review.page(request, row, problems=refused.problems, status=422)
    messages.success(request, _("Rencana diajukan. Kepala unit asal dan pemutusnya diberi tahu."))
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
    row = planned(request, plan_id)
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
