"""What messages add to the first page."""

from datetime import datetime

from django.urls import reverse

from luwes.accounts.models import User
from luwes.notifications import queries
from luwes.ui.home import MOST_CHANGES, Change


def messages(user: User, since: datetime, now: datetime) -> list[Change]:
    """What the person was told since."""
    rows = queries.inbox(user).filter(created_at__gt=since)[:MOST_CHANGES]
    return [
        Change(row.created_at, row.subject, reverse("notifications:message", args=[row.pk]))
        for row in rows
    ]
