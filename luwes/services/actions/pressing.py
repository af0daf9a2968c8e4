"""Two officers at one case, and one who presses twice: whoever writes has read what stands there."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.services.models import Case
from luwes.ui.tags.words import near


@transaction.atomic
def having_seen(*, case: Case, seen: int, text: str, by: User, do: Callable[[], object]) -> bool:
    """
    Do it unless something newer than entry `seen` stands there; whether it was done now.

    The same words by the same person are a second press, and are not written again.

    :raises Refused: when somebody else wrote meanwhile, besides what `do` refuses
    """
    lock(case)
    newer = list(case.entries.filter(pk__gt=seen).select_related("by").order_by("pk"))
    if any(entry.by_id == by.pk and entry.text == text.strip() for entry in newer):
        return False
    others = [entry for entry in newer if entry.by_id != by.pk]
    if others:
        refuse([Problem(_meanwhile(others[-1].by, others[-1].at))])
    do()
    return True


def _meanwhile(who: User | None, at: datetime) -> str:
    if who is None:
        words = _("Ada kabar baru pukul %(at)s. Baca dulu, lalu kirim lagi.")
        return words % {"at": near(at)}
    words = _("%(name)s menulis pukul %(at)s. Baca dulu, lalu kirim lagi.")
    return words % {"name": who.name, "at": near(at)}
