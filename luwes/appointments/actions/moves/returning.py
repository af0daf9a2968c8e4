"""Sending a request back to those who prepare it, and taking it back altogether."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import facts
from luwes.appointments.actions.moves.common import chain, held
from luwes.appointments.actions.moves.decreeing import take_back_letters
from luwes.appointments.models import MoveRequest
from luwes.appointments.moving import access
from luwes.appointments.rules.moves import RequestState
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce


@transaction.atomic
def send_back(*, request: MoveRequest, reason: str, on: date, by: User) -> None:
    """
    Back to a draft, with the reason; what was agreed so far has to be agreed anew.

    :raises Refused: without a reason, or once the decree is out
    """
    require(access.can_return(by, request, on))
    held(request, RequestState.SUBMITTED, RequestState.APPROVED, RequestState.STOPPED)
    refuse([Problem(_("Tulis alasannya."), "reason")] * (not reason.strip()))
    request.steps.all().delete()
    request.state, request.note = RequestState.DRAFT.value, reason.strip()[:500]
    request.approved_at = request.approved_by = None
    request.save(update_fields=["state", "note", "approved_at", "approved_by"])
    announce(facts.MovesChanged(request.pk, "returned", by.pk))
    audit.record(by, "appointments.moves_returned", request, chain=chain(request), reason=reason)


@transaction.atomic
def withdraw(*, request: MoveRequest, reason: str, now: datetime, on: date, by: User) -> None:
    """
    Before its day has come. A decree that is out is taken back by whoever signs, its letters with it.

    :raises Refused: without a reason, or once it is effective
    """
    signs = access.can_sign(by, request.agency_id)
    require(signs or access.can_prepare(by, request.agency_id))
    held(
        request, RequestState.DRAFT, RequestState.SUBMITTED, RequestState.APPROVED,
        RequestState.DECREED, RequestState.STOPPED,
    )  # fmt: skip
    refuse([Problem(_("Tulis alasannya."), "reason")] * (not reason.strip()))
    if request.state == RequestState.DECREED.value:
        require(signs)
        take_back_letters(request, reason=reason, now=now, on=on, by=by)
    request.state, request.note = RequestState.WITHDRAWN.value, reason.strip()[:500]
    request.save(update_fields=["state", "note"])
    announce(facts.MovesChanged(request.pk, "withdrawn", by.pk))
    audit.record(by, "appointments.moves_withdrawn", request, chain=chain(request), reason=reason)
