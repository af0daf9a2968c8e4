"""Situation reports as they were issued, and what of them is public. Reads only."""

from django.db.models import QuerySet

from luwes.mobilisation.models import Incident, Publication, SituationReport


def reports(incident: Incident) -> QuerySet[SituationReport]:
    """The newest first."""
    rows = SituationReport.objects.filter(incident=incident)
    return rows.select_related("incident", "issued_by").order_by("-number")


def newest(incident: Incident) -> SituationReport | None:
    return reports(incident).first()


def publication(incident: Incident) -> Publication | None:
    """What is public of an incident now."""
    rows = Publication.objects.filter(incident=incident, ended_at=None)
    return rows.select_related("report", "published_by").order_by("pk").first()


def publications() -> QuerySet[Publication]:
    """What is public now, the latest first."""
    rows = Publication.objects.filter(ended_at=None)
    rows = rows.select_related("incident__area", "report__incident__area")
    return rows.order_by("-report__issued_at", "pk")
