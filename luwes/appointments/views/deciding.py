"""Requests for leave as heads and the authority see them: who is there, and the answer."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.appointments import access, actions, attending, binding, queries
from luwes.appointments.entitlements import Account
from luwes.appointments.forms.requests import Decide, GiveView
from luwes.appointments.models import LeaveAttachment, LeaveRequest
from luwes.appointments.papers_attached import ENDINGS, Attached
from luwes.appointments.rules import LeaveKind
from luwes.appointments.rules.requests import Day, below
from luwes.core import clock
from luwes.core.access import require
from luwes.letters import access as letters
from luwes.people import access as people
from luwes.ui import paging
from luwes.ui.http import form_status

A_PAGE = 25
WITHOUT_SHORT = 14  # days shown one by one; of a longer leave only those below a minimum
JUDGING = "pertimbangan_%s"  # ids apart from those of the decision on the same page


@require_GET
def index(request: Request) -> HttpResponse:
    """What waits, or what was decided; the newest decision first."""
    require(access.decides_or_records(request.user))
    today = clock.today()
    decided = request.GET.get("lihat") == "putus"
    rows = access.requests_of_others(request.user, today)
    open_ = ["asked", "viewed"]
    if decided:
        rows = rows.exclude(state__in=open_).order_by("-decided_at", "-pk")
    else:
        rows = rows.filter(state__in=open_)
    keys = paging.stretch(
        lambda first, end: list(rows.values_list("pk", flat=True)[first:end]), paging.asked(request)
    )
    held = LeaveRequest.objects.select_related("employee").in_bulk(list(keys.rows))
    found = [held[key] for key in keys.rows]
    posts = queries.posts([row.employee_id for row in found], today)
    context = {
        "decided": decided,
        "page": keys.holding([(row, posts.get(row.employee_id)) for row in found]),
        "units": list(access.calendars(request.user, today).order_by("name", "pk")[:8]),
        "may_list": access.can_list_leave(request.user),
        "may_keep": access.can_keep_holidays(request.user),
    }  # fmt: skip
    return render(request, "appointments/leave_requests.html", context)


def _seen(request: Request, pk: int) -> LeaveRequest:
    rows = access.seen_requests(request.user, clock.today()).select_related(
        "employee__agency", "letter", "recall_letter", "viewed_by", "decided_by", "leave"
    )
    return get_object_or_404(rows, pk=pk)


@require_GET
def page(request: Request, leave_request_id: int) -> HttpResponse:
    return _show(request, _seen(request, leave_request_id))


@dataclass(frozen=True)
class DayRow:
    day: date
    cells: list[Day]

    @property
    def is_short(self) -> bool:
        return any(cell.short for cell in self.cells)


def _by_day(days: list[Day]) -> list[DayRow]:
    found: dict[date, list[Day]] = {}
    for row in days:
        found.setdefault(row.day, []).append(row)
    return [DayRow(day, cells) for day, cells in sorted(found.items())]


def _show(
    request: Request, row: LeaveRequest, *, form: Decide | None = None, view: GiveView | None = None
) -> HttpResponse:
    today, user = clock.today(), request.user
    mine = people.is_oneself(user, row.employee)
    grants = row.is_open and access.can_grant_leave(user, row.employee, row.kind, today)
    judges = row.is_open and access.can_view_request(user, row.employee, today)
    account = Account(row.employee, today, without=row if row.is_open else None)
    there = attending.without(account, row.period) if judges else []
    short = below(there)
    by_day = _by_day(there)
    period = row.granted or row.period
    context = {
        "row": row, "is_mine": mine, "grants": grants, "judges": judges, "account": account,
        "days": account.work.count(period), "period": period,
        "balance": _balance(account, row), "kind": row.get_kind_display(),
        "there": [d for d in by_day if d.is_short or len(by_day) <= WITHOUT_SHORT],
        "work_days": len(by_day), "short_days": len({d.day for d in short}),
        "many_units": len({d.unit for d in there}) > 1,
        "assumed": any(d.assumed for d in there),
        "duties": binding.beside_leave(row.employee_id, row.period) if judges else [],
        "form": form or (Decide(request=row, is_short=bool(short)) if grants else None),
        "view_form": view or (GiveView(auto_id=JUDGING) if judges else None),
        "attachment": LeaveAttachment.objects.filter(request=row).only("pk", "media_type").first(),
        "reads": mine or judges or access.can_view_request(user, row.employee, today),
        "reads_letter": row.letter is not None and letters.can_read(user, row.letter),
        "may_recall": row.leave is not None and row.state in {"approved", "changed"}
        and (row.leave.period.end or today) > today
        and access.can_record_leave(user, row.employee, today),
    }  # fmt: skip
    status = form_status(form, view)
    return render(request, "appointments/leave_request.html", context, status=status)


def _balance(account: Account, row: LeaveRequest) -> object:
    if row.kind != LeaveKind.ANNUAL.value:
        return None
    return account.balance(row.period.start.year)


@require_POST
def decide(request: Request, leave_request_id: int) -> HttpResponse:
    row = _seen(request, leave_request_id)
    require(access.can_grant_leave(request.user, row.employee, row.kind, clock.today()))
    form = Decide(request.POST, request=row, is_short=True)
    if form.is_valid():
        with form.showing_problems():
            actions.decide(request=row, decision=form.decision, now=clock.now(), by=request.user)
            messages.success(request, _said(row))
            return redirect("appointments:leave_request", row.pk)
    return _show(request, _seen(request, leave_request_id), form=form)


def _said(row: LeaveRequest) -> str:
    if row.letter:
        words = _("Cuti %(name)s diberikan. Surat izin %(number)s sedang dibuat.")
        return words % {"name": row.employee.full_name, "number": row.letter.number}
    return _("Keputusan dikirim kepada %s.") % row.employee.full_name


@require_POST
def give_view(request: Request, leave_request_id: int) -> HttpResponse:
    row = _seen(request, leave_request_id)
    require(access.can_view_request(request.user, row.employee, clock.today()))
    form = GiveView(request.POST, auto_id=JUDGING)
    if form.is_valid():
        with form.showing_problems():
            actions.give_view(
                request=row, view=form.cleaned_data["view"], reason=form.cleaned_data["reason"],
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Pertimbangan Anda diteruskan."))
            return redirect("appointments:leave_request", row.pk)
    return _show(request, _seen(request, leave_request_id), view=form)


@require_GET
def attachment(request: Request, leave_request_id: int) -> HttpResponse:
    """For the person and for who judges the request; those who only keep files don't open it."""
    row = _seen(request, leave_request_id)
    user, on = request.user, clock.today()
    require(
        people.is_oneself(user, row.employee) or access.can_view_request(user, row.employee, on)
    )
    paper = LeaveAttachment.objects.filter(request=row).first()
    if paper is None:
        raise Http404
    found = Attached(paper.media_type, paper.content)
    answer = HttpResponse(found.data, content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="lampiran-{row.pk}.{ENDINGS[found.media_type]}"'  # fmt: skip
    answer["Cache-Control"] = "private, no-store"
    return answer
