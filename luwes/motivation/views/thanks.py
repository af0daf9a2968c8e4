"""Thanks: one's own, writing one, and reports that are looked at."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.motivation.access import recognition as access
from luwes.motivation.access import years
from luwes.motivation.actions import thanking
from luwes.motivation.forms import recognition as forms
from luwes.motivation.models import SEEN_LABELS, Thanks
from luwes.motivation.panels import recognition as recognition_panels
from luwes.motivation.queries import thanks as queries
from luwes.motivation.rules.thanks import CIRCLE, NEAR
from luwes.motivation.views.common import own_file
from luwes.people import queries as people
from luwes.people.models import Employee
from luwes.people.profile import Viewing
from luwes.ui import keyset
from luwes.ui.http import form_page, form_status, wants_part
from luwes.ui.picking import answer as picks

A_PAGE = 20
MOST_GIVEN = 20
MOST_REPORTS = 50


@require_GET
def mine(request: Request) -> HttpResponse:
    employee, today = own_file(request), clock.today()
    token = request.GET.get(keyset.PARAMETER, "")
    page = keyset.cut(access.own_thanks(request.user), by=("-on", "-pk"), token=token, size=A_PAGE)
    context = {
        "page": page, "seen": SEEN_LABELS.items(), "is_own": True,
        "given": list(access.given_thanks(request.user)[:MOST_GIVEN]),
        "manages": access.manages(request.user),
    } | _counted(employee, today)  # fmt: skip
    return render(request, "motivation/thanks.html", context)


@require_GET
def of_person(request: Request, employee_id: int) -> HttpResponse:
    """On a person's page; the part alone for htmx."""
    today = clock.today()
    employee = people.file_of(request.user, employee_id, today)
    if employee is None:
        raise Http404
    rows = access.seen_thanks(request.user, employee, today)
    page = keyset.cut(rows, by=("-on", "-pk"), token=request.GET.get(keyset.PARAMETER, ""), size=A_PAGE)  # fmt: skip
    is_own = employee.user_id == request.user.pk
    context: dict[str, Any] = {"employee": employee, "page": page, "is_own": is_own}
    if not wants_part(request):
        viewing = Viewing(employee, request.user, today)
        context["thank_url"] = recognition_panels.thank_url(viewing)
        if is_own or years.with_year(request.user, today).filter(pk=employee.pk).exists():
            context |= _counted(employee, today)
    part = "motivation/parts/thanks_of.html"
    return render(request, part if wants_part(request) else "motivation/thanks_of.html", context)


def _counted(employee: Employee, on: date) -> dict[str, Any]:
    """How many voices, and why: the person, and who may open the page of their year."""
    return {"count": queries.count_of(employee.pk, on), "near": NEAR.days, "circle": CIRCLE}


@require_http_methods(["GET", "POST"])
def give(request: Request) -> HttpResponse:
    giver, today = own_file(request), clock.today()
    asked = request.GET.get("kepada", "")
    form = forms.Give(
        request.POST or None, giver=giver, on=today, person=asked,
        duties=queries.duties_of(giver.pk, today),
        suggested=[] if request.POST or asked else queries.served_together(giver, today, 6),
    )  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        with form.showing_problems():
            thanking.give(
                giver=giver, receiver=data["receiver"], words=data["words"], value=data["value"],
                duty=data.get("duty", ""), on=today, now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Ucapan Anda tersampaikan kepada %s.") % data["receiver"].full_name)  # fmt: skip
            return redirect("motivation:thanks")
    return form_page(request, "motivation/give_thanks.html", {"form": form})


@require_GET
def find_colleagues(request: Request) -> HttpResponse:
    giver = own_file(request)
    return picks(request, lambda text: forms.find_colleagues(giver, text, clock.today()))


@require_POST
def place(request: Request, thanks_id: int) -> HttpResponse:
    row = get_object_or_404(access.own_thanks(request.user), pk=thanks_id)
    form = forms.Place(request.POST)
    if form.is_valid():
        thanking.place(thanks=row, seen=form.cleaned_data["seen"], now=clock.now(), by=request.user)
        messages.success(request, _("Sekarang terbaca oleh: %s.") % row.get_seen_display().lower())
    return redirect("motivation:thanks")


@require_POST
def withdraw(request: Request, thanks_id: int) -> HttpResponse:
    rows = Thanks.objects.filter(giver__user_id=request.user.pk).select_related("giver", "receiver")
    row = get_object_or_404(rows, pk=thanks_id)
    thanking.withdraw(thanks=row, now=clock.now(), by=request.user)
    messages.success(request, _("Ucapan Anda ditarik."))
    return redirect("motivation:thanks")


@require_http_methods(["GET", "POST"])
def report(request: Request, thanks_id: int) -> HttpResponse:
    row = get_object_or_404(access.own_thanks(request.user), pk=thanks_id)
    form = forms.Report(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            thanking.report(
                thanks=row, because=form.cleaned_data["because"], on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Dilaporkan. Sementara diperiksa, hanya Anda dan pengirim yang membacanya."))  # fmt: skip
            return redirect("motivation:thanks")
    return form_page(request, "motivation/report_thanks.html", {"form": form, "row": row})


@require_GET
def reports(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    return _reports(request)


def _reports(
    request: Request, failed: tuple[int, forms.AnswerReport] | None = None
) -> HttpResponse:
    rows = access.reported_thanks(request.user, clock.today())[:MOST_REPORTS]
    shown = [
        (row, failed[1] if failed and failed[0] == row.pk else _report_form(row.pk)) for row in rows
    ]
    status = form_status(failed[1] if failed else None)
    return render(request, "motivation/thanks_reports.html", {"rows": shown}, status=status)


def _report_form(pk: int, data: QueryDict | None = None) -> forms.AnswerReport:
    """One of several on a page."""
    return forms.AnswerReport(data, auto_id=f"laporan-{pk}-%s")


@require_POST
def answer(request: Request, thanks_id: int) -> HttpResponse:
    row = get_object_or_404(access.answerable_thanks(request.user, clock.today()), pk=thanks_id)
    form = _report_form(row.pk, request.POST)
    if form.is_valid():
        hide = form.cleaned_data["deed"] == "hide"
        with form.showing_problems():
            thanking.answer(
                thanks=row, hide=hide, because=form.cleaned_data["because"], on=clock.today(),
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Ucapan disembunyikan.") if hide else _("Ucapan dibiarkan."))  # fmt: skip
            return redirect("motivation:thanks_reports")
    return _reports(request, (row.pk, form))
