"""Whether an agreement carries new work on a day."""

from datetime import date
from typing import Protocol

from luwes.collaboration.rules.states import AgreementState, PartnerState
from luwes.core.periods import Period


class OfPartner(Protocol):
    @property
    def state(self) -> str: ...


class Terms(Protocol):
    """What must be known of an agreement."""

    @property
    def state(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def partner(self) -> OfPartner: ...


def carries(agreement: Terms, on: date) -> bool:
    """Signed, the day within its period, and the partner active."""
    return (
        agreement.state == AgreementState.SIGNED.value
        and on in agreement.period
        and agreement.partner.state == PartnerState.ACTIVE.value
    )
