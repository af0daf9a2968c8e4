"""What care adds to *Kinerja saya* (own view only) and to one's own page."""

from typing import Any

from django.urls import reverse

from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import ANSWER_LABELS, LoadSignal, RecoveryOffer
from luwes.motivation.queries import load_lists as lists
from luwes.motivation.queries import pulse as questions
from luwes.motivation.rules.load import State
from luwes.motivation.rules.recovery import OfferState
from luwes.people.profile import Viewing

MOST = 5


def pulse(looking: Looking) -> dict[str, Any] | None:
    """The question of this week; two queries."""
    if not (looking.is_own and looking.is_running):
        return None
    asked = questions.asked(looking.employee, looking.on)
    if asked is None:
        return None
    return {"asked": asked, "choices": [(n, str(words)) for n, words in ANSWER_LABELS.items()]}


def load(looking: Looking) -> dict[str, Any] | None:
    """Signals that are not over; one query. Without any, the way to say that it is too much."""
    if not (looking.is_own and looking.is_running):
        return None
    rows = LoadSignal.objects.filter(employee=looking.employee).exclude(state=State.OVER.value)
    return {"rows": list(rows.order_by(lists.HEAVIEST_FIRST, "-since", "pk")[:MOST])}


def recovery(looking: Looking) -> dict[str, Any] | None:
    """Offers that wait, for oneself or for the superior; one query."""
    if not (looking.is_own and looking.is_running):
        return None
    waiting = [OfferState.OFFERED.value, OfferState.ASKED.value]
    rows = RecoveryOffer.objects.filter(employee=looking.employee, state__in=waiting)
    found = list(rows.order_by("until", "pk")[:MOST])
    return {"rows": found} if found else None


def own_load_url(viewing: Viewing) -> str:
    return reverse("motivation:own_load") if viewing.is_oneself else ""
