"""One's own certificates, and those that a manager of learning may revoke."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.learning import access
from luwes.learning.actions import certifying
from luwes.learning.forms.records import Revoke
from luwes.learning.models import Certificate
from luwes.ui import keyset
from luwes.ui.http import form_page

MOST = 60


@require_GET
def own(request: Request) -> HttpResponse:
    rows = list(access.own_certificates(request.user)[:MOST])
    context = {"rows": [(row, _standing(row)) for row in rows]}
    return render(request, "learning/certificates.html", context)


@require_GET
def issued(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    text = request.GET.get("cari", "").strip()[:80]
    rows = access.managed_certificates(request.user, clock.today())
    if text:
        rows = rows.filter(letter__sought__contains=text.lower())
    token = request.GET.get(keyset.PARAMETER, "")
    page = keyset.cut(rows, by=("-made_at", "-pk"), token=token, size=30)
    context = {"page": page, "rows": [(r, _standing(r)) for r in page.rows], "text": text}
    return render(request, "learning/issued.html", context)


@require_http_methods(["GET", "POST"])
def revoke(request: Request, certificate_id: int) -> HttpResponse:
    today = clock.today()
    rows = access.managed_certificates(request.user, today)
    row = get_object_or_404(rows, pk=certificate_id)
    require(access.can_revoke(request.user, row, today))
    if row.revoked_at is not None:  # a second press
        messages.info(request, _("Sertifikat ini sudah dicabut."))
        return redirect("learning:issued")
    form = Revoke(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            certifying.revoke(
                certificate=row, reason=form.cleaned_data["reason"], on=today, now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Sertifikat %s dicabut.") % row.letter.number)
            return redirect("learning:issued")
    return form_page(request, "learning/revoke.html", {"form": form, "row": row})


def _standing(row: Certificate) -> tuple[str, str]:
    """What it is worth today: words and tone."""
    if row.revoked_at:
        return _("Dicabut"), "danger"
    if clock.today() not in row.period:
        return _("Kedaluwarsa"), "warn"
    return _("Sah"), "good"
