"""What the pickers of our forms ask while somebody types."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.organisation import access
from luwes.organisation.forms import picks
from luwes.ui.picking import answer


@require_GET
def find(request: Request, kind: str) -> HttpResponse:
    require(access.can_look(request.user))
    search = picks.finder(kind, request.user, clock.today())
    if search is None:
        raise Http404
    return answer(request, search)
