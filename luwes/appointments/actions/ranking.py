"""Names of candidates are opened by a deed that says why; the log keeps it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from luwes.accounts.models import User
from luwes.appointments import access
from luwes.audit.actions import record
from luwes.core.access import require
from luwes.organisation.models import Position

LOGGED = 500


@transaction.atomic
def open_names(
    *, position: Position, purpose: str, people: Sequence[int], first: int, on: date, by: User
) -> None:
    """
    Before the names of these people, candidates from the place `first` on, are shown; ids of the
    first `LOGGED` are kept: with other weights or data the places would name others.
    """
    require(access.can_rank(by, position, on))
    record(
        by, "appointments.candidates_named", position, chain=str(position.unit.agency_id), reason=purpose,
        first_place=first, last_place=first + len(people) - 1, candidates=list(people[:LOGGED]),
    )  # fmt: skip
