"""The least who stay at a unit: its head asks, the staffing agency agrees; until then what held holds."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.organisation import access, facts
from luwes.organisation.actions.dated import cut, put
from luwes.organisation.models import MinimumPresence, MinimumProposal, OrgUnit, StaffGroup
from luwes.organisation.models.presence import ACCEPTED, ANSWERED, REPLACED, WAITING

MOST = 100_000


@transaction.atomic
def propose_minimum(
    *, unit: OrgUnit, group: StaffGroup | None, minimum: int | None, first_day: date, reason: str,
    now: datetime, by: User, last_day: date | None = None,
) -> MinimumProposal:  # fmt: skip
    """
    The least of a group (None: of everyone) who should stay; a minimum of None asks that it end.

    It takes the place of one that still waits for the same group.
    """
    today = localdate(now)
    require(access.can(by, Right.SET_PRESENCE, unit, today))
    lock(unit)
    rules = MinimumPresence.objects.filter(unit=unit, group=group)
    problems = []
    if first_day < today:
        problems.append(Problem(_("Tanggal mulai sudah lewat."), "first_day"))
    elif not unit.shapes.filter(period__contains=first_day).exists():
        problems.append(Problem(_("Unit ini tidak ada pada tanggal itu."), "first_day"))
    if minimum is not None and not 0 <= minimum <= MOST:
        problems.append(Problem(_("Minimum 0 sampai 100.000 orang."), "minimum"))
    if minimum is None and not rules.filter(period__overlap=Period(max(first_day, today))).exists():
        problems.append(Problem(_("Tidak ada aturan yang berlaku mulai tanggal itu."), "first_day"))
    if not reason.strip():
        problems.append(
            Problem(_("Tuliskan alasannya; ia dibaca saat orang dibutuhkan."), "reason")
        )
    if last_day and last_day < first_day:
        problems.append(Problem(_("Tanggal akhir mendahului tanggal mulai."), "last_day"))
    refuse(problems)
    MinimumProposal.objects.filter(unit=unit, group=group, state=WAITING).update(
        state=REPLACED, decided_by=by, decided_at=now
    )
    proposal = MinimumProposal.objects.create(
        unit=unit, group=group, minimum=minimum, reason=reason.strip(), proposed_by=by,
        proposed_at=now, period=Period(first_day, last_day and last_day + timedelta(days=1)),
    )  # fmt: skip
    _log(by, "organisation.minimum_proposed", proposal, reason)
    return proposal


@transaction.atomic
def accept_minimum(*, proposal: MinimumProposal, now: datetime, by: User) -> None:
    """
    What was asked holds from its first day, or from today where that is over.

    With a last day, what held before holds again after it. What held stays as history.
    """
    today = localdate(now)
    _hold(proposal, today, by)
    unit, period = proposal.unit, proposal.period
    start = max(period.start, today)
    problems = [*_decided(proposal)]
    if proposal.proposed_by_id == by.pk:
        problems.append(Problem(_("Anda sendiri yang mengusulkan; orang lain yang memeriksa.")))
    if period.end and period.end <= today:
        problems.append(Problem(_("Masa usulan ini sudah lewat; kembalikan agar diusulkan lagi.")))
    elif not unit.shapes.filter(period__contains=start).exists():
        problems.append(
            Problem(_("Unit ini tidak ada lagi pada tanggal itu; kembalikan usulannya."))
        )
    refuse(problems)
    rules = MinimumPresence.objects.filter(unit=unit, group=proposal.group)
    if proposal.minimum is None:
        rules.filter(period__startswith__gte=start).delete()
        cut(rules.filter(period__contains=start), start)
    else:
        rule = MinimumPresence(
            unit=unit, group=proposal.group, minimum=proposal.minimum, reason=proposal.reason,
            set_by=str(proposal.proposed_by)[:200], checked_by=str(by)[:200],
        )  # fmt: skip
        put(rules, rule, start, period.end)
    _decide(proposal, ACCEPTED, now, by)
    announce(facts.MinimumSet(unit.pk, proposal.group_id))
    ended = proposal.minimum is None
    _log(by, "organisation.minimum_ended" if ended else "organisation.minimum_set", proposal, proposal.reason)  # fmt: skip


@transaction.atomic
def return_minimum(*, proposal: MinimumProposal, reason: str, now: datetime, by: User) -> None:
    """Back to the head, with what speaks against it; what held goes on to hold."""
    _hold(proposal, localdate(now), by)
    problems = [*_decided(proposal)]
    if not reason.strip():
        problems.append(Problem(_("Tuliskan apa yang perlu diperbaiki."), "reason"))
    refuse(problems)
    proposal.answer = reason.strip()
    _decide(proposal, ANSWERED, now, by)
    _log(by, "organisation.minimum_returned", proposal, reason)


def _hold(proposal: MinimumProposal, on: date, by: User) -> None:
    """The unit before its proposals, as whoever asks anew does."""
    require(access.can(by, Right.CHECK_PRESENCE, proposal.unit, on))
    lock(proposal.unit)
    lock(proposal)


def _decided(proposal: MinimumProposal) -> list[Problem]:
    if proposal.state == WAITING:
        return []
    return [Problem(_("Usulan ini sudah diputus, atau diganti usulan baru."))]


def _decide(proposal: MinimumProposal, state: str, now: datetime, by: User) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by = state, now, by
    proposal.save(update_fields=["state", "decided_at", "decided_by", "answer"])
    announce(facts.MinimumAnswered(proposal.pk, now))


def _log(by: User, deed: str, proposal: MinimumProposal, reason: str) -> None:
    told = {} if proposal.minimum is None else {"minimum": proposal.minimum}
    audit.record(
        by, deed, proposal.unit, chain=str(proposal.unit.agency_id), reason=reason,
        group=proposal.group.code if proposal.group else "",
        first_day=proposal.period.start.isoformat(), **told,
    )  # fmt: skip
