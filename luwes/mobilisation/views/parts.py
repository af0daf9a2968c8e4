"""What the pages of one incident share: fetching it, its tabs, the status of an answer."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.mobilisation import access, queries
from luwes.mobilisation.models import Incident
from luwes.ui.http import form_status


def seen(request: Request, incident_id: int) -> Incident:
    """:raises Http404: when this user does not see it"""
    return get_object_or_404(access.visible(request.user), pk=incident_id)


def managed(request: Request, incident_id: int) -> Incident:
    """
    An incident whose figures and statuses this user may change.

    :raises PermissionDenied: when it is seen only
    """
    incident = seen(request, incident_id)
    require(access.manages(request.user, incident))
    return incident


def planned(request: Request, incident_id: int) -> Incident:
    """
    An incident whose needs this user may state.

    :raises PermissionDenied: when it is seen only
    """
    incident = seen(request, incident_id)
    require(access.plans_for(request.user, incident))
    return incident


def page(
    request: Request, template: str, incident: Incident, context: dict[str, Any], *forms: BaseForm
) -> HttpResponse:
    """One page of an incident; 422 when a form on it has to be mended."""
    shared = {"incident": incident, **flags(request, incident)}
    return render(request, template, shared | context, status=form_status(*forms))


def flags(request: Request, incident: Incident) -> dict[str, Any]:
    """What this user may do here, and where a plan is made."""
    return {
        "can_manage": access.manages(request.user, incident),
        "can_plan": access.plans_for(request.user, incident),
        "make_url": make_url(incident),
    }


def make_url(incident: Incident) -> str:
    """Where a plan for this incident is made; empty while there is no such page."""
    try:
        return reverse("staffing:make", args=[queries.OWNER_KIND, incident.pk])
    except NoReverseMatch:
        return ""
