"""Incidents: declared, given a status, counted, closed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.mobilisation import access, queries, rules
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident
from luwes.organisation.models import Agency
from luwes.places.models import Area


@transaction.atomic
def declare(
    *, agency: Agency, hazard: rules.Hazard, name: str, area: Area, started_at: datetime,
    helpers: Iterable[Agency], now: datetime, by: User,
) -> Incident:  # fmt: skip
    """
    Declare an incident, led by `agency`; `helpers` are the governments whose people are planned.

    :raises Refused: without a name, or when it is said to begin in the future
    """
    require(access.can_declare(by, agency.pk))
    problems = []
    if not name.strip():
        problems.append(Problem(_("Beri nama kejadian."), "name"))
    if started_at > now:
        problems.append(Problem(_("Waktu mulai belum terjadi."), "started_at"))
    refuse(problems)
    incident = Incident.objects.create(
        agency=agency, hazard=hazard.value, name=name, area=area, started_at=started_at,
        declared_at=now, declared_by=by,
    )  # fmt: skip
    incident.agencies.set({agency, *helpers})
    audit.record(by, "mobilisation.declared", incident, chain=str(agency.pk), hazard=hazard.value)
    return incident


@transaction.atomic
def set_status(
    *, incident: Incident, status: rules.Status, authority: str, decree: str, period: Period,
    source: str, by: User,
) -> EmergencyStatus:  # fmt: skip
    """Record a status decree; without a number it is verbal and stays flagged until it has one."""
    require(access.can_manage(by, incident.pk))
    if not authority.strip():
        refuse([Problem(_("Isi siapa yang menetapkan."), "authority")])
    row = EmergencyStatus.objects.create(
        incident=incident, status=status.value, authority=authority, decree=decree, period=period,
        source=source,
    )  # fmt: skip
    audit.record(
        by, "mobilisation.status_set", incident, chain=str(incident.agency_id), status=status.value,
        authority=authority, decree=decree,
    )  # fmt: skip
    return row


@transaction.atomic
def enter_figure(
    *, incident: Incident, area: Area, kind: rules.Figure, value: int, source: str,
    reported_at: datetime, is_estimate: bool, note: str, now: datetime, by: User, use: bool = True,
) -> AreaFigure:  # fmt: skip
    """
    Enter a figure beside those already there; nothing is overwritten.

    With `use` it becomes the one in use, unless it is an estimate and a reported one is in use.
    """
    require(access.can_manage(by, incident.pk))
    problems = []
    if not source.strip():
        problems.append(Problem(_("Isi sumber angka ini."), "source"))
    if value < 0:
        problems.append(Problem(_("Jumlah tidak boleh kurang dari nol."), "value"))
    refuse(problems)
    lock(incident)
    in_use = AreaFigure.objects.filter(incident=incident, area=area, kind=kind.value, is_used=True)
    reported_stands = is_estimate and in_use.filter(is_estimate=False).exists()
    use = use and not reported_stands
    if use:
        in_use.update(is_used=False)
    return AreaFigure.objects.create(
        incident=incident, area=area, kind=kind.value, value=value, source=source,
        reported_at=reported_at, is_estimate=is_estimate, is_used=use or False, note=note,
        entered_by=by, entered_at=now,
    )  # fmt: skip


@transaction.atomic
def choose_figure(*, figure: AreaFigure, reason: str, by: User) -> None:
    """Use this one of several conflicting figures, and say why."""
    require(access.can_manage(by, figure.incident_id))
    lock(figure.incident)
    if not reason.strip():
        refuse([Problem(_("Tulis alasan memakai angka ini."), "reason")])
    same = AreaFigure.objects.filter(
        incident_id=figure.incident_id, area_id=figure.area_id, kind=figure.kind
    )
    same.update(is_used=False)
    figure.is_used = True
    figure.save(update_fields=["is_used"])
    audit.record(
        by, "mobilisation.figure_chosen", figure.incident, chain=str(figure.incident.agency_id),
        reason=reason, area=figure.area.code, kind=figure.kind, value=figure.value,
    )  # fmt: skip


@transaction.atomic
def close(*, incident: Incident, reason: str, now: datetime, by: User) -> None:
    """Close an incident when nobody serves it any more."""
    require(access.can_manage(by, incident.pk))
    lock(incident)
    problems = []
    if incident.closed_at:
        problems.append(Problem(_("Kejadian ini sudah ditutup.")))
    if queries.people_out(incident):
        problems.append(Problem(_("Masih ada orang yang bertugas.")))
    refuse(problems)
    incident.closed_at = now
    incident.save(update_fields=["closed_at"])
    audit.record(by, "mobilisation.closed", incident, chain=str(incident.agency_id), reason=reason)
