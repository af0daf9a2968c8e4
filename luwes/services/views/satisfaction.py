"""How satisfied citizens are, by service and quarter: for who manages services."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.days import midnight
from luwes.services import access, satisfaction
from luwes.services.forms.citizens import SCORES
from luwes.services.rules.satisfaction import Element

MOST = 200


@require_GET
def index(request: Request) -> HttpResponse:
    """Of one's services; the quarter is asked for by its first day."""
    require(access.manages(request.user))
    today = clock.today()
    first = _asked(request.GET.get("sejak", ""), today)
    last = _next_quarter(first)
    services = access.managed_services(request.user, today)[:MOST]
    found = satisfaction.of_services(services, midnight(first), midnight(last))
    rows = [(told, _weakest(told.index.weakest)) for told in found]
    answers, served = sum(t.index.answers for t in found), sum(t.served for t in found)
    context = {
        "rows": rows, "first": first, "before": _quarter_before(first),
        "after": last if last <= today else None, "answers": answers, "served": served,
    }  # fmt: skip
    return render(request, "services/satisfaction.html", context)


def _weakest(element: Element | None) -> str:
    return str(SCORES[element][0]) if element else ""


def _asked(text: str, today: date) -> date:
    try:
        return _quarter(date.fromisoformat(text))
    except ValueError:
        return _quarter(today)


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _next_quarter(first: date) -> date:
    return date(first.year + 1, 1, 1) if first.month == 10 else date(first.year, first.month + 3, 1)


def _quarter_before(first: date) -> date:
    return _quarter(date.fromordinal(first.toordinal() - 1))
