"""How satisfied citizens are, by service and quarter: for who manages services."""

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.days import midnight
from luwes.services import access, satisfaction
from luwes.services.forms.citizens import SCORES
from luwes.services.rules import satisfaction as rules
from luwes.services.rules.satisfaction import Index
from luwes.ui.http import day

MOST = 200


@require_GET
def index(request: Request) -> HttpResponse:
    """Of one's services; the quarter is asked for by its first day."""
    require(access.manages(request.user))
    today = clock.today()
    first = _asked(request.GET.get("sejak", ""), today)
    last = rules.next_quarter(first)
    services = access.managed_services(request.user, today)[:MOST]
    found = satisfaction.of_services(services, midnight(first), midnight(last))
    context = {
        "rows": [(told, _weakest(told.index), _elements(told.index)) for told in found],
        "first": first, "before": rules.quarter_before(first),
        "after": last if last <= today else None,
        "answers": sum(t.index.answers for t in found), "served": sum(t.served for t in found),
        "by_desk": sum(t.by_desk for t in found),
    }  # fmt: skip
    return render(request, "services/satisfaction.html", context)


def _weakest(found: Index) -> str:
    return ", ".join(str(SCORES[element][0]) for element in found.weakest)


def _elements(found: Index) -> list[tuple[str, Decimal]]:
    return [(str(SCORES[element][0]), mean) for element, mean in found.means.items()]


def _asked(text: str, today: date) -> date:
    return rules.quarter(day(text) or today)
