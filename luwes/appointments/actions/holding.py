"""Giving posts and ending them. Each is one transaction and leaves one audit entry."""

from datetime import date
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import access, facts, queries, rules
from luwes.appointments.models import Appointment
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.organisation.facts import PositionClosed, PositionReplaced
from luwes.organisation.models import Position
from luwes.people import actions as people
from luwes.people.models import Employee
from luwes.people.rules import Employment


@transaction.atomic
def appoint(
    *, employee: Employee, position: Position, kind: rules.Kind, period: Period, decree: str,
    reason: str, by: User, limits: rules.Limits = rules.Limits(),  # noqa: B008 - frozen defaults
) -> Appointment:  # fmt: skip
    """
    Record that a decree made outside Luwes gives an employee a position from `period.start` (TMT) on.

    Only what the position and its holders can't bear is refused here; the rules about moves are
    checked where a move is proposed (`actions.moves`).

    :raises PermissionDenied: if `by` may not fill this position
    :raises Refused: with every rule that stands against it, or without the decree and a reason
    """
    require(access.can_fill(by, position, period.start))
    lock(employee, position)
    new = rules.Holding(employee.pk, position.pk, kind, period, position.single_holder)
    held = queries.holdings(employee, position, during=period)
    refuse([
        *_unfounded(decree, reason), *rules.problems(new, limits=limits, held=held),
        *_outside_position(position, period),
        *_contract_elsewhere(employee, position, kind),
    ])  # fmt: skip
    appointment = Appointment.objects.create(
        employee=employee, position=position, unit_id=position.unit_id, kind=kind.value,
        period=period, decree=decree, single_holder=position.single_holder,
    )  # fmt: skip
    agency = position.unit.agency
    if kind is rules.Kind.DEFINITIVE:
        people.change_agency(employee=employee, agency=agency, by=by)
    announce(facts.Appointed(appointment.pk))
    audit.record(
        by, "appointments.appointed", appointment, chain=str(agency.pk), kind=kind.value,
        decree=decree, first_day=period.start.isoformat(), reason=reason,
    )  # fmt: skip
    return appointment


def _unfounded(decree: str, reason: str) -> list[Problem]:
    found = []
    if not decree.strip():
        found.append(Problem(_("Tulis nomor SK atau surat perintahnya."), "decree"))
    if not reason.strip():
        found.append(Problem(_("Tulis mengapa tidak lewat usul mutasi."), "reason"))
    return found


def _outside_position(position: Position, period: Period) -> list[Problem]:
    ends = position.period.end
    within = period.start in position.period and (ends is None or (period.end or date.max) <= ends)
    return (
        [] if within else [Problem(_("Jabatan ini tidak berlaku sepanjang masa itu."), "first_day")]
    )


def _contract_elsewhere(employee: Employee, position: Position, kind: rules.Kind) -> list[Problem]:
    if employee.employment == Employment.PNS.value or kind is not rules.Kind.DEFINITIVE:
        return []
    if employee.agency_id == position.unit.agency_id:
        return []
    return [
        Problem(
            _("PPPK tidak dapat dipindahkan ke instansi lain."),
            "employee",
            "UU 20/2023; PP 49/2018",
        )
    ]


@transaction.atomic
def end(*, appointment: Appointment, on: date, reason: str, by: User) -> None:
    """
    `on` is the first day without the post.

    :raises Refused: when it ends before it began, or has ended by then
    """
    require(access.can_fill(by, appointment.position, on))
    lock(appointment)
    problems = []
    if on <= appointment.period.start:
        problems.append(Problem(_("Tanggal akhir mendahului TMT."), "last_day"))
    elif appointment.period.end is not None and appointment.period.end <= on:
        problems.append(Problem(_("Masa jabatan ini sudah berakhir."), "last_day"))
    refuse(problems)
    appointment.period = Period(appointment.period.start, on)
    appointment.save(update_fields=["period"])
    announce(facts.Ended(appointment.pk))
    audit.record(
        by, "appointments.ended", appointment, chain=str(appointment.position.unit.agency_id),
        reason=reason, on=on.isoformat(),
    )  # fmt: skip


def refuse_closing_held(fact: PositionClosed) -> None:
    """A position cannot close under its holders."""
    rows = Appointment.objects.filter(position_id=fact.position_id, period__overlap=Period(fact.on))
    held = rows.select_related("employee").order_by("pk").first()
    if held:
        words = _("Masih dipegang %(name)s. Akhiri dahulu masa jabatannya.")
        refuse([Problem(words % {"name": held.employee.full_name}, "on")])


def follow_replaced(fact: PositionReplaced) -> None:
    """Holders of a draft go with it into what it was merged into."""
    new = Position.objects.get(pk=fact.by_position_id)
    rows = Appointment.objects.filter(position_id=fact.position_id)
    if fact.position_id != new.pk:
        early = rows.filter(period__startswith__lt=new.period.start).exists()
        refuse([Problem(_("Jabatan tujuan mulai sesudah pemegangnya."), "existing")] * early)
    if new.single_holder:
        every = Appointment.objects.filter(position_id__in=[fact.position_id, new.pk])
        held = [a.period for a in every.filter(kind=rules.Kind.DEFINITIVE.value).order_by("period")]
        if any(a.overlaps(b) for a, b in pairwise(held)):
            words = _("Jabatan tujuan hanya untuk satu orang, dan pemegangnya akan bertumpuk.")
            refuse([Problem(words, "existing")])
    rows.update(position=new, unit_id=new.unit_id, single_holder=new.single_holder)
