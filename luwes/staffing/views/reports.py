"""Reports from the field: written at a post, read by those who lead."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import duties, forms, owners, reports
from luwes.staffing.actions import reports as actions
from luwes.staffing.models import FieldPhoto, FieldReport
from luwes.staffing.views.pressed import pressed
from luwes.ui.files import picture
from luwes.ui.http import form_page

A_PAGE = 30


@require_http_methods(["GET", "POST"])
def write(request: Request, assignment_id: int) -> HttpResponse:
    """The form of who serves at a post; the field app sends the same fields when it can."""
    row = get_object_or_404(duties.one(request.user), pk=assignment_id)
    form = forms.FieldReport(request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.showing_problems():
            actions.report(
                need=row.need, assignment=row, draft=form.draft, photos=form.pictures,
                key=pressed(request), at=clock.now(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Laporan Anda sudah sampai."))
            return redirect("staffing:duty", assignment_id=row.pk)
    context = {"form": form, "assignment": row, "need": row.need}
    return form_page(request, "staffing/report.html", context)


@require_GET
def page(request: Request, owner_kind: str, owner_id: int) -> HttpResponse:
    """All reports of an incident, the latest first; what is urgent can be marked as read."""
    if owner_kind not in {kind.key for kind in owners.kinds}:
        raise Http404
    kind = owners.kinds[owner_kind]
    require(kind.may_view(request.user, owner_id))
    name, url = kind.label(owner_id)
    found = Paginator(reports.of_owner(owner_kind, owner_id), A_PAGE).get_page(
        request.GET.get("hal")
    )
    rows = [(row, reports.may_read_words(request.user, row)) for row in found.object_list]
    context = {
        "page": found, "rows": rows, "owner_name": name, "owner_url": url,
        "may_mark": kind.may_plan(request.user, owner_id), "urgent": reports.URGENT,
        "unread": sum(count for _key, count, _oldest in reports.unread({(owner_kind, owner_id)})),
    }  # fmt: skip
    return render(request, "staffing/field_reports.html", context)


@require_POST
def seen(request: Request, report_id: int) -> HttpResponse:
    row = get_object_or_404(FieldReport.objects.select_related("need"), pk=report_id)
    actions.mark_seen(report=row, now=clock.now(), by=request.user)
    return redirect(
        "staffing:field_reports", owner_kind=row.need.owner_kind, owner_id=row.need.owner_id
    )


@require_GET
def photo(request: Request, photo_id: int) -> FileResponse:
    row = get_object_or_404(FieldPhoto.objects.select_related("report__need"), pk=photo_id)
    require(reports.may_see_photo(request.user, row))
    return picture(row.image)
