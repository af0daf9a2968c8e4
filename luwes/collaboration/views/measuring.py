"""Indicators of a programme and what was measured by them: added, changed, corrected, taken away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration.actions import indicators as actions
from luwes.collaboration.forms import programmes as forms
from luwes.collaboration.models import Indicator, IndicatorValue
from luwes.collaboration.views.common import PartDeed, asked, managed, part, part_change
from luwes.core import clock
from luwes.ui.tags.words import day, number


@require_http_methods(["GET", "POST"])
def add(request: Request, programme_id: int) -> HttpResponse:
    row = managed(request, programme_id)
    form = forms.IndicatorForm(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.add(programme=row, measure=form.measure, on=clock.today(), by=request.user)
            messages.success(request, _("Indikator ditambahkan."))
            return redirect("collaboration:programme", row.pk)
    lead = _("Dari mana, ke mana, dalam satuan apa, dan dari data siapa.")
    return part(request, row, form, _("Tambah indikator"), lead)


def _indicator(request: Request, indicator_id: int) -> Indicator:
    rows = Indicator.objects.select_related("programme__unit", "programme__agency")
    row = get_object_or_404(rows, pk=indicator_id)
    managed(request, row.programme_id)
    return row


def _in_words(row: Indicator) -> str:
    return _("%(name)s, dalam %(unit)s. Sumber: %(source)s.") % {
        "name": row.name, "unit": row.unit_name, "source": row.source
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def measure(request: Request, indicator_id: int) -> HttpResponse:
    """A value that was measured on a day."""
    row = _indicator(request, indicator_id)
    form = forms.ValueForm(request.POST or None, initial={"day": clock.today()})
    if form.is_valid():
        with form.showing_problems():
            actions.measure(
                indicator=row, on=clock.today(), now=clock.now(), by=request.user,
                **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, _("Nilai dicatat."))
            return redirect("collaboration:programme", row.programme_id)
    return part(request, row.programme, form, _("Catat nilai indikator"), _in_words(row))


@require_http_methods(["GET", "POST"])
def change(request: Request, indicator_id: int) -> HttpResponse:
    """Corrected, or taken away while nothing was measured by it."""
    row = _indicator(request, indicator_id)
    form = forms.ChangedIndicator(
        asked(request),
        initial=forms.ChangedIndicator.values_of(row),
        is_measured=row.values.exists(),
    )
    common: dict[str, Any] = {"indicator": row, "on": clock.today(), "by": request.user}

    def change(reason: str) -> None:
        actions.change(measure=form.measure, reason=reason, **common)

    return part_change(
        request, row.programme, _("Perbaiki indikator %s") % row.name, form,
        PartDeed(change, _("Indikator diubah.")),
        PartDeed(lambda reason: actions.remove(reason=reason, **common), _("Indikator dihapus.")),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def correct(request: Request, value_id: int) -> HttpResponse:
    """A value that was wrong: another for the day, or none."""
    rows = IndicatorValue.objects.select_related("indicator__programme__unit", "indicator__programme__agency")  # fmt: skip
    row = get_object_or_404(rows, pk=value_id)
    indicator = row.indicator
    managed(request, indicator.programme_id)
    form = forms.CorrectionForm(request.POST or None, initial={"value": forms.plain(row.value)})
    if form.is_valid():
        with form.showing_problems():
            actions.correct(
                wrong=row, on=clock.today(), now=clock.now(), by=request.user, **form.cleaned_data
            )
            messages.success(request, _("Nilai dikoreksi; yang keliru tetap terbaca dengan alasannya."))  # fmt: skip
            return redirect("collaboration:programme", indicator.programme_id)
    lead = _("%(name)s, tercatat %(value)s %(unit)s pada %(day)s.") % {
        "name": indicator.name, "value": number(row.value), "unit": indicator.unit_name, "day": day(row.on),
    }  # fmt: skip
    return part(request, indicator.programme, form, _("Koreksi nilai indikator"), lead)
