"""What the superior answers to a signal, and what the person says: too much, or words to it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.access import care as access
from luwes.motivation.models import LoadAnswer, LoadSignal
from luwes.motivation.queries import loading
from luwes.motivation.rules import load as rules
from luwes.motivation.rules.load import (
    ANSWER_WITHIN,
    LATEST_DAY_OFF,
    LONGEST_ACCEPTED,
    POLICY,
    Answer,
    Key,
    Level,
    State,
)
from luwes.organisation import heading
from luwes.people import homes
from luwes.people.models import Employee


@transaction.atomic
def answer(
    *, signal: LoadSignal, kind: Answer, day: date | None, until: date | None, reason: str,
    on: date, now: datetime, by: User,
) -> LoadAnswer:  # fmt: skip
    """
    Say what follows. It changes no rota by itself; where the load is still there when the answer's
    time is over, the question comes again.

    :raises Refused: with everything wrong in it, or when it was answered already
    """
    lock(signal)
    require(access.can_answer(by, signal, on))
    problems = []
    if signal.state != State.OPEN.value:
        problems.append(Problem(_("Isyarat ini sudah dijawab.")))
    problems += _problems(kind, day, until, reason, on)
    refuse(problems)
    made = LoadAnswer.objects.create(
        signal=signal, kind=kind.value, day=day if kind is Answer.DAY_OFF else None,
        until=until if kind is Answer.ACCEPTED else None, reason=reason.strip()[:300], by=by, at=now,
    )  # fmt: skip
    signal.state = State.ANSWERED.value
    signal.stands_until = rules.stands_until(kind, on, day=day, until=until)
    signal.save(update_fields=["state", "stands_until"])
    announce(facts.LoadAnswered(signal.pk, now, by.pk))
    _log(by, "motivation.load_answered", signal, answer=kind.value)
    return made


def _log(by: User, deed: str, signal: LoadSignal, **details: str) -> None:
    """Of whom, and a key: no figure, no words, and not what it is about."""
    person = signal.employee
    audit.record(by, deed, person, chain=str(person.agency_id), signal=signal.pk, **details)


def _problems(
    kind: Answer, day: date | None, until: date | None, reason: str, on: date
) -> list[Problem]:
    found = []
    if kind is Answer.DAY_OFF and (day is None or not on <= day <= on + LATEST_DAY_OFF):
        words = _("Isi hari liburnya, paling lama %d hari dari sekarang (kebijakan Luwes).")
        found.append(Problem(words % LATEST_DAY_OFF.days, "day"))
    if kind is Answer.ACCEPTED and (until is None or not on < until <= on + LONGEST_ACCEPTED):
        words = _("Isi sampai kapan, paling lama %d hari dari sekarang (kebijakan Luwes).")
        found.append(Problem(words % LONGEST_ACCEPTED.days, "until"))
    if kind in {Answer.ACCEPTED, Answer.SHARED} and not reason.strip():
        found.append(Problem(_("Tuliskan alasannya; pegawai membacanya."), "reason"))
    return found


@transaction.atomic
def add_words(*, signal: LoadSignal, words: str, by: User) -> None:
    """
    The person says something to a signal that is not over. Whoever answers reads it.

    :raises Refused: without words, or when it is over
    """
    lock(signal)
    require(signal.employee.user_id == by.pk)
    problems = []
    if signal.state == State.OVER.value:
        problems.append(Problem(_("Isyarat ini sudah selesai.")))
    if not words.strip():
        problems.append(Problem(_("Tuliskan yang perlu diketahui atasan."), "words"))
    refuse(problems)
    signal.own_words = words.strip()[:1000]
    signal.save(update_fields=["own_words"])
    _log(by, "motivation.load_words", signal)


@transaction.atomic
def say_too_much(
    *, employee: Employee, words: str, on: date, now: datetime, by: User
) -> LoadSignal:
    """
    The person says that it is too much: the superior must answer, as to a figure.

    :raises Refused: while the last time still waits or stands
    """
    require(employee.user_id == by.pk and employee.is_current)
    lock(employee)
    own = LoadSignal.objects.filter(employee=employee, key=Key.OWN.value)
    if own.exclude(state=State.OVER.value).exists():
        refuse([Problem(_("Anda sudah menyampaikannya; jawabannya ada di halaman ini."))])
    home = homes.source().posts([employee.pk], on).get(employee.pk)
    unit = home.unit_id if home else None
    work = loading.work_days([employee.agency_id], on)[employee.agency_id]
    has_head = bool(heading.levels([(unit, by.pk)], on)[unit, by.pk])
    made = LoadSignal.objects.create(
        employee=employee, unit_id=unit, key=Key.OWN.value, level=Level.WARN.value, law=POLICY,
        since=on, due_on=rules.due(on, ANSWER_WITHIN[Level.WARN], work.is_work),
        own_words=words.strip()[:1000], is_raised=not has_head,
    )  # fmt: skip
    announce(facts.LoadSignalled((made.pk,), now))
    if not has_head:
        announce(facts.LoadRaised((made.pk,), now))
    _log(by, "motivation.load_said", made)
    return made


@transaction.atomic
def take_back(*, signal: LoadSignal, on: date, by: User) -> None:
    """What the person said is no longer so. Pressed again, nothing happens."""
    lock(signal)
    require(signal.employee.user_id == by.pk and signal.key == Key.OWN.value)
    if signal.state == State.OVER.value:
        return
    signal.state, signal.over_on = State.OVER.value, on
    signal.save(update_fields=["state", "over_on"])
    _log(by, "motivation.load_taken_back", signal)
