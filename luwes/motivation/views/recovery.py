"""Days of recovery: one's own, and those that a superior agrees to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.motivation.access import care as access
from luwes.motivation.actions import recovering
from luwes.motivation.forms.care import AnswerRecovery, PickDays
from luwes.motivation.models import RecoveryOffer
from luwes.motivation.rules.recovery import OfferState
from luwes.people import access as people
from luwes.ui.http import form_status

MOST = 20


@require_GET
def own(request: Request) -> HttpResponse:
    """Every duty that earned rest, the newest first."""
    require(people.has_file(request.user))
    rows = list(access.own_offers(request.user).prefetch_related("picked").order_by("-offered_at", "-pk")[:MOST])  # fmt: skip
    context = {"rows": [(row, sorted(p.day for p in row.picked.all())) for row in rows]}
    return render(request, "motivation/own_recovery.html", context)


@require_http_methods(["GET", "POST"])
def pick(request: Request, offer_id: int) -> HttpResponse:
    offer = get_object_or_404(access.own_offers(request.user), pk=offer_id)
    on = clock.today()
    days = recovering.pickable(offer, on)
    picked = [day.isoformat() for day in recovering.waiting(offer)]
    given = request.POST if request.method == "POST" else None
    form = PickDays(given, days=days, initial={"days": picked})
    if form.is_valid():
        with form.showing_problems():
            recovering.pick(
                offer=offer, days=form.cleaned_data["days"], on=on, now=clock.now(), by=request.user
            )
            messages.success(request, _("Disampaikan kepada atasan. Diam dua hari kerja berarti setuju."))  # fmt: skip
            return redirect("motivation:own_recovery")
    is_open = offer.state in {OfferState.OFFERED.value, OfferState.ASKED.value}
    context = {"offer": offer, "form": form, "days": days, "is_open": is_open}
    return render(request, "motivation/pick_recovery.html", context, status=form_status(form if given is not None else None))  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer(request: Request, offer_id: int) -> HttpResponse:
    """What somebody picked, and the superior's word."""
    on = clock.today()
    offer = get_object_or_404(access.agreeable_offers(request.user, on), pk=offer_id)
    given = request.POST if request.method == "POST" else None
    form = AnswerRecovery(given, days=recovering.settable(offer, on))
    if form.is_valid():
        with form.showing_problems():
            recovering.answer(
                offer=offer, agrees=form.cleaned_data["answer"] == "yes",
                days=form.cleaned_data["days"], reason=form.cleaned_data["reason"], on=on,
                now=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Istirahatnya berlaku; ia tidak ditugaskan pada hari itu."))
            return redirect("motivation:load")
    context = {
        "offer": offer, "form": form, "days": _days(offer),
        "is_waiting": offer.state == OfferState.ASKED.value,
    }  # fmt: skip
    return render(request, "motivation/recovery.html", context, status=form_status(form if given is not None else None))  # fmt: skip


def _days(offer: RecoveryOffer) -> list[object]:
    if offer.state == OfferState.ASKED.value:
        return list(recovering.waiting(offer))
    return list(offer.picked.order_by("day").values_list("day", flat=True))
