"""Whose a report is, by subject and place over all governments, read from the rows in force."""

from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from luwes.organisation.models import Agency, OrgUnit
from luwes.places.models import Area
from luwes.services.models import Responsibility, Service, Subject
from luwes.services.rules.authority import Found, responsible


@dataclass(frozen=True)
class Whose:
    """Which government and unit; `service` where it offers one for the subject. `found` tells why."""

    agency: Agency
    unit: OrgUnit | None
    service: Service | None
    found: Found


def whose(subject: Subject, area: Area, text: str, on: date) -> Whose | None:
    """None where nobody is known for the subject at the place. One query."""
    rows = Responsibility.objects.filter(subject=subject, period__contains=on)
    offered = FilteredRelation("agency__services", condition=Q(agency__services__subject=subject))
    rows = rows.annotate(offered=offered).select_related("area", "agency", "unit").order_by("pk")
    rows = rows.select_related("offered__unit")  # type: ignore[misc]  # the annotation
    by_key = {row.pk: row for row in rows}
    found = responsible((row.as_duty() for row in by_key.values()), area.code, text)
    if found is None:
        return None
    row = by_key[found.duty.key]
    service: Service | None = getattr(row, "offered", None)  # an agency has one a subject, or none
    if service is not None:
        service.agency, service.subject = row.agency, subject
    return Whose(row.agency, row.unit, service, found)


def service_for(agency: Agency, subject: Subject) -> Service | None:
    """What this government offers for the subject; its unit and its competencies then count."""
    rows = Service.objects.filter(agency=agency, subject=subject)
    return rows.select_related("agency", "unit").first()
