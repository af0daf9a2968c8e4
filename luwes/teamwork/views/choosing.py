"""Who stands for a place, with fit and load; naming somebody; the choice."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.people.models import Employee
from luwes.staffing import queries as staffing
from luwes.staffing.models import Need
from luwes.teamwork import access, owning, queries, rules
from luwes.teamwork.actions import applications, choosing
from luwes.teamwork.models import LIVE, Application, Opportunity, TaskTeam
from luwes.teamwork.views import common
from luwes.ui.http import tell_refused


def _owned(request: Request, need: Need) -> TaskTeam | Opportunity:
    if not access.is_of_teamwork(need):
        raise Http404
    owner = access.owner_of(need)
    require(access.can_manage(request.user, owner))
    return owner


def owner_page(owner: TaskTeam | Opportunity) -> str:
    is_team = isinstance(owner, TaskTeam)
    return owning.team_page(owner.pk) if is_team else owning.opportunity_page(owner.pk)


def _need(need_id: int) -> Need:
    rows = staffing.needs_with_terms().select_related("area__parent")
    return get_object_or_404(rows, pk=need_id, is_cancelled=False)


@require_GET
def candidates(request: Request, need_id: int) -> HttpResponse:
    need = _need(need_id)
    owner = _owned(request, need)
    on, text = clock.today(), request.GET.get("nama", "").strip()[:80]
    found = queries.candidates(need, on)
    agencies = list(owner.agencies.order_by("pk").values_list("pk", flat=True))
    known = {c.row.employee_id for c in found if c.row.state in LIVE}
    serving = staffing.heads_of([need.pk], on)[need.pk].assigned
    chosen = sum(c.row.state == rules.ApplicationState.CHOSEN.value and not c.order for c in found)
    context = {
        "need": need, "owner": owner, "owner_url": owner_page(owner), "text": text,
        "live": [c for c in found if c.row.state in LIVE],
        "past": [c for c in found if c.row.state not in LIVE],
        "found": [row for row in queries.named(request.user, need, agencies, text, on) if row.employee.pk not in known],
        "free": max(0, need.desired - serving - chosen), "chosen": chosen,
    }  # fmt: skip
    return common.page(request, "teamwork/candidates.html", context)


@require_POST
def appoint(request: Request, need_id: int, employee_id: int) -> HttpResponse:
    need = _need(need_id)
    _owned(request, need)
    person = get_object_or_404(Employee, pk=employee_id, is_current=True)
    try:
        made = applications.appoint(
            need=need, employee=person, why=request.POST.get("why", ""), on=clock.today(),
            now=clock.now(), by=request.user,
        )  # fmt: skip
    except Refused as refused:
        tell_refused(request, refused)
    else:
        asked = made.state == rules.ApplicationState.WAITING.value
        words = _("%s diusulkan; atasannya dimintai persetujuan.") if asked else _("%s diusulkan dengan persetujuan Anda.")  # fmt: skip
        messages.success(request, words % person.full_name)
    return redirect("teamwork:candidates", need.pk)


@require_http_methods(["POST"])
def decide(request: Request, application_id: int) -> HttpResponse:
    """Choose, or pass over with a reason."""
    rows = Application.objects.select_related("need__area__parent", "employee__agency")
    row = get_object_or_404(rows, pk=application_id)
    _owned(request, row.need)
    reason, now = request.POST.get("reason", ""), clock.now()
    try:
        if request.POST.get("deed") == "choose":
            choosing.choose(
                application=row, reason=reason, on=clock.today(), now=now, by=request.user
            )
            messages.success(request, _("%s dipilih. Surat tugas menyusul lewat rencana.") % row.employee.full_name)  # fmt: skip
        else:
            choosing.pass_over(application=row, reason=reason, now=now, by=request.user)
            messages.success(request, _("Alasannya disampaikan kepada %s.") % row.employee.full_name)  # fmt: skip
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("teamwork:candidates", row.need_id)
