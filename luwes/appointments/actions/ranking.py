"""Names of candidates are opened by a deed that says why; the log keeps it."""

from datetime import date

from django.db import transaction

from luwes.accounts.models import User
from luwes.appointments import access
from luwes.audit.actions import record
from luwes.core.access import require
from luwes.organisation.models import Position


@transaction.atomic
def open_names(
    *, position: Position, purpose: str, first: int, last: int, on: date, by: User
) -> None:  # fmt: skip
    """Before the names of the candidates in the places `first` to `last` are shown."""
    require(access.can_rank(by, position, on))
    record(
        by, "appointments.candidates_named", position, chain=str(position.unit.agency_id), reason=purpose,
        first_place=first, last_place=last,
    )  # fmt: skip
