"""A plan on one page for both sides, its goals, and the dialogue about them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.motivation.access import contributions
from luwes.motivation.access import goals as access
from luwes.motivation.actions import beginning, changing, checking_in, planning
from luwes.motivation.actions.planning import GoalDraft
from luwes.motivation.forms.goals import (
    Answer,
    DialogueForm,
    Expectations,
    GoalForm,
    Propose,
    Reason,
)
from luwes.motivation.models import Goal, GoalChange, PerformancePlan
from luwes.motivation.queries import plans
from luwes.motivation.queries.plans import PlanPage
from luwes.motivation.rules.goals import ChangeKind, PlanState
from luwes.motivation.views.common import own_file
from luwes.organisation import queries as organisation
from luwes.people import queries as people
from luwes.ui.http import form_page, form_status, tell_refused


@require_GET
def own(request: Request) -> HttpResponse:
    """The plan of today, or how to begin one."""
    employee, on = own_file(request), clock.today()
    mine = plans.plans_of(employee)
    current = next((row for row in mine if on in row.period), None)
    if current:
        return _page(request, current, mine=mine)
    context = {
        "home": plans.home_of(employee.pk, on), "year": on.year,
        "mine": [row for row in mine if row.period.start <= on],
        "next": next((row for row in mine if row.period.start > on), None),
    }  # fmt: skip
    return render(request, "motivation/plan_start.html", context)


@require_POST
def begin(request: Request) -> HttpResponse:
    employee, on = own_file(request), clock.today()
    year = whole(request.POST.get("tahun", ""))
    try:
        made = beginning.begin(
            employee=employee, year=year, on=on, now=clock.now(), by=request.user
        )
    except Refused as refusal:
        tell_refused(request, refusal)
        return redirect("motivation:own_plan")
    return redirect("motivation:plan", plan_id=made.pk)


def readable(request: Request, plan_id: int) -> PerformancePlan:
    return get_object_or_404(access.readable(request.user, clock.today()), pk=plan_id)


def with_goals(request: Request, row: PerformancePlan) -> PerformancePlan:
    """What was never proposed is nowhere but on its writer's own page."""
    if not plans.may_read_goals(request.user, row):
        raise Http404
    return row


def own_plan(request: Request, plan_id: int) -> PerformancePlan:
    return get_object_or_404(access.own_plans(request.user), pk=plan_id)


def assessable(request: Request, plan_id: int) -> PerformancePlan:
    return get_object_or_404(access.assessable(request.user, clock.today()), pk=plan_id)


@require_GET
def plan(request: Request, plan_id: int) -> HttpResponse:
    return _page(request, readable(request, plan_id))


def _page(
    request: Request, row: PerformancePlan, *, mine: list[PerformancePlan] | None = None,
    propose: Propose | None = None, answer: Answer | None = None,
) -> HttpResponse:  # fmt: skip
    on, user = clock.today(), request.user
    is_own = access.is_own(user, row)
    may_assess = not is_own and access.can_assess(user, row, on)
    may_read = plans.may_read_goals(user, row)
    quarters, year = plans.rateable(row, on) if may_assess else ([], False)
    if is_own and mine is None:
        mine = plans.plans_of(row.employee)
    context = {
        "plan": row, "page": _read(user, row, on, may_assess=may_assess) if may_read else None, "is_own": is_own,
        "may_assess": may_assess, "quarters": quarters, "rates_year": year,
        "assessors": plans.superiors(row, on), "unit": _unit(row, on), "on": on,
        "stamp": planning.stamp(row), "earlier": plans.earlier(row),
        "next_year": on.year + 1 if _may_begin_next(is_own, mine or [], on) else None,
        "mine": [one for one in mine or [] if one.pk != row.pk],
        "may_open_file": not is_own and people.file_of(user, row.employee_id, on) is not None,
        "propose": propose or Propose(), "answer": answer or Answer(),
    }  # fmt: skip
    return render(request, "motivation/plan.html", context, status=form_status(propose, answer))


def _read(user: User, row: PerformancePlan, on: date, *, may_assess: bool) -> PlanPage:
    """After a move the superior of then reads as one above, too."""
    in_line = may_assess or contributions.in_line(user, row.employee, on)
    return plans.page_of(row, in_line=in_line)


