"""The end of a team: inputs for the home assessors, answers to them, the closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing.models import Assignment
from luwes.teamwork import access
from luwes.teamwork.actions import closing as actions
from luwes.teamwork.forms.owning import Closing
from luwes.teamwork.forms.standing import Answer, Input
from luwes.teamwork.rules import TeamState
from luwes.teamwork.views import common


@require_http_methods(["GET", "POST"])
def close(request: Request, team_id: int) -> HttpResponse:
    """What is still to do, and the closing."""
    team = get_object_or_404(access.seen_teams(request.user), pk=team_id)
    require(access.can_manage(request.user, team))
    form = Closing(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.close_team(
                team=team, result=form.cleaned_data["result"], now=clock.now(), on=clock.today(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Tim ditutup. Pengalaman anggotanya tercatat di berkas mereka."))  # fmt: skip
            return redirect("teamwork:team", team.pk)
    context = {
        "team": team, "form": form, "outputs": list(team.outputs.order_by("due", "pk")),
        "members": list(actions.members(team)),
        "is_closed": team.state == TeamState.CLOSED.value,
    }  # fmt: skip
    return common.page(request, "teamwork/close.html", context, form)


@require_http_methods(["GET", "POST"])
def give_input(request: Request, assignment_id: int) -> HttpResponse:
    """What a member brought, output by output, and in words."""
    rows = Assignment.objects.filter(need__team_seat__isnull=False).select_related(
        "employee__user", "need__team_seat__team__unit", "need__area", "home_unit"
    )
    row = get_object_or_404(rows, pk=assignment_id)
    team = row.need.team_seat.team
    require(access.can_give_input(request.user, team, row))
    outputs = list(team.outputs.order_by("due", "pk"))
    form = Input(request.POST or None, outputs=outputs)
    if form.is_valid():
        with form.showing_problems():
            actions.give_input(
                team=team, assignment=row, ratings=form.ratings, text=form.cleaned_data["text"],
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Masukan dikirim kepada %s dan atasannya.") % row.employee.full_name)  # fmt: skip
            return redirect("teamwork:team", team.pk)
    return common.page(
        request, "teamwork/give_input.html", {"form": form, "team": team, "row": row}, form
    )


@require_http_methods(["GET", "POST"])
def read_input(request: Request, input_id: int) -> HttpResponse:
    """The input as it was written; the member may answer once."""
    given = get_object_or_404(access.readable_inputs(request.user), pk=input_id)
    is_mine = given.assignment.employee.user_id == request.user.pk
    form = Answer(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_problems():
            actions.answer_input(
                given=given, answer=form.cleaned_data["answer"], now=clock.now(), by=request.user
            )
            messages.success(request, _("Tanggapan Anda dikirim."))
            return redirect("teamwork:input", given.pk)
    ratings = given.ratings.select_related("output").order_by("output__due", "pk")
    context = {
        "given": given, "is_mine": is_mine, "form": form, "ratings": list(ratings),
        "team": given.assignment.need.team_seat.team,
        "may_see_team": access.seen_teams(request.user).filter(pk=given.assignment.need.owner_id).exists(),
    }  # fmt: skip
    return common.page(
        request, "teamwork/input.html", context, form if request.method == "POST" else None
    )
