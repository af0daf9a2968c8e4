"""One's own leave: what is left, asking, taking a request back, a calendar's link."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.appointments import actions, binding
from luwes.appointments.entitlements import Account
from luwes.appointments.forms.requests import AskLeave
from luwes.appointments.models import LEAVE_LABELS, CalendarLink, LeaveRequest
from luwes.appointments.rules import LeaveKind
from luwes.core import clock
from luwes.people.models import Employee
from luwes.ui.http import form_page

MOST = 20


def _me(request: Request) -> Employee:
    return get_object_or_404(Employee.objects.select_related("agency"), user=request.user)


@require_GET
def mine(request: Request) -> HttpResponse:
    me, today = _me(request), clock.today()
    account = Account(me, today)
    rows = LeaveRequest.objects.filter(employee=me).select_related("letter")
    balance = account.balance(today.year)
    recorded = [x for x in reversed(account.leaves) if not hasattr(x, "request")]
    context = {
        "today": today, "balance": balance, "next": account.balance(today.year + 1),
        "requests": list(rows.order_by("-asked_at", "-pk")[:MOST]), "recorded": recorded[:MOST],
        "now": next((x for x in account.leaves if today in x.period), None),
        "kinds": [(kind, LEAVE_LABELS[kind.value]) for kind in account.askable()],
        "link": CalendarLink.objects.filter(user=request.user, unit=None).first(),
        "secret": request.session.pop("calendar_secret", ""),
    }  # fmt: skip
    return render(request, "appointments/my_leave.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: Request, leave_kind: str) -> HttpResponse:
    me, today, now = _me(request), clock.today(), clock.now()
    account = Account(me, today)
    kind = next((kind for kind in account.askable() if kind.value == leave_kind), None)
    if kind is None:
        raise Http404
    form = AskLeave(request.POST or None, request.FILES or None, leave_kind=kind)
    if form.is_valid():
        with form.showing_problems():
            row = actions.ask(
                employee=me, wish=form.wish, attached=form.cleaned_data["attachment"], now=now,
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Permintaan dikirim kepada atasan Anda."))
            for duty in binding.beside_leave(me.pk, row.period):
                words = _("Perhatikan: Anda ada dalam rencana penugasan pada hari-hari itu (%s).")
                messages.warning(request, words % duty.words)
            return redirect("appointments:leave_request", row.pk)
    context = {
        "form": form, "kind": LEAVE_LABELS[kind.value], "leave_kind": kind.value,
        "balance": account.balance(today.year) if kind is LeaveKind.ANNUAL else None,
    }  # fmt: skip
    return form_page(request, "appointments/ask_leave.html", context)


@require_POST
def withdraw(request: Request, leave_request_id: int) -> HttpResponse:
    rows = LeaveRequest.objects.filter(employee__user_id=request.user.pk)
    row = get_object_or_404(rows.select_related("employee"), pk=leave_request_id)
    actions.withdraw(request=row, now=clock.now(), by=request.user)
    messages.success(request, _("Permintaan ditarik."))
    return redirect("appointments:my_leave")
