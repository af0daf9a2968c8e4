"""A person's page, and the reading of what is private on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.periods import full_years
from luwes.people import access, actions, profile, queries
from luwes.people.forms.files import Purpose
from luwes.people.levels import grounds_of
from luwes.people.models import Employee
from luwes.people.profile import Viewing, Years
from luwes.people.rules import read_nip
from luwes.ui.http import as_of, wants_part

MOST_EVIDENCE = 60


def file_or_404(request: Request, employee_id: int) -> Employee:
    employee = queries.file_of(request.user, employee_id, clock.today())
    if employee is None:
        raise Http404
    return employee


@require_GET
def own(request: Request) -> HttpResponse:
    """The page of whoever is signed in; an account without an employee has none."""
    employee_id = queries.own_file(request.user)
    if employee_id is None:
        messages.info(request, _("Akun ini tidak ditautkan dengan data pegawai."))
        return redirect("accounts:me")
    return redirect("people:profile", employee_id)


@require_GET
def person(request: Request, employee_id: int) -> HttpResponse:
    viewing = Viewing(file_or_404(request, employee_id), request.user, as_of(request))
    return _page(request, viewing)


@require_GET
def experience(request: Request, employee_id: int) -> HttpResponse:
    """What the person did on duty, and the competencies it may show."""
    employee = file_or_404(request, employee_id)
    context = {
        "employee": employee, "rows": queries.evidence_of(employee.pk)[:MOST_EVIDENCE],
        "may_manage": access.can(request.user, Right.MANAGE_PEOPLE, employee, clock.today()),
    }  # fmt: skip
    return render(request, "people/experience.html", context)


@require_GET
def levels(request: Request, employee_id: int) -> HttpResponse:
    """What each level rests on, and what would raise it; the part alone for htmx."""
    employee, on = file_or_404(request, employee_id), as_of(request)
    context = {
        "employee": employee, "grounds": grounds_of(employee.pk, on), "on": on,
        "may_manage": access.can(request.user, Right.MANAGE_PEOPLE, employee, clock.today()),
    }  # fmt: skip
    page = "people/parts/levels.html" if wants_part(request) else "people/levels.html"
    return render(request, page, context)


@require_POST
def private(request: Request, employee_id: int) -> HttpResponse:
    """Shows what is private, once; that it was read is on file before it is shown."""
    employee = file_or_404(request, employee_id)
    require(access.can_read_private(request.user, employee, clock.today()))
    form = Purpose(request.POST)
    viewing = Viewing(employee, request.user, as_of(request))
    if not viewing.is_oneself and not form.is_valid():
        return _private(request, viewing, form, None)
    purpose = "" if viewing.is_oneself else form.cleaned_data["purpose"]
    values = actions.read_private(
        employee=employee, what=purpose, on=clock.today(), now=clock.now(), by=request.user
    )
    return _private(request, viewing, form, values)


def _private(
    request: Request, viewing: Viewing, form: Purpose, values: dict[str, str] | None
) -> HttpResponse:
    """The part alone for htmx, else the page with it."""
    status = 200 if values else 422
    shown = {"values": values, "form": form, "is_oneself": viewing.is_oneself}
    if wants_part(request):
        context = {"employee": viewing.employee, "v": shown}
        response = render(request, "people/parts/private.html", context, status=status)
    else:
        response = _page(request, viewing, private=shown, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: Request, viewing: Viewing, private: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    aside = profile.shown_panels(viewing, side=True)
    for panel in aside:
        if panel.key == "private":
            panel.values.update(private or {"values": None, "form": Purpose()})
    years = profile.years(viewing)
    context = {
        "employee": viewing.employee,
        "on": viewing.on,
        "post": viewing.once("post", lambda: queries.post_of(viewing.employee.pk, viewing.on)),
        "may_list": access.can_list(request.user),
        "deeds": profile.shown_deeds(viewing),
        "facts": profile.shown_facts(viewing),
        "years": years,
        "years_title": _years_title(viewing, years),
        "table_link": format_html('<a href="#riwayat">{}</a>', _("Lihat tabel")),
        "main": profile.shown_panels(viewing, side=False),
        "aside": aside,
    }
    return render(request, "people/profile.html", context, status=status)


def _years_title(viewing: Viewing, years: Years) -> str:
    """The finding: so many years at work, so many posts, so many assignments."""
    read = read_nip(viewing.employee.nip)
    parts = list(years.words)
    if not isinstance(read, str):
        month = read.month_or_code if read.month_or_code <= 12 else 1
        since = viewing.on.replace(year=read.year, month=month, day=1)
        served = max(0, full_years(since, viewing.on))
        parts.insert(0, ngettext("%d tahun bertugas", "%d tahun bertugas", served) % served)
    title = ", ".join(parts)
    return title[:1].upper() + title[1:]
