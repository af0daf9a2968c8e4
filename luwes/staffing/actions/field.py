"""At the post and back: check-in, completion, return."""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import insert_once, lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.facts import announce
from luwes.core.periods import through
from luwes.places.rules import km
from luwes.staffing import access, codes, facts, rules
from luwes.staffing.actions import crediting, ending, holding, tries
from luwes.staffing.belated import Position
from luwes.staffing.models import (
    CONDITION_LABELS,
    Assignment,
    PostCode,
    Presence,
    PresencePlace,
    Return,
    ReturnReport,
)

State = rules.AssignmentState


def check_in_by_code(
    *, assignment: Assignment, code: str, key: UUID, at: datetime, on: date, now: datetime, by: User
) -> None:
    """
    The person scanned the code on the post's screen, or typed its figures. The same `key` sent twice
    is written once. `at` is when it was scanned: then the code must have been good.

    :raises Refused: for a code of another post or too old, on a day outside the duty, or for figures
        typed after too many wrong ones
    """
    require(access.is_own(by, assignment))
    with transaction.atomic():
        tries.hold(by)
        try:
            with transaction.atomic():
                _by_code(assignment, code, key, at, on, now, by)
            return
        except tries.WrongFigures as wrong:
            tries.note(wrong, now, by)
            refused = wrong
    raise refused


def _by_code(
    assignment: Assignment, code: str, key: UUID, at: datetime, on: date, now: datetime, by: User
) -> None:
    read = codes.scanned(code, PostCode.objects.filter(need_id=assignment.need_id).first())
    is_typed = read is not None and bool(read.figures)
    if is_typed:
        refuse(tries.problems(assignment, now, by))
    problems = []
    if read is None or not _is_of(read, assignment):
        problems.append(Problem(_("Kode ini bukan kode pos tugas Anda."), "code"))
    elif not read.is_fresh(at):
        words = Problem(_("Kode ini sudah lewat waktunya; pindai lagi."), "code")
        if is_typed:
            raise tries.WrongFigures(words, assignment)
        problems.append(words)
    refuse(problems + _not_on(assignment, on))
    _check(assignment, "in", "qr", key, at, by)


def _is_of(read: codes.Read, assignment: Assignment) -> bool:
    known = PostCode.objects.filter(need_id=assignment.need_id, token=read.secret)
    return read.need_id == assignment.need_id and known.exists()


@transaction.atomic
def check_in_by_position(
    *, assignment: Assignment, position: Position | None, key: UUID, at: datetime, by: User
) -> None:
    """
    The phone says where it is, or that it can't tell; the post's officer sees how far that is.

    Never refused for where it is: receivers fail, and can be deceived.
    :raises Refused: on a day outside the duty
    """
    need = assignment.need
    require(access.is_own(by, assignment))
    refuse(_not_on(assignment, localdate(at)))
    made = _check(assignment, "in", "position", key, at, by)
    if made and position:
        away = None
        if need.post_lat is not None and need.post_lon is not None:
            away = round(1000 * km(need.post_lat, need.post_lon, position.lat, position.lon))
        PresencePlace.objects.create(
            presence=made, lat=round(position.lat, 4), lon=round(position.lon, 4),
            accuracy=position.accuracy, distance=away,
        )  # fmt: skip


def _not_on(assignment: Assignment, on: date) -> list[Problem]:
    if rules.may_check_in(assignment.period, on):
        return []
    return [Problem(_("Hari ini di luar masa tugas Anda."))]


@transaction.atomic
def check_in_by_officer(*, assignment: Assignment, key: UUID, at: datetime, by: User) -> None:
    """The post's officer saw the person arrive."""
    require(access.can_check_in_at(by, assignment.need))
    _check(assignment, "in", "officer", key, at, by)


@transaction.atomic
def check_out(*, assignment: Assignment, key: UUID, at: datetime, by: User) -> None:
    """The person, or the post's officer, says that the person left the post."""
    own = access.is_own(by, assignment)
    require(own or access.can_check_in_at(by, assignment.need))
    _check(assignment, "out", "qr" if own else "officer", key, at, by)


@transaction.atomic
def record(*, deed: str, assignments: list[Assignment], key: UUID, at: datetime, by: User) -> None:
    """
    What the post's officer writes down of these people: `in`, `out` or `done`.

    Each gets a key of its own, made of the press's: the same press sent twice is written once.
    :raises Refused: without anybody or anything to write down, and as the deeds themselves
    """
    if not assignments:
        refuse([Problem(_("Belum ada orang yang dipilih."))])
    if deed == "done":
        complete(assignments=assignments, now=at, on=localdate(at), by=by)
        return
    write = {"in": check_in_by_officer, "out": check_out}.get(deed)
    if write is None:
        raise Refused(Problem(_("Pilih apa yang dicatat.")))
    for assignment in sorted(assignments, key=lambda row: row.employee_id):
        write(assignment=assignment, key=uuid5(key, f"{deed} {assignment.pk}"), at=at, by=by)


