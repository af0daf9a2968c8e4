"""What phones send, once or again, now or days after it was written."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from luwes.accounts.models import User
from luwes.core.db import insert_once
from luwes.core.errors import Refused
from luwes.staffing import belated
from luwes.staffing.actions import tries
from luwes.staffing.models import FieldEntry, Need

WITH_CODE = "scan"  # its figures have few tries, taken one at a time


def receive(
    *, key: UUID, kind: str, need: Need | None, stamp: belated.Stamp,
    deed: Callable[[datetime], None], now: datetime, by: User,
) -> FieldEntry:  # fmt: skip
    """
    Do what a phone sends, unless it is done already: the same key is answered as the first time.

    `deed` gets the moment at which it happened. What the rules refuse is kept with its reason, for
    the sender and the post to see: nobody who was there should vanish in silence.
    :raises PermissionDenied: for a key of somebody else, and as `deed` does
    """
    moment = belated.moment(stamp, now)
    entry = FieldEntry(
        key=key, user=by, kind=kind, need=need, at=moment.at, phone_at=stamp.written_at,
        received_at=now, is_clock_off=moment.is_clock_off, outcome="done",
    )  # fmt: skip
    if kind != WITH_CODE:
        return _once(entry, deed, now)
    with transaction.atomic():
        tries.hold(by)
        return _once(entry, deed, now)


def _once(entry: FieldEntry, deed: Callable[[datetime], None], now: datetime) -> FieldEntry:
    key, by = entry.key, entry.user
    try:
        with transaction.atomic():
            if not insert_once(entry):
                return _known(key, by)
            deed(entry.at)
            return entry
    except Refused as found:
        refused = found
        entry.outcome = "refused"
        entry.words = " ".join(problem.message for problem in refused.problems)
    with transaction.atomic():
        if isinstance(refused, tries.WrongFigures):
            tries.note(refused, now, by)
        return entry if insert_once(entry) else _known(key, by)


def _known(key: UUID, by: User) -> FieldEntry:
    """What became of the first one; it was waited for, should it have been on its way."""
    entry = FieldEntry.objects.get(pk=key)
    if entry.user_id != by.pk:
        raise PermissionDenied
    return entry
