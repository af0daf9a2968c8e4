"""What incidents add to the first page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.mobilisation import queries
from luwes.ui.home import Deed, Waits

MOST = 3


def without_decree(user: User, now: datetime) -> list[Waits]:
    """Incidents whose status stands on nothing written yet."""
    found = []
    for incident in queries.without_decree(user)[:MOST]:
        url = reverse("mobilisation:board", args=[incident.pk])
        found.append(
            Waits(
                _("%s belum punya surat keputusan status darurat") % incident,
                _("Tanpa nomor keputusan, surat tugas menyebut status lisan."),
                url,
                deeds=(Deed(_("Lengkapi"), url),),
            )
        )
    return found
