"""What anybody may read of a programme, and its open data. Reads only; draws without the request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.collaboration.models import BudgetEntry, BudgetSource, Claim, Programme, ProgrammePhoto
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.rules.money import Line, total
from luwes.collaboration.rules.states import ClaimState, EntryKind, ProgrammeState
from luwes.mobilisation import public_map
from luwes.organisation.queries import unit_names

STATUS = {  # OC4IDS projectStatus
    ProgrammeState.RUNNING.value: "implementation",
    ProgrammeState.FINISHED.value: "completed",
    ProgrammeState.STOPPED.value: "cancelled",
}


def programmes() -> QuerySet[Programme]:
    """Those that are public and no draft."""
    rows = Programme.objects.filter(is_public=True).exclude(state=ProgrammeState.DRAFTED.value)
    return rows.select_related("agency", "area", "unit").order_by("name", "pk")


def photos() -> QuerySet[ProgrammePhoto]:
    """Of claims that the other side has looked at."""
    return ProgrammePhoto.objects.filter(
        programme__in=programmes().order_by().values("pk"), claim__state__in=queries.ANSWERED
    )


def claims() -> QuerySet[Claim]:
    """Of which residents may say what they see."""
    rows = Claim.objects.filter(
        milestone__programme__in=programmes().order_by().values("pk"), milestone__residents=True
    ).exclude(state=ClaimState.WITHDRAWN.value)
    return rows.select_related("milestone__programme__agency", "milestone__partner__partner")


@dataclass(frozen=True)
class Sourced:
    """Money of one kind of source and partner."""

    label: str
    line: Line


def money(programme: Programme) -> list[Sourced]:
    """Planned, committed and realised by source, the years together."""
    entries: dict[int, dict[str, int]] = {}
    rows = BudgetEntry.objects.filter(source__programme=programme).order_by()
    for source, kind, amount in rows.values_list("source_id", "kind").annotate(n=Sum("amount")):
        entries.setdefault(source, {})[kind] = amount
    lines: dict[str, list[Line]] = {}
    sources = BudgetSource.objects.filter(programme=programme).select_related("partner__partner")
    for row in sources.order_by("kind", "year", "pk"):
        label = str(row.get_kind_display())
        if row.partner:
            label = f"{label}: {row.partner.partner.name}"
        known = entries.get(row.pk, {})
        lines.setdefault(label, []).append(
            Line(
                row.planned, known.get(EntryKind.COMMITTED.value, 0),
                known.get(EntryKind.REALISED.value, 0),
            )
        )  # fmt: skip
    return [Sourced(label, total(found)) for label, found in lines.items()]


def context(programme: Programme, now: datetime) -> dict[str, Any]:
    on = localdate(now)
    milestones = queries.milestones(programme, now)
    sourced, places = money(programme), queries.places(programme)
    bubbles = queries.map_data(places)["bubbles"]
    return {
        "programme": programme, "today": on, "unit_name": _unit_name(programme, on),
        "milestones": milestones,
        "standing": queries.standing([shown.row for shown in milestones], on),
        "indicators": queries.indicators(programme, on),
        "partners": queries.partners(programme, on), "money": sourced,
        "money_total": total(row.line for row in sourced),
        "photos": queries.photos_of(programme, public=True), "places": places,
        "map": public_map.drawn_points([(b["name"], b["lat"], b["lon"]) for b in bubbles]),
        "is_over": programme.closed_at is not None, "is_public_page": True,
    }  # fmt: skip


def _unit_name(programme: Programme, on: date) -> str:
    return unit_names([programme.unit_id], on).get(programme.unit_id, programme.agency.name)


# ── open data ────────────────────────────────────────────────────────


def _url(name: str, *args: object) -> str:
    return settings.LUWES_URL.rstrip("/") + reverse(f"collaboration:{name}", args=args)


def as_json(programme: Programme, now: datetime) -> dict[str, Any]:
    """Names of OC4IDS where it has one; `luwes_…` for what it does not know (docs/open-programmes.md)."""
    told = context(programme, now)
    standing = told["standing"]
    return {
        "version": "0.9",
        "uri": _url("public_programme_json", programme.slug),
        "publishedDate": now.isoformat(),
        "publisher": {"name": programme.agency.name},
        "projects": [
            {
                "id": programme.slug,
                "title": programme.name,
                "description": programme.goal,
                "status": STATUS[programme.state],
                "purpose": programme.summary,
                "period": _period(programme.period),
                "publicAuthority": {"name": told["unit_name"]},
                "locations": [_location(place) for place in told["places"]],
                "parties": [_party(row) for row in told["partners"]],
                "budget": {
                    "amount": {"amount": told["money_total"].planned, "currency": "IDR"},
                    "luwes_sources": [_source(row) for row in told["money"]],
                },
                "metrics": [_metric(row) for row in told["indicators"]],
                "milestones": [_milestone(row) for row in told["milestones"]],
                "documents": [_photo(row) for row in told["photos"]],
                "luwes_progress": {
                    "claimed": standing.claimed, "verified": standing.verified,
                    "planned": standing.planned,
                },
                **({"completion": {"finalScope": programme.closing}} if programme.closing else {}),
            }
        ],
    }  # fmt: skip


def _period(period: Any) -> dict[str, Any]:
    last = period.last_day
    return {"startDate": period.start.isoformat(), "endDate": last and last.isoformat()}


def _location(place: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"description": place.name, "address": {"locality": place.area.name}}
    if place.lat is not None and place.lon is not None:
        told["geometry"] = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return told


def _party(row: queries.Partnering) -> dict[str, Any]:
    return {
        "name": row.row.partner.name, "roles": ["funder"], "luwes_brings": row.row.brings,
        "luwes_agreement": {
            "number": row.number, "title": row.row.agreement.title, "carriesWork": row.carries,
            "period": _period(row.row.agreement.period),
        },
    }  # fmt: skip


def _source(row: Sourced) -> dict[str, Any]:
    line = row.line
    return {
        "source": row.label, "planned": line.planned, "committed": line.committed,
        "realised": line.realised, "currency": "IDR",
    }  # fmt: skip


def _metric(row: queries.Measured) -> dict[str, Any]:
    indicator = row.row
    return {
        "title": indicator.name, "unit": indicator.unit_name, "source": indicator.source,
        "baseline": float(indicator.baseline), "target": float(indicator.target),
        "observations": [{"date": v.on.isoformat(), "value": float(v.value)} for v in row.values],
    }  # fmt: skip


def _milestone(row: queries.Shown) -> dict[str, Any]:
    milestone = row.row
    told: dict[str, Any] = {
        "id": str(milestone.pk), "title": milestone.title, "description": milestone.evidence,
        "dueDate": milestone.due.isoformat(), "status": _status(row),
        "luwes_doneBy": row.doer, "luwes_weight": milestone.weight,
        "luwes_claimed": milestone.claimed, "luwes_verified": milestone.verified,
        "luwes_waitingDays": row.waiting_days,
    }  # fmt: skip
    if milestone.verified_on:
        told["dateMet"] = milestone.verified_on.isoformat()
    if row.voices.enough:
        told["luwes_residents"] = {"so": row.voices.so, "notSo": row.voices.not_so}
    return told


def _status(row: queries.Shown) -> str:
    """OC4IDS milestoneStatus."""
    if row.row.dropped_because:
        return "notMet"
    if row.row.verified == 100:
        return "met"
    return "partiallyMet" if row.row.verified else "scheduled"


def _photo(photo: queries.Photo) -> dict[str, Any]:
    row = photo.row
    return {
        "id": str(row.pk), "documentType": "photo", "description": row.words,
        "datePublished": row.on.isoformat(), "url": _url("public_programme_photo", row.pk),
        "format": "image/jpeg",
    }  # fmt: skip


def csv_head() -> list[str]:
    return [
        _("Tonggak"), _("Dikerjakan oleh"), _("Tenggat"), _("Bobot"), _("Diklaim (%)"),
        _("Terverifikasi (%)"), _("Terverifikasi seluruhnya pada"), _("Menunggu pemeriksaan (hari)"),
        _("Dibatalkan"),
    ]  # fmt: skip


def csv_rows(programme: Programme, now: datetime) -> Iterator[list[object]]:
    for shown in queries.milestones(programme, now):
        row = shown.row
        yield [
            row.title, shown.doer, row.due, row.weight, row.claimed, row.verified,
            row.verified_on or "", shown.waiting_days or "", row.dropped_because,
        ]  # fmt: skip
