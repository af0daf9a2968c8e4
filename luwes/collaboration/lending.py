"""
From which other governments a programme may have people: those with a PKS in force, and those that help
under an emergency status. Reads only.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from luwes.collaboration.models import Agreement, Programme
from luwes.collaboration.rules.lending import covered
from luwes.collaboration.rules.states import AgreementKind, AgreementState, PartnerState
from luwes.core.periods import Period, through
from luwes.mobilisation.models import EmergencyStatus
from luwes.organisation.models import Agency


def others(programme: Programme) -> list[Agency]:
    """Governments that take part beside the one that leads."""
    rows = Agency.objects.filter(pk__in=programme.agencies.order_by().values("pk"))
    return list(rows.exclude(pk=programme.agency_id).order_by("name", "pk"))


def agreements(programme: Programme, agencies: Collection[int]) -> dict[int, list[Agreement]]:
    """By the other government, whichever of both wrote the agreement down."""
    own = programme.agency_id
    between = Q(agency=own, partner__government__in=agencies)
    between |= Q(agency__in=agencies, partner__government=own)
    rows = Agreement.objects.filter(
        between, kind=AgreementKind.COOPERATION.value, state=AgreementState.SIGNED.value,
        partner__state=PartnerState.ACTIVE.value,
    )  # fmt: skip
    found: dict[int, list[Agreement]] = defaultdict(list)
    for row in rows.select_related("partner", "letter").order_by("signed_on", "pk"):
        other = row.partner.government_id if row.agency_id == own else row.agency_id
        found[other or 0].append(row)
    return found


def _helping(programme: Programme, during: Period) -> set[int]:
    """Governments of an incident with a status on some of the days, where the programme works in its areas."""
    rows = EmergencyStatus.objects.filter(
        Q(incident__agency=programme.agency_id) | Q(incident__agencies=programme.agency_id),
        period__overlap=during,
    ).select_related("incident__area").prefetch_related("incident__areas", "incident__agencies")  # fmt: skip
    found: set[int] = set()
    for status in rows.distinct().order_by("pk"):
        incident = status.incident
        codes = [area.code for area in (incident.area, *incident.areas.all())]
        if any(_lies_in(programme.area.code, code) for code in codes):
            found |= {incident.agency_id, *(agency.pk for agency in incident.agencies.all())}
    return found


def _lies_in(code: str, outer: str) -> bool:
    return code == outer or code.startswith(f"{outer}.")


def lenders(programme: Programme) -> tuple[int, ...]:
    """Other governments from which people may come on some days of it."""
    rows = [agency.pk for agency in others(programme)]
    if not rows:
        return ()
    found = {
        pk
        for pk, signed in agreements(programme, rows).items()
        if any(row.period.overlaps(programme.period) for row in signed)
    }
    if found < set(rows):
        found |= _helping(programme, programme.period)
    return tuple(pk for pk in rows if pk in found)


def without_ground(programme: Programme, during: Period) -> list[Agency]:
    """Those that take part whose people may not be lent for these days."""
    rows = others(programme)
    if not rows:
        return []
    signed = agreements(programme, [row.pk for row in rows])
    bare = [row for row in rows if not covered([a.period for a in signed[row.pk]], during)]
    first = through(during.start, during.start)
    helping = _helping(programme, first) if bare else set()
    return [row for row in bare if row.pk not in helping]


def day_of(programme: Programme, on: date) -> Period:
    """The day on which is asked: this one, or the programme's first where that is to come."""
    day = max(on, programme.period.start)
    return through(day, day)
