"""The NIK of a case, shown once for a purpose that the citizen can read."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.services import access
from luwes.services.actions import nik as actions
from luwes.services.forms.desk import ReadNik
from luwes.services.queries import forms as queries
from luwes.ui.http import form_page


@require_http_methods(["GET", "POST"])
def read(request: Request, case_id: int) -> HttpResponse:
    today = clock.today()
    case = get_object_or_404(
        access.seen_cases(request.user, today).exclude(nik_hash=""), pk=case_id
    )
    require(access.can_read_nik(request.user, case, today))
    form = ReadNik(request.POST or None)
    context = {"case": case, "form": form, "nik": "", "others": 0}
    if form.is_valid():
        with form.showing_problems():
            context["nik"] = actions.read(
                case=case, why=form.cleaned_data["why"], now=clock.now(), on=today, by=request.user
            )
            context["others"] = queries.others_with_this_nik(case)
    answer = form_page(request, "services/nik.html", context)
    add_never_cache_headers(answer)
    return answer
