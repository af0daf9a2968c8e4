"""Programmes for everybody, without an account; residents say what they see."""

from secrets import token_urlsafe

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.collaboration import public
from luwes.collaboration.actions import voices
from luwes.collaboration.forms.programmes import VoiceForm
from luwes.collaboration.models import Programme
from luwes.collaboration.queries import programmes as queries
from luwes.core import clock, sheets
from luwes.services.views import slowing
from luwes.ui.http import form_page, private
from luwes.ui.public import for_everybody

DEVICE, A_YEAR = "luwes_suara", 365 * 24 * 3600


def _found(slug: str) -> Programme:
    return get_object_or_404(public.programmes(), slug=slug)


@for_everybody
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    context = public.context(_found(slug), clock.now())
    return HttpResponse(render_to_string("collaboration/public.html", context))


@for_everybody
def data(request: HttpRequest, slug: str) -> HttpResponse:
    found = _found(slug)
    moment = clock.now().replace(microsecond=0, second=0)
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(public.as_json(found, moment), json_dumps_params=options)


@for_everybody
def milestones_csv(request: HttpRequest, slug: str) -> HttpResponse:
    found = _found(slug)
    text = "".join(sheets.csv_lines(public.csv_head(), public.csv_rows(found, clock.now())))
    answer = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    return answer


@for_everybody
def photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    row = get_object_or_404(public.photos(), pk=photo_id)
    with row.image.open("rb") as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


@login_not_required
@require_http_methods(["GET", "POST"])
def voice(request: HttpRequest, slug: str, claim_id: int) -> HttpResponseBase:
    """Once a claim and device: the device is known by a cookie that this page gives it."""
    claim = get_object_or_404(public.claims().filter(milestone__programme__slug=slug), pk=claim_id)
    device = request.get_signed_cookie(DEVICE, default="", salt="collaboration voice")
    form = VoiceForm(request.POST or None)
    said = False
    if form.is_valid():
        slower = slowing.came_too_often(request, "voice")
        slower = slower or slowing.spoke_too_often(request, f"voice {claim.pk}")
        if slower:
            return slower
        if not device:
            form.add_error(None, _("Peramban ini menolak kuki, jadi suara tidak dapat dihitung sekali saja. Izinkan kuki, lalu coba lagi."))  # fmt: skip
        else:
            with form.showing_problems():
                voices.say(
                    claim=claim, is_so=form.cleaned_data["is_so"] == "yes",
                    words=form.cleaned_data["words"], device=device, now=clock.now(),
                )  # fmt: skip
                said = True
    context = {
        "form": form, "claim": claim, "milestone": claim.milestone, "said": said,
        "programme": claim.milestone.programme, "doer": queries.doer_of(claim.milestone),
    }  # fmt: skip
    answer = private(form_page(request, "collaboration/voice.html", context))
    if not device:
        answer.set_signed_cookie(
            DEVICE, token_urlsafe(16), salt="collaboration voice", max_age=A_YEAR, httponly=True,
            samesite="Lax", secure=request.is_secure(),
        )  # fmt: skip
    return answer
