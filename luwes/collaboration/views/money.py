"""A programme's money: by source and year, recorded, taken back, downloaded."""

import uuid
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.actions import money as actions
from luwes.collaboration.forms.money import ChangedSource, Entry, Source, TakingBack
from luwes.collaboration.models import BudgetEntry, BudgetSource, Programme
from luwes.collaboration.queries import money as queries
from luwes.collaboration.rules.money import millions
from luwes.collaboration.views.common import managed, seen
from luwes.core import clock, sheets
from luwes.ui.http import form_page
from luwes.ui.tags.words import number

A_PAGE = 25


def _source(request: Request, source_id: int) -> BudgetSource:
    rows = BudgetSource.objects.select_related("programme__unit", "partner__partner")
    source = get_object_or_404(rows, pk=source_id)
    managed(request, source.programme_id)
    return source


@require_GET
def budget(request: Request, programme_id: int) -> HttpResponse:
    programme = seen(request, programme_id)
    found = queries.budget(programme)
    context = {
        "programme": programme, "budget": found, "figures": _figures(found),
        "page": Paginator(_entries(request, programme), A_PAGE).get_page(request.GET.get("hal")),
        "manages": access.can_manage(request.user, programme, clock.today()),
    }  # fmt: skip
    return render(request, "collaboration/money.html", context)


def _entries(request: Request, programme: Programme) -> QuerySet[BudgetEntry]:
    return queries.entries(access.seen_entries(request.user, programme, clock.today()))


def _figures(found: queries.Budget) -> list[tuple[str, Decimal, str]]:
    """Large, in millions, and exactly."""
    rows = [
        (_("Rencana (juta rupiah)"), found.line.planned),
        (_("Diikat (juta rupiah)"), found.line.committed),
        (_("Terealisasi (juta rupiah)"), found.line.realised),
        (_("Sisa rencana (juta rupiah)"), found.left),
    ]
    return [(label, millions(amount), f"Rp{number(amount)}") for label, amount in rows]


@require_GET
def sheet(request: Request, programme_id: int) -> HttpResponseBase:
    """Every entry, one a row; what somebody typed is text there, never a formula."""
    programme = seen(request, programme_id)
    head = [
        _("Tahun"), _("Sumber"), _("Mitra"), _("Untuk"), _("Jenis"), _("Tanggal"), _("Jumlah (Rp)"),
        _("Dokumen"), _("Catatan"), _("Dicatat oleh"),
    ]  # fmt: skip
    rows = queries.rows_of_sheet(_entries(request, programme))
    name = f"anggaran-{programme.slug}-{clock.today().isoformat()}"
    return sheets.download(name, "xlsx", _("Anggaran program"), head, rows)


@require_http_methods(["GET", "POST"])
def add_source(request: Request, programme_id: int) -> HttpResponse:
    programme, today = managed(request, programme_id), clock.today()
    form = Source(request.POST or None, programme=programme, initial={"year": today.year})
    if form.is_valid():
        with form.showing_problems():
            actions.add_source(programme=programme, draft=form.draft, on=today, by=request.user)
            messages.success(request, _("Sumber anggaran ditambahkan."))
            return redirect("collaboration:money", programme.pk)
    context = {"form": form, "programme": programme, "source": None}
    return form_page(request, "collaboration/source_form.html", context)


@require_http_methods(["GET", "POST"])
def change_source(request: Request, source_id: int) -> HttpResponse:
    source = _source(request, source_id)
    form = ChangedSource(request.POST or None, initial=ChangedSource.values_of(source))
    if form.is_valid():
        with form.showing_problems():
            actions.change_source(
                source=source, **form.cleaned_data, on=clock.today(), by=request.user
            )
            messages.success(request, _("Rencana sumber ini diubah."))
            return redirect("collaboration:money", source.programme_id)
    context = {"form": form, "programme": source.programme, "source": source}
    return form_page(request, "collaboration/source_form.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Request, source_id: int) -> HttpResponse:
    source, today = _source(request, source_id), clock.today()
    form = Entry(request.POST or None, initial={"on": today, "key": uuid.uuid4()})
    if form.is_valid():
        with form.showing_problems():
            actions.record(
                source=source, draft=form.draft, key=form.cleaned_data["key"], now=clock.now(),
                on=today, by=request.user,
            )  # fmt: skip
            messages.success(request, _("Anggaran dicatat."))
            return redirect("collaboration:money", source.programme_id)
    context = {"form": form, "programme": source.programme, "source": source}
    return form_page(request, "collaboration/entry_form.html", context)


@require_http_methods(["GET", "POST"])
def take_back(request: Request, entry_id: int) -> HttpResponse:
    rows = BudgetEntry.objects.select_related("source__programme__unit", "source__partner__partner")
    entry = get_object_or_404(rows, pk=entry_id)
    programme = managed(request, entry.source.programme_id)
    form = TakingBack(request.POST or None, initial={"key": uuid.uuid4()})
    if form.is_valid():
        with form.showing_problems():
            actions.take_back(
                entry=entry, **form.cleaned_data, now=clock.now(), on=clock.today(), by=request.user
            )
            messages.success(request, _("Catatan ditarik; keduanya tetap terbaca."))
            return redirect("collaboration:money", programme.pk)
    context = {"form": form, "programme": programme, "entry": entry}
    return form_page(request, "collaboration/take_back.html", context)
