"""
From which other governments a programme may have people: those with a PKS in force, and those that help
under an emergency status. Reads only.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from luwes.collaboration.models import Agreement, Programme
from luwes.collaboration.rules.lending import covered
from luwes.collaboration.rules.states import AgreementKind, AgreementState, PartnerState
from luwes.core.db import each_with_all
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
    found: dict[int, list[Agreement]] = defaultdict(list)
    rows = _in_force([own], agencies)
    for row in rows.select_related("letter").order_by("signed_on", "pk"):
        other = row.partner.government_id if row.agency_id == own else row.agency_id
        found[other or 0].append(row)
    return found


def _in_force(own: Collection[int], others: Collection[int]) -> QuerySet[Agreement]:
    between = Q(agency__in=own, partner__government__in=others)
    between |= Q(agency__in=others, partner__government__in=own)
    rows = Agreement.objects.filter(
        between, kind=AgreementKind.COOPERATION.value, state=AgreementState.SIGNED.value,
        partner__state=PartnerState.ACTIVE.value,
    )  # fmt: skip
    return rows.select_related("partner")


def _statuses(agencies: Collection[int], during: Period) -> list[EmergencyStatus]:
    """On some of the days, of incidents that one of these governments leads or helps in."""
    rows = EmergencyStatus.objects.filter(
        Q(incident__agency__in=agencies) | Q(incident__agencies__in=agencies),
        period__overlap=during,
    ).select_related("incident__area").prefetch_related("incident__areas", "incident__agencies")  # fmt: skip
    return list(rows.distinct().order_by("pk"))


def _helping(
    programme: Programme, during: Period, statuses: Collection[EmergencyStatus]
) -> set[int]:
    """Governments of an incident with a status on some of the days, where the programme works in its areas."""
    found: set[int] = set()
    for status in statuses:
        incident = status.incident
        whose = {incident.agency_id, *(agency.pk for agency in incident.agencies.all())}
        codes = [area.code for area in (incident.area, *incident.areas.all())]
        is_here = any(_lies_in(programme.area.code, code) for code in codes)
        if is_here and programme.agency_id in whose and status.period.overlaps(during):
            found |= whose
    return found


def _lies_in(code: str, outer: str) -> bool:
    return code == outer or code.startswith(f"{outer}.")


def lenders(programmes: Collection[Programme]) -> dict[int, set[int]]:
    """
    By programme the other governments from which people may come on some days of it; five queries
    however many there are.
    """
    all_ids = each_with_all(Programme.agencies.through, "programme_id", "agency_id", [row.pk for row in programmes])  # fmt: skip
    beside = {row.pk: {*all_ids.get(row.pk, ())} - {row.agency_id} for row in programmes}
    asked = [row for row in programmes if beside[row.pk]]
    signed = _signed(asked, {pk for row in asked for pk in beside[row.pk]}) if asked else {}
    found = {
        row.pk: {
            pk
            for pk in beside[row.pk]
            if any(days.overlaps(row.period) for days in signed.get((row.agency_id, pk), ()))
        }
        for row in programmes
    }
    if lacking := [row for row in asked if found[row.pk] < beside[row.pk]]:
        statuses = _statuses({row.agency_id for row in lacking}, _whole(lacking))
        for row in lacking:
            found[row.pk] |= _helping(row, row.period, statuses) & beside[row.pk]
    return found


def _signed(programmes: Collection[Programme], others: Collection[int]) -> dict[tuple[int, int], list[Period]]:  # fmt: skip
    """The days of agreements between who leads and others, by the pair."""
    leading = {row.agency_id for row in programmes}
    found: dict[tuple[int, int], list[Period]] = defaultdict(list)
    for row in _in_force(leading, others).order_by("pk"):
        if (government := row.partner.government_id) is not None:
            found[row.agency_id, government].append(row.period)
            found[government, row.agency_id].append(row.period)
    return found


def _whole(programmes: Collection[Programme]) -> Period:
    ends = [row.period.end for row in programmes]
    last = None if None in ends else max(end for end in ends if end)
    return Period(min(row.period.start for row in programmes), last)


def without_ground(programme: Programme, during: Period) -> list[Agency]:
    """Those that take part whose people may not be lent for these days."""
    rows = others(programme)
    if not rows:
        return []
    signed = agreements(programme, [row.pk for row in rows])
    bare = [row for row in rows if not covered([a.period for a in signed[row.pk]], during)]
    first = through(during.start, during.start)
    statuses = _statuses([programme.agency_id], first) if bare else []
    helping = _helping(programme, first, statuses)
    return [row for row in bare if row.pk not in helping]


def day_of(programme: Programme, on: date) -> Period:
    """The day on which is asked: this one, or the programme's first where that is to come."""
    day = max(on, programme.period.start)
    return through(day, day)
