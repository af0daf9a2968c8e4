"""Through which hands a request goes, in which order. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from luwes.appointments.rules.moves.facts import LEAVING, MANDATES, MoveKind
from luwes.organisation.rules import AgencyKind


class RequestState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    DECREED = "decreed"
    EFFECTIVE = "effective"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


_ALLOWED = {
    RequestState.DRAFT: {RequestState.SUBMITTED, RequestState.WITHDRAWN},
    RequestState.SUBMITTED: {RequestState.DRAFT, RequestState.APPROVED, RequestState.WITHDRAWN},
    RequestState.APPROVED: {RequestState.DRAFT, RequestState.DECREED, RequestState.WITHDRAWN},
    RequestState.DECREED: {
        RequestState.EFFECTIVE,
        RequestState.STOPPED,
        RequestState.WITHDRAWN,
    },
    RequestState.STOPPED: {RequestState.DRAFT, RequestState.WITHDRAWN},
}


def may_become(old: RequestState, new: RequestState) -> bool:
    return new in _ALLOWED.get(old, set())


class StepKind(StrEnum):
    ORIGIN_HEAD = "origin_head"
    RECEIVING_HEAD = "receiving_head"
    VERIFICATION = "verification"  # BKD
    ORIGIN_CONSENT = "origin_consent"  # PPK of the agency that gives
    TECHNICAL_APPROVAL = "technical_approval"  # pertek BKN
    GOVERNOR = "governor"
    SIGNATURE = "signature"  # PPK/PyB


# Decided outside Luwes and recorded with number and day.
OUTSIDE = (StepKind.ORIGIN_CONSENT, StepKind.TECHNICAL_APPROVAL, StepKind.GOVERNOR)
_ORDER = {
    StepKind.ORIGIN_HEAD: 1, StepKind.RECEIVING_HEAD: 1, StepKind.VERIFICATION: 2,
    StepKind.ORIGIN_CONSENT: 3, StepKind.TECHNICAL_APPROVAL: 4, StepKind.GOVERNOR: 5,
    StepKind.SIGNATURE: 6,
}  # fmt: skip


@dataclass(frozen=True)
class Route:
    """One move as far as it decides who is asked."""

    kind: MoveKind
    from_unit: int | None
    to_unit: int | None
    from_agency: int | None
    to_agency: int | None
    from_kind: AgencyKind | None = None
    to_kind: AgencyKind | None = None


@dataclass(frozen=True, order=True)
class Wanted:
    """A step: `unit` whose head is asked, `agency` that is asked; 0 for neither."""

    order: int
    kind: StepKind
    unit: int = 0
    agency: int = 0


def steps(routes: Iterable[Route]) -> list[Wanted]:
    """Each asked once, in order; those of one order may answer in any."""
    found = {_wanted(StepKind.VERIFICATION), _wanted(StepKind.SIGNATURE)}
    for route in routes:
        if route.kind in MANDATES or route.kind in LEAVING:
            continue
        if route.from_unit != route.to_unit:
            if route.from_unit:
                found.add(_wanted(StepKind.ORIGIN_HEAD, unit=route.from_unit))
            if route.to_unit:
                found.add(_wanted(StepKind.RECEIVING_HEAD, unit=route.to_unit))
        if route.from_agency and route.to_agency and route.from_agency != route.to_agency:
            found |= _between(route)
    return sorted(found)


def _between(route: Route) -> set[Wanted]:
    """SE BKN 3/SE/VIII/2019: receiving PPK proposes, origin PPK consents, BKN, then the governor."""
    found = {_wanted(StepKind.ORIGIN_CONSENT, agency=route.from_agency or 0)}
    if route.kind is MoveKind.INTER_AGENCY:
        found.add(_wanted(StepKind.TECHNICAL_APPROVAL))
        if route.to_kind is not AgencyKind.PROVINCE:
            found.add(_wanted(StepKind.GOVERNOR))
    return found


def _wanted(kind: StepKind, *, unit: int = 0, agency: int = 0) -> Wanted:
    return Wanted(_ORDER[kind], kind, unit, agency)
