"""What the days bring about awards: who has to act next is told, each once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import structlog
from django.db import transaction

from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.models import Award, Nomination
from luwes.motivation.queries import judging
from luwes.motivation.rules.awards import ANSWER_SOON, AwardState, NominationState

MOST_AWARDS = 500
BACK = timedelta(days=120)


def remind(*, on: date, now: datetime) -> None:
    """One award that fails holds up no other; the job is tried again for it."""
    failed = []
    for award in _running(on):
        try:
            with transaction.atomic():
                for fact in _due(award, on, now):
                    announce(fact)
        except Exception:
            structlog.get_logger(__name__).exception("award not reminded", award=award.pk)
            failed.append(award.pk)
    if failed:
        raise RuntimeError(f"awards not reminded: {failed}")


def _running(on: date) -> list[Award]:
    """What nobody touched for months is not asked about for ever."""
    rows = Award.objects.filter(
        state__in=[AwardState.OPEN.value, AwardState.JUDGING.value],
        nominations__endswith__gt=on - BACK,
    )  # fmt: skip
    return list(rows.order_by("pk")[:MOST_AWARDS])


def _due(
    award: Award, on: date, now: datetime
) -> Iterator[facts.NominationsOver | facts.NomineeSilent | facts.JudgeSilent]:
    last = award.nominations.last_day
    if award.state == AwardState.JUDGING.value:
        missing = judging.table_of(award, on).missing
        yield from (facts.JudgeSilent(award.pk, judge, now) for judge in sorted(missing) if missing[judge])  # fmt: skip
    elif last and last < on:
        yield facts.NominationsOver(award.pk, now)
    elif last and last - ANSWER_SOON <= on:
        asked = Nomination.objects.filter(award=award, state=NominationState.ASKED.value)
        keys = asked.order_by("pk").values_list("pk", flat=True)[: judging.MOST_NOMINATIONS]
        yield from (facts.NomineeSilent(pk, now) for pk in keys)
