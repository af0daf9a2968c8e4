"""Incidents: declared, given a status, handed over, closed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.mobilisation import access, facts, queries, rules
from luwes.mobilisation.models import EmergencyStatus, Incident, lead_of
from luwes.organisation.models import Agency
from luwes.places.models import Area
from luwes.staffing import aid, contingents
from luwes.staffing import queries as staffing
from luwes.staffing.actions import aid as aid_actions
from luwes.staffing.actions import plans


@transaction.atomic
def declare(
    *, agency: Agency, hazard: rules.Hazard, name: str, area: Area, started_at: datetime,
    helpers: Iterable[Agency], now: datetime, by: User, areas: Iterable[Area] = (),
    status: rules.StatusDraft | None = None,
) -> Incident:  # fmt: skip
    """
    Declare an incident, led by `agency`; `helpers` are the governments whose people are planned.

    `areas` within `area` were struck; `status` may come with it, or later by `set_status`.

    :raises Refused: without a name, with that of one under way there (a button pressed twice),
        or when it is said to begin in the future
    """
    require(access.can_declare(by, agency.pk))
    problems = []
    if not name.strip():
        problems.append(Problem(_("Beri nama kejadian."), "name"))
    if started_at > now:
        problems.append(Problem(_("Waktu mulai belum terjadi."), "started_at"))
    advisory_lock("mobilisation.declare")
    if queries.open_incidents().filter(name__iexact=name.strip(), area=area).exists():
        problems.append(Problem(_("Kejadian dengan nama ini sudah berlangsung di sana."), "name"))
    refuse(problems + (rules.status_problems(status) if status else []))
    incident = Incident.objects.create(
        agency=agency, hazard=hazard.value, name=name.strip(), area=area, started_at=started_at,
        declared_at=now, declared_by=by, level=queries.own_level(agency).value,
    )  # fmt: skip
    incident.agencies.set({agency, *helpers})
    incident.areas.set(areas)
    audit.record(by, "mobilisation.declared", incident, chain=str(agency.pk), hazard=hazard.value)
    if status:
        _give_status(incident, status, None, by)
    return incident


@transaction.atomic
def set_status(
    *, incident: Incident, status: rules.Status, authority: str, decree: str, period: Period,
    source: str, by: User, extends: EmergencyStatus | None = None, because: str = "",
) -> EmergencyStatus:  # fmt: skip
    """
    Record a status decree; without a number it is verbal and stays flagged until it has one.

    One authority has one status a day: the later decree ends the earlier one. Another's decree
    stays beside it.

    :raises Refused: without an authority, when an extension does not extend, or when the status
        may not follow the one before (back only with a reason)
    """
    require(access.can_manage(by, incident.pk))
    lock(incident)
    draft = rules.StatusDraft(status, authority, decree, period, source, because.strip())
    problems = rules.status_problems(
        draft, extends=extends.period if extends else None, standing=queries.standing(incident)
    )
    if incident.closed_at:
        problems.append(Problem(_("Kejadian ini sudah ditutup.")))
    refuse(problems)
    return _give_status(incident, draft, extends, by)


def _give_status(
    incident: Incident, draft: rules.StatusDraft, extends: EmergencyStatus | None, by: User
) -> EmergencyStatus:
    standing = queries.standing(incident)
    for ended in EmergencyStatus.objects.filter(pk__in=(cut := rules.cut_short(draft, standing))):
        ended.decreed_until = ended.decreed_until or ended.period.last_day
        ended.period = cut[ended.pk]
        ended.save(update_fields=["period", "decreed_until"])
    days = rules.in_force(draft, standing)
    row = EmergencyStatus.objects.create(
        incident=incident, status=draft.status.value, authority=draft.authority.strip(),
        decree=draft.decree.strip(), period=days, source=draft.source, extends=extends,
        because=draft.because, decreed_until=None if days == draft.period else draft.period.last_day,
    )  # fmt: skip
    audit.record(
        by, "mobilisation.status_extended" if extends else "mobilisation.status_set", incident,
        chain=str(incident.agency_id), reason=draft.because, status=draft.status.value,
        authority=row.authority, decree=row.decree, last_day=str(draft.period.last_day or ""),
    )  # fmt: skip
    return row


@transaction.atomic
def remind_of_statuses(*, on: date) -> int:
    """
    Tell the leads of running incidents whose last status ends soon, or ended; each time once.

    :returns: how many incidents were told of
    """
    told = 0
    for incident in queries.open_incidents():
        lock(incident)
        row = queries.last_status(incident)
        if incident.closed_at or row is None or row.period.end is None:
            continue
        due = rules.reminder_due(row.period.end, on, row.told_days)
        if due is not None:
            row.told_days = due
            row.save(update_fields=["told_days"])
            announce(facts.StatusEnding(row.pk, due))
            told += 1
    return told


@transaction.atomic
def register_decree(*, status: EmergencyStatus, decree: str, source: str, by: User) -> None:
    """
    Give a verbal status the number of its decree.

    :raises Refused: without a number, or where there is one already
    """
    require(access.can_manage(by, status.incident_id))
    lock(status)
    problems = []
    if not decree.strip():
        problems.append(Problem(_("Isi nomor keputusan."), "decree"))
    if status.decree:
        problems.append(Problem(_("Keputusan ini sudah bernomor %s.") % status.decree, "decree"))
    refuse(problems)
    status.decree, status.source = decree.strip(), source or status.source
    status.save(update_fields=["decree", "source"])
    incident = status.incident
    audit.record(
        by, "mobilisation.decree_registered", incident, chain=str(incident.agency_id),
        authority=status.authority, decree=status.decree,
    )  # fmt: skip


@transaction.atomic
def hand_over(
    *, incident: Incident, level: rules.Level, agency: Agency, decree: str, reason: str, by: User
) -> None:
    """
    The lead goes to another level: up where the lower can't cope, down when it can again.

    Everything else stays: figures, needs, plans, people, statuses. Who led goes on helping, and
    looks on. A province may also take the lead of an incident in which it helps.

    :raises Refused: without a reason, for a closed incident, or for a government that can't lead it
    """
    takes = rules.is_higher(level, rules.Level(incident.level)) and access.can_declare(
        by, agency.pk
    )
    require(access.can_manage(by, incident.pk) or (takes and access.can_view(by, incident.pk)))
    lock(incident)
    before, new = incident.as_lead(), lead_of(agency, level)
    problems = rules.lead_problems(new, before, struck=incident.area.code, reason=reason)
    if incident.closed_at:
        problems.append(Problem(_("Kejadian ini sudah ditutup.")))
    refuse(problems)
    old = incident.agency
    incident.agency, incident.level = agency, level.value
    incident.save(update_fields=["agency", "level"])
    incident.agencies.add(old, agency)
    announce(facts.HandedOver(incident.pk, old.pk, by.pk))
    down = rules.is_higher(before.level, level)
    for chain in sorted({old.pk, agency.pk}):
        audit.record(
            by, "mobilisation.handed_down" if down else "mobilisation.handed_up", incident,
            chain=str(chain), reason=reason.strip(), level=level.value,
            decree=decree.strip(), lead_before=old.name, lead_after=agency.name,
        )  # fmt: skip


@transaction.atomic
def close(*, incident: Incident, reason: str, now: datetime, by: User) -> None:
    """
    Close an incident when nobody serves it any more, from outside neither, and no plan would send
    anybody.

    :raises Refused: without a reason, or while somebody serves or a plan is under way
    """
    require(access.can_manage(by, incident.pk))
    lock(incident)
    plans.hold(queries.OWNER_KIND, incident.pk)
    aid_actions.hold(queries.OWNER_KIND, incident.pk)
    problems = []
    if incident.closed_at:
        problems.append(Problem(_("Kejadian ini sudah ditutup.")))
    if out := queries.people_out(incident):
        problems.append(Problem(_("Masih ada %d orang yang bertugas.") % out))
    if others := contingents.running(queries.OWNER_KIND, incident.pk).count():
        words = _("Masih ada %d rombongan unsur luar ASN; akhiri atau batalkan dulu.")
        problems.append(Problem(words % others))
    if plan := staffing.under_way(queries.OWNER_KIND, incident.pk):
        problems.append(Problem(_("%s masih berjalan; terbitkan atau buang dulu.") % plan))
    if request := aid.open_of(queries.OWNER_KIND, incident.pk).first():
        words = _("Permintaan bantuan %d masih berjalan; tarik atau akhiri dulu.")
        problems.append(Problem(words % request.number))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan penutupan."), "reason"))
    refuse(problems)
    incident.closed_at = now
    incident.save(update_fields=["closed_at"])
    audit.record(by, "mobilisation.closed", incident, chain=str(incident.agency_id), reason=reason)
