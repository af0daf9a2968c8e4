"""What imports add to the first page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.imports import access
from luwes.imports.rules import RunState
from luwes.ui.home import Deed, Waits

MOST = 3


def previews(user: User, now: datetime) -> list[Waits]:
    """Checked files: somebody looks at the preview and lets them in, or not."""
    if not access.can_import(user):
        return []
    found = []
    for run in access.runs(user).filter(state=RunState.CHECKED.value)[:MOST]:
        url = reverse("imports:run", args=[run.pk])
        found.append(
            Waits(
                _("Impor %s menunggu keputusan") % run.file_name,
                _("%(problems)d masalah ditemukan. Diunggah oleh %(who)s.")
                % {"problems": run.problems, "who": run.by.name},
                url,
                deeds=(Deed(_("Tinjau"), url),),
            )
        )
    return found
