"""The committee's scores, and the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import deciding
from luwes.motivation.actions import judging as deeds
from luwes.motivation.forms import awards as forms
from luwes.motivation.models import AwardScore
from luwes.motivation.queries import awards as queries
from luwes.motivation.queries import judging
from luwes.ui.http import form_page, form_status


@require_http_methods(["GET", "POST"])
def score(request: Request, nomination_id: int) -> HttpResponse:
    return _score(request, nomination_id)


def _score(
    request: Request, nomination_id: int, declaring: forms.Declare | None = None
) -> HttpResponse:
    user, today = request.user, clock.today()
    row = get_object_or_404(access.judged_nominations(user), pk=nomination_id)
    criteria = list(row.award.criteria.order_by("place"))
    table = judging.table_of(row.award, today)
    require(table.bar(user.pk, row.pk) is None)
    own = AwardScore.objects.filter(nomination=row, judge=user).order_by("pk")
    known = {f"score_{s.criterion_id}": s.score for s in own} | {
        f"reason_{s.criterion_id}": s.reason for s in own
    }
    given = request.POST if declaring is None else None
    form = forms.Score(given or None, criteria=criteria, initial=known)
    if form.is_valid():
        with form.showing_problems():
            deeds.score(nomination=row, scores=form.scores, on=today, now=clock.now(), by=user)
            messages.success(request, _("Nilai untuk %s disimpan.") % row.nominee.full_name)
            return redirect("motivation:award", row.award_id)
    context = {
        "form": form, "row": row, "award": row.award, "evidence": list(access.shown_evidence(row)),
        "declare_form": declaring or forms.Declare(), "is_closed": table.is_complete or row.award.state != "judging",
        "may_stop": table.is_complete and row.award.state == "judging",
    }  # fmt: skip
    status = form_status(form, declaring)
    return render(request, "motivation/score.html", context, status=status)


@require_POST
def declare(request: Request, nomination_id: int) -> HttpResponse:
    row = get_object_or_404(access.judged_nominations(request.user), pk=nomination_id)
    form = forms.Declare(request.POST)
    if form.is_valid():
        with form.showing_problems():
            deeds.declare(
                nomination=row, words=form.cleaned_data["words"], on=clock.today(), now=clock.now(),
                by=request.user,
            )  # fmt: skip
            row.award.refresh_from_db(fields=["state"])
            told = _("Dicatat. Anda tidak menilai %s.") % row.nominee.full_name
            if row.award.state == "stopped":
                told = _("Dicatat. Penghargaan ini dihentikan, dan pengelolanya dikabari.")
            messages.success(request, told)
            return redirect("motivation:award", row.award_id)
    return _score(request, nomination_id, form)


@require_http_methods(["GET", "POST"])
def decide(request: Request, award_id: int) -> HttpResponse:
    user, today = request.user, clock.today()
    award = get_object_or_404(access.signed_awards(user, today), pk=award_id)
    table = judging.table_of(award, today)
    if award.state != "judging" or not table.is_complete:
        messages.info(request, _("Penghargaan ini sudah diputuskan atau belum selesai dinilai."))
        return redirect("motivation:award", award.pk)
    rows = queries.placed(table)
    names = {
        row.nomination.pk: _("%(place)d. %(name)s, %(points)s")
        % {"place": row.place, "name": row.nomination.nominee.full_name, "points": row.points}
        for row in rows
    }
    form = forms.Decide(
        request.POST or None, ranked=table.ranked, names=names, how_many=award.how_many,
        digest=table.digest,
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            deciding.decide(award=award, **form.cleaned_data, on=today, now=clock.now(), by=user)
            messages.success(request, _("Diputuskan. Penerima dikabari dan piagamnya diterbitkan."))
            return redirect("motivation:award", award.pk)
    context = {
        "form": form, "award": award, "placed": rows, "for_whom": queries.names_of([award], today)[award.pk],
        "interests": list(queries.interests(award)[: judging.MOST_NOMINATIONS]),
    }  # fmt: skip
    return form_page(request, "motivation/decide_award.html", context)
