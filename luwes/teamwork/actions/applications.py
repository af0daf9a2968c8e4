"""Standing for a place: by own wish or named, with the superior's consent, and taken back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.people.models import Employee
from luwes.staffing import queries as staffing
from luwes.staffing.actions import plans
from luwes.staffing.models import FILLING, Assignment, Need
from luwes.teamwork import access, facts, fitting, rules
from luwes.teamwork.models import LIVE, Application, NewsOff, Opportunity, TaskTeam
from luwes.teamwork.rules import ApplicationState, Origin

State = ApplicationState


@transaction.atomic
def apply(
    *, opportunity: Opportunity, employee: Employee, why: str, on: date, now: datetime, by: User
) -> Application:
    """
    One's own wish; the home superior is asked at once.

    :raises Refused: when it is not open, the deadline has passed, or one stands for it already
    """
    require(employee.user_id == by.pk and access.can_apply(by, opportunity))
    lock(opportunity)
    problems = []
    if opportunity.state != rules.OpportunityState.OPEN.value:
        problems.append(Problem(_("Peluang ini tidak terbuka.")))
    elif opportunity.apply_until < on:
        problems.append(Problem(_("Batas melamar sudah lewat.")))
    need = opportunity.need
    assert need
    return _stand(need, employee, Origin.APPLIED, why, problems, on, now, by)


@transaction.atomic
def appoint(
    *, need: Need, employee: Employee, why: str, on: date, now: datetime, by: User
) -> Application:
    """
    The owner names somebody; the home superior is asked, or consents by this where it is the owner.

    :raises Refused: without a reason, for oneself, for somebody whose government takes no part
    """
    owner = access.owner_of(need)
    require(access.can_manage(by, owner))
    lock(owner)
    problems = _closed(owner)
    if employee.user_id == by.pk:
        problems.append(Problem(_("Anda tidak dapat menunjuk diri sendiri.")))
    if not why.strip():
        problems.append(Problem(_("Tulis mengapa orang ini ditunjuk."), "why"))
    if not owner.agencies.filter(pk=employee.agency_id).exists():
        problems.append(Problem(_("Instansi pegawai ini tidak ikut serta.")))
    consents = access.can_consent(by, employee)
    made = _stand(need, employee, Origin.APPOINTED, why, problems, on, now, by, consents=consents)
    if consents:
        audit.record(
            by, "teamwork.consented", owner, chain=str(employee.agency_id), employee=employee.pk
        )
    return made


def _closed(owner: TaskTeam | Opportunity) -> list[Problem]:
    if isinstance(owner, TaskTeam):
        if owner.state in {rules.TeamState.OPEN.value, rules.TeamState.RUNNING.value}:
            return []
        return [Problem(_("Tim ini tidak sedang mencari orang."))]
    if owner.state == rules.OpportunityState.OPEN.value:
        return []
    return [Problem(_("Peluang ini tidak terbuka."))]


def _stand(
    need: Need, employee: Employee, origin: Origin, why: str, problems: list[Problem], on: date,
    now: datetime, by: User, *, consents: bool = False,
) -> Application:  # fmt: skip
    lock(employee)
    home = fitting.homes_of([employee.pk], on).get(employee.pk)
    if home is None:
        problems.append(Problem(_("Tanpa jabatan yang berlaku tidak ada atasan yang dapat menyetujui.")))  # fmt: skip
    if need.is_cancelled or (need.period.end and need.period.end <= on):
        problems.append(Problem(_("Tempat ini tidak ada lagi.")))
    if Application.objects.filter(need=need, employee=employee, state__in=LIVE).exists():
        problems.append(Problem(_("Pegawai ini sudah dicalonkan untuk tempat ini.") if origin is Origin.APPOINTED else _("Anda sudah melamar peluang ini.")))  # fmt: skip
    elif Assignment.objects.filter(FILLING, need=need, employee=employee).exists():
        problems.append(Problem(_("Pegawai ini sudah bertugas di tempat ini.")))
    refuse(problems)
    assert home
    made = Application.objects.create(
        need=need, employee=employee, home_unit_id=home.unit_id, origin=origin.value,
        why=why.strip()[:500], made_at=now, made_by=by,
        state=(State.CONSENTED if consents else State.WAITING).value,
        consent_at=now if consents else None, consent_by=by if consents else None,
    )  # fmt: skip
    announce(facts.Applied(made.pk, now, by.pk))
    audit.record(
        by, "teamwork.applied" if origin is Origin.APPLIED else "teamwork.appointed", access.owner_of(need), chain=str(employee.agency_id),
        employee=employee.pk,
    )  # fmt: skip
    return made


@transaction.atomic
def consent(
    *, application: Application, agrees: bool, reason: str, now: datetime, by: User
) -> None:
    """
    The home superior's word, for the unit where the person serves by now; silence is none.

    :raises Refused: a refusal without a reason, or when it was answered or taken back
    """
    require(access.can_consent(by, application.employee))
    lock(application)
    problems = []
    if application.state != State.WAITING.value:
        state = application.get_state_display().lower()
        problems.append(Problem(_("Lamaran ini sudah %s.") % state))
    if not agrees and not reason.strip():
        problems.append(Problem(_("Tulis alasan tidak menyetujui; yang bersangkutan membacanya."), "reason"))  # fmt: skip
    refuse(problems)
    _move_along([application], now)
    application.state = (State.CONSENTED if agrees else State.REFUSED).value
    application.consent_at, application.consent_by = now, by
    application.consent_reason = reason.strip()[:300]
    application.save(
        update_fields=["state", "home_unit", "consent_at", "consent_by", "consent_reason"]
    )
    announce(facts.Answered(application.pk, now, by.pk))
    audit.record(
        by, "teamwork.consented" if agrees else "teamwork.refused",
        access.owner_of(application.need), chain=str(application.employee.agency_id),
        reason=reason, employee=application.employee_id,
    )  # fmt: skip


def _move_along(rows: list[Application], now: datetime) -> None:
    """Who has moved since is asked for where they serve today."""
    homes = fitting.homes_of([row.employee_id for row in rows], localdate(now))
    for row in rows:
        if row.employee_id in homes:
            row.home_unit_id = homes[row.employee_id].unit_id


@transaction.atomic
def withdraw(*, application: Application, now: datetime, by: User) -> None:
    """
    Take one's application back, as long as no letter is out. Asked again, nothing happens.

    :raises Refused: when it was decided otherwise, or the letter is out or on its way
    """
    require(application.employee.user_id == by.pk)
    plans.hold(application.need.owner_kind, application.need.owner_id)
    lock(application)
    if application.state == State.WITHDRAWN.value:
        return
    problems = []
    if application.state not in LIVE:
        problems.append(Problem(_("Lamaran ini sudah %s.") % application.get_state_display().lower()))  # fmt: skip
    elif has_order(application):
        problems.append(Problem(_("Surat tugasnya sudah terbit; jawab di halaman Tugas saya.")))
    elif application.state == State.CHOSEN.value and on_its_way(application.need):
        problems.append(Problem(_("Surat tugas Anda sedang diproses. Mintalah pengelolanya membuang rencananya lebih dulu.")))  # fmt: skip
    refuse(problems)
    application.state, application.decided_at = State.WITHDRAWN.value, now
    application.save(update_fields=["state", "decided_at"])
    audit.record(
        by, "teamwork.application_withdrawn", access.owner_of(application.need),
        chain=str(application.employee.agency_id), employee=application.employee_id,
    )  # fmt: skip


def on_its_way(need: Need) -> list[Problem]:
    """What stands against letting go of somebody chosen while plans are held."""
    if staffing.under_way(need.owner_kind, need.owner_id) is None:
        return []
    return [Problem(_("Surat tugasnya sedang diproses; buang dulu rencananya."))]


def has_order(application: Application) -> bool:
    """Whether a letter has followed the choice."""
    if application.state != State.CHOSEN.value:
        return False
    return not fitting.without_order(Application.objects.filter(pk=application.pk)).exists()


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Superiors who have not answered are asked again, a few times; then the owner sees the silence."""
    due = now - rules.REMIND_AFTER
    rows = Application.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=State.WAITING.value, made_at__lte=due, reminders__lt=rules.MOST_REMINDERS,
        need__is_cancelled=False,
    )  # fmt: skip
    late = [row for row in rows.order_by("pk") if not row.reminded_at or row.reminded_at <= due]
    _move_along(late, now)
    for row in late:
        row.reminded_at, row.reminders = now, row.reminders + 1
    Application.objects.bulk_update(late, ["home_unit", "reminded_at", "reminders"])
    for row in late:
        announce(facts.Applied(row.pk, now, None, again=True))
    return len(late)


@transaction.atomic
def set_news(*, employee: Employee, wanted: bool, now: datetime, by: User) -> None:
    """Whether one wants to be told of opportunities that fit."""
    require(employee.user_id == by.pk)
    lock(employee)
    if wanted:
        NewsOff.objects.filter(employee=employee).delete()
    else:
        NewsOff.objects.get_or_create(employee=employee, defaults={"since": now})
