"""One partner: its data, papers, people, agreements, programmes; what is done about it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.actions import papers as paper_actions
from luwes.collaboration.actions import partners as actions
from luwes.collaboration.actions import representatives
from luwes.collaboration.forms.partners import PaperForm
from luwes.collaboration.models import Partner, PartnerDocument
from luwes.collaboration.queries import partners as queries
from luwes.collaboration.queries import past
from luwes.collaboration.rules.states import PartnerState, Side
from luwes.collaboration.views.common import not_yet
from luwes.collaboration.views.partners import seen
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.forms import Form, Reason
from luwes.core.numbers import whole
from luwes.ui.files import sent
from luwes.ui.http import form_status, past_or_today, tell_refused

SHOWN = 50


@require_http_methods(["GET", "POST"])
def partner(request: Request, partner_id: int) -> HttpResponse:
    """The old address of one that was merged leads to the one that goes on."""
    on = past_or_today(request)
    merged = Partner.objects.filter(pk=partner_id, state=PartnerState.MERGED.value).first()
    if merged is not None:
        seen_ones = access.seen_partners(request.user, clock.today())
        kept = get_object_or_404(seen_ones, pk=merged.merged_into_id)
        per = _per(on) if on < clock.today() else ""
        return redirect(reverse("collaboration:partner", args=[kept.pk]) + per)
    row = seen(request, partner_id)
    if request.method != "POST" and on < clock.today():
        return _past(request, row, on)
    forms: dict[str, Form] = {
        "add_paper": PaperForm(partner_kind=row.kind), "suspend": Reason(),
    }  # fmt: skip
    if request.method == "POST":
        done = _do(request, row, forms)
        if done:
            return done
    return _page(request, row, forms)


def _past(request: Request, row: Partner, on: date) -> HttpResponse:
    """Read only."""
    if not past.was_there(row.made_at, on):
        return not_yet(request, row.name, _("Mitra"), "collaboration:partners", row.made_at)
    user, today = request.user, clock.today()
    agreements = access.seen_agreements(user, today).filter(
        partner=row, made_at__lt=past.end_of(on)
    )
    side = Side.PARTNER if access.represents(user, row, today) else None
    context = {
        "partner": past.partner(row, on), "reads": access.can_read_papers(user, row, today), "today": on,
        "agreements": past.agreements(agreements[:SHOWN], on, side), "per": _per(on),
    }  # fmt: skip
    return render(request, "collaboration/partner_past.html", context)


def _per(on: date) -> str:
    return f"?per={on.isoformat()}"


def _do(request: Request, row: Partner, forms: dict[str, Form]) -> HttpResponse | None:
    """The deed that was pressed; None where something in its form must be mended."""
    deed = request.POST.get("deed", "")
    if deed == "add_paper":
        form: Form = PaperForm(request.POST, request.FILES, partner_kind=row.kind)
    elif deed == "suspend":
        form = Reason(request.POST)
    elif deed in _DEEDS:
        return _press(request, row, deed)
    else:
        return redirect("collaboration:partner", row.pk)
    forms[deed] = form
    if form.is_valid():
        with form.showing_problems():
            if isinstance(form, PaperForm):
                paper_actions.add(partner=row, paper=form.paper, on=clock.today(), now=clock.now(), by=request.user)  # fmt: skip
                messages.success(request, _("Dokumen ditambahkan. Orang lain memeriksanya."))
            else:
                actions.suspend(partner=row, reason=form.cleaned_data["reason"], now=clock.now(), by=request.user)  # fmt: skip
                messages.success(request, _("Mitra dibekukan."))
            return redirect("collaboration:partner", row.pk)
    return None


def _press(request: Request, row: Partner, deed: str) -> HttpResponse:
    try:
        messages.success(request, _DEEDS[deed](request, row))
    except Refused as refused:
        tell_refused(request, refused)
    return redirect("collaboration:partner", row.pk)


def _check(request: Request, row: Partner) -> str:
    actions.check(partner=row, now=clock.now(), on=clock.today(), by=request.user)
    return _("Mitra aktif. Perjanjian dapat dirancang dengannya.")


def _document(request: Request, row: Partner) -> PartnerDocument:
    key = request.POST.get("document", "")
    return get_object_or_404(row.documents, pk=whole(key))


def _approve(request: Request, row: Partner) -> str:
    paper_actions.approve(document=_document(request, row), now=clock.now(), by=request.user)
    return _("Dokumen dinyatakan sesuai.")


def _remove(request: Request, row: Partner) -> str:
    paper_actions.remove(
        document=_document(request, row), on=clock.today(), now=clock.now(), by=request.user
    )
    return _("Dokumen dihapus.")


def _end(request: Request, row: Partner) -> str:
    key = request.POST.get("representative", "")
    found = get_object_or_404(row.representatives, pk=whole(key))
    representatives.end(representative=found, on=clock.today(), by=request.user)
    return _("Tugasnya sebagai wakil diakhiri.")


_DEEDS: dict[str, Callable[[Request, Partner], str]] = {
    "check": _check, "approve_paper": _approve, "remove_paper": _remove, "end_representative": _end,
}  # fmt: skip


def _page(request: Request, row: Partner, forms: dict[str, Form]) -> HttpResponse:
    user, on = request.user, clock.today()
    papers = row.documents.select_related("added_by", "checked_by").order_by("kind", "-period", "-pk")  # fmt: skip
    documents = list(papers)
    checks = access.can_check(user, row)
    needs = queries.needs(row, documents, on)
    reads = access.can_read_papers(user, row, on)
    shown = [(one, _standing(one, on), one.added_by_id == user.pk) for one in documents if reads]
    agreements = access.seen_agreements(user, on).filter(partner=row)
    programmes = access.seen_programmes(user, on).filter(partners__partner=row)
    context: dict[str, Any] = {
        "partner": row, "today": on, "checks": checks, "writes": access.can_write(user, row),
        "adds": access.can_add_papers(user, row, on), "forms": forms, "needs": needs,
        "posted": request.POST.get("deed", ""),
        "documents": shown,
        "is_ready": all(need.is_there for need in needs),
        "agreements": list(agreements[:SHOWN]), "programmes": list(programmes.distinct()[:SHOWN]),
        "speakers": list(row.representatives.select_related("user", "named_by").order_by("user__name", "pk")),
        "drafts": access.proposes(user) and row.state == PartnerState.ACTIVE,
        "is_own": access.represents(user, row, on),
    }  # fmt: skip
    status = form_status(*forms.values())
    return render(request, "collaboration/partner.html", context, status=status)


def _standing(row: PartnerDocument, on: Any) -> str:
    if on not in row.period:
        return "over" if row.period.end is not None and row.period.end <= on else "coming"
    return "good" if row.checked_at else "unchecked"


@require_GET
def paper(request: Request, document_id: int) -> FileResponse:
    """Only downloaded."""
    row = get_object_or_404(PartnerDocument.objects.select_related("partner"), pk=document_id)
    require(access.can_read_papers(request.user, row.partner, clock.today()))
    kind = "jpeg" if str(row.file.name).endswith(".jpg") else "pdf"
    return sent(row.file, row.name, kind)
