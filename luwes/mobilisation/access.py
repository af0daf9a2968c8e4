"""Who may see and lead incidents. A helping government looks on and decides about its people."""

from django.db.models import Q, QuerySet

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.mobilisation.models import Incident
from luwes.organisation.models import Agency
from luwes.organisation.rules import AgencyKind


def _with(user: User, right: Right) -> QuerySet[Incident]:
    """Of the governments in reach, or named one by one; looking on, also where they only help."""
    reach = accounts.reach(user, right)
    rows = Incident.objects.select_related("agency", "area")
    if reach.everywhere:
        return rows
    agencies = [int(i) for i in reach.of("agency")]
    incidents = [int(i) for i in reach.of("incident")]
    own = Q(agency_id__in=agencies) | Q(pk__in=incidents)
    if right is not Right.VIEW_INCIDENTS:
        return rows.filter(own)
    return rows.filter(own | Q(agencies__in=agencies)).distinct()


def visible(user: User) -> QuerySet[Incident]:
    return _with(user, Right.VIEW_INCIDENTS)


def manageable(user: User) -> QuerySet[Incident]:
    return _with(user, Right.MANAGE_INCIDENTS)


def plannable(user: User) -> QuerySet[Incident]:
    return _with(user, Right.PLAN)


def _covers(user: User, right: Right, incident: Incident) -> bool:
    """As the querysets say of managing and planning, of an incident at hand."""
    reach = accounts.reach(user, right)
    return (
        reach.everywhere
        or str(incident.agency_id) in reach.of("agency")
        or str(incident.pk) in reach.of("incident")
    )


def manages(user: User, incident: Incident) -> bool:
    return _covers(user, Right.MANAGE_INCIDENTS, incident)


def plans_for(user: User, incident: Incident) -> bool:
    return _covers(user, Right.PLAN, incident)


def can_view(user: User, incident_id: int) -> bool:
    return visible(user).filter(pk=incident_id).exists()


def can_manage(user: User, incident_id: int) -> bool:
    return manageable(user).filter(pk=incident_id).exists()


def can_plan(user: User, incident_id: int) -> bool:
    return plannable(user).filter(pk=incident_id).exists()


def can_view_any(user: User) -> bool:
    return bool(accounts.reach(user, Right.VIEW_INCIDENTS))


def leading(user: User) -> QuerySet[Agency]:
    """The governments in whose name this user may declare an incident."""
    reach = accounts.reach(user, Right.MANAGE_INCIDENTS)
    rows = Agency.objects.order_by("name", "pk")
    return rows if reach.everywhere else rows.filter(pk__in=[int(i) for i in reach.of("agency")])


def can_declare_any(user: User) -> bool:
    reach = accounts.reach(user, Right.MANAGE_INCIDENTS)
    return reach.everywhere or bool(reach.of("agency"))


def can_declare(user: User, agency_id: int) -> bool:
    reach = accounts.reach(user, Right.MANAGE_INCIDENTS)
    return reach.everywhere or str(agency_id) in reach.of("agency")


def could_lead(incident: Incident) -> QuerySet[Agency]:
    """Governments whose area holds the incident's, or lies in it; and those of no known area."""
    code = incident.area.code
    above = [code[:end] for end in (2, 5, 8, 13) if end <= len(code)]
    rows = Agency.objects.select_related("area").filter(
        Q(area=None) | Q(area__code__in=above) | Q(area__code__startswith=f"{code}.")
    )
    return rows.order_by("name", "pk")


def higher_leads(incident: Incident) -> QuerySet[Agency]:
    return could_lead(incident).filter(kind=AgencyKind.PROVINCE.value)


def possible_leads(user: User, incident: Incident) -> QuerySet[Agency]:
    """To whom this user may hand the lead: who manages it to any, a province takes it itself."""
    if incident.closed_at:
        return Agency.objects.none()
    if manages(user, incident):
        return could_lead(incident)
    own = leading(user).values("pk")
    return higher_leads(incident).filter(pk__in=own).exclude(pk=incident.agency_id)


def can_hand_over(user: User, incident: Incident) -> bool:
    return possible_leads(user, incident).exists()
