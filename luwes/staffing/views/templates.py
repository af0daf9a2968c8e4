"""Need templates: what each kind of event asks for, by which ratios, from which sources."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.staffing import access, queries
from luwes.staffing.models import NeedTemplate


@require_GET
def templates(request: Request) -> HttpResponse:
    require(access.can_view_templates(request.user))
    context = {"templates": queries.with_roles(queries.newest_templates())}
    return render(request, "staffing/templates.html", context)


@require_GET
def template(request: Request, template_id: int) -> HttpResponse:
    require(access.can_view_templates(request.user))
    row = get_object_or_404(NeedTemplate, pk=template_id)
    context = {
        "template": row,
        "roles": queries.template_roles(row),
        "versions": queries.template_versions(row.code),
    }
    return render(request, "staffing/template.html", context)
