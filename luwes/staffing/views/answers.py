"""Answers to letters, for whoever leads: the silent, those who declined, what is open again."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import access, owners, posts, queries, rules, standing
from luwes.staffing.actions import answers, issue, plans
from luwes.staffing.joint_rules import Ranks
from luwes.staffing.models import Assignment
from luwes.staffing.owners import Named
from luwes.staffing.views.pressed import chosen

A_PAGE = 50


@require_http_methods(["GET", "POST"])
def page(request: Request, owner_kind: str, owner_id: int) -> HttpResponse:
    if owner_kind not in {kind.key for kind in owners.kinds}:
        raise Http404
    require(access.can_plan_for(request.user, owner_kind, owner_id))
    owner = owners.named({(owner_kind, owner_id)})[owner_kind, owner_id]
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("deed", ""))
        return deed(request, owner) if deed else _back(owner)
    silent = Paginator(queries.unanswered(owner_kind, owner_id), A_PAGE)
    shown = silent.get_page(request.GET.get("hal"))
    context = {
        "owner": owner,
        "page": shown,
        "answers": standing.answers([owner], clock.today())[owner],
        "people": posts.attendants(list(shown.object_list), clock.today()),
        "declined": [
            (row, getattr(row, "own_words", None)) for row in standing.declined(owner)[:A_PAGE]
        ],
        "missing": [
            (row, rules.days_over(row.period, clock.today()))
            for row in standing.missing(owner, clock.today())[:A_PAGE]
        ],
        "most_reminders": rules.REMINDERS,
        "now": clock.now(),
    }
    return render(request, "staffing/answers.html", context)


def _back(owner: Named) -> HttpResponse:
    return redirect("staffing:answers", owner_kind=owner.kind, owner_id=owner.id)


def _remind(request: Request, owner: Named) -> HttpResponse:
    chased = answers.remind(
        owner_kind=owner.kind, owner_id=owner.id, now=clock.now(), by=request.user
    )
    if chased:
        text = ngettext("%d orang diingatkan.", "%d orang diingatkan.", len(chased))
        messages.success(request, text % len(chased))
    else:
        messages.info(request, _("Semua yang belum menjawab baru saja diingatkan."))
    return _back(owner)


def _refill(request: Request, owner: Named) -> HttpResponse:
    issued = queries.plans_of(owner.kind, owner.id).filter(state="issued").first()
    if issued is None:
        raise Http404
    is_whole = (issued.owner_kind, issued.owner_id) == (owner.kind, owner.id)
    plan = plans.make(
        owner_kind=owner.kind, owner_id=owner.id, refills=issued,
        ranks=Ranks(issued.ranking if is_whole else {}),
        ranked_because=issued.ranked_because if is_whole else "", now=clock.now(), by=request.user,
    )  # fmt: skip
    messages.success(
        request, _("%s disusun untuk tempat yang terbuka; penugasan lain tetap.") % plan
    )
    return redirect("staffing:plan", plan_id=plan.pk)


def _withdraw(request: Request, owner: Named) -> HttpResponse:
    rows = Assignment.objects.filter(queries.sent_for(owner.kind, owner.id))
    row = get_object_or_404(
        rows.select_related("plan", "home_unit", "employee", "letter"),
        pk=chosen(request, "assignment"),
    )
    reason = request.POST.get("reason", "")
    issue.withdraw(assignment=row, reason=reason, now=clock.now(), by=request.user)
    messages.success(request, _("Penugasan %s ditarik.") % row.employee.full_name)
    return _back(owner)


DEEDS: dict[str, Callable[[Request, Named], HttpResponse]] = {
    "remind": _remind, "refill": _refill, "withdraw": _withdraw,
}  # fmt: skip
