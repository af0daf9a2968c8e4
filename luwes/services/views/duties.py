"""Who looks after what where; words that mean the same."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import whole
from luwes.services import access
from luwes.services.actions import duties as actions
from luwes.services.forms import duties as forms
from luwes.services.forms import picks
from luwes.services.models import Responsibility, Synonym
from luwes.services.queries import duties as queries
from luwes.ui.http import as_of, form_page
from luwes.ui.picking import answer


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    agencies = access.agencies_set_up(request.user)
    on, today = as_of(request), clock.today()
    context = {"subjects": queries.by_subject(agencies, on, today), "is_today": on == today}
    return render(request, "services/duties.html", context)


@require_http_methods(["GET", "POST"])
def take_on(request: Request) -> HttpResponse:
    require(access.sets_duties(request.user))
    on = clock.today()
    form = forms.TakeOn(request.POST or None, units=picks.units(request.user, on), on=on)
    if form.is_valid():
        with form.showing_problems():
            first = form.cleaned_data["first_day"]
            actions.take_on(draft=form.draft, first_day=first, on=on, by=request.user)
            messages.success(request, _("Kewenangan dicatat."))
            return redirect("services:duties")
    return form_page(request, "services/duty_form.html", {"form": form})


@require_GET
def find_areas(request: Request) -> HttpResponse:
    require(access.sets_duties(request.user))
    return answer(request, queries.areas)


@require_http_methods(["GET", "POST"])
def give_up(request: Request, duty_id: int) -> HttpResponse:
    rows = Responsibility.objects.select_related("agency", "subject", "area")
    rows = rows.filter(agency__in=access.agencies_set_up(request.user).order_by().values("pk"))
    row = get_object_or_404(rows, pk=duty_id)
    form = forms.GiveUp(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            reason = form.cleaned_data["reason"]
            actions.give_up(row=row, reason=reason, on=clock.today(), by=request.user)
            messages.success(request, _("Kewenangan diakhiri."))
            return redirect("services:duties")
    return form_page(request, "services/duty_end.html", {"form": form, "row": row})


@require_http_methods(["GET", "POST"])
def words(request: Request) -> HttpResponse:
    require(access.keeps_words(request.user))
    form = forms.Call(request.POST or None)
    if pk := whole(request.POST.get("forget", "")):
        row = get_object_or_404(Synonym, pk=pk)
        actions.forget(row=row, by=request.user)
        messages.success(request, _("Kata dihapus."))
        return redirect("services:words")
    if form.is_valid():
        with form.showing_problems():
            actions.call(**form.cleaned_data, by=request.user)
            messages.success(request, _("Kata disimpan; pencarian memakainya sekarang."))
            return redirect("services:words")
    rows = Synonym.objects.order_by("word", "pk")[:1000]
    return form_page(request, "services/words.html", {"form": form, "rows": rows})
