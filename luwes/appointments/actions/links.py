"""Secret addresses by which a calendar reads leave."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.appointments import access
from luwes.appointments.calendar_feed import hash_of
from luwes.appointments.models import CalendarLink
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock
from luwes.organisation.models import OrgUnit


@transaction.atomic
def make_link(*, unit: OrgUnit | None, now: datetime, by: User) -> str:
    """A new secret, shown once; the one before no longer opens anything."""
    if unit is not None:
        require(access.calendars(by, localdate(now)).filter(unit=unit).exists())
    advisory_lock(f"calendar link {by.pk}")
    CalendarLink.objects.filter(user=by, unit=unit).delete()
    secret = secrets.token_urlsafe(24)
    link = CalendarLink.objects.create(user=by, unit=unit, secret_hash=hash_of(secret), made_at=now)
    audit.record(by, "appointments.calendar_link_made", link, chain=_chain(unit))
    return secret


@transaction.atomic
def drop_link(*, unit: OrgUnit | None, by: User) -> None:
    """Nobody reads by that address any more."""
    links = CalendarLink.objects.filter(user=by, unit=unit).select_for_update()
    for link in links.order_by("pk"):
        audit.record(by, "appointments.calendar_link_dropped", link, chain=_chain(unit))
        link.delete()


def _chain(unit: OrgUnit | None) -> str:
    return str(unit.agency_id) if unit else ""
