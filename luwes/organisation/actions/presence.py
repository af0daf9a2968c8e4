"""The least who stay at a unit."""

from datetime import date, timedelta

from django.db import transaction
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
from luwes.organisation.actions.dated import put
from luwes.organisation.models import MinimumPresence, OrgUnit, StaffGroup


@transaction.atomic
def set_minimum(
    *, unit: OrgUnit, group: StaffGroup | None, minimum: int, first_day: date, reason: str, by: User,
    last_day: date | None = None,
) -> MinimumPresence:  # fmt: skip
    """
    The least of a group (None: of everyone) who stay, from `first_day` until the next one set.

    With a last day, what held before holds again after it. What held stays as history.
    """
    require(access.can(by, Right.SET_PRESENCE, unit, first_day))
    lock(unit)
    problems = []
    if not unit.shapes.filter(period__contains=first_day).exists():
        problems.append(Problem(_("Unit ini tidak ada pada tanggal itu."), "first_day"))
    if not reason.strip():
        problems.append(
            Problem(_("Tuliskan alasannya; ia dibaca saat orang dibutuhkan."), "reason")
        )
    if last_day and last_day < first_day:
        problems.append(Problem(_("Tanggal akhir mendahului tanggal mulai."), "last_day"))
    refuse(problems)
    row = put(
        MinimumPresence.objects.filter(unit=unit, group=group),
        MinimumPresence(unit=unit, group=group, minimum=minimum, reason=reason, set_by=str(by)),
        first_day, last_day and last_day + timedelta(days=1),
    )  # fmt: skip
    announce(facts.MinimumSet(unit.pk, group.pk if group else None))
    audit.record(
        by, "organisation.minimum_set", unit, chain=str(unit.agency_id), reason=reason,
        group=group.code if group else "", minimum=minimum, first_day=first_day.isoformat(),
    )  # fmt: skip
    return row


@transaction.atomic
def end_minimum(*, rule: MinimumPresence, on: date, reason: str, by: User) -> None:
    """From `on` the policy's default holds again for everyone; nothing special for a group."""
    require(access.can(by, Right.SET_PRESENCE, rule.unit, on))
    lock(rule)
    if on not in rule.period:
        refuse([Problem(_("Aturan ini tidak berlaku pada tanggal itu."), "on")])
    unit = rule.unit
    if on == rule.period.start:
        rule.delete()
    else:
        rule.period = Period(rule.period.start, on)
        rule.save(update_fields=["period"])
    announce(facts.MinimumSet(unit.pk, rule.group_id))
    audit.record(
        by, "organisation.minimum_ended", unit, chain=str(unit.agency_id), reason=reason,
        on=on.isoformat(),
    )  # fmt: skip
