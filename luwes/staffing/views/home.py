"""The first page: what waits for me."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.staffing import access, queries


@require_GET
def home(request: Request) -> HttpResponse:
    """What waits for me."""
    context = {
        "approvals": list(access.decidable(request.user)),
        "contestable": access.contestable(request.user).count(),
        "mine": list(queries.in_force(access.own(request.user))),
        "returns": list(queries.awaiting_return(access.away(request.user))[:20]),
    }
    return render(request, "staffing/home.html", context)
