"""Rating, what became of it, and objections."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.motivation.access import goals as access
from luwes.motivation.actions import objecting, rating
from luwes.motivation.actions.rating import Judgement
from luwes.motivation.forms.evaluations import Decide, ObjectTo, Rate, Withdraw
from luwes.motivation.models import PREDICATE_LABELS, RATING_LABELS, Evaluation, RatingObjection
from luwes.motivation.queries import plans
from luwes.motivation.rules.evaluating import EvaluationKind, EvaluationState, ObjectionState
from luwes.motivation.rules.rating import MATRIX, Rating, predicate
from luwes.motivation.views.plans import assessable, with_goals
from luwes.ui.http import form_page, form_status, tell_refused


@require_http_methods(["GET", "POST"])
def rate(request: Request, plan_id: int) -> HttpResponse:
    """First what it leads to is shown, then it is sent: it is not written over afterwards."""
    row, on = with_goals(request, assessable(request, plan_id)), clock.today()
    asked = request.GET.get("triwulan", "")
    if asked not in {"", "1", "2", "3"}:
        raise Http404
    quarter = int(asked) if asked else None
    page = plans.page_of(row, in_line=True)  # whoever may rate it
    form = Rate(request.POST or None, goals=page.goals, is_year=quarter is None)
    leads_to = ""
    if form.is_valid():
        said = form.cleaned_data
        judgement = Judgement(
            said["work"], said["work_reason"], said["behaviour"], said["behaviour_reason"],
            form.realised(),
        )  # fmt: skip
        leads_to = predicate(judgement.work, judgement.behaviour).value
        if said["checked"] == leads_to:
            with form.showing_problems():
                made = rating.rate(
                    plan=row, quarter=quarter, judgement=judgement, on=on, now=clock.now(),
                    by=request.user,
                )  # fmt: skip
                messages.success(request, _("Penilaian dikirim kepada yang bersangkutan."))
                return redirect("motivation:evaluation", evaluation_id=made.pk)
    quarters, year = plans.rateable(row, on)
    context = {
        "form": form, "plan": row, "page": page, "quarter": quarter, "matrix": _matrix(),
        "parts": [] if quarter else plans.shown_parts(row, on),
        "is_open": quarter in quarters if quarter else year,
        "leads_to": leads_to and PREDICATE_LABELS[leads_to], "leads_to_key": leads_to,
    }  # fmt: skip
    return form_page(request, "motivation/rate.html", context)


def _matrix() -> list[tuple[str, list[str]]]:
    """A row a rating of results, from the best; columns of behaviour from the worst."""
    order = [Rating.BELOW, Rating.MEETS, Rating.ABOVE]
    return [
        (
            str(RATING_LABELS[work.value]),
            [str(PREDICATE_LABELS[MATRIX[work, behaviour].value]) for behaviour in order],
        )
        for work in reversed(order)
    ]


def _readable(request: Request, evaluation_id: int) -> tuple[Evaluation, bool]:
    """And whether its plan and paper are to be read, too; who may only withdraw it reads it alone."""
    on = clock.today()
    row = access.readable_evaluations(request.user, on).filter(pk=evaluation_id).first()
    if row:
        return row, True
    row = get_object_or_404(access.standing_evaluations(request.user, on), pk=evaluation_id)
    if not access.can_withdraw(request.user, row, on):
        raise Http404
    return row, False


def _own(request: Request, evaluation_id: int) -> Evaluation:
    row, _reads_plan = _readable(request, evaluation_id)
    if not access.is_own(request.user, row.plan):
        raise Http404
    return row


@require_GET
def evaluation(request: Request, evaluation_id: int) -> HttpResponse:
    (row, reads_plan), on = _readable(request, evaluation_id), clock.today()
    objection = RatingObjection.objects.filter(evaluation=row).select_related("decided_by").first()
    if objection:
        objection.evaluation = row
    is_own = access.is_own(request.user, row.plan)
    is_final = row.state == EvaluationState.FINAL.value and row.letter_id is not None
    is_open = row.state == EvaluationState.RATED.value and (
        row.object_until is None or on <= row.object_until
    )
    context = {
        "row": row, "plan": row.plan, "reads_plan": reads_plan, "objection": objection, "is_own": is_own,
        "parts": [] if row.quarter or not reads_plan else plans.shown_parts(row.plan, on),
        "is_year": row.kind == EvaluationKind.YEAR.value, "may_object": is_own and is_open,
        "results": row.results.select_related("goal").order_by("-goal__kind", "goal__place", "goal"),
        "may_decide": objection is not None and objection.state == ObjectionState.ASKED.value and access.can_decide(request.user, objection, on),
        "deciders": access.deciders([row], on)[row.pk] if objection else [],
        "may_withdraw": is_final and access.can_withdraw(request.user, row, on),
    }  # fmt: skip
    return render(request, "motivation/evaluation.html", context)


@require_POST
def receive(request: Request, evaluation_id: int) -> HttpResponse:
    row = _own(request, evaluation_id)
    accepts = request.POST.get("deed") == "accept"
    try:
        rating.receive(
            evaluation=row, accepts=accepts, on=clock.today(), now=clock.now(), by=request.user
        )
        messages.success(request, _("Penilaian diterima.") if accepts else _("Dicatat: Anda sudah membacanya."))  # fmt: skip
    except Refused as refusal:
        tell_refused(request, refusal)
    return redirect("motivation:evaluation", evaluation_id=row.pk)


@require_http_methods(["GET", "POST"])
def object_to(request: Request, evaluation_id: int) -> HttpResponse:
    row = _own(request, evaluation_id)
    form = ObjectTo(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            objecting.object_to(
                evaluation=row, **form.cleaned_data, on=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Keberatan diajukan kepada atasan pejabat penilai."))
            return redirect("motivation:evaluation", evaluation_id=row.pk)
    return form_page(request, "motivation/object.html", {"form": form, "row": row})


@require_http_methods(["GET", "POST"])
def decide(request: Request, objection_id: int) -> HttpResponse:
    """Whoever may read the evaluation sees how it was decided; only who decides gets the form."""
    rows = RatingObjection.objects.select_related(
        "evaluation__plan__employee__user", "evaluation__plan__unit__agency",
        "evaluation__rated_by", "decided_by",
    )  # fmt: skip
    row, on = get_object_or_404(rows, pk=objection_id), clock.today()
    if not access.can_decide(request.user, row, on):
        raise Http404
    if row.state != ObjectionState.ASKED.value and request.method == "GET":
        return redirect("motivation:evaluation", evaluation_id=row.evaluation_id)
    form = Decide(request.POST or None, evaluation=row.evaluation, part=row.part)
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_problems():
            objecting.decide(
                objection=row, changes=said["deed"] == "change", work=said.get("work") or None,
                behaviour=said.get("behaviour") or None, words=said["words"], on=on,
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Keputusan dikirim kepada yang bersangkutan dan pejabat penilai."))  # fmt: skip
            return redirect("motivation:evaluation", evaluation_id=row.evaluation_id)
    one = row.evaluation
    context = {
        "form": form, "row": row, "evaluation": one, "plan": one.plan,
        "results": one.results.select_related("goal").order_by("-goal__kind", "goal__place", "goal"),
    }  # fmt: skip
    return render(request, "motivation/decide_objection.html", context, status=form_status(form))


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, evaluation_id: int) -> HttpResponse:
    """By whoever would decide about it, who need not be of those that read every evaluation."""
    rows = Evaluation.objects.select_related("plan__employee", "plan__unit__agency", "letter")
    row, on = get_object_or_404(rows, pk=evaluation_id), clock.today()
    if not access.can_withdraw(request.user, row, on):
        raise Http404
    form = Withdraw(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            rating.withdraw(
                evaluation=row, reason=form.cleaned_data["reason"], on=on, now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Penilaian dicabut. Pejabat penilai menilai ulang."))
            return redirect("motivation:assessed")
    return form_page(request, "motivation/withdraw_rating.html", {"form": form, "row": row})
