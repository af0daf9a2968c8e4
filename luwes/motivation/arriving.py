"""
What lower areas told, as contributions: a small function a fact.

Whatever is odd about it, the deed below must not fail: what nothing can be told of tells nothing.
"""

from datetime import datetime

from luwes.collaboration import facts as collaboration
from luwes.collaboration.models import Claim
from luwes.core import clock
from luwes.learning import facts as learning
from luwes.motivation.actions import arriving
from luwes.motivation.sources.cases import together_with
from luwes.motivation.sources.certificates import CERTIFICATES
from luwes.motivation.sources.duties import DUTIES
from luwes.motivation.sources.inputs import INPUTS
from luwes.motivation.sources.milestones import MILESTONES
from luwes.services import facts as services
from luwes.services.models import Case
from luwes.staffing import facts as staffing
from luwes.teamwork import facts as teamwork


def duties(fact: staffing.Completed | staffing.Ended) -> None:
    arriving.arrive(DUTIES, fact.assignment_ids, now=clock.now())


def duty(fact: staffing.Returned | staffing.Withdrawn) -> None:
    """Seen back at work; or taken back, also after it had been told of."""
    arriving.arrive(DUTIES, [fact.assignment_id], now=clock.now())


def certificate(fact: learning.Certified | learning.Revoked) -> None:
    arriving.arrive(CERTIFICATES, [fact.certificate_id], now=fact.at)


def settled(fact: services.Confirmed) -> None:
    """By the citizen, or by time."""
    _count(fact.case_id, fact.employee_id, fact.at, fact.at)


def reopened(fact: services.Reopened) -> None:
    if fact.confirmed_at is not None:
        _count(fact.case_id, fact.employee_id, fact.confirmed_at, fact.at)


def _count(case_id: int, employee_id: int | None, settled_at: datetime, now: datetime) -> None:
    if employee_id is None:
        return
    case = Case.objects.only("kind", "service_id", "subject_id").filter(pk=case_id).first()
    if case is not None:
        arriving.count_cases(of=together_with(case, employee_id, settled_at), now=now)


def verified(fact: collaboration.Verified) -> None:
    rows = Claim.objects.filter(pk=fact.claim_id).order_by("pk")
    arriving.arrive(MILESTONES, list(rows.values_list("milestone_id", flat=True)), now=fact.at)


def reached(fact: collaboration.MilestoneReached) -> None:
    arriving.arrive(MILESTONES, [fact.milestone_id], now=fact.at)


def told_by_leader(fact: teamwork.InputGiven) -> None:
    arriving.arrive(INPUTS, [fact.input_id], now=fact.at)
