"""Days to recover after a duty: offered on the return, picked, agreed by word or by silence, given back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import facts as appointments
from luwes.appointments.models import Leave
from luwes.appointments.rules import LeaveKind
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.each import do_each
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.facts import announce
from luwes.letters import actions as letters
from luwes.motivation import facts
from luwes.motivation.access import care as access
from luwes.motivation.models import RecoveryDay, RecoveryOffer
from luwes.motivation.papers import recovery as recovery_papers
from luwes.motivation.queries import loading
from luwes.motivation.rules import load, recovery
from luwes.motivation.rules.recovery import LATER, SILENCE, WITHIN, OfferState
from luwes.people import homes
from luwes.staffing import crediting
from luwes.staffing import facts as staffing
from luwes.staffing.actions import crediting as rests
from luwes.staffing.models import RestOwed, RestTaken

_DAY = timedelta(days=1)
_OPEN = [OfferState.OFFERED.value, OfferState.ASKED.value]


@transaction.atomic
def returned(fact: staffing.Returned) -> None:
    """Whoever is back from a duty that earned rest is offered it at once; once a duty."""
    rest = (
        RestOwed.objects.filter(assignment_id=fact.assignment_id, days__gt=0)
        .select_related("assignment__employee", "assignment__returned")
        .first()
    )
    if rest is None or RecoveryOffer.objects.filter(rest=rest).exists():
        return
    employee, at = rest.assignment.employee, rest.assignment.returned.at
    on = localdate(at)
    home = homes.source().posts([employee.pk], on).get(employee.pk)
    made = RecoveryOffer.objects.create(
        rest=rest, employee=employee, unit_id=home.unit_id if home else None,
        days=recovery.offered(crediting.left(rest)), until=on + WITHIN, offered_at=at,
    )  # fmt: skip
    announce(facts.RecoveryMoved(made.pk, at))


def pickable(offer: RecoveryOffer, on: date) -> list[date]:
    """The days that the person may pick: once an answer, or silence, is known, until the offer ends."""
    work = loading.work_days([offer.employee.agency_id], on)[offer.employee.agency_id]
    first = load.due(on, SILENCE, work.is_work) + 2 * _DAY
    return recovery.choices(first, offer.until, work.is_work)


def settable(offer: RecoveryOffer, on: date) -> list[date]:
    """The days that the superior may set instead: from tomorrow, somewhat longer."""
    work = loading.work_days([offer.employee.agency_id], on)[offer.employee.agency_id]
    return recovery.choices(on + _DAY, offer.until + LATER, work.is_work)


@transaction.atomic
def pick(
    *, offer: RecoveryOffer, days: Sequence[date], on: date, now: datetime, by: User
) -> None:  # fmt: skip
    """
    The person's days; the superior is asked. Picked anew while nobody has answered, they take the place of the others.

    :raises Refused: with everything wrong in it
    """
    lock(offer)
    require(offer.employee.user_id == by.pk)
    problems = _not_open(offer)
    most = min(offer.days, crediting.left(offer.rest))
    problems += recovery.picked_problems(days, most, pickable(offer, on))
    refuse(problems)
    _set_days(offer, days)
    work = loading.work_days([offer.employee.agency_id], on)[offer.employee.agency_id]
    offer.state = OfferState.ASKED.value
    offer.answer_by = load.due(on, SILENCE, work.is_work)
    offer.reason = ""
    offer.save(update_fields=["state", "answer_by", "reason"])
    announce(facts.RecoveryMoved(offer.pk, now, by.pk))
    _log(by, "motivation.recovery_picked", offer, days)


def _not_open(offer: RecoveryOffer) -> list[Problem]:
    if offer.state in _OPEN:
        return []
    return [Problem(_("Tawaran ini sudah selesai: %s.") % offer.get_state_display().lower())]


def _set_days(offer: RecoveryOffer, days: Sequence[date]) -> None:
    """These instead of those that wait; what was taken already stays."""
    taken = _taken(offer)
    offer.picked.exclude(day__in=taken).delete()
    RecoveryDay.objects.bulk_create(
        RecoveryDay(offer=offer, day=day) for day in sorted(set(days) - taken)
    )


def _taken(offer: RecoveryOffer) -> set[date]:
    """Days of it that are rest by now, such as those before a recall."""
    rows = RestTaken.objects.filter(rest=offer.rest).select_related("leave")
    periods = [row.leave.period for row in rows.order_by("pk")]
    days = offer.picked.order_by("day").values_list("day", flat=True)
    return {day for day in days if any(day in period for period in periods)}


def waiting(offer: RecoveryOffer) -> list[date]:
    """The days picked that nobody has answered yet."""
    days = set(offer.picked.order_by("day").values_list("day", flat=True))
    return sorted(days - _taken(offer))


@transaction.atomic
def answer(
    *, offer: RecoveryOffer, agrees: bool, days: Sequence[date], reason: str, on: date,
    now: datetime, by: User,
) -> None:  # fmt: skip
    """
    The superior agrees to the days picked, or sets as many others, with a reason. A plain no there is not.

    :raises Refused: when it was answered, other days lack a reason or are not as many, or something
        binds the person on one of them
    """
    lock(offer)
    require(access.agreeable_offers(by, on).filter(pk=offer.pk).exists())
    problems = []
    if offer.state != OfferState.ASKED.value:
        problems.append(Problem(_("Tidak ada hari yang menunggu jawaban.")))
    picked = waiting(offer)
    if agrees:
        days = picked
        if picked and picked[0] <= on:
            problems.append(Problem(_("Hari pertamanya sudah lewat; tetapkan hari lain."), "days"))
    else:
        problems += recovery.picked_problems(days, len(picked), settable(offer, on))
        if len(set(days)) < len(picked):
            words = _("Tetapkan sama banyaknya: %d hari.")
            problems.append(Problem(words % len(picked), "days"))
        if not reason.strip():
            problems.append(Problem(_("Tulis alasan memindahkan harinya; pegawai membacanya."), "reason"))  # fmt: skip
    refuse(problems)
    offer.answered_by, offer.reason = by, "" if agrees else reason.strip()[:300]
    _bind(offer, days, on=on, now=now, by=by)
    _log(by, "motivation.recovery_agreed" if agrees else "motivation.recovery_moved", offer, days)


def _bind(
    offer: RecoveryOffer, days: Sequence[date], *, on: date, now: datetime, by: User | None
) -> None:
    """
    As days of rest, which bind as leave does; by a letter of the superior. Where nobody answered
    nobody signs: they are written in the person's own name, and the log says that time decided.
    """
    employee = offer.employee
    writer = by or employee.user
    assert writer
    _set_days(offer, days)
    chosen = sorted(set(days))
    draft = recovery_papers.letter(offer, chosen, on=on, by=by) if by else None
    for period in recovery.runs(chosen):
        rests.give_rest(rest=offer.rest, period=period, letter="", now=now, by=writer)
    issued = letters.issue_many([draft], now=now, by=by) if draft else []
    offer.letter = issued[0] if issued else None
    offer.answered_at, offer.state = now, OfferState.AGREED.value
    offer.save(update_fields=["letter", "answered_at", "answered_by", "state", "reason"])
    announce(facts.RecoveryMoved(offer.pk, now, by.pk if by else None))


def consent_by_silence(*, on: date, now: datetime) -> int:
    """
    Days that nobody answered in time are agreed. Where something has come to stand against them, the
    person picks anew and reads why. How many were agreed.
    """
    rows = RecoveryOffer.objects.filter(state=OfferState.ASKED.value, answer_by__lt=on)
    ids = list(rows.order_by("answer_by", "pk").values_list("pk", flat=True))
    return sum(do_each(partial(_silent, pk, on, now) for pk in ids))


@transaction.atomic
def _silent(pk: int, on: date, now: datetime) -> bool:
    offer = RecoveryOffer.objects.select_related("employee__agency", "rest__assignment__need__area").get(pk=pk)  # fmt: skip
    lock(offer)
    if offer.state != OfferState.ASKED.value or offer.answer_by is None or offer.answer_by >= on:
        return False
    days = waiting(offer)
    try:
        with transaction.atomic():
            if offer.employee.user is None or not days or days[0] <= on:
                raise Refused(Problem(_("Hari yang dipilih sudah lewat.")))
            _bind(offer, days, on=on, now=now, by=None)
    except Refused as refusal:
        offer.refresh_from_db()
        _offer_again(offer, max(offer.until, on + WITHIN), " ".join(p.message for p in refusal.problems), now)  # fmt: skip
        return False
    _log(None, "motivation.recovery_agreed", offer, days)
    return True


def _offer_again(offer: RecoveryOffer, until: date, reason: str, now: datetime | None) -> None:
    offer.state, offer.until, offer.reason = OfferState.OFFERED.value, until, reason[:300]
    offer.answer_by = offer.answered_at = offer.answered_by = None
    offer.save(
        update_fields=[
            "state",
            "until",
            "reason",
            "answer_by",
            "answered_at",
            "answered_by",
            "days",
        ]
    )
    announce(facts.RecoveryMoved(offer.pk, now))


@transaction.atomic
def leave_taken_back(fact: appointments.LeaveCancelled) -> None:
    """
    Days of recovery that were recalled are owed again, and offered again for as long as at first.
    What was taken before the recall stays taken.
    """
    rows = RecoveryOffer.objects.filter(employee_id=fact.employee_id, state=OfferState.AGREED.value)
    for offer in rows.select_related("employee", "rest", "letter").order_by("pk"):
        lock(offer)
        rest = Leave.objects.filter(employee_id=fact.employee_id, kind=LeaveKind.REST.value)
        periods = [row.period for row in rest.order_by("pk")]
        lost = [d for d in offer.picked.order_by("day") if not any(d.day in p for p in periods)]
        if not lost:
            continue
        first = lost[0].day
        offer.days = min(len(lost), crediting.left(offer.rest))
        RecoveryDay.objects.filter(pk__in=[row.pk for row in lost]).delete()
        _offer_again(offer, max(offer.until, first + WITHIN), _("Dipanggil kembali; harinya tetap hak Anda."), None)  # fmt: skip


@transaction.atomic
def recalled(fact: appointments.LeaveRecalled) -> None:
    """The letter of days that were recalled is withdrawn; the next days get one of their own."""
    rows = RecoveryOffer.objects.filter(
        employee_id=fact.employee_id, state=OfferState.OFFERED.value, letter__withdrawn_at=None
    )
    for offer in rows.exclude(letter=None).select_related("letter").order_by("pk"):
        assert offer.letter
        letters.withdraw_in_course(
            letter=offer.letter, reason=fact.reason, day=max(localdate(fact.at), offer.letter.day),
            now=fact.at, by=User.objects.get(pk=fact.by_id),
        )  # fmt: skip


def tidy(*, on: date) -> int:
    """What was not picked in time lapses, and what was taken otherwise is closed; how many."""
    rows = RecoveryOffer.objects.filter(state=OfferState.OFFERED.value)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_tidy(pk, on) for pk in ids)


@transaction.atomic
def _tidy(pk: int, on: date) -> bool:
    offer = RecoveryOffer.objects.select_related("rest", "employee").get(pk=pk)
    lock(offer)
    if offer.state != OfferState.OFFERED.value:
        return False
    if not crediting.left(offer.rest):
        offer.state = OfferState.CLOSED.value
    elif not pickable(offer, on):
        offer.state = OfferState.LAPSED.value
    else:
        return False
    offer.save(update_fields=["state"])
    return True


def _log(by: User | None, deed: str, offer: RecoveryOffer, days: Sequence[date]) -> None:
    employee = offer.employee
    audit.record(
        by, deed, employee, chain=str(employee.agency_id),
        days=[day.isoformat() for day in sorted(set(days))],
    )  # fmt: skip
