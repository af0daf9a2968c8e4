"""The home unit: who is away, who is back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.staffing import access, queries
from luwes.staffing.actions import field


@require_http_methods(["GET", "POST"])
def away(request: Request) -> HttpResponse:
    rows = access.away(request.user)
    if request.method == "POST":
        row = get_object_or_404(rows, pk=request.POST.get("assignment"))
        field.confirm_return(
            assignment=row, note=request.POST.get("note", ""), now=clock.now(), by=request.user
        )
        messages.success(request, _("Kembalinya pegawai dicatat."))
        return redirect("staffing:away")
    context = {"out": queries.in_force(rows)[:200], "returns": queries.awaiting_return(rows)[:200]}
    return render(request, "staffing/away.html", context)
