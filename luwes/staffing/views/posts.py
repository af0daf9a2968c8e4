"""The post: who is expected, who is there."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import access, queries
from luwes.staffing.actions import field
from luwes.staffing.models import Assignment


@require_POST
def check_in(request: Request, assignment_id: int) -> HttpResponse:
    row = get_object_or_404(Assignment.objects.select_related("need"), pk=assignment_id)
    require(access.can_check_in_at(request.user, row.need))
    field.check_in_by_officer(assignment=row, key=uuid.uuid4(), at=clock.now(), by=request.user)
    return redirect("staffing:post", need_id=row.need_id)


@require_GET
def post(request: Request, need_id: int) -> HttpResponse:
    """Who is expected at a post, for its officer."""
    rows = Assignment.objects.filter(need_id=need_id, state__in=["ordered", "accepted", "active"])
    found = list(rows.select_related("employee", "need__area").order_by("employee__name", "pk"))
    need = found[0].need if found else get_object_or_404(queries.any_need(), pk=need_id)
    require(access.can_check_in_at(request.user, need))
    return render(request, "staffing/post.html", {"need": need, "assignments": found})
