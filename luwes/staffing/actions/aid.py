"""Asking another government for people: sending, answering, withdrawing, ending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.states import values
from luwes.letters import actions as letters
from luwes.staffing import access, aid, aid_papers, aid_rules, facts, owners, queries, rules
from luwes.staffing.actions import costs, ending, holding, issue, plans
from luwes.staffing.aid_rules import AidState, Step
from luwes.staffing.models import (
    AID_STATE_LABELS,
    STEP_LABELS,
    AidLine,
    AidRequest,
    Assignment,
    Need,
    Plan,
)
from luwes.staffing.owners import Owner
from luwes.staffing.rules import RUNNING
from luwes.ui.tags.words import moment

Heads = Mapping[int, int]  # by need


@transaction.atomic
def send(
    *, owner_kind: str, owner_id: int, asked_id: int | None, heads: Heads, reason: str,
    skipped_because: str, answer_within: timedelta, now: datetime, by: User,
) -> AidRequest:  # fmt: skip
    """
    Ask a government (None: the nation, by letter alone) for heads that the own people do not fill.

    :raises Refused: for heads that are not short, a government that is planned already or has yet to
        answer, a step of the ladder skipped without a reason, or an owner that is closed or lapsed
    """
    require(access.can_plan_for(by, owner_kind, owner_id) and owners.kinds[owner_kind].is_emergency)
    hold(owner_kind, owner_id)
    on = localdate(now)
    heads = {need: count for need, count in heads.items() if count}
    lock_all(Need.objects.filter(pk__in=heads))
    owner = owners.owner_of(owner_kind, owner_id)
    short = {row.need.pk: row.short for row in aid.shorts(owner_kind, owner_id, on)}
    problems = [*owners.problems_of(owner), *owners.ground_problems(owner, on)]
    problems += aid_rules.ask_problems(heads, short)
    problems += aid_rules.time_problems(now + answer_within, now)
    step, against = _whom(owner, asked_id, skipped_because)
    problems += against
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan meminta bantuan."), "reason"))
    refuse(problems)
    last = aid.of_owner(owner_kind, owner_id).first()
    request = AidRequest.objects.create(
        owner_kind=owner_kind, owner_id=owner_id, number=last.number + 1 if last else 1,
        agency_id=owner.agency_id, asked_id=asked_id, step=step.value, reason=reason.strip(),
        skipped_because=skipped_because.strip(), state=AidState.SENT.value, sent_at=now, sent_by=by,
        answer_by=now + answer_within,
    )  # fmt: skip
    AidLine.objects.bulk_create(
        AidLine(request=request, need_id=need, asked=count) for need, count in sorted(heads.items())
    )
    draft = aid_papers.request(request, list(aid.lines_of(request)), owner, on)
    announce(facts.AidMoved(request.pk, by.pk))
    audit.record(
        by, "staffing.aid_asked", request, chain=str(owner.agency_id), reason=reason,
        agency=asked_id, people=sum(heads.values()), skipped=skipped_because.strip(),
    )  # fmt: skip
    (request.letter,) = letters.issue_many([draft], now=now, by=by)
    request.save(update_fields=["letter"])
    return request


def hold(owner_kind: str, owner_id: int) -> None:
    """Until the transaction ends nobody else asks for help for this owner; who closes it asks too."""
    advisory_lock(f"aid {owner_kind} {owner_id}")


def _whom(owner: Owner, asked_id: int | None, because: str) -> tuple[Step, list[Problem]]:
    """The step of the ladder, and what stands against asking there."""
    ladder = aid.ladder(owner)
    rung = next((rung for rung in ladder if rung.agency_id == asked_id), None)
    if rung is None:
        return Step.NATION, [Problem(_("Pilih pemerintah yang diminta."), "asked")]
    problems = []
    if rung.step is Step.OWN:
        words = _("Pegawai %s sudah ikut dalam rencana sendiri; susun rencana, tanpa meminta bantuan.")  # fmt: skip
        problems.append(Problem(words % rung.name, "asked"))
    elif waits := aid.waiting_at(owner.kind, owner.id).get(asked_id):
        words = _("Permintaan %(number)d kepada %(name)s masih menunggu jawaban.")
        problems.append(Problem(words % {"number": waits.number, "name": rung.name}, "asked"))
    asked = aid.asked_before(owner.kind, owner.id)
    tried = aid.own_tried(owner.kind, owner.id)
    skipped = aid_rules.skipped(rung.step, ladder, asked, own_tried=tried)
    if skipped and not because.strip():
        steps = ", ".join(str(STEP_LABELS[step.value]).lower() for step in skipped)
        words = _("Tulis alasan melewati jenjang: %s.") % steps
        problems.append(Problem(words, "skipped_because", aid_rules.LAW))
    return rung.step, problems


@dataclass(frozen=True)
class Liaison:
    """Who of the asked government may decide, and how to reach them."""

    user: User
    post: str
    phone: str


@transaction.atomic
def accept(
    *, request: AidRequest, granted: Heads, liaison: Liaison, now: datetime, by: User
) -> None:
    """
    Grant all or part of what was asked, and name the liaison.

    Asked again by the same person, nothing happens.
    :raises Refused: for more heads than were asked or are short by now, without a liaison who may
        decide, when somebody answered before, or when the owner is closed or lapsed
    """
    require(access.can_answer_aid(by, request))
    lock(request)
    if request.state == AidState.ACCEPTED.value and request.answered_by_id == by.pk:
        return
    lines = list(aid.lines_of(request))
    lock_all(Need.objects.filter(pk__in=[line.need_id for line in lines]))
    on = localdate(now)
    owner = owners.owner_of(request.owner_kind, request.owner_id)
    problems = answered_before(request)
    if not problems:
        problems += [*owners.problems_of(owner), *owners.ground_problems(owner, on)]
        problems += aid_rules.grant_problems(granted, asked_and_short(request, lines, on))
    problems += _liaison_problems(request, liaison, on)
    refuse(problems)
    for line in lines:
        line.granted = granted.get(line.need_id, 0)
    AidLine.objects.bulk_update(lines, ["granted"])
    request.state, request.answered_at, request.answered_by = AidState.ACCEPTED.value, now, by
    request.liaison, request.liaison_post = liaison.user, liaison.post.strip()
    request.liaison_phone = liaison.phone.strip()
    request.save(
        update_fields=[
            "state", "answered_at", "answered_by", "liaison", "liaison_post", "liaison_phone",
        ]
    )  # fmt: skip
    draft = aid_papers.answer(request, lines, owner, on, by)
    announce(facts.AidMoved(request.pk, by.pk))
    audit.record(
        by, "staffing.aid_accepted", request, chain=str(request.asked_id),
        people=sum(line.granted for line in lines), heads=sum(line.asked for line in lines),
    )  # fmt: skip
    (request.answer_letter,) = letters.issue_many([draft], now=now, by=by)
    request.save(update_fields=["answer_letter"])


def answered_before(request: AidRequest) -> list[Problem]:
    """Whoever comes second is told who was first."""
    if request.state == AidState.SENT.value:
        return []
    who = request.ended_by or request.answered_by
    at = request.ended_at or request.answered_at
    words = _("Permintaan ini sudah %(state)s oleh %(who)s, %(at)s.")
    return [Problem(words % {
        "state": str(AID_STATE_LABELS[request.state]).lower(), "who": who.name if who else "", "at": moment(at),
    })]  # fmt: skip


def asked_and_short(request: AidRequest, lines: list[AidLine], on: date) -> list[aid_rules.Line]:
    """What was asked beside what is short today, were this request not there."""
    rows = aid.shorts(request.owner_kind, request.owner_id, on, without=request.pk)
    short = {row.need.pk: row.short for row in rows}
    return [aid_rules.Line(line.need_id, line.asked, short.get(line.need_id, 0)) for line in lines]


def _liaison_problems(request: AidRequest, liaison: Liaison, on: date) -> list[Problem]:
    problems = []
    if liaison.user.pk not in {user.pk for user in aid.could_be_liaison(request, on)}:
        words = _("%s tidak berwenang di instansi yang diminta; pilih penghubung dari daftar.")
        problems.append(Problem(words % liaison.user, "liaison"))
    if not liaison.post.strip():
        problems.append(Problem(_("Tulis jabatan penghubung."), "post"))
    if not rules.phone_in(liaison.phone):
        problems.append(Problem(_("Tulis nomor telepon penghubung, misalnya 0812-3456-7890."), "phone"))  # fmt: skip
    return problems


@transaction.atomic
def decline(*, request: AidRequest, reason: str, now: datetime, by: User) -> None:
    """
    Say that nobody can be sent, and why. Asked again by the same person, nothing happens.

    :raises Refused: without a reason, or when somebody answered before
    """
    require(access.can_answer_aid(by, request))
    lock(request)
    if request.state == AidState.DECLINED.value and request.answered_by_id == by.pk:
        return
    problems = answered_before(request)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan menolak."), "reason"))
    refuse(problems)
    request.state, request.answered_at, request.answered_by = AidState.DECLINED.value, now, by
    request.answer_reason = reason.strip()
    request.save(update_fields=["state", "answered_at", "answered_by", "answer_reason"])
    announce(facts.AidMoved(request.pk, by.pk))
    audit.record(
        by, "staffing.aid_declined", request, chain=str(request.asked_id), reason=reason
    )  # fmt: skip


@transaction.atomic
def withdraw(*, request: AidRequest, reason: str, now: datetime, by: User) -> None:
    """
    Take a request back before anybody is ordered; the letter is withdrawn, and a plan that the asked
    government has not approved yet is given up.

    :raises Refused: without a reason, when it is over, or when people are or will be ordered by it
    """
    require(access.asks_for(by, request))
    running = _hold_with_plans(request)
    problems = _over(request)
    if not problems and _orders(request).exists():
        problems.append(Problem(_("Orangnya sudah ditugaskan; akhiri penggunaannya, bukan menarik permintaannya.")))  # fmt: skip
    problems += _being_issued(running)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    _close(request, AidState.WITHDRAWN, running, reason, now, by)
    chain = str(request.agency_id)
    audit.record(by, "staffing.aid_withdrawn", request, chain=chain, reason=reason)
    if request.letter and request.letter.state != "withdrawn":
        letters.withdraw_in_course(
            letter=request.letter, reason=reason.strip(), day=localdate(now), now=now, by=by
        )


@transaction.atomic
def end(*, request: AidRequest, reason: str, now: datetime, by: User) -> None:
    """
    "Penggunaan selesai": whoever serves goes home after today, whoever has not come need not.

    :raises Refused: without a reason, when it was not accepted or is over, or while orders are on
        their way
    """
    require(access.asks_for(by, request))
    running = _hold_with_plans(request)
    problems = _over(request)
    if not problems and request.state != AidState.ACCEPTED.value and request.asked_id is not None:
        problems.append(Problem(_("Permintaan ini belum disanggupi; tarik saja permintaannya.")))
    problems += _being_issued(running)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    _close(request, AidState.ENDED, running, reason, now, by)
    audit.record(by, "staffing.aid_ended", request, chain=str(request.agency_id), reason=reason)
    _send_home(request, reason, now, by)
    costs.keep(request, now=now, by=by)


def _hold_with_plans(request: AidRequest) -> list[Plan]:
    """In order: no plan of it begins, those under way, the request itself."""
    plans.hold(aid.KIND, request.pk)
    rows = queries.plans_of(aid.KIND, request.pk).filter(state__in=rules.PLANS_UNDER_WAY)
    running = list(rows.order_by("pk"))
    lock(*running)
    lock(request)
    return [plan for plan in running if plan.state in rules.PLANS_UNDER_WAY]


def _over(request: AidRequest) -> list[Problem]:
    return [] if request.is_open else answered_before(request)


def _orders(request: AidRequest) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(plan__owner_kind=aid.KIND, plan__owner_id=request.pk)
    return rows.filter(state__in=values(rules.BINDING))


def _being_issued(running: list[Plan]) -> list[Problem]:
    if any(plan.state == "approved" for plan in running):
        return [Problem(_("Surat tugasnya sedang diterbitkan; coba lagi sebentar lagi."))]
    return []


def _close(
    request: AidRequest, state: AidState, running: list[Plan], reason: str, now: datetime, by: User
) -> None:
    """Nothing new comes of it; plans under way are given up, and their makers hear of it."""
    for plan in running:
        plan.state = rules.PlanState.SUPERSEDED.value
        plan.save(update_fields=["state"])
        audit.record(by, "staffing.plan_discarded", plan, chain=str(plan.agency_id), reason=reason)
    request.state, request.ended_at, request.ended_by = state.value, now, by
    request.end_reason = reason.strip()
    request.save(update_fields=["state", "ended_at", "ended_by", "end_reason"])
    announce(facts.AidMoved(request.pk, by.pk))


def _send_home(request: AidRequest, reason: str, now: datetime, by: User) -> None:
    out = _orders(request).filter(state__in=values(RUNNING))
    rows = holding.whole(list(out))
    today = localdate(now)
    tomorrow = today + timedelta(days=1)
    for row in rows:
        if row.state not in values(RUNNING):
            continue
        unserved = ending.take_back(
            row, until=tomorrow, reason=reason, with_the_help=True, now=now, on=today, by=by
        )
        if unserved:
            issue.withdraw_letter(row, reason=reason, now=now, by=by)


@transaction.atomic
def set_rates(*, request: AidRequest, rates: Mapping[int, int | None], by: User) -> None:
    """
    The daily rate a line, in whole rupiah; None: not entered. Sums are computed, never typed.

    :raises Refused: for a rate out of all proportion
    """
    require(access.asks_for(by, request))
    lock(request)
    refuse(aid_rules.rate_problems(rates))
    lines = list(aid.lines_of(request))
    before = {str(line.need_id): line.daily_rate for line in lines}
    for line in lines:
        line.daily_rate = rates.get(line.need_id, line.daily_rate)
    AidLine.objects.bulk_update(lines, ["daily_rate"])
    after = {str(line.need_id): line.daily_rate for line in lines}
    if before != after:
        audit.record(by, "staffing.aid_rated", request, chain=str(request.agency_id), rates=after)


@transaction.atomic
def flag_overdue(*, now: datetime) -> list[int]:
    """Tell both sides, once, of requests whose time to answer is over; their ids."""
    rows = AidRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=AidState.SENT.value, answer_by__lt=now, overdue_at=None, asked__isnull=False
    )
    found = list(rows.order_by("pk"))
    for request in found:
        request.overdue_at = now
        request.save(update_fields=["overdue_at"])
        announce(facts.AidOverdue(request.pk))
    return [request.pk for request in found]


@transaction.atomic
def end_by_return(*, now: datetime) -> list[int]:
    """End requests whose people all came back and of which nobody else will come; their ids."""
    rows = AidRequest.objects.filter(state=AidState.ACCEPTED.value).order_by("pk")
    ended = []
    for request in rows.filter(pk__in=aid.with_returns()):
        plans.hold(aid.KIND, request.pk)
        lock(request)
        if request.state != AidState.ACCEPTED.value or aid.plans_under_way([request.pk]):
            continue
        if not aid_rules.is_over(**aid.standing(request, localdate(now))):
            continue
        request.state, request.ended_at = AidState.ENDED.value, now
        request.save(update_fields=["state", "ended_at"])
        announce(facts.AidMoved(request.pk))
        audit.record(None, "staffing.aid_ended", request, chain=str(request.agency_id))
        costs.keep(request, now=now, by=None)
        ended.append(request.pk)
    return ended
