from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.mobilisation import access, queries
from luwes.mobilisation.models import FIGURE_LABELS
from luwes.staffing import queries as staffing


@require_GET
def board(request: Request, incident_id: int) -> HttpResponse:
    """The situation: figures, needs against people, plans."""
    incident = get_object_or_404(access.visible(request.user), pk=incident_id)
    needs = list(staffing.needs_of(queries.OWNER_KIND, incident.pk))
    filled = staffing.filled([need.pk for need in needs])
    context = {
        "incident": incident,
        "status": queries.status_on(incident, clock.today()),
        "totals": [
            (FIGURE_LABELS[kind], total) for kind, total in queries.totals(incident).items()
        ],
        "needs": [(need, filled[need.pk]) for need in needs],
        "plans": staffing.plans_of(queries.OWNER_KIND, incident.pk),
    }
    return render(request, "mobilisation/board.html", context)
