"""Delegating the right to approve within limits, by whoever holds it without any."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period, through
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.staffing import limiting
from luwes.staffing.models import ApprovalLimit


def hold(agency_id: int) -> None:
    """Until the transaction ends nobody changes an agency's limits, and nobody approves under others."""
    advisory_lock(f"approval limits {agency_id}")


@transaction.atomic
def set_limit(
    *, agency: Agency, user: User | None, unit: OrgUnit | None, max_people: int | None,
    max_days: int | None, first_day: date, last_day: date | None, decree: str, now: datetime, by: User,
) -> ApprovalLimit:  # fmt: skip
    """
    Limit what somebody, or everybody who approves for an agency alone, may approve.

    :raises Refused: when nothing is limited, for oneself, for who doesn't approve, or a bad period
    """
    today = localdate(now)
    hold(agency.pk)
    require(limiting.agencies_to_limit(by, today).filter(pk=agency.pk).exists())
    problems = []
    if max_people is None and max_days is None and unit is None:
        problems.append(Problem(_("Isi batas jumlah orang, batas hari, atau unitnya."), "max_people"))  # fmt: skip
    if last_day and last_day < first_day:
        problems.append(Problem(_("Hari terakhir mendahului hari pertama."), "last_day"))
    if not decree.strip():
        problems.append(Problem(_("Tulis nomor surat keputusannya."), "decree"))
    if user and user.pk == by.pk:
        problems.append(Problem(_("Batas Anda ditetapkan oleh orang lain."), "user"))
    if user and user.pk not in {person.pk for person in limiting.approvers(agency.pk, today)}:
        problems.append(Problem(_("%s bukan pemutus instansi ini.") % user, "user"))
    if user is None and not limiting.is_above(by, today):
        problems.append(Problem(_("Pilih orangnya: batas untuk semua pemutus juga mengikat Anda."), "user"))  # fmt: skip
    if unit and not UnitShape.objects.filter(unit=unit, agency=agency, period__contains=today).exists():  # fmt: skip
        problems.append(Problem(_("Unit ini bukan milik instansi itu."), "unit"))
    refuse(problems)
    limit = ApprovalLimit.objects.create(
        agency=agency, user=user, unit=unit, max_people=max_people, max_days=max_days,
        period=through(first_day, last_day), decree=decree, set_by=by, set_at=now,
    )  # fmt: skip
    audit.record(
        by, "staffing.limit_set", limit, chain=str(agency.pk), reason=decree, user=user and user.pk,
        people=max_people, days=max_days, unit=unit and unit.pk, first_day=str(first_day),
    )  # fmt: skip
    return limit


@transaction.atomic
def end_limit(*, limit: ApprovalLimit, reason: str, now: datetime, by: User) -> None:
    """
    A limit no longer holds from today on; that it held stays to be read.

    :raises Refused: without a reason, or when it is over already
    """
    today = localdate(now)
    hold(limit.agency_id)
    require(limiting.agencies_to_limit(by, today).filter(pk=limit.agency_id).exists())
    lock(limit)
    problems = []
    if limit.period.end and limit.period.end <= today:
        problems.append(Problem(_("Batas ini sudah berakhir.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    audit.record(
        by, "staffing.limit_ended", limit, chain=str(limit.agency_id), reason=reason,
        user=limit.user_id,
    )  # fmt: skip
    if limit.period.start >= today:
        limit.delete()  # it never held
        return
    limit.period = Period(limit.period.start, today)
    limit.save(update_fields=["period"])
