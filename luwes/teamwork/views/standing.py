"""Standing for a place: applying, one's own applications, the superior's consent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.forms import Consent
from luwes.people.models import Employee
from luwes.staffing.models import Need
from luwes.staffing.rules import peak
from luwes.teamwork import access, fitting, owning, rules
from luwes.teamwork.actions import applications as actions
from luwes.teamwork.forms.standing import Apply
from luwes.teamwork.models import LIVE, Application, MemberInput, NewsOff
from luwes.teamwork.views import common, opportunities
from luwes.ui import paging

MOST = 30
A_PAGE = 25


def _me(request: Request) -> Employee:
    return get_object_or_404(Employee, user=request.user)


@require_POST
def apply(request: Request, opportunity_id: int) -> HttpResponse:
    """In a click; a second one finds the application."""
    row = get_object_or_404(access.seen_opportunities(request.user), pk=opportunity_id)
    me = _me(request)
    require(access.can_apply(request.user, row))
    known = access.own_applications(request.user).filter(
        need_id=row.need_id or 0, state=rules.ApplicationState.WAITING.value
    )
    form = Apply(request.POST)
    if not known.exists():
        if not form.is_valid():
            return opportunities.page_of(request, row, form)
        actions.apply(
            opportunity=row, employee=me, why=form.cleaned_data["why"], on=clock.today(),
            now=clock.now(), by=request.user,
        )  # fmt: skip
        messages.success(request, _("Lamaran dikirim. Atasan Anda dimintai persetujuan."))
    return redirect("teamwork:opportunity", row.pk)


@require_GET
def mine(request: Request) -> HttpResponse:
    me = _me(request)
    rows = Application.objects.filter(employee=me).select_related("need")
    inputs = MemberInput.objects.filter(assignment__employee=me).select_related(
        "assignment__need__team_seat__team"
    )
    shown = list(rows.order_by("-made_at", "-pk")[:MOST])
    pages = _pages_of(request, [row.need for row in shown])
    context = {
        "rows": [(row, pages[row.need_id]) for row in shown],
        "wants_news": not NewsOff.objects.filter(employee=me).exists(),
        "inputs": list(inputs.order_by("-at", "-pk")[:MOST]), "live": LIVE,
    }  # fmt: skip
    return common.page(request, "teamwork/mine.html", context)


def _pages_of(request: Request, needs: list[Need]) -> dict[int, str]:
    """Where to read of each: the opportunity, else the team; nothing where neither is in sight."""
    offers = access.seen_opportunities(request.user).filter(need__in=needs)
    offered = dict(offers.order_by("pk").values_list("need_id", "pk"))
    teams = access.seen_teams(request.user).filter(seats__need__in=needs)
    seated = dict(teams.order_by("pk").values_list("seats__need_id", "pk"))
    return {
        need.pk: owning.opportunity_page(offered[need.pk]) if need.pk in offered
        else owning.team_page(seated[need.pk]) if need.pk in seated else ""
        for need in needs
    }  # fmt: skip


@require_POST
def news(request: Request) -> HttpResponse:
    wanted = request.POST.get("wanted") == "yes"
    actions.set_news(employee=_me(request), wanted=wanted, now=clock.now(), by=request.user)
    messages.success(request, _("Anda akan dikabari peluang yang cocok.") if wanted else _("Anda tidak lagi dikabari peluang."))  # fmt: skip
    return redirect("teamwork:mine")


@require_POST
def withdraw(request: Request, application_id: int) -> HttpResponse:
    rows = access.own_applications(request.user).select_related("need", "employee")
    actions.withdraw(
        application=get_object_or_404(rows, pk=application_id), now=clock.now(), by=request.user
    )
    messages.success(request, _("Lamaran ditarik."))
    return redirect("teamwork:mine")


@require_GET
def consents(request: Request) -> HttpResponse:
    """What waits for the superior, the longest first; then what was answered."""
    require(access.consents(request.user))
    answered = request.GET.get("lihat") == "jawab"
    if answered:
        rows = access.consentable(request.user).order_by("-consent_at", "-pk")
        rows = rows.exclude(state=rules.ApplicationState.WAITING.value)
    else:
        rows = access.awaiting_consent(request.user).order_by("made_at", "pk")
    found = paging.stretch(lambda first, end: list(rows[first:end]), paging.asked(request), A_PAGE)
    return common.page(request, "teamwork/consents.html", {"page": found, "answered": answered})


@require_http_methods(["GET", "POST"])
def consent(request: Request, application_id: int) -> HttpResponse:
    """One wish with the load it adds, and the superior's answer."""
    row = get_object_or_404(access.consentable(request.user), pk=application_id)
    form = Consent(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_problems():
            agrees = form.cleaned_data["answer"] == "yes"
            actions.consent(
                application=row, agrees=agrees, reason=form.cleaned_data["reason"],
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Anda menyetujui.") if agrees else _("Anda tidak menyetujui; alasannya disampaikan."))  # fmt: skip
            return redirect("teamwork:consents")
    on = clock.today()
    homes = fitting.homes_of([row.employee_id], on)
    owner = access.owner_of(row.need)
    context = {
        "row": row, "form": form, "owner": owner,
        "fit": fitting.fits(row.need, homes, on).get(row.employee_id),
        "after": peak(
            fitting.loads([row.employee_id], row.need.period, without=row.need)[row.employee_id],
            row.need.period,
        ) + row.need.load,
        "is_waiting": row.state == rules.ApplicationState.WAITING.value,
        "is_lent": row.employee.agency_id != owner.agency_id,
    }  # fmt: skip
    return common.page(
        request, "teamwork/consent.html", context, form if request.method == "POST" else None
    )
