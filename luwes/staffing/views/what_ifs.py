"""What-ifs of a plan: what is assumed, the plans side by side, and making one real."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.staffing import access, comparing, forms, owners, queries, spreading
from luwes.staffing.actions import what_ifs
from luwes.staffing.models import Plan
from luwes.staffing.views import review
from luwes.staffing.views.plans import planned
from luwes.ui.http import form_page
from luwes.ui.tags.words import number


@require_http_methods(["GET", "POST"])
def suppose(request: Request, plan_id: int) -> HttpResponse:
    """Ask what would be under other minimums, other heads or another date."""
    row = planned(request, plan_id)
    if row.state not in what_ifs.COMPARED or not row.result:
        return redirect("staffing:compare", plan_id=row.pk)
    today = clock.today()
    needs = queries.ahead(queries.needs_of(row.owner_kind, row.owner_id), today)
    closest = row.result["units"]["closest"]
    form = forms.Supposing(
        request.POST if request.method == "POST" else None,
        units={unit["unit_id"]: unit["unit_name"] for unit in closest},
        needs={need.pk: need.desired for need in needs},
        patterns=_patterns(row, today),
    )
    if form.is_valid():
        with form.showing_problems():
            what_ifs.suppose(of=row, assumed=form.assumed, now=clock.now(), by=request.user)
            messages.success(request, _("Andaian sedang disusun; hasilnya muncul di sini."))
            return redirect("staffing:compare", plan_id=row.pk)
    context = {
        "plan": row, "form": form,
        "units": [
            (unit["unit_name"], unit["now"], unit["minimum"], form[f"unit-{unit['unit_id']}"])
            for unit in {unit["unit_id"]: unit for unit in closest}.values()
        ],
        "needs": [(need, form[f"butuh-{need.pk}"]) for need in needs],
    }  # fmt: skip
    return form_page(request, "staffing/suppose.html", context)


def _patterns(plan: Plan, on: date) -> dict[str, str]:
    """Areas that others may be struck like, with what each asks; and whose, in a plan for several."""
    found = spreading.patterns(plan, on)
    names = owners.named({pattern.owner for pattern in found}) if plan.is_joint else {}
    told = {}
    for pattern in found:
        words = ngettext("%(area)s (%(heads)s orang)", "%(area)s (%(heads)s orang)", pattern.heads)
        told[pattern.key] = words % {"area": pattern.area.name, "heads": number(pattern.heads)}
        if pattern.owner in names:
            told[pattern.key] += f" · {names[pattern.owner].name}"
    return told


@require_GET
def compare(request: Request, plan_id: int) -> HttpResponse:
    """A plan and its what-ifs as columns."""
    row = review.visible_plan(request, plan_id)
    return _comparison(request, row.what_if_of or row)


def _comparison(
    request: Request, plan: Plan, *, refused: Refused | None = None, reason: str = ""
) -> HttpResponse:
    shown = comparing.comparison(plan, clock.today())
    can_plan = access.can_plan(request.user, plan)
    context = {
        "plan": plan, "shown": shown, "can_plan": can_plan,
        "waiting": any(not column.plan.solved_at for column in shown.columns[1:]),
        "can_suppose": can_plan and plan.state in what_ifs.COMPARED and bool(plan.result)
        and len(shown.columns) <= what_ifs.MOST,
        "problems": refused.problems if refused else (), "typed": reason,
    }  # fmt: skip
    return render(request, "staffing/compare.html", context, status=422 if refused else 200)


@require_POST
def adopt(request: Request, plan_id: int) -> HttpResponse:
    """Heads and dates of a what-if become real, in a new draft."""
    row = planned(request, plan_id)
    what_if = get_object_or_404(Plan.objects.select_related("what_if_of"), pk=row.pk)
    if what_if.what_if_of is None:
        return redirect("staffing:plan", plan_id=row.pk)
    reason = request.POST.get("reason", "")
    try:
        new = what_ifs.adopt(what_if=what_if, reason=reason, now=clock.now(), by=request.user)
    except Refused as refused:
        what_if.refresh_from_db()
        return _comparison(request, what_if.what_if_of, refused=refused, reason=reason)
    messages.success(request, _("Kebutuhan diubah menurut andaian; %s sedang disusun. Minimum unit tidak berubah.") % new)  # fmt: skip
    return redirect("staffing:plan", plan_id=new.pk)
