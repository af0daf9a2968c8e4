"""Each morning: papers, agreements and obligations that end soon are told of, once each step."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from luwes.collaboration.facts import AgreementEnds, Lapsed, ObligationDue, PaperEnds
from luwes.collaboration.models import Agreement, Obligation, PartnerDocument
from luwes.collaboration.rules import lapse, papers
from luwes.collaboration.rules.states import AgreementState, PartnerState
from luwes.core.facts import announce


@transaction.atomic
def remind_of_papers(*, on: date, now: datetime) -> int:
    """Those of partners at work; one that another of its kind has taken the place of is left alone."""
    until = _horizon(on, papers.REMIND) + timedelta(days=1)
    rows = PartnerDocument.objects.filter(
        partner__state__in=[PartnerState.ACTIVE.value, PartnerState.SUSPENDED.value],
        period__endswith__lte=until,
    )
    lasts = Q(period__upper_inf=True) | Q(period__endswith__gt=until)
    lasting = PartnerDocument.objects.filter(lasts).exclude(checked_at=None).order_by()
    newer = set(lasting.values_list("partner_id", "kind"))

    def told(row: PartnerDocument, _step: int) -> None:
        if (row.partner_id, row.kind) not in newer:
            announce(PaperEnds(row.pk, now))

    return _each(rows, papers.REMIND, lambda row: row.period.last_day, told, on)


@transaction.atomic
def remind_of_agreements(*, on: date, now: datetime) -> int:
    """Signed ones; the day after the last, nothing new begins under them any more."""
    rows = Agreement.objects.filter(
        state=AgreementState.SIGNED.value,
        period__endswith__lte=_horizon(on, lapse.AGREEMENT) + timedelta(days=1),
    )

    def told(row: Agreement, step: int) -> None:
        announce(Lapsed(row.pk, now) if step < 0 else AgreementEnds(row.pk, now))

    return _each(rows, lapse.AGREEMENT, lambda row: row.period.last_day, told, on)


@transaction.atomic
def remind_of_obligations(*, on: date, now: datetime) -> int:
    """What is owed and not yet reported."""
    rows = Obligation.objects.filter(
        agreement__state__in=[AgreementState.SIGNED.value, AgreementState.ENDED.value],
        confirmed_at=None, reported_at=None, due__lte=_horizon(on, lapse.OBLIGATION),
    )  # fmt: skip
    return _each(
        rows, lapse.OBLIGATION, lambda row: row.due,
        lambda row, _step: announce(ObligationDue(row.pk, now)), on,
    )  # fmt: skip


def _horizon(on: date, steps: Collection[int]) -> date:
    return on + timedelta(days=max(steps))


def _each(
    rows: QuerySet[Any], steps: Collection[int], last: Callable[[Any], date | None],
    tell: Callable[[Any, int], None], on: date,
) -> int:  # fmt: skip
    """Held, looked at, told and marked; how many. What another run holds is left to it."""
    held = rows.exclude(warned_days=min(steps)).order_by("pk")
    count = 0
    for row in held.select_for_update(skip_locked=True, of=("self",), no_key=True):
        step = lapse.reminder(last(row) or date.max, steps, row.warned_days, on)
        if step is None:
            continue
        row.warned_days = step
        row.save(update_fields=["warned_days"])
        tell(row, step)
        count += 1
    return count
