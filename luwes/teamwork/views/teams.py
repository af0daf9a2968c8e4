"""Task teams: listed, drafted, changed; their outputs."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.teamwork import access, queries
from luwes.teamwork.actions import choosing
from luwes.teamwork.actions import teams as actions
from luwes.teamwork.actions.closing import members
from luwes.teamwork.forms.owning import Mark, Output, Team
from luwes.teamwork.models import TaskTeam, TeamOutput
from luwes.teamwork.rules import TeamState
from luwes.teamwork.views import common
from luwes.ui import paging

A_PAGE = 25
USUAL_DAYS = 90


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.forms_or_decides(request.user))
    rows = queries.with_heads(access.seen_teams(request.user))
    found = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    context = {
        "page": found,
        "may_form": access.forms_teams(request.user),
        "may_consent": access.consents(request.user),
    }
    return common.page(request, "teamwork/teams.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.forms_teams(request.user))
    choices = common.choices(request)
    first = clock.today() + timedelta(days=7)
    initial: dict[str, Any] = {
        "first_day": first,
        "last_day": first + timedelta(days=USUAL_DAYS - 1),
    }
    if choices["agency"].area:
        initial["area"] = str(choices["agency"].area.pk)
    form = Team(request.POST or None, initial=initial, **choices)
    if form.is_valid():
        with form.showing_problems():
            made = actions.draft_team(
                unit=form.cleaned_data["unit"], draft=form.draft, on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Tim dirancang. Tulis hasil kerjanya, lalu tempat-tempatnya."))  # fmt: skip
            return redirect("teamwork:team", made.pk)
    return common.page(request, "teamwork/team_form.html", {"form": form, "team": None}, form)


def _seen(request: Request, team_id: int) -> TaskTeam:
    return get_object_or_404(access.seen_teams(request.user), pk=team_id)


def managed(request: Request, team_id: int) -> TaskTeam:
    team = _seen(request, team_id)
    require(access.can_manage(request.user, team))
    return team


@require_GET
def team(request: Request, team_id: int) -> HttpResponse:
    row, today = _seen(request, team_id), clock.today()
    manages = access.can_manage(request.user, row)
    leads = access.leads(request.user, row)
    seats = queries.seats(row)
    outputs = list(row.outputs.order_by("due", "pk"))
    context = {
        "team": row, "manages": manages, "leads": leads, "seats": seats, "outputs": outputs,
        "unit_name": queries.unit_label(row, today), "today": today,
        "agencies": list(row.agencies.order_by("name", "pk")),
        "done": sum(output.done_on is not None for output in outputs),
        "serving": sum(seat.filled for seat in seats), "heads": sum(s.need.desired for s in seats),
        "consented": [seat for seat in seats if seat.consented],
        "chosen": choosing.waiting_for_letters("task_team", row.pk).count() if manages else 0,
        "plan": queries.plan_of(row) if manages else None,
        "members": list(members(row)) if manages or leads else [],
        "is_draft": row.state == TeamState.DRAFTED.value,
        "is_closed": row.state == TeamState.CLOSED.value,
    }  # fmt: skip
    return common.page(request, "teamwork/team.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, team_id: int) -> HttpResponse:
    row = managed(request, team_id)
    places = common.places(row.agency)
    form = Team(request.POST or None, initial=Team.values_of(row), **places)
    if form.is_valid():
        with form.showing_problems():
            actions.change_team(team=row, draft=form.draft, on=clock.today(), by=request.user)
            messages.success(request, _("Tim diubah."))
            return redirect("teamwork:team", row.pk)
    context = {"form": form, "team": row, "unit_name": queries.unit_label(row, clock.today())}
    return common.page(request, "teamwork/team_form.html", context, form)


@require_POST
def open_up(request: Request, team_id: int) -> HttpResponse:
    row = managed(request, team_id)
    actions.open_team(team=row, by=request.user)
    messages.success(request, _("Tim dibuka. Tunjuk orangnya, atau tawarkan tempatnya."))
    return redirect("teamwork:team", row.pk)


@require_http_methods(["GET", "POST"])
def add_output(request: Request, team_id: int) -> HttpResponse:
    row = managed(request, team_id)
    form = Output(request.POST or None, initial={"due": row.period.last_day})
    if form.is_valid():
        with form.showing_problems():
            actions.add_output(team=row, by=request.user, **form.cleaned_data)
            messages.success(request, _("Hasil kerja ditambahkan."))
            return redirect("teamwork:team", row.pk)
    return common.page(request, "teamwork/output_form.html", {"form": form, "team": row}, form)


@require_http_methods(["GET", "POST"])
def mark_output(request: Request, output_id: int) -> HttpResponse:
    """Delivered, or given up; by the owner or the leader."""
    output = get_object_or_404(TeamOutput.objects.select_related("team__unit"), pk=output_id)
    team = output.team
    require(access.can_manage(request.user, team) or access.leads(request.user, team))
    form = Mark(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.mark_output(
                output=output, is_done=request.POST.get("deed") != "drop",
                result=form.cleaned_data["result"], on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Capaian dicatat."))
            return redirect("teamwork:team", team.pk)
    return common.page(
        request, "teamwork/mark_output.html", {"form": form, "team": team, "output": output}, form
    )


@require_POST
def plan(request: Request, team_id: int) -> HttpResponse:
    return common.make_plan(request, managed(request, team_id), "teamwork:team")
