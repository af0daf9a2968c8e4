"""Where a programme works: places added, corrected, taken away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration.actions import places as actions
from luwes.collaboration.forms import programmes as forms
from luwes.collaboration.models import ProgrammePlace
from luwes.collaboration.views.common import PartDeed, asked, managed, part, part_change
from luwes.core import clock
from luwes.teamwork.queries import areas_of


@require_http_methods(["GET", "POST"])
def add(request: Request, programme_id: int) -> HttpResponse:
    row = managed(request, programme_id)
    form = forms.PlaceForm(
        request.POST or None, areas=areas_of(row.agency), initial={"area": str(row.area_id)}
    )
    if form.is_valid():
        with form.showing_problems():
            actions.add(programme=row, spot=form.spot, on=clock.today(), by=request.user)
            messages.success(request, _("Lokasi ditambahkan."))
            return redirect("collaboration:programme", row.pk)
    lead = _("Titiknya dipakai untuk peta dan untuk membandingkan tempat foto diambil.")
    return part(request, row, form, _("Tambah lokasi"), lead)


@require_http_methods(["GET", "POST"])
def change(request: Request, place_id: int) -> HttpResponse:
    """Corrected, or taken away while nothing is there."""
    rows = ProgrammePlace.objects.select_related("programme__unit", "programme__agency", "area")
    row = get_object_or_404(rows, pk=place_id)
    programme = managed(request, row.programme_id)
    form = forms.ChangedPlace(
        asked(request), areas=areas_of(programme.agency), is_used=actions.is_used(row),
        initial=forms.ChangedPlace.values_of(row),
    )  # fmt: skip
    common: dict[str, Any] = {"place": row, "on": clock.today(), "by": request.user}

    def change(reason: str) -> None:
        actions.change(spot=form.spot, reason=reason, **common)

    return part_change(
        request, programme, _("Perbaiki lokasi %s") % row.name, form,
        PartDeed(change, _("Lokasi diubah.")),
        PartDeed(lambda reason: actions.remove(reason=reason, **common), _("Lokasi dihapus.")),
    )  # fmt: skip
