"""Leave asked for, judged, decided, recalled. Each is one transaction and leaves one audit entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import access, attending, binding, facts, leave_papers, rules
from luwes.appointments.actions import leave as leaves
from luwes.appointments.entitlements import Account
from luwes.appointments.models import Leave, LeaveAttachment, LeaveRequest
from luwes.appointments.papers_attached import Attached
from luwes.appointments.rules import LeaveKind
from luwes.appointments.rules import requests as request_rules
from luwes.appointments.rules.entitlement import Proof
from luwes.appointments.rules.requests import Answer, RequestState
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.people import access as people
from luwes.people.models import Employee

FIRST_AGAIN = 366  # days back that may still be asked for: illness is told afterwards


@dataclass(frozen=True)
class Wish:
    """What somebody asks for, as written in the form."""

    kind: LeaveKind
    period: Period
    reason: str
    address: str = ""
    phone: str = ""
    proof: Proof = field(default_factory=Proof)


@transaction.atomic
def ask(
    *, employee: Employee, wish: Wish, attached: Attached | None, now: datetime, by: User
) -> LeaveRequest:
    """
    Ask for leave for oneself. Pressed twice, the request that is there already is answered.

    :raises Refused: for what the rules don't give, beside other leave or requests, on duty
    """
    require(people.is_oneself(by, employee))
    lock(employee)
    account, period = Account(employee, localdate(now)), wish.period
    open_ = [row for row in account.requests if row.is_open and row.period.overlaps(period)]
    same = [row for row in open_ if (row.period, row.kind) == (period, wish.kind.value)]
    if same:
        return same[0]
    refuse([*_against(account, wish.kind, period, wish.proof), *_against_asking(wish, open_, now)])
    proof = wish.proof
    more = "more" if proof.is_extension else ""
    request = LeaveRequest.objects.create(
        employee=employee, kind=wish.kind.value, period=period, reason=wish.reason.strip(),
        address=wish.address.strip(), phone=wish.phone.strip(), asked_at=now,
        proof=f"{proof.certificate.value}|{proof.child or ''}|{more}",
    )  # fmt: skip
    if attached:
        LeaveAttachment.objects.create(
            request=request, media_type=attached.media_type, content=attached.text
        )
    announce(facts.LeaveAsked(request.pk, now, by.pk))
    _log(by, "appointments.leave_asked", request, period)
    return request


def _against_asking(wish: Wish, open_: Sequence[LeaveRequest], now: datetime) -> list[Problem]:
    problems = []
    if open_:
        words = _("Permintaan Anda yang lain pada hari-hari itu belum diputuskan.")
        problems.append(Problem(words, "first_day"))
    late = (localdate(now) - wish.period.start).days
    if late > (FIRST_AGAIN if wish.kind in rules.UNFORESEEN else 0):
        problems.append(Problem(_("Hari pertama sudah lewat."), "first_day"))
    if not wish.reason.strip():
        problems.append(Problem(_("Tulis alasan cuti."), "reason"))
    return problems


def _against(
    account: Account, kind: LeaveKind, period: Period, proof: Proof | None
) -> list[Problem]:
    """What stands against such leave, asked for or granted; leave that can wait waits for a duty."""
    problems = leaves.against(account, kind, period, proof)
    if kind not in rules.UNFORESEEN and period.end:
        problems += [
            Problem(_("Pegawai ini sedang ditugaskan: %s.") % duty.words, "first_day")
            for duty in binding.away([account.employee.pk], period)
        ]
    return problems


@transaction.atomic
def withdraw(*, request: LeaveRequest, now: datetime, by: User) -> None:
    """
    Take back one's own request while it waits. Pressed twice, nothing more happens.

    :raises Refused: when it was decided
    """
    require(people.is_oneself(by, request.employee))
    lock(request)
    if request.state == RequestState.WITHDRAWN.value:
        return
    refuse(_decided(request))
    request.state, request.decided_at = RequestState.WITHDRAWN.value, now
    request.save(update_fields=["state", "decided_at"])
    _log(by, "appointments.leave_withdrawn", request, request.period)


def _decided(request: LeaveRequest) -> list[Problem]:
    if request.is_open:
        return []
    words = _("Permintaan ini sudah %s.") % request.get_state_display()
    return [Problem(words)]


@transaction.atomic
def give_view(*, request: LeaveRequest, view: Answer, reason: str, now: datetime, by: User) -> None:
    """
    The superior says what they think; the authorised official decides. It may be said anew.

    :raises Refused: when it was decided, or for anything but a yes without a reason
    """
    require(access.can_view_request(by, request.employee, localdate(now)))
    lock(request)
    problems = request_rules.answer_problems(view, reason=reason, short=(), over_minimum="")
    refuse([*_decided(request), *problems])
    request.state, request.view, request.view_reason = (
        RequestState.VIEWED.value,
        view.value,
        reason.strip(),
    )
    request.viewed_at, request.viewed_by = now, by
    request.save(update_fields=["state", "view", "view_reason", "viewed_at", "viewed_by"])
    announce(facts.LeaveAsked(request.pk, now, by.pk))
    _log(by, "appointments.leave_viewed", request, request.period, view=view.value)


@dataclass(frozen=True)
class Decision:
    """One of the four answers; `period` where the days are changed."""

    answer: Answer
    reason: str = ""
    period: Period | None = None
    over_minimum: str = ""
    consent: str = ""  # BKN's number, for unpaid leave


@transaction.atomic
def decide(*, request: LeaveRequest, decision: Decision, now: datetime, by: User) -> None:
    """
    Decide a request; a yes makes the leave and its letter. Pressed twice, nothing more happens.

    :raises Refused: when somebody decided before, against the rules, or below a minimum without
        a reason
    """
    on = localdate(now)
    require(access.can_grant_leave(by, request.employee, request.kind, on))
    lock(request, request.employee)
    answer = decision.answer
    if (request.state, request.decided_by_id) == (answer.value, by.pk):
        return
    refuse(_decided(request))
    account = Account(request.employee, on, without=request)
    period = request.period
    if answer is Answer.CHANGED and decision.period:
        period = decision.period
    grants = answer in {Answer.APPROVED, Answer.CHANGED}
    short = request_rules.below(attending.without(account, period)) if grants else []
    problems = request_rules.answer_problems(
        answer, reason=decision.reason, short=short, over_minimum=decision.over_minimum
    )
    if grants:
        problems += _against_granting(account, request, decision, period)
    refuse(problems)
    _write_decision(request, decision, account, now, by)
    if grants:
        request.over_minimum = decision.over_minimum.strip() if short else ""
        _grant(request, period, on, now, by)
    request.save()
    announce(facts.LeaveAnswered(request.pk, now, by.pk))
    _log(
        by,
        "appointments.leave_decided",
        request,
        period,
        answer=answer.value,
        reason=request.over_minimum,
    )


def _against_granting(
    account: Account, request: LeaveRequest, decision: Decision, period: Period
) -> list[Problem]:
    kind, proof = LeaveKind(request.kind), request.as_proof()
    problems = _against(account, kind, period, proof)
    if decision.answer is Answer.CHANGED and decision.period in {None, request.period}:
        problems.append(Problem(_("Tulis hari-hari yang diberikan."), "first_day"))
    if kind in rules.BY_AUTHORITY and not decision.consent.strip():
        words = _("Tulis nomor persetujuan BKN.")
        problems.append(Problem(words, "consent", "PP 11/2017 ps. 334"))
    return problems


def _write_decision(
    request: LeaveRequest, decision: Decision, account: Account, now: datetime, by: User
) -> None:
    request.state, request.decision_reason = decision.answer.value, decision.reason.strip()
    request.decided_at, request.decided_by = now, by
    request.consent = decision.consent.strip() or request.consent
    if decision.answer is Answer.DEFERRED and request.kind == LeaveKind.ANNUAL.value:
        request.deferred_days = account.work.count(request.period)


def _grant(request: LeaveRequest, period: Period, on: date, now: datetime, by: User) -> None:
    kind = LeaveKind(request.kind)
    leave = leaves.write_leave(request.employee, kind, period, letter="", by=by)
    request.granted, request.leave = period, leave
    days = Account(request.employee, on).work.count(period)
    draft = leave_papers.permit(request, days, on=on, by=by)
    (request.letter,) = letters.issue_many([draft], now=now, by=by)
    leave.letter = request.letter.number
    leave.save(update_fields=["letter"])


@transaction.atomic
def recall(*, leave: Leave, on: date, reason: str, now: datetime, by: User) -> int:
    """
    Take leave back from `on` on; working days of annual leave that stay due are answered.

    Leave that came of a request gets a letter of recall, or its permit withdrawn when no day passed.
    :raises Refused: when it is over, or under way and of a kind without recall
    """
    if not Leave.objects.select_for_update(no_key=True).filter(pk=leave.pk).exists():
        return 0  # another did it in the same moment
    employee, first = leave.employee, leave.period.start
    request = LeaveRequest.objects.filter(leave=leave).select_related("letter").first()
    is_annual = leave.kind == LeaveKind.ANNUAL.value
    before = _used(employee, first) if is_annual else 0
    leaves.cancel_leave(leave=leave, on=on, reason=reason, by=by)
    restored = before - _used(employee, first) if is_annual else 0
    announce(facts.LeaveRecalled(employee.pk, max(on, first), restored, reason, now, by.pk))
    if request is None:
        return restored
    lock(request)
    request.state, request.recalled_on = RequestState.RECALLED.value, max(on, first)
    request.recall_reason = reason.strip()
    if first >= on:
        request.leave = None
    _recall_letter(request, restored, began=first < on, now=now, by=by)
    request.save()
    return restored


def _used(employee: Employee, on: date) -> int:
    return sum(Account(employee, on).taken.days.values())


def _recall_letter(
    request: LeaveRequest, restored: int, *, began: bool, now: datetime, by: User
) -> None:
    day = localdate(now)
    if request.letter is None:
        return
    if began:
        draft = leave_papers.recall(request, restored, on=day, by=by)
        (request.recall_letter,) = letters.issue_many([draft], now=now, by=by)
    elif request.letter.state != "withdrawn":
        request.recall_letter = letters.withdraw_in_course(
            letter=request.letter, reason=_("Cuti tidak jadi dijalankan."), day=day, now=now, by=by
        )


def _log(by: User, deed: str, request: LeaveRequest, period: Period, **values: str) -> None:
    employee = request.employee
    audit.record(
        by, deed, employee, chain=str(employee.agency_id),
        first_day=period.start.isoformat(), days=period.days,
        **{key: value for key, value in values.items() if value},
    )  # fmt: skip
