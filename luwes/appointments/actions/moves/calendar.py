"""The calendar of freezes, and rows that a government adds to the rules."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments.models import MoveFreeze, MoveRule
from luwes.appointments.moving import access
from luwes.appointments.rules import moves as rules
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.organisation.models import Agency


@transaction.atomic
def set_freeze(
    *, agency: Agency, kind: rules.FreezeKind, period: Period, basis: str, consent: str, by: User
) -> MoveFreeze:
    """A time in which officials of the agency are replaced only with the Minister's consent."""
    require(access.can_prepare(by, agency.pk))
    refuse(
        [Problem(_("Masa larangan memerlukan hari terakhir."), "last_day")] * (period.end is None)
    )
    freeze = MoveFreeze.objects.create(
        agency=agency, kind=kind.value, period=period, basis=basis, consent=consent.strip()
    )
    audit.record(
        by, "appointments.freeze_set", freeze, chain=str(agency.pk), kind=kind.value,
        first_day=period.start.isoformat(),
        last_day=period.last_day.isoformat() if period.last_day else None,
    )  # fmt: skip
    return freeze


@transaction.atomic
def set_consent(*, freeze: MoveFreeze, consent: str, by: User) -> None:
    """The number of the Minister's consent, which lifts the freeze."""
    require(access.can_prepare(by, freeze.agency_id))
    lock(freeze)
    refuse([Problem(_("Isi nomor persetujuannya."), "consent")] * (not consent.strip()))
    freeze.consent = consent.strip()
    freeze.save(update_fields=["consent"])
    audit.record(
        by, "appointments.freeze_lifted", freeze, chain=str(freeze.agency_id), paper=freeze.consent
    )


@transaction.atomic
def add_rule(
    *, rule: str, first_day: date, law: str, is_hard: bool, parameters: Mapping[str, Any],
    now: datetime, by: User,
) -> MoveRule:  # fmt: skip
    """
    Other numbers for a rule from a day on; an own row that ran until then ends. Moves before that day
    are judged as before.

    :raises Refused: for an unknown rule, other names or kinds of numbers than the rule has, or a
        day before an own row that follows
    """
    require(access.can_change_rules(by))
    advisory_lock(f"move rule {rule}")
    refuse(_unfitting(rule, first_day, law, parameters))
    before = MoveRule.objects.filter(rule=rule, period__contains=first_day).first()
    if before:
        before.period = Period(before.period.start, first_day)
        before.save(update_fields=["period"])
    made = MoveRule.objects.create(
        rule=rule, period=Period(first_day), law=law.strip(), is_hard=is_hard,
        parameters=dict(parameters), added_by=by, added_at=now,
    )  # fmt: skip
    audit.record(
        by, "appointments.rule_added", made, rule=rule, first_day=first_day.isoformat(), law=law,
        parameters=json.dumps(dict(parameters), ensure_ascii=False)[:300],
    )  # fmt: skip
    return made


def _unfitting(
    rule: str, first_day: date, law: str, parameters: Mapping[str, Any]
) -> list[Problem]:
    known = [row for row in rules.TABLE if row.rule == rule]
    if not known:
        return [Problem(_("Aturan ini tidak dikenal."), "rule")]
    problems = []
    if not law.strip():
        problems.append(Problem(_("Sebutkan peraturannya."), "law"))
    shape = known[-1].parameters
    if set(shape) != set(parameters) or any(
        type(shape[name]) is not type(value) for name, value in parameters.items()
    ):
        problems.append(
            Problem(_("Angka aturan ini harus sama bentuknya dengan yang berlaku."), "parameters")
        )
    if any(isinstance(v, int) and not 0 <= v <= 1000 for v in parameters.values()):
        problems.append(Problem(_("Angka harus antara 0 dan 1000."), "parameters"))
    if MoveRule.objects.filter(rule=rule, period__startswith__gte=first_day).exists():
        problems.append(
            Problem(_("Sudah ada aturan yang mulai pada hari itu atau sesudahnya."), "first_day")
        )
    return problems
