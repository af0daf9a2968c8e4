"""People from outside the civil service who offer help to the flood: the names are invented."""

import random
from datetime import datetime
from uuid import UUID

from luwes.accounts.models import User
from luwes.core.periods import Period
from luwes.mobilisation.models import Incident
from luwes.mobilisation.queries import OWNER_KIND
from luwes.staffing import contingent_rules as rules
from luwes.staffing import contingents as reading
from luwes.staffing.actions import contingent_presence, contingents
from luwes.staffing.models import Contingent, Need

BODIES = (
    (rules.Body.ARMY, "Kodim rekaan"),
    (rules.Body.RED_CROSS, "PMI rekaan"),
    (rules.Body.VOLUNTEERS, "Relawan Siaga rekaan"),
    (rules.Body.POLICE, "Polres rekaan"),
    (rules.Body.BUSINESS, "Koperasi nelayan rekaan"),
)


def record_three(incident: Incident, now: datetime, by: User) -> list[Contingent]:
    """A few for the flood of February: each takes a part of one need, for all of its days."""
    needs = Need.objects.filter(owner_kind=OWNER_KIND, owner_id=incident.pk, is_cancelled=False)
    largest = list(needs.filter(desired__gte=4).order_by("-desired", "pk")[: len(BODIES[:3])])
    chance = random.Random(2025)
    return [
        contingents.record(
            need=need, draft=draft_of(body, name, max(1, need.desired // 4), need.period, True),
            key=key_by(chance), now=now, by=by,
        )
        for need, (body, name) in zip(largest, BODIES, strict=False)
    ]  # fmt: skip


def arrive(incident: Incident, now: datetime, by: User) -> None:
    """All but one of each are at their post."""
    chance = random.Random(2026)
    for row in reading.running(OWNER_KIND, incident.pk):
        present = max(1, row.heads - 1)
        contingent_presence.count(
            contingent=row, present=present, key=key_by(chance), now=now, by=by
        )


def draft_of(body: rules.Body, name: str, heads: int, period: Period, fits: bool) -> rules.Draft:
    return rules.Draft(body, name, heads, period, "Ketua rekaan", "0812 0000 000", fits=fits)


def key_by(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
