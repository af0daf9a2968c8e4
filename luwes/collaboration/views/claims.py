"""What one side says is done, what the other side sees; photos; words of residents."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.actions import claims as actions
from luwes.collaboration.actions import voices
from luwes.collaboration.forms import programmes as forms
from luwes.collaboration.models import Claim, Programme, ProgrammePhoto, ResidentVoice
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.views.common import managed, page, seen_milestone
from luwes.core import clock
from luwes.core.access import require
from luwes.ui.files import picture

A_PAGE = 25


@require_http_methods(["GET", "POST"])
def claim(request: Request, milestone_id: int) -> HttpResponse:
    row, today = seen_milestone(request, milestone_id), clock.today()
    require(access.can_claim(request.user, row, today))
    form = forms.ClaimForm(request.POST or None, request.FILES or None, initial={"taken_on": today})
    if form.is_valid():
        with form.showing_problems():
            actions.claim(
                milestone=row, percent=form.cleaned_data["percent"],
                words=form.cleaned_data["words"], pictures=form.pictures, on=today,
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Klaim dikirim. Pihak lain diminta memeriksa."))
            return redirect("collaboration:milestone", row.pk)
    context = {"form": form, "milestone": row, "programme": row.programme}
    return page(request, "collaboration/claim.html", context, form)


def _seen_claim(request: Request, claim_id: int) -> Claim:
    row = get_object_or_404(Claim.objects.select_related("by"), pk=claim_id)
    row.milestone = seen_milestone(request, row.milestone_id)
    return row


@require_http_methods(["GET", "POST"])
def verify(request: Request, claim_id: int) -> HttpResponse:
    row, today = _seen_claim(request, claim_id), clock.today()
    require(access.can_verify(request.user, row, today))
    if access.must_say_no_conflict(request.user, row):
        page_ = reverse("collaboration:no_conflict", args=[row.milestone.programme_id])
        return redirect(f"{page_}?klaim={row.pk}")
    form = forms.VerifyForm(
        request.POST or None,
        request.FILES or None,
        claimed=row.percent,
        initial={"taken_on": today},
    )
    if form.is_valid():
        with form.showing_problems():
            actions.verify(
                claim=row, percent=form.cleaned_data["percent"], words=form.cleaned_data["words"],
                pictures=form.pictures, on=today, now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Hasil pemeriksaan dicatat."))
            return redirect("collaboration:milestone", row.milestone_id)
    told = next(t for t in queries.claims_of(row.milestone) if t.row.pk == row.pk)
    context = {
        "form": form, "told": told, "milestone": row.milestone, "programme": row.milestone.programme,
        "doer": queries.doer_of(row.milestone),
    }  # fmt: skip
    return page(request, "collaboration/verify.html", context, form)


@require_POST
def withdraw(request: Request, claim_id: int) -> HttpResponse:
    row = _seen_claim(request, claim_id)
    actions.withdraw(claim=row, on=clock.today(), now=clock.now(), by=request.user)
    messages.success(request, _("Klaim ditarik."))
    return redirect("collaboration:milestone", row.milestone_id)


@require_GET
def photo(request: Request, photo_id: int) -> FileResponse:
    visible = access.seen_programmes(request.user, clock.today()).order_by().values("pk")
    row = get_object_or_404(ProgrammePhoto.objects.filter(programme__in=visible), pk=photo_id)
    return picture(row.image)


@require_GET
def words(request: Request, programme_id: int) -> HttpResponse:
    """What residents wrote, to be let through or hidden; and what was decided, to be decided anew."""
    row = managed(request, programme_id)
    read = request.GET.get("lihat") == "dibaca"
    waiting = queries.waiting_words(Programme.objects.filter(pk=row.pk))
    found = queries.read_words(row) if read else waiting
    context = {
        "programme": row, "form": forms.LookForm(), "read": read,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("hal")),
    }  # fmt: skip
    return page(request, "collaboration/voices.html", context)


@require_POST
def look(request: Request, voice_id: int) -> HttpResponse:
    rows = ResidentVoice.objects.select_related("claim__milestone__programme__unit")
    row = get_object_or_404(rows, pk=voice_id)
    programme = row.claim.milestone.programme
    managed(request, programme.pk)
    back = reverse("collaboration:programme_voices", args=[programme.pk])
    back = back if row.looked_at is None else f"{back}?lihat=dibaca"
    form = forms.LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["reason"][0]))
        return redirect(back)
    voices.look(
        voice=row, is_shown=request.POST.get("deed") == "show", on=clock.today(), now=clock.now(),
        reason=form.cleaned_data["reason"], by=request.user,
    )  # fmt: skip
    messages.success(request, _("Dicatat."))
    return redirect(back)