def _may_begin_next(is_own: bool, mine: list[PerformancePlan], on: date) -> bool:
    return is_own and on.month == 12 and all(row.year <= on.year for row in mine)


def _unit(row: PerformancePlan, on: date) -> str:
    return organisation.last_names([row.unit_id], on).get(row.unit_id, "")


# ── goals ────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
def new_goal(request: Request, plan_id: int) -> HttpResponse:
    """Added to a draft at once; to an agreed plan once the assessor agrees."""
    row = own_plan(request, plan_id)
    return _goal_form(request, row, None)


@require_http_methods(["GET", "POST"])
def edit_goal(request: Request, goal_id: int) -> HttpResponse:
    goal = _own_goal(request, goal_id)
    return _goal_form(request, goal.plan, goal)


def _own_goal(request: Request, goal_id: int) -> Goal:
    rows = Goal.objects.filter(plan__in=access.own_plans(request.user).order_by().values("pk"))
    return get_object_or_404(rows.select_related("plan__employee", "plan__unit", "supports"), pk=goal_id)  # fmt: skip


def _goal_form(request: Request, row: PerformancePlan, goal: Goal | None) -> HttpResponse:
    on = clock.today()
    is_change = row.state != PlanState.DRAFT.value
    first = {name: getattr(goal, name) for name in ("kind", "title", "indicator", "target", "supports")} if goal else None  # fmt: skip
    form = GoalForm(request.POST or None, plan=row, on=on, asks_reason=is_change, initial=first)
    if form.is_valid():
        reason = form.cleaned_data.pop("reason", "")
        draft = GoalDraft(**form.cleaned_data)
        with form.showing_problems():
            if is_change:
                what = ChangeKind.CHANGE if goal else ChangeKind.ADD
                changing.ask(
                    plan=row, what=what, goal=goal, draft=draft, reason=reason, on=on,
                    now=clock.now(), by=request.user,
                )  # fmt: skip
                messages.success(request, _("Diusulkan. Sampai dijawab, yang lama tetap berlaku."))
            elif goal:
                planning.change_goal(goal=goal, draft=draft, on=on, now=clock.now(), by=request.user)  # fmt: skip
            else:
                planning.add_goal(plan=row, draft=draft, on=on, now=clock.now(), by=request.user)
            return redirect("motivation:plan", plan_id=row.pk)
    context = {"form": form, "plan": row, "goal": goal, "is_change": is_change}
    return form_page(request, "motivation/goal_form.html", context)


