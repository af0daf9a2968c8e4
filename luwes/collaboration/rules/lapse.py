"""When something that ends is told of, once each; and whether an agreement carries new work on a day."""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from luwes.collaboration.rules.states import AgreementState, PartnerState
from luwes.core.periods import Period


class OfPartner(Protocol):
    @property
    def state(self) -> str: ...


class Signed(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def period(self) -> Period: ...


class Terms(Signed, Protocol):
    """What must be known of an agreement."""

    @property
    def partner(self) -> OfPartner: ...


def in_force(agreement: Signed, on: date) -> bool:
    """Signed, and the day within its period, whatever became of the partner."""
    return agreement.state == AgreementState.SIGNED.value and on in agreement.period


def carries(agreement: Terms, on: date) -> bool:
    """Signed, the day within its period, and the partner active."""
    return in_force(agreement, on) and agreement.partner.state == PartnerState.ACTIVE.value


# Own rules: so many days before its last day; -1: that day is over.
AGREEMENT = (90, 30, 7, -1)
OBLIGATION = (14, 3, -1)


def reminder(last: date, steps: Collection[int], told: int | None, on: date) -> int | None:
    """
    The step of which to tell on a day: the nearest that is reached; none where it, or a nearer one,
    was told. A job that did not run for days tells the latest only.
    """
    left = max((last - on).days, -1)
    step = min((step for step in steps if step >= left), default=None)
    if step is None or (told is not None and told <= step):
        return None
    return step
