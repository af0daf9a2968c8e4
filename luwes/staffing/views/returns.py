"""The home unit: who is away, who is back."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.organisation import queries as organisation
from luwes.staffing import access, crediting, dispensations, forms, rules
from luwes.staffing import away as reads
from luwes.staffing.actions import crediting as rests
from luwes.staffing.actions import field
from luwes.staffing.models import Assignment
from luwes.staffing.views.pressed import chosen
from luwes.ui.http import as_of, form_page

A_PAGE = 50


@require_http_methods(["GET", "POST"])
def away(request: Request) -> HttpResponse:
    """Who is away on the day shown and until when; who ended a duty is confirmed as back."""
    if request.method == "POST":
        return _confirm(request)
    on, today = as_of(request), clock.today()
    page = Paginator(reads.out_on(request.user, on, today), A_PAGE).get_page(request.GET.get("hal"))
    returns = list(reads.to_confirm(request.user)[:A_PAGE]) if on == today else []
    gone, going = reads.counts(request.user, on, today)
    names = organisation.unit_names({row.home_unit_id for row in page.object_list}, on)
    context = {
        "page": page, "gone": gone, "going": going,
        "returns": [(row, getattr(row, "return_report", None)) for row in returns],
        "rows": [
            (row, names.get(row.home_unit_id, ""), rules.days_over(row.period, today))
            for row in page.object_list
        ],
        "dispensed": list(dispensations.of_heads_people(request.user, on)[:A_PAGE]),
        "rests": crediting.open_of(crediting.of_heads_people(request.user, on)[:A_PAGE]) if on == today else [],
        "stayed": _stayed(request, on) if on == today else [],
    }  # fmt: skip
    return render(request, "staffing/away.html", context)


def _stayed(request: Request, on: date) -> list[tuple[Assignment, str]]:
    """Who does not go, with their own words, or else why they were called back."""
    rows = reads.stayed(request.user, on)[:A_PAGE]
    own = [(row, getattr(row, "own_words", None)) for row in rows]
    return [(row, said.words if said else row.answer_reason) for row, said in own]


def _confirm(request: Request) -> HttpResponse:
    row = get_object_or_404(access.away(request.user), pk=chosen(request, "assignment"))
    field.confirm_return(
        assignment=row, note=request.POST.get("note", ""), now=clock.now(), by=request.user
    )
    messages.success(request, _("Kembalinya %s dicatat.") % row.employee.full_name)
    return redirect("staffing:away")


@require_http_methods(["GET", "POST"])
def take_rest(request: Request, rest_id: int) -> HttpResponse:
    """The head records when days off that are owed are taken."""
    today = clock.today()
    rest = get_object_or_404(crediting.of_heads_people(request.user, today), pk=rest_id)
    form = forms.Days(request.POST or None, initial={"first_day": today, "last_day": today})
    if form.is_valid():
        with form.showing_problems():
            rests.take_rest(
                rest=rest, period=form.cleaned_data["period"], now=clock.now(), on=today,
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Hari istirahat dicatat; ia tidak diminta bertugas pada hari itu."))  # fmt: skip
            return redirect("staffing:away")
    context = {"rest": rest, "left": crediting.left(rest), "form": form}
    return form_page(request, "staffing/rest.html", context)
