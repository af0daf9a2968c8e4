"""A unit's month: who is away, who is there; links by which a calendar reads; holidays."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.accounts.rules import Right
from luwes.appointments import access, actions, calendar_feed
from luwes.appointments.attending import Attendance, Away, attendance
from luwes.appointments.forms.requests import AddHoliday
from luwes.appointments.models import CalendarLink, Holiday
from luwes.appointments.rules.requests import Day
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import whole
from luwes.core.periods import Period, add_months
from luwes.organisation import access as organisation
from luwes.organisation.models import OrgUnit
from luwes.ui.http import form_page

NAMES = 3  # in a cell; the rest are counted, and all stand below


@dataclass(frozen=True)
class Cell:
    """One day of the grid; outside the month only its place is kept."""

    day: date
    in_month: bool
    is_work: bool
    holiday: str
    away: list[Away]
    rows: list[Day]

    @property
    def short(self) -> list[Day]:
        return [row for row in self.rows if row.short] if self.is_work else []

    @property
    def first_names(self) -> list[Away]:
        return self.away[:NAMES]

    @property
    def more(self) -> int:
        return max(0, len(self.away) - NAMES)


@require_GET
def unit(request: Request, unit_id: int) -> HttpResponse:
    today = clock.today()
    first = _month(request.GET.get("bulan", ""), today)
    month = Period(first, add_months(first, 1))
    rows = access.calendars(request.user, today).select_related("agency", "unit")
    shape = get_object_or_404(rows, unit_id=unit_id)
    there = attendance(shape, month, min(max(today, month.start), month.end or today))
    weeks = _weeks(there, month)
    cells = [cell for week in weeks for cell in week if cell.in_month]
    context = {
        "shape": shape, "month": first, "today": today, "weeks": weeks,
        "before": add_months(first, -1), "after": add_months(first, 1),
        "short_days": sum(bool(cell.short) for cell in cells),
        "listed": [c for c in cells if c.away or c.short or c.holiday],
        "minimums": there.on_day(max(today, first) if today in month else first),
        "assumed": any(rule.assumed for rule in there.minimums),
        "away": sorted({row.employee_id for row in there.away}),
        "link": CalendarLink.objects.filter(user=request.user, unit_id=unit_id).first(),
        "secret": request.session.pop("calendar_secret", ""),
    }  # fmt: skip
    return render(request, "appointments/unit_leave.html", context)


def _month(text: str, today: date) -> date:
    try:
        return (
            date.fromisoformat(f"{text}-01")
            if 2000 <= int(text[:4]) <= 2100
            else today.replace(day=1)
        )
    except ValueError:
        return today.replace(day=1)


def _weeks(there: Attendance, month: Period) -> list[list[Cell]]:
    """Monday to Sunday, from the week of the first day to that of the last."""
    start = month.start - timedelta(days=month.start.weekday())
    weeks: list[list[Cell]] = []
    while month.end and start < month.end:
        weeks.append([_cell(there, month, start + timedelta(days=n)) for n in range(7)])
        start += timedelta(days=7)
    return weeks


def _cell(there: Attendance, month: Period, day: date) -> Cell:
    if day not in month:
        return Cell(day, False, False, "", [], [])
    return Cell(
        day, True, there.work.is_work(day), there.holiday_names.get(day, ""), there.away_on(day),
        there.on_day(day),
    )  # fmt: skip


# ── links ────────────────────────────────────────────────────────────


@require_POST
def link(request: Request) -> HttpResponse:
    """Make a secret address, or take it back; of a unit where one is named."""
    named = whole(request.POST.get("unit", ""))
    unit = get_object_or_404(OrgUnit, pk=named) if named else None
    if request.POST.get("deed") == "drop":
        actions.drop_link(unit=unit, by=request.user)
        messages.success(request, _("Tautan kalender dicabut."))
    else:
        secret = actions.make_link(unit=unit, now=clock.now(), by=request.user)
        path = reverse("appointments:calendar_feed", args=[secret])
        request.session["calendar_secret"] = request.build_absolute_uri(path)
    if unit:
        return redirect("appointments:unit_leave", unit.pk)
    return redirect("appointments:my_leave")


@login_not_required
@never_cache
@require_GET
def feed(request: Request, secret: str) -> HttpResponse:
    """For calendar programs, which cannot sign in: the secret in the address lets them read."""
    found = calendar_feed.find(secret)
    today = clock.today()
    if found is None or not access.may_still_read(found, today):
        raise Http404
    data = calendar_feed.of(found, clock.now(), today)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return answer


# ── holidays ─────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
def holidays(request: Request) -> HttpResponse:
    require(access.can_keep_holidays(request.user))
    today = clock.today()
    asked = whole(request.GET.get("tahun", ""))
    year = asked if 2000 <= asked <= 2100 else today.year
    for_all = access.can_keep_holidays_of(request.user, None)
    agencies = organisation.agencies_with_rights(request.user, Right.MANAGE_PEOPLE)
    form = AddHoliday(request.POST or None, agencies=agencies, for_all=for_all)
    if form.is_valid():
        with form.showing_problems():
            row = actions.add_holiday(**form.cleaned_data, by=request.user)
            messages.success(request, _("Hari libur dicatat; saldo cuti dihitung ulang."))
            return redirect(f"{reverse('appointments:holidays')}?tahun={row.day.year}")
    rows = Holiday.objects.filter(day__year=year).select_related("agency").order_by("day", "pk")
    context = {
        "form": form, "year": year, "years": [year - 1, year, year + 1],
        "rows": [(row, access.can_keep_holidays_of(request.user, row.agency)) for row in rows],
    }  # fmt: skip
    return form_page(request, "appointments/holidays.html", context)


@require_POST
def drop_holiday(request: Request, holiday_id: int) -> HttpResponse:
    require(access.can_keep_holidays(request.user))
    row = get_object_or_404(Holiday.objects.select_related("agency"), pk=holiday_id)
    actions.drop_holiday(holiday=row, by=request.user)
    messages.success(request, _("Hari libur dihapus; saldo cuti dihitung ulang."))
    return redirect(f"{reverse('appointments:holidays')}?tahun={row.day.year}")
