"""Reads of incidents and their figures."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from luwes.mobilisation import rules
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident
from luwes.places.models import Area
from luwes.staffing.models import Assignment
from luwes.staffing.owners import Owner
from luwes.staffing.rules import Basis

OWNER_KIND = "incident"

BASIS_OF = {
    rules.Figure.AFFECTED: Basis.AFFECTED,
    rules.Figure.DISPLACED: Basis.DISPLACED,
    rules.Figure.FAMILIES: Basis.FAMILIES,
    rules.Figure.HOUSES: Basis.HOUSES,
}


def open_incidents() -> QuerySet[Incident]:
    rows = Incident.objects.filter(closed_at=None).select_related("agency", "area")
    return rows.order_by("-started_at", "pk")


def figures(incident: Incident) -> QuerySet[AreaFigure]:
    """All of them, the used one first, then the newest."""
    rows = AreaFigure.objects.filter(incident=incident).select_related("area", "entered_by")
    return rows.order_by("area__code", "kind", "-is_used", "-reported_at", "pk")


def used(incident: Incident) -> dict[int, dict[str, AreaFigure]]:
    """The figure in use by area and kind."""
    found: dict[int, dict[str, AreaFigure]] = defaultdict(dict)
    for figure in figures(incident).filter(is_used=True):
        found[figure.area_id][figure.kind] = figure
    return dict(found)


def affected_areas(incident: Incident) -> list[Area]:
    return list(Area.objects.filter(pk__in=used(incident)).order_by("code"))


def totals(incident: Incident) -> dict[str, rules.Total]:
    """Computed totals by kind: reported and estimated apart, and how many areas have none."""
    by_area = used(incident)
    return {
        kind.value: rules.total([
            (row.value, row.is_estimate) if (row := figures_of.get(kind.value)) else None
            for figures_of in by_area.values()
        ])
        for kind in rules.Figure
    }  # fmt: skip


def amounts(incident: Incident) -> dict[int, dict[Basis, int]]:
    """What ratios count, by area."""
    return {
        area: {
            BASIS_OF[rules.Figure(kind)]: row.value
            for kind, row in rows.items()
            if rules.Figure(kind) in BASIS_OF
        }
        for area, rows in used(incident).items()
    }


def status_on(incident: Incident, on: date) -> EmergencyStatus | None:
    rows = EmergencyStatus.objects.filter(incident=incident, period__contains=on)
    return rows.order_by("-period", "-pk").first()


def statuses(incident: Incident) -> QuerySet[EmergencyStatus]:
    return EmergencyStatus.objects.filter(incident=incident).order_by("period", "pk")


def people_out(incident: Incident) -> int:
    """How many people are ordered, on their way or serving for this incident."""
    return Assignment.objects.filter(
        need__owner_kind=OWNER_KIND,
        need__owner_id=incident.pk,
        state__in=["ordered", "accepted", "active"],
    ).count()


def as_label(incident_id: int) -> tuple[str, str]:
    """The name and the address of an incident."""
    name = Incident.objects.filter(pk=incident_id).values_list("name", flat=True).first()
    return name or "", reverse("mobilisation:board", args=[incident_id])


def as_owner(incident_id: int) -> Owner:
    """What staffing must know of an incident."""
    incident = Incident.objects.select_related("agency", "area").get(pk=incident_id)
    rows = list(statuses(incident))
    return Owner(
        kind=OWNER_KIND,
        id=incident.pk,
        name=incident.name,
        agency_id=incident.agency_id,
        agency_ids=tuple(incident.agencies.order_by("pk").values_list("pk", flat=True)),
        basis=(
            "Undang-Undang Nomor 24 Tahun 2007 tentang Penanggulangan Bencana;",
            "Peraturan Pemerintah Nomor 21 Tahun 2008 tentang Penyelenggaraan Penanggulangan Bencana;",
            *(f"{_decree(row)};" for row in rows),
        ),
        task=f"penanganan {incident.name}",
        has_status=bool(rows),
        url=reverse("mobilisation:board", args=[incident.pk]),
    )


def _decree(row: EmergencyStatus) -> str:
    number = f" Nomor {row.decree}" if row.decree else " (lisan, surat menyusul)"
    return f"Keputusan {row.authority}{number} tentang status {row.get_status_display().lower()}"
