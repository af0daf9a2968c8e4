"""Seats of a team: added, changed, taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.forms import Reason
from luwes.teamwork import access
from luwes.teamwork.actions import seats as actions
from luwes.teamwork.forms.owning import Seat
from luwes.teamwork.models import TeamSeat
from luwes.teamwork.rules import TeamState
from luwes.teamwork.views import common, teams


@require_http_methods(["GET", "POST"])
def add(request: Request, team_id: int) -> HttpResponse:
    row = teams.managed(request, team_id)
    leaderless = not row.seats.filter(is_leader=True).exists()
    initial = {"is_leader": leaderless, "role": _("Ketua tim") if leaderless else ""}
    form = Seat(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.add_seat(team=row, draft=form.draft, on=clock.today(), by=request.user)
            messages.success(request, _("Tempat ditambahkan."))
            return redirect("teamwork:team", row.pk)
    context = {"form": form, "team": row, "seat": None}
    return common.page(request, "teamwork/seat_form.html", context, form)


@require_http_methods(["GET", "POST"])
def edit(request: Request, seat_id: int) -> HttpResponse:
    """Everything while its team is drafted; then how many, and to whom they report."""
    rows = TeamSeat.objects.select_related("team__unit", "team__agency", "team__area", "need")
    seat = get_object_or_404(rows, pk=seat_id)
    team = seat.team
    require(access.can_manage(request.user, team))
    if team.state != TeamState.DRAFTED.value:
        return _edit_offered(request, seat)
    form = Seat(request.POST or None, initial=Seat.values_of(seat))
    if form.is_valid():
        with form.showing_problems():
            actions.change_seat(seat=seat, draft=form.draft, on=clock.today(), by=request.user)
            messages.success(request, _("Tempat diubah."))
            return redirect("teamwork:team", team.pk)
    context = {"form": form, "team": team, "seat": seat}
    return common.page(request, "teamwork/seat_form.html", context, form)


def _edit_offered(request: Request, seat: TeamSeat) -> HttpResponse:
    team, need = seat.team, seat.need
    form = common.places_form(request, need, alone=seat.is_leader)
    if form.is_valid():
        with form.showing_problems():
            actions.change_places(
                seat=seat, places=form.places, on=clock.today(), by=request.user
            )  # fmt: skip
            messages.success(request, _("Tempat diubah."))
            return redirect("teamwork:team", team.pk)
    context = {"form": form, "team": team, "need": need, "alone": seat.is_leader}
    return common.page(request, "teamwork/seat_places.html", context, form)


@require_http_methods(["GET", "POST"])
def remove(request: Request, seat_id: int) -> HttpResponse:
    rows = TeamSeat.objects.select_related("team__unit", "need__area")
    if request.method == "POST" and not rows.filter(pk=seat_id).exists():  # the second press
        require(access.forms_teams(request.user))
        messages.info(request, _("Tempat ini sudah dihapus."))
        return redirect("teamwork:teams")
    seat = get_object_or_404(rows, pk=seat_id)
    team = seat.team
    require(access.can_manage(request.user, team))
    form = Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.remove_seat(
                seat=seat, reason=form.cleaned_data["reason"], now=clock.now(), by=request.user
            )
            messages.success(request, _("Tempat dihapus."))
            return redirect("teamwork:team", team.pk)
    context = {"form": form, "seat": seat, "team": team}
    return common.page(request, "teamwork/remove_seat.html", context, form)
