"""Need templates: what each kind of event asks for, by which ratios, from which sources."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.staffing import access, queries
from luwes.staffing.actions import needs
from luwes.staffing.models import NeedTemplate
from luwes.staffing.template_forms import ChangeRatio
from luwes.ui.http import form_page


@require_GET
def templates(request: Request) -> HttpResponse:
    require(access.can_view_templates(request.user))
    context = {"templates": queries.with_roles(queries.newest_templates())}
    return render(request, "staffing/templates.html", context)


@require_http_methods(["GET", "POST"])
def template(request: Request, template_id: int) -> HttpResponse:
    """Roles and ratios; `?peran=` opens one of them for change, which makes a new version."""
    require(access.can_view_templates(request.user))
    row = get_object_or_404(NeedTemplate, pk=template_id)
    roles, versions = list(queries.template_roles(row)), list(queries.template_versions(row.code))
    may_define = access.can_define_templates(request.user) and row == versions[0]
    asked = request.GET.get("peran", "")
    role = next((role for role in roles if may_define and str(role.pk) == asked), None)
    if request.method == "POST":
        require(role is not None)
    form = ChangeRatio(request.POST or None, initial=ChangeRatio.values_of(role)) if role else None
    if role and form and form.is_valid():
        with form.showing_problems():
            data = form.cleaned_data
            made = needs.change_role(
                role=role, ratio=form.ratio(), minimum_percent=data["minimum_percent"],
                tier=data["tier"], source=data["source"], is_assumption=data["is_assumption"],
                reason=data["reason"], brief=form.brief(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Templat kini versi %d.") % made.version)
            return redirect("staffing:template", template_id=made.pk)
    context = {
        "template": row, "roles": roles, "versions": versions, "may_define": may_define,
        "role": role, "form": form,
    }  # fmt: skip
    return form_page(request, "staffing/template.html", context)
