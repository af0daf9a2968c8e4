"""What help had cost when its use ended, kept as it stood."""

from datetime import datetime

from django.utils.timezone import localdate

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.staffing import aid_costs
from luwes.staffing.models import AidCost, AidRequest


def keep(request: AidRequest, *, now: datetime, by: User | None) -> None:
    """Once a request, by whoever ends it, who holds it; `by` None: it ended by itself."""
    sums = aid_costs.sums(request, localdate(now))
    AidCost.objects.bulk_create(
        AidCost(
            line=row.line, people=row.sent, days=row.days, present=row.present,
            daily_rate=row.line.daily_rate, cost=row.cost, at=now, by=by,
        )
        for row in sums.rows
    )  # fmt: skip
    audit.record(
        by, "staffing.aid_cost_kept", request, chain=str(request.agency_id), days=sums.days,
        cost=sums.cost, unrated=sums.unrated,
    )  # fmt: skip
