"""*Kinerja saya*, the same of somebody for who may see it, all evidence, and the personal copy."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.numbers import wholes
from luwes.motivation import year_pages
from luwes.motivation.access import years as access
from luwes.motivation.actions import linking
from luwes.motivation.forms.linking import LEFT_OUT, Beside
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import Contribution, Goal
from luwes.motivation.papers import years as year_paper
from luwes.motivation.rules.years import year_shown
from luwes.motivation.views.common import own_file
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.ui import paging
from luwes.ui.http import tell_refused

SIZE = 30
MOST_AT_ONCE = 50


def _looking(request: Request, employee: Employee) -> Looking:
    today = clock.today()
    year = year_shown(request.GET.get("tahun", ""), today.year)
    return Looking(employee, year, today, request.user)


def _of_person(request: Request, employee_id: int) -> Employee:
    return get_object_or_404(access.with_year(request.user, clock.today()), pk=employee_id)


@require_GET
def mine(request: Request) -> HttpResponse:
    looking = _looking(request, own_file(request, has_left_too=True))
    return render(request, "motivation/mine.html", year_pages.page(looking))


@require_GET
def portfolio(request: Request, employee_id: int) -> HttpResponse:
    employee = _of_person(request, employee_id)
    if people.is_oneself(request.user, employee):
        return redirect(_address("motivation:mine", request.GET.get("tahun", "")))
    looking = _looking(request, employee)
    return render(request, "motivation/portfolio.html", year_pages.page(looking))


@require_GET
def paper(request: Request) -> HttpResponse:
    looking = _looking(request, own_file(request, has_left_too=True))
    data = year_paper.pdf(looking, now=clock.now())
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="kinerja-{looking.year}.pdf"'
    return answer


@require_GET
def evidence(request: Request) -> HttpResponse:
    return _evidence(request, own_file(request, has_left_too=True))


@require_GET
def portfolio_evidence(request: Request, employee_id: int) -> HttpResponse:
    return _evidence(request, _of_person(request, employee_id))


def _evidence(request: Request, employee: Employee) -> HttpResponse:
    looking = _looking(request, employee)
    kind, goal = request.GET.get("jenis", ""), request.GET.get("sasaran", "")
    rows = year_pages.listed(looking, kind, goal)
    page = paging.uncounted(lambda first, end: list(rows[first:end]), paging.asked(request), SIZE)
    context = year_pages.evidence_page(looking, page, kind, goal) | {"total": rows.count()}
    return render(request, "motivation/evidence.html", context)


@require_POST
def link(request: Request, contribution_id: int) -> HttpResponse:
    row = get_object_or_404(access.own(request.user), pk=contribution_id)
    form = Beside(row, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["goal"])))
        return _back(request, row)
    goal = form.cleaned_data["goal"]
    try:
        messages.success(request, _put(row, goal, request))
    except Refused as refusal:
        tell_refused(request, refusal)
    return _back(request, row)


@require_POST
def link_all(request: Request, goal_id: int) -> HttpResponse:
    """All that was suggested beside a goal, as it stood on the page."""
    goal = get_object_or_404(access.own_goals(request.user), pk=goal_id)
    asked = wholes(request.POST.getlist("bukti")[:MOST_AT_ONCE])
    rows = list(access.own(request.user).filter(pk__in=asked, goal=None, is_left_out=False))
    try:
        linking.put_all_beside(contributions=rows, goal=goal, by=request.user)
        words = ngettext("%(count)d bukti dikaitkan dengan hasil kerja: %(goal)s.", "%(count)d bukti dikaitkan dengan hasil kerja: %(goal)s.", len(rows))  # fmt: skip
        messages.success(request, words % {"count": len(rows), "goal": goal.title})
    except Refused as refusal:
        tell_refused(request, refusal)
    year = rows[0].on.year if rows else goal.plan.period.start.year
    return redirect(_address("motivation:mine", str(year)) + "#sasaran")


def _put(row: Contribution, goal: Goal | str, request: Request) -> str:
    if isinstance(goal, Goal):
        linking.put_beside(contribution=row, goal=goal, by=request.user)
        return _("Dikaitkan dengan hasil kerja: %s.") % goal.title
    if goal == LEFT_OUT:
        linking.leave_out(contribution=row, by=request.user)
        return _("Dibiarkan tanpa hasil kerja. Anda dapat mengubahnya kapan saja.")
    linking.loosen(contribution=row, by=request.user)
    return _("Kaitannya dilepas.")


def _back(request: Request, row: Contribution) -> HttpResponse:
    """To the page it was said on, at the same place."""
    name = "motivation:evidence" if request.POST.get("dari") == "daftar" else "motivation:mine"
    page = request.POST.get("hal", "")
    shown = {"hal": page} if name == "motivation:evidence" and page.isdecimal() else {}
    mark = f"#bukti-{row.pk}" if name == "motivation:evidence" else "#sasaran"
    return redirect(_address(name, str(row.on.year), shown) + mark)


def _address(name: str, year: str, more: dict[str, str] | None = None) -> str:
    told = {"tahun": year} if year.isdecimal() else {}
    query = urlencode(told | (more or {}))
    return f"{reverse(name)}?{query}" if query else reverse(name)
