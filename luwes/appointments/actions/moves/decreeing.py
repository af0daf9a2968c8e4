"""The decree: letters with numbers, once."""

from datetime import date, datetime

from django.db import transaction

from luwes.accounts.models import User
from luwes.appointments import facts, signing
from luwes.appointments.actions.moves.common import against, chain, held, late
from luwes.appointments.models import Move, MoveRequest
from luwes.appointments.moving import access
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.moving.judging import judged
from luwes.appointments.moving.papers import NUMBERS, Papers, groups
from luwes.appointments.rules.moves import RequestState
from luwes.audit import actions as audit
from luwes.core import bulk, queue
from luwes.core.access import require
from luwes.core.errors import refuse
from luwes.core.facts import announce
from luwes.letters import actions as letters

EFFECT, QUEUE = "appointments.become_effective", "default"


@transaction.atomic
def decree(*, request: MoveRequest, now: datetime, on: date, by: User) -> None:
    """
    Number the letters of an approved request; they are signed by whoever approved. Where its day has
    come already, it becomes effective at once, by the same job as any other.

    :raises Refused: when it is not approved (any more), or a rule stands against it by now
    """
    require(access.can_prepare(by, request.agency_id) or access.can_sign(by, request.agency_id))
    held(request, RequestState.APPROVED)
    moves = moves_of(request)
    known, rows = judged(request, moves, request.effective_on)
    refuse([*late(request, on), *against(rows)])
    assert request.approved_by
    signatory = signing.signatory_of(request.approved_by, on)
    papers = Papers(request, known.facts, on, signatory)
    parts = groups(moves)
    issued = letters.issue_many([papers.draft(part) for part in parts], now=now, by=by)
    told = [
        (move.pk, letter.pk) for part, letter in zip(parts, issued, strict=True) for move in part
    ]
    bulk.update(Move, ("letter_id",), told)
    request.state, request.decreed_at = RequestState.DECREED.value, now
    request.save(update_fields=["state", "decreed_at"])
    if request.effective_on <= on:
        ask(request.pk)
    announce(facts.MovesChanged(request.pk, "decreed", by.pk))
    audit.record(
        by, "appointments.moves_decreed", request, chain=chain(request), people=len(moves),
        letters=len(issued), first_day=request.effective_on.isoformat(),
    )  # fmt: skip


def take_back_letters(
    request: MoveRequest, *, reason: str, now: datetime, on: date, by: User
) -> None:
    """Letters of a decree that does not become effective are withdrawn by others."""
    issued = access.letters_of(request).exclude(state="withdrawn").filter(kind__in=NUMBERS)
    for letter in issued.order_by("pk"):
        letters.withdraw_in_course(letter=letter, reason=reason, day=on, now=now, by=by)


def ask(request_id: int) -> None:
    """A job that carries the request out; it does nothing where another has."""
    queue.job(EFFECT, queue=QUEUE, lock=f"moves {request_id}").defer(request_id=request_id)
