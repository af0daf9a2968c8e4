"""The page of a contingent's leader, by a secret address and without an account."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.core import clock
from luwes.staffing import briefs, contingent_forms, contingents
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.models import Contingent
from luwes.ui.http import form_page, private


@login_not_required
@require_http_methods(["GET", "POST"])
def leader(request: HttpRequest, link: str) -> HttpResponse:
    """Where, what, until when, whom to call; and: we are here, we go home."""
    row = contingents.by_link(link)
    if row is None or not contingents.link_is_open(row, clock.today()):
        raise Http404
    form = contingent_forms.LeaderSays(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            deed = "out" if request.POST.get("deed") == "out" else "in"
            method = presence.by_link(
                contingent=row, deed=deed, **form.cleaned_data, key=_key(request), now=clock.now()
            )
            _thank(request, row, form.cleaned_data["code"], method)
            return redirect("staffing:leader", link=link)
    if form.is_bound:
        row.refresh_from_db()
    need = row.need
    context = {
        "row": row, "need": need, "form": form, "key": uuid.uuid4(),
        "told": {"task": briefs.lines(need.task), "bring": briefs.lines(need.bring),
                 "safety": briefs.lines(need.safety), "emergency": briefs.numbers(need.emergency)},
        "people": form["people"].value() if form.is_bound else row.present or row.heads,
    }  # fmt: skip
    return private(form_page(request, "staffing/leader.html", context))


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _thank(request: HttpRequest, row: Contingent, code: str, method: str) -> None:
    words = _("Terima kasih. Tercatat %(here)d dari %(heads)d orang di pos.")
    messages.success(request, words % {"here": row.present, "heads": row.heads})
    if code.strip() and method == "link":
        messages.warning(request, _("Kode posnya tidak cocok atau sudah lewat; jumlahnya tetap tercatat."))  # fmt: skip
