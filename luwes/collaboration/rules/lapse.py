"""When something that ends is told of, once each; and whether an agreement carries new work on a day."""

from collections.abc import Collection
from datetime import date

from luwes.collaboration.rules.states import AgreementState, PartnerState
from luwes.core.periods import Period

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


def carries(state: AgreementState, period: Period, partner: PartnerState, on: date) -> bool:
    """Whether new work may begin under an agreement: signed, in its days, its partner active."""
    return state is AgreementState.SIGNED and on in period and partner is PartnerState.ACTIVE
