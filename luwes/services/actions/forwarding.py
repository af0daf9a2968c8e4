"""A case goes to the unit or government whose it is; the citizen follows it at the same place."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.organisation.models import Agency, OrgUnit
from luwes.services import access, authority, facts, routing
from luwes.services.actions import clocks
from luwes.services.actions.entries import not_open, office_of, write
from luwes.services.actions.giving import route
from luwes.services.models import Case
from luwes.services.rules.states import CaseState, EntryKind


@transaction.atomic
def forward(
    *,
    case: Case,
    agency: Agency,
    unit: OrgUnit | None,
    reason: str,
    now: datetime,
    on: date,
    by: User,
) -> None:
    """
    To another unit or government: the clocks run on, and the number and secret stay.

    :raises Refused: without a reason, to where it is already or nobody would see it, or when it is over
    """
    require(access.can_answer(by, case, on))
    lock(case)
    problems = not_open(case)
    if (agency.pk, unit and unit.pk) == (case.agency_id, case.unit_id):
        problems.append(Problem(_("Perkara ini sudah ada di kantor itu."), "unit"))
    if unit is not None and unit.agency_id != agency.pk:
        problems.append(Problem(_("Unit itu bukan milik pemerintah yang dipilih."), "unit"))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya; warga membacanya."), "reason"))
    service = authority.service_for(agency, case.subject) if case.subject else None
    if unit is None and service is None and not routing.is_overseen(agency, on):
        words = _("Belum ada pengelola layanan di %s. Pilih unitnya.")
        problems.append(Problem(words % agency.name, "unit"))
    refuse(problems)
    left, before = case.agency_id, office_of(case, on)
    case.agency, case.unit = agency, unit or (service.unit if service else None)
    case.service = service if agency.pk != left or service else case.service
    case.officer, case.given_at, case.state = None, None, CaseState.RECEIVED.value
    case.save(update_fields=["agency", "unit", "service", "officer", "given_at", "state"])
    Case.objects.filter(head=case).update(
        agency=case.agency, unit=case.unit, service=case.service
    )  # what follows it goes along
    write(case, EntryKind.FORWARDED, now, text=reason, by=by, office=before)
    clocks.promise(case, now)
    clocks.go_on(case, now)
    audit.record(
        by, "services.forwarded", case, chain=str(left), reason=reason, number=case.number,
        office=office_of(case, on),
    )  # fmt: skip
    announce(facts.Forwarded(case.pk, left, now))
    route(case, now=now, on=on)