def _check(
    assignment: Assignment, kind: str, method: str, key: UUID, at: datetime, by: User
) -> Presence | None:
    """What a phone sends late doesn't undo what was written of a later hour. None: known already."""
    holding.with_person(assignment)
    made = Presence(assignment=assignment, kind=kind, method=method, key=key, at=at, by=by)
    if not insert_once(made):
        return None
    state = State(assignment.state)
    if state not in rules.RUNNING:
        refuse([Problem(_("Penugasan ini sudah %s.") % assignment.get_state_display().lower())])
    if not Presence.objects.filter(assignment=assignment, at__gt=at).exists():
        assignment.is_present = kind == "in"
    if kind == "in" and state is not State.ACTIVE:
        assignment.state = State.ACTIVE.value
        assignment.answered_at = assignment.answered_at or at
    assignment.save(update_fields=["state", "is_present", "answered_at"])
    return made


@transaction.atomic
def complete(*, assignments: list[Assignment], now: datetime, on: date, by: User) -> None:
    """
    End the duty of these people. Who goes home early is free from tomorrow on.

    :raises Refused: when one of them is not serving
    """
    holding.with_person(*assignments)
    for assignment in assignments:
        own = access.can_plan(by, assignment.need) or access.can_check_in_at(by, assignment.need)
        require(own)
        if assignment.state != State.ACTIVE.value:
            refuse([Problem(_("%s belum atau tidak lagi bertugas.") % assignment.employee)])
        _finish(assignment, now, on)
        audit.record(
            by, "staffing.completed", assignment, chain=str(assignment.home_unit.agency_id),
            last_day=str(assignment.period.last_day),
        )  # fmt: skip
    announce(facts.Completed(tuple(row.pk for row in assignments)))


def _finish(assignment: Assignment, now: datetime, on: date) -> None:
    served = through(assignment.period.start, max(on, assignment.period.start))
    if assignment.period.end is None or served.end < assignment.period.end:
        assignment.period = served
    ending.finish(assignment, now)


@transaction.atomic
def report_return(
    *, assignment: Assignment, condition: str, note: str, now: datetime, by: User
) -> ReturnReport:
    """
    The person says: I am back, and how I am; the head of the home unit is asked to confirm.

    :raises Refused: before the duty ended, or the second time
    """
    require(access.is_own(by, assignment))
    lock(assignment)
    problems = []
    if assignment.state != State.COMPLETED.value:
        problems.append(Problem(_("Penugasan ini belum selesai.")))
    problems += _nobody_was_away(assignment)
    if condition not in CONDITION_LABELS:
        problems.append(Problem(_("Pilih keadaan Anda."), "condition"))
    if ReturnReport.objects.filter(assignment=assignment).exists():
        problems.append(Problem(_("Anda sudah melapor kembali.")))
    refuse(problems)
    report = ReturnReport.objects.create(
        assignment=assignment, at=now, by=by, condition=condition, note=note
    )
    announce(facts.ReportedBack(assignment.pk))
    return report


def _nobody_was_away(assignment: Assignment) -> list[Problem]:
    if not assignment.beside_work:
        return []
    return [Problem(_("Tugas ini di samping tugas sendiri: tidak ada kepulangan yang dicatat."))]


@transaction.atomic
def confirm_return(*, assignment: Assignment, note: str, now: datetime, by: User) -> Return:
    """The head of the home unit saw the person back at the desk."""
    require(access.away(by).filter(pk=assignment.pk).exists())
    lock(assignment)
    problems = []
    if assignment.state != State.COMPLETED.value:
        problems.append(Problem(_("Penugasan ini belum selesai.")))
    problems += _nobody_was_away(assignment)
    if Return.objects.filter(assignment=assignment).exists():
        problems.append(Problem(_("Kembalinya pegawai ini sudah dicatat.")))
    refuse(problems)
    returned = Return.objects.create(assignment=assignment, at=now, by=by, note=note)
    crediting.credit(assignment, now)
    announce(facts.Returned(assignment.pk))
    audit.record(
        by, "staffing.returned", assignment, chain=str(assignment.home_unit.agency_id), reason=note
    )
    return returned
