"""What the pages of one incident share: fetching it, its tabs, the status of an answer."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.mobilisation import access, queries
from luwes.mobilisation.models import Incident


def seen(request: Request, incident_id: int) -> Incident:
    """:raises Http404: when this user does not see it"""
    return get_object_or_404(access.visible(request.user), pk=incident_id)


def managed(request: Request, incident_id: int) -> Incident:
    """
    An incident whose figures and statuses this user may change.

    :raises PermissionDenied: when it is seen only
    """
    incident = seen(request, incident_id)
    require(access.can_manage(request.user, incident.pk))
    return incident


def planned(request: Request, incident_id: int) -> Incident:
    """
    An incident whose needs this user may state.

    :raises PermissionDenied: when it is seen only
    """
    incident = seen(request, incident_id)
    require(access.can_plan(request.user, incident.pk))
    return incident


def page(
    request: Request, template: str, incident: Incident, context: dict[str, Any], *forms: BaseForm
) -> HttpResponse:
    """One page of an incident; 422 when a form on it has to be mended."""
    shared = {
        "incident": incident,
        "can_manage": access.can_manage(request.user, incident.pk),
        "can_plan": access.can_plan(request.user, incident.pk),
        "make_url": make_url(incident),
    }
    return render(request, template, shared | context, status=status(*forms))


def status(*forms: BaseForm) -> int:
    return 422 if any(form.errors for form in forms) else 200


def make_url(incident: Incident) -> str:
    """Where a plan for this incident is made; empty while there is no such page."""
    try:
        return reverse("staffing:make", args=[queries.OWNER_KIND, incident.pk])
    except NoReverseMatch:
        return ""


def owned(need_owner_kind: str) -> None:
    """:raises Http404: for what belongs to another kind of owner"""
    if need_owner_kind != queries.OWNER_KIND:
        raise Http404
