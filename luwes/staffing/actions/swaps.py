"""Swaps of shifts: asked, agreed to by the other, consented to by the leader or the officer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.staffing import access, facts, swaps
from luwes.staffing.actions import holding
from luwes.staffing.models import Assignment, Shift, ShiftSwap
from luwes.staffing.models.swaps import OPEN


@transaction.atomic
def ask(
    *, shift: Shift, other: Assignment, wanted: Shift | None, now: datetime, by: User
) -> ShiftSwap:
    """
    Ask a colleague to take one's shift, for one of theirs or for none.

    :raises Refused: where rest, hours or days in a row would break, or it is offered already
    """
    asker = shift.assignment
    require(access.is_own(by, asker))
    swap = ShiftSwap(
        shift=shift, wanted=wanted, asker=asker, other=other, state="asked", asked_at=now
    )
    _hold(swap)
    problems = swaps.problems(swap, now)
    if ShiftSwap.objects.filter(shift=shift, state__in=OPEN).exists():
        problems.append(Problem(_("Shift ini sudah Anda tawarkan; batalkan dulu yang itu.")))
    refuse(problems)
    swap.save()
    announce(facts.SwapMoved(swap.pk))
    return swap


@transaction.atomic
def agree(*, swap: ShiftSwap, now: datetime, by: User) -> None:
    """The colleague agrees; the leader or the officer is asked for consent."""
    require(access.is_own(by, swap.other))
    _hold(swap)
    _must_be(swap, "asked")
    refuse(swaps.problems(swap, now))
    _move(swap, "agreed", now, None)


@transaction.atomic
def consent(*, swap: ShiftSwap, now: datetime, by: User) -> None:
    """The two change places. Other swaps of these shifts end."""
    require(swaps.may_consent(by, swap))
    _hold(swap)
    _must_be(swap, "agreed")
    refuse(swaps.problems(swap, now))
    shift, wanted = swap.shift, swap.wanted
    if wanted is None:
        shift.assignment, shift.employee = swap.other, swap.other.employee
        shift.save(update_fields=["assignment", "employee"])
    else:
        _exchange(shift, wanted)
    both = [s.pk for s in (shift, wanted) if s]
    others = ShiftSwap.objects.filter(Q(shift__in=both) | Q(wanted__in=both), state__in=OPEN)
    for other in others.exclude(pk=swap.pk).order_by("pk"):
        _move(other, "withdrawn", now, None)
    _move(swap, "consented", now, by)
    audit.record(
        by, "staffing.shift_swapped", swap.asker, chain=str(swap.asker.home_unit.agency_id),
        employee=swap.other.employee_id,
    )  # fmt: skip


def _exchange(one: Shift, two: Shift) -> None:
    """
    Each row takes the other's hours and stays with its person: so nobody holds two shifts, not
    even between the two writes.
    """
    moved = ("starts_at", "ends_at", "rest_minutes", "held", "alarmed_at")
    for name in moved:
        mine, theirs = getattr(one, name), getattr(two, name)
        setattr(one, name, theirs)
        setattr(two, name, mine)
    one.save(update_fields=moved)
    two.save(update_fields=moved)


@transaction.atomic
def refuse_swap(*, swap: ShiftSwap, now: datetime, by: User) -> None:
    """The colleague does not agree, or the leader or officer does not consent."""
    asked = access.is_own(by, swap.other)
    _hold(swap)
    require(asked if swap.state == "asked" else asked or swaps.may_consent(by, swap))
    _must_be(swap, *OPEN)
    _move(swap, "refused", now, by)


@transaction.atomic
def withdraw(*, swap: ShiftSwap, now: datetime, by: User) -> None:
    """Who asked takes it back."""
    require(access.is_own(by, swap.asker))
    _hold(swap)
    _must_be(swap, *OPEN)
    _move(swap, "withdrawn", now, by)


def _hold(swap: ShiftSwap) -> None:
    """People, assignments, the swap, its shifts: always in this order."""
    holding.with_person(swap.asker, swap.other)
    try:
        if swap.pk:
            lock(swap)
        lock(*(shift for shift in (swap.shift, swap.wanted) if shift))
    except (Shift.DoesNotExist, ShiftSwap.DoesNotExist):
        refuse([Problem(_("Shift itu sudah tidak ada; jadwalnya disusun ulang."))])


def _must_be(swap: ShiftSwap, *states: str) -> None:
    if swap.state not in states:
        words = _("Permintaan tukar ini sudah %s.") % swap.get_state_display().lower()
        refuse([Problem(words)])


def _move(swap: ShiftSwap, state: str, now: datetime, by: User | None) -> None:
    swap.state = state
    if state == "agreed":
        swap.answered_at = now
    else:
        swap.decided_at, swap.decided_by = now, by
    swap.save(update_fields=["state", "answered_at", "decided_at", "decided_by"])
    announce(facts.SwapMoved(swap.pk))
