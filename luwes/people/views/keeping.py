"""Keeping the files: opening, putting right, own declarations, competencies."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import whole
from luwes.core.periods import add_months
from luwes.people import access, actions, levels, queries
from luwes.people.forms.competencies import AddCompetency, EndCompetency
from luwes.people.forms.files import Account, Correction, Declaration, NewEmployee
from luwes.people.models import Employee
from luwes.people.views.person import file_or_404
from luwes.ui.http import form_page


def _managed(request: Request, employee_id: int) -> Employee:
    employee = file_or_404(request, employee_id)
    require(access.can(request.user, Right.MANAGE_PEOPLE, employee, clock.today()))
    return employee


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    require(access.can_add(request.user))
    form = NewEmployee(request.POST or None, user=request.user)
    if form.is_valid():
        with form.showing_problems():
            values = dict(form.cleaned_data)
            agency = access.agencies_to_fill(request.user).get(pk=values.pop("agency"))
            employee = actions.add_employee(agency=agency, **values, by=request.user)
            messages.success(request, _("Berkas %(name)s dibuka.") % {"name": employee.full_name})
            return redirect("people:profile", employee.pk)
    return form_page(request, "people/add.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request: Request, employee_id: int) -> HttpResponse:
    employee = _managed(request, employee_id)
    form = Correction(request.POST or None, initial=Correction.initial_of(employee))
    if form.is_valid():
        with form.showing_problems():
            actions.correct_employee(
                employee=employee, changes=form.changes(), reason=form.cleaned_data["reason"],
                on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Data diperbaiki."))
            return redirect("people:profile", employee_id)
    context = {"form": form, "employee": _as_stored(employee)}
    return form_page(request, "people/edit.html", context)


def _as_stored(employee: Employee) -> Employee:
    """A refused change leaves its values on the object; the page must not show them as true."""
    return Employee.objects.get(pk=employee.pk)


@require_http_methods(["GET", "POST"])
def account(request: Request, employee_id: int) -> HttpResponse:
    """Which account is this person's."""
    employee = _managed(request, employee_id)
    form = Account(request.POST or None)
    if form.is_valid():
        user = queries.account(form.cleaned_data["username"])
        if user is None:
            form.add_error("username", _("Tidak ada akun aktif dengan nama pengguna ini."))
        else:
            with form.showing_problems():
                actions.link_account(
                    employee=employee, user=user, on=clock.today(), by=request.user
                )
                messages.success(request, _("Akun ditautkan."))
                return redirect("people:profile", employee_id)
    context = {"form": form, "employee": employee}
    return form_page(request, "people/account.html", context)


@require_http_methods(["GET", "POST"])
def declare(request: Request, employee_id: int) -> HttpResponse:
    employee = file_or_404(request, employee_id)
    require(access.is_oneself(request.user, employee))
    form = Declaration(request.POST or None, initial=Declaration.initial_of(employee))
    if form.is_valid():
        with form.showing_problems():
            actions.declare(employee=employee, changes=form.changes(), by=request.user)
            messages.success(request, _("Kontak dan batasan Anda disimpan."))
            return redirect("people:profile", employee_id)
    context = {"form": form, "employee": employee}
    response = form_page(request, "people/declare.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def add_competency(request: Request, employee_id: int) -> HttpResponse:
    employee = _managed(request, employee_id)
    form = AddCompetency(request.POST or None, initial=_proposed(request, employee))
    if form.is_valid():
        with form.showing_problems():
            values = form.cleaned_data
            actions.add_competency(
                employee=employee, competency=queries.competencies().get(pk=values["competency"]),
                level=values["level"], evidence=values["evidence"], period=values["period"],
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Kompetensi dicatat."))
            return redirect("people:profile", employee_id)
    context = {"form": form, "employee": employee}
    return form_page(request, "people/add_competency.html", context)


def _proposed(request: Request, employee: Employee) -> dict[str, Any]:
    """What the rule of levels proposes for the competency in the address, if anything."""
    today = clock.today()
    wanted = whole(request.GET.get("kompetensi", ""))
    filled: dict[str, Any] = {"first_day": today}
    if not wanted:
        return filled
    grounds = levels.grounds_of(employee.pk, today)
    ground = next((g for g in grounds if g.competency.pk == wanted), None)
    if ground and ground.proposed:
        words = "; ".join(ground.named)
        filled |= {"competency": int(wanted), "level": ground.proposed, "evidence": words[:200]}
        if months := ground.competency.valid_months:
            filled["last_day"] = add_months(today, months) - timedelta(days=1)
    return filled


@require_http_methods(["GET", "POST"])
def end_competency(request: Request, record_id: int) -> HttpResponse:
    record = get_object_or_404(access.endable_records(request.user, clock.today()), pk=record_id)
    form = EndCompetency(request.POST or None, today=clock.today())
    if form.is_valid():
        with form.showing_problems():
            actions.end_competency(record=record, **form.cleaned_data, by=request.user)
            messages.success(request, _("Kompetensi diakhiri."))
            return redirect("people:profile", record.employee_id)
    context = {"form": form, "record": record, "employee": record.employee}
    return form_page(request, "people/end_competency.html", context)


@require_POST
def decide_evidence(request: Request, evidence_id: int) -> HttpResponse:
    rows = access.decidable_evidence(request.user, clock.today())
    evidence = get_object_or_404(rows, pk=evidence_id)
    take = request.POST.get("deed") == "take"
    actions.decide_evidence(
        evidence=evidence, take=take, on=clock.today(), now=clock.now(), by=request.user
    )
    messages.success(request, _("Diterima sebagai bukti. Tingkatnya tetap sampai Anda mencatatnya.") if take else _("Tidak dipakai sebagai bukti."))  # fmt: skip
    return redirect("people:experience", evidence.employee_id)
