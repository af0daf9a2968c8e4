"""The joint team: its places, who serves there, and whom partners send."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.actions import seats as actions
from luwes.collaboration.forms.team import Member, Seat, SeatPlaces
from luwes.collaboration.models import PartnerMember, Programme, ProgrammePartner, ProgrammeSeat
from luwes.collaboration.owning import CLOSED, PROGRAMME, left_out
from luwes.collaboration.queries import team as queries
from luwes.collaboration.views.common import managed, seen
from luwes.core import clock
from luwes.core.access import require
from luwes.core.forms import Reason
from luwes.ui.http import form_page


@require_GET
def team(request: Request, programme_id: int) -> HttpResponse:
    programme, today = seen(request, programme_id), clock.today()
    manages = access.can_manage(request.user, programme, today)
    seats = queries.seats(programme)
    oversees = manages or access.oversees_team(request.user, programme.pk)
    context = {
        "programme": programme, "kind": PROGRAMME, "manages": manages, "oversees": oversees,
        "seats": seats, "sent": queries.sent(programme, request.user, today),
        "heads": sum(seat.need.desired for seat in seats),
        "serving": sum(len(seat.serving) for seat in seats),
        "open": sum(seat.open for seat in seats if seat.need.period.end is None or seat.need.period.end > today),
        "plan": queries.plan_of(programme.pk) if oversees else None,
        "left_out": left_out(programme.pk, today) if oversees and programme.state not in CLOSED else [],
        "is_draft": programme.state == "drafted", "is_closed": programme.state in CLOSED,
    }  # fmt: skip
    return render(request, "collaboration/team.html", context)


@require_http_methods(["GET", "POST"])
def add_seat(request: Request, programme_id: int) -> HttpResponse:
    programme, today = managed(request, programme_id), clock.today()
    form = Seat(request.POST or None, programme=programme, initial=_usual(programme))
    if form.is_valid():
        with form.showing_problems():
            actions.add_seat(programme=programme, draft=form.seat, on=today, by=request.user)
            messages.success(request, _("Tempat ditambahkan. Susun rencana bila semua tempat sudah tertulis."))  # fmt: skip
            return redirect("collaboration:team", programme.pk)
    context = {"form": form, "programme": programme}
    return form_page(request, "collaboration/seat_form.html", context)


def _usual(programme: Programme) -> dict[str, Any]:
    first = max(programme.period.start, clock.today() + timedelta(days=7))
    last = programme.period.last_day
    return {
        "first_day": first if last is None or first <= last else programme.period.start,
        "last_day": last, "area": programme.area_id,
    }  # fmt: skip


def _seat(request: Request, seat_id: int) -> ProgrammeSeat:
    rows = ProgrammeSeat.objects.select_related("programme__unit", "need__area")
    seat = get_object_or_404(rows.filter(need__is_cancelled=False), pk=seat_id)
    managed(request, seat.programme_id)
    return seat


@require_http_methods(["GET", "POST"])
def change_seat(request: Request, seat_id: int) -> HttpResponse:
    seat = _seat(request, seat_id)
    form = SeatPlaces(request.POST or None, initial=SeatPlaces.values_of(seat))
    if form.is_valid():
        with form.showing_problems():
            actions.change_seat(seat=seat, places=form.places, on=clock.today(), by=request.user)
            messages.success(request, _("Tempat diubah."))
            return redirect("collaboration:team", seat.programme_id)
    context = {"form": form, "programme": seat.programme, "seat": seat, "removes": False}
    return form_page(request, "collaboration/seat_change.html", context)


@require_http_methods(["GET", "POST"])
def remove_seat(request: Request, seat_id: int) -> HttpResponse:
    seat = _seat(request, seat_id)
    form = Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.remove_seat(seat=seat, **form.cleaned_data, on=clock.today(), by=request.user)
            messages.success(request, _("Tempat dihapus."))
            return redirect("collaboration:team", seat.programme_id)
    context = {"form": form, "programme": seat.programme, "seat": seat, "removes": True}
    return form_page(request, "collaboration/seat_change.html", context)


@require_http_methods(["GET", "POST"])
def add_member(request: Request, joined_id: int) -> HttpResponse:
    rows = ProgrammePartner.objects.select_related("programme__unit", "partner")
    joined, today = get_object_or_404(rows, pk=joined_id), clock.today()
    seen(request, joined.programme_id)
    require(access.can_name_members(request.user, joined, today))
    period = joined.programme.period
    initial = {"first_day": max(today, period.start), "last_day": period.last_day}
    form = Member(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_problems():
            actions.name_member(joined=joined, draft=form.draft, on=today, by=request.user)
            messages.success(request, _("Anggota dari mitra dicatat."))
            return redirect("collaboration:team", joined.programme_id)
    context = {"form": form, "programme": joined.programme, "joined": joined}
    return form_page(request, "collaboration/member_form.html", context)


@require_POST
def end_member(request: Request, member_id: int) -> HttpResponse:
    rows = PartnerMember.objects.select_related("partner__programme__unit")
    member, today = get_object_or_404(rows, pk=member_id), clock.today()
    seen(request, member.partner.programme_id)
    actions.end_member(member=member, on=today, by=request.user)
    messages.success(request, _("Keanggotaan berakhir; nomor teleponnya dihapus."))
    return redirect("collaboration:team", member.partner.programme_id)
