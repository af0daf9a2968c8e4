"""How a partner takes part in a programme: under which agreement, or no longer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration.actions import taking_part as actions
from luwes.collaboration.forms.programmes import OtherAgreement
from luwes.collaboration.models import ProgrammePartner
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.views.common import managed, page
from luwes.core import clock
from luwes.core.forms import Form, Reason


@require_http_methods(["GET", "POST"])
def taking_part(request: Request, joined_id: int) -> HttpResponse:
    rows = ProgrammePartner.objects.select_related(
        "partner", "agreement", "programme__unit", "joined_by"
    )
    row = get_object_or_404(rows, pk=joined_id)
    managed(request, row.programme_id)
    today = clock.today()
    goes = request.method == "POST" and request.POST.get("deed") == "take_out"
    data = request.POST if request.method == "POST" else None
    move = OtherAgreement(None if goes else data, agreements=queries.movable(row, today))
    leave = Reason(data if goes else None)
    form: Form = leave if goes else move
    if form.is_valid():
        with form.showing_problems():
            if goes:
                actions.take_out(joined=row, on=today, by=request.user, **leave.cleaned_data)
                messages.success(request, _("Mitra dikeluarkan dari program."))
            else:
                actions.move(joined=row, on=today, by=request.user, **move.cleaned_data)
                messages.success(request, _("Mitra sekarang ikut lewat perjanjian ini."))
            return redirect("collaboration:programme", row.programme_id)
    context = {"joined": row, "programme": row.programme, "form": move, "leave": leave}
    return page(request, "collaboration/taking_part.html", context, form)
