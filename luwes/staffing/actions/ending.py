"""How a duty ends when nobody says "done": taken back, cut short by leave, or over by time."""

from datetime import date, datetime, timedelta

from django.db import transaction

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.days import midnight
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.staffing import facts, joining, owners, rules
from luwes.staffing.actions import crediting, holding
from luwes.staffing.models import Assignment, PlanRule, Presence, Shift, ShiftAbsence

State = rules.AssignmentState


def take_back(
    assignment: Assignment, *, until: date, reason: str, now: datetime, on: date, by: User,
    strictly: bool = False, with_the_help: bool = False,
) -> bool:  # fmt: skip
    """
    End a running duty before the day `until`; days that were served stay served, today among them
    for who was there today, unless it ends `strictly` (leave begins on that day).

    The caller holds the row and has checked the right of `by`. Who serves and is to stop only
    later goes on serving until then. `with_the_help`: the use of the help they came with ends, so
    they served as long as was agreed.
    :returns: whether nothing of it was served, so that its letter has to be withdrawn
    """
    is_over, end = until <= on, until
    if until == on and not strictly and _was_there(assignment, on, now):
        end = on + timedelta(days=1)
    served = assignment.state == State.ACTIVE.value and assignment.period.start < end
    details = {}
    if served:
        assignment.period = Period(assignment.period.start, min(assignment.period.end or end, end))
        assignment.left_early, assignment.help_ended = not with_the_help, with_the_help
        details = {"last_day": str(assignment.period.last_day)}
        free_shifts(assignment, max(now, midnight(until)))
        if is_over:
            _leave_shift(assignment, now, by)
        _stop(assignment, is_over=is_over, now=now)
    else:
        assignment.state, assignment.is_present = State.WITHDRAWN.value, False
        assignment.answer_reason = reason[:300]
        assignment.save(update_fields=["state", "is_present", "answer_reason"])
        free_shifts(assignment, now)
        announce(facts.Withdrawn(assignment.pk))
    audit.record(
        by, "staffing.shortened" if served else "staffing.withdrawn", assignment,
        chain=str(assignment.home_unit.agency_id), reason=reason, **details,
    )  # fmt: skip
    return not served


def _was_there(assignment: Assignment, on: date, now: datetime) -> bool:
    since = midnight(on)
    signs = Presence.objects.filter(assignment=assignment, kind="in", at__gte=since)
    begun = Shift.objects.filter(
        assignment=assignment, starts_at__gte=since, starts_at__lte=now, absence=None
    )
    return assignment.is_present or signs.exists() or begun.exists()


def _stop(assignment: Assignment, *, is_over: bool, now: datetime) -> None:
    if is_over:
        finish(assignment, now)
        announce(facts.Ended((assignment.pk,)))
    else:
        assignment.save(update_fields=["period", "left_early", "help_ended"])


def finish(assignment: Assignment, now: datetime) -> None:
    assignment.state, assignment.completed_at = State.COMPLETED.value, now
    assignment.is_present = False
    assignment.save(
        update_fields=["state", "completed_at", "is_present", "period", "left_early", "help_ended"]
    )
    free_shifts(assignment, now)
    if assignment.beside_work:
        crediting.credit(assignment, now)  # nobody was away: no return to wait for


def free_shifts(assignment: Assignment, since: datetime) -> None:
    """Whoever serves no more has no shift that begins from then on; the places show as open."""
    Shift.objects.filter(assignment=assignment, starts_at__gte=since).delete()


def _leave_shift(assignment: Assignment, now: datetime, by: User) -> None:
    """What is left of the shift under way is open to whoever stands in."""
    under_way = Shift.objects.filter(
        assignment=assignment, starts_at__lt=now, ends_at__gt=now, absence=None
    )
    for shift in under_way.order_by("pk"):
        ShiftAbsence.objects.create(shift=shift, reason="other", at=now, by=by)


def keep_out(assignment: Assignment, *, whole_owner: bool, reason: str, by: User) -> None:
    """
    Who declined or was taken back is not chosen again: for this need, or for all of its owner's.

    A pin would contradict it, so it goes.
    """
    need = assignment.need
    unpin(assignment, whole_owner=whole_owner)
    kind, owner_id = joining.key_of(assignment.plan, need)
    PlanRule.objects.update_or_create(
        owner_kind=kind, owner_id=owner_id, employee_id=assignment.employee_id,
        need=None if whole_owner else need,
        defaults={"rule": "exclude", "reason": reason[:300], "by": by},
    )  # fmt: skip


def unpin(assignment: Assignment, *, whole_owner: bool = False) -> None:
    need = assignment.need
    kind, owner_id = joining.key_of(assignment.plan, need)
    pins = PlanRule.objects.filter(
        owner_kind=kind, owner_id=owner_id, employee_id=assignment.employee_id, rule="pin"
    )
    (pins if whole_owner else pins.filter(need=need)).delete()


@transaction.atomic
def begin_by_time(*, on: date, owner: tuple[str, int] | None = None) -> list[int]:
    """
    Where nobody checks in, who accepted serves from the first day on; of one owner (kind, id), or of all.

    :returns: ids of the assignments begun
    """
    due = Assignment.objects.filter(
        need__owner_kind__in=owners.ordinary(), state=State.ACCEPTED.value,
        period__startswith__lte=on,
    )  # fmt: skip
    if owner:
        due = due.filter(need__owner_kind=owner[0], need__owner_id=owner[1])
    rows = list(due.order_by("employee_id"))
    holding.with_person(*rows)
    begun = [row for row in rows if row.state == State.ACCEPTED.value]
    for assignment in begun:
        assignment.state = State.ACTIVE.value
        assignment.save(update_fields=["state"])
        audit.record(
            None, "staffing.begun_by_time", assignment, chain=str(assignment.home_unit.agency_id),
            first_day=str(assignment.period.start),
        )  # fmt: skip
    return [row.pk for row in begun]


@transaction.atomic
def end_by_time(*, now: datetime, on: date) -> list[int]:
    """
    Complete duties whose last day has passed while nobody said so, and have their return confirmed.

    :returns: ids of the assignments ended
    """
    over = Assignment.objects.filter(
        state=State.ACTIVE.value, period__endswith__lte=on - rules.OVER_AFTER
    )
    rows = list(over.select_related("employee", "need__area", "home_unit").order_by("employee_id"))
    holding.with_person(*rows)
    ended = [row for row in rows if row.state == State.ACTIVE.value]
    for assignment in ended:
        finish(assignment, now)
        audit.record(
            None, "staffing.ended_by_time", assignment, chain=str(assignment.home_unit.agency_id),
            last_day=str(assignment.period.last_day),
        )  # fmt: skip
    if ended:
        announce(facts.Ended(tuple(row.pk for row in ended)))
    return [row.pk for row in ended]