@require_http_methods(["GET", "POST"])
def drop_goal(request: Request, goal_id: int) -> HttpResponse:
    """Out of a draft at once; out of an agreed plan with a reason, once the assessor agrees."""
    goal = _own_goal(request, goal_id)
    row = goal.plan
    if row.state == PlanState.DRAFT.value and request.method == "POST":
        try:
            planning.drop_goal(goal=goal, now=clock.now(), by=request.user)
        except Refused as refusal:
            tell_refused(request, refusal)
        return redirect("motivation:plan", plan_id=row.pk)
    form = Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            changing.ask(
                plan=row, what=ChangeKind.DROP, goal=goal, reason=form.cleaned_data["reason"],
                on=clock.today(), now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(
                request, _("Diusulkan. Sampai dijawab, hasil kerja ini tetap berlaku.")
            )
            return redirect("motivation:plan", plan_id=row.pk)
    is_draft = row.state == PlanState.DRAFT.value
    context = {"form": form, "plan": row, "goal": goal, "is_draft": is_draft}
    return form_page(request, "motivation/goal_drop.html", context)


# ── proposing and answering ──────────────────────────────────────────


@require_POST
def propose(request: Request, plan_id: int) -> HttpResponse:
    row, form = own_plan(request, plan_id), Propose(request.POST)
    if form.is_valid():
        with form.showing_problems():
            planning.propose(
                plan=row, words=form.cleaned_data["words"], on=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Diusulkan kepada pejabat penilai."))
            return redirect("motivation:plan", plan_id=row.pk)
    return _page(request, row, propose=form)


@require_POST
def take_back(request: Request, plan_id: int) -> HttpResponse:
    row = own_plan(request, plan_id)
    try:
        planning.take_back(plan=row, now=clock.now(), by=request.user)
    except Refused as refusal:
        tell_refused(request, refusal)
    return redirect("motivation:plan", plan_id=row.pk)


@require_POST
def answer(request: Request, plan_id: int) -> HttpResponse:
    row, form = assessable(request, plan_id), Answer(request.POST)
    if form.is_valid():
        agrees = form.cleaned_data["deed"] == "agree"
        with form.showing_problems():
            planning.answer(
                plan=row, agrees=agrees, words=form.cleaned_data["words"],
                read=form.cleaned_data["read"], on=clock.today(), now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Sasaran disepakati.") if agrees else _("Sasaran dikembalikan."))  # fmt: skip
            return redirect("motivation:plan", plan_id=row.pk)
    return _page(request, row, answer=form)


@require_http_methods(["GET", "POST"])
def answer_change(request: Request, change_id: int) -> HttpResponse:
    rows = access.assessable_changes(request.user, clock.today())
    change = get_object_or_404(rows.select_related("goal__supports", "supports"), pk=change_id)
    form = Answer(request.POST or None)
    if form.is_valid():
        agrees = form.cleaned_data["deed"] == "agree"
        with form.showing_problems():
            changing.answer(
                change=change, agrees=agrees, words=form.cleaned_data["words"], on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Perubahan disetujui.") if agrees else _("Perubahan tidak disetujui."))  # fmt: skip
            return redirect("motivation:plan", plan_id=change.plan_id)
    context = {"form": form, "change": change, "plan": change.plan}
    return form_page(request, "motivation/change.html", context)


@require_POST
def withdraw_change(request: Request, change_id: int) -> HttpResponse:
    own_rows = access.own_plans(request.user).order_by().values("pk")
    rows = GoalChange.objects.filter(plan__in=own_rows).select_related("plan__employee", "plan__unit", "goal")  # fmt: skip
    change = get_object_or_404(rows, pk=change_id)
    try:
        changing.withdraw(change=change, now=clock.now(), by=request.user)
    except Refused as refusal:
        tell_refused(request, refusal)
    return redirect("motivation:plan", plan_id=change.plan_id)


# ── dialogue ─────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
def check_in(request: Request, plan_id: int) -> HttpResponse:
    """Progress by the employee, feedback by the assessor."""
    row, on = with_goals(request, readable(request, plan_id)), clock.today()
    is_own = access.is_own(request.user, row)
    require(is_own or access.can_assess(request.user, row, on))
    asked = whole(request.GET.get("hasil", ""))
    first: dict[str, Any] = {"goal": asked} if asked else {}
    form = DialogueForm(request.POST or None, plan=row, is_own=is_own, initial=first)
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_problems():
            if is_own:
                checking_in.report(
                    plan=row, goal=said["goal"], words=said["words"], percent=said["percent"],
                    now=clock.now(), by=request.user,
                )  # fmt: skip
                messages.success(request, _("Terkirim. Pejabat penilai Anda membacanya."))
            else:
                checking_in.give_feedback(
                    plan=row, goal=said["goal"], words=said["words"], on=on, now=clock.now(),
                    by=request.user,
                )  # fmt: skip
                messages.success(request, _("Terkirim."))
            return redirect("motivation:plan", plan_id=row.pk)
    return form_page(request, "motivation/check_in.html", {"form": form, "plan": row, "is_own": is_own})  # fmt: skip


@require_http_methods(["GET", "POST"])
def expectations(request: Request, plan_id: int) -> HttpResponse:
    row = assessable(request, plan_id)
    first = {value.key: value.words for value in plans.values_of(row)}
    form = Expectations(request.POST or None, initial=first)
    if form.is_valid():
        with form.showing_problems():
            checking_in.expect(
                plan=row, words=form.words(), on=clock.today(), now=clock.now(), by=request.user
            )
            messages.success(request, _("Ekspektasi perilaku disimpan."))
            return redirect("motivation:plan", plan_id=row.pk)
    return form_page(request, "motivation/expectations.html", {"form": form, "plan": row})
