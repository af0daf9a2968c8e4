"""How much is delegated to whom, and setting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused
from luwes.core.numbers import whole
from luwes.staffing import access, forms, limiting, queries
from luwes.staffing.actions import limits as actions


@require_http_methods(["GET", "POST"])
def limits(request: Request) -> HttpResponse:
    """The limits of the agencies one decides for; set and ended by who has none."""
    require(access.decides_somewhere(request.user))
    if request.method == "POST" and "end" in request.POST:
        return _end(request)
    form = _form(request)
    if form.is_bound and form.is_valid():
        with form.showing_problems():
            actions.set_limit(**form.cleaned_data, now=clock.now(), by=request.user)
            messages.success(request, _("Batas persetujuan ditetapkan."))
            return redirect("staffing:limits")
    return _page(request, form)


def _form(request: Request) -> forms.Limiting:
    today = clock.today()
    agencies = limiting.agencies_to_limit(request.user, today)
    units = limiting.units_to_limit(agencies, today)
    ids = {user.pk for pk in agencies.values_list("pk", flat=True) for user in limiting.approvers(pk, today)}  # fmt: skip
    return forms.Limiting(
        request.POST if request.method == "POST" else None, initial={"first_day": today},
        agencies=agencies, users=User.objects.filter(pk__in=ids - {request.user.pk}).order_by("name", "pk"),
        units=units, names=queries.unit_labels(units.values_list("pk", flat=True), today),
    )  # fmt: skip


def _page(request: Request, form: forms.Limiting, problems: tuple[Problem, ...] = ()) -> HttpResponse:  # fmt: skip
    today = clock.today()
    rows = list(limiting.in_force(access.decides_for(request.user), today))
    may = set(limiting.agencies_to_limit(request.user, today).values_list("pk", flat=True))
    context: dict[str, Any] = {
        "rows": [(row, limiting.in_words(row, today), row.agency_id in may) for row in rows],
        "form": form, "may_set": bool(may), "problems": problems,
    }  # fmt: skip
    is_wrong = bool(problems or form.errors)
    return render(request, "staffing/limits.html", context, status=422 if is_wrong else 200)


def _end(request: Request) -> HttpResponse:
    text = request.POST["end"]
    mine = limiting.in_force(access.decides_for(request.user), clock.today())
    limit = get_object_or_404(mine, pk=whole(text))
    try:
        actions.end_limit(
            limit=limit, reason=request.POST.get("reason", ""), now=clock.now(), by=request.user
        )
    except Refused as refused:
        request.method = "GET"
        return _page(request, _form(request), refused.problems)
    messages.success(request, _("Batas persetujuan diakhiri."))
    return redirect("staffing:limits")
