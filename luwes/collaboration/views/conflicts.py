"""Conflicts of interest: declared, answered by the superior, denied before deciding."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.actions import conflicts as actions
from luwes.collaboration.forms.conflicts import Answer, Declaration, found
from luwes.collaboration.models import Claim, Programme
from luwes.collaboration.queries import conflicts as queries
from luwes.collaboration.queries import team
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.ui.http import form_page, private
from luwes.ui.picking import answer as picks

A_PAGE = 25


@require_GET
def index(request: Request) -> HttpResponse:
    """One's own; for a superior those of the own people; for the auditor how many there are."""
    user, today = request.user, clock.today()
    declares, answers = access.declares(user), access.answers_conflicts(user)
    counts = access.counts_conflicts(user)
    require(declares or answers or counts)
    people = queries.of_people(user, today)
    context = {
        "declares": declares, "answers": answers,
        "own": list(queries.own(user, today)) if declares else [],
        "waiting": list(queries.waiting(user, today)) if answers else [],
        "page": Paginator(people.exclude(answered_at=None), A_PAGE).get_page(request.GET.get("hal"))
        if answers else None,
        "counted": queries.counted(user, today) if counts else [],
    }  # fmt: skip
    return private(render(request, "collaboration/conflicts.html", context))


@require_http_methods(["GET", "POST"])
def declare(request: Request) -> HttpResponse:
    employee, today = queries.file_of(request.user), clock.today()
    if employee is None:
        raise PermissionDenied
    form = Declaration(request.POST or None, today=today, initial={"first_day": today})
    if form.is_valid():
        with form.showing_problems():
            actions.declare(
                employee=employee, interest=form.interest, now=clock.now(), by=request.user
            )
            messages.success(request, _("Pernyataan dikirim kepada atasan Anda. Sampai dijawab, Anda tidak diusulkan dalam program mitra itu."))  # fmt: skip
            return redirect("collaboration:conflicts")
    return private(form_page(request, "collaboration/declare_conflict.html", {"form": form}))


@require_GET
def find_partner(request: Request) -> HttpResponse:
    """What the picker asks while somebody types a partner's name."""
    require(access.declares(request.user))
    return picks(request, found)


@require_http_methods(["GET", "POST"])
def answer(request: Request, declaration_id: int) -> HttpResponse:
    """Read by oneself and the superior; answered by the superior."""
    today = clock.today()
    rows = access.readable_conflicts(request.user, today).select_related("answered_by")
    row = get_object_or_404(rows, pk=declaration_id)
    may = access.can_answer_conflict(request.user, row, today)
    form = Answer(request.POST or None, declaration=row) if may else None
    if request.method == "POST":
        require(may)
    if form is not None and form.is_valid():
        with form.showing_problems():
            data = form.cleaned_data
            actions.answer(
                declaration=row, to=data["answer"], words=data["words"], now=clock.now(), on=today,
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Jawaban disimpan; pegawainya diberi tahu."))
            return redirect("collaboration:conflicts")
    context = {"row": row, "form": form, "serving": queries.serving_in(row) if may else []}
    page = "collaboration/answer_conflict.html"
    return private(form_page(request, page, context) if form else render(request, page, context))


@require_http_methods(["GET", "POST"])
def no_conflict(request: Request, programme_id: int) -> HttpResponse:
    """Said once by whoever decides or verifies; then back to where they were."""
    programme = get_object_or_404(Programme.objects.select_related("unit"), pk=programme_id)
    today = clock.today()
    if not access.may_say_no_conflict(request.user, programme, today):
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            actions.say_none(programme=programme, now=clock.now(), on=today, by=request.user)
        except Refused as refused:
            refusal = " ".join(problem.message for problem in refused.problems)
        else:
            messages.success(request, _("Pernyataan Anda dicatat."))
            return redirect(_back(programme, request.GET.get("klaim", "")))
    context = {
        "programme": programme, "refusal": refusal,
        "partners": list(programme.partners.select_related("partner").order_by("partner__name", "pk")),
        "has_said": access.has_said_no_conflict(request.user, programme.pk),
        "declares": access.declares(request.user),
    }  # fmt: skip
    return render(
        request, "collaboration/no_conflict.html", context, status=422 if refusal else 200
    )


def _back(programme: Programme, claim: str) -> str:
    """To the claim that is looked at, or the plan that waits for a decision, else to the team."""
    if pk := whole(claim):
        found = Claim.objects.filter(milestone__programme=programme, pk=pk).first()
        if found is not None:
            return reverse("collaboration:verify_claim", args=[found.pk])
    plan = team.plan_of(programme.pk)
    if plan is not None and plan.state == "submitted":
        return reverse("staffing:plan", args=[plan.pk])
    return reverse("collaboration:team", args=[programme.pk])
