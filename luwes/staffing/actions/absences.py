"""A shift to which somebody did not come, who stands in, and the alarm for a missing check-out."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.staffing import access, facts, hours, rosters, teams
from luwes.staffing.actions import holding, shifts
from luwes.staffing.models import (
    ABSENCE_LABELS,
    Assignment,
    DutyOverride,
    Presence,
    Shift,
    ShiftAbsence,
)

_LOOK_BACK = timedelta(days=14)
_FORGET = timedelta(days=2)


@transaction.atomic
def mark_absent(*, shift: Shift, reason: str, now: datetime, by: User) -> ShiftAbsence:
    """
    Somebody does not come to a shift; the place is open to whoever stands in.

    :raises Refused: when it is over, or said already
    """
    require(teams.can_lead(by, shift))
    holding.with_person(shift.assignment)
    lock(shift)
    problems = []
    if reason not in ABSENCE_LABELS:
        problems.append(Problem(_("Pilih alasannya."), "reason"))
    if shift.ends_at <= now:
        problems.append(Problem(_("Shift itu sudah selesai."), "shift"))
    if ShiftAbsence.objects.filter(shift=shift).exists():
        problems.append(Problem(_("Ketidakhadirannya sudah dicatat."), "shift"))
    refuse(problems)
    made = ShiftAbsence.objects.create(shift=shift, reason=reason, at=now, by=by)
    audit.record(
        by, "staffing.absent", shift.assignment, chain=str(shift.assignment.home_unit.agency_id)
    )
    return made


@transaction.atomic
def stand_in(
    *, absence: ShiftAbsence, assignment: Assignment, now: datetime, by: User,
    override_reason: str = "",
) -> Shift:  # fmt: skip
    """
    Order somebody of the post to serve what is left of the shift.

    Beyond the policy of hours only with a reason, which is kept with the name of `by`.

    :raises Refused: where it would break the policy and no reason is given, or is taken already
    """
    require(teams.can_lead(by, absence.shift))
    holding.with_person(assignment)
    lock(absence)
    duty = teams.remaining(absence.shift, now)
    others = list(
        Shift.objects.filter(
            employee_id=assignment.employee_id, ends_at__gt=duty.starts_at - _LOOK_BACK
        ).order_by("starts_at", "pk")
    )
    policy = rosters.policy_on(duty.day)
    broken = hours.duty_problems(duty, [rosters.duty_of(shift) for shift in others], policy)
    problems = _not_free(absence, assignment, others, now)
    if broken and not override_reason.strip():
        problems += [*broken, Problem(_("Tulis alasan melampaui kebijakan."), "override_reason")]
    refuse(problems)
    made = shifts.new_shift(assignment, duty, policy)
    if broken:
        require(access.can_roster(by, assignment.need))
        _make_room(made, others)
        DutyOverride.objects.create(
            assignment=assignment, starts_at=made.starts_at, ends_at=made.ends_at,
            broken="\n".join(p.message for p in broken), reason=override_reason[:300], at=now, by=by,
        )  # fmt: skip
    made.save()
    absence.substitute = made
    absence.save(update_fields=["substitute"])
    announce(facts.ShiftOrdered(made.pk, by.pk))
    audit.record(
        by, "staffing.shift_overridden" if broken else "staffing.shift_ordered", assignment,
        chain=str(assignment.home_unit.agency_id), reason=override_reason,
    )  # fmt: skip
    return made


def _not_free(
    absence: ShiftAbsence, assignment: Assignment, others: list[Shift], now: datetime
) -> list[Problem]:
    """What no reason can override."""
    shift, found = absence.shift, []
    if absence.substitute_id is not None:
        found.append(Problem(_("Shift itu sudah digantikan.")))
    if shift.ends_at <= now:
        found.append(Problem(_("Shift itu sudah selesai.")))
    if assignment.state not in rosters.COMING or assignment.need_id != shift.assignment.need_id:
        found.append(Problem(_("%s tidak bertugas di pos ini.") % assignment.employee.full_name))
    start = max(shift.starts_at, now)
    if any(o.starts_at < shift.ends_at and start < o.ends_at for o in others):
        words = _("%s sudah bertugas pada jam itu.") % assignment.employee.full_name
        found.append(Problem(words))
    return found


def _make_room(new: Shift, others: list[Shift]) -> None:
    """The rest that is given up: of the shift before, and of the new one before the next."""
    before = [shift for shift in others if shift.ends_at <= new.starts_at]
    after = [shift for shift in others if shift.starts_at >= new.ends_at]
    for one, two in ((before[-1:], [new]), ([new], after[:1])):
        for earlier, later in zip(one, two, strict=False):
            gap = int((later.starts_at - earlier.ends_at).total_seconds() // 60)
            if gap < earlier.rest_minutes:
                earlier.rest_minutes = gap
                earlier.held = shifts.held(earlier.starts_at, earlier.ends_at, gap)
                if earlier is not new:
                    earlier.save(update_fields=["rest_minutes", "held"])


@transaction.atomic
def alarm_missing(*, now: datetime) -> list[int]:
    """
    Tell of people still checked in an hour after their shift's end, each shift once.

    :returns: ids of the shifts told of
    """
    left = Presence.objects.filter(assignment=OuterRef("assignment"), at__gte=OuterRef("ends_at"))
    came = Presence.objects.filter(
        assignment=OuterRef("assignment"), kind="in", at__lt=OuterRef("ends_at")
    )
    rows = Shift.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        Exists(came), ~Exists(left), assignment__is_present=True, alarmed_at=None,
        ends_at__lte=now - hours.LATE, ends_at__gt=now - _FORGET,
    )  # fmt: skip
    late = list(rows.order_by("employee_id", "pk").values_list("pk", flat=True))
    Shift.objects.filter(pk__in=late).update(alarmed_at=now)
    if late:
        announce(facts.CheckOutMissing(tuple(late)))
    return late
