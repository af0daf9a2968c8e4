"""What learning puts on a person's page and on the first page."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.learning import access
from luwes.people.profile import Viewing
from luwes.ui.home import Waits

MOST = 100


def hours(viewing: Viewing) -> dict[str, Any]:
    """The account of hours itself is read when the page is there."""
    return {"employee": viewing.employee}


def waiting(user: User, now: datetime) -> list[Waits]:
    """Hours learnt elsewhere that wait for the keeper of files. One query."""
    if not access.keeps_files(user):
        return []
    rows = access.decidable_hours(user, localdate(now)).filter(state="asked").order_by()
    found = list(rows.values_list("words", flat=True)[:MOST])
    if not found:
        return []
    title = ngettext("%d laporan jam belajar", "%d laporan jam belajar", len(found)) % len(found)
    return [Waits(title, found[0], reverse("learning:hours_waiting"))]
