"""Swapping shifts: choosing with whom, and the answer to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.staffing import access, rosters, swaps
from luwes.staffing.actions import swaps as actions
from luwes.staffing.models import Assignment, Shift
from luwes.ui.http import tell_refused


@require_http_methods(["GET", "POST"])
def swap(request: Request, assignment_id: int, shift_id: int) -> HttpResponse:
    """With whom one's shift can be swapped; each choice is a button."""
    own = access.own(request.user).select_related("need__area", "employee")
    row = get_object_or_404(own, pk=assignment_id)
    shift = get_object_or_404(
        Shift.objects.select_related("assignment"), pk=shift_id, assignment=row
    )
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            _ask(request, row, shift)
        except Refused as refusal:
            problems = tuple(problem.message for problem in refusal.problems)
        else:
            return redirect("staffing:duty", assignment_id=row.pk)
    found = swaps.choices(shift, row, clock.now()) if shift.starts_at > clock.now() else []
    context = {"assignment": row, "shift": shift, "choices": found, "problems": problems}
    return render(request, "staffing/swap.html", context, status=422 if problems else 200)


def _ask(request: Request, row: Assignment, shift: Shift) -> None:
    other, _dash, wanted = request.POST.get("choice", "").partition("-")
    colleague = get_object_or_404(rosters.crew(row.need), pk=whole(other))
    exchanged = None
    if pk := whole(wanted):
        exchanged = get_object_or_404(Shift, pk=pk, assignment=colleague)
    actions.ask(shift=shift, other=colleague, wanted=exchanged, now=clock.now(), by=request.user)
    text = _("%s diminta menjawab. Shift tetap milik Anda sampai disetujui.")
    messages.success(request, text % colleague.employee.full_name)


DEEDS: dict[str, tuple[Callable[..., None], Any]] = {
    "agree": (
        actions.agree,
        gettext_lazy("Anda setuju. Pemimpin regu atau petugas pos diminta menyetujui."),
    ),
    "consent": (actions.consent, gettext_lazy("Tukar shift disetujui; keduanya diberi tahu.")),
    "refuse": (actions.refuse_swap, gettext_lazy("Permintaan tukar ditolak.")),
    "withdraw": (actions.withdraw, gettext_lazy("Permintaan tukar dibatalkan.")),
}


@require_POST
def answer(request: Request, swap_id: int) -> HttpResponse:
    """One press: agree, consent, refuse, take back."""
    row = get_object_or_404(swaps.visible(request.user), pk=swap_id)
    if done := DEEDS.get(request.POST.get("deed", "")):
        action, text = done
        try:
            action(swap=row, now=clock.now(), by=request.user)
        except Refused as refusal:
            tell_refused(request, refusal, messages.ERROR)
        else:
            messages.success(request, str(text))
    own = access.own(request.user).filter(need_id=row.asker.need_id).order_by("-pk").first()
    if own is None:
        return redirect("staffing:rota", need_id=row.asker.need_id)
    return redirect("staffing:duty", assignment_id=own.pk)
