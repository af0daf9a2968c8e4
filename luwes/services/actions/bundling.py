"""Reports of one thing: all follow one case, the head; none follows a follower."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.services import access, facts, similar
from luwes.services.actions import clocks
from luwes.services.actions.entries import not_open, write
from luwes.services.actions.giving import route
from luwes.services.models import Case, CaseEntry, CasePause
from luwes.services.rules.states import OPEN, OVER, REOPEN_DAYS, CaseState, EntryKind


def in_turn() -> None:
    """Who follows whom changes in one transaction after another; taken before any case is held."""
    advisory_lock("services.bundles")


@transaction.atomic
def bundle(
    *, cases: Sequence[Case], head: Case, now: datetime, on: date, by: User, reason: str = ""
) -> int:
    """
    Let these follow `head`, with all that follows them; how many. Their clocks stand.

    :raises Refused: for other subjects, cases that are over, a head that follows another, or what lies
        elsewhere without a `reason`, which its citizen reads
    """
    for case in (*cases, head):
        require(access.can_answer(by, case, on))
    in_turn()
    lock(*cases, head)
    moved = [case for case in cases if case.head_id != head.pk]
    refuse(_problems(moved, head, reason))
    words = _("Digabung dengan %s: laporan hal yang sama.") % head.number
    words = " ".join(filter(None, [words, reason.strip()]))
    for case in moved:
        _follow_too(case.bundle.filter(state=CaseState.BUNDLED.value), head, now, words)
        case.head, case.state = head, CaseState.BUNDLED.value
        case.officer, case.given_at = None, None
        case.save(update_fields=["head", "state", "officer", "given_at"])
        clocks.stop(case, now, _("Digabung"))
        entry = write(case, EntryKind.BUNDLED, now, text=words, by=by)
        announce(facts.Told(case.pk, entry.pk, now))
        audit.record(
            by, "services.bundled", case, chain=str(case.agency_id), number=head.number,
            reason=reason,
        )  # fmt: skip
    return len(moved)


def _follow_too(
    rows: QuerySet[Case], head: Case, now: datetime, words: str, *, is_internal: bool = False
) -> None:
    """Those that followed one go along to `head`; from now on they read what it is answered."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    Case.objects.filter(pk__in=ids).update(head=head)
    CaseEntry.objects.bulk_create(
        CaseEntry(case_id=pk, kind=EntryKind.BUNDLED.value, at=now, text=words, is_internal=is_internal)
        for pk in ids
    )  # fmt: skip


def _problems(cases: Sequence[Case], head: Case, reason: str) -> list[Problem]:
    problems = []
    if CaseState(head.state) not in OPEN:
        words = _("%s tidak terbuka, jadi tidak dapat menjadi induk.")
        problems.append(Problem(words % head.number, "head"))
    for case in cases:
        if case.pk == head.pk:
            problems.append(Problem(_("Perkara tidak dapat mengikuti dirinya sendiri."), "head"))
        elif not_open(case):
            problems.append(Problem(_("%s sudah selesai atau sudah digabung.") % case.number))
        elif case.subject_id is None or case.subject_id != head.subject_id:
            words = _("%(case)s dan %(head)s bukan tentang hal yang sama.")
            problems.append(Problem(words % {"case": case.number, "head": head.number}, "head"))
        elif not reason.strip() and not similar.is_near(case, head):
            words = _("%(case)s tidak dekat dengan %(head)s. Tulis mengapa sama; warga membacanya.")
            problems.append(Problem(words % {"case": case.number, "head": head.number}, "reason"))
    return problems


@transaction.atomic
def take_out(*, case: Case, now: datetime, on: date, by: User | None = None) -> None:
    """
    It is a matter of its own after all; without `by` the citizen says so, whose secret the caller saw.
    Where the office says so its time runs from the receipt, as if it had never followed.

    Where the head is over, that is its reopening: its clocks run from its own filing.

    :raises Refused: when it follows none, or the time for reopening is over
    """
    if by is not None:
        require(access.can_answer(by, case, on))
    in_turn()
    lock(case)
    head = case.head if case.state == CaseState.BUNDLED.value else None
    if head is None:
        refuse([Problem(_("Laporan ini tidak sedang digabung."))])
    assert head is not None
    is_reopened = CaseState(head.state) in OVER
    if is_reopened and not may_reopen(head, now):
        words = _("Lebih dari %d hari sejak ditutup. Kirim laporan baru; sebut nomor ini.")
        refuse([Problem(words % REOPEN_DAYS)])
    _stand_alone(case, now, counts=by is not None or is_reopened)
    if is_reopened:
        case.reopened += 1
        case.save(update_fields=["reopened"])
    kind = EntryKind.REOPENED if is_reopened else EntryKind.BUNDLED
    words = _("Dikeluarkan dari gabungan; ditangani sendiri.")
    entry = write(case, kind, now, text=words, by=by, by_citizen=by is None)
    announce((facts.CitizenSaid if by is None else facts.Told)(case.pk, entry.pk, now))
    audit.record(by, "services.taken_out", case, chain=str(case.agency_id), number=case.number)
    route(case, now=now, on=on)


def may_reopen(case: Case, now: datetime) -> bool:
    """Whether there is still time to say that it is not done."""
    return case.closed_at is not None and now < case.closed_at + timedelta(days=REOPEN_DAYS)


def may_take_out(case: Case, now: datetime) -> bool:
    """Whether its citizen may still have it handled by itself."""
    if case.head is None or case.state != CaseState.BUNDLED.value:
        return False
    return CaseState(case.head.state) not in OVER or may_reopen(case.head, now)


def _stand_alone(case: Case, now: datetime, *, counts: bool) -> None:
    """Its clocks run; `counts`: also for the time in which it followed another."""
    case.head, case.state = None, CaseState.RECEIVED.value
    case.save(update_fields=["head", "state"])
    if counts:
        case.pauses.filter(until=None).delete()
    if case.clocks.exists():
        clocks.go_on(case, now)
    elif counts:
        clocks.begin(case, case.received_at)
    else:
        _begin_now(case, now)


def _begin_now(case: Case, now: datetime) -> None:
    CasePause.objects.create(case=case, since=case.received_at, until=now, reason=_("Digabung"))
    clocks.begin(case, now)


def succeed(head: Case, now: datetime) -> None:
    """Where the head is gone, the first that followed it goes on in its place; the caller has the turn."""
    rows = Case.objects.filter(head=head, state=CaseState.BUNDLED.value)
    first = rows.order_by("received_at", "pk").first()
    if first is None:
        return
    lock(first)
    first.head, first.state = None, CaseState.RECEIVED.value
    first.officer, first.given_at = head.officer, now if head.officer_id else None
    if head.officer_id is not None:
        first.state = CaseState.ASSIGNED.value
    first.save(update_fields=["head", "officer", "given_at", "state"])
    clocks.inherit(first, head, now)
    words = _("Menggantikan %s, yang ditarik pelapornya.") % head.number
    _follow_too(rows, first, now, words, is_internal=True)
    write(first, EntryKind.BUNDLED, now, text=words, is_internal=True)
    if first.officer_id is None:
        route(first, now=now, on=localdate(now))
    else:
        announce(facts.Given(first.pk, first.officer_id, now))
