"""The pages of the person who is sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.staffing import access
from luwes.staffing.actions import answers


@require_GET
def mine(request: Request) -> HttpResponse:
    rows = access.own(request.user).exclude(state="proposed").select_related("need__area", "letter")
    return render(
        request, "staffing/mine.html", {"assignments": rows.order_by("-period", "-pk")[:50]}
    )


@require_POST
def answer(request: Request, assignment_id: int) -> HttpResponse:
    row = get_object_or_404(access.own(request.user), pk=assignment_id)
    if request.POST.get("answer") == "accept":
        answers.accept(assignment=row, now=clock.now(), by=request.user)
        messages.success(request, _("Terima kasih. Jawaban Anda sudah diterima."))
    else:
        reason = request.POST.get("reason", "")
        answers.decline(assignment=row, reason=reason, now=clock.now(), by=request.user)
        messages.success(request, _("Jawaban Anda sudah diterima."))
    return redirect("staffing:mine")
